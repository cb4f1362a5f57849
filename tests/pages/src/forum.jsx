// Two people answer one another in a thread: the closest that a page comes to a chat without being one.
import "semantic-ui-css/semantic.min.css";
import { Button, Form, Header, Segment, Item, Label } from "semantic-ui-react";
import { portrait, remarks, show } from "./page.jsx";

const posts = remarks.concat(remarks).map((text, i) => ({ name: i % 2 ? "old_tom" : "fern_reader", text: `${text} ${remarks[(i + 3) % remarks.length]}` }));

show("Which gate is open? - Walkers' forum", (
  <main className="column">
    <Header as="h2">Which gate is open?</Header>
    {posts.map(({ name, text }, i) => (
      <Segment key={i}>
        <Item.Group><Item>
          <Item.Image size="tiny" src={portrait(name)} />
          <Item.Content>
            <Item.Header as="a">{name}</Item.Header>
            <Item.Meta>Member since 2019 · 214 posts · #{i + 1}</Item.Meta>
            <Item.Description>{text}</Item.Description>
            <Item.Extra><Label as="a">Quote</Label><Label as="a">Report</Label></Item.Extra>
          </Item.Content>
        </Item></Item.Group>
      </Segment>
    ))}
    <Form><Form.TextArea label="Your reply" placeholder="Type your reply" /><Button primary>Post reply</Button></Form>
  </main>
));
