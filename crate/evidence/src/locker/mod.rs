//! The locker at rest: everything from a page is encrypted; adding needs no secret, reading does.
//!
//! Each file is sealed to the locker's public key ([`mod@file`]); the private key is wrapped by the device's own key
//! and, once there is a passphrase, by that as well ([`Keyring`]). So one click can save while the locker is locked,
//! and nobody who only has the disk can read what was saved. The log stays in the clear: it holds hashes, times and
//! random ids, and a locked locker must be able to add to it.
//!
//! What this is not: a defence against someone who can run code in the extension, or who uses the same unlocked
//! profile while the locker is open.

mod crypto;
mod file;
mod keyring;
mod vault;

pub use crypto::{CipherFailed, Crypto, RandomFailed};
use file::FileKey;
pub use file::{Damaged, PublicKey, SealingError};
pub use keyring::{DeviceLock, Keyring, LockError, Unlocked, Wrapping};
pub use vault::{Vault, VaultError};
