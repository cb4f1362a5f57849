// Puts the steps for the site the person came from first. Nothing of it is in the page's address, because an address
// stays in the history, and nothing is stored: the browser is asked which tab was used last.

/** What is asked of a tab. A tab's address is only told for sites the extension is allowed on, and for our own pages. */
export interface Visited {
  url?: string | undefined;
  lastAccessed?: number | undefined;
}

/** Opens the card of the site that was used last in this window and moves it to the front. */
export async function showSiteFirst(page: Document, otherTabs: () => Promise<Visited[]>): Promise<void> {
  const cards = [...page.querySelectorAll<HTMLDetailsElement>("details[data-hosts]")];
  let tabs: Visited[];
  try {
    tabs = await otherTabs();
  } catch {
    // The page was opened outside the browser's extension, or it is being torn down: all cards stay as they are.
    return;
  }
  const host = lastHost(tabs);
  const card = cards.find(({ dataset }) => dataset["hosts"]?.split(" ").some((known) => isWithin(host, known)));
  if (!card) {
    return;
  }
  card.open = true;
  card.parentElement?.prepend(card);
  for (const mark of card.querySelectorAll<HTMLElement>(".came-from")) {
    mark.hidden = false;
  }
}

/**
 * The host of the page that was used last, or nothing. Our own pages do not count; a tab whose address we are not told
 * does: "you came from here" on the site of an older tab would be wrong.
 */
function lastHost(tabs: Visited[]): string {
  const others = tabs.filter(({ url }) => !url?.startsWith(location.origin));
  const [last] = others.sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0));
  return last?.url?.startsWith("http") ? new URL(last.url).hostname : "";
}

function isWithin(host: string, known: string): boolean {
  return host === known || host.endsWith(`.${known}`);
}
