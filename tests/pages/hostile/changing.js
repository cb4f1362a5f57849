// Rows come, go and move as fast as the page can, and on every look at them.
const list = drawChat();
let n = 0;
function stir() {
  n += 1;
  list.append(drawRow(n % 2 ? "them" : "me", `row ${n}`));
  if (list.children.length > 40) list.firstElementChild.remove();
  if (n % 7 === 0) list.prepend(list.lastElementChild);
  if (n % 50 === 0) list.replaceChildren(...[...list.children].reverse());
}
setInterval(() => { for (let i = 0; i < 20; i += 1) stir(); }, 5);
delete window.page.truth;
