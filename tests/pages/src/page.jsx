// Shared by the pages that are no chat: `window.page` tells the tests what is true of them.

import "./page.css";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";

export const people = ["Ida Holm", "Bruno", "fern_reader", "Kofi A.", "Marta Lindqvist", "old_tom", "Yuki", "Sam"];

export const remarks = [
  "I walked there last autumn and the path was closed after the second gate.",
  "Thanks for writing this, I had no idea.",
  "Does anyone know whether the ferry still stops there?",
  "The photo at the top is from the other side of the bay.",
  "How old is the wall? My school went there once and they said 1880.",
  "Lovely 😊",
  "Send me the map please, my copy is from before the storm.",
  "They could have asked the people who live there first. It is always the same, somebody far away decides, and then the ones who have to use the path every day find out from a piece of paper on a tree.",
];

export const essay = [
  "The harbour wall was mended in spring. Volunteers carried stones for three weekends, and the ferry now lands at high water again.",
  "Older people remember the winter when it broke. The boats were pulled up to the church, and for a week the school was closed.",
  "This time the stones were numbered, photographed and put back in their old order.",
];

export const portrait = (name) => {
  const hue = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 360;
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="hsl(${hue} 45% 45%)"/><text x="20" y="27" font-family="sans-serif" font-size="18" text-anchor="middle" fill="white">${name[0]}</text></svg>`)}`;
};

export const remark = (i) => ({ name: people[i % people.length], text: remarks[i % remarks.length], when: `${i + 1} h ago` });

/** Declares what is true of the page and draws nothing. */
export function declare(title, ready = Promise.resolve()) {
  document.title = title;
  window.page = { ready: ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))), chat: false };
}

/** Draws a React page. */
export function show(title, view) {
  const root = document.createElement("div");
  root.id = "root";
  document.body.append(root);
  flushSync(() => createRoot(root).render(view));
  declare(title);
}
