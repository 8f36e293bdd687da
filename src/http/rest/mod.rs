//! `/rest/v1`: tables and functions of schema public as PostgREST serves them, for its clients.
//!
//! The grammar, reading and writing are those of `/api/v1/tables/{table}/rows`; here are PostgREST's headers, statuses
//! and errors.

mod error;
mod read;
mod request;
mod rpc;
mod write;

use super::{
    caller::Identity,
    detached::detached_task,
    rows::{
        failure::{Failure, with_schema},
        media::{members, rows_in},
    },
    state::AppState,
};
use crate::db::{plan, query::ReadQuery};
use actix_web::{HttpRequest, HttpResponse, delete, get, head, http::header, options, patch, post, put, web};
use error::RestError;
use request::Asked;
use rpc::Given;
use utoipa_actix_web::service_config::ServiceConfig;
use write::Verb;

type Answer = Result<HttpResponse, RestError>;

/// Rows, as PostgREST answers them.
#[utoipa::path(tag = "PostgREST", params(("table" = String, Path)), responses(
    (status = 200, description = "Rows in the form that `Accept` asks for"),
    (status = 206, description = "A part of the rows, counted"),
    (status = 300, description = "More than one relationship to embed"),
    (status = 400, description = "Not in the grammar"), (status = 404, description = "No such table"),
    (status = 406, description = "Not exactly one row, or no such form"), (status = 416, description = "Beyond the end"),
))]
#[get("/rest/v1/{table}")]
async fn rest_read(state: web::Data<AppState>, table: web::Path<String>, request: HttpRequest) -> Answer {
    read::read(&Asked::of(&request, state)?, &request, &table, false).await
}

/// As GET, without a body.
#[utoipa::path(tag = "PostgREST", params(("table" = String, Path)), responses(
    (status = 200, description = "Headers of the rows"), (status = 206, description = "Headers of a part"),
    (status = 400, description = "Not in the grammar"), (status = 404, description = "No such table"),
))]
#[head("/rest/v1/{table}")]
async fn rest_head(state: web::Data<AppState>, table: web::Path<String>, request: HttpRequest) -> Answer {
    read::read(&Asked::of(&request, state)?, &request, &table, true).await
}

/// Inserts rows; with `Prefer: resolution=…` an upsert.
#[utoipa::path(tag = "PostgREST", params(("table" = String, Path)),
    request_body(content = serde_json::Value, content_type = "application/json"), responses(
    (status = 201, description = "Inserted; with `Prefer: return=representation` the rows"),
    (status = 200, description = "All rows were there and have been changed"),
    (status = 400, description = "Unusable body"), (status = 404, description = "No such table"),
    (status = 406, description = "Not exactly one row"), (status = 409, description = "A constraint is violated"),
))]
#[post("/rest/v1/{table}")]
async fn rest_insert(
    state: web::Data<AppState>,
    table: web::Path<String>,
    body: web::Bytes,
    request: HttpRequest,
) -> Answer {
    change(state, table, body, request, Verb::Insert).await
}

/// Sets members of the rows that the filters name.
#[utoipa::path(tag = "PostgREST", params(("table" = String, Path)),
    request_body(content = serde_json::Value, content_type = "application/json"), responses(
    (status = 200, description = "The rows, with `Prefer: return=representation`"), (status = 204, description = "Done"),
    (status = 400, description = "Unusable body or filter"), (status = 404, description = "No such table"),
    (status = 406, description = "Not exactly one row"), (status = 409, description = "A constraint is violated"),
))]
#[patch("/rest/v1/{table}")]
async fn rest_update(
    state: web::Data<AppState>,
    table: web::Path<String>,
    body: web::Bytes,
    request: HttpRequest,
) -> Answer {
    change(state, table, body, request, Verb::Update).await
}

/// Inserts or replaces the row whose key the filters name.
#[utoipa::path(tag = "PostgREST", params(("table" = String, Path)),
    request_body(content = serde_json::Value, content_type = "application/json"), responses(
    (status = 200, description = "Replaced"), (status = 201, description = "Inserted"), (status = 204, description = "Done"),
    (status = 400, description = "Unusable body"), (status = 404, description = "No such table"),
    (status = 405, description = "The filters do not name one key"), (status = 409, description = "A constraint is violated"),
))]
#[put("/rest/v1/{table}")]
async fn rest_put(
    state: web::Data<AppState>,
    table: web::Path<String>,
    body: web::Bytes,
    request: HttpRequest,
) -> Answer {
    change(state, table, body, request, Verb::Put).await
}

/// Deletes the rows that the filters name.
#[utoipa::path(tag = "PostgREST", params(("table" = String, Path)), responses(
    (status = 200, description = "The rows, with `Prefer: return=representation`"), (status = 204, description = "Done"),
    (status = 400, description = "Not in the grammar"), (status = 404, description = "No such table"),
    (status = 406, description = "Not exactly one row"), (status = 409, description = "Still referred to"),
))]
#[delete("/rest/v1/{table}")]
async fn rest_delete(state: web::Data<AppState>, table: web::Path<String>, request: HttpRequest) -> Answer {
    change(state, table, web::Bytes::new(), request, Verb::Delete).await
}

/// Methods that the table knows.
#[utoipa::path(tag = "PostgREST", params(("table" = String, Path)), responses(
    (status = 200, description = "`Allow`"), (status = 404, description = "No such table"),
))]
#[options("/rest/v1/{table}")]
async fn rest_options(state: web::Data<AppState>, table: web::Path<String>, request: HttpRequest) -> Answer {
    let identity = Identity::of(&request)?;
    let allowed = with_schema(&state, async |schema| {
        let table = plan::table(&schema, &table)?;
        let mut allowed = vec!["OPTIONS,GET,HEAD"];
        let writes = table.writes;
        allowed.extend(writes.insert.then_some("POST"));
        allowed.extend((writes.insert && writes.update && !table.key.is_empty()).then_some("PUT"));
        allowed.extend(writes.update.then_some("PATCH"));
        allowed.extend(writes.delete.then_some("DELETE"));
        Ok(allowed.join(","))
    })
    .await
    .map_err(|failure| RestError::of(failure, identity.caller.session.is_some()))?;
    Ok(HttpResponse::Ok().insert_header((header::ALLOW, allowed)).finish())
}

async fn change(
    state: web::Data<AppState>,
    table: web::Path<String>,
    body: web::Bytes,
    request: HttpRequest,
    verb: Verb,
) -> Answer {
    let asked = Asked::of(&request, state)?;
    let failed = |failure: Failure| RestError::of(failure, true);
    let query = ReadQuery::parse(&members(&request).map_err(failed)?)?;
    let text = if verb == Verb::Delete { String::new() } else { rows_in(&request, &body).map_err(failed)? };
    detached_task(async move { write::write(&asked, (&table, &query), verb, &text).await }).await?
}

/// Calls a function that reads.
#[utoipa::path(tag = "PostgREST", params(("function" = String, Path)), responses(
    (status = 200, description = "What it returns"), (status = 204, description = "It returns nothing"),
    (status = 206, description = "A part of what it returns, counted"), (status = 300, description = "Several functions fit"),
    (status = 400, description = "It failed"), (status = 404, description = "No such function"),
    (status = 405, description = "It writes"), (status = 406, description = "Not exactly one row"),
))]
#[get("/rest/v1/rpc/{function}")]
async fn rest_call_read(
    state: web::Data<AppState>,
    function: web::Path<String>,
    request: HttpRequest,
) -> Answer {
    looked_up(state, function, request, false).await
}

/// As GET, without a body.
#[utoipa::path(tag = "PostgREST", params(("function" = String, Path)), responses(
    (status = 200, description = "Headers of what it returns"), (status = 204, description = "It returns nothing"),
    (status = 404, description = "No such function"), (status = 405, description = "It writes"),
))]
#[head("/rest/v1/rpc/{function}")]
async fn rest_call_head(
    state: web::Data<AppState>,
    function: web::Path<String>,
    request: HttpRequest,
) -> Answer {
    looked_up(state, function, request, true).await
}

async fn looked_up(
    state: web::Data<AppState>,
    function: web::Path<String>,
    request: HttpRequest,
    head: bool,
) -> Answer {
    let asked = Asked::of(&request, state)?;
    let members = members(&request).map_err(|failure| RestError::of(failure, true))?;
    rpc::call(&asked, &function, (&members, &Given::Query), head).await
}

/// Calls a function. Its arguments are the members of a JSON object.
#[utoipa::path(tag = "PostgREST", params(("function" = String, Path)),
    request_body(content = serde_json::Value, content_type = "application/json"), responses(
    (status = 200, description = "What it returns"), (status = 204, description = "It returns nothing"),
    (status = 206, description = "A part of what it returns, counted"), (status = 300, description = "Several functions fit"),
    (status = 400, description = "It failed"), (status = 404, description = "No such function"),
    (status = 406, description = "Not exactly one row"),
))]
#[post("/rest/v1/rpc/{function}")]
async fn rest_call(
    state: web::Data<AppState>,
    function: web::Path<String>,
    body: web::Bytes,
    request: HttpRequest,
) -> Answer {
    let asked = Asked::of(&request, state)?;
    let failed = |failure: Failure| RestError::of(failure, true);
    let members = members(&request).map_err(failed)?;
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let given = if kind.starts_with("text/plain") {
        Given::Text(String::from_utf8_lossy(&body).into_owned())
    } else if body.is_empty() {
        Given::Json("{}".to_owned())
    } else {
        Given::Json(rows_in(&request, &body).map_err(failed)?)
    };
    detached_task(async move { rpc::call(&asked, &function, (&members, &given), false).await }).await?
}

/// Methods that the function knows.
#[utoipa::path(tag = "PostgREST", params(("function" = String, Path)), responses(
    (status = 200, description = "`Allow`"), (status = 404, description = "No such function"),
))]
#[options("/rest/v1/rpc/{function}")]
async fn rest_call_options(
    state: web::Data<AppState>,
    function: web::Path<String>,
    request: HttpRequest,
) -> Answer {
    Identity::of(&request)?;
    let schema = state.catalog.get(&state.db).await.map_err(|error| RestError::of(error.into(), true))?;
    let named =
        schema.functions.get(function.as_str()).filter(|named| !named.is_empty()).ok_or_else(|| {
            let message = format!("Could not find the function public.{function} in the schema cache");
            RestError::new(404, "PGRST202", message)
        })?;
    let volatile = named.iter().all(|function| function.volatile);
    let allowed = if volatile { "OPTIONS,POST" } else { "OPTIONS,GET,HEAD,POST" };
    Ok(HttpResponse::Ok().insert_header((header::ALLOW, allowed)).finish())
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(rest_call_read)
        .service(rest_call_head)
        .service(rest_call)
        .service(rest_call_options)
        .service(rest_read)
        .service(rest_head)
        .service(rest_insert)
        .service(rest_update)
        .service(rest_put)
        .service(rest_delete)
        .service(rest_options);
}
