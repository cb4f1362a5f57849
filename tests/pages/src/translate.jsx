import { Button, Input, List } from "antd";
import { remarks, show } from "./page.jsx";

show("Translate", (
  <main className="column">
    <Input.TextArea rows={5} placeholder="Type your message" defaultValue={remarks[0]} />
    <p>Jeg gikk der i fjor høst, og stien var stengt etter den andre porten.</p>
    <Button>Translate</Button>
    <List header="History" dataSource={remarks} renderItem={(text) => <List.Item>{text}</List.Item>} />
    <Input.TextArea rows={2} placeholder="Send feedback" />
  </main>
));
