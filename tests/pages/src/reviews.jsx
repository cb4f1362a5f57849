import "semantic-ui-css/semantic.min.css";
import { Button, Card, Form, Header, Image, Rating } from "semantic-ui-react";
import { people, portrait, remark, show } from "./page.jsx";

show("Umbrella, green - Shop", (
  <main className="column">
    <Header as="h1">Umbrella, green</Header>
    <p>24.00, sent within two days. Ask the seller a question below.</p>
    <Card.Group itemsPerRow={1}>
      {people.map((name, i) => (
        <Card key={name}><Card.Content>
          <Image floated="left" size="mini" src={portrait(name)} />
          <Card.Header>{name}</Card.Header><Card.Meta><Rating maxRating={5} defaultRating={(i % 5) + 1} disabled /> verified</Card.Meta>
          <Card.Description>{remark(i).text}</Card.Description>
        </Card.Content></Card>
      ))}
    </Card.Group>
    <Form><Form.TextArea placeholder="Message the seller…" /><Button>Send</Button></Form>
  </main>
));
