// The help page's script. The page is complete without it: this only makes leaving instant, keeps ticks, copies words,
// and puts the site the person came from first. Leaving comes first, so that nothing below can be in its way.

import { offerCopies } from "./copy.ts";
import { keepOneEntry } from "./entry.ts";
import { leaveFast } from "./leave.ts";
import { markOld } from "./old.ts";
import { choosePlace } from "./place.ts";
import { printEverything } from "./print.ts";
import { showSiteFirst } from "./site.ts";
import { keepTicks } from "./ticks.ts";

leaveFast(document);
choosePlace(document);
keepOneEntry(document);
for (const part of document.querySelectorAll<HTMLElement>(".script-only, .plain-only")) {
  part.hidden = part.matches(".plain-only");
}
markOld(document, new Date());
keepTicks(document);
offerCopies(document);
printEverything(document);
void showSiteFirst(document, async () => {
  const [tabs, own] = await Promise.all([chrome.tabs.query({ currentWindow: true }), chrome.tabs.getCurrent()]);
  return tabs.filter(({ id }) => id !== own?.id);
});
