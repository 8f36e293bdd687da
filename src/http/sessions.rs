//! The caller's own sessions: which are open, ending one of them, and logging out.

use super::{
    caller::{Admin, Identity, User as Caller},
    detached::detached,
    problem::{ApiError, UNAUTHORIZED},
    state::AppState,
};
use crate::db::{
    sessions::{self, Session},
    users::{self, changes},
};
use actix_web::{HttpRequest, HttpResponse, Responder, delete, get, post, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// An open session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionOut {
    id: Uuid,
    /// User-Agent header of the login.
    user_agent: Option<String>,
    /// Client address of the login.
    ip: Option<String>,
    created_at: DateTime<Utc>,
    refreshed_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    /// Whether it is the session of this very request.
    current: bool,
}

/// How many sessions were ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct EndedOut {
    ended: u64,
}

impl SessionOut {
    fn of(session: Session, current: Option<Uuid>) -> Self {
        SessionOut {
            current: current == Some(session.id),
            id: session.id,
            user_agent: session.user_agent,
            ip: session.ip,
            created_at: session.created_at,
            refreshed_at: session.refreshed_at,
            expires_at: session.not_after,
        }
    }
}

/// Open sessions.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionsOut {
    sessions: Vec<SessionOut>,
}

/// Query or body of logout; the original's clients send either.
#[derive(Debug, Default, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LogoutIn {
    access_token: Option<String>,
    refresh_token: Option<String>,
}

/// The caller's open sessions, the one last used first.
#[utoipa::path(tag = "authentication", responses((status = 200, body = SessionsOut), (status = 401, description = "no valid session")))]
#[get("/sessions")]
pub async fn list_sessions(state: web::Data<AppState>, caller: Caller) -> Result<impl Responder, ApiError> {
    state.db.resolve(&caller.caller).await?;
    let open = sessions::list_open(&state.db.owner().await?, caller.claims.sub).await?;
    let current = caller.caller.session;
    let sessions = open.into_iter().map(|session| SessionOut::of(session, current)).collect();
    Ok(web::Json(SessionsOut { sessions }))
}

/// Ends one of the caller's sessions at once.
#[utoipa::path(tag = "authentication", responses((status = 204, description = "ended"), (status = 404, description = "the caller has no such open session")))]
#[delete("/sessions/{id}")]
pub async fn end_session(
    state: web::Data<AppState>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<impl Responder, ApiError> {
    detached(async move {
        state.db.resolve(&caller.caller).await?;
        if sessions::revoke_own(&state.db.owner().await?, caller.claims.sub, *id).await? {
            Ok(HttpResponse::NoContent().finish())
        } else {
            Err(ApiError::not_found("session"))
        }
    })
    .await
}

/// The open sessions of a user, the one last used first.
#[utoipa::path(tag = "user-management", responses(
    (status = 200, body = SessionsOut), (status = 403, description = "not an ADMIN"), (status = 404, description = "no such user")))]
#[get("/{id}/sessions")]
pub async fn list_user_sessions(
    state: web::Data<AppState>,
    admin: Admin,
    id: web::Path<Uuid>,
) -> Result<impl Responder, ApiError> {
    let client = state.db.owner().await?;
    users::find_user(&client, *id).await?.ok_or_else(|| ApiError::not_found("user"))?;
    let open = sessions::list_open(&client, *id).await?;
    let current = admin.caller.session;
    let sessions = open.into_iter().map(|session| SessionOut::of(session, current)).collect();
    Ok(web::Json(SessionsOut { sessions }))
}

/// Ends all sessions of a user at once.
#[utoipa::path(tag = "user-management", responses(
    (status = 200, body = EndedOut), (status = 403, description = "not an ADMIN"), (status = 404, description = "no such user")))]
#[delete("/{id}/sessions")]
pub async fn end_user_sessions(
    state: web::Data<AppState>,
    admin: Admin,
    id: web::Path<Uuid>,
) -> Result<impl Responder, ApiError> {
    detached(async move {
        let ended = changes::end_sessions(&state.db, &admin.actor(), *id).await?;
        Ok(web::Json(EndedOut { ended: ended.ok_or_else(|| ApiError::not_found("user"))? }))
    })
    .await
}

/// Ends the session of the access token, and of a refresh token when one is named.
///
/// A refresh token is enough by itself, so that a client whose access token has expired can log out.
#[utoipa::path(tag = "authentication", params(LogoutIn), request_body(content = Option<LogoutIn>), responses(
    (status = 200, description = "what was ended"), (status = 401, description = "no valid credentials")))]
#[post("/logout")]
pub async fn logout(
    state: web::Data<AppState>,
    request: HttpRequest,
    query: web::Query<LogoutIn>,
    body: Option<web::Json<LogoutIn>>,
) -> Result<impl Responder, ApiError> {
    let (query, body) = (query.into_inner(), body.map(web::Json::into_inner).unwrap_or_default());
    let access = query.access_token.or(body.access_token);
    let refresh = query.refresh_token.or(body.refresh_token);
    let identity = match Identity::of(&request) {
        Ok(identity) => Some(identity.caller),
        Err(error) if refresh.is_none() => return Err(error),
        Err(_) => None,
    };
    let own = identity.and_then(|caller| caller.session);
    let named = access.and_then(|token| state.tokens.verify(&token).ok()).map(|claims| claims.sid);
    detached(async move {
        let client = state.db.owner().await?;
        let refreshing = match &refresh {
            Some(token) => sessions::find_by_token(&client, token).await?,
            None => None,
        };
        match identity {
            _ if refreshing.is_some() => {}
            Some(caller) => drop(state.db.resolve(&caller).await?),
            None => return Err(ApiError::new(UNAUTHORIZED, "Invalid refresh token")),
        }
        let mut ended = Vec::new();
        for session in [own, named, refreshing].into_iter().flatten() {
            if sessions::revoke(&client, session).await? {
                ended.push(session);
            }
        }
        // All tokens of a session end with it; a token that is of none was not ended.
        let refresh_ended = match refresh {
            Some(_) => refreshing.is_some_and(|session| ended.contains(&session)),
            None => !ended.is_empty(),
        };
        Ok(web::Json(json!({
            "message": "Logged out",
            "access_token_blacklisted": !ended.is_empty(),
            "refresh_token_blacklisted": refresh_ended
        })))
    })
    .await
}
