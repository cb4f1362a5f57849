import { Card, Col, Input, Progress, Row, Statistic, Table, Timeline } from "antd";
import { people, remarks, show } from "./page.jsx";

show("Overview", (
  <main style={{ padding: 16 }}>
    <Row gutter={[16, 16]}>
      {["Visitors", "Orders", "Boats", "Stones"].map((title, i) => <Col xs={12} md={6} key={title}><Card><Statistic title={title} value={1284 * (i + 1)} /><Progress percent={20 * (i + 1)} /></Card></Col>)}
    </Row>
    <Row gutter={[16, 16]}>
      <Col xs={24} md={16}><Table size="small" pagination={{ pageSize: 12 }} columns={["name", "note", "hours"].map((key) => ({ title: key, dataIndex: key, key }))} dataSource={Array.from({ length: 12 }, (_, i) => ({ key: i, name: people[i % 8], note: remarks[i % 8], hours: i * 2 }))} /></Col>
      <Col xs={24} md={8}><Card title="Activity"><Timeline items={remarks.map((text, i) => ({ children: `${people[i]}: ${text}` }))} /><Input.TextArea placeholder="Add a note" /></Card></Col>
    </Row>
  </main>
));
