// Opening the help page. It must work when the core does not, so it asks nothing of it.

/** The folder of the help pages. It stands in addresses, so it says nothing. */
export const FOLDER = "notes/";
/** Where the page of this place is kept. */
export const KEPT_PAGE = "helpPage";
/** Where help is when storage says nothing. */
const ANYWHERE = `${FOLDER}en/anywhere.html`;

/**
 * Longest that help waits to be told its place, in milliseconds. Storage answers in a few; on a slow disk that has just
 * been woken the right numbers are worth a moment, and a storage that has hung is not.
 */
const PATIENCE = 1500;

/**
 * The help page of this place, as a path in the extension; the one for anywhere where nothing better is kept, or where
 * storage does not answer.
 */
export function helpPage(): Promise<string> {
  return Promise.race([kept(), new Promise<string>((next) => setTimeout(next, PATIENCE, ANYWHERE))]);
}

async function kept(): Promise<string> {
  try {
    const { [KEPT_PAGE]: kept } = await chrome.storage.local.get(KEPT_PAGE);
    if (typeof kept === "string" && kept.startsWith(FOLDER)) return kept;
  } catch {
    // Storage is broken: the page for anywhere needs none.
  }
  return ANYWHERE;
}

/** The part of every help page with the steps for blocking and reporting; the site one came from stands first. */
export const STEPS = "#site";

/** Opens help in a tab of its own, at its top or at a `part` of it. */
export async function openHelp(part = ""): Promise<void> {
  await chrome.tabs.create({ url: chrome.runtime.getURL(await helpPage()) + part });
}
