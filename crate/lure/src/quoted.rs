//! Somebody else's words, between quotation marks.

/// Fewer words than this between quotation marks are a name or a title.
const FEWEST_WORDS: usize = 4;

/// The marks of all our languages. What opens in one closes in another („…“, «…», »…«), so any of them closes what any opened.
const MARKS: [char; 7] = ['"', '“', '”', '„', '‟', '«', '»'];

/// The parts of a text that stand between quotation marks: first character and one past the last. A mark that nothing
/// closes quotes nothing.
pub(crate) fn parts(text: &str) -> Vec<(u32, u32)> {
    let mut parts = Vec::new();
    let mut open: Option<(u32, usize)> = None;
    for (at, (byte, letter)) in (0_u32..).zip(text.char_indices()) {
        if !MARKS.contains(&letter) {
            continue;
        }
        open = match open {
            None => Some((at, byte + letter.len_utf8())),
            Some((from, start)) => {
                let words = text.get(start..byte).map_or(0, |part| part.split_whitespace().count());
                if words >= FEWEST_WORDS {
                    parts.push((from, at + 1));
                }
                None
            }
        };
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_quoted_and_a_name_is_not() {
        assert_eq!(parts("he wrote \"pay or I post it\" lol"), [(9, 27)]);
        assert_eq!(parts("„zahl oder ich leak alles“"), [(0, 26)]);
        assert_eq!(parts("»un deux trois quatre«"), [(0, 22)]);
        for none in [
            "",
            "I send it to \"Mum Mobile\" and \"Year 11\"",
            "5\" of rain fell in one single night",
            "no marks",
        ] {
            assert_eq!(parts(none), [], "{none}");
        }
    }
}
