// Words in the rows that no one can see. None of them was said.
const tricks = {
  display: "display: none", visibility: "visibility: hidden", opacity: "opacity: 0", tiny: "font-size: 1px", zero: "font-size: 0",
  same: "color: #eee", clear: "color: transparent", clip: "position: absolute; clip-path: inset(50%)", old: "position: absolute; clip: rect(0 0 0 0)",
  away: "position: absolute; left: -9999px", below: "position: absolute; top: -9999px", indent: "display: inline-block; width: 1px; overflow: hidden; text-indent: -999px; white-space: nowrap",
  box: "display: inline-block; width: 0; height: 0; overflow: hidden", pixel: "position: absolute; width: 1px; height: 1px; overflow: hidden", scale: "display: inline-block; transform: scale(0)",
  filter: "filter: opacity(0)", behind: "position: absolute; z-index: -1; opacity: .01", content: "display: block; content-visibility: hidden",
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
for (const { from, text } of messages) if (from === "me" && text.lastChild.style.color === "rgb(238, 238, 238)") text.lastChild.style.color = "#0a7cff";
drawChat(messages);
window.page.never = never;
