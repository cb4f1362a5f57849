// Three ordinary messages around two of a million characters.
const million = "the boat is blue and the sea is wide, ".repeat(27_000);
drawChat([...small.slice(0, 2), { from: "them", text: million }, { from: "me", text: million }, ...small.slice(2)]);
window.page.truth = undefined;
