//! What `JSON.stringify` writes and serde cannot read: half surrogate pairs, which pages do hand out.

/// Replaces escaped halves of surrogate pairs (`\ud83d`) by U+FFFD. `JSON.stringify` writes whole pairs as they are,
/// so every escaped half stands alone.
#[must_use]
pub fn mend(text: String) -> String {
    if !text.contains("\\ud") {
        return text;
    }
    let mut mended = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('\\') {
        mended.push_str(before);
        let half = after.strip_prefix("ud").and_then(|digits| {
            let (digits, tail) = digits.split_at_checked(3)?;
            let half = digits.bytes().all(|b| b.is_ascii_hexdigit()) && digits.starts_with(|c| c >= '8');
            half.then_some(tail)
        });
        if let Some(tail) = half {
            mended.push('\u{fffd}');
            rest = tail;
        } else {
            // Any other escape: the backslash and what it escapes, which may be a backslash.
            mended.push('\\');
            let mut letters = after.chars();
            mended.extend(letters.next());
            rest = letters.as_str();
        }
    }
    mended.push_str(rest);
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_pair_becomes_a_mark_and_everything_else_stays() {
        for (written, read) in [
            (r#""a\ud83d b""#, "a\u{fffd} b"),
            (r#""\udc00\ud800""#, "\u{fffd}\u{fffd}"),
            (r#""\\ud83d""#, r"\ud83d"),
            (r#""\\\ud83d""#, "\\\u{fffd}"),
            (r#""\u0000\ud7ff😀\n""#, "\0\u{d7ff}😀\n"),
        ] {
            assert_eq!(serde_json::from_str::<String>(&mend(written.to_owned())).unwrap(), read, "{written}");
        }
    }
}
