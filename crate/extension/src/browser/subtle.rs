//! WebCrypto: keys that the browser makes and keeps, and that cannot be taken out of it.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::{Failure, api};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = generateKey)]
    async fn generate_key(algorithm: &JsValue, extractable: bool, uses: &Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = importKey)]
    async fn import_key(
        format: &str,
        data: &Uint8Array,
        algorithm: &str,
        extractable: bool,
        uses: &Array,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = encrypt)]
    async fn subtle_encrypt(
        algorithm: &JsValue,
        key: &JsValue,
        data: &Uint8Array,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = decrypt)]
    async fn subtle_decrypt(
        algorithm: &JsValue,
        key: &JsValue,
        data: &Uint8Array,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = sign)]
    async fn subtle_sign(algorithm: &JsValue, key: &JsValue, data: &Uint8Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = exportKey)]
    async fn export_key(format: &str, key: &JsValue) -> Result<JsValue, JsValue>;
}

fn uses(names: [&str; 2]) -> Array {
    names.into_iter().map(JsValue::from).collect()
}

fn bytes(buffer: &JsValue) -> Vec<u8> {
    Uint8Array::new(buffer).to_vec()
}

/// A new AES-256-GCM key that cannot be exported.
pub async fn new_cipher_key() -> Result<JsValue, Failure> {
    let algorithm = api::object(&[("name", &"AES-GCM".into()), ("length", &256.into())])?;
    Ok(generate_key(&algorithm, false, &uses(["encrypt", "decrypt"])).await?)
}

/// An AES-256-GCM key from its bytes.
pub async fn cipher_key(key: &[u8; 32]) -> Result<JsValue, Failure> {
    let bytes = Uint8Array::from(key.as_slice());
    Ok(import_key("raw", &bytes, "AES-GCM", false, &uses(["encrypt", "decrypt"])).await?)
}

fn aes_gcm(nonce: &[u8], about: &[u8]) -> Result<JsValue, Failure> {
    let (nonce, about) = (Uint8Array::from(nonce), Uint8Array::from(about));
    api::object(&[("name", &"AES-GCM".into()), ("iv", &nonce), ("additionalData", &about)])
}

/// Encrypts and authenticates `text`, bound to `about`.
pub async fn encrypt(key: &JsValue, nonce: &[u8], text: &[u8], about: &[u8]) -> Result<Vec<u8>, Failure> {
    Ok(bytes(&subtle_encrypt(&aes_gcm(nonce, about)?, key, &Uint8Array::from(text)).await?))
}

/// Takes back what [`encrypt`] gave.
pub async fn decrypt(key: &JsValue, nonce: &[u8], sealed: &[u8], about: &[u8]) -> Result<Vec<u8>, Failure> {
    Ok(bytes(&subtle_decrypt(&aes_gcm(nonce, about)?, key, &Uint8Array::from(sealed)).await?))
}

/// A new P-256 pair of keys for signing; its private half cannot be exported.
pub async fn new_signing_pair() -> Result<JsValue, Failure> {
    let algorithm = api::object(&[("name", &"ECDSA".into()), ("namedCurve", &"P-256".into())])?;
    Ok(generate_key(&algorithm, false, &uses(["sign", "verify"])).await?)
}

/// The public point of such a pair, uncompressed.
pub async fn public_point(pair: &JsValue) -> Result<Vec<u8>, Failure> {
    Ok(bytes(&export_key("raw", &Reflect::get(pair, &"publicKey".into())?).await?))
}

/// ECDSA with SHA-256: r and s, 32 bytes each.
pub async fn sign(pair: &JsValue, message: &[u8]) -> Result<Vec<u8>, Failure> {
    let algorithm = api::object(&[("name", &"ECDSA".into()), ("hash", &"SHA-256".into())])?;
    let key = Reflect::get(pair, &"privateKey".into())?;
    Ok(bytes(&subtle_sign(&algorithm, &key, &Uint8Array::from(message)).await?))
}
