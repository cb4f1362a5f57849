// Put into a page beside the content script when the whole of its chat is saved: gives that the steps through the chat.

import { Stroll } from "./hands/scroll";

// Where the content script keeps itself (main.ts). The background puts it there first.
const world = globalThis as { [present: symbol]: { stroll: Stroll | undefined } | undefined };
const here = world[Symbol.for("breakwater")];
if (here) here.stroll ??= new Stroll();
