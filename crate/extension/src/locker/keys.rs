//! The locker's keys as they rest in the browser, and what opens with them.

use breakwater_evidence::{
    CipherFailed, Crypto, Keyring, LockError, PublicKey, RandomFailed, Unlocked, Vault, Wrapping,
};

use super::{Files, device::Lock};
use crate::browser::{
    Failure, api,
    store::{self, Shelf},
    subtle,
};

/// Names on the device's shelf.
pub(super) const KEYRING: &str = "keyring";
pub(super) const LOCK: &str = "lock";

/// The browser's randomness and its cipher.
pub struct WebCrypto;

impl Crypto for WebCrypto {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomFailed> {
        api::random(bytes).map_err(|_| RandomFailed)
    }

    async fn encrypt(
        &self,
        key: &[u8; 32],
        nonce: &[u8; 12],
        text: &[u8],
        about: &[u8],
    ) -> Result<Vec<u8>, CipherFailed> {
        let key = subtle::cipher_key(key).await.map_err(|_| CipherFailed)?;
        subtle::encrypt(&key, nonce, text, about).await.map_err(|_| CipherFailed)
    }

    async fn decrypt(
        &self,
        key: &[u8; 32],
        nonce: &[u8; 12],
        sealed: &[u8],
        about: &[u8],
    ) -> Result<Vec<u8>, CipherFailed> {
        let key = subtle::cipher_key(key).await.map_err(|_| CipherFailed)?;
        subtle::decrypt(&key, nonce, sealed, about).await.map_err(|_| CipherFailed)
    }
}

/// The sealed locker in the browser's database.
pub type Sealed = Vault<'static, Files, WebCrypto>;

/// The keys of this device's locker.
pub struct Keys {
    keyring: Keyring,
    lock: Lock,
}

impl Keys {
    /// The keys, made at the first use. Both are written in one step, so that a worker that is killed leaves no lock
    /// without its keyring; and new ones are opened once from where they rest, before anything is sealed to them.
    ///
    /// # Errors
    /// When the storage does not answer, or what rests there does not open.
    pub async fn open() -> Result<Self, Failure> {
        if let Some(keys) = Self::stored().await? {
            return Ok(keys);
        }
        let lock = Lock(subtle::new_cipher_key().await?);
        let (keyring, _) = Keyring::create(&lock, &WebCrypto).await.map_err(failed)?;
        let added =
            store::add_objects(Shelf::Device, &[(KEYRING, &api::to_js(&keyring)?), (LOCK, &lock.0)]).await;
        match (Self::stored().await?, added) {
            // Ours, or those of another page of ours that was faster.
            (Some(keys), _) => {
                keys.unlock_plain().await?;
                Ok(keys)
            }
            (None, Err(failure)) => Err(failure),
            (None, Ok(())) => {
                Err(Failure::Storage("the locker's keys were written and are not there".into()))
            }
        }
    }

    async fn stored() -> Result<Option<Self>, Failure> {
        let keyring = store::get::<Keyring>(Shelf::Device, KEYRING).await?;
        let lock = store::get_object(Shelf::Device, LOCK).await?;
        match (keyring, lock) {
            (Some(keyring), Some(lock)) => Ok(Some(Self { keyring, lock: Lock(lock) })),
            (None, None) => Ok(None),
            _ => Err(Failure::Keys("one half of them is gone".into())),
        }
    }

    /// Whether it takes a passphrase to open.
    pub fn has_passphrase(&self) -> bool {
        self.keyring.has_passphrase()
    }

    /// The key that files are sealed to.
    ///
    /// # Errors
    /// When the keyring is damaged.
    pub fn public(&self) -> Result<PublicKey, Failure> {
        self.keyring.public().map_err(failed)
    }

    /// Opens the locker with its passphrase. Takes about a second.
    ///
    /// # Errors
    /// A wrong passphrase, or keys that do not do their part.
    pub async fn unlock(&self, words: &str) -> Result<Unlocked, LockError<Failure>> {
        self.keyring.unlock(&self.lock, &same_from_every_keyboard(words), &WebCrypto).await
    }

    /// Opens a locker that has no passphrase; nothing for one that has.
    ///
    /// # Errors
    /// When the keys do not do their part.
    pub async fn unlock_plain(&self) -> Result<Option<Unlocked>, Failure> {
        match self.keyring.unlock_by_device(&self.lock).await {
            Ok(unlocked) => Ok(Some(unlocked)),
            Err(LockError::NeedsPassphrase) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    /// The locker over these keys. Without `unlocked` it takes files, and gives back only those it took.
    ///
    /// # Errors
    /// When the keyring is damaged.
    pub fn vault(&self, unlocked: Option<Unlocked>) -> Result<Sealed, Failure> {
        Ok(Vault::new(&Files, &WebCrypto, self.public()?, unlocked))
    }

    /// Sets or changes the passphrase. The new keyring has opened with it before it takes the old one's place.
    ///
    /// # Errors
    /// When the keys do not do their part, or the storage does not take them; then the old passphrase still holds.
    pub async fn set_passphrase(&mut self, unlocked: &Unlocked, words: &str) -> Result<(), Failure> {
        let same = same_from_every_keyboard(words);
        let words = (same.as_str(), Wrapping::USUAL);
        let keyring = self.keyring.with_passphrase(unlocked, words, &self.lock, &WebCrypto);
        let keyring = keyring.await.map_err(failed)?;
        keyring.unlock(&self.lock, &same, &WebCrypto).await.map_err(failed)?;
        store::put(Shelf::Device, KEYRING, &keyring).await?;
        self.keyring = keyring;
        Ok(())
    }
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::Keys(error.to_string())
}

/// Unicode form NFKC: what looks the same is the same, however it was typed.
fn same_from_every_keyboard(words: &str) -> String {
    js_sys::JsString::from(words).normalize("NFKC").into()
}
