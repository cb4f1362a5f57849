// The first steps, opened once, right after a person installed this by hand. No core takes part.

const PAGE = "welcome.html";

/** Whether somebody else installed or set this, who does not want every browser to open a page. */
async function managed(): Promise<boolean> {
  const { installType, mayDisable } = await chrome.management.getSelf();
  if (installType === "admin" || !mayDisable) return true;
  try {
    return Object.keys(await chrome.storage.managed.get()).length > 0;
  } catch {
    // Firefox refuses the question where no policy names us.
    return false;
  }
}

/** A developer's own load, and every test that is not about this page. */
async function tried(): Promise<boolean> {
  return (await chrome.management.getSelf()).installType === "development";
}

async function welcome(): Promise<void> {
  if ((await managed()) || (await tried())) return;
  await chrome.tabs.create({ url: chrome.runtime.getURL(PAGE) });
}

/** Opens the first steps after an install, of which the browsers tell once, and never after an update. */
export function welcomeAfterInstall(): void {
  chrome.runtime.onInstalled.addListener(({ reason }) => {
    // Protection is on without these steps: a browser that does not open them takes nothing away.
    if (reason === "install") welcome().catch(() => undefined);
  });
}
