import "@chatui/core/dist/index.css";
import Chat, { Bubble, Image } from "@chatui/core";
import { start } from "../kit.mjs";
import { react } from "../react.jsx";
import { face, moment, picture } from "../world.mjs";

const asMessage = (message, index, world) => ({
  _id: String(index),
  type: message.kind === "image" ? "image" : "text",
  content: message.kind === "image" ? { picUrl: picture(index) } : { text: message.text },
  position: message.from === "me" ? "right" : "left",
  createdAt: moment(message).getTime(),
  hasTime: index % 8 === 0,
  user: message.from === "me" ? {} : { avatar: face(world.contact.name), name: world.contact.name },
});

const bubble = ({ type, content }) =>
  type === "image" ? <Bubble type="image"><Image src={content.picUrl} alt="" width="240" height="180" /></Bubble> : <Bubble content={content.text} />;

const View = ({ messages, world }) => (
  <Chat
    locale="en-US"
    navbar={{ title: world.contact.name }}
    messages={messages.map((m, i) => asMessage(m, i, world))}
    renderMessageContent={bubble}
    placeholder="Message"
    onSend={() => undefined}
  />
);

start({ frame: { inbox: true }, mount: react(View) });
