// The lure, said by someone whose name and words are markup, turn the line around, stack accents and do not break.

const markup = "</q></section><img src=x onerror='window.ran = true'><script>window.ran = true</script><b>";
const turned = "\u202e\u2066\u202b";
const stacked = "z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309".repeat(20);
const unbroken = "w".repeat(10_000);

/** Words of theirs, with marks between them that a reader does not see. */
const marked = (text) => turned + text.replaceAll(" ", ` ${turned}`);

fetch("../../conversations/lure.json").then((file) => file.json()).then(({ messages }) => {
  const said = messages.filter(({ text }) => text).map(({ from, text }) => ({ from, text: from === "them" ? marked(text) : text }));
  const noise = [markup, turned + stacked, unbroken].map((text) => ({ from: "them", text }));
  drawChat([...noise, ...said]);
  document.querySelector(".head b").textContent = `${turned}Jess ${markup} ${unbroken}`;
});
