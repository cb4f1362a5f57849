import { Button, Card, Form, Input, InputNumber, List, Radio, Select } from "antd";
import { show } from "./page.jsx";

const goods = [["Umbrella, green", "24.00"], ["Train ticket, return", "18.50"], ["Dog biscuits", "6.20"]];

show("Checkout", (
  <main className="columns">
    <Form layout="vertical" style={{ flex: 2, minWidth: 260 }}>
      <Form.Item label="Full name"><Input defaultValue="Sam" /></Form.Item>
      <Form.Item label="Address"><Input /></Form.Item>
      <Form.Item label="Country"><Select options={[{ value: "uk", label: "United Kingdom" }]} defaultValue="uk" /></Form.Item>
      <Form.Item label="Card number"><Input placeholder="0000 0000 0000 0000" /></Form.Item>
      <Form.Item label="Delivery"><Radio.Group options={["Post", "Pick up"]} /></Form.Item>
      <Form.Item label="Message to the seller (optional)"><Input.TextArea rows={3} placeholder="Write a message…" /></Form.Item>
      <Button type="primary">Pay 48.70</Button>
    </Form>
    <Card title="Your basket" style={{ flex: 1 }}>
      <List dataSource={goods} renderItem={([name, price]) => <List.Item extra={price}>{name} <InputNumber defaultValue={1} size="small" /></List.Item>} />
    </Card>
  </main>
));
