//! The one written form of our JSON, so that equal content has equal bytes and equal hashes.
//!
//! Keys sorted, no spaces, whole numbers only, and every character that would not be seen (controls, direction
//! marks, zero-width) written as an escape, so that the file reads the same in every editor.

use std::fmt::Write as _;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// JSON that has no canonical form, or is not in it.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalError {
    /// Not JSON, or not of the expected shape.
    #[error("not the expected JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A number with a fraction: its digits differ between writers.
    #[error("{0} is not a whole number; our JSON holds whole numbers only")]
    Fraction(serde_json::Number),
    /// The same content would be written differently.
    #[error("not in canonical form: keys sorted, each once, no spaces, unseen characters escaped")]
    OtherForm,
}

/// Writes `value` in canonical form, without a final newline.
///
/// # Errors
/// A value that is not JSON (a map with keys that are no texts), or holds a fraction.
pub fn to_canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    let mut out = String::new();
    write_value(&serde_json::to_value(value)?, &mut out)?;
    Ok(out.into_bytes())
}

/// Reads `bytes`, and insists on the canonical form: a doubled key or a stray space is an error, because a file
/// that can be written in two ways can be read in two ways.
///
/// # Errors
/// Not JSON, not of the shape of `T`, or not canonical.
pub fn from_canonical<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, CanonicalError> {
    let value: T = serde_json::from_slice(bytes)?;
    if to_canonical(&value)? == bytes { Ok(value) } else { Err(CanonicalError::OtherForm) }
}

fn write_value(value: &Value, out: &mut String) -> Result<(), CanonicalError> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) if number.is_f64() => return Err(CanonicalError::Fraction(number.clone())),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) => write_text(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_value(item, out)?;
            }
            out.push(']');
        }
        Value::Object(map) => {
            // Sorted here and not by the map: another crate's feature can make serde_json's map keep insertion order.
            let mut pairs: Vec<_> = map.iter().collect();
            pairs.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (index, (key, item)) in pairs.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_text(key, out);
                out.push(':');
                write_value(item, out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if breakwater_paper::is_unseen(c) => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn text(value: &Value) -> String {
        String::from_utf8(to_canonical(value).unwrap()).unwrap()
    }

    #[test]
    fn sorted_and_without_spaces() {
        assert_eq!(
            text(&json!({"b": 1, "a": [true, null, -2], "c": {"z": "", "y": {}}})),
            r#"{"a":[true,null,-2],"b":1,"c":{"y":{},"z":""}}"#
        );
    }

    #[test]
    fn what_is_not_seen_is_escaped() {
        assert_eq!(
            text(&json!("a\u{202e}b\u{0}\u{200b}\"\\\n\u{e0041}é")),
            "\"a\\u202eb\\u0000\\u200b\\\"\\\\\\n\\udb40\\udc41é\""
        );
    }

    #[test]
    fn fractions_and_other_forms_are_refused() {
        assert!(matches!(to_canonical(&1.5), Err(CanonicalError::Fraction(_))));
        for other in [
            &br#"{"a":1, "b":2}"#[..],
            br#"{"b":2,"a":1}"#,
            br#"{"a":1,"a":1,"b":2}"#,
            b"{\"a\":1,\"b\":2}\n",
        ] {
            assert!(matches!(from_canonical::<BTreeMap<String, u8>>(other), Err(CanonicalError::OtherForm)));
        }
        assert!(from_canonical::<BTreeMap<String, u8>>(br#"{"a":1,"b":2}"#).is_ok());
    }

    proptest! {
        #[test]
        fn any_text_comes_back(value in any::<BTreeMap<String, String>>()) {
            let bytes = to_canonical(&value).unwrap();
            prop_assert_eq!(from_canonical::<BTreeMap<String, String>>(&bytes).unwrap(), value);
        }
    }
}
