// Opening the help page. It must work when the core does not, so it asks nothing of it.

/** Where help is when storage says nothing. */
const ANYWHERE = "help/en/anywhere.html";

export async function openHelp(): Promise<void> {
  let page = ANYWHERE;
  try {
    const kept = await chrome.storage.local.get("helpPage");
    if (typeof kept["helpPage"] === "string") page = kept["helpPage"];
  } catch {
    // Storage is broken: the page for anywhere needs none.
  }
  await chrome.tabs.create({ url: chrome.runtime.getURL(page) });
}
