// Ways to get a click that was meant for something else, as they were published against what extensions draw in pages
// (Tóth, "DOM-based Extension Clickjacking", 2025), and what browsers have learned since then.
//
// `variants[name].set()` does it, `clear()` undoes it. `window.caught` counts the clicks that came to the page at all.

const root = document.documentElement;
/** Our own panel, as a page finds it before it draws anything of its own. */
const host = () => [...root.children].find(({ popover }) => popover === "manual") ?? root.lastElementChild;

window.caught = 0;
addEventListener("click", () => { window.caught += 1; }, true);

fetch("../../conversations/lure.json").then((file) => file.json()).then(({ messages }) => {
  drawChat(messages.slice(0, 16).filter(({ text }) => text));
});

/** A rule, as strong as a page can make it. */
function rule(css) {
  const sheet = make("style", "", css);
  return { set: () => document.head.append(sheet), clear: () => sheet.remove() };
}

/** A style of the root. */
function faded(property, value) {
  return { set: () => root.style.setProperty(property, value, "important"), clear: () => root.style.removeProperty(property) };
}

/** Something done to our host in every frame, however often it is undone. */
function stubborn(act) {
  let frame;
  const again = (panel) => { act(panel); frame = requestAnimationFrame(() => again(panel)); };
  return { set: () => again(host()), clear: () => cancelAnimationFrame(frame) };
}

const worn = (property, value) => stubborn((panel) => panel.style.setProperty(property, value, "important"));

/** Something that lies over all of the page. */
function cover(show = () => undefined, css = "pointer-events: none", tag = "div", place = root) {
  const made = make(tag, "", "You have won. Click here.");
  made.style.cssText = `position: fixed; inset: 0; margin: 0; width: 100vw; height: 100vh; max-width: none; max-height: none; border: 0; background: #fff; z-index: 2147483647; ${css}`;
  return { made, set: () => { place.append(made); show(made); }, clear: () => made.remove() };
}

const popover = (made) => { made.popover = "manual"; made.showPopover(); };
const modal = (made) => made.showModal();

function inShadow() {
  const outer = make("div");
  const inner = cover(popover, undefined, "div", outer.attachShadow({ mode: "closed" }));
  return { set: () => { document.body.append(outer); inner.set(); }, clear: () => outer.remove() };
}

/** Waits for the press of the button: between it and its coming up there is time for a trick. */
function atPress({ set, clear }, before = () => undefined) {
  let trick;
  return {
    set: () => { before(); trick = () => set(); addEventListener("pointerdown", trick, { once: true, capture: true }); },
    clear: () => { removeEventListener("pointerdown", trick, true); clear(); },
  };
}

const transparent = cover(popover);
const late = cover(popover);
const leaving = cover(popover);
const pictures = rule("::view-transition { background: #fff; pointer-events: none } ::view-transition-group(*) { animation-duration: 1000s }");
const follower = cover(popover, "pointer-events: none; inset: auto; width: 120px; height: 40px");
const follow = ({ clientX, clientY }) => { follower.made.style.translate = `${clientX - 60}px ${clientY - 20}px`; };
let transition;

window.variants = {
  "root transparent": faded("opacity", "0.01"),
  "root a little transparent": faded("opacity", "0.9"),
  "root filtered": faded("filter", "opacity(0)"),
  "root clipped": faded("clip-path", "inset(0 0 90% 0)"),
  "root masked": faded("mask-image", "linear-gradient(transparent, transparent)"),
  "root scaled": faded("transform", "scale(0.5)"),
  "root zoomed": faded("zoom", "0.5"),
  "root blended": faded("mix-blend-mode", "difference"),
  "popover that takes clicks": cover(popover, ""),
  "popover that lets clicks through": cover(popover),
  "popover over a part": cover(popover, "pointer-events: none; top: 40vh; opacity: 0.98"),
  "popover whose content overflows it": cover(popover, "pointer-events: none; inset: auto; width: 0; height: 0; box-shadow: 0 0 0 200vmax #fff; overflow: visible"),
  "modal dialog": cover(modal, "", "dialog"),
  "modal dialog that lets clicks through": cover(modal, "pointer-events: none", "dialog"),
  "popover in a closed shadow tree": inShadow(),
  "pictures of a view transition": {
    set() { pictures.set(); transition = document.startViewTransition(() => undefined); return transition.ready; },
    clear() { transition.skipTransition(); pictures.clear(); },
  },
  "cover that follows the pointer": {
    set() { follower.set(); addEventListener("pointermove", follow); },
    clear() { removeEventListener("pointermove", follow); follower.clear(); },
  },
  "cover that leaves as the button is pressed": atPress({ set: leaving.clear, clear: leaving.clear }, leaving.set),
  "cover that comes as the button is pressed": atPress(late),
  "host moved as the button is pressed": atPress({ set: () => host().style.setProperty("margin-left", "30px", "important"), clear: () => undefined }),
};

/** What a page may do to our host again and again, so that no one could ever read it. */
window.fights = {
  "host transparent": worn("opacity", "0.01"),
  "host clipped": worn("clip-path", "inset(45%)"),
  "host scaled": worn("transform", "scale(3)"),
  "host transparent, again with every size of the window": stubborn((panel) => {
    panel.style.setProperty("opacity", "0.01", "important");
    dispatchEvent(new Event("resize"));
  }),
  "host taken away": stubborn((panel) => panel.remove()),
  "host taken out of the top layer and covered": {
    set() { this.taken = stubborn((panel) => panel.hidePopover()); this.taken.set(); transparent.set(); },
    clear() { this.taken.clear(); transparent.clear(); },
  },
  "host kept out of the top layer": {
    set() { root.addEventListener("beforetoggle", this.refuse, true); host().hidePopover(); },
    refuse(event) { event.preventDefault(); event.target.remove(); },
    clear() { root.removeEventListener("beforetoggle", this.refuse, true); },
  },
};

/** How often something of ours came to the page, and whether something of ours is there. */
window.ours = { comings: 0, get there() { return [...root.children].some(isOurs); } };
const isOurs = ({ popover, textContent }) => popover === "manual" && !textContent;
new MutationObserver((changes) => {
  ours.comings += changes.flatMap(({ addedNodes }) => [...addedNodes]).filter(isOurs).length;
}).observe(root, { childList: true });

/** What a page may try on our host and what comes to nothing: the panel looks as before. */
window.undone = {
  "host transparent by a rule": rule("html > div { opacity: 0 !important; visibility: hidden !important; clip-path: inset(45%) !important }"),
  "text over the host": rule("html > div::before, html > div::after { content: 'You have won.'; position: fixed; inset: 0; background: #fff; pointer-events: none }"),
  "first line of the host": rule("html > div::first-line { color: transparent !important; font-size: 1px !important }"),
  "host faded by an animation": {
    set() { this.fading = host().animate([{ opacity: 0 }, { opacity: 0 }], { duration: 1e6 }); },
    clear() { this.fading.cancel(); },
  },
};
