//! Whose message it is, where the page's own evidence is torn: never mine then.

use breakwater_reader::{Field, Look, Node, Rect, Snapshot, embedded_words, learn, read};
use breakwater_transcript::{Kind, Side};

/// A chat page, 800 × 800: a head with the contact's name, a pane with `rows`, a composer.
struct Page {
    snapshot: Snapshot,
    y: i32,
}

const PANE: u32 = 2;
const PLAIN: u32 = 0;
const GREY: u32 = 1;
const GREEN: u32 = 2;
const BOLD: u32 = 3;

impl Page {
    fn new(rtl: bool) -> Self {
        let look = |bg: &str, weight| Look {
            fg: "rgb(0, 0, 0)".into(),
            bg: bg.into(),
            size: 15,
            weight,
            radius: 8,
            ..Look::default()
        };
        let node = |up, rect: [i32; 4]| Node { up, rect: Rect::from(rect), ..Node::default() };
        let nodes = vec![
            Node { look: Some(4), ..node(0, [0, 0, 800, 800]) },
            Node { look: Some(BOLD), text: Some("Jess Marlowe".into()), ..node(0, [340, 20, 120, 20]) },
            Node { look: Some(PLAIN), scroll: Some([0, 680, 680]), ..node(0, [0, 60, 800, 680]) },
            Node { tag: "textarea".into(), ..node(0, [10, 750, 780, 40]) },
        ];
        let field = Field {
            node: Some(3),
            tag: "textarea".into(),
            rect: Rect::from([10, 750, 780, 40]),
            label: "Message".into(),
            ..Field::default()
        };
        let snapshot = Snapshot {
            version: Snapshot::VERSION,
            rtl,
            view: [800, 800],
            fields: vec![field],
            looks: vec![
                look("", 400),
                look("rgb(230, 230, 230)", 400),
                look("rgb(200, 240, 200)", 400),
                look("", 700),
                look("rgb(255, 255, 255)", 400),
            ],
            nodes,
            ..Snapshot::default()
        };
        Self { snapshot, y: 80 }
    }

    fn push(&mut self, node: Node) -> u32 {
        self.snapshot.nodes.push(node);
        self.snapshot.nodes.len() as u32 - 1
    }

    /// A row that puts what is in it where `lays` says.
    fn row(&mut self, lays: &str) -> u32 {
        let rect = Rect::from([0, self.y, 800, 50]);
        self.y += 60;
        self.push(Node { up: PANE, rect, lays: lays.into(), look: Some(PLAIN), ..Node::default() })
    }

    fn bubble(&mut self, row: u32, look: u32, x: i32, text: &str) {
        let (y, w) = (self.y - 60, 24 + 7 * text.len() as i32);
        let rect = |x, y, w, h| Rect::from([x, y, w, h]);
        let up = self.push(Node { up: row, rect: rect(x, y, w, 40), look: Some(look), ..Node::default() });
        let text = Some(text.into());
        self.push(Node { up, rect: rect(x + 12, y + 10, w - 24, 18), text, ..Node::default() });
    }

    /// The left edge of a bubble that ends at `right`.
    fn ends(right: i32, text: &str) -> i32 {
        right - 24 - 7 * text.len() as i32
    }

    fn face(&mut self, row: u32, x: i32, src: &str) {
        let rect = Rect::from([x, self.y - 60, 32, 32]);
        self.push(Node { up: row, rect, tag: "img".into(), src: src.into(), ..Node::default() });
    }

    /// A line over the next row.
    fn line(&mut self, x: i32, text: &str) {
        let rect = Rect::from([x, self.y, 8 * text.len() as i32, 16]);
        self.y += 20;
        let text = Some(text.into());
        self.push(Node { up: PANE, rect, text, look: Some(PLAIN), ..Node::default() });
    }

    /// The rows were put in from top to bottom; a snapshot has the last of its siblings first.
    fn snapshot(&self) -> Snapshot {
        let (page, rows) = self.snapshot.nodes.split_at(PANE as usize + 2);
        let mut nodes = page.to_vec();
        let mut end = rows.len();
        let rows: Vec<&[Node]> = rows.chunk_by(|_, next| next.up != PANE).collect();
        for row in rows.into_iter().rev() {
            end -= row.len();
            let start = nodes.len();
            nodes.extend(row.iter().cloned().map(|mut node| {
                if node.up != PANE {
                    node.up = (node.up as usize + start - (page.len() + end)) as u32;
                }
                node
            }));
        }
        Snapshot { nodes, ..self.snapshot.clone() }
    }

    fn sides(&self) -> Vec<(String, Side)> {
        assert!(learn(embedded_words()));
        let reading = read(&self.snapshot());
        assert!(reading.chat, "{reading:?}");
        reading.rows.into_iter().map(|row| (row.text, row.side)).collect()
    }
}

fn of<'s>(sides: &'s [(String, Side)], text: &str) -> Option<&'s Side> {
    sides.iter().find(|(said, _)| said == text).map(|(_, side)| side)
}

/// What I answer.
fn mine(text: &str) -> String {
    format!("so {text}")
}

#[test]
fn two_faces_in_one_column_are_not_mine() {
    let mut page = Page::new(false);
    for (at, text) in
        ["shall we go", "to the harbour", "on friday then", "or in the evening"].iter().enumerate()
    {
        let row = page.row("");
        page.bubble(row, GREEN, Page::ends(740, text), text);
        page.face(row, 750, if at % 2 == 0 { "one" } else { "two" });
        let row = page.row("");
        page.bubble(row, GREY, 20, &mine(text));
    }
    let sides = page.sides();
    assert_eq!(of(&sides, "to the harbour"), Some(&Side::Unknown), "{sides:?}");
    assert!(sides.iter().all(|(_, side)| *side != Side::Me), "{sides:?}");
}

#[test]
fn several_people_on_one_side_are_the_others_while_i_stand_on_the_other() {
    let mut page = Page::new(false);
    for (at, text) in ["shall we go", "to the harbour", "on friday then"].iter().enumerate() {
        let row = page.row("");
        page.face(row, 20, if at % 2 == 0 { "one" } else { "two" });
        page.bubble(row, GREY, 60, text);
        let row = page.row("end");
        page.bubble(row, GREEN, Page::ends(780, &mine(text)), &mine(text));
    }
    let sides = page.sides();
    assert_eq!(of(&sides, "to the harbour"), Some(&Side::Them), "{sides:?}");
    assert_eq!(of(&sides, "so shall we go"), Some(&Side::Me), "{sides:?}");
}

#[test]
fn what_the_page_puts_at_the_end_and_stands_at_the_start_is_nobody_s() {
    let mut page = Page::new(true);
    for text in ["shall we go", "to the harbour", "on friday then"] {
        // In a page from right to left the end is on the left.
        let row = page.row("end");
        page.bubble(row, GREY, Page::ends(780, text), text);
        let row = page.row("");
        page.bubble(row, GREY, 20, &mine(text));
    }
    let sides = page.sides();
    assert_eq!(of(&sides, "to the harbour"), Some(&Side::Unknown), "{sides:?}");
    assert!(sides.iter().all(|(_, side)| *side != Side::Me), "{sides:?}");
}

#[test]
fn a_name_is_not_carried_past_a_name_without_a_message() {
    let mut page = Page::new(false);
    for (name, text) in [
        ("Jess Marlowe", "hi there"),
        ("Sam", "do I know you"),
        ("Jess Marlowe", "not yet"),
        ("Sam", "ok then"),
    ] {
        page.line(60, name);
        let row = page.row("");
        page.bubble(row, GREY, 60, text);
    }
    // A picture that was not drawn: its writer's name alone.
    page.line(60, "Jess Marlowe");
    page.y += 50;
    let row = page.row("");
    page.bubble(row, GREY, 60, "that is me today");
    let sides = page.sides();
    assert_eq!(of(&sides, "do I know you"), Some(&Side::Me), "{sides:?}");
    assert!(of(&sides, "that is me today").is_some_and(|side| side != &Side::Me), "{sides:?}");
}

#[test]
fn a_word_over_the_contact_s_bubble_is_not_my_name() {
    let mut page = Page::new(false);
    for (head, text) in
        [("Jess Marlowe", "hi there"), ("From the album", "look at this one"), ("From the album", "and this")]
    {
        page.line(20, head);
        let row = page.row("");
        page.bubble(row, GREY, 20, text);
        let row = page.row("end");
        page.bubble(row, GREEN, Page::ends(780, &mine(text)), &mine(text));
    }
    let sides = page.sides();
    assert!(of(&sides, "look at this one").is_some_and(|side| side != &Side::Me), "{sides:?}");
    assert_eq!(of(&sides, "so look at this one"), Some(&Side::Me), "{sides:?}");
}

#[test]
fn a_picture_that_opens_large_is_a_picture() {
    let mut page = Page::new(false);
    let row = page.row("");
    page.bubble(row, GREY, 20, "that is me today");
    let row = page.row("");
    let rect = Rect::from([20, page.y - 60, 240, 180]);
    let up = page.push(Node { up: row, rect, tag: "button".into(), ..Node::default() });
    page.push(Node { up, rect, tag: "img".into(), src: "p".into(), ..Node::default() });
    assert!(learn(embedded_words()));
    let rows = read(&page.snapshot()).rows;
    assert!(rows.iter().any(|row| row.kind == Kind::Image), "{rows:?}");
}
