import "react-chat-elements/dist/main.css";
import { createRef, useEffect, useRef } from "react";
import { Button, Input, MessageList } from "react-chat-elements";
import { start } from "../kit.mjs";
import { react } from "../react.jsx";
import { face, moment, picture } from "../world.mjs";

function asBox(message, index, world) {
  const mine = message.from === "me";
  const box = {
    id: String(index),
    position: mine ? "right" : "left",
    type: "text",
    title: mine ? world.me.name : world.contact.name,
    text: message.text,
    date: moment(message),
    avatar: mine ? undefined : face(world.contact.name),
    status: mine ? "read" : undefined,
  };
  if (message.kind === "image") Object.assign(box, { type: "photo", text: "", data: { uri: picture(index), width: 240, height: 180, status: { click: true, download: true, loading: 0 } } });
  return box;
}

const list = createRef();
const field = createRef();

function View({ messages, world }) {
  const scroller = useRef(null);
  useEffect(() => { scroller.current.scrollTo(0, scroller.current.scrollHeight); });
  return (
    <div style={{ display: "flex", flexDirection: "column", height: "100%" }}>
      <div ref={scroller} style={{ flex: 1, minHeight: 0, overflow: "auto", background: "#f4f7f9" }}>
        <MessageList referance={list} lockable toBottomHeight="100%" dataSource={messages.map((m, i) => asBox(m, i, world))} />
      </div>
      <Input referance={field} placeholder="Type here..." multiline rightButtons={<Button text="Send" />} />
    </div>
  );
}

start({ frame: { header: true, inbox: true }, mount: react(View) });
