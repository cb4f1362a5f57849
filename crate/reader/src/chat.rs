//! Is it a conversation with someone? The place alone does not say: people also type under articles, into forms and
//! to machines.
//!
//! Each sign has a weight, and the sum decides. None is enough by itself, and most can be missing: openers have one
//! row, some composers no label, some lists no scroll bar.

use breakwater_transcript::Side;

use crate::{
    clock,
    messages::Message,
    pane::Place,
    snapshot::Rect,
    tree::{Id, Tree},
    units,
    words::{self, ASSISTANT, ASSISTANT_NAME, POST_ACTION, POST_BUTTON, SEND},
};

/// The least sum of a conversation.
pub const ENOUGH: i32 = 6;

/// What speaks for and against a conversation at this place.
pub fn score(
    tree: &Tree,
    place: &Place,
    messages: &[Message],
    sides: &[(Side, f32)],
    contact: Option<&str>,
) -> i32 {
    let looks = Looks { tree, place, messages };
    // Where a site's adapter finds rows there is a conversation.
    let known = if tree.marks { ENOUGH } else { 0 };
    known + place.likeness + looks.layout(sides) + looks.place(sides) + looks.buttons()
        - looks.page_of_posts()
        - looks.newest_first()
        - looks.titled()
        - looks.table()
        - looks.cut_off()
        - looks.form()
        - looks.machine(contact)
}

struct Looks<'t, 's> {
    tree: &'t Tree<'s>,
    place: &'t Place,
    messages: &'t [Message],
}

impl Looks<'_, '_> {
    /// Bubbles on two sides are a conversation and little else.
    fn layout(&self, sides: &[(Side, f32)]) -> i32 {
        let on = |wanted: Side| sides.iter().filter(|(side, _)| *side == wanted).count();
        let bubbles = self.messages.iter().filter(|message| message.bubble).count();
        let mut score = 0;
        if on(Side::Me) > 0 && on(Side::Them) > 0 {
            score += 3;
        }
        if bubbles * 2 > self.messages.len() {
            score += 1;
        }
        score
    }

    /// The list moves and the composer stays. Where neither is so, and nothing tells who wrote what, it is a page with a
    /// list on it.
    fn place(&self, sides: &[(Side, f32)]) -> i32 {
        let (tree, place) = (self.tree, self.place);
        let mut score = 0;
        if place.log {
            score += 2;
        }
        let pinned = tree
            .above(place.composer_node)
            .into_iter()
            .take_while(|&up| !tree.is_inside(place.pane, up))
            .any(|up| tree.node(up).fixed);
        let bubbles = self.messages.iter().filter(|message| message.bubble).count();
        if place.scrolls || pinned {
            score += 2;
        } else if bubbles * 2 <= self.messages.len() && sides.iter().all(|(side, _)| *side == Side::Unknown) {
            score -= 4;
        }
        let pane = tree.rect(place.pane);
        let bottom = if place.scrolls { pane.bottom() } else { tree.content(place.pane).bottom() };
        if (place.composer.y - bottom).abs() <= 80 {
            score += 1;
        }
        score
    }

    /// What the buttons by the composer say, in its row and around it.
    fn buttons(&self) -> i32 {
        let mut score = 0;
        for id in self.near_composer() {
            let node = self.tree.node(id);
            if node.tag != "button" && node.role != "button" {
                continue;
            }
            for text in [self.tree.words(id), words::plain(&node.label)] {
                if words::is_one(&text, SEND) {
                    score = score.max(1);
                } else if words::is_one(&text, POST_BUTTON) {
                    return -4;
                }
            }
        }
        score
    }

    /// Nodes in the composer's bar.
    fn near_composer(&self) -> Vec<Id> {
        let (tree, at) = (self.tree, self.place.composer);
        let bar = tree
            .above(self.place.composer_node)
            .into_iter()
            .take_while(|&up| !tree.is_inside(self.place.pane, up) && tree.rect(up).h <= at.h + 160)
            .last();
        let own = bar.map(|bar| tree.inside(bar)).unwrap_or_default();
        let below = tree.children(self.place.column).iter().copied().filter(|&id| {
            let rect = tree.rect(id);
            rect.y + 8 >= at.bottom() && rect.y <= at.bottom() + 40
        });
        own.into_iter().chain(below.flat_map(|id| tree.inside(id))).collect()
    }

    /// Comments, posts, answers and letters: many names, long texts, headings, and buttons to like or answer each.
    fn page_of_posts(&self) -> i32 {
        let tree = self.tree;
        let mut score = 0;
        let mut names: Vec<String> =
            self.messages.iter().filter_map(|m| m.name.as_deref().map(words::plain)).collect();
        names.sort();
        names.dedup();
        if names.len() > 3 {
            score += 3;
        }
        let mut lengths: Vec<usize> =
            self.messages.iter().map(|message| message.text.chars().count()).collect();
        lengths.sort_unstable();
        if lengths.get(lengths.len() / 2).is_some_and(|&median| median > 260) {
            score += 3;
        }
        let inside = tree.inside(self.place.pane);
        let heading = |id: &Id| {
            matches!(tree.node(*id).tag.as_str(), "h1" | "h2" | "h3" | "article") && !tree.is_hidden(*id)
        };
        let headings = inside.iter().filter(|id| heading(id)).count();
        if headings * 4 > self.messages.len() {
            score += 2;
        }
        let actions = inside
            .iter()
            .filter(|&&id| {
                let node = tree.node(id);
                let control = node.tag == "button" || node.role == "button" || node.tag == "a";
                control && tree.items(id) > 0 && words::is_one(&tree.words(id), POST_ACTION)
            })
            .count();
        if actions * 2 >= self.messages.len().max(1) {
            score += 5;
        }
        // A whole page that scrolls with its field, longer than the screen.
        let [_, height] = tree.snapshot.view;
        let pane = tree.rect(self.place.pane);
        if !self.place.scrolls && self.place.composer.h > 70 && pane.h > height / 2 {
            score += 2;
        }
        score
    }

    /// Times that run upwards: news tickers and lists of posts have the newest on top, a conversation never.
    fn newest_first(&self) -> i32 {
        let times: Vec<u32> = self
            .messages
            .iter()
            .filter_map(|message| clock::minute(&words::plain(message.time.as_deref()?)))
            .collect();
        let count = |is: fn(u32, u32) -> bool| {
            times.windows(2).filter(|two| matches!(two, [a, b] if is(*a, *b))).count()
        };
        let (falling, rising) = (count(|a, b| a > b), count(|a, b| a < b));
        if falling >= 4 && falling > 4 * rising { 12 } else { 0 }
    }

    /// A heading in each, and no two the same: a list of things, or a crowd. The two of a conversation have one name each.
    fn titled(&self) -> i32 {
        let tree = self.tree;
        let title = |message: &Message| {
            let texts = tree.inside(message.root).into_iter().filter(|&id| tree.is_item(id));
            // Small print is neither a heading nor what stands under one.
            let mut texts =
                texts.filter(|&id| tree.node(id).text.is_some() && units::note(&tree.words(id)).is_none());
            let (first, next) = (texts.next()?, texts.next()?);
            let (words, body) = (tree.words(first), tree.words(next));
            let short = (2..=40).contains(&words.chars().count()) && words.len() < body.len();
            let bold = tree.look(first).weight >= 600 && tree.look(next).weight < 600;
            (short && bold).then_some(words)
        };
        let mut titles: Vec<String> = self.messages.iter().filter_map(title).collect();
        let all = titles.len();
        titles.sort();
        titles.dedup();
        let most = all >= 5 && all * 5 >= self.messages.len() * 4;
        if most && titles.len() * 5 >= all * 4 { 8 } else { 0 }
    }

    /// Words in cells side by side: nothing else speaks for a conversation then. Pictures stand side by side in albums.
    fn table(&self) -> i32 {
        let said = self.messages.iter().filter(|message| !message.text.is_empty());
        let rects: Vec<Rect> = said.map(|message| message.rect).collect();
        let beside = rects.windows(2).filter(|two| match two {
            [a, b] => a.shared_height(b) * 2 > a.h && !b.is_empty(),
            _ => false,
        });
        if rects.len() >= 6 && beside.count() * 5 > rects.len() * 2 { 30 } else { 0 }
    }

    /// The next column of a board, that a narrow window cuts off: whoever chats sees where they write.
    fn cut_off(&self) -> i32 {
        let ([width, _], at) = (self.tree.snapshot.view, self.place.composer);
        let seen = at.right().min(width) - at.x.max(0);
        if seen * 2 < at.w { 12 } else { 0 }
    }

    /// Other fields among the rows, or in one column with the composer.
    fn form(&self) -> i32 {
        let (tree, place) = (self.tree, self.place);
        let others = tree.snapshot.fields.iter().filter(|field| {
            let Some(node) = field.node.map(|node| node as Id) else { return false };
            node != place.composer_node && tree.is_inside(node, place.pane)
        });
        let at = place.composer;
        let in_column = |rect: Rect| {
            (rect.x - at.x).abs() <= 8 && (rect.w - at.w).abs() * 10 <= at.w && rect.shared_height(&at) == 0
        };
        let column = tree.snapshot.fields.iter().filter(|field| in_column(field.rect)).count();
        let among = if others.count() > 0 { 5 } else { 0 };
        among + [0, 2, 5].get(column).copied().unwrap_or(8)
    }

    /// A machine or a desk that answers: it says so in its name or in its first words.
    fn machine(&self, contact: Option<&str>) -> i32 {
        let (tree, place) = (self.tree, self.place);
        let [width, _] = tree.snapshot.view;
        let widget = tree
            .above(place.composer_node)
            .into_iter()
            .any(|up| tree.node(up).fixed && tree.is_inside(place.pane, up));
        let aside = widget || tree.rect(place.pane).w * 2 < width;
        let name = contact.map(words::plain).unwrap_or_default();
        let first = self
            .messages
            .iter()
            .take(2)
            .any(|message| words::any_in(&words::plain(&message.text), ASSISTANT));
        let pane = tree.rect(place.pane);
        let around =
            (0..tree.len()).filter(|&id| tree.node(id).text.is_some() && tree.is_item(id)).any(|id| {
                let rect = tree.rect(id);
                let by = rect.shared_width(&pane) * 2 > rect.w
                    && rect.bottom() + 160 > pane.y
                    && rect.y < place.composer.bottom() + 80;
                let outside = !tree.is_inside(id, place.pane);
                by && outside
                    && words::any_in(
                        &words::plain(&tree.node(id).text.clone().unwrap_or_default()),
                        ASSISTANT,
                    )
            });
        let named = words::any_in(&name, ASSISTANT_NAME);
        let nameless = name.is_empty();
        match (aside, first || around || words::any_in(&place.label, ASSISTANT), named || nameless) {
            (true, true, _) | (_, true, true) => 12,
            (true, _, true) => 6,
            _ => 0,
        }
    }
}
