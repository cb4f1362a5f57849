import { MainContainer, MessageContainer, MessageHeader, MessageInput, MessageList, MinChatUiProvider } from "@minchat/react-chat-ui";
import { start } from "../kit.mjs";
import { react } from "../react.jsx";
import { face, moment, picture } from "../world.mjs";

const asMessage = (message, index, world) => ({
  id: String(index),
  text: message.text,
  media: message.kind === "image" ? { type: "image", url: picture(index), width: "240px", height: "180px" } : undefined,
  createdAt: moment(message),
  seen: message.from === "me",
  user: message.from === "me" ? { id: "me", name: world.me.name } : { id: "them", name: world.contact.name, avatar: face(world.contact.name) },
});

const View = ({ messages, world }) => (
  <MinChatUiProvider theme="#6ea9d7">
    <MainContainer style={{ height: "100%" }}>
      <MessageContainer>
        <MessageHeader showBack={false}>{world.contact.name}</MessageHeader>
        <MessageList currentUserId="me" messages={messages.map((m, i) => asMessage(m, i, world))} />
        <MessageInput placeholder="Type message here" />
      </MessageContainer>
    </MainContainer>
  </MinChatUiProvider>
);

start({ frame: { inbox: true }, mount: react(View) });
