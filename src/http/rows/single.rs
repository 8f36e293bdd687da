//! `/api/v1/tables/{table}/rows/{id}`: one row by its key, with entity tags.

use super::{
    etag::{self, Expected},
    failure::{Failure, with_schema},
    media::members,
    prefer::Preferences,
    text,
    writing::execute,
};
use crate::{
    db::{
        plan::{self, Options, Page, Returning, Shape, Update, Write},
        query::{
            QueryError, ReadQuery,
            ast::{Comparison, Condition, Field, Filter, SelectItem, Test},
        },
        rows::{self, body::Body},
        schema_cache::{Schema, Table},
    },
    http::{
        caller::Identity,
        detached::detached,
        problem::{ApiError, PRECONDITION_FAILED},
        state::AppState,
    },
};
use actix_web::{HttpRequest, HttpResponse, delete, get, http::header, patch, put, web};
use utoipa_actix_web::service_config::ServiceConfig;

/// A query that names the row.
pub(super) fn by_key(table: &Table, column: Option<&str>, id: &str) -> Result<ReadQuery, Failure> {
    let name = match column {
        Some(name) => table.column(name).map(|column| column.name.as_str()).ok_or_else(|| {
            let fault = crate::db::query::Fault::UndefinedColumn;
            QueryError::new(fault, "id_column", format!("column \"{name}\" does not exist"))
        })?,
        None => key(table)?,
    };
    let field = Field { name: name.to_owned(), path: Vec::new() };
    let test = Test::Compare(Comparison::Eq, None, id.to_owned());
    let mut query = ReadQuery::default();
    query.root.conditions.push(Condition::Filter(Filter { field, negated: false, test }));
    Ok(query)
}

fn key(table: &Table) -> Result<&str, Failure> {
    let message = match (table.single_key(), table.key.len()) {
        (Some(column), _) => return Ok(column.name.as_str()),
        (None, 0) => "the table has no primary key, so a row cannot be named by an id".to_owned(),
        (None, n) => {
            format!("the table's primary key has {n} columns; rows are named by keys of one column only")
        }
    };
    Err(QueryError::new(crate::db::query::Fault::UndefinedColumn, "id", message).into())
}

/// One row as JSON.
async fn find(
    state: &AppState,
    identity: &Identity,
    (schema, table): (&Schema, &Table),
    query: &ReadQuery,
) -> Result<Option<String>, Failure> {
    let options = Options {
        shape: Shape::Lines,
        limit: Some(1),
        signed_in: identity.caller.session.is_some(),
        ..Options::default()
    };
    let page = plan::page(schema, table, query, &options)?;
    let rows = rows::run(&state.db, &identity.caller, &page.statement).await?;
    Ok(rows.first().map(|row| row.get(0)))
}

/// 200 with the row and its tag, or 404.
fn answer(row: Option<String>) -> Result<HttpResponse, Failure> {
    let row = row.ok_or_else(|| ApiError::not_found("Row"))?;
    let tag = format!("\"{}\"", etag::hash(&row));
    Ok(HttpResponse::Ok().insert_header((header::ETAG, tag)).content_type("application/json").body(row))
}

/// One row by its key. The answer has an `ETag`; with `If-None-Match` an unchanged row is a 304 without a body.
#[utoipa::path(tag = "Rows", params(("table" = String, Path), ("id" = String, Path),
    ("select" = Option<String>, Query, description = "Columns and embedded resources")), responses(
    (status = 200, description = "The row"), (status = 304, description = "The row is as `If-None-Match` says"),
    (status = 404, description = "No such row, or none that is visible"),
))]
#[get("/api/v1/tables/{table}/rows/{id}")]
async fn get_row(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let (name, id) = path.into_inner();
    let asked = ReadQuery::parse(&members(&request)?).map_err(Failure::from)?;
    let row = with_schema(&state, async |schema| {
        let table = plan::table(&schema, &name)?;
        let mut query = by_key(table, None, &id)?;
        query.select = asked.select.clone();
        query.embedded = asked.embedded.clone();
        find(&state, &identity, (&schema, table), &query).await
    })
    .await?
    .ok_or_else(|| ApiError::not_found("Row"))?;
    let hash = etag::hash(&row);
    // The tag of a part of the row must not pass for the whole row's in `If-Match`.
    let weak = if asked.select == [SelectItem::Star] { "" } else { "W/" };
    let tag = (header::ETAG, format!("{weak}\"{hash}\""));
    if etag::none_match(&request, &hash) {
        return Ok(HttpResponse::NotModified().insert_header(tag).finish());
    }
    Ok(HttpResponse::Ok().insert_header(tag).content_type("application/json").body(row))
}

/// What is done to a row.
#[derive(Clone, Copy)]
pub(super) enum Change<'a> {
    /// The members of this object are set.
    Set(&'a str),
    /// It is deleted.
    Delete,
}

/// Which row is changed, and on what condition.
pub(super) struct Target<'a> {
    pub table: &'a str,
    /// Column that names the row; its key when there is none.
    pub column: Option<&'a str>,
    pub id: &'a str,
    pub expected: Expected,
}

/// Changes a row; the row as JSON, or `None` when there is none.
pub(super) async fn change(
    state: &AppState,
    identity: &Identity,
    target: &Target<'_>,
    change: Change<'_>,
) -> Result<Option<String>, Failure> {
    with_schema(state, async |schema| {
        let table = plan::table(&schema, target.table)?;
        let query = by_key(table, target.column, target.id)?;
        let hashes = match &target.expected {
            Expected::Anything => vec![None],
            Expected::Hash(hashes) => hashes.iter().map(|hash| Some(hash.as_str())).collect(),
        };
        for unchanged in hashes {
            let write = Write {
                schema: &schema,
                table,
                query: &query,
                returning: Returning::Rows(Shape::Lines),
                unchanged,
                signed_in: identity.caller.session.is_some(),
            };
            let page = statement(write, change)?;
            let rows = execute(state, &identity.caller, &page, &Preferences::default(), None).await?;
            if let Some(row) = rows.first() {
                return Ok(Some(row.get(0)));
            }
        }
        if target.expected != Expected::Anything
            && find(state, identity, (&schema, table), &query).await?.is_some()
        {
            return Err(ApiError::new(PRECONDITION_FAILED, "the row is not as If-Match says").into());
        }
        Ok(None)
    })
    .await
}

fn statement(write: Write<'_>, change: Change<'_>) -> Result<Page, Failure> {
    let Change::Set(text) = change else { return Ok(write.delete()?) };
    let body = Body::parse_filled(text)?;
    if body.many {
        return Err(ApiError::bad_request("body: a row as a JSON object is expected").into());
    }
    let columns = body.columns(write.table, None)?;
    Ok(write.update(Update { columns: &columns, body: text, defaults: false })?)
}

async fn set(
    state: web::Data<AppState>,
    identity: Identity,
    (table, id): (String, String),
    body: web::Bytes,
    expected: Expected,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let target = Target { table: &table, column: None, id: &id, expected };
        let row = change(&state, &identity, &target, Change::Set(text(&body)?)).await?;
        Ok(answer(row)?)
    })
    .await
}

/// Sets the members that are present. With `If-Match` only a row that still has that `ETag`.
#[utoipa::path(tag = "Rows", params(("table" = String, Path), ("id" = String, Path)),
    request_body(content = serde_json::Value, content_type = "application/json"),
    responses((status = 200, description = "The row"), (status = 404, description = "No such row"),
        (status = 412, description = "The row is not as `If-Match` says")))]
#[put("/api/v1/tables/{table}/rows/{id}")]
async fn put_row(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
    body: web::Bytes,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    set(state, identity, path.into_inner(), body, etag::if_match(&request)).await
}

/// As PUT.
#[utoipa::path(tag = "Rows", params(("table" = String, Path), ("id" = String, Path)),
    request_body(content = serde_json::Value, content_type = "application/json"),
    responses((status = 200, description = "The row"), (status = 404, description = "No such row"),
        (status = 412, description = "The row is not as `If-Match` says")))]
#[patch("/api/v1/tables/{table}/rows/{id}")]
async fn patch_row(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
    body: web::Bytes,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    set(state, identity, path.into_inner(), body, etag::if_match(&request)).await
}

/// Deletes a row. With `If-Match` only one that still has that `ETag`.
#[utoipa::path(tag = "Rows", params(("table" = String, Path), ("id" = String, Path)), responses(
    (status = 204, description = "Deleted"), (status = 404, description = "No such row"),
    (status = 412, description = "The row is not as `If-Match` says"),
))]
#[delete("/api/v1/tables/{table}/rows/{id}")]
async fn delete_row(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let (table, id) = path.into_inner();
    let expected = etag::if_match(&request);
    detached(async move {
        let target = Target { table: &table, column: None, id: &id, expected };
        match change(&state, &identity, &target, Change::Delete).await? {
            Some(_) => Ok(HttpResponse::NoContent().finish()),
            None => Err(ApiError::not_found("Row")),
        }
    })
    .await
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(get_row).service(put_row).service(patch_row).service(delete_row);
}
