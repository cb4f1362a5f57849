// Marks lines that were last checked over a year before today. The build marks what is old on its own day; this is
// for the days after.

/** Shows the "over a year old" note of each line that has become old by `today`. */
export function markOld(page: Document, today: Date): void {
  const limit = new Date(today);
  limit.setFullYear(limit.getFullYear() - 1);
  for (const line of page.querySelectorAll<HTMLElement>("[data-checked]")) {
    const checked = new Date(line.dataset["checked"] ?? "");
    const note = line.querySelector<HTMLElement>(".stale");
    if (note && checked < limit) {
      note.hidden = false;
    }
  }
}
