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
  ...(message.kind === "image" ? { attachments: [{ contentType: "image/svg+xml", contentUrl: picture(index), thumbnailUrl: picture(index), name: "photo" }] } : { text: message.text }),
  channelData: { "webchat:sequence-id": index },
});

start({
  frame: { header: true, inbox: true },
  mount(place, world) {
    const activities = channel();
    const connection = channel();
    const store = globalThis.WebChat.createStore();
    const box = document.createElement("div");
    place.append(box);
    const open = () => {
      globalThis.WebChat.renderWebChat({
        directLine: {
          activity$: activities,
          connectionStatus$: connection,
          postActivity: () => channel(),
          getSessionId: () => channel(),
          end: () => undefined,
        },
        store,
        userID: "me",
        username: world.me.name,
        locale: "en-US",
        dir: world.dir,
        styleOptions: { botAvatarImage: face(world.contact.name), botAvatarInitials: world.contact.name[0], rootHeight: "100%" },
      }, box);
      for (const status of [0, 1, 2]) connection.tell(status);
    };
    let shown;
    return async (messages) => {
      const fresh = messages.slice(shown ?? 0).map((message, i) => asActivity(message, (shown ?? 0) + i, world));
      if (shown === undefined) {
        // What was said before goes straight into the store: one drawing instead of one a message, which would take a minute for 500.
        for (const activity of fresh) store.dispatch({ type: "DIRECT_LINE/INCOMING_ACTIVITY", payload: { activity } });
        open();
      } else {
        fresh.forEach((activity) => activities.tell(activity));
      }
      shown = messages.length;
      const end = Date.now() + 8000;
      const rows = () => new Set([...box.querySelectorAll("article")].filter((one) => !one.querySelector("article"))).size;
      while (rows() < shown && Date.now() < end) await new Promise((next) => setTimeout(next, 30));
    };
  },
});
