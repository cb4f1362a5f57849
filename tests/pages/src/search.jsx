import { Input, List, Pagination } from "antd";
import { essay, remarks, show } from "./page.jsx";

show("harbour wall - Search", (
  <main className="column">
    <Input.Search defaultValue="harbour wall" size="large" enterButton />
    <List
      itemLayout="vertical"
      dataSource={[...remarks, ...essay]}
      renderItem={(text, i) => (
        <List.Item><List.Item.Meta title={<a href={`#${i}`}>Result {i + 1}: the wall by the harbour</a>} description={`https://site-${i}.example › walks › wall`} />{text}</List.Item>
      )}
    />
    <Pagination total={120} />
    <Input placeholder="Ask a follow-up question" />
  </main>
));
