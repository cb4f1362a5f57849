//! The key that signs packages. It is made in the browser, and nobody can take it out.

use breakwater_evidence::DeviceKey;
use wasm_bindgen::JsValue;

use crate::browser::{
    Failure,
    store::{self, Shelf},
    subtle,
};

/// Signs packages.
pub struct Signer {
    pair: JsValue,
    point: [u8; 65],
}

/// Its name on the device's shelf.
pub(super) const SIGNING: &str = "signing";

impl Signer {
    /// The device's pair of keys for signing, made at the first package.
    ///
    /// # Errors
    /// When the browser makes no such keys, or the storage does not answer.
    pub async fn open() -> Result<Self, Failure> {
        let pair = match store::get_object(Shelf::Device, SIGNING).await? {
            Some(pair) => pair,
            None => {
                let pair = subtle::new_signing_pair().await?;
                store::add_objects(Shelf::Device, &[(SIGNING, &pair)]).await?;
                pair
            }
        };
        let point = subtle::public_point(&pair).await?.try_into();
        let point = point.map_err(|_| Failure::Keys("the device's public key has another length".into()))?;
        Ok(Self { pair, point })
    }
}

impl DeviceKey for Signer {
    type Error = Failure;

    fn public(&self) -> [u8; 65] {
        self.point
    }

    async fn sign(&self, message: &[u8]) -> Result<[u8; 64], Failure> {
        let signature = subtle::sign(&self.pair, message).await?.try_into();
        signature.map_err(|_| Failure::Keys("a signature has another length".into()))
    }
}
