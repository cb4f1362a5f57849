import "semantic-ui-css/semantic.min.css";
import { Button, Comment, Form, Header } from "semantic-ui-react";
import { essay, portrait, remark, show } from "./page.jsx";

const One = ({ i, children }) => {
  const { name, text, when } = remark(i);
  return (
    <Comment>
      <Comment.Avatar src={portrait(name)} />
      <Comment.Content>
        <Comment.Author as="a">{name}</Comment.Author>
        <Comment.Metadata><div>{when}</div></Comment.Metadata>
        <Comment.Text>{text}</Comment.Text>
        <Comment.Actions><Comment.Action>Reply</Comment.Action></Comment.Actions>
      </Comment.Content>
      {children}
    </Comment>
  );
};

show("The wall by the harbour", (
  <main className="column">
    <Header as="h1">The wall by the harbour</Header>
    {essay.map((text) => <p key={text}>{text}</p>)}
    <Comment.Group threaded>
      <Header as="h3" dividing>Comments</Header>
      <One i={0} /><One i={1}><Comment.Group><One i={7} /><One i={2} /></Comment.Group></One>
      <One i={3} /><One i={4} /><One i={5} />
      <Form reply><Form.TextArea placeholder="Write a comment…" /><Button content="Add reply" primary /></Form>
    </Comment.Group>
  </main>
));
