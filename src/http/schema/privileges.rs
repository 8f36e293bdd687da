//! `/api/v1/tables/{table}/privileges`: which columns a role may read, insert and update.

use super::{DryRun, actor, changer, json, preview};
use crate::{
    db::{
        ddl::Outcome,
        policies::privileges::{self, ColumnPrivileges},
        tables,
    },
    domain::schema::present,
    http::{caller::Identity, detached::detached, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, get, put, web};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// Columns that a role may use; an absent member stays, null stands for the whole table.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrivilegesIn {
    /// `anon` or `authenticated`.
    pub role: String,
    /// Columns that can be read.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Vec<String>>)]
    pub select: Option<Option<Vec<String>>>,
    /// Columns that an insert may give.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Vec<String>>)]
    pub insert: Option<Option<Vec<String>>>,
    /// Columns that an update may set.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Vec<String>>)]
    pub update: Option<Option<Vec<String>>>,
}

/// What `anon` and `authenticated` hold on the table: `columns` is null for the whole table. Owner or administrator.
#[utoipa::path(tag = "Policies", params(("table" = String, Path)), responses(
    (status = 200, description = "Array of role, privilege, granted and columns"),
    (status = 403, description = "Not the owner"), (status = 404, description = "No such table"),
))]
#[get("/api/v1/tables/{table}/privileges")]
async fn list_privileges(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let actor = actor(&state, &identity).await?;
    Ok(json(tables::privileges(&state.db, actor, &table).await?))
}

/// Limits a role to some columns, or lifts the limit. It binds every caller of the role, a user who owns the table
/// among them. Policies still decide about rows. Owner or administrator.
#[utoipa::path(tag = "Policies", params(("table" = String, Path), DryRun), request_body = PrivilegesIn, responses(
    (status = 200, description = "As GET, or with dry_run what would run"),
    (status = 400, description = "Role or column is not usable"), (status = 403, description = "Not the owner"),
    (status = 404, description = "No such table"), (status = 409, description = "The table is closed"),
))]
#[put("/api/v1/tables/{table}/privileges")]
async fn set_privileges(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    run: web::Query<DryRun>,
    body: web::Json<PrivilegesIn>,
) -> Result<HttpResponse, ApiError> {
    let body = body.into_inner();
    detached(async move {
        let actor = changer(&state, &identity).await?;
        let new = ColumnPrivileges {
            role: body.role,
            select: body.select,
            insert: body.insert,
            update: body.update,
        };
        match privileges::set(&state.db, actor, &table, &new, run.dry_run).await? {
            Outcome::Preview(statements) => Ok(preview(statements)),
            Outcome::Done(()) => Ok(json(tables::privileges(&state.db, actor, &table).await?)),
        }
    })
    .await
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    config.service(list_privileges).service(set_privileges);
}
