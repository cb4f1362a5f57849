// What the settings page shows. Runs inside that page, so it names nothing from outside; undefined until the page is filled.

export function settingsPage() {
  const all = [...document.querySelectorAll("input, select")];
  const sites = [...document.querySelectorAll("#sites input")];
  if (sites.length === 0 || !document.querySelector("input[name=age]") || !document.querySelector("h1").textContent) return undefined;
  const visible = (id) => !document.getElementById(id).hidden;
  return {
    managed: visible("managed"),
    captureOff: visible("capture-locked"),
    age: document.querySelector("input[name=age]:checked")?.value,
    masked: document.getElementById("mask").checked,
    country: document.getElementById("country").value,
    sites: sites.length,
    sitesOff: sites.filter((site) => !site.checked).length,
    // What a person could still change.
    free: [...new Set(all.filter((one) => !one.disabled).map((one) => one.id || one.name || "site"))],
  };
}
