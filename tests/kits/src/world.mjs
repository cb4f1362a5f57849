// What a kit page shows: the conversation that the address names, and harmless stand-in pictures.

import blackmailOpener from "../../conversations/blackmail-opener.json";
import classProject from "../../conversations/class-project.json";
import friends from "../../conversations/friends.json";
import hint from "../../conversations/hint.json";
import lure from "../../conversations/lure.json";
import { long } from "../../conversations/long.mjs";

const conversations = Object.fromEntries([blackmailOpener, classProject, friends, hint, lure].map((c) => [c.id, c]));

/** The conversation of that name; `long` has any length. Throws when there is none. */
export function conversation(id, count) {
  const found = id === "long" ? long(Math.max(count ?? 0, 520)) : conversations[id];
  if (!found) throw new Error(`no conversation "${id}"; there are ${[...Object.keys(conversations), "long"].join(", ")}`);
  return found;
}

/** Reads the page's parameters: chat, n, dir, docked, theme, pace. */
export function parameters(search = location.search) {
  const given = new URLSearchParams(search);
  const n = given.get("n");
  return {
    chat: given.get("chat") ?? "lure",
    n: n === null ? undefined : Number(n),
    dir: given.get("dir") === "rtl" ? "rtl" : "ltr",
    docked: given.get("docked") === "1",
    dark: given.get("theme") === "dark",
    pace: given.has("pace") ? Number(given.get("pace")) : undefined,
  };
}

const asAddress = (svg) => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/** A striped picture, 240 × 180, told apart by its seed. */
export function picture(seed) {
  const hue = (seed * 47) % 360;
  return asAddress(
    `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="180" viewBox="0 0 240 180"><defs><pattern id="p" width="24" height="24" patternUnits="userSpaceOnUse" patternTransform="rotate(${(seed * 29) % 180})"><rect width="24" height="24" fill="hsl(${hue} 60% 55%)"/><rect width="12" height="24" fill="hsl(${(hue + 150) % 360} 60% 40%)"/></pattern></defs><rect width="240" height="180" fill="url(#p)"/></svg>`,
  );
}

/** A round-looking profile picture with the first letter of a name. */
export function face(name) {
  const hue = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 360;
  return asAddress(
    `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48"><rect width="48" height="48" fill="hsl(${hue} 45% 45%)"/><text x="24" y="32" font-family="sans-serif" font-size="22" text-anchor="middle" fill="white">${name[0]}</text></svg>`,
  );
}

const opening = new Date("2026-11-20T19:02:00");

/** When a message was written, as a Date. */
export const moment = (message) => new Date(opening.getTime() + (message.t ?? 0) * 1000);

/** The same as hours and minutes. */
export const clock = (message) => moment(message).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

/** What a careful reader should find for a message. */
export const truth = ({ from, text, kind = "text" }) => ({ from, text, kind });
