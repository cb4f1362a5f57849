// Compares what the reader found with the truth of a kit page. Knows no browser.

// What a page may change without changing what was said: kinds of quotes, spaces, invisible marks.
const plain = (text) =>
  text
    .normalize("NFC")
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufe0f\u00ad]/g, "")
    .replace(/\s+/g, " ")
    .trim();

const pictures = new Set(["image", "video", "sticker"]);
const words = new Set(["text", "link"]);

/** Whether a row can be that message: equal text, or text that holds it, or a picture for a picture. */
function likeness(wanted, row) {
  if (pictures.has(wanted.kind)) return pictures.has(row.kind) ? 2 : 0;
  if (!words.has(row.kind) && row.kind !== "system") return 0;
  const text = plain(row.text);
  const expected = plain(wanted.text);
  if (text === expected) return 3;
  return expected.length > 0 && (text.includes(expected) || (text.length > 3 && expected.includes(text))) ? 1 : 0;
}

/**
 * Lines up messages and rows in order, so that the sum of likenesses is greatest.
 * Returns for each message the row's index, or undefined.
 */
export function align(truth, rows) {
  const width = rows.length + 1;
  const best = new Int32Array((truth.length + 1) * width);
  for (let i = truth.length - 1; i >= 0; i -= 1) {
    for (let j = rows.length - 1; j >= 0; j -= 1) {
      const like = likeness(truth[i], rows[j]);
      const both = like > 0 ? like + best[(i + 1) * width + j + 1] : -1;
      best[i * width + j] = Math.max(both, best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < truth.length; i += 1) {
    while (j < rows.length && best[i * width + j] === best[i * width + j + 1]) j += 1;
    const like = j < rows.length ? likeness(truth[i], rows[j]) : 0;
    const taken = like > 0 && best[i * width + j] === like + best[(i + 1) * width + j + 1];
    pairs.push(taken ? j : undefined);
    if (taken) j += 1;
  }
  return pairs;
}

/**
 * @param {{from: string, text: string, kind: string}[]} truth
 * @param {{chat: boolean, contact: {name?: string}, rows: object[]}} reading what `breakwater read` answered
 * @param {string} name the contact's name on the page
 */
export function compare(truth, reading, name) {
  const rows = reading.rows ?? [];
  const pairs = align(truth, rows);
  const figures = { messages: truth.length, found: 0, right: 0, unknown: 0, wrong: 0, asMine: 0, texts: 0, exact: 0, extra: 0, kinds: 0 };
  const faults = [];
  truth.forEach((wanted, i) => {
    const row = rows[pairs[i]];
    if (!row) {
      faults.push(`lost ${wanted.from}: ${JSON.stringify(wanted.text || wanted.kind)}`);
      return;
    }
    figures.found += 1;
    if (row.side === wanted.from) figures.right += 1;
    else if (row.side === "unknown") figures.unknown += 1;
    else {
      figures.wrong += 1;
      faults.push(`${wanted.from} read as ${row.side}: ${JSON.stringify(wanted.text || wanted.kind)}`);
    }
    if (wanted.from === "them" && row.side === "me") figures.asMine += 1;
    if (row.kind === wanted.kind) figures.kinds += 1;
    if (words.has(wanted.kind)) {
      figures.texts += 1;
      if (plain(row.text) === plain(wanted.text)) figures.exact += 1;
      else faults.push(`text: ${JSON.stringify(wanted.text)} read as ${JSON.stringify(row.text)}`);
    }
  });
  const used = new Set(pairs);
  // A line of the site's own is no message of anyone; everything else that matches nothing is too much.
  const extras = rows.filter((row, i) => !used.has(i) && row.kind !== "system");
  figures.extra = extras.length;
  for (const row of extras) faults.push(`extra ${row.side}: ${JSON.stringify(row.text || row.kind)}`);
  figures.name = plain(reading.contact?.name ?? "") === plain(name);
  if (!figures.name) faults.push(`name: ${JSON.stringify(reading.contact?.name ?? null)}`);
  if (!reading.chat) faults.push("not seen as a chat");
  return { ...figures, chat: reading.chat, faults };
}

/** Adds up the figures of several pages. */
export function total(all) {
  const sum = (key) => all.reduce((n, one) => n + one[key], 0);
  const keys = ["messages", "found", "right", "unknown", "wrong", "asMine", "texts", "exact", "extra", "kinds"];
  return { ...Object.fromEntries(keys.map((key) => [key, sum(key)])), names: all.filter(({ name }) => name).length, chats: all.filter(({ chat }) => chat).length, pages: all.length };
}

/** The thresholds of the reader's issue, as a list of what is not met. Every page must have the right name. */
export function shortfalls(sum) {
  const share = (part, whole) => (whole === 0 ? 1 : part / whole);
  const missed = [];
  if (share(sum.found, sum.messages) < 0.99) missed.push(`found ${sum.found} of ${sum.messages} messages, 99 % wanted`);
  if (sum.wrong > 0) missed.push(`${sum.wrong} sides wrong, none allowed`);
  if (sum.asMine > 0) missed.push(`${sum.asMine} messages of the contact read as mine, none allowed`);
  if (share(sum.exact, sum.texts) < 0.98) missed.push(`${sum.exact} of ${sum.texts} texts exact, 98 % wanted`);
  if (sum.names < sum.pages) missed.push(`name right on ${sum.names} of ${sum.pages} pages`);
  return missed;
}
