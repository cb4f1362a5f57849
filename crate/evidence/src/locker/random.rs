//! Random bytes come from the caller.

use std::convert::Infallible;

use hpke::rand_core::{TryCryptoRng, TryRng};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// The browser gave no random bytes. Nothing is encrypted without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the device gave no random bytes; nothing was written")]
pub struct RandomFailed;

/// A source of random bytes fit for keys, such as `crypto.getRandomValues`.
pub trait Random {
    /// Fills all of `bytes`.
    ///
    /// # Errors
    /// There are none to be had.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomFailed>;
}

/// Random bytes for a library that cannot be told that there are none: 32 of ours, drawn before, stretched by
/// SHA-256 over a counter.
pub(super) struct Drawn {
    seed: Zeroizing<[u8; 32]>,
    count: u64,
}

impl Drawn {
    pub(super) fn new(random: &impl Random) -> Result<Self, RandomFailed> {
        let mut seed = Zeroizing::new([0; 32]);
        random.fill(seed.as_mut_slice())?;
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
