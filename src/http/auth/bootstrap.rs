//! What a first start stores before anyone can log in.

use super::checked_email;
use crate::{
    db::{
        api_keys,
        users::{self, NewUser},
    },
    http::{problem::ApiError, state::AppState},
};
use secrecy::ExposeSecret as _;

/// Stores the environment's keys and makes the first administrator.
pub async fn bootstrap(state: &AppState) -> Result<(), ApiError> {
    let auth = &state.config.auth;
    let role = if auth.api_key_is_service { "service" } else { "anon" };
    let keys: Vec<(&str, &str, &str)> = [
        auth.api_key.as_ref().map(|key| ("API_KEY", key.expose_secret(), role)),
        auth.service_api_key.as_ref().map(|key| ("SERVICE_API_KEY", key.expose_secret(), "service")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let client = state.db.owner().await?;
    for name in api_keys::ensure_env_keys(&client, &keys).await? {
        tracing::warn!("{name} was revoked by an administrator and is not valid; set {name} to another key");
    }
    let Some(admin) = &state.config.admin else { return Ok(()) };
    if users::find_with_hash(&client, &admin.email).await?.is_some() {
        return Ok(());
    }
    let new = NewUser {
        email: checked_email(&admin.email)?,
        password_hash: state.passwords.hash(admin.password.expose_secret().to_owned()).await?,
        first_name: Some(admin.first_name.clone()),
        last_name: Some(admin.last_name.clone()),
        role: "ADMIN",
    };
    users::ensure_admin(&client, &new).await?;
    Ok(())
}
