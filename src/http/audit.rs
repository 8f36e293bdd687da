//! The audit log, for administrators.

use super::{caller::Admin, problem::ApiError, state::AppState, users::PaginationOut};
use crate::db::audit::{self, Entry, EntryFilter};
use actix_web::{Responder, get, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Mounts the endpoint.
pub fn configure(config: &mut ServiceConfig) {
    config.service(list_audit_log);
}

/// Which lines to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditIn {
    /// Page size, 1 to 200; 50 by default.
    limit: Option<i64>,
    /// Lines to skip.
    offset: Option<i64>,
    /// An action such as `user.update`, or its noun alone for all of them: `user`.
    action: Option<String>,
    /// Id of the administrator.
    actor_id: Option<Uuid>,
    /// Id or name of what was changed.
    target: Option<String>,
}

/// One change by an administrator.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEntryOut {
    id: Uuid,
    at: DateTime<Utc>,
    /// `noun.verb`.
    action: String,
    /// Id or name of what was changed.
    target: String,
    actor_id: Option<Uuid>,
    /// The administrator's e-mail, while that user exists.
    actor_email: Option<String>,
    /// Client address.
    ip: Option<String>,
    /// More, by action; never a secret.
    detail: Value,
}

impl From<Entry> for AuditEntryOut {
    fn from(entry: Entry) -> Self {
        let Entry { id, actor_id, actor_email, action, target, detail, ip, at } = entry;
        AuditEntryOut { id, at, action, target, actor_id, actor_email, ip, detail }
    }
}

/// A page of the audit log.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditOut {
    entries: Vec<AuditEntryOut>,
    pagination: PaginationOut,
}

/// What administrators changed, newest first.
#[utoipa::path(tag = "user-management", params(AuditIn), responses(
    (status = 200, body = AuditOut), (status = 400, description = "the query is not readable"),
    (status = 401, description = "no valid session"), (status = 403, description = "not an ADMIN"),
    (status = 422, description = "a parameter is not valid")))]
#[get("/api/v1/admin/audit")]
pub async fn list_audit_log(
    state: web::Data<AppState>,
    _admin: Admin,
    query: web::Query<AuditIn>,
) -> Result<impl Responder, ApiError> {
    let AuditIn { limit, offset, action, actor_id, target } = query.into_inner();
    let limit = limit.unwrap_or(50);
    if !(1..=200).contains(&limit) {
        return Err(ApiError::field("limit", "must be between 1 and 200"));
    }
    for (name, text) in [("action", &action), ("target", &target)] {
        if text.as_ref().is_some_and(|text| text.contains('\0')) {
            return Err(ApiError::field(name, "must not contain NUL"));
        }
    }
    let offset = offset.unwrap_or(0).max(0);
    let filter = EntryFilter { action, actor: actor_id, target, limit, offset };
    let (entries, total) = audit::list_entries(&state.db.owner().await?, &filter).await?;
    let pagination = PaginationOut::of(total, limit, offset, entries.len());
    Ok(web::Json(AuditOut { entries: entries.into_iter().map(AuditEntryOut::from).collect(), pagination }))
}
