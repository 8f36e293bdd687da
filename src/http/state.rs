//! What handlers share.

use super::token::Tokens;
use crate::{config::Config, db::Db};
use std::sync::Arc;

/// Long-lived parts that handlers use; one clone per HTTP worker.
#[derive(Clone)]
pub struct AppState {
    /// Settings.
    pub config: Arc<Config>,
    /// Connection pools.
    pub db: Db,
    /// Signs and verifies access tokens.
    pub tokens: Arc<Tokens>,
}
