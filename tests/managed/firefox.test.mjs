// A real managed install in Firefox: forced and pinned by the kit's policies.json, settings that arrive, are locked and are shown.
// Needs a Firefox that takes unsigned extensions (ESR, as Debian has it).

import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after, describe, test } from "node:test";
import { Builder } from "selenium-webdriver";
import firefox from "selenium-webdriver/firefox.js";
import { installed, until } from "../browser/driver.mjs";
import { find } from "../browser/find.mjs";
import { KIT, WRONG, isLocked, isNoLessSafe, settingsPage } from "./settings.mjs";
import { possible, view } from "./view.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = process.env.BREAKWATER_DIST ?? join(root, "dist");
const PATIENCE = 60_000;
const wanted = (process.env.ONLY ?? "firefox") === "firefox" && installed().includes("firefox");
const skip = !wanted ? "not asked for" : !possible() ? "no view of /etc of its own here (unshare)" : !existsSync(join(dist, "breakwater-firefox.zip")) ? `no ${dist}/breakwater-firefox.zip` : false;

describe("managed: firefox", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "breakwater-managed-"));
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  const kit = JSON.parse(readFileSync(join(root, "managed/firefox/policies.json"), "utf8"));
  const [id] = Object.keys(kit.policies.ExtensionSettings);

  /** Starts Firefox with the kit's policies, `values` in the place of its settings; hands `look` what it shows. */
  async function managed(values, look) {
    const package_ = join(folder, "breakwater.xpi");
    copyFileSync(join(dist, "breakwater-firefox.zip"), package_);
    const policies = structuredClone(kit);
    policies.policies.ExtensionSettings[id].install_url = pathToFileURL(package_).href;
    policies.policies["3rdparty"].Extensions[id] = values;
    const etc = view(folder, find("firefox"), ["firefox", "firefox-esr"]);
    etc.write("policies/policies.json", policies);

    const options = new firefox.Options().setBinary(etc.binary).addArguments("-headless");
    const preferences = {
      "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9,
      "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9, "xpinstall.signatures.required": false,
    };
    for (const [name, value] of Object.entries(preferences)) options.setPreference(name, value);
    const service = new firefox.ServiceBuilder(find("geckodriver")).addArguments("--allow-system-access");
    const driver = await new Builder().forBrowser("firefox").setFirefoxOptions(options).setFirefoxService(service).build();
    const chrome = async (fn, ...args) => {
      await driver.setContext(firefox.Context.CHROME);
      try {
        return await driver.executeScript(`return (${fn}).apply(null, arguments)`, ...args);
      } finally {
        await driver.setContext(firefox.Context.CONTENT);
      }
    };
    try {
      const host = await until(() => chrome((id) => WebExtensionPolicy.getByID(id)?.mozExtensionHostname, id), "the forced install", PATIENCE);
      await driver.get(`moz-extension://${host}/options.html`);
      const shown = await until(() => driver.executeScript(`return (${settingsPage})()`), "the settings page", PATIENCE);
      await look({ shown, chrome, driver });
    } finally {
      await driver.quit();
    }
  }

  test("it is forced and in the toolbar; the kit's settings arrive, are locked and are shown", () =>
    managed(kit.policies["3rdparty"].Extensions[id], async ({ shown, chrome, driver }) => {
      const there = await chrome(async (id) => {
        const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
        const { permissions, isActive } = await AddonManager.getAddonByID(id);
        const widget = `${id.toLowerCase().replace(/[^a-z0-9_-]/g, "_")}-browser-action`;
        return { isActive, removable: Boolean(permissions & AddonManager.PERM_CAN_UNINSTALL), area: window.CustomizableUI.getPlacementOfWidget(widget)?.area };
      }, id);
      assert.deepEqual(there, { isActive: true, removable: false, area: "nav-bar" });
      const values = await driver.executeScript("return browser.storage.managed.get(null)");
      assert.deepEqual(values, KIT);
      isLocked(shown);
      const open = await chrome(() => [...gBrowser.tabs].map((tab) => tab.linkedBrowser.currentURI.spec));
      assert.deepEqual(open.filter((url) => url.includes("welcome")), []);
    }));

  test("wrong, unknown and huge values are passed over alone, and are no less safe than none", () => {
    // A list that is wrong in one place, too: Firefox has no schema that would take it out.
    return managed({ ...WRONG, disabledSites: [...WRONG.disabledSites, 1] }, async ({ shown, driver }) => {
      isNoLessSafe(shown);
      // Without a schema all of it comes through: each is named, on both pages.
      const wrong = Object.keys(WRONG).filter((key) => key !== "country").sort();
      assert.deepEqual(shown.ignored, wrong);
      await driver.get((await driver.getCurrentUrl()).replace("options.html", "works.html"));
      const found = await until(() => driver.executeScript("return 'ready' in document.documentElement.dataset && document.querySelector('#findings').textContent"), "the self-check", PATIENCE);
      for (const key of wrong) assert.ok(found.includes(key), `${key}: ${found}`);
    });
  });
});
