import "semantic-ui-css/semantic.min.css";
import { Button, Card, Feed, Form, Icon } from "semantic-ui-react";
import { people, portrait, remark, show } from "./page.jsx";

const picture = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="480" height="200"><rect width="480" height="200" fill="#9bb"/><path d="M0 160 Q240 60 480 160" stroke="#357" stroke-width="20" fill="none"/></svg>')}`;

show("Home", (
  <main className="column">
    <Form><Form.TextArea placeholder="What's on your mind?" rows={2} /><Button primary>Post</Button></Form>
    <Card fluid><Card.Content>
      <Feed>
        {people.map((name, i) => (
          <Feed.Event key={name}>
            <Feed.Label image={portrait(name)} />
            <Feed.Content>
              <Feed.Summary><Feed.User>{name}</Feed.User> shared a post <Feed.Date>{i + 1} hours ago</Feed.Date></Feed.Summary>
              <Feed.Extra text>{remark(i + 3).text}</Feed.Extra>
              {i % 3 === 1 && <Feed.Extra images><a href="#photo"><img src={picture} alt="" /></a></Feed.Extra>}
              <Feed.Meta><Feed.Like><Icon name="like" />{i * 3} likes</Feed.Like></Feed.Meta>
            </Feed.Content>
          </Feed.Event>
        ))}
      </Feed>
    </Card.Content></Card>
    <Form><Form.Input placeholder="Write a comment…" /></Form>
  </main>
));
