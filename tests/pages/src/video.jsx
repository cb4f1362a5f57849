import { Avatar, Button, Input, List } from "antd";
import { people, portrait, remark, show } from "./page.jsx";

show("How a wall is built - Videos", (
  <main className="columns" style={{ flexWrap: "wrap" }}>
    <section style={{ flex: 2, minWidth: 300 }}>
      <video controls style={{ width: "100%", aspectRatio: "16/9", background: "#222" }} />
      <h2>How a wall is built</h2>
      <div className="bar"><Avatar src={portrait("Sam")} /><Input placeholder="Add a comment…" /><Button>Comment</Button></div>
      <List dataSource={Array.from({ length: 14 }, (_, i) => remark(i))} renderItem={({ name, text, when }) => <List.Item><List.Item.Meta avatar={<Avatar src={portrait(name)} />} title={`@${name} · ${when}`} description={text} /></List.Item>} />
    </section>
    <aside style={{ flex: 1, minWidth: 260 }}><List header="Up next" dataSource={people} renderItem={(name, i) => <List.Item>{name}: part {i + 2} of the wall, 12:0{i}</List.Item>} /></aside>
  </main>
));
