import { Button, Card, Checkbox, Form, Input } from "antd";
import { show } from "./page.jsx";

show("Log in", (
  <main style={{ display: "grid", placeItems: "center", minHeight: "100vh" }}>
    <Card title="Welcome back" style={{ width: "min(360px, 94vw)" }}>
      <p>Log in to see messages from Jess and 3 others.</p>
      <Form layout="vertical">
        <Form.Item label="Email"><Input /></Form.Item>
        <Form.Item label="Password"><Input.Password /></Form.Item>
        <Form.Item><Checkbox>Keep me logged in</Checkbox></Form.Item>
        <Button type="primary" block>Log in</Button>
      </Form>
    </Card>
  </main>
));
