//! Crypto wallets whose address proves itself: Bitcoin, Litecoin, Dogecoin, Tron and Ethereum-like chains.
//!
//! Solana and Monero are left out: Solana addresses have no checksum, and a finding that can't be checked is a guess.

use bech32::{Hrp, segwit};
use sha3::{Digest, Keccak256};

use super::token::Word;
use crate::{Found, What};

/// Version bytes of Base58Check addresses: Bitcoin (two kinds), Litecoin (two), Dogecoin (two), Tron.
const VERSIONS: [u8; 7] = [0x00, 0x05, 0x30, 0x32, 0x1e, 0x16, 0x41];

/// Every wallet.
pub(super) fn find(words: &[Word<'_>]) -> Vec<Found> {
    words
        .iter()
        .filter_map(|word| {
            // "btc:1A1z…" and "bitcoin:bc1…?amount=1" carry the address behind a colon.
            let (front, address) =
                word.text.rsplit_once(':').map_or(("", word.text), |(front, rest)| (front, rest));
            let address = address.split('?').next().unwrap_or(address);
            let start = word.span.0 + if front.is_empty() { 0 } else { front.len() + 1 };
            let value = ethereum(address).or_else(|| segwit(address)).or_else(|| base58(address))?;
            Some(Found::new(What::Wallet, value, (start, start + address.len())))
        })
        .collect()
}

fn base58(text: &str) -> Option<String> {
    if !(26..=35).contains(&text.len()) || !text.is_ascii() {
        return None;
    }
    let bytes = bs58::decode(text).with_check(None).into_vec().ok()?;
    let version = bytes.first()?;
    (bytes.len() == 21 && VERSIONS.contains(version)).then(|| text.to_owned())
}

fn segwit(text: &str) -> Option<String> {
    let (hrp, _, _) = segwit::decode(text).ok()?;
    let known = ["bc", "ltc"].into_iter().any(|known| Hrp::parse(known).is_ok_and(|known| known == hrp));
    known.then(|| text.to_lowercase())
}

/// 40 hex digits. Written in mixed case they carry a checksum (EIP-55) that has to be right; in one case they don't, and
/// 40 hex digits behind `0x` are taken as they are.
fn ethereum(text: &str) -> Option<String> {
    let digits = text.strip_prefix("0x")?;
    if digits.len() != 40 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let small = digits.to_ascii_lowercase();
    let one_case = digits == small || digits == digits.to_ascii_uppercase();
    let hash = Keccak256::digest(small.as_bytes());
    let nibbles = hash.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]);
    let right = digits
        .chars()
        .zip(nibbles)
        .all(|(digit, nibble)| digit.is_ascii_digit() || digit.is_ascii_uppercase() == (nibble >= 8));
    (one_case || right).then(|| format!("0x{small}"))
}
