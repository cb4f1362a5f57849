// What the settings page shows. Runs inside that page, so it names nothing from outside; undefined until the page is filled.

import assert from "node:assert/strict";

export function settingsPage() {
  const all = [...document.querySelectorAll("input, select")];
  const sites = [...document.querySelectorAll("#sites input")];
  if (!("ready" in document.documentElement.dataset)) return undefined;
  const visible = (id) => !document.getElementById(id).hidden;
  return {
    managed: visible("managed"),
    captureOff: visible("capture-locked"),
    age: document.querySelector("input[name=age]:checked")?.value,
    masked: document.getElementById("mask").checked,
    country: document.getElementById("country").value,
    sites: sites.length,
    sitesOff: sites.filter((site) => !site.checked).length,
    // Beside what is locked it says by whom.
    locks: [...document.querySelectorAll("[data-lock]:not([hidden])")].map((note) => note.dataset.lock).sort(),
    ignored: [...document.querySelectorAll("#ignored-list li")].map((one) => one.textContent),
    // What a person could still change.
    free: [...new Set(all.filter((one) => !one.disabled).map((one) => one.id || one.name || "site"))],
  };
}

/** What the kit sets as it is delivered. */
export const KIT = { ageMode: "under18", captureMaskMedia: true, lockSettings: true };

/** The page shows the kit's settings and leaves none of them free. */
export function isLocked(shown) {
  assert.equal(shown.managed, true);
  assert.equal(shown.age, "under18");
  assert.equal(shown.masked, true);
  // How the button looks stays the person's own: it takes no protection away.
  assert.deepEqual(shown.free, ["sign", "discreet"]);
  assert.deepEqual(shown.locks, ["age", "country", "language", "mask", "off", "retention", "sensitivity"]);
  assert.deepEqual(shown.ignored, []);
  assert.ok(shown.sites > 10);
}

/** One good value among wrong, unknown and huge ones. */
export const WRONG = {
  ageMode: 7, captureAllowed: "no", captureMaskMedia: { off: true }, country: "gb", disabledSites: ["*".repeat(1_000_000)],
  helpHidden: true, lockSettings: "yes", webhook: "https://example.org/",
};

/** Of `WRONG` the good value holds, and the rest is as safe as if nothing had been set. */
export function isNoLessSafe(shown) {
  assert.equal(shown.managed, true);
  assert.equal(shown.country, "gb");
  assert.equal(shown.masked, true);
  assert.equal(shown.captureOff, false);
  assert.equal(shown.sitesOff, 0);
  assert.ok(!shown.free.includes("country") && shown.free.includes("language"));
  assert.deepEqual(shown.locks, ["country"]);
  // Chromium takes out what its schema forbids before we see it. A list of texts that are no hosts comes through in both.
  assert.ok(shown.ignored.includes("disabledSites") && !shown.ignored.includes("country"), shown.ignored.join());
}
