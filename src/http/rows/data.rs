//! `/api/v1/tables/{table}/data`: rows with the original's paging and shapes.

use super::{
    etag::Expected,
    failure::{Failure, with_schema},
    insert,
    media::Media,
    prefer::Preferences,
    reading::{Content, Reader},
    single::{Change, Target, change},
    text,
};
use crate::{
    db::{
        plan::{self, Options},
        query::{
            Fault, QueryError, ReadQuery,
            ast::{Comparison, Condition, Field, Filter, OrderTerm, Test},
        },
        rows::body::unwrap_json_texts,
        schema_cache::Table,
    },
    http::{caller::Identity, detached::detached, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, delete, get, post, put, web};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Page, order and filter.
#[derive(Debug, Deserialize, IntoParams)]
pub struct DataQuery {
    /// From 1.
    page: Option<i64>,
    /// 1 to 1000, 100 by default.
    page_size: Option<i64>,
    /// `col`, `col:asc` or `col:desc`.
    order_by: Option<String>,
    /// Column that must equal `filter_value`.
    filter_column: Option<String>,
    /// Value of `filter_column`.
    filter_value: Option<String>,
}

/// Column that names the row.
#[derive(Debug, Deserialize, IntoParams)]
pub struct IdQuery {
    /// `id` by default.
    id_column: Option<String>,
}

fn field(table: &Table, member: &str, name: &str) -> Result<Field, QueryError> {
    match table.column(name) {
        Some(_) => Ok(Field { name: name.to_owned(), path: Vec::new() }),
        None => {
            Err(QueryError::new(Fault::UndefinedColumn, member, format!("column \"{name}\" does not exist")))
        }
    }
}

fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

/// The page number and the page size.
fn page_of(query: &DataQuery) -> Result<(i64, i64), ApiError> {
    let page = query.page.unwrap_or(1);
    let size = query.page_size.unwrap_or(100);
    if page < 1 {
        return Err(ApiError::field("page", "must be at least 1"));
    }
    if !(1..=1000).contains(&size) {
        return Err(ApiError::field("page_size", "must be from 1 to 1000"));
    }
    Ok((page, size))
}

/// The order and the filter.
fn row_query(table: &Table, query: &DataQuery) -> Result<ReadQuery, Failure> {
    let mut rows = ReadQuery::default();
    for part in given(&query.order_by).into_iter().flat_map(|order| order.split(',')) {
        let part = part.trim();
        let (name, descending) = match part.rsplit_once(':') {
            Some((name, direction)) if direction.eq_ignore_ascii_case("asc") => (name, false),
            Some((name, direction)) if direction.eq_ignore_ascii_case("desc") => (name, true),
            _ => (part, false),
        };
        let field = field(table, "order_by", name)?;
        rows.root.order.push(OrderTerm { relation: None, field, descending, nulls_first: None });
    }
    if let (Some(name), Some(value)) = (given(&query.filter_column), &query.filter_value) {
        let field = field(table, "filter_column", name)?;
        let test = Test::Compare(Comparison::Eq, None, value.clone());
        rows.root.conditions.push(Condition::Filter(Filter { field, negated: false, test }));
    }
    Ok(rows)
}

/// A page of rows with the number of all.
#[utoipa::path(tag = "Rows", params(("table" = String, Path), DataQuery), responses(
    (status = 200, description = "`data` and `metadata` {total_count, page, page_size, total_pages, columns}"),
))]
#[get("/api/v1/tables/{table}/data")]
async fn list_data(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    query: web::Query<DataQuery>,
) -> Result<HttpResponse, ApiError> {
    let (page, size) = page_of(&query)?;
    let prefer = Preferences::default();
    let answer = with_schema(&state, async |schema| {
        let table = plan::table(&schema, &table)?;
        let rows = row_query(table, &query)?;
        let options = Options {
            key_last: true,
            limit: Some(size),
            offset: (page - 1).saturating_mul(size),
            count: Some(None),
            ..Options::default()
        };
        let reader = Reader {
            state: &state,
            identity: &identity,
            schema: &schema,
            table,
            query: &rows,
            prefer: &prefer,
        };
        let found = reader.read(Media::Json, options).await?;
        let Content::Whole(data) = found.content else {
            return Err(ApiError::internal("a short page came as a stream").into());
        };
        let total = found.total.unwrap_or_default();
        let metadata = json!({
            "total_count": total,
            "page": page,
            "page_size": size,
            "total_pages": (total + size - 1) / size,
            "columns": table.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(),
        });
        let mut body = Vec::with_capacity(data.len() + 200);
        body.extend_from_slice(b"{\"data\":");
        body.extend_from_slice(&data);
        body.extend_from_slice(format!(",\"metadata\":{metadata}}}").as_bytes());
        Ok(HttpResponse::Ok().content_type("application/json").body(body))
    });
    Ok(answer.await?)
}

/// Inserts a row.
#[utoipa::path(tag = "Rows", params(("table" = String, Path)),
    request_body(content = serde_json::Value, content_type = "application/json"),
    responses((status = 200, description = "The row")))]
#[post("/api/v1/tables/{table}/data")]
async fn create_data(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    body: web::Bytes,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let row = unwrapped(&state, &table, text(&body)?).await?;
        let query = ReadQuery::default();
        let (many, rows) = insert(&state, &identity, (&table, &query, &Preferences::default()), &row).await?;
        let json = if many { format!("[{}]", rows.join(",")) } else { rows.concat() };
        Ok(HttpResponse::Ok().content_type("application/json").body(json))
    })
    .await
}

/// The body with the original's JSON texts as documents.
async fn unwrapped(state: &AppState, table: &str, body: &str) -> Result<String, Failure> {
    with_schema(state, async |schema| Ok(unwrap_json_texts(plan::table(&schema, table)?, body)?)).await
}

/// Sets the members that are present in the row whose `id_column` has that value.
#[utoipa::path(tag = "Rows", params(("table" = String, Path), ("id" = String, Path), IdQuery),
    request_body(content = serde_json::Value, content_type = "application/json"),
    responses((status = 200, description = "The row"), (status = 404, description = "No such row")))]
#[put("/api/v1/tables/{table}/data/{id}")]
async fn update_data(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
    query: web::Query<IdQuery>,
    body: web::Bytes,
) -> Result<HttpResponse, ApiError> {
    let (name, id) = path.into_inner();
    detached(async move {
        let row = unwrapped(&state, &name, text(&body)?).await?;
        let target = target(&name, &id, &query);
        let row = change(&state, &identity, &target, Change::Set(&row)).await?;
        let row = row.ok_or_else(|| ApiError::not_found("Row"))?;
        Ok(HttpResponse::Ok().content_type("application/json").body(row))
    })
    .await
}

fn target<'a>(table: &'a str, id: &'a str, query: &'a IdQuery) -> Target<'a> {
    let column = Some(query.id_column.as_deref().unwrap_or("id"));
    Target { table, column, id, expected: Expected::Anything }
}

/// Deletes the row whose `id_column` has that value.
#[utoipa::path(tag = "Rows", params(("table" = String, Path), ("id" = String, Path), IdQuery),
    responses((status = 204, description = "Deleted"), (status = 404, description = "No such row")))]
#[delete("/api/v1/tables/{table}/data/{id}")]
async fn delete_data(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
    query: web::Query<IdQuery>,
) -> Result<HttpResponse, ApiError> {
    let (name, id) = path.into_inner();
    detached(async move {
        match change(&state, &identity, &target(&name, &id, &query), Change::Delete).await? {
            Some(_) => Ok(HttpResponse::NoContent().finish()),
            None => Err(ApiError::not_found("Row")),
        }
    })
    .await
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(list_data).service(create_data).service(update_data).service(delete_data);
}
