//! The locker's keys at rest. The public key is in the clear; the private key is wrapped by the device, and inside
//! that by the passphrase, once there is one. Both are then needed, in that order.
//!
//! Without a passphrase yet, the device alone opens the locker: saving in the first crisis must not wait for one.
//! Whoever shows such a locker says that it is not locked.

use std::{error::Error, future::Future};

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::hex;

use super::{
    CipherFailed, Crypto, Damaged, PublicKey, RandomFailed,
    file::{PrivateKey, pair},
};

/// A key that can't be taken off the device, such as WebCrypto's non-extractable AES-GCM key.
pub trait DeviceLock {
    /// What can go wrong.
    type Error: Error;

    /// Encrypts and authenticates `secret`, bound to `about`.
    fn wrap(&self, secret: &[u8], about: &[u8]) -> impl Future<Output = Result<Vec<u8>, Self::Error>>;

    /// Takes back what `wrap` gave, for the same `about`.
    fn unwrap(&self, wrapped: &[u8], about: &[u8]) -> impl Future<Output = Result<Vec<u8>, Self::Error>>;
}

/// How hard the passphrase is to guess: Argon2id (RFC 9106).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wrapping {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Wrapping {
    /// 64 MiB and three passes, RFC 9106's second recommendation but for its lanes: WebAssembly has one.
    pub const USUAL: Self = Self { memory_kib: 64 * 1024, passes: 3 };
    /// A keyring that asks for more was tampered with, to make unlocking hang.
    const MOST: Self = Self { memory_kib: 256 * 1024, passes: 16 };
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Passphrase {
    salt: Hex,
    nonce: Hex,
    wrapping: Wrapping,
}

/// The keys as they rest on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keyring {
    public: Hex,
    wrapped: Hex,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    passphrase: Option<Passphrase>,
}

/// An open locker's private key. Forgotten when dropped.
#[derive(Clone)]
pub struct Unlocked(PrivateKey);

impl std::fmt::Debug for Unlocked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unlocked")
    }
}

/// Why a locker stays shut.
#[derive(Debug, thiserror::Error)]
pub enum LockError<E: Error> {
    /// It has a passphrase, and none was given.
    #[error("this locker opens with its passphrase")]
    NeedsPassphrase,
    /// The passphrase is not the one.
    #[error("this is not the passphrase")]
    WrongPassphrase,
    /// The device's key did not do its part: another profile, or a damaged file.
    #[error("this device can't open the locker: {0}")]
    Device(E),
    /// The keyring is not what was written.
    #[error("the locker's keyring is damaged")]
    Damaged,
    /// No randomness.
    #[error(transparent)]
    Random(#[from] RandomFailed),
    /// The cipher did not do it.
    #[error(transparent)]
    Cipher(#[from] CipherFailed),
}

impl<E: Error> From<Damaged> for LockError<E> {
    fn from(_: Damaged) -> Self {
        Self::Damaged
    }
}

/// What the device's wrapping is bound to, beside the public key.
const ABOUT: &[u8] = b"breakwater keyring v1 ";

impl Keyring {
    /// A new locker, without a passphrase yet.
    ///
    /// # Errors
    /// No randomness, or the device's key failed.
    pub async fn create<D: DeviceLock>(
        device: &D,
        crypto: &impl Crypto,
    ) -> Result<(Self, Unlocked), LockError<D::Error>> {
        let (public, private) = pair(crypto)?;
        let unlocked = Unlocked(private);
        let keyring = Self::wrap(&public, unlocked.0.0.as_slice(), None, device).await?;
        Ok((keyring, unlocked))
    }

    /// The same locker with a passphrase, or with another one. Only an open locker can be given one.
    ///
    /// Give the passphrase in Unicode form NFKC, so that it is the same from every keyboard.
    ///
    /// # Errors
    /// No randomness, the device's key failed, or `unlocked` is of another locker.
    pub async fn with_passphrase<D: DeviceLock>(
        &self,
        unlocked: &Unlocked,
        (words, wrapping): (&str, Wrapping),
        device: &D,
        crypto: &impl Crypto,
    ) -> Result<Self, LockError<D::Error>> {
        let public = self.public()?;
        if unlocked.0.public()? != public {
            return Err(LockError::Damaged);
        }
        let (mut salt, mut nonce) = ([0; 16], [0; 12]);
        crypto.fill(&mut salt)?;
        crypto.fill(&mut nonce)?;
        let key = key_of(words, &salt, wrapping)?;
        let inner = crypto.encrypt(&key, &nonce, unlocked.0.0.as_slice(), &public.0).await?;
        let kept = Passphrase { salt: Hex(salt.to_vec()), nonce: Hex(nonce.to_vec()), wrapping };
        Self::wrap(&public, &inner, Some(kept), device).await
    }

    async fn wrap<D: DeviceLock>(
        public: &PublicKey,
        inner: &[u8],
        passphrase: Option<Passphrase>,
        device: &D,
    ) -> Result<Self, LockError<D::Error>> {
        let wrapped = device.wrap(inner, &about(public)).await.map_err(LockError::Device)?;
        Ok(Self { public: Hex(public.0.to_vec()), wrapped: Hex(wrapped), passphrase })
    }

    /// The key that files are sealed to. Needs no secret.
    ///
    /// # Errors
    /// The keyring is damaged.
    pub fn public(&self) -> Result<PublicKey, Damaged> {
        self.public.array().map(PublicKey)
    }

    /// Whether it takes a passphrase to open.
    pub fn has_passphrase(&self) -> bool {
        self.passphrase.is_some()
    }

    /// Opens a locker that has no passphrase yet. Apart from [`Self::unlock`], because whoever only saves must not have
    /// to load what works out a key from words.
    ///
    /// # Errors
    /// It has a passphrase, the device can't, or the keyring is damaged.
    pub async fn unlock_by_device<D: DeviceLock>(&self, device: &D) -> Result<Unlocked, LockError<D::Error>> {
        if self.has_passphrase() {
            return Err(LockError::NeedsPassphrase);
        }
        let secret = self.unwrap(device).await?;
        Ok(self.opened_with(&secret)?)
    }

    /// Opens a locker with its passphrase.
    ///
    /// # Errors
    /// A wrong passphrase, a device that can't, or a keyring that is damaged or has none.
    pub async fn unlock<D: DeviceLock>(
        &self,
        device: &D,
        words: &str,
        crypto: &impl Crypto,
    ) -> Result<Unlocked, LockError<D::Error>> {
        let kept = self.passphrase.as_ref().ok_or(LockError::Damaged)?;
        let inner = self.unwrap(device).await?;
        let key = key_of(words, &kept.salt.array()?, kept.wrapping)?;
        let secret = crypto.decrypt(&key, &kept.nonce.array()?, &inner, &self.public()?.0).await;
        let secret = Zeroizing::new(secret.map_err(|_| LockError::WrongPassphrase)?);
        Ok(self.opened_with(&secret)?)
    }

    async fn unwrap<D: DeviceLock>(&self, device: &D) -> Result<Zeroizing<Vec<u8>>, LockError<D::Error>> {
        let about = about(&self.public()?);
        Ok(Zeroizing::new(device.unwrap(&self.wrapped.0, &about).await.map_err(LockError::Device)?))
    }

    fn opened_with(&self, secret: &[u8]) -> Result<Unlocked, Damaged> {
        let unlocked = Unlocked(PrivateKey(Zeroizing::new(secret.try_into().map_err(|_| Damaged)?)));
        if unlocked.0.public()? == self.public()? { Ok(unlocked) } else { Err(Damaged) }
    }
}

impl Unlocked {
    /// Opens a file that was sealed to this locker under this name.
    ///
    /// # Errors
    /// The file is damaged, was moved, or belongs to another locker.
    pub async fn open(&self, name: &str, bytes: &[u8], crypto: &impl Crypto) -> Result<Vec<u8>, Damaged> {
        self.0.open(name, bytes, crypto).await
    }
}

fn about(public: &PublicKey) -> Vec<u8> {
    [ABOUT, &public.0].concat()
}

/// The key that a passphrase makes.
fn key_of(words: &str, salt: &[u8; 16], wrapping: Wrapping) -> Result<Zeroizing<[u8; 32]>, Damaged> {
    let Wrapping { memory_kib, passes } = wrapping;
    if memory_kib > Wrapping::MOST.memory_kib || passes > Wrapping::MOST.passes {
        return Err(Damaged);
    }
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| Damaged)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(words.as_bytes(), salt, key.as_mut_slice())
        .map_err(|_| Damaged)?;
    Ok(key)
}

/// Bytes that are written as hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hex(Vec<u8>);

impl Hex {
    fn array<const N: usize>(&self) -> Result<[u8; N], Damaged> {
        self.0.as_slice().try_into().map_err(|_| Damaged)
    }
}

impl Serialize for Hex {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::write(&self.0))
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        hex::read(&text).map(Self).ok_or_else(|| serde::de::Error::custom("not hexadecimal digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 9106, section 5.3, with the fields that this crate uses: Argon2id's test vector needs a secret, associated
    // data and four lanes; the library's own tests hold it. This one is from the reference implementation's test.c:
    // version 0x13, t=2, m=64 MiB, p=1, "password", "somesalt".
    #[test]
    fn argon2id_known_answer() {
        let params = Params::new(64 * 1024, 2, 1, Some(32)).unwrap();
        let mut key = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(b"password", b"somesalt", &mut key)
            .unwrap();
        assert_eq!(hex::write(&key), "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
    }

    #[test]
    fn a_keyring_that_would_hang_is_refused() {
        for wrapping in [
            Wrapping { memory_kib: 4_000_000, passes: 3 },
            Wrapping { memory_kib: 64, passes: 4_000_000_000 },
            Wrapping { memory_kib: 1, passes: 1 },
            Wrapping { memory_kib: 64, passes: 0 },
        ] {
            assert!(key_of("words", &[0; 16], wrapping).is_err(), "{wrapping:?}");
        }
    }
}
