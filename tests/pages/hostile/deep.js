// A walker that calls itself may not come back. (At ten thousand levels the browser itself does not.)
drawChat();
let place = document.body;
for (let depth = 0; depth < 1_500; depth += 1) {
  const next = document.createElement("div");
  place.append(next);
  place = next;
}
place.append("at the bottom");
