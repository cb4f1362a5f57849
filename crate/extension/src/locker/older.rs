//! What an earlier version left in the clear is sealed when the locker is next opened or added to.

use super::keys::{Keys, WebCrypto};
use crate::browser::{
    Failure,
    store::{self, Shelf},
};

/// On the device's shelf once every file is known to be sealed.
pub(super) const ALL_SEALED: &str = "all-sealed";

/// Seals every file that still rests in the clear. Each one by itself, in one step: stopped at any point, every record
/// is still there, and the next call goes on.
///
/// # Errors
/// When the storage does not answer or a file cannot be sealed; it stays as it is.
pub async fn seal(keys: &Keys) -> Result<(), Failure> {
    if store::get::<bool>(Shelf::Device, ALL_SEALED).await? == Some(true) {
        return Ok(());
    }
    let public = keys.public()?;
    for name in store::file_names("").await? {
        let Some(bytes) = store::file(&name).await? else { continue };
        let sealed = public.seal_older(&name, &bytes, &WebCrypto).await;
        if let Some(sealed) = sealed.map_err(|error| Failure::Keys(format!("{name}: {error}")))? {
            store::exchange_file(&name, &bytes, &sealed).await?;
        }
    }
    store::put(Shelf::Device, ALL_SEALED, &true).await
}
