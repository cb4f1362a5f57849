// The same beside a chat that comes first. It must be read, or said not to be; never half.
drawChat();
const much = make("div");
much.innerHTML = Array.from({ length: 50_000 }, (_, i) => `<p><span>${i}</span> <a>boat</a> <b>and</b> stone</p>`).join("");
document.body.append(much);
delete window.page.chat;
delete window.page.truth;
