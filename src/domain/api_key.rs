//! API keys: random text for applications; only a hash of it is stored.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// The id under which a key is stored: the first 16 bytes of its SHA-256.
///
/// Keys are long and random, so the id gives nothing away, and a request carries its own look-up key.
pub fn api_key_id(key: &str) -> Uuid {
    let digest = Sha256::digest(key.as_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    Uuid::from_bytes(id)
}
