//! The device's own lock. The browser makes it, and gives it to nobody: what it wraps opens in this profile only.

use breakwater_evidence::DeviceLock;
use wasm_bindgen::JsValue;

use crate::browser::{Failure, api, subtle};

/// Length of the nonce in front of what is wrapped.
const NONCE: usize = 12;

/// Wraps the locker's private key.
pub struct Lock(pub(super) JsValue);

impl DeviceLock for Lock {
    type Error = Failure;

    async fn wrap(&self, secret: &[u8], about: &[u8]) -> Result<Vec<u8>, Failure> {
        let mut wrapped = vec![0; NONCE];
        api::random(&mut wrapped)?;
        let sealed = subtle::encrypt(&self.0, &wrapped, secret, about).await?;
        wrapped.extend(sealed);
        Ok(wrapped)
    }

    async fn unwrap(&self, wrapped: &[u8], about: &[u8]) -> Result<Vec<u8>, Failure> {
        let short = || Failure::Keys("what this device wrapped was cut off".into());
        let (nonce, sealed) = wrapped.split_at_checked(NONCE).ok_or_else(short)?;
        subtle::decrypt(&self.0, nonce, sealed, about).await
    }
}
