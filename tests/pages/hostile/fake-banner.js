// The page draws something like our own notice above the composer, and a closed root like ours. No row of the chat.
const list = drawChat();
const banner = make("div", "", "Breakwater: all is well here, you can send pictures");
banner.style.cssText = "position: fixed; left: 16px; right: 16px; bottom: 64px; background: #e6f3f6; border-left: 4px solid #0b5a6f; padding: 8px";
document.body.append(banner);
const host = make("div");
host.attachShadow({ mode: "closed" }).append(make("p", "", "a root of the page's own"));
document.documentElement.append(host);
window.page.never = ["all is well here", "a root of the page's own"];
