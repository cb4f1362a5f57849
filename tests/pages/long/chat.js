// A long harmless chat, in the ways in which pages hold one:
//   ?way=plain      all rows, the person scrolled up to the middle
//   ?way=virtual    only the rows near the screen, each at its own height
//   ?way=loading    the newest thirty; more load when the top is reached, and the page keeps what was shown where it was
//   ?way=jumping    as `loading`, but what was shown is pushed down by what loads
//   ?way=reverse    a list turned upside down, with a date that stays at the top
// `?n=70` is the number of messages. `window.page.truth` says what was said.

/* global pattern, drawChat, drawRow, make */

const asked = new URLSearchParams(location.search);
const way = asked.get("way") ?? "plain";
const count = Number(asked.get("n") ?? 70);
const topics = ["the boat", "the small pier", "the new sail", "sunday", "the harbour cat", "the map", "rain"];

function said(at) {
  const from = at % 5 < 3 ? "them" : "me";
  // Three times the same in a row, by the same person: to be told apart by where they stand only.
  if (at % 20 >= 15 && at % 20 <= 17) return { from: "them", text: "ok" };
  if (at % 23 === 11) return { from, kind: "image" };
  const more = at % 9 === 4 ? " and then we went all the way back to the harbour because of the wind, and had tea there".repeat(2) : "";
  return { from, text: `message ${at + 1} about ${topics[at % topics.length]}${more}` };
}

const messages = Array.from({ length: count }, (_, at) => said(at));
const list = drawChat([]);
// One picture is always there to tell whether pictures are hidden.
const face = Object.assign(document.createElement("img"), { src: pattern(count), alt: "", width: 24, height: 24 });
document.querySelector(".head").prepend(face);
window.page.truth = messages.map(({ from, text = "", kind = "text" }) => ({ from, text, kind }));

function row(at) {
  const { from, text, kind } = messages[at];
  if (kind !== "image") return drawRow(from, text);
  return drawRow(from, Object.assign(document.createElement("img"), { src: pattern(at), alt: "", width: 200, height: 150 }));
}

const ways = {
  plain() {
    list.append(...messages.map((_, at) => row(at)));
    list.scrollTop = list.scrollHeight / 2;
  },

  virtual() {
    const holder = make("div");
    Object.assign(holder.style, { position: "relative" });
    list.append(holder);
    const drawn = messages.map((_, at) => row(at));
    holder.append(...drawn);
    const heights = drawn.map((one) => one.getBoundingClientRect().height + 12);
    const tops = heights.map((_, at) => heights.slice(0, at).reduce((sum, height) => sum + height, 0));
    holder.style.height = `${tops.at(-1) + heights.at(-1)}px`;
    const draw = () => {
      const near = drawn.filter((_, at) => tops[at] + heights[at] > list.scrollTop - 100 && tops[at] < list.scrollTop + list.clientHeight + 100);
      holder.replaceChildren(...near);
    };
    drawn.forEach((one, at) => Object.assign(one.style, { position: "absolute", top: `${tops[at]}px`, left: 0, right: 0 }));
    // As such lists do: a moment after the scrolling, not with it.
    list.addEventListener("scroll", () => setTimeout(draw, 60));
    draw();
    list.scrollTop = list.scrollHeight;
  },

  loading(keep = true) {
    list.style.overflowAnchor = "none";
    let first = Math.max(0, count - 30);
    let busy = false;
    for (let at = first; at < count; at += 1) list.append(row(at));
    list.scrollTop = list.scrollHeight;
    list.addEventListener("scroll", () => {
      if (busy || first === 0 || list.scrollTop > 20) return;
      busy = true;
      setTimeout(() => {
        const before = list.scrollHeight;
        const next = Math.max(0, first - 15);
        list.prepend(...messages.slice(next, first).map((_, at) => row(next + at)));
        first = next;
        if (keep) list.scrollTop += list.scrollHeight - before;
        busy = false;
      }, 300);
    });
  },

  jumping() {
    ways.loading(false);
  },

  reverse() {
    Object.assign(list.style, { display: "flex", flexDirection: "column-reverse" });
    const rows = make("div", "", ...messages.map((_, at) => row(at)));
    const day = make("div", "", "Yesterday");
    Object.assign(day.style, { position: "sticky", top: "0", textAlign: "center", background: "#fff" });
    rows.prepend(day);
    list.append(rows);
  },
};
ways[way]();
/** How often the list was scrolled while pictures were hidden. */
window.page.steps = 0;
list.addEventListener("scroll", () => {
  if (getComputedStyle(face).filter !== "none") window.page.steps += 1;
});
