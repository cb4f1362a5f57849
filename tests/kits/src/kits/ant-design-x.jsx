import { Bubble, Sender, XProvider } from "@ant-design/x";
import { UserOutlined } from "@ant-design/icons";
import { theme } from "antd";
import { start } from "../kit.mjs";
import { react } from "../react.jsx";
import { face, picture } from "../world.mjs";

const content = (message, index) =>
  message.kind === "image" ? <img src={picture(index)} width="240" height="180" alt="" /> : message.text;

function View({ messages, world }) {
  const roles = {
    them: { placement: "start", avatar: { src: face(world.contact.name) } },
    me: { placement: "end", avatar: { icon: <UserOutlined /> } },
  };
  return (
    <XProvider direction={world.dir} theme={{ algorithm: world.dark ? theme.darkAlgorithm : theme.defaultAlgorithm }}>
      <div style={{ display: "flex", flexDirection: "column", gap: 16, padding: 16, height: "100%", boxSizing: "border-box" }}>
        <Bubble.List style={{ flex: 1, minHeight: 0 }} roles={roles} items={messages.map((m, i) => ({ key: i, role: m.from, content: content(m, i) }))} />
        <Sender placeholder="Write a message" />
      </div>
    </XProvider>
  );
}

start({ frame: { header: true, inbox: true }, mount: react(View) });
