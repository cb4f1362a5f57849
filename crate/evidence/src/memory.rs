//! A store in memory: for what may not be stored, such as a capture from a private window on its way to a download.

use std::{cell::RefCell, collections::BTreeMap};

use crate::{Entry, Store};

/// Entries by name.
#[derive(Debug, Default)]
pub struct Memory(RefCell<BTreeMap<String, Vec<u8>>>);

/// The name is taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is already a file {0}")]
pub struct Taken(pub String);

impl Memory {
    /// All names, sorted.
    pub fn names(&self) -> Vec<String> {
        self.0.borrow().keys().cloned().collect()
    }
}

impl Store for Memory {
    type Error = Taken;

    async fn add(&self, entries: &[Entry]) -> Result<(), Taken> {
        let mut files = self.0.borrow_mut();
        if let Some(entry) = entries.iter().find(|entry| files.contains_key(&entry.name)) {
            return Err(Taken(entry.name.clone()));
        }
        files.extend(entries.iter().map(|entry| (entry.name.clone(), entry.bytes.clone())));
        Ok(())
    }

    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Taken> {
        Ok(self.0.borrow().get(name).cloned())
    }
}

impl crate::Forgetful for Memory {
    async fn replace(&self, entries: &[Entry], names: &[String]) -> Result<(), Taken> {
        self.add(entries).await?;
        self.0.borrow_mut().retain(|name, _| !names.contains(name));
        Ok(())
    }
}

#[cfg(feature = "package")]
impl crate::Library for Memory {
    async fn read_all(&self, prefix: &str) -> Result<Vec<Entry>, Taken> {
        let files = self.0.borrow();
        let within = files.range(prefix.to_owned()..).take_while(|(name, _)| name.starts_with(prefix));
        Ok(within.map(|(name, bytes)| Entry { name: name.clone(), bytes: bytes.clone() }).collect())
    }
}
