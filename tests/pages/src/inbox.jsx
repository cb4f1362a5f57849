import { Button, Input, Layout, List, Avatar, Menu } from "antd";
import { essay, people, portrait, remark, show } from "./page.jsx";

show("Inbox (12) - Mail", (
  <Layout style={{ height: "100vh" }}>
    <Layout.Sider theme="light" breakpoint="md" collapsedWidth="0"><Menu items={["Inbox", "Starred", "Sent", "Drafts", "Spam"].map((label) => ({ key: label, label }))} /></Layout.Sider>
    <Layout.Content style={{ overflow: "auto", padding: 16, background: "#fff" }}>
      <Input.Search placeholder="Search mail" />
      <List
        itemLayout="horizontal"
        dataSource={[...people, ...people]}
        renderItem={(name, i) => (
          <List.Item extra={`${i + 8}:4${i % 10}`}>
            <List.Item.Meta avatar={<Avatar src={portrait(name)} />} title={name} description={`${["Invoice", "Re: map", "Saturday", "Your order"][i % 4]}: ${remark(i).text.slice(0, 60)}…`} />
          </List.Item>
        )}
      />
      <article><h2>Re: map</h2><p>From: Kofi A. · To: me</p>{essay.map((text) => <p key={text}>{text}</p>)}</article>
      <Input.TextArea rows={4} placeholder="Reply to Kofi A." /><Button type="primary">Send</Button>
    </Layout.Content>
  </Layout>
));
