//! Random bytes and the cipher come from the caller: every browser has both, and a module that saves stays small.

use std::{convert::Infallible, future::Future};

use hpke::rand_core::{TryCryptoRng, TryRng};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// The browser gave no random bytes. Nothing is encrypted without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the device gave no random bytes; nothing was written")]
pub struct RandomFailed;

/// It could not be encrypted or decrypted: for AES-GCM, decrypting means that key, text or what it is bound to differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the device's cipher refused")]
pub struct CipherFailed;

/// What the device can do: WebCrypto in the extension.
pub trait Crypto {
    /// Fills all of `bytes` with random ones that are fit for keys.
    ///
    /// # Errors
    /// There are none to be had.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomFailed>;

    /// AES-256-GCM: encrypts `text`, bound to `about`; the tag of 16 bytes comes last.
    fn encrypt(
        &self,
        key: &[u8; 32],
        nonce: &[u8; 12],
        text: &[u8],
        about: &[u8],
    ) -> impl Future<Output = Result<Vec<u8>, CipherFailed>>;

    /// Takes back what [`Self::encrypt`] gave.
    fn decrypt(
        &self,
        key: &[u8; 32],
        nonce: &[u8; 12],
        sealed: &[u8],
        about: &[u8],
    ) -> impl Future<Output = Result<Vec<u8>, CipherFailed>>;
}

/// Random bytes for a library that cannot be told that there are none: 32 of ours, drawn before, stretched by
/// SHA-256 over a counter.
pub(super) struct Drawn {
    seed: Zeroizing<[u8; 32]>,
    count: u64,
}

impl Drawn {
    pub(super) fn new(crypto: &impl Crypto) -> Result<Self, RandomFailed> {
        let mut seed = Zeroizing::new([0; 32]);
        crypto.fill(seed.as_mut_slice())?;
        Ok(Self { seed, count: 0 })
    }

    fn block(&mut self) -> [u8; 32] {
        self.count += 1;
        let mut hash = Sha256::new_with_prefix(b"breakwater drawn v1");
        hash.update(self.seed.as_slice());
        hash.update(self.count.to_be_bytes());
        hash.finalize().into()
    }
}

impl TryRng for Drawn {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let [a, b, c, d, ..] = self.block();
        Ok(u32::from_be_bytes([a, b, c, d]))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let [a, b, c, d, e, f, g, h, ..] = self.block();
        Ok(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for part in bytes.chunks_mut(32) {
            let block = Zeroizing::new(self.block());
            part.iter_mut().zip(block.iter()).for_each(|(byte, drawn)| *byte = *drawn);
        }
        Ok(())
    }
}

impl TryCryptoRng for Drawn {}
