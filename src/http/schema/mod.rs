//! Schema management: what its handlers share, and the operations besides tables and columns themselves.

mod constraints;
mod enums;
mod extensions;
mod indexes;
mod overview;
mod policies;
mod privileges;
mod views;

use super::{
    caller::Identity,
    problem::{ApiError, CONFLICT, UNAVAILABLE},
    state::AppState,
};
use crate::{
    db::{
        DbError,
        tables::{Actor, TableError},
    },
    domain::caller::DbRole,
};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// Whether a change is only shown.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DryRun {
    /// Names, types and rights are checked and the statements returned, but nothing runs.
    #[serde(default)]
    pub dry_run: bool,
}

/// The statements of a change that was not made.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewOut {
    /// Always true.
    pub dry_run: bool,
    /// All of them as one script.
    pub sql: String,
    /// One by one, in order; they would run in one transaction.
    pub statements: Vec<String>,
}

/// The answer to a dry run.
pub fn preview(statements: Vec<String>) -> HttpResponse {
    let sql = statements.iter().map(|statement| format!("{statement};\n")).collect();
    HttpResponse::Ok().json(PreviewOut { dry_run: true, sql, statements })
}

/// 200 with a JSON text.
pub fn json(text: String) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(text)
}

impl From<TableError> for ApiError {
    fn from(error: TableError) -> Self {
        match error {
            TableError::NotFound => ApiError::not_found("Table"),
            TableError::Missing(what) => ApiError::not_found(what),
            TableError::ColumnNotFound => ApiError::bad_request("Column not found"),
            TableError::Exists => {
                ApiError::new(CONFLICT, "a table, index or view of that name exists already")
            }
            TableError::Forbidden => {
                ApiError::forbidden("only the table's owner or an administrator may do this")
            }
            TableError::AdminOnly(_) => ApiError::forbidden(error.to_string()),
            TableError::Conflict(message) => ApiError::new(CONFLICT, message),
            TableError::Invalid(message) => ApiError::bad_request(message),
            TableError::Db(error) => ddl_error(error),
        }
    }
}

fn ddl_error(error: DbError) -> ApiError {
    let Some(failed) = error.statement() else { return error.into() };
    match failed.code.code() {
        "55P03" | "40P01" => ApiError {
            retry_after: Some(1),
            ..ApiError::new(UNAVAILABLE, "the table is in use; try again in a moment")
        },
        "42501" => ApiError::forbidden("the table does not belong to SelfDB"),
        "42P07" | "42701" | "42710" | "42P06" => ApiError::new(CONFLICT, failed.message.clone()),
        _ if failed.is_constraint() || failed.is_cancelled() => error.into(),
        _ => ApiError::bad_request(format!("Database error: {}", failed.message)),
    }
}

/// The caller as the database knows it; keys without a user may read only what is open to them.
pub async fn actor(state: &AppState, identity: &Identity) -> Result<Actor, ApiError> {
    Ok(Actor::resolve(&state.db, &identity.caller).await?)
}

/// As [`actor`], for changes, which `anon` never makes.
pub async fn changer(state: &AppState, identity: &Identity) -> Result<Actor, ApiError> {
    let actor = actor(state, identity).await?;
    match actor.role {
        DbRole::Anon => Err(ApiError::forbidden("a user or a service key is required")),
        DbRole::Authenticated | DbRole::Service => Ok(actor),
    }
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    policies::configure(config);
    privileges::configure(config);
    indexes::configure(config);
    constraints::configure(config);
    enums::configure(config);
    views::configure(config);
    extensions::configure(config);
    overview::configure(config);
}
