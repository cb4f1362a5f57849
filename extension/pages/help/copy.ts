// The copy buttons beside the words to start with. Without a script there is no button and the words can be marked.

/** Makes each `button[data-copy]` copy the text of the element it names, and says whether that worked. */
export function offerCopies(page: Document): void {
  const status = page.querySelector<HTMLElement>("#copied");
  for (const button of page.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const text = page.getElementById(button.dataset["copy"] ?? "")?.textContent;
    button.addEventListener("click", () => {
      say(status, "");
      void copied(text).then((done) => {
        say(status, status?.dataset[done ? "done" : "failed"]);
      });
    });
  }
}

/** Emptied before each copy, so that the same word is announced again. */
function say(status: HTMLElement | null, word: string | undefined): void {
  if (status) {
    status.textContent = word ?? "";
  }
}

async function copied(text: string | null | undefined): Promise<boolean> {
  if (!text) {
    return false;
  }
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A browser or a school may forbid it: the status line says so, and how to copy by hand.
    return false;
  }
}
