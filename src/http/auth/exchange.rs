//! From a password or a refresh token to a pair of tokens; shared by the API and the console.

use super::{LoginIn, TokenOut, checked_email, email_taken, random_token};
use crate::{
    db::{
        DbError,
        sessions::{self, Lifetimes, Origin, Rotation},
        users::{self, NewUser, User},
    },
    domain::client_address::network,
    http::{
        client_address::ClientAddress,
        detached::detached,
        login_limit::{Account, Attempt},
        problem::{ApiError, INVALID_CREDENTIALS, UNAUTHORIZED},
        state::AppState,
    },
};
use actix_web::{HttpRequest, http::header, web};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use deadpool_postgres::GenericClient;
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Longest password that is looked at, in bytes: well above what a password may have, well below what would
/// keep a hashing thread busy.
const LONGEST: usize = 1024;

/// An active user whose password was verified, and the stored hash that it was verified against.
pub(in crate::http) struct Verified {
    /// The user.
    pub user: User,
    hash: String,
}

pub(super) fn origin(request: &HttpRequest) -> Origin {
    let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Origin {
        user_agent: agent.map(|agent| agent.chars().take(300).collect()),
        ip: Some(ClientAddress::of(request).0.to_string()),
    }
}

fn wrong_pair() -> ApiError {
    ApiError::new(INVALID_CREDENTIALS, "Invalid email or password")
}

/// The token that follows `token`. Derived, so that several tabs refreshing at once get the same answer,
/// and keyed, so that nobody else can derive it.
fn successor(state: &AppState, token: &str) -> String {
    let secret = state.config.auth.jwt_secret.expose_secret();
    // Length prefixes keep the two inputs apart; the outer hash defeats length extension.
    let inner = Sha256::new()
        .chain_update((secret.len() as u64).to_be_bytes())
        .chain_update(secret)
        .chain_update(token)
        .finalize();
    URL_SAFE_NO_PAD
        .encode(Sha256::new().chain_update(b"refresh\0").chain_update(secret).chain_update(inner).finalize())
}

fn answer(state: &AppState, user: User, session: Uuid, refresh_token: String) -> Result<TokenOut, ApiError> {
    let access_token =
        state.tokens.issue(user.id, &user.email, &user.role, session).map_err(ApiError::internal)?;
    let expires_in = state.tokens.lifetime().as_secs();
    Ok(TokenOut { access_token, refresh_token, token_type: "Bearer", expires_in, user: user.into() })
}

/// Opens a session for `user`.
pub(super) async fn open_session(
    state: &AppState,
    client: &impl GenericClient,
    user: User,
    origin: &Origin,
) -> Result<TokenOut, ApiError> {
    let token = random_token()?;
    let session =
        sessions::insert_session(client, user.id, &token, state.config.auth.refresh_lifetime, origin).await?;
    answer(state, user, session, token)
}

/// A new user and its first session.
pub(super) async fn insert_registered(
    state: &AppState,
    email: String,
    (first_name, last_name): (Option<String>, Option<String>),
    password: String,
    origin: &Origin,
) -> Result<TokenOut, ApiError> {
    let password_hash = state.passwords.hash(password).await?;
    let new = NewUser { email, password_hash, first_name, last_name, role: "USER" };
    let mut client = state.db.owner().await?;
    let transaction = client.transaction().await.map_err(DbError::from)?;
    let user = users::insert_user(&transaction, &new).await.map_err(email_taken)?;
    let tokens = open_session(state, &transaction, user, origin).await?;
    transaction.commit().await.map_err(DbError::from)?;
    Ok(tokens)
}

pub(super) fn check_length(field: &str, password: &str) -> Result<(), ApiError> {
    if password.len() > LONGEST {
        return Err(ApiError::field(field, "must be at most 128 characters long"));
    }
    Ok(())
}

/// Whether the password belongs to `stored`; only a wrong one counts as an attempt.
pub(super) async fn verify(
    state: &AppState,
    attempt: Attempt,
    password: String,
    stored: Option<String>,
) -> Result<bool, ApiError> {
    let verified = state.passwords.verify(password, stored).await;
    if !matches!(verified, Ok(false)) {
        attempt.forgive();
    }
    verified
}

/// The active user of an e-mail and password; failures count against the limits on logins.
pub(in crate::http) async fn authenticate(
    state: &AppState,
    request: &HttpRequest,
    body: LoginIn,
) -> Result<Verified, ApiError> {
    let email = checked_email(&body.email)?;
    check_length("password", &body.password)?;
    let from = ClientAddress::of(request).0;
    let found = users::find_login(&state.db.owner().await?, &email, &network(from).to_string()).await?;
    let (account, familiar, stored) = match &found {
        Some(found) => (Account::Known(found.user.id), found.familiar, Some(found.password_hash.clone())),
        None => (Account::Unknown(email.to_lowercase()), false, None),
    };
    let attempt = state.login_limits.login(account, from, familiar).await?;
    // An unknown e-mail takes as long as a wrong password and gets the same answer.
    let matches = verify(state, attempt, body.password, stored).await?;
    let found = found.filter(|_| matches).ok_or_else(wrong_pair)?;
    if !found.user.is_active {
        return Err(ApiError::new(INVALID_CREDENTIALS, "User account is inactive"));
    }
    Ok(Verified { user: found.user, hash: found.password_hash })
}

/// Records the login of a verified user and opens a session, unless the password changed meanwhile.
pub(in crate::http) async fn open_login(
    state: web::Data<AppState>,
    request: &HttpRequest,
    verified: Verified,
) -> Result<TokenOut, ApiError> {
    let origin = origin(request);
    detached(async move {
        let mut client = state.db.owner().await?;
        let transaction = client.transaction().await.map_err(DbError::from)?;
        let user = users::record_login(&transaction, verified.user.id, &verified.hash)
            .await?
            .ok_or_else(wrong_pair)?;
        let tokens = open_session(&state, &transaction, user, &origin).await?;
        transaction.commit().await.map_err(DbError::from)?;
        Ok(tokens)
    })
    .await
}

/// The pair of tokens that follows a refresh token.
pub(in crate::http) async fn renew(state: web::Data<AppState>, token: String) -> Result<TokenOut, ApiError> {
    detached(async move {
        let next = successor(&state, &token);
        let auth = &state.config.auth;
        let lifetimes = Lifetimes { session: auth.refresh_lifetime, grace: auth.refresh_grace };
        match sessions::rotate(&state.db, &token, &next, lifetimes).await? {
            Rotation::Rotated(user, session) => answer(&state, *user, session, next),
            Rotation::Reused => Err(ApiError::new(
                UNAUTHORIZED,
                "the refresh token was used before; the session has been ended",
            )),
            Rotation::Refused => Err(ApiError::new(UNAUTHORIZED, "Invalid refresh token")),
        }
    })
    .await
}
