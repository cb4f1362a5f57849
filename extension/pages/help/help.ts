// The help page's script. The page is complete without it: this only makes leaving instant and keeps ticks.

import { leaveFast } from "./leave.ts";
import { markOld } from "./old.ts";
import { keepTicks } from "./ticks.ts";

leaveFast(document);
for (const part of document.querySelectorAll<HTMLElement>(".script-only")) {
  part.hidden = false;
}
markOld(document, new Date());
keepTicks(document);
