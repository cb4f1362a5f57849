// Paper can't be opened: everything that is folded away is opened for printing and folded again afterwards.

/** Opens all `<details>` while the page is printed. */
export function printEverything(page: Document): void {
  let folded: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    folded = [...page.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const part of folded) {
      part.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const part of folded) {
      part.open = false;
    }
  });
}
