// The custom elements come from the package's own browser build (see build.mjs).
import { start } from "../kit.mjs";
import { face, moment, picture } from "../world.mjs";

function asElement(message, index, world) {
  const row = document.createElement("discord-message");
  const name = message.from === "me" ? world.me.name : world.contact.name;
  Object.assign(row, { author: name, avatar: face(name), timestamp: moment(message).toISOString() });
  if (message.kind !== "image") {
    row.append(message.text);
    return row;
  }
  const attachment = Object.assign(document.createElement("discord-attachment"), { slot: "attachments", url: picture(index), type: "image", alt: "", width: 240, height: 180 });
  const attachments = Object.assign(document.createElement("discord-attachments"), { slot: "attachments" });
  attachments.append(attachment);
  row.append(attachments);
  return row;
}

start({
  frame: { header: true, composer: true, inbox: true },
  async mount(place, world) {
    await customElements.whenDefined("discord-messages");
    const scroller = document.createElement("div");
    scroller.className = "frame-scroll";
    const list = document.createElement("discord-messages");
    list.lightTheme = !world.dark;
    scroller.append(list);
    place.append(scroller);
    return async (messages) => {
      messages.slice(list.children.length).forEach((message) => list.append(asElement(message, list.children.length, world)));
      await Promise.all([list, ...list.children].map((one) => one.componentOnReady()));
      scroller.scrollTo(0, scroller.scrollHeight);
    };
  },
});
