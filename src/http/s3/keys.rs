//! Access keys: whose request it is. Rights come from the session behind the key, in every transaction.

use super::error::db_error;
use crate::{
    db::{
        Db,
        storage::{Author, access_keys},
    },
    domain::{caller::Caller, secret_box::SecretBox},
};
use s3s::{
    S3Result,
    auth::{Credentials, S3Auth, SecretKey},
    s3_error,
};
use secrecy::ExposeSecret as _;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How long a key's secret is remembered. A key that has ended does nothing meanwhile: its session is gone.
const REMEMBERED: Duration = Duration::from_secs(60);
/// Keys remembered at most.
const MOST: usize = 10_000;

#[derive(Clone)]
struct Known {
    session: Uuid,
    secret: SecretKey,
    since: Instant,
}

/// Looks keys up and remembers them for a while.
pub struct KeyRing {
    db: Db,
    secrets: Arc<SecretBox>,
    known: Mutex<HashMap<String, Known>>,
}

impl KeyRing {
    /// Over open pools.
    pub fn new(db: Db, secrets: Arc<SecretBox>) -> Self {
        KeyRing { db, secrets, known: Mutex::default() }
    }

    async fn find(&self, id: &str) -> S3Result<Known> {
        let remembered = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned();
        if let Some(known) = remembered.filter(|known| known.since.elapsed() < REMEMBERED) {
            return Ok(known);
        }
        let found = access_keys::find(&self.db, id).await.map_err(db_error)?;
        let (session, sealed) = found.ok_or_else(|| s3_error!(InvalidAccessKeyId))?;
        let secret = self.secrets.open(&sealed, &super::secret_place(id)).map_err(|error| {
            tracing::error!(%error, id, "the secret of an access key cannot be opened");
            s3_error!(InternalError)
        })?;
        let secret = std::str::from_utf8(secret.expose_secret()).map_err(|_| s3_error!(InternalError))?;
        let known = Known { session, secret: SecretKey::from(secret), since: Instant::now() };
        let mut all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(id.to_owned(), known.clone());
        Ok(known)
    }

    /// On whose behalf a request with these credentials runs.
    pub async fn author(&self, credentials: &Option<Credentials>) -> S3Result<Author> {
        let Some(credentials) = credentials else { return Ok(Author::Caller(Caller::ANON)) };
        Ok(Author::Caller(Caller::session(self.find(&credentials.access_key).await?.session)))
    }
}

/// Gives s3s the secrets with which it checks signatures.
pub struct Auth(pub Arc<KeyRing>);

#[async_trait::async_trait]
impl S3Auth for Auth {
    async fn get_secret_key(&self, access_key: &str) -> S3Result<SecretKey> {
        Ok(self.0.find(access_key).await?.secret)
    }
}
