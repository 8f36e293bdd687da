//! Register, log in, refresh, log out, and what a user may do with the own account.

use super::{
    caller::{Admin, Identity, User as Caller, presented_key},
    detached::detached,
    problem::{API_KEY_REQUIRED, ApiError, CONFLICT, INVALID_CREDENTIALS, UNAUTHORIZED},
    sessions::{end_session, list_sessions, logout},
    state::AppState,
};
use crate::{
    db::{
        DbError,
        sessions::{self, Origin, Rotation},
        users::{self, NewUser, User},
    },
    domain::{api_key::api_key_id, caller, password},
};
use actix_web::{HttpRequest, Responder, get, http::header, post, web};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use deadpool_postgres::GenericClient;
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;
use utoipa_actix_web::{scope, service_config::ServiceConfig};
use uuid::Uuid;

mod bootstrap;

pub use bootstrap::bootstrap;

/// Mounts the endpoints under `/api/v1/auth`, and under `/auth` as the original has them.
pub fn configure(config: &mut ServiceConfig) {
    config.service(scope::scope("/api/v1/auth").configure(endpoints));
}

/// The same endpoints at the original's own path; left out of the document, where they would be doubles.
pub fn configure_alias(config: &mut web::ServiceConfig) {
    config.service(
        web::scope("/auth")
            .service(register)
            .service(login)
            .service(refresh)
            .service(logout)
            .service(me)
            .service(own_api_key)
            .service(change_password)
            .service(list_sessions)
            .service(end_session),
    );
}

fn endpoints(config: &mut ServiceConfig) {
    config
        .service(register)
        .service(login)
        .service(refresh)
        .service(logout)
        .service(me)
        .service(own_api_key)
        .service(change_password)
        .service(list_sessions)
        .service(end_session);
}

/// A user as the API shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserOut {
    id: Uuid,
    email: String,
    first_name: Option<String>,
    last_name: Option<String>,
    /// `USER` or `ADMIN`.
    role: String,
    is_active: bool,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    last_login_at: Option<DateTime<Utc>>,
}

impl From<User> for UserOut {
    fn from(user: User) -> Self {
        UserOut {
            id: user.id,
            email: user.email,
            first_name: user.first_name,
            last_name: user.last_name,
            role: user.role,
            is_active: user.is_active,
            created_at: user.created_at,
            updated_at: user.updated_at,
            last_login_at: user.last_login_at,
        }
    }
}

/// A pair of tokens and its user.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenOut {
    access_token: String,
    refresh_token: String,
    /// Always `Bearer`.
    token_type: &'static str,
    /// Lifetime of the access token in seconds.
    expires_in: u64,
    user: UserOut,
}

/// Body of register.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RegisterIn {
    email: String,
    password: String,
    first_name: Option<String>,
    last_name: Option<String>,
}

/// Body of login.
#[derive(Debug, Deserialize, ToSchema)]
pub struct LoginIn {
    email: String,
    password: String,
}

/// Body of refresh.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RefreshIn {
    refresh_token: Option<String>,
}

/// Body of change-password.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangePasswordIn {
    current_password: String,
    new_password: String,
}

/// A trimmed e-mail of the form `local@domain`, at most 254 characters (RFC 5321).
pub(super) fn checked_email(email: &str) -> Result<String, ApiError> {
    let email = email.trim();
    let valid = email.len() <= 254
        && !email.chars().any(|c| c.is_whitespace() || c.is_control())
        && email.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && !domain.contains('@')
                && domain.contains('.')
                && !domain.starts_with('.')
                && !domain.ends_with('.')
        });
    if valid { Ok(email.to_owned()) } else { Err(ApiError::field("email", "must be an e-mail address")) }
}

pub(super) fn checked_name(field: &str, name: Option<String>) -> Result<Option<String>, ApiError> {
    match name {
        Some(name) if name.chars().count() > 100 => {
            Err(ApiError::field(field, "must be at most 100 characters long"))
        }
        Some(name) if name.contains('\0') => Err(ApiError::field(field, "must not contain NUL")),
        other => Ok(other),
    }
}

pub(super) fn email_taken(error: DbError) -> ApiError {
    match error.statement() {
        Some(failed) if failed.constraint.as_deref() == Some("users_email_key") => {
            ApiError::new(CONFLICT, "email: a user with this e-mail exists")
        }
        _ => error.into(),
    }
}

fn origin(request: &HttpRequest) -> Origin {
    let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Origin { user_agent: agent.map(|agent| agent.chars().take(300).collect()), ip: peer(request) }
}

fn peer(request: &HttpRequest) -> Option<String> {
    request.peer_addr().map(|address| address.ip().to_string())
}

pub(super) fn random_token() -> Result<String, ApiError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| ApiError::internal(error.to_string()))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
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

async fn require_key(state: &AppState, request: &HttpRequest) -> Result<(), ApiError> {
    let key = match presented_key(request) {
        Some(key) => caller::Caller { session: None, api_key: Some(api_key_id(&key)) },
        None => match Identity::of(request)? {
            Identity { caller, claims: None } => caller,
            Identity { .. } => return Err(ApiError::new(API_KEY_REQUIRED, "API key is required")),
        },
    };
    state.db.resolve(&key).await?;
    Ok(())
}

fn answer(state: &AppState, user: User, session: Uuid, refresh_token: String) -> Result<TokenOut, ApiError> {
    let access_token =
        state.tokens.issue(user.id, &user.email, &user.role, session).map_err(ApiError::internal)?;
    let expires_in = state.tokens.lifetime().as_secs();
    Ok(TokenOut { access_token, refresh_token, token_type: "Bearer", expires_in, user: user.into() })
}

async fn open_session(
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

/// Registers a user and logs it in.
#[utoipa::path(tag = "authentication", request_body = RegisterIn, security(("api_key" = [])), responses(
    (status = 200, body = TokenOut), (status = 401, description = "no valid API key"),
    (status = 403, description = "registration is closed"), (status = 409, description = "the e-mail is taken"),
    (status = 422, description = "a field is not valid")))]
#[post("/register")]
pub async fn register(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: web::Json<RegisterIn>,
) -> Result<impl Responder, ApiError> {
    require_key(&state, &request).await?;
    if !state.config.auth.signup_open {
        return Err(ApiError::forbidden("registration is closed on this server"));
    }
    let body = body.into_inner();
    let email = checked_email(&body.email)?;
    if let Some(rule) = password::broken_rule(&body.password) {
        return Err(ApiError::field("password", rule));
    }
    let (first_name, last_name) =
        (checked_name("first_name", body.first_name)?, checked_name("last_name", body.last_name)?);
    let origin = origin(&request);
    detached(async move {
        let password_hash = state.passwords.hash(body.password).await?;
        let new = NewUser { email, password_hash, first_name, last_name, role: "USER" };
        let mut client = state.db.owner().await?;
        let transaction = client.transaction().await.map_err(DbError::from)?;
        let user = users::insert_user(&transaction, &new).await.map_err(email_taken)?;
        let tokens = open_session(&state, &transaction, user, &origin).await?;
        transaction.commit().await.map_err(DbError::from)?;
        Ok(web::Json(tokens))
    })
    .await
}

fn wrong_pair() -> ApiError {
    ApiError::new(INVALID_CREDENTIALS, "Invalid email or password")
}

/// Logs a user in.
#[utoipa::path(tag = "authentication", request_body = LoginIn, security(("api_key" = [])), responses(
    (status = 200, body = TokenOut), (status = 401, description = "wrong pair, inactive user or no API key"),
    (status = 429, description = "too many failed logins")))]
#[post("/login")]
pub async fn login(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: web::Json<LoginIn>,
) -> Result<impl Responder, ApiError> {
    require_key(&state, &request).await?;
    let email = checked_email(&body.email)?;
    let address = peer(&request).unwrap_or_default();
    state.login_limits.check(&email, &address)?;
    let found = users::find_with_hash(&state.db.owner().await?, &email).await?;
    let stored = found.as_ref().map(|(_, hash)| hash.clone());
    // An unknown e-mail takes as long as a wrong password and gets the same answer.
    let matches = state.passwords.verify(body.into_inner().password, stored).await?;
    let Some((user, verified)) = found.filter(|_| matches) else {
        state.login_limits.failed(&email, &address);
        return Err(wrong_pair());
    };
    if !user.is_active {
        return Err(ApiError::new(INVALID_CREDENTIALS, "User account is inactive"));
    }
    let origin = origin(&request);
    detached(async move {
        let mut client = state.db.owner().await?;
        let transaction = client.transaction().await.map_err(DbError::from)?;
        let user = users::record_login(&transaction, user.id, &verified).await?.ok_or_else(wrong_pair)?;
        let tokens = open_session(&state, &transaction, user, &origin).await?;
        transaction.commit().await.map_err(DbError::from)?;
        Ok(web::Json(tokens))
    })
    .await
}

/// Exchanges a refresh token for a new pair.
#[utoipa::path(tag = "authentication", request_body = RefreshIn, security(()), responses(
    (status = 200, body = TokenOut), (status = 400, description = "no token"),
    (status = 401, description = "unknown, expired, revoked or reused token")))]
#[post("/refresh")]
pub async fn refresh(
    state: web::Data<AppState>,
    body: web::Json<RefreshIn>,
) -> Result<impl Responder, ApiError> {
    let token = body.into_inner().refresh_token.filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| ApiError::bad_request("refresh_token is required"))?;
    detached(async move {
        let next = successor(&state, &token);
        match sessions::rotate(&state.db, &token, &next, state.config.auth.refresh_grace).await? {
            Rotation::Rotated(user, session) => answer(&state, *user, session, next).map(web::Json),
            Rotation::Reused => Err(ApiError::new(
                UNAUTHORIZED,
                "the refresh token was used before; the session has been ended",
            )),
            Rotation::Refused => Err(ApiError::new(UNAUTHORIZED, "Invalid refresh token")),
        }
    })
    .await
}

/// The caller's own account.
#[utoipa::path(tag = "authentication", responses((status = 200, body = UserOut), (status = 401, description = "no valid session")))]
#[get("/me")]
pub async fn me(state: web::Data<AppState>, caller: Caller) -> Result<impl Responder, ApiError> {
    state.db.resolve(&caller.caller).await?;
    let user = users::find_user(&state.db.owner().await?, caller.claims.sub).await?;
    Ok(web::Json(UserOut::from(user.ok_or_else(|| ApiError::not_found("user"))?)))
}

/// The publishable API key of this server, for administrators.
#[utoipa::path(tag = "authentication", responses((status = 200, description = "the key"), (status = 403, description = "not an ADMIN")))]
#[get("/me/api-key")]
pub async fn own_api_key(state: web::Data<AppState>, _admin: Admin) -> Result<impl Responder, ApiError> {
    let key = state.config.auth.api_key.as_ref().ok_or_else(|| ApiError::not_found("API key"))?;
    Ok(web::Json(json!({ "api_key": key.expose_secret() })))
}

/// Changes the own password and ends all other sessions.
#[utoipa::path(tag = "authentication", request_body = ChangePasswordIn, responses(
    (status = 200, description = "changed"), (status = 401, description = "wrong current password"),
    (status = 422, description = "the new password breaks a rule")))]
#[post("/change-password")]
pub async fn change_password(
    state: web::Data<AppState>,
    request: HttpRequest,
    caller: Caller,
    body: web::Json<ChangePasswordIn>,
) -> Result<impl Responder, ApiError> {
    let body = body.into_inner();
    if let Some(rule) = password::broken_rule(&body.new_password) {
        return Err(ApiError::field("new_password", rule));
    }
    state.db.resolve(&caller.caller).await?;
    let (email, address) = (caller.claims.email.clone(), peer(&request).unwrap_or_default());
    state.login_limits.check(&email, &address)?;
    detached(async move {
        let wrong = || ApiError::new(INVALID_CREDENTIALS, "current_password: is wrong");
        let stored = users::find_hash(&state.db.owner().await?, caller.claims.sub).await?;
        let verified = stored.clone().ok_or_else(wrong)?;
        if !state.passwords.verify(body.current_password, stored).await? {
            state.login_limits.failed(&email, &address);
            return Err(wrong());
        }
        let hash = state.passwords.hash(body.new_password).await?;
        let mut client = state.db.owner().await?;
        let transaction = client.transaction().await.map_err(DbError::from)?;
        if !users::update_password(&transaction, caller.claims.sub, &verified, &hash).await? {
            return Err(wrong());
        }
        sessions::revoke_all(&transaction, caller.claims.sub, caller.caller.session).await?;
        transaction.commit().await.map_err(DbError::from)?;
        Ok(web::Json(json!({ "message": "Password changed" })))
    })
    .await
}
