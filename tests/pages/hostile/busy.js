// For measuring: a large page that never rests. `?rest=1` keeps it still.
drawChat();
const much = make("div");
much.innerHTML = Array.from({ length: 25_000 }, (_, i) => `<p><span>${i}</span> <a>boat</a> <b>and</b></p>`).join("");
document.body.append(much);
const spans = much.querySelectorAll("span");
let n = 0;
if (!new URLSearchParams(location.search).has("rest")) {
  setInterval(() => {
    for (let i = 0; i < 10; i += 1) {
      n += 1;
      spans[(n * 7919) % spans.length].textContent = String(n);
    }
  }, 10);
}
delete window.page.truth;
delete window.page.chat;
