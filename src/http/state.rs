//! What handlers share.

use super::{
    cors::CorsOrigins, login_limit::LoginLimits, metrics::Metrics, password::Passwords, problem::ApiError,
    storage::signed::UrlSigner, token::Tokens,
};
use crate::{
    actors::system::Handles,
    blob::BlobStore,
    config::Config,
    db::{Db, schema_cache::SchemaCache},
    domain::secret_box::SecretBox,
};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Imports that may run at once; each has a connection of its own.
const IMPORTS: usize = 4;

/// Long-lived parts that handlers use. Cloning is cheap.
#[derive(Clone)]
pub struct AppState {
    /// Settings.
    pub config: Arc<Config>,
    /// Connection pools.
    pub db: Db,
    /// What is remembered of the schema.
    pub catalog: Arc<SchemaCache>,
    /// Signs and verifies access tokens.
    pub tokens: Arc<Tokens>,
    /// Hashes and verifies passwords.
    pub passwords: Passwords,
    /// Limits on failed logins.
    pub login_limits: LoginLimits,
    /// Origins that browsers may call from.
    pub cors: Arc<CorsOrigins>,
    /// Imports that may run at once.
    pub imports: Arc<Semaphore>,
    /// What is counted of requests.
    pub metrics: Arc<Metrics>,
    /// The actors that handlers ask.
    pub actors: Handles,
    /// The bytes of files.
    pub store: Arc<dyn BlobStore>,
    /// Signs URLs of files.
    pub url_signer: Arc<UrlSigner>,
    /// Seals secrets that are stored.
    pub secrets: Arc<SecretBox>,
}

impl AppState {
    /// Builds the parts from settings, over open pools and running actors.
    pub fn new(
        config: Arc<Config>,
        db: Db,
        store: Arc<dyn BlobStore>,
        secrets: SecretBox,
        actors: Handles,
    ) -> Result<Self, ApiError> {
        Ok(AppState {
            catalog: Arc::default(),
            metrics: Arc::default(),
            tokens: Arc::new(Tokens::new(&config.auth)),
            passwords: Passwords::new(config.auth.hash_threads, config.auth.hash_queue)?,
            login_limits: LoginLimits::new(config.auth.login_attempts_per_minute),
            cors: Arc::new(CorsOrigins::new(&config.server.cors_origins)),
            url_signer: Arc::new(UrlSigner::new(&config.auth)),
            imports: Arc::new(Semaphore::new(IMPORTS)),
            config,
            db,
            actors,
            store,
            secrets: Arc::new(secrets),
        })
    }

    /// As this one, with caller connections of its own: for one worker thread.
    pub fn for_worker(&self) -> Self {
        let db = self.db.for_thread(self.config.server.workers).unwrap_or_else(|error| {
            tracing::error!(%error, "a worker shares its connections with others");
            self.db.clone()
        });
        AppState { db, ..self.clone() }
    }

    /// Whether every supervised actor runs.
    pub fn actors_healthy(&self) -> bool {
        self.actors.health().iter().all(|actor| actor.running())
    }
}
