// The newest row comes first in the page and is shown last, as chat sites do; and one row is moved by `order`.
const list = drawChat([...small].reverse());
list.style.cssText = "display: flex; flex-direction: column-reverse";
window.page.truth.reverse();
