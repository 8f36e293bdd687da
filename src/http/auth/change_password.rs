//! Changing the own password, with the current one.

use super::exchange::{check_length, verify};
use crate::{
    db::{DbError, sessions, users},
    domain::password,
    http::{
        caller::User as Caller,
        detached::detached,
        problem::{ApiError, INVALID_CREDENTIALS},
        state::AppState,
    },
};
use actix_web::{Responder, post, web};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// Body of change-password.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangePasswordIn {
    current_password: String,
    new_password: String,
}

/// Changes the own password and ends all other sessions.
#[utoipa::path(operation_id = "change_password", tag = "authentication", request_body = ChangePasswordIn, responses(
    (status = 200, description = "changed"), (status = 401, description = "wrong current password"),
    (status = 422, description = "the new password breaks a rule"),
    (status = 429, description = "the current password was wrong too often"),
    (status = 503, description = "too many passwords to hash at once")))]
#[post("/change-password")]
pub async fn change_own_password(
    state: web::Data<AppState>,
    caller: Caller,
    body: web::Json<ChangePasswordIn>,
) -> Result<impl Responder, ApiError> {
    let body = body.into_inner();
    check_length("current_password", &body.current_password)?;
    if let Some(rule) = password::broken_rule(&body.new_password) {
        return Err(ApiError::field("new_password", rule));
    }
    state.db.resolve(&caller.caller).await?;
    let user = caller.claims.sub;
    let attempt = state.login_limits.confirm(user).await?;
    detached(async move {
        let wrong = || ApiError::new(INVALID_CREDENTIALS, "current_password: is wrong");
        let stored = users::find_hash(&state.db.owner().await?, user).await?;
        let verified = stored.clone().ok_or_else(wrong)?;
        if !verify(&state, attempt, body.current_password, stored).await? {
            return Err(wrong());
        }
        let hash = state.passwords.hash(body.new_password).await?;
        let mut client = state.db.owner().await?;
        let transaction = client.transaction().await.map_err(DbError::from)?;
        if !users::update_password(&transaction, user, &verified, &hash).await? {
            return Err(wrong());
        }
        sessions::revoke_all(&transaction, user, caller.caller.session).await?;
        transaction.commit().await.map_err(DbError::from)?;
        Ok(web::Json(json!({ "message": "Password changed" })))
    })
    .await
}
