import "@chatscope/chat-ui-kit-styles/dist/default/styles.min.css";
import { Avatar, ChatContainer, ConversationHeader, MainContainer, Message, MessageInput, MessageList } from "@chatscope/chat-ui-kit-react";
import { start } from "../kit.mjs";
import { react } from "../react.jsx";
import { clock, face, picture } from "../world.mjs";

function Row({ message, index, previous, next, world }) {
  const same = (other) => other?.from === message.from;
  const position = same(previous) ? (same(next) ? "normal" : "last") : same(next) ? "first" : "single";
  const model = {
    direction: message.from === "me" ? "outgoing" : "incoming",
    position,
    sender: message.from === "me" ? world.me.name : world.contact.name,
    sentTime: clock(message),
  };
  if (message.kind === "image") Object.assign(model, { type: "image", payload: { src: picture(index), alt: "", width: 240, height: 180 } });
  else model.message = message.text;
  const withFace = message.from === "them";
  const shown = withFace && (position === "last" || position === "single");
  return (
    <Message model={model} avatarSpacer={withFace && !shown}>
      {shown && <Avatar src={face(world.contact.name)} name={world.contact.name} />}
    </Message>
  );
}

function View({ messages, world }) {
  return (
    <MainContainer>
      <ChatContainer>
        <ConversationHeader>
          <Avatar src={face(world.contact.name)} name={world.contact.name} />
          <ConversationHeader.Content userName={world.contact.name} info="Active 2 mins ago" />
        </ConversationHeader>
        <MessageList>
          {messages.map((message, i) => (
            <Row key={i} index={i} message={message} previous={messages[i - 1]} next={messages[i + 1]} world={world} />
          ))}
        </MessageList>
        <MessageInput placeholder="Type message here" />
      </ChatContainer>
    </MainContainer>
  );
}

start({ frame: { inbox: true }, mount: react(View) });
