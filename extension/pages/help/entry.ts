// One entry in the tab's history, however much of the page is read: leaving replaces the entry the person is on, and
// every further one would be a way for Back to return here.

/** Lets links to a part of the page and to another country's page replace the entry instead of adding one. */
export function keepOneEntry(page: Document): void {
  page.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    // Asked for in a new tab or window: that is the person's own wish, and it has a history of its own.
    const elsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || link?.target === "_blank";
    if (!link || elsewhere || event.defaultPrevented || link.origin !== location.origin) {
      return;
    }
    event.preventDefault();
    location.replace(link.href);
  });
}
