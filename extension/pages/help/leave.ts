// Leaving fast: the page is gone from the screen in the same frame, before anything is loaded.
//
// It goes to about:blank and not to a page of ours or a weather site: nothing has to be fetched, the address bar shows
// neither the extension's name nor its address, and the browsers keep about:blank out of the history. What stays is
// said on the page and, browser by browser, in docs/leaving.md.

const NEUTRAL = "about:blank";

/** Makes the button and Escape leave at once, and keeps the page blank should the browser bring it back. */
export function leaveFast(page: Document): void {
  let left = false;
  const leave = (): void => {
    left = true;
    blank(page);
    location.replace(NEUTRAL);
  };
  page.querySelector("#leave")?.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  // Capture phase, so that nothing on the page can be in the way; a key that ends an input method's work is not ours.
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      leave();
    }
  }, { capture: true });
  // Back from the neutral page has nowhere to return to; a browser that keeps the page in its cache all the same
  // gets a blank one and is sent on again.
  addEventListener("pageshow", () => {
    if (left) {
      leave();
    }
  });
}

/**
 * Takes everything off the screen. The title and the icon stay, because they name nothing; without a title Chrome
 * would rename the entry in its history to the page's address.
 */
function blank(page: Document): void {
  page.querySelector("body")?.remove();
}
