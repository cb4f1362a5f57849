import "quikchat/dist/quikchat.css";
import quikchat from "quikchat";
import { start } from "../kit.mjs";
import { picture } from "../world.mjs";

start({
  frame: { inbox: true },
  mount(place, world) {
    const chat = new quikchat(place, () => undefined, {
      theme: world.dark ? "quikchat-theme-dark" : "quikchat-theme-light",
      direction: world.dir,
      titleArea: { title: world.contact.name, show: true, align: "center" },
    });
    // It has no way to draw what it already shows again: only what is new is added.
    let drawn = 0;
    return (messages) => {
      for (const [index, message] of messages.entries()) {
        if (index < drawn) continue;
        const mine = message.from === "me";
        const content = message.kind === "image" ? `<img src="${picture(index)}" width="240" height="180" alt="">` : asText(message.text);
        chat.messageAddNew(content, mine ? world.me.name : world.contact.name, mine ? "right" : "left");
      }
      drawn = messages.length;
    };
  },
});

/** It takes HTML. */
function asText(text) {
  const box = document.createElement("div");
  box.textContent = text;
  return box.innerHTML;
}
