//! The little language of phrases.
//!
//! `send me? (a|some) {picture}` · `word*` begins so · `{slot}` of this language, `{en.slot}` of another · `<money>`
//! · `..` up to two words between, `...` four, `....` six · `^` start and `$` end of a sentence.

/// One part of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A word as written.
    Word(String),
    /// The beginning of a word.
    Stem(String),
    /// A named slot: language (own when `None`) and name.
    Slot(Option<String>, String),
    /// A kind of token.
    Builtin(String),
    /// One of several.
    Group(Vec<Vec<Node>>),
    /// May be missing.
    Optional(Box<Node>),
    /// Up to so many words.
    Gap(u32),
    /// Start of a sentence.
    Start,
    /// End of a sentence.
    End,
}

/// Reads one phrase.
pub fn parse(text: &str) -> Result<Vec<Node>, String> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.reverse();
    let nodes = sequence(&mut letters, 0)?;
    match letters.last() {
        None if nodes.is_empty() => Err("the phrase is empty".into()),
        None => Ok(nodes),
        Some(letter) => Err(format!("`{letter}` without its beginning")),
    }
}

/// Reads up to the end, `|` or `)`. `rest` is reversed: the next letter is last.
fn sequence(rest: &mut Vec<char>, depth: usize) -> Result<Vec<Node>, String> {
    if depth > 6 {
        return Err("brackets go too deep".into());
    }
    let mut nodes = Vec::new();
    while let Some(&letter) = rest.last() {
        let node = match letter {
            ' ' => {
                rest.pop();
                continue;
            }
            '|' | ')' => break,
            '(' => {
                rest.pop();
                let mut options = vec![sequence(rest, depth + 1)?];
                while rest.last() == Some(&'|') {
                    rest.pop();
                    options.push(sequence(rest, depth + 1)?);
                }
                if rest.pop() != Some(')') {
                    return Err("a bracket `(` is not closed".into());
                }
                if options.iter().any(Vec::is_empty) {
                    return Err("an empty choice; write `(a|b)?` instead".into());
                }
                Node::Group(options)
            }
            '{' => {
                let name = until(rest, '}')?;
                match name.split_once('.') {
                    Some((language, slot)) => Node::Slot(Some(language.to_string()), slot.to_string()),
                    None => Node::Slot(None, name),
                }
            }
            '<' => Node::Builtin(until(rest, '>')?),
            '^' => {
                rest.pop();
                Node::Start
            }
            '$' => {
                rest.pop();
                Node::End
            }
            _ => word(rest)?,
        };
        let node = if rest.last() == Some(&'?') {
            rest.pop();
            Node::Optional(Box::new(node))
        } else {
            node
        };
        nodes.push(node);
    }
    Ok(nodes)
}

fn until(rest: &mut Vec<char>, end: char) -> Result<String, String> {
    rest.pop();
    let mut name = String::new();
    loop {
        match rest.pop() {
            Some(letter) if letter == end => return Ok(name),
            Some(letter) => name.push(letter),
            None => return Err(format!("`{end}` is missing")),
        }
    }
}

fn word(rest: &mut Vec<char>) -> Result<Node, String> {
    let mut word = String::new();
    while let Some(&letter) = rest.last() {
        if letter == '\\' {
            rest.pop();
            word.extend(rest.pop());
            continue;
        }
        if letter == ' ' || "|(){}<>?*^".contains(letter) {
            break;
        }
        word.push(letter);
        rest.pop();
    }
    if rest.last() == Some(&'*') {
        rest.pop();
        return Ok(Node::Stem(word));
    }
    if !word.is_empty() && word.chars().all(|letter| letter == '.') {
        return match word.len() {
            1 => Err("a full stop stands alone".into()),
            dots => Ok(Node::Gap(u32::try_from((dots - 1) * 2).unwrap_or(2).min(8))),
        };
    }
    if word.is_empty() {
        return Err(format!("unexpected `{}`", rest.last().unwrap_or(&' ')));
    }
    Ok(Node::Word(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form() {
        assert_eq!(
            parse("^ send* (me|to us)? .. {en.picture} <money> $"),
            Ok(vec![
                Node::Start,
                Node::Stem("send".into()),
                Node::Optional(Box::new(Node::Group(vec![
                    vec![Node::Word("me".into())],
                    vec![Node::Word("to".into()), Node::Word("us".into())]
                ]))),
                Node::Gap(2),
                Node::Slot(Some("en".into()), "picture".into()),
                Node::Builtin("money".into()),
                Node::End,
            ])
        );
    }

    #[test]
    fn says_what_is_wrong() {
        for text in ["", "(a", "a)", "{slot", "(a|)", "."] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
