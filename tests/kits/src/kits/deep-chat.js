import "deep-chat";
import { start } from "../kit.mjs";
import { picture } from "../world.mjs";

const role = (message) => (message.from === "me" ? "user" : "ai");
const content = (message, index) =>
  message.kind === "image" ? { role: role(message), files: [{ src: picture(index), type: "image" }] } : { role: role(message), text: message.text };

start({
  frame: { header: true, inbox: true },
  mount(place) {
    const chat = document.createElement("deep-chat");
    chat.style.cssText = "width: 100%; height: 100%; border: 0; border-radius: 0";
    chat.connect = { handler: (_body, signals) => signals.onResponse({ text: "" }) };
    chat.textInput = { placeholder: { text: "Send a message" } };
    let shown = 0;
    return (messages) => {
      if (!chat.isConnected) {
        chat.history = messages.map(content);
        place.append(chat);
      } else {
        messages.slice(shown).forEach((message, i) => chat.addMessage(content(message, shown + i)));
      }
      shown = messages.length;
    };
  },
});
