//! `report.html`: the report as a page. No script, nothing loaded but the pictures beside it.
//!
//! Every text from a page goes through [`seen`]: escaped, isolated from the direction of its surroundings, and with
//! characters that leave no mark shown by their number.

use breakwater_paper::{Block, Column, Document, Fact, Role, Run, Text, Width, is_unseen};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("report.css");
/// Nothing from anywhere but the folder the report lies in; browsers differ on whether that is `'self'` for a file.
const POLICY: &str = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The whole page.
pub(super) fn page(document: &Document) -> String {
    let direction = if document.right_to_left { "rtl" } else { "ltr" };
    let page = html! {
        (DOCTYPE)
        html lang=(document.language) dir=(direction) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="referrer" content="no-referrer";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (document.title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { @for block in &document.blocks { (self::block(block)) } } }
        }
    };
    page.into_string()
}

fn block(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Part(role, blocks) => (part(*role, blocks)),
            Block::Heading(1, words) => h1 { (text(words)) },
            Block::Heading(2, words) => h2 { (text(words)) },
            Block::Heading(_, words) => h3 { (text(words)) },
            Block::Paragraph(words) => p { (text(words)) },
            Block::Small(words) => p.small { (text(words)) },
            Block::List(items) => (list(items)),
            Block::Facts(facts) => dl { @for fact in facts { (self::fact(fact)) } },
            Block::Table(columns, rows) => (table(columns, rows)),
            Block::Picture { path, width, height, alt, caption } => figure {
                img src=(path) width=(width) height=(height) alt=(alt);
                figcaption { (text(caption)) }
            },
        }
    }
}

fn part(role: Role, blocks: &[Block]) -> Markup {
    let inside = html! { @for block in blocks { (self::block(block)) } };
    html! {
        @match role {
            Role::Front => header { (inside) },
            Role::Record => section.record { (inside) },
            Role::Note => div.note { (inside) },
            Role::Opinion => div.opinion { (inside) },
        }
    }
}

fn list(items: &[Text]) -> Markup {
    html! { ul { @for item in items { li { (text(item)) } } } }
}

fn fact(fact: &Fact) -> Markup {
    html! {
        dt { (fact.name) }
        dd { @if fact.list { (list(&fact.is)) } @else { @for is in &fact.is { (text(is)) } } }
    }
}

fn table(columns: &[Column], rows: &[Vec<Text>]) -> Markup {
    html! {
        table {
            thead { tr { @for column in columns { @match column.width {
                Width::Number => th.number { (column.title) },
                Width::Plain | Width::Words => th { (column.title) },
            } } } }
            tbody { @for row in rows { tr { @for (cell, column) in row.iter().zip(columns) { @match column.width {
                Width::Number => td.number { (text(cell)) },
                Width::Plain => td { (text(cell)) },
                Width::Words => td.words { (text(cell)) },
            } } } } }
        }
    }
}

fn text(text: &Text) -> Markup {
    html! {
        @for run in text {
            @match run {
                Run::Ours(words) => (words),
                Run::Seen(words) => (seen(words)),
                Run::Code(words) => code { (words) },
                Run::Aside(words) => span.small { (words) },
            }
        }
    }
}

/// A text that we did not write: isolated, and with nothing in it that can't be seen. Line ends and tabs stay.
fn seen(text: &str) -> Markup {
    let hidden = |c: char| is_unseen(c) && !matches!(c, '\n' | '\t');
    html! {
        bdi {
            @for run in text.split_inclusive(hidden) {
                @match run.chars().next_back() {
                    Some(last) if hidden(last) => {
                        (run.strip_suffix(last).unwrap_or_default())
                        span.unseen { (format!("U+{:04X}", u32::from(last))) }
                    }
                    _ => (run),
                }
            }
        }
    }
}
