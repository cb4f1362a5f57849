//! Bytes as lower-case hexadecimal digits, the one written form of hashes, ids and keys.

/// Writes bytes.
pub(crate) fn write(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads digits; upper case, odd lengths and anything else are nothing.
pub(crate) fn read(text: &str) -> Option<Vec<u8>> {
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    pairs.iter().map(|&[high, low]| Some(value(high)? << 4 | value(low)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        assert_eq!(write(&[0, 0x7f, 0xff]), "007fff");
        assert_eq!(read("007fff"), Some(vec![0, 0x7f, 0xff]));
        assert_eq!(read(""), Some(vec![]));
        for bad in ["0", "0G", "AB", "0x"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
