//! One sealed file: `BWF1`, the encapsulated key (32 bytes), the nonce (12 bytes), the text encrypted with AES-256-GCM.
//!
//! The key of each file is exported from an HPKE context (RFC 9180: DHKEM X25519, HKDF-SHA256, export only) that only the
//! locker's private key opens. The file's name is authenticated with it: two files can't be swapped.

use hpke::{
    Deserializable as _, Kem as _, OpModeR, OpModeS, Serializable as _, aead::ExportOnlyAead,
    kdf::HkdfSha256, kem::X25519HkdfSha256,
};
use zeroize::Zeroizing;

use super::{CipherFailed, Crypto, RandomFailed, crypto::Drawn, vault::is_clear};

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
pub(super) fn pair(crypto: &impl Crypto) -> Result<(PublicKey, PrivateKey), RandomFailed> {
    let (private, public) = Kem::gen_keypair_with_rng(&mut Drawn::new(crypto)?);
    Ok((PublicKey(public.to_bytes().into()), PrivateKey(Zeroizing::new(private.to_bytes().into()))))
}

impl PublicKey {
    /// Seals a file, and gives back its key for reading it back.
    pub(super) async fn seal(
        &self,
        name: &str,
        text: &[u8],
        crypto: &impl Crypto,
    ) -> Result<(Vec<u8>, FileKey), SealingError> {
        let mut nonce = [0; NONCE];
        crypto.fill(&mut nonce)?;
        let public = <Kem as hpke::Kem>::PublicKey::from_bytes(&self.0).map_err(|_| SealingError::Key)?;
        let (encapsulated, context) = hpke::setup_sender_with_rng::<ExportOnlyAead, HkdfSha256, Kem>(
            &OpModeS::Base,
            &public,
            INFO,
            &mut Drawn::new(crypto)?,
        )
        .map_err(|_| SealingError::Key)?;
        let mut key = FileKey(Zeroizing::new([0; 32]));
        context.export(EXPORT, key.0.as_mut_slice()).map_err(|_| SealingError::Key)?;
        let sealed = crypto.encrypt(&key.0, &nonce, text, name.as_bytes()).await?;
        let bytes = [MAGIC.as_slice(), encapsulated.to_bytes().as_slice(), &nonce, &sealed].concat();
        Ok((bytes, key))
    }

    /// The sealed form of a file that an earlier version of Breakwater left in the clear; nothing for one that is
    /// sealed, or rests in the clear for good. What was sealed is opened again and compared before it is given out.
    ///
    /// # Errors
    /// No randomness, a damaged key, or a cipher that refuses: then leave the file as it is.
    pub async fn seal_older(
        &self,
        name: &str,
        bytes: &[u8],
        crypto: &impl Crypto,
    ) -> Result<Option<Vec<u8>>, SealingError> {
        if is_clear(name) || bytes.starts_with(&MAGIC) {
            return Ok(None);
        }
        let (sealed, key) = self.seal(name, bytes, crypto).await?;
        match key.open(name, &sealed, crypto).await {
            Ok(opened) if opened == bytes => Ok(Some(sealed)),
            _ => Err(SealingError::Cipher(CipherFailed)),
        }
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
    /// The cipher did not do it, or not rightly.
    #[error(transparent)]
    Cipher(#[from] CipherFailed),
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
    /// Opens the file that this key belongs to.
    pub(super) async fn open(
        &self,
        name: &str,
        bytes: &[u8],
        crypto: &impl Crypto,
    ) -> Result<Vec<u8>, Damaged> {
        let Parts { nonce, sealed, .. } = parts(bytes)?;
        crypto.decrypt(&self.0, &nonce, sealed, name.as_bytes()).await.map_err(|_| Damaged)
    }
}

impl PrivateKey {
    /// The public key that belongs to it.
    pub(super) fn public(&self) -> Result<PublicKey, Damaged> {
        let private = Private::from_bytes(self.0.as_slice()).map_err(|_| Damaged)?;
        Ok(PublicKey(Kem::sk_to_pk(&private).to_bytes().into()))
    }

    /// Opens a file.
    pub(super) async fn open(
        &self,
        name: &str,
        bytes: &[u8],
        crypto: &impl Crypto,
    ) -> Result<Vec<u8>, Damaged> {
        let encapsulated =
            <Kem as hpke::Kem>::EncappedKey::from_bytes(parts(bytes)?.encapsulated).map_err(|_| Damaged)?;
        let private = Private::from_bytes(self.0.as_slice()).map_err(|_| Damaged)?;
        let context = hpke::setup_receiver::<ExportOnlyAead, HkdfSha256, Kem>(
            &OpModeR::Base,
            &private,
            &encapsulated,
            INFO,
        )
        .map_err(|_| Damaged)?;
        let mut key = FileKey(Zeroizing::new([0; 32]));
        context.export(EXPORT, key.0.as_mut_slice()).map_err(|_| Damaged)?;
        key.open(name, bytes, crypto).await
    }
}
