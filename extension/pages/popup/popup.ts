// The popup's entry point. "Get help now" works before, and without, everything that follows.

import { popup } from "@pages";

import { startCore } from "../start";

async function leadHome(): Promise<void> {
  const kept = await chrome.storage.local.get("helpPage");
  const page = kept["helpPage"];
  if (typeof page === "string") document.querySelector<HTMLAnchorElement>("#help")?.setAttribute("href", page);
}

// Storage that does not answer leaves the link that stands in the page: help for anywhere.
leadHome().catch(() => undefined);
void startCore(popup);
