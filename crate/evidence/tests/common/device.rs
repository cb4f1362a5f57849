//! A device for tests: keys, randomness that is the same in every run, and a cipher.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may fail loudly")]

use std::cell::Cell;

use aes_gcm::{
    Aes256Gcm, KeyInit as _,
    aead::{Aead as _, Payload},
};
use breakwater_evidence::{CipherFailed, Crypto, DeviceLock, Digest, RandomFailed, Wrapping};

/// Numbers that are random enough for a test, and the same in every run.
pub struct Dice(pub Cell<u64>);

impl Dice {
    pub fn new() -> Self {
        Self(Cell::new(0))
    }
}

impl Crypto for Dice {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomFailed> {
        for part in bytes.chunks_mut(32) {
            self.0.set(self.0.get() + 1);
            part.copy_from_slice(&Digest::of(&self.0.get().to_be_bytes()).as_bytes()[..part.len()]);
        }
        Ok(())
    }

    async fn encrypt(
        &self,
        key: &[u8; 32],
        nonce: &[u8; 12],
        text: &[u8],
        about: &[u8],
    ) -> Result<Vec<u8>, CipherFailed> {
        let payload = Payload { msg: text, aad: about };
        Aes256Gcm::new(&(*key).into()).encrypt(&(*nonce).into(), payload).map_err(|_| CipherFailed)
    }

    async fn decrypt(
        &self,
        key: &[u8; 32],
        nonce: &[u8; 12],
        sealed: &[u8],
        about: &[u8],
    ) -> Result<Vec<u8>, CipherFailed> {
        let payload = Payload { msg: sealed, aad: about };
        Aes256Gcm::new(&(*key).into()).decrypt(&(*nonce).into(), payload).map_err(|_| CipherFailed)
    }
}

/// A device whose key is a number: it mixes it in and binds what it wraps to its purpose.
pub struct Device(pub u8);

#[derive(Debug, PartialEq, thiserror::Error)]
#[error("another device")]
pub struct OtherDevice;

impl DeviceLock for Device {
    type Error = OtherDevice;

    async fn wrap(&self, secret: &[u8], about: &[u8]) -> Result<Vec<u8>, OtherDevice> {
        let body: Vec<u8> = secret.iter().map(|byte| byte ^ self.0).collect();
        let tag = Digest::of(&[&[self.0], about, &body].concat());
        Ok([tag.as_bytes().as_slice(), &body].concat())
    }

    async fn unwrap(&self, wrapped: &[u8], about: &[u8]) -> Result<Vec<u8>, OtherDevice> {
        let (tag, body) = wrapped.split_at_checked(32).ok_or(OtherDevice)?;
        if Digest::of(&[&[self.0], about, body].concat()).as_bytes() != tag {
            return Err(OtherDevice);
        }
        Ok(body.iter().map(|byte| byte ^ self.0).collect())
    }
}

/// Quick to work out, unlike [`Wrapping::USUAL`].
pub const QUICK: Wrapping = Wrapping { memory_kib: 64, passes: 1 };
