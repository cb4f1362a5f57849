import { Button, Divider, Form, Input, Select, Switch } from "antd";
import { show } from "./page.jsx";

const switches = ["Message notifications", "Sounds", "Show when I was active", "Let strangers write to me", "Read receipts"];

show("Settings", (
  <main className="column">
    <h1>Settings</h1>
    <Form layout="vertical">
      <Form.Item label="Display name"><Input defaultValue="Sam" /></Form.Item>
      <Form.Item label="About me"><Input.TextArea rows={4} placeholder="Write something about yourself" /></Form.Item>
      <Divider />
      {switches.map((label, i) => <Form.Item key={label} label={label} extra="You can change this at any time."><Switch defaultChecked={i % 2 === 0} /></Form.Item>)}
      <Form.Item label="Language"><Select defaultValue="en" options={[{ value: "en", label: "English" }]} /></Form.Item>
      <Form.Item label="Automatic reply"><Input.TextArea rows={2} placeholder="Type a message" /></Form.Item>
      <Button type="primary">Save</Button>
    </Form>
  </main>
));
