import { Button, Card, Input, Tag, Avatar } from "antd";
import { people, portrait, remarks, show } from "./page.jsx";

const columns = ["To do", "Doing", "Waiting", "Done"];

show("Board - Harbour wall", (
  <main>
    <div className="bar"><h2>Harbour wall</h2><Input.Search placeholder="Search cards" style={{ width: 200 }} /></div>
    <div className="columns">
      {columns.map((column, c) => (
        <section key={column} style={{ width: 280, flex: "none", background: "#f3f4f6", padding: 8, borderRadius: 8 }}>
          <h3>{column}</h3>
          {remarks.slice(c, c + 4).map((text, i) => (
            <Card key={text} size="small" style={{ marginBottom: 8 }}>{text}<br /><Tag>{["stone", "boat", "path"][i % 3]}</Tag><Avatar size="small" src={portrait(people[i + c])} /></Card>
          ))}
          <Input.TextArea rows={2} placeholder="Add a card…" /><Button size="small">Add</Button>
        </section>
      ))}
    </div>
  </main>
));
