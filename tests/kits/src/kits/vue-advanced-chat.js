import { register } from "vue-advanced-chat";
import { start } from "../kit.mjs";
import { clock, face, moment, picture } from "../world.mjs";

register();

function asMessage(message, index, world) {
  const mine = message.from === "me";
  const made = {
    _id: String(index),
    indexId: index,
    content: message.text,
    senderId: mine ? "me" : "them",
    username: mine ? world.me.name : world.contact.name,
    date: moment(message).toDateString(),
    timestamp: clock(message),
    saved: mine,
    distributed: mine,
    seen: mine,
  };
  if (message.kind === "image") made.files = [{ name: `photo-${index}`, type: "svg", extension: "svg", size: 4096, url: picture(index), preview: picture(index) }];
  return made;
}

const room = (id, name, last) => ({
  roomId: id,
  roomName: name,
  avatar: face(name),
  unreadCount: 0,
  lastMessage: last ? { content: last, senderId: id, timestamp: "18:20" } : undefined,
  users: [{ _id: "them", username: name, avatar: face(name), status: { state: "online", lastChanged: "" } }, { _id: "me", username: "Sam", avatar: "", status: { state: "online", lastChanged: "" } }],
  typingUsers: [],
});

start({
  frame: {},
  mount(place, world) {
    const chat = document.createElement("vue-advanced-chat");
    Object.assign(chat, {
      height: "100%",
      theme: world.dark ? "dark" : "light",
      currentUserId: "me",
      rooms: [room("1", world.contact.name), room("2", "Noor", "see you at the bus stop"), room("3", "Climbing club", "hall is closed on Monday")],
      roomId: "1",
      roomsLoaded: true,
      singleRoom: world.docked || innerWidth < 900, // below that the kit would open on its list of rooms
      messages: [],
      messagesLoaded: false,
    });
    place.append(chat);
    return (messages) => {
      chat.messages = messages.map((m, i) => asMessage(m, i, world));
      chat.messagesLoaded = true;
      return new Promise((drawn) => setTimeout(drawn, 60));
    };
  },
});
