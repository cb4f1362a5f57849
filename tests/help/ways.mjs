// The ways to help that need no core: each gives the help page it opened, as a person would find it.

import { until } from "./stage.mjs";

const isHelp = (url) => url.includes("/notes/");

async function opened(stage) {
  const page = await stage.browser.waitForPage(isHelp, 15_000);
  await until(() => page.evaluate(() => document.readyState === "complete" && document.querySelector("#big")).catch(() => false), "the help page", 30_000);
  return page;
}

/** The popup's link to help, followed; `following` hears when. */
export async function byPopup(stage, page, following = () => undefined) {
  const popup = await stage.browser.openPopupAsPage(page);
  await until(() => popup.evaluate(() => document.querySelector("#help")?.getAttribute("href")), "the popup's link");
  following();
  await popup.evaluate(() => { document.querySelector("#help").click(); });
  const help = await opened(stage);
  await popup.close();
  return help;
}

/** The keyboard command. */
export async function byCommand(stage, page) {
  await stage.browser.pressCommand("open-help", page);
  return opened(stage);
}

/** The item in the menu of the right mouse button. */
export async function byMenu(stage, page) {
  await stage.browser.chooseFromMenu("open-help", page);
  return opened(stage);
}

/** The button of the panel in the page, once it stands there. */
export async function byPanel(stage, page) {
  await stage.panel(page, "threat");
  return stage.press(page, "button.help", () => opened(stage));
}
