//! Secrets at rest: AES-256-GCM (NIST SP 800-38D) with the id of the key and the place of the secret bound in.

use aes_gcm::{
    Aes256Gcm, KeyInit as _, Nonce,
    aead::{Aead as _, Payload},
};
use secrecy::{ExposeSecret as _, SecretSlice};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// First byte of every sealed secret: the layout `format, key id (4), nonce (12), ciphertext and tag`.
const FORMAT: u8 = 1;
const KEY_ID_BYTES: usize = 4;
const NONCE_BYTES: usize = 12;
const HEADER_BYTES: usize = 1 + KEY_ID_BYTES + NONCE_BYTES;

/// Why a secret cannot be sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// The key is not 32 bytes in hexadecimal or Base64.
    #[error("an encryption key is 32 bytes in hexadecimal or Base64")]
    Key,
    /// It was sealed with another key.
    #[error("sealed with a key that this server does not have")]
    UnknownKey,
    /// It was changed, cut short, or belongs to another row.
    #[error("the sealed secret is damaged")]
    Damaged,
    /// The system has no random numbers.
    #[error("no random numbers")]
    Random,
}

/// Seals and opens secrets. Newest key first; older ones only open.
pub struct SecretBox {
    keys: Vec<([u8; KEY_ID_BYTES], Aes256Gcm)>,
}

impl fmt::Debug for SecretBox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretBox")
    }
}

/// Reads a key of 32 bytes from hexadecimal or Base64.
pub fn parse_key(text: &str) -> Result<SecretSlice<u8>, SecretError> {
    use base64::{
        Engine as _,
        engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
    };
    let text = text.trim();
    let hex = || -> Option<Vec<u8>> {
        (text.len() == 64 && text.is_ascii())
            .then(|| (0..64).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect())?
    };
    let decoded = hex()
        .or_else(|| STANDARD.decode(text).ok())
        .or_else(|| URL_SAFE_NO_PAD.decode(text).ok())
        .filter(|key| key.len() == 32)
        .ok_or(SecretError::Key)?;
    Ok(decoded.into())
}

impl SecretBox {
    /// Seals with the first key and opens with all of them; each is 32 bytes.
    pub fn new(keys: &[SecretSlice<u8>]) -> Result<Self, SecretError> {
        let cipher = |key: &SecretSlice<u8>| {
            let digest = Sha256::digest(key.expose_secret());
            let mut id = [0; KEY_ID_BYTES];
            id.copy_from_slice(&digest[..KEY_ID_BYTES]);
            Ok((id, Aes256Gcm::new_from_slice(key.expose_secret()).map_err(|_| SecretError::Key)?))
        };
        let keys: Vec<_> = keys.iter().map(cipher).collect::<Result<_, SecretError>>()?;
        if keys.is_empty() { Err(SecretError::Key) } else { Ok(SecretBox { keys }) }
    }

    /// Seals `secret` for the row called `place` (for example `s3_access_keys/<id>`); no other row can open it.
    pub fn seal(&self, secret: &[u8], place: &str) -> Result<Vec<u8>, SecretError> {
        let (id, cipher) = self.keys.first().ok_or(SecretError::Key)?;
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|_| SecretError::Random)?;
        let sealed = cipher
            .encrypt(&Nonce::from(nonce), Payload { msg: secret, aad: place.as_bytes() })
            .map_err(|_| SecretError::Damaged)?;
        let mut out = Vec::with_capacity(HEADER_BYTES + sealed.len());
        out.push(FORMAT);
        out.extend_from_slice(id);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens what [`SecretBox::seal`] made for the same `place`.
    pub fn open(&self, sealed: &[u8], place: &str) -> Result<SecretSlice<u8>, SecretError> {
        let (header, sealed) = sealed.split_at_checked(HEADER_BYTES).ok_or(SecretError::Damaged)?;
        let (format, rest) = header.split_at(1);
        let (id, nonce) = rest.split_at(KEY_ID_BYTES);
        if format != [FORMAT] {
            return Err(SecretError::Damaged);
        }
        let (_, cipher) = self.keys.iter().find(|(known, _)| known == id).ok_or(SecretError::UnknownKey)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| SecretError::Damaged)?;
        cipher
            .decrypt(&Nonce::from(nonce), Payload { msg: sealed, aad: place.as_bytes() })
            .map(Into::into)
            .map_err(|_| SecretError::Damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> SecretSlice<u8> {
        vec![byte; 32].into()
    }

    #[test]
    fn what_is_sealed_opens_only_in_its_place_and_unchanged() {
        let secrets = SecretBox::new(&[key(1)]).expect("a key");
        let sealed = secrets.seal(b"hush", "row/1").expect("sealed");
        assert!(!sealed.windows(4).any(|part| part == b"hush"));
        assert_ne!(sealed, secrets.seal(b"hush", "row/1").expect("sealed"), "a nonce of its own each time");
        assert_eq!(secrets.open(&sealed, "row/1").expect("opens").expose_secret(), b"hush");
        assert_eq!(secrets.open(&sealed, "row/2").err(), Some(SecretError::Damaged));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(secrets.open(&changed, "row/1").is_err(), "byte {at}");
            assert!(secrets.open(&sealed[..at], "row/1").is_err(), "cut at {at}");
        }
    }

    #[test]
    fn a_new_key_seals_while_the_old_one_still_opens() {
        let old = SecretBox::new(&[key(1)]).expect("a key");
        let both = SecretBox::new(&[key(2), key(1)]).expect("keys");
        let sealed = old.seal(b"hush", "row/1").expect("sealed");
        assert_eq!(both.open(&sealed, "row/1").expect("opens").expose_secret(), b"hush");
        let sealed = both.seal(b"hush", "row/1").expect("sealed");
        assert_eq!(old.open(&sealed, "row/1").err(), Some(SecretError::UnknownKey));
    }

    #[test]
    fn keys_are_read_from_hexadecimal_and_base64() {
        for text in ["01".repeat(32), "AQEB".repeat(10) + "AQE=", "AQEB".repeat(10) + "AQE"] {
            assert_eq!(parse_key(&text).expect("a key").expose_secret(), [1; 32], "{text}");
        }
        for text in ["", "01", &"zz".repeat(32), &"01".repeat(31)] {
            assert!(parse_key(text).is_err(), "{text}");
        }
    }
}
