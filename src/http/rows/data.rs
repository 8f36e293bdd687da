//! `/api/v1/tables/{table}/data`: rows with the original's paging and shapes.

use super::{RowError, found, insert, json, rows_of, stale, text, with_table};
use crate::{
    db::{
        catalog::{Column, TableInfo},
        rows::{
            body::{Body, unwrap_json_texts},
            query::{Filter, RowQuery, Test, parse_order},
        },
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

fn column<'a>(table: &'a TableInfo, field: &str, name: &str) -> Result<&'a Column, RowError> {
    table.column(name).ok_or_else(|| stale(format!("{field}: column \"{name}\" does not exist")))
}

fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

/// The row query, the page number and the page size.
fn row_query(table: &TableInfo, query: &DataQuery) -> Result<(RowQuery, i64, i64), RowError> {
    let page = query.page.unwrap_or(1);
    let size = query.page_size.unwrap_or(100);
    if page < 1 {
        return Err(ApiError::field("page", "must be at least 1").into());
    }
    if !(1..=1000).contains(&size) {
        return Err(ApiError::field("page_size", "must be from 1 to 1000").into());
    }
    let mut rows = RowQuery { limit: size, offset: (page - 1).saturating_mul(size), ..RowQuery::default() };
    if let Some(order) = given(&query.order_by) {
        rows.order = parse_order(table, "order_by", order, ':')?;
    }
    if let (Some(name), Some(value)) = (given(&query.filter_column), &query.filter_value) {
        let column = column(table, "filter_column", name)?.clone();
        rows.filters.push(Filter { column, test: Test::Compare("=", value.clone()) });
    }
    Ok((rows, page, size))
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
    with_table(&state, &table, async |table| {
        let (rows, page, size) = row_query(&table, &query)?;
        let answer = rows_of(&state, &identity, &table).page(&rows, true).await?;
        let total = answer.total.unwrap_or_default();
        let metadata = json!({
            "total_count": total,
            "page": page,
            "page_size": size,
            "total_pages": (total + size - 1) / size,
            "columns": table.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(),
        });
        Ok(json(format!(r#"{{"data":{},"metadata":{metadata}}}"#, answer.json)))
    })
    .await
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
        let body = text(&body)?;
        let row =
            with_table(&state, &table, async |table| unwrap_json_texts(&table, body).map_err(stale)).await?;
        let (many, rows) = insert(&state, &identity, &table, &row).await?;
        Ok(json(if many { format!("[{}]", rows.join(",")) } else { rows.concat() }))
    })
    .await
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
        let text = text(&body)?;
        with_table(&state, &name, async |table| {
            let row = unwrap_json_texts(&table, text).map_err(stale)?;
            let body = Body::parse(&table, &row).map_err(stale)?;
            let key = column(&table, "id_column", query.id_column.as_deref().unwrap_or("id"))?;
            found(rows_of(&state, &identity, &table).update(&body.columns, key, &id, &row).await?)
        })
        .await
    })
    .await
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
        with_table(&state, &name, async |table| {
            let key = column(&table, "id_column", query.id_column.as_deref().unwrap_or("id"))?;
            match rows_of(&state, &identity, &table).delete(key, &id).await? {
                true => Ok(HttpResponse::NoContent().finish()),
                false => Err(ApiError::not_found("Row").into()),
            }
        })
        .await
    })
    .await
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(list_data).service(create_data).service(update_data).service(delete_data);
}
