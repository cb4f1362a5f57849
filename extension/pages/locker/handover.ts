// What a page of ours loads only as a package is handed over: the module that sets its PDF and locks its file, and the font.

import init, { Lock, Press } from "@handover";

/** A press, ready to set one report. */
export async function press(): Promise<Press> {
  await load();
  // eslint-disable-next-line no-restricted-globals -- a file of our own package: nothing leaves the device
  const font = await fetch(chrome.runtime.getURL("report.ttf"));
  return new Press(new Uint8Array(await font.arrayBuffer()));
}

/** A lock with a passphrase, ready to encrypt one file. */
export async function lock(passphrase: string): Promise<Lock> {
  await load();
  return new Lock(passphrase);
}

/** Loads the module; the second time it is there. */
const load = () => init({ module_or_path: chrome.runtime.getURL("handover.wasm") });
