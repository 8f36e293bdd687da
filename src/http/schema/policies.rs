//! `/api/v1/tables/{table}/policies`: row-level security, and what it comes to for somebody.

use super::{DryRun, PreviewOut, actor, changer, json, preview};
use crate::{
    db::{
        ddl::Outcome,
        policies::{
            self,
            trial::{self, Trial, TrialResult},
        },
        tables,
    },
    domain::schema::{PolicyChange, PolicySpec},
    http::{caller::Identity, detached::detached, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, delete, get, patch, post, web};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Rows of a sample at most.
const MAX_SAMPLE: u32 = 100;

/// The policy that was made or changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyOut {
    /// Its name.
    pub name: String,
}

/// What to try as somebody; everything is rolled back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrialIn {
    /// The user; null or absent for a caller without one.
    pub user_id: Option<Uuid>,
    /// Columns and values that name one row, for instance its key.
    #[schema(value_type = Option<Object>)]
    pub row: Option<Map<String, Value>>,
    /// A row to insert.
    #[schema(value_type = Option<Object>)]
    pub insert: Option<Map<String, Value>>,
    /// What to set in `row`.
    #[schema(value_type = Option<Object>)]
    pub update: Option<Map<String, Value>>,
    /// Whether to delete `row`.
    #[serde(default)]
    pub delete: bool,
    /// Visible rows to show, 10 by default and at most 100.
    pub limit: Option<u32>,
}

/// Policies of the table, those that follow from access level and owner last; owner or administrator.
#[utoipa::path(tag = "Policies", params(("table" = String, Path)), responses(
    (status = 200, description = "Array of policies"), (status = 403, description = "Not the owner"),
    (status = 404, description = "No such table"),
))]
#[get("/api/v1/tables/{table}/policies")]
async fn list_policies(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let actor = actor(&state, &identity).await?;
    Ok(json(tables::policies(&state.db, actor, &table).await?))
}

/// Creates a policy: a preset (owner or administrator), or SQL expressions (administrators).
#[utoipa::path(tag = "Policies", params(("table" = String, Path), DryRun), request_body = PolicySpec, responses(
    (status = 201, body = PolicyOut), (status = 200, description = "With dry_run: what would run", body = PreviewOut),
    (status = 400, description = "Name, column or expression is not usable"),
    (status = 403, description = "Not the owner, or an expression of a user"),
    (status = 404, description = "No such table"),
    (status = 409, description = "There is one of that name, or the table is closed"),
))]
#[post("/api/v1/tables/{table}/policies")]
async fn create_policy(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    run: web::Query<DryRun>,
    body: web::Json<PolicySpec>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        Ok(match policies::create(&state.db, actor, &table, &body, run.dry_run).await? {
            Outcome::Preview(statements) => preview(statements),
            Outcome::Done(name) => HttpResponse::Created().json(PolicyOut { name }),
        })
    })
    .await
}

/// Changes a policy: its name (owner or administrator), roles and expressions (administrators).
#[utoipa::path(tag = "Policies", params(("table" = String, Path), ("policy" = String, Path), DryRun),
    request_body = PolicyChange, responses(
    (status = 200, body = PolicyOut), (status = 400, description = "Name or expression is not usable"),
    (status = 403, description = "Not the owner, or an expression of a user"),
    (status = 404, description = "No such table or policy"),
    (status = 409, description = "The name is taken, or the policy follows from the table's settings"),
))]
#[patch("/api/v1/tables/{table}/policies/{policy}")]
async fn update_policy(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
    run: web::Query<DryRun>,
    body: web::Json<PolicyChange>,
) -> Result<HttpResponse, ApiError> {
    let (table, policy) = path.into_inner();
    detached(async move {
        let actor = changer(&state, &identity).await?;
        Ok(match policies::update(&state.db, actor, (&table, &policy), &body, run.dry_run).await? {
            Outcome::Preview(statements) => preview(statements),
            Outcome::Done(name) => HttpResponse::Ok().json(PolicyOut { name }),
        })
    })
    .await
}

/// Drops a policy; owner or administrator.
#[utoipa::path(tag = "Policies", params(("table" = String, Path), ("policy" = String, Path), DryRun), responses(
    (status = 204, description = "Dropped"),
    (status = 200, description = "With dry_run: what would run", body = PreviewOut),
    (status = 403, description = "Not the owner"), (status = 404, description = "No such table or policy"),
    (status = 409, description = "The policy follows from the table's settings"),
))]
#[delete("/api/v1/tables/{table}/policies/{policy}")]
async fn delete_policy(
    state: web::Data<AppState>,
    identity: Identity,
    run: web::Query<DryRun>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    let (table, policy) = path.into_inner();
    detached(async move {
        let actor = changer(&state, &identity).await?;
        Ok(match policies::remove(&state.db, actor, (&table, &policy), run.dry_run).await? {
            Outcome::Preview(statements) => preview(statements),
            Outcome::Done(()) => HttpResponse::NoContent().finish(),
        })
    })
    .await
}

/// What a user, or a caller without one, could see and do; tried as that user and rolled back. Owner or administrator.
#[utoipa::path(tag = "Policies", params(("table" = String, Path)), request_body = TrialIn, responses(
    (status = 200, body = TrialResult), (status = 400, description = "Row or column is not usable"),
    (status = 403, description = "Not the owner"), (status = 404, description = "No such table or user"),
))]
#[post("/api/v1/tables/{table}/policies/test")]
async fn test_policies(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    body: web::Json<TrialIn>,
) -> Result<web::Json<TrialResult>, ApiError> {
    let actor = actor(&state, &identity).await?;
    let body = body.into_inner();
    let trial = Trial {
        user: body.user_id,
        row: body.row,
        insert: body.insert,
        update: body.update,
        delete: body.delete,
        limit: body.limit.unwrap_or(10).min(MAX_SAMPLE),
    };
    Ok(web::Json(trial::run(&state.db, actor, &table, &trial).await?))
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(list_policies)
        .service(create_policy)
        .service(update_policy)
        .service(delete_policy)
        .service(test_policies);
}
