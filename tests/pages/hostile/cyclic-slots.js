// Rows handed through a hundred shadow roots by slots of slots, a slot inside its own fallback, and a host that lies.
const list = drawChat();
let inner = list;
const room = list.parentElement;
const after = list.nextSibling;
for (let depth = 0; depth < 100; depth += 1) {
  const host = make("div");
  host.style.cssText = "display: contents";
  host.attachShadow({ mode: "open" }).append(make("slot", "", make("slot", "", "fallback words")));
  host.append(inner);
  inner = host;
}
room.insertBefore(inner, after);
const liar = make("div");
const slot = make("slot");
liar.attachShadow({ mode: "open" }).append(slot);
Object.defineProperty(slot, "assignedNodes", { value: () => [liar] });
Object.defineProperty(slot, "assignedElements", { value: () => [liar] });
Object.defineProperty(liar, "shadowRoot", { get: () => liar });
document.body.append(liar);
window.page.never = ["fallback words"];
