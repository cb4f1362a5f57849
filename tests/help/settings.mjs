// What a person may have set in their system, and what must hold on every page whatever it is.

import { until } from "../browser/driver.mjs";

/** Makes the browser show what a person has set in their system; each gives back how to undo it. */
export const settings = {
  chromium: {
    async emulate(page, features, media = "") {
      const session = await page.puppet.createCDPSession();
      await session.send("Emulation.setEmulatedMedia", { media, features: Object.entries(features).map(([name, value]) => ({ name, value })) });
      return () => session.send("Emulation.setEmulatedMedia", { media: "", features: [] });
    },
    dark: (stage, page) => settings.chromium.emulate(page, { "prefers-color-scheme": "dark" }),
    forced: (stage, page) => settings.chromium.emulate(page, { "forced-colors": "active" }),
    print: (stage, page) => settings.chromium.emulate(page, {}, "print"),
  },
  firefox: {
    async prefer(stage, page, name, value, media) {
      await stage.browser.chrome((n, v) => { Services.prefs.setIntPref(n, v); }, name, value);
      // The page's process is told of it, and is not there yet.
      await until(() => page.evaluate((query) => matchMedia(query).matches, media), media, 60_000);
      return () => stage.browser.chrome((n) => { Services.prefs.clearUserPref(n); }, name);
    },
    dark: (stage, page) => settings.firefox.prefer(stage, page, "layout.css.prefers-color-scheme.content-override", 0, "(prefers-color-scheme: dark)"),
    forced: (stage, page) => settings.firefox.prefer(stage, page, "browser.display.document_color_use", 2, "(forced-colors: active)"),
    async print(stage) {
      const medium = (value) => stage.browser.chrome((v) => {
        const { browsingContext } = gBrowser.selectedBrowser;
        browsingContext.mediumOverride = v;
      }, value);
      await medium("print");
      return () => medium("");
    },
  },
};

/** What sticks out of the window at the side, or is cut off. */
export function sticksOut() {
  const width = document.documentElement.clientWidth;
  return [...document.body.querySelectorAll("*")]
    .filter((one) => one.checkVisibility())
    .filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return left < -0.5 || right > width + 0.5 || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === "hidden";
    })
    .map((one) => `${one.localName}#${one.id}.${one.className}`);
}

/** Of what a selector finds, what has no edge: where colours are forced, a look made of colour is gone. */
export function edgeless(selector) {
  return [...document.querySelectorAll(selector)]
    .filter((one) => one.checkVisibility())
    .filter((one) => { const { borderTopStyle, borderTopWidth } = getComputedStyle(one); return borderTopStyle === "none" || parseFloat(borderTopWidth) < 1; })
    .map(({ className, id }) => `${id}.${className}`);
}

/** What axe finds, one line each; axe must have been added to the page. */
export function axeFinds(page) {
  return page.evaluate(() => axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)));
}
