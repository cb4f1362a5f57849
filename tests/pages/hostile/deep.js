// No walker that calls itself survives this.
drawChat();
let place = document.body;
for (let depth = 0; depth < 10_000; depth += 1) {
  const next = document.createElement("div");
  place.append(next);
  place = next;
}
place.append("at the bottom");
delete window.page.truth;
delete window.page.chat;
