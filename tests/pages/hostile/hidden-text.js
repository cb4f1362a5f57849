// Words in the rows that no one can see. None of them was said.
const tricks = {
  display: "display: none", visibility: "visibility: hidden", opacity: "opacity: 0", tiny: "font-size: 1px", zero: "font-size: 0",
  same: "color: #eee", clear: "color: transparent", clip: "position: absolute; clip-path: inset(50%)", old: "position: absolute; clip: rect(0 0 0 0)",
  away: "position: absolute; left: -9999px", below: "position: absolute; top: -9999px", indent: "display: inline-block; width: 1px; overflow: hidden; text-indent: -999px; white-space: nowrap",
  box: "display: inline-block; width: 0; height: 0; overflow: hidden", pixel: "position: absolute; width: 1px; height: 1px; overflow: hidden", scale: "display: inline-block; transform: scale(0)",
  filter: "filter: opacity(0)", behind: "position: absolute; z-index: -1; opacity: .01", content: "display: block; content-visibility: hidden",
  fill: "-webkit-text-fill-color: transparent", faint: "color: #e4e4e4", hue: "color: oklch(0.95 0 0)", mist: "color: rgba(128, 128, 128, .05)",
  zoom: "zoom: .1", shrunk: "display: inline-block; transform: scale(.08)", edge: "display: inline-block; text-indent: -999px", offset: "position: relative; left: -9999px",
  circle: "display: inline-block; clip-path: circle(0px)", inset: "display: inline-block; clip-path: inset(0 100% 0 0)", polygon: "display: inline-block; clip-path: polygon(0 0, 0 0, 0 0)",
  thin: "display: inline-block; width: 0; overflow-x: clip; white-space: nowrap", flat: "display: block; max-height: 0; overflow: hidden", turned: "display: inline-block; backface-visibility: hidden; transform: rotateY(180deg)",
  squeezed: "letter-spacing: -.6em", far: "position: absolute; transform: translateX(-9999px)",
};
const never = Object.keys(tricks).map((name) => `hidden by ${name}`);
const messages = Object.entries(tricks).map(([name, css], i) => {
  const said = `plain words number ${i}`;
  const secret = make("span", "", `hidden by ${name}`);
  secret.style.cssText = css;
  const text = make("span", "", said, secret);
  text.dataset.said = said;
  return { from: i % 2 ? "me" : "them", text };
});
// Paint for the grey of their bubbles, and for the blue of mine.
const onBlue = { same: "#0a7cff", faint: "#0a80f8", hue: "#1480ff" };
for (const { from, text } of messages) {
  const name = text.lastChild.textContent.slice("hidden by ".length);
  if (from === "me" && onBlue[name]) text.lastChild.style.color = onBlue[name];
}
drawChat(messages);
window.page.never = never;
