//! Register, log in, refresh, log out, and what a user may do with the own account.

use super::{
    caller::{Admin, Identity, User as Caller, presented_key},
    client_address::ClientAddress,
    detached::detached,
    problem::{ApiError, CONFLICT},
    sessions::{end_session, list_sessions, logout},
    state::AppState,
};
use crate::{
    db::{
        DbError,
        users::{self, User},
    },
    domain::{api_key::api_key_id, caller, password},
};
use actix_web::{HttpRequest, Responder, get, http::header, post, web};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use utoipa_actix_web::{scope, service_config::ServiceConfig};
use uuid::Uuid;

mod bootstrap;
mod change_password;
mod exchange;

pub use bootstrap::bootstrap;
use change_password::change_own_password;
pub(super) use exchange::{authenticate, open_login, renew};
use exchange::{insert_registered, origin};

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
            .service(change_own_password)
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
        .service(change_own_password)
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

impl UserOut {
    pub(super) fn is_admin(&self) -> bool {
        self.role == "ADMIN"
    }
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
    pub(super) access_token: String,
    pub(super) refresh_token: String,
    /// Always `Bearer`.
    token_type: &'static str,
    /// Lifetime of the access token in seconds.
    pub(super) expires_in: u64,
    pub(super) user: UserOut,
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

/// A trimmed e-mail of the form `local@domain`, at most 254 characters (RFC 5321).
/// `email` without surrounding blanks, when it looks like an address.
pub(crate) fn checked_email(email: &str) -> Result<String, ApiError> {
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

pub(in crate::http) fn random_token() -> Result<String, ApiError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| ApiError::internal(error.to_string()))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// An answer with secrets, which no cache may keep (RFC 6749, 5.1).
pub(super) fn unstored<T: Serialize + 'static>(body: T) -> impl Responder {
    web::Json(body).customize().insert_header((header::CACHE_CONTROL, "no-store"))
}

async fn require_key(state: &AppState, request: &HttpRequest) -> Result<(), ApiError> {
    let key = match presented_key(request) {
        Some(key) => caller::Caller { session: None, api_key: Some(api_key_id(&key)) },
        None => match Identity::of(request)? {
            Identity { caller, claims: None } => caller,
            // As the original: whoever is logged in is known, but not as an application.
            Identity { .. } => return Err(ApiError::bad_request("API key is required")),
        },
    };
    state.db.resolve(&key).await?;
    Ok(())
}

/// Registers a user and logs it in.
#[utoipa::path(tag = "authentication", request_body = RegisterIn, security(("api_key" = [])), responses(
    (status = 200, body = TokenOut), (status = 400, description = "an access token, but no API key"),
    (status = 401, description = "no valid API key"), (status = 403, description = "registration is closed"),
    (status = 409, description = "the e-mail is taken"), (status = 422, description = "a field is not valid"),
    (status = 429, description = "too many e-mails that were taken"),
    (status = 503, description = "too many passwords to hash at once")))]
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
    let names = (checked_name("first_name", body.first_name)?, checked_name("last_name", body.last_name)?);
    let origin = origin(&request);
    // Registering tells whether an e-mail is taken; the limit keeps that from being a way to list users.
    let attempt = state.login_limits.register(ClientAddress::of(&request).0).await?;
    detached(async move {
        let registered = insert_registered(&state, email, names, body.password, &origin).await;
        if !matches!(&registered, Err(error) if error.kind == CONFLICT) {
            attempt.forgive();
        }
        registered.map(unstored)
    })
    .await
}

/// Logs a user in.
#[utoipa::path(tag = "authentication", request_body = LoginIn, security(("api_key" = [])), responses(
    (status = 200, body = TokenOut), (status = 400, description = "an access token, but no API key"),
    (status = 401, description = "wrong pair, inactive user or no valid API key"),
    (status = 422, description = "a field is not valid"), (status = 429, description = "too many failed logins"),
    (status = 503, description = "too many logins at once")))]
#[post("/login")]
pub async fn login(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: web::Json<LoginIn>,
) -> Result<impl Responder, ApiError> {
    require_key(&state, &request).await?;
    let user = authenticate(&state, &request, body.into_inner()).await?;
    open_login(state, &request, user).await.map(unstored)
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
    renew(state, token).await.map(unstored)
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
    Ok(unstored(json!({ "api_key": key.expose_secret() })))
}
