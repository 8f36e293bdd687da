//! `/api/v1/tables/{table}/indexes`: indexes.

use super::{DryRun, PreviewOut, actor, changer, json, preview};
use crate::{
    db::{
        ddl::Outcome,
        schema::{
            index_build::{self, Build, IndexState},
            indexes,
        },
        tables,
    },
    domain::schema::IndexSpec,
    http::{caller::Identity, detached::detached, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, delete, get, http::header, post, web};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// The index that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct IndexOut {
    /// Its name.
    pub name: String,
}

/// How to create an index.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HowIn {
    /// Built beside writers, which takes longer and goes on after the answer; its state is at `/indexes/{name}`.
    #[serde(default)]
    pub concurrently: bool,
    /// Only shown, not run.
    #[serde(default)]
    pub dry_run: bool,
}

/// Indexes of the table besides the primary key's; owner or administrator.
#[utoipa::path(tag = "Tables", params(("table" = String, Path)), responses(
    (status = 200, description = "Array of indexes"), (status = 403, description = "Not the owner"),
    (status = 404, description = "No such table"),
))]
#[get("/api/v1/tables/{table}/indexes")]
async fn list_indexes(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let actor = actor(&state, &identity).await?;
    Ok(json(tables::indexes(&state.db, actor, &table).await?))
}

/// State of an index, and how far it is while it is built beside writers; owner or administrator.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), ("index" = String, Path)), responses(
    (status = 200, body = IndexState), (status = 403, description = "Not the owner"),
    (status = 404, description = "No such table or index"),
))]
#[get("/api/v1/tables/{table}/indexes/{index}")]
async fn get_index(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
) -> Result<web::Json<IndexState>, ApiError> {
    let actor = actor(&state, &identity).await?;
    Ok(web::Json(index_build::state(&state.db, actor, &path.0, &path.1).await?))
}

/// Creates an index; owner or administrator, expressions and predicates administrators only.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), HowIn), request_body = IndexSpec, responses(
    (status = 201, body = IndexOut), (status = 202, description = "It is being built beside writers", body = IndexOut), (status = 200, description = "With dry_run: what would run", body = PreviewOut),
    (status = 400, description = "Name, column, method or expression is not usable"),
    (status = 403, description = "Not the owner, or an expression of a user"),
    (status = 404, description = "No such table"),
    (status = 409, description = "The name is taken, or values are not unique"),
))]
#[post("/api/v1/tables/{table}/indexes")]
async fn create_index(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    how: web::Query<HowIn>,
    body: web::Json<IndexSpec>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        if how.concurrently {
            let prepared = index_build::prepare(&state.db, actor, &table, &body, how.dry_run).await?;
            return Ok(match prepared {
                Outcome::Preview(statements) => preview(statements),
                Outcome::Done(build) => start(&state, &table, build),
            });
        }
        Ok(match indexes::create(&state.db, actor, &table, &body, how.dry_run).await? {
            Outcome::Preview(statements) => preview(statements),
            Outcome::Done(name) => HttpResponse::Created().json(IndexOut { name }),
        })
    })
    .await
}

/// Builds in the background; the answer says where to look.
fn start(state: &AppState, table: &str, build: Build) -> HttpResponse {
    let name = build.name.as_str().to_owned();
    let quoted = |part: &str| utf8_percent_encode(part, NON_ALPHANUMERIC).to_string();
    let location = format!("/api/v1/tables/{}/indexes/{}", quoted(table), quoted(&name));
    let db = state.db.clone();
    let index = name.clone();
    actix_web::rt::spawn(async move {
        if let Err(error) = index_build::run(&db, build).await {
            tracing::warn!(%error, index, "the end of an index build could not be noted");
        }
    });
    HttpResponse::Accepted().insert_header((header::LOCATION, location)).json(IndexOut { name })
}

/// Drops an index; owner or administrator.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), ("index" = String, Path), DryRun), responses(
    (status = 204, description = "Dropped"),
    (status = 200, description = "With dry_run: what would run", body = PreviewOut),
    (status = 403, description = "Not the owner"), (status = 404, description = "No such table or index"),
    (status = 409, description = "It belongs to a constraint"),
))]
#[delete("/api/v1/tables/{table}/indexes/{index}")]
async fn delete_index(
    state: web::Data<AppState>,
    identity: Identity,
    run: web::Query<DryRun>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    let (table, name) = path.into_inner();
    detached(async move {
        let actor = changer(&state, &identity).await?;
        Ok(match indexes::drop(&state.db, actor, (&table, &name), run.dry_run).await? {
            Outcome::Preview(statements) => preview(statements),
            Outcome::Done(()) => HttpResponse::NoContent().finish(),
        })
    })
    .await
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    config.service(list_indexes).service(get_index).service(create_index).service(delete_index);
}
