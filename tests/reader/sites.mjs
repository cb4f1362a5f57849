// Looks at the page of each site (tests/pages/sites) three times: with its adapter, without, and with every selector
// of it broken. What is found is compared with what the page shows.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sites } from "../pages/sites/sites.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Which hosts file an adapter page goes with: the build writes one a host. */
const hosts = {
  badoo: "badoo.com", bumble: "bumble.com", discord: "discord.com", facebook: "www.facebook.com",
  "google-chat": "chat.google.com", "google-messages": "messages.google.com", instagram: "www.instagram.com",
  linkedin: "www.linkedin.com", reddit: "www.reddit.com", roblox: "www.roblox.com", snapchat: "www.snapchat.com",
  steam: "steamcommunity.com", teams: "teams.microsoft.com", telegram: "web.telegram.org", tiktok: "www.tiktok.com",
  tinder: "tinder.com", twitch: "www.twitch.tv", vk: "vk.com", whatsapp: "web.whatsapp.com", x: "x.com",
};

/** The names of all pages. */
export const names = Object.keys(sites);

/** A site's adapter as the build wrote it. */
export async function adapter(name, folder = join(root, "dist/chrome")) {
  return JSON.parse(await readFile(join(folder, "sites", `${hosts[sites[name].file ?? name]}.json`), "utf8"));
}

/** The same adapter for a site that has renamed everything. */
export const broken = (whole) => ({
  ...whole,
  marks: Object.fromEntries(Object.keys(whole.marks).map((mark) => [mark, `.renamed-${mark}`])),
});

/** An adapter that fits one row only: its self-check must notice. */
export const outdated = (whole) => ({
  ...whole,
  marks: { ...Object.fromEntries(Object.keys(whole.marks).map((mark) => [mark, `.renamed-${mark}`])), row: "h1, h2, .title" },
});

/** Runs in the page: what it shows, and a snapshot with each of the adapters. */
export async function look(adapters) {
  await window.kit.ready;
  await new Promise((done) => setTimeout(done, 60));
  const { truth, contact } = window.kit;
  return { truth, contact, snapshots: adapters.map((one) => globalThis.breakwaterSnapshot(one ?? undefined)) };
}
