//! The device's signature over a package, in the forms that `openssl dgst -verify` reads.
//!
//! It shows that whoever holds the device's key made the package, and that nothing in it changed since. Whose device
//! that is, it does not show.

use std::{error::Error, future::Future};

use base64::{Engine as _, prelude::BASE64_STANDARD};

use crate::Digest;

/// A P-256 key that never leaves the device, such as WebCrypto's non-extractable one.
pub trait DeviceKey {
    /// What can go wrong.
    type Error: Error;

    /// The public point, uncompressed: `04`, x, y (WebCrypto's `raw` export).
    fn public(&self) -> [u8; 65];

    /// ECDSA with SHA-256 over `message`: r and s, 32 bytes each (WebCrypto's form, IEEE P1363).
    fn sign(&self, message: &[u8]) -> impl Future<Output = Result<[u8; 64], Self::Error>>;
}

/// For packages that are not signed.
#[derive(Clone, Copy, Debug)]
pub enum NoKey {}

impl DeviceKey for NoKey {
    type Error = std::convert::Infallible;

    fn public(&self) -> [u8; 65] {
        match *self {}
    }

    async fn sign(&self, _message: &[u8]) -> Result<[u8; 64], Self::Error> {
        match *self {}
    }
}

/// What precedes the point in a P-256 SubjectPublicKeyInfo (RFC 5480, section 2): algorithm and curve.
const SPKI: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// SHA-256 of the key in DER: what stands in `bag-info.txt`, and what two packages of one device share.
pub(crate) fn fingerprint(point: &[u8; 65]) -> Digest {
    Digest::of(&[SPKI.as_slice(), point].concat())
}

/// The public key as PEM (RFC 7468).
pub(crate) fn pem(point: &[u8; 65]) -> String {
    let encoded = BASE64_STANDARD.encode([SPKI.as_slice(), point].concat());
    let lines: Vec<_> = encoded.as_bytes().chunks(64).map(String::from_utf8_lossy).collect();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
}

#[cfg(any(test, feature = "verify"))]
/// The point out of the one PEM form that [`pem`] writes.
pub(crate) fn read_pem(text: &str) -> Option<[u8; 65]> {
    let body =
        text.strip_prefix("-----BEGIN PUBLIC KEY-----\n")?.strip_suffix("\n-----END PUBLIC KEY-----\n")?;
    let bytes = BASE64_STANDARD.decode(body.replace('\n', "")).ok()?;
    let point = bytes.strip_prefix(&SPKI)?.try_into().ok()?;
    (pem(&point) == text).then_some(point)
}

/// r and s as an ASN.1 sequence of two integers (RFC 3279, section 2.2.3).
pub(crate) fn der(signature: &[u8; 64]) -> Vec<u8> {
    let (r, s) = signature.split_at(32);
    let body = [integer(r), integer(s)].concat();
    // At most 2 x 35 bytes: the short form of a length always does.
    [&[0x30, body.len() as u8], body.as_slice()].concat()
}

/// An unsigned number as an ASN.1 integer: no leading zeros, but one before a set top bit.
fn integer(number: &[u8]) -> Vec<u8> {
    let mut digits = number;
    while let [0, rest @ ..] = digits {
        digits = rest;
    }
    let sign: &[u8] = if digits.first().is_none_or(|first| first & 0x80 != 0) { &[0] } else { &[] };
    [&[0x02, (sign.len() + digits.len()) as u8], sign, digits].concat()
}

/// Whether `der` is this key's signature over `message`.
#[cfg(feature = "verify")]
pub(crate) fn holds(point: &[u8; 65], message: &[u8], der: &[u8]) -> bool {
    use p256::ecdsa::{DerSignature, VerifyingKey, signature::Verifier as _};
    let Ok(key) = VerifyingKey::from_sec1_bytes(point) else { return false };
    let Ok(signature) = DerSignature::from_bytes(der) else { return false };
    key.verify(message, &signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_minimal() {
        let mut signature = [0; 64];
        signature[31] = 0x7f;
        signature[32] = 0x80;
        let expected = [&[0x30, 38, 0x02, 1, 0x7f, 0x02, 33, 0, 0x80][..], &[0; 31]].concat();
        assert_eq!(der(&signature), expected);
        assert_eq!(der(&[0; 64]), [0x30, 6, 0x02, 1, 0, 0x02, 1, 0]);
    }

    #[test]
    fn a_key_comes_back() {
        let mut point = [7; 65];
        point[0] = 4;
        let text = pem(&point);
        assert_eq!(read_pem(&text), Some(point));
        assert_eq!(read_pem(&text.replace('\n', "\r\n")), None);
        assert_eq!(read_pem(&format!("{text}\n")), None);
    }
}
