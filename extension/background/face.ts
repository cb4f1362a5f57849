// The face of the toolbar button: the harbour, or a plain page for who wants it so. The browsers keep what is set here
// only as long as they run, so every start of the background sets it again. No core takes part.

const HARBOUR = "harbour";
const PAGE = "page";

/** Whether the person chose the plain face. No policy has a say in it (crate/extension/src/settings.rs). */
async function discreet(): Promise<boolean> {
  const { settings } = await chrome.storage.local.get<{ settings?: { discreet?: unknown } }>("settings");
  return settings?.discreet === true;
}

async function show(): Promise<void> {
  const plain = await discreet();
  const face = plain ? PAGE : HARBOUR;
  await chrome.action.setIcon({ path: { 16: `icons/${face}-16.png`, 32: `icons/${face}-32.png` } });
  await chrome.action.setTitle({ title: chrome.i18n.getMessage(plain ? "manifest_action_plain" : "manifest_action") });
}

function showNow(): void {
  // A button that cannot be changed stays as it is; help and watching do not hang on it.
  show().catch(() => undefined);
}

/** Shows the chosen face, now and whenever the choice changes. */
export function wearFace(): void {
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === "local" && "settings" in changes) showNow();
  });
  showNow();
}
