// What sits in a frame of the same origin is part of the page.
const frame = make("iframe");
frame.style.cssText = "width: 100%; height: 90vh; border: 0";
const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
frame.src = "plain-chat.html";
document.body.append(make("h1", "", "Messages"), frame);
window.page = { ready: loaded, chat: true, contact, truth: small.map((message) => ({ ...message, kind: "text" })) };
