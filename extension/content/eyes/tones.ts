/**
 * What a small picture shows, as grey tones. Only what the page has loaded and the browser lets it be seen: a picture of
 * another origin has no tones here, and nothing is asked for. What the tones mean is decided by `crate/reader`.
 */

import * as dom from "./natives";

/** As `crate/reader/src/portrait.rs` reads them. */
const WIDTH = 36;
const HEIGHT = 32;
/** A picture with more pixels than this on a side was not made to be shown so small, and is dear to draw. */
const LARGEST = 1024;
/** Pictures whose tones are kept, and so the most that are drawn in one look at a page with few. */
const MOST = 16;

/** Tones by the digest of an address; empty where the browser refused. */
const seen = new Map<string, string>();

/** The tones of a picture; empty if there are none to be had, or none yet. */
export function tonesOf(image: Element, digest: string): string {
  const known = seen.get(digest);
  if (known !== undefined) return known;
  // One that is still loading is drawn at a later look.
  if (!dom.isLoaded(image) || dom.naturalWidth(image) > LARGEST || dom.naturalHeight(image) > LARGEST) return "";
  let tones = "";
  try {
    tones = draw(image as HTMLImageElement);
  } catch {
    // Of another origin, or broken: the browser keeps it to itself, and so it stays unseen.
  }
  if (seen.size >= MOST) seen.clear();
  seen.set(digest, tones);
  return tones;
}

function draw(image: HTMLImageElement): string {
  // Never in the page: the canvas is ours alone.
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT).getContext("2d", { willReadFrequently: true });
  if (!canvas) return "";
  canvas.drawImage(image, 0, 0, WIDTH, HEIGHT);
  const { data } = canvas.getImageData(0, 0, WIDTH, HEIGHT);
  let tones = "";
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    tones += String.fromCharCode(48 + (3 * red + 6 * green + blue) / 40);
  }
  return tones;
}
