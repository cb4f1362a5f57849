// Ticks on the checklists: kept on this device, forgotten on request, and never a reason for the page to fail.

const KEY = "help-ticks";

/** Restores ticks, keeps new ones, and makes "Forget my ticks" forget. Where storage is off, ticks last as long as the page. */
export function keepTicks(page: Document): void {
  const boxes = [...page.querySelectorAll<HTMLInputElement>("input[data-tick]")];
  const kept = new Set(read());
  for (const box of boxes) {
    box.checked = kept.has(box.dataset["tick"] ?? "");
    box.addEventListener("change", () => {
      write(boxes.filter((each) => each.checked).map((each) => each.dataset["tick"] ?? ""));
    });
  }
  page.querySelector("#forget-ticks")?.addEventListener("click", () => {
    for (const box of boxes) {
      box.checked = false;
    }
    write([]);
  });
}

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    // No storage, or not ours: a page of help must not stop for that. Nothing is ticked, which claims nothing.
    return [];
  }
}

function write(ids: string[]): void {
  try {
    if (ids.length === 0) {
      localStorage.removeItem(KEY);
    } else {
      localStorage.setItem(KEY, JSON.stringify(ids));
    }
  } catch {
    // As above: the ticks stay on the screen and are not kept.
  }
}
