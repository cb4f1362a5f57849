//! One sealed file: `BWF1`, the encapsulated key (32 bytes), the nonce (12 bytes), the text encrypted with AES-256-GCM.
//!
//! The key of each file is exported from an HPKE context (RFC 9180: DHKEM X25519, HKDF-SHA256, AES-256-GCM) that only
//! the locker's private key opens. The file's name is authenticated with it: two files can't be swapped.

use aes_gcm::{
    Aes256Gcm, KeyInit as _,
    aead::{Aead as _, Payload},
};
use hpke::{
    Deserializable as _, Kem as _, OpModeR, OpModeS, Serializable as _, aead::AesGcm256, kdf::HkdfSha256,
    kem::X25519HkdfSha256,
};
use zeroize::Zeroizing;

use super::{Random, RandomFailed, random::Drawn};

type Kem = X25519HkdfSha256;
type Private = <Kem as hpke::Kem>::PrivateKey;

const MAGIC: [u8; 4] = *b"BWF1";
const INFO: &[u8] = b"breakwater locker v1";
const EXPORT: &[u8] = b"file key";
const ENCAPSULATED: usize = 32;
const NONCE: usize = 12;

/// The locker's public key: enough to add files, not to read them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(pub(super) [u8; 32]);

/// The locker's private key.
#[derive(Clone)]
pub(super) struct PrivateKey(pub(super) Zeroizing<[u8; 32]>);

/// A file that is not what was sealed, not for this locker, or not of this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file is damaged, was moved, or belongs to another locker")]
pub struct Damaged;

/// The key of one file, kept in memory until the file was read back and compared.
#[derive(Clone)]
pub struct FileKey(Zeroizing<[u8; 32]>);

/// A new pair of keys.
pub(super) fn pair(random: &impl Random) -> Result<(PublicKey, PrivateKey), RandomFailed> {
    let (private, public) = Kem::gen_keypair_with_rng(&mut Drawn::new(random)?);
    Ok((PublicKey(public.to_bytes().into()), PrivateKey(Zeroizing::new(private.to_bytes().into()))))
}

impl PublicKey {
    /// Seals a file, and gives back its key for reading it back.
    pub(super) fn seal(
        &self,
        name: &str,
        text: &[u8],
        random: &impl Random,
    ) -> Result<(Vec<u8>, FileKey), SealingError> {
        let mut nonce = [0; NONCE];
        random.fill(&mut nonce)?;
        let public = <Kem as hpke::Kem>::PublicKey::from_bytes(&self.0).map_err(|_| SealingError::Key)?;
        let (encapsulated, context) = hpke::setup_sender_with_rng::<AesGcm256, HkdfSha256, Kem>(
            &OpModeS::Base,
            &public,
            INFO,
            &mut Drawn::new(random)?,
        )
        .map_err(|_| SealingError::Key)?;
        let mut key = FileKey(Zeroizing::new([0; 32]));
        context.export(EXPORT, key.0.as_mut_slice()).map_err(|_| SealingError::Key)?;
        let payload = Payload { msg: text, aad: name.as_bytes() };
        let sealed = key
            .cipher()
            .encrypt(&nonce.into(), payload)
            .map_err(|_| SealingError::TooLarge { bytes: text.len() })?;
        let bytes = [MAGIC.as_slice(), encapsulated.to_bytes().as_slice(), &nonce, &sealed].concat();
        Ok((bytes, key))
    }
}

/// Why a file could not be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealingError {
    /// No randomness.
    #[error(transparent)]
    Random(#[from] RandomFailed),
    /// The public key is none.
    #[error("the locker's public key is damaged")]
    Key,
    /// Longer than AES-GCM takes (64 GB).
    #[error("{bytes} bytes are too many for one file")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
}

/// The parts of a sealed file.
struct Parts<'a> {
    encapsulated: &'a [u8],
    nonce: [u8; NONCE],
    sealed: &'a [u8],
}

fn parts(bytes: &[u8]) -> Result<Parts<'_>, Damaged> {
    let rest = bytes.strip_prefix(&MAGIC).ok_or(Damaged)?;
    let (encapsulated, rest) = rest.split_at_checked(ENCAPSULATED).ok_or(Damaged)?;
    let (nonce, sealed) = rest.split_first_chunk().ok_or(Damaged)?;
    Ok(Parts { encapsulated, nonce: *nonce, sealed })
}

impl FileKey {
    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&(*self.0).into())
    }

    /// Opens the file that this key belongs to.
    pub(super) fn open(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, Damaged> {
        let Parts { nonce, sealed, .. } = parts(bytes)?;
        let payload = Payload { msg: sealed, aad: name.as_bytes() };
        self.cipher().decrypt(&nonce.into(), payload).map_err(|_| Damaged)
    }
}

impl PrivateKey {
    /// The public key that belongs to it.
    pub(super) fn public(&self) -> Result<PublicKey, Damaged> {
        let private = Private::from_bytes(self.0.as_slice()).map_err(|_| Damaged)?;
        Ok(PublicKey(Kem::sk_to_pk(&private).to_bytes().into()))
    }

    /// Opens a file.
    pub(super) fn open(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, Damaged> {
        let encapsulated =
            <Kem as hpke::Kem>::EncappedKey::from_bytes(parts(bytes)?.encapsulated).map_err(|_| Damaged)?;
        let private = Private::from_bytes(self.0.as_slice()).map_err(|_| Damaged)?;
        let context =
            hpke::setup_receiver::<AesGcm256, HkdfSha256, Kem>(&OpModeR::Base, &private, &encapsulated, INFO)
                .map_err(|_| Damaged)?;
        let mut key = FileKey(Zeroizing::new([0; 32]));
        context.export(EXPORT, key.0.as_mut_slice()).map_err(|_| Damaged)?;
        key.open(name, bytes)
    }
}
