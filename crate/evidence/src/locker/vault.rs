//! A store that seals what it is given and opens what it gives back.

use std::{cell::RefCell, collections::HashMap, error::Error};

use super::{Crypto, Damaged, FileKey, PublicKey, Unlocked, file::SealingError};
use crate::{Entry, Forgetful, Store};

/// A sealed store around another one. Log lines stay in the clear, everything else is sealed.
///
/// While the locker is locked, a file can be read back only by the vault that added it: that is what lets a capture
/// be checked without the passphrase. Drop the vault, and the keys of those files are gone.
pub struct Vault<'a, S, C> {
    store: &'a S,
    crypto: &'a C,
    public: PublicKey,
    unlocked: Option<Unlocked>,
    fresh: RefCell<HashMap<String, FileKey>>,
}

/// Why a vault did not do it.
#[derive(Debug, thiserror::Error)]
pub enum VaultError<E: Error> {
    /// The store below.
    #[error(transparent)]
    Store(E),
    /// It could not be sealed.
    #[error(transparent)]
    Sealing(#[from] SealingError),
    /// The locker is locked.
    #[error("the locker is locked")]
    Locked,
    /// It does not open.
    #[error("{name}: {error}")]
    Damaged {
        /// Which file.
        name: String,
        /// What is wrong.
        error: Damaged,
    },
}

/// Whether a file rests in the clear: log lines, which hold nothing from a page.
pub(super) fn is_clear(name: &str) -> bool {
    name.starts_with("log/")
}

impl<'a, S, C: Crypto> Vault<'a, S, C> {
    /// A vault over `store`. Without `unlocked` it takes files and gives back only its own.
    pub fn new(store: &'a S, crypto: &'a C, public: PublicKey, unlocked: Option<Unlocked>) -> Self {
        Self { store, crypto, public, unlocked, fresh: RefCell::default() }
    }

    async fn seal(&self, entry: &Entry) -> Result<Entry, SealingError> {
        if is_clear(&entry.name) {
            return Ok(entry.clone());
        }
        let (bytes, key) = self.public.seal(&entry.name, &entry.bytes, self.crypto).await?;
        self.fresh.borrow_mut().insert(entry.name.clone(), key);
        Ok(Entry { name: entry.name.clone(), bytes })
    }

    async fn seal_all(&self, entries: &[Entry]) -> Result<Vec<Entry>, SealingError> {
        let mut sealed = Vec::new();
        for entry in entries {
            sealed.push(self.seal(entry).await?);
        }
        Ok(sealed)
    }

    async fn open<E: Error>(&self, name: &str, bytes: Vec<u8>) -> Result<Vec<u8>, VaultError<E>> {
        if is_clear(name) {
            return Ok(bytes);
        }
        // With the private key wherever there is one: then a read-back shows that what was added can be opened again.
        let fresh = self.fresh.borrow().get(name).cloned();
        let opened = match (&self.unlocked, fresh) {
            (Some(unlocked), _) => unlocked.open(name, &bytes, self.crypto).await,
            (None, Some(key)) => key.open(name, &bytes, self.crypto).await,
            (None, None) => return Err(VaultError::Locked),
        };
        opened.map_err(|error| VaultError::Damaged { name: name.to_owned(), error })
    }
}

impl<S: Store, C: Crypto> Store for Vault<'_, S, C> {
    type Error = VaultError<S::Error>;

    async fn add(&self, entries: &[Entry]) -> Result<(), Self::Error> {
        let sealed = self.seal_all(entries).await?;
        self.store.add(&sealed).await.map_err(VaultError::Store)
    }

    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Self::Error> {
        let bytes = self.store.read(name).await.map_err(VaultError::Store)?;
        match bytes {
            Some(bytes) => self.open(name, bytes).await.map(Some),
            None => Ok(None),
        }
    }
}

impl<S: Forgetful, C: Crypto> Forgetful for Vault<'_, S, C> {
    async fn replace(&self, entries: &[Entry], names: &[String]) -> Result<(), Self::Error> {
        let sealed = self.seal_all(entries).await?;
        self.store.replace(&sealed, names).await.map_err(VaultError::Store)
    }
}

#[cfg(feature = "package")]
impl<S: crate::Library, C: Crypto> crate::Library for Vault<'_, S, C> {
    async fn read_all(&self, prefix: &str) -> Result<Vec<Entry>, Self::Error> {
        let entries = self.store.read_all(prefix).await.map_err(VaultError::Store)?;
        let mut opened = Vec::new();
        for Entry { name, bytes } in entries {
            opened.push(Entry { bytes: self.open(&name, bytes).await?, name });
        }
        Ok(opened)
    }
}
