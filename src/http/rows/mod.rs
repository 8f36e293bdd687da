//! `/api/v1/tables/{table}/rows`: rows as resources, and the original's `/data` beside them.

mod data;

use super::{caller::Identity, detached::detached, problem::ApiError, state::AppState};
use crate::db::{
    DbError,
    catalog::{Column, TableInfo},
    rows::{
        Rows,
        body::Body,
        query::{QueryError, RowQuery},
    },
};
use actix_web::{HttpResponse, delete, get, http::header, patch, post, put, web};
use std::sync::Arc;
use utoipa_actix_web::service_config::ServiceConfig;

/// Why a row request fails.
enum RowError {
    /// For good.
    Api(ApiError),
    /// Perhaps because the table has changed since it was looked at.
    Stale(ApiError),
}

impl From<ApiError> for RowError {
    fn from(error: ApiError) -> Self {
        RowError::Api(error)
    }
}

impl From<QueryError> for RowError {
    fn from(QueryError { field, message }: QueryError) -> Self {
        RowError::Stale(ApiError::bad_request(format!("{field}: {message}")))
    }
}

impl From<DbError> for RowError {
    fn from(error: DbError) -> Self {
        match error.statement().map(|failed| failed.code.code()) {
            Some("42P01") => RowError::Stale(ApiError::not_found("Table")),
            // Undefined column, object or function, and a type that no longer fits.
            Some("42703" | "42704" | "42883" | "42804") => RowError::Stale(error.into()),
            _ => RowError::Api(error.into()),
        }
    }
}

/// Does `work` with the table's shape, and once more with a fresh one when it may have been stale.
async fn with_table<T>(
    state: &AppState,
    name: &str,
    work: impl AsyncFn(Arc<TableInfo>) -> Result<T, RowError>,
) -> Result<T, ApiError> {
    match work(exposed(state, name).await?).await {
        Ok(done) => Ok(done),
        Err(RowError::Api(error)) => Err(error),
        Err(RowError::Stale(_)) => {
            state.catalog.forget(name);
            match work(exposed(state, name).await?).await {
                Ok(done) => Ok(done),
                Err(RowError::Api(error) | RowError::Stale(error)) => Err(error),
            }
        }
    }
}

async fn exposed(state: &AppState, name: &str) -> Result<Arc<TableInfo>, ApiError> {
    let table = state.catalog.table(&state.db, name).await?.ok_or_else(|| ApiError::not_found("Table"))?;
    if table.exposed {
        Ok(table)
    } else {
        Err(ApiError::forbidden("views are reachable only with security_invoker, materialised views never"))
    }
}

fn rows_of<'a>(state: &'a AppState, identity: &'a Identity, table: &'a TableInfo) -> Rows<'a> {
    Rows { db: &state.db, caller: &identity.caller, table }
}

fn key(table: &TableInfo) -> Result<&Column, RowError> {
    table.single_key().ok_or_else(|| {
        RowError::Stale(ApiError::bad_request(match table.key.len() {
            0 => "the table has no primary key, so a row cannot be named by an id".to_owned(),
            n => {
                format!("the table's primary key has {n} columns; rows are named by keys of one column only")
            }
        }))
    })
}

fn stale(message: String) -> RowError {
    RowError::Stale(ApiError::bad_request(message))
}

fn text(body: &web::Bytes) -> Result<&str, ApiError> {
    std::str::from_utf8(body).map_err(|_| ApiError::bad_request("body: not UTF-8"))
}

fn json(row: String) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(row)
}

fn found(row: Option<String>) -> Result<HttpResponse, RowError> {
    row.map(json).ok_or_else(|| ApiError::not_found("Row").into())
}

/// A page of rows. `limit`, `offset`, `order=col.desc,other`, `select=a,b`; any other member filters a
/// column: `col=op.value` with eq, neq, gt, gte, lt, lte, is, in, like, ilike.
#[utoipa::path(tag = "Rows", params(
    ("table" = String, Path),
    ("limit" = Option<i64>, Query, description = "0 to 1000, 100 by default"),
    ("offset" = Option<i64>, Query), ("order" = Option<String>, Query), ("select" = Option<String>, Query),
), responses(
    (status = 200, description = "Array of rows; Content-Range names their positions"),
    (status = 403, description = "Not readable by the caller"), (status = 404, description = "No such table"),
))]
#[get("/api/v1/tables/{table}/rows")]
async fn list_rows(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    members: web::Query<Vec<(String, String)>>,
) -> Result<HttpResponse, ApiError> {
    with_table(&state, &table, async |table| {
        let query = RowQuery::parse(&table, &members)?;
        let page = rows_of(&state, &identity, &table).page(&query, false).await?;
        let range = match page.rows {
            0 => "*/*".to_owned(),
            rows => format!("{}-{}/*", query.offset, query.offset.saturating_add(rows - 1)),
        };
        let mut answer = HttpResponse::Ok();
        answer.insert_header((header::CONTENT_RANGE, range)).content_type("application/json");
        Ok(answer.body(page.json))
    })
    .await
}

/// Inserts a row (an object) or several (an array), all or none.
#[utoipa::path(tag = "Rows", params(("table" = String, Path)),
    request_body(content = serde_json::Value, content_type = "application/json"),
    responses(
        (status = 201, description = "The row, or the rows as an array"),
        (status = 400, description = "Unknown column or unusable value"),
        (status = 409, description = "A constraint is violated"),
    ))]
#[post("/api/v1/tables/{table}/rows")]
async fn create_rows(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    body: web::Bytes,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let (many, rows) = insert(&state, &identity, &table, text(&body)?).await?;
        let json = if many { format!("[{}]", rows.join(",")) } else { rows.concat() };
        Ok(HttpResponse::Created().content_type("application/json").body(json))
    })
    .await
}

async fn insert(
    state: &AppState,
    identity: &Identity,
    table: &str,
    text: &str,
) -> Result<(bool, Vec<String>), ApiError> {
    with_table(state, table, async |table| {
        let body = Body::parse(&table, text).map_err(stale)?;
        let rows = rows_of(state, identity, &table).insert(&body, text).await?;
        Ok((body.many, rows))
    })
    .await
}

/// One row by its key.
#[utoipa::path(tag = "Rows", params(("table" = String, Path), ("id" = String, Path)), responses(
    (status = 200, description = "The row"), (status = 404, description = "No such row, or none that is visible"),
))]
#[get("/api/v1/tables/{table}/rows/{id}")]
async fn get_row(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    let (name, id) = path.into_inner();
    with_table(&state, &name, async |table| {
        found(rows_of(&state, &identity, &table).get(key(&table)?, &id).await?)
    })
    .await
}

async fn change(
    state: web::Data<AppState>,
    identity: Identity,
    (name, id): (String, String),
    body: web::Bytes,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let text = text(&body)?;
        with_table(&state, &name, async |table| {
            let body = Body::parse(&table, text).map_err(stale)?;
            if body.many {
                return Err(ApiError::bad_request("body: a row as a JSON object is expected").into());
            }
            let key = key(&table)?;
            found(rows_of(&state, &identity, &table).update(&body.columns, key, &id, text).await?)
        })
        .await
    })
    .await
}

/// Sets the members that are present.
#[utoipa::path(tag = "Rows", params(("table" = String, Path), ("id" = String, Path)),
    request_body(content = serde_json::Value, content_type = "application/json"),
    responses((status = 200, description = "The row"), (status = 404, description = "No such row")))]
#[put("/api/v1/tables/{table}/rows/{id}")]
async fn put_row(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
    body: web::Bytes,
) -> Result<HttpResponse, ApiError> {
    change(state, identity, path.into_inner(), body).await
}

/// As PUT.
#[utoipa::path(tag = "Rows", params(("table" = String, Path), ("id" = String, Path)),
    request_body(content = serde_json::Value, content_type = "application/json"),
    responses((status = 200, description = "The row"), (status = 404, description = "No such row")))]
#[patch("/api/v1/tables/{table}/rows/{id}")]
async fn patch_row(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
    body: web::Bytes,
) -> Result<HttpResponse, ApiError> {
    change(state, identity, path.into_inner(), body).await
}

/// Deletes a row.
#[utoipa::path(tag = "Rows", params(("table" = String, Path), ("id" = String, Path)), responses(
    (status = 204, description = "Deleted"), (status = 404, description = "No such row"),
))]
#[delete("/api/v1/tables/{table}/rows/{id}")]
async fn delete_row(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    let (name, id) = path.into_inner();
    detached(async move {
        with_table(&state, &name, async |table| {
            match rows_of(&state, &identity, &table).delete(key(&table)?, &id).await? {
                true => Ok(HttpResponse::NoContent().finish()),
                false => Err(ApiError::not_found("Row").into()),
            }
        })
        .await
    })
    .await
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(list_rows)
        .service(create_rows)
        .service(get_row)
        .service(put_row)
        .service(patch_row)
        .service(delete_row);
    data::configure(config);
}
