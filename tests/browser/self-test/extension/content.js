// Draws a button in a closed shadow root, as the extension does, and passes the page's questions on.

const api = globalThis.browser ?? chrome;
const host = document.createElement("div");
const root = host.attachShadow({ mode: "closed" });
const button = document.createElement("button");
button.textContent = "pressed 0";
button.setAttribute("style", "position:fixed;top:40px;left:40px");
let count = 0;
button.addEventListener("click", (event) => {
  count += event.isTrusted ? 1 : 100;
  button.textContent = `pressed ${count}`;
});
root.append(button);
document.documentElement.append(host);

window.addEventListener("message", async ({ data }) => {
  if (!data?.ask) return;
  window.postMessage({ answer: data.ask, reply: await api.runtime.sendMessage(data) }, "*");
});
