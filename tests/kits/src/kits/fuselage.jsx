import "@rocket.chat/fuselage/dist/fuselage.css";
import "@rocket.chat/icons/dist/rocketchat.css";
import {
  Avatar, Box, Message, MessageBody, MessageBlock, MessageContainer, MessageHeader, MessageLeftContainer, MessageName,
  MessageTimestamp, MessageUsername, PaletteStyleTag,
} from "@rocket.chat/fuselage";
import { useEffect, useRef } from "react";
import { start } from "../kit.mjs";
import { react } from "../react.jsx";
import { clock, face, picture } from "../world.mjs";

function Row({ message, index, sequential, world }) {
  const { name, handle } = message.from === "me" ? { name: world.me.name, handle: "sam" } : world.contact;
  return (
    <Message sequential={sequential} clickable>
      <MessageLeftContainer>{!sequential && <Avatar url={face(name)} size="x36" />}</MessageLeftContainer>
      <MessageContainer>
        {!sequential && (
          <MessageHeader>
            <MessageName>{name}</MessageName>
            <MessageUsername>@{handle}</MessageUsername>
            <MessageTimestamp>{clock(message)}</MessageTimestamp>
          </MessageHeader>
        )}
        {message.kind === "image"
          ? <MessageBlock><img src={picture(index)} width="240" height="180" alt="" /></MessageBlock>
          : <MessageBody>{message.text}</MessageBody>}
      </MessageContainer>
    </Message>
  );
}

function View({ messages, world }) {
  const end = useRef(null);
  useEffect(() => { end.current?.scrollIntoView(); });
  return (
    <div className="frame-scroll">
      <PaletteStyleTag theme={world.dark ? "dark" : "light"} selector=":root" />
      <Box pb="x16" role="list">
        {messages.map((message, i) => (
          <Row key={i} index={i} message={message} sequential={messages[i - 1]?.from === message.from} world={world} />
        ))}
        <div ref={end} />
      </Box>
    </div>
  );
}

start({ frame: { header: true, composer: true, inbox: true }, mount: react(View) });
