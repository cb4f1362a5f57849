// `WebChat` comes from the package's own browser build (see build.mjs). Its server is played here.
import { start } from "../kit.mjs";
import { face, moment, picture } from "../world.mjs";

/** The least that Web Chat needs of an observable: what came before is told to whoever subscribes later. */
function channel() {
  const observers = new Set();
  const past = [];
  return {
    subscribe(observer, ...rest) {
      const next = typeof observer === "function" ? observer : observer.next.bind(observer);
      observers.add(next);
      for (const value of past) next(value);
      return { unsubscribe: () => observers.delete(next), rest };
    },
    tell(value) {
      past.push(value);
      for (const next of observers) next(value);
    },
  };
}

const asActivity = (message, index, world) => ({
  id: `a${index}`,
  type: "message",
  channelId: "test",
  timestamp: moment(message).toISOString(),
  from: message.from === "me" ? { id: "me", name: world.me.name, role: "user" } : { id: "them", name: world.contact.name, role: "bot" },
  ...(message.kind === "image" ? { attachments: [{ contentType: "image/svg+xml", contentUrl: picture(index), name: "photo" }] } : { text: message.text }),
  channelData: { "webchat:sequence-id": index },
});

start({
  frame: { header: true, inbox: true },
  mount(place, world) {
    const activities = channel();
    const connection = channel();
    const box = document.createElement("div");
    place.append(box);
    globalThis.WebChat.renderWebChat({
      directLine: {
        activity$: activities,
        connectionStatus$: connection,
        postActivity: () => channel(),
        getSessionId: () => channel(),
        end: () => undefined,
      },
      userID: "me",
      username: world.me.name,
      locale: "en-US",
      dir: world.dir,
      styleOptions: { botAvatarImage: face(world.contact.name), botAvatarInitials: world.contact.name[0], rootHeight: "100%" },
    }, box);
    connection.tell(0);
    connection.tell(1);
    connection.tell(2);
    let shown = 0;
    return async (messages) => {
      messages.slice(shown).forEach((message, i) => activities.tell(asActivity(message, shown + i, world)));
      shown = messages.length;
      const end = Date.now() + 5000;
      const rows = () => box.querySelectorAll("article").length;
      while (rows() < shown && Date.now() < end) await new Promise((next) => setTimeout(next, 30));
    };
  },
});
