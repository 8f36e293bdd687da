//! Pages of a bucket's files.

use super::{
    author,
    files::{FileOut, bucket},
};
use crate::{
    db::storage::{
        buckets,
        list::{self, Filter, MAX_PAGE, Page, Sort},
    },
    http::{problem::ApiError, state::AppState},
};
use actix_web::{HttpRequest, get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// Which files, in which order.
#[derive(Debug, Deserialize, IntoParams)]
struct ListQuery {
    /// Beginning of the names.
    prefix: Option<String>,
    /// Folds names that go on after it, such as `/`, into `folders`. Orders by name.
    delimiter: Option<String>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// 1 to 1000, 1000 by default.
    limit: Option<i64>,
    /// `created_at` by default, `name` with `delimiter`.
    sort: Option<Sort>,
    /// `asc` or `desc`; `desc` by default, `asc` by name.
    order: Option<Order>,
    /// Text that names contain, in any case; not together with `delimiter`.
    search: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Order {
    Asc,
    Desc,
}

/// A page of files.
#[derive(Debug, Serialize, ToSchema)]
struct ListOut {
    success: bool,
    files: Vec<FileOut>,
    /// Beginnings of names up to `delimiter`.
    folders: Vec<String>,
    /// Present when there is more.
    next_cursor: Option<String>,
}

async fn page(
    state: &AppState,
    author: &crate::db::storage::Author,
    bucket: &str,
    query: &ListQuery,
) -> Result<Page, ApiError> {
    let bad_cursor = || ApiError::bad_request("cursor: not one of this list");
    let prefix = query.prefix.as_deref().unwrap_or_default();
    let search = query.search.as_deref().unwrap_or_default();
    let limit = query.limit.unwrap_or(MAX_PAGE);
    if !(1..=MAX_PAGE).contains(&limit) {
        return Err(ApiError::field("limit", format!("must be from 1 to {MAX_PAGE}")));
    }
    if [prefix, search].iter().any(|text| text.contains('\0')) {
        return Err(ApiError::bad_request("prefix, search: must not contain NUL"));
    }
    if let Some(delimiter) = query.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()) {
        let by_name = query.sort.is_none_or(|sort| sort == Sort::Name) && query.order != Some(Order::Desc);
        if !by_name || !search.is_empty() || delimiter.contains('\0') {
            return Err(ApiError::bad_request(
                "delimiter: goes only with ascending names and without search",
            ));
        }
        let after = match &query.cursor {
            None => String::new(),
            Some(cursor) => list::cursor_name(cursor).ok_or_else(bad_cursor)?,
        };
        let mut page = list::folders(&state.db, author, bucket, (prefix, delimiter), (&after, limit)).await?;
        page.next = page.next.and_then(|name| list::name_cursor(&name));
        return Ok(page);
    }
    let sort = query.sort.unwrap_or(Sort::CreatedAt);
    let descending = query.order.map_or(sort != Sort::Name, |order| order == Order::Desc);
    let cursor = query.cursor.as_deref();
    if cursor.is_some_and(|cursor| !list::valid_cursor(cursor, sort)) {
        return Err(bad_cursor());
    }
    let filter = Filter { prefix, search, sort, descending, cursor, limit };
    Ok(list::files(&state.db, author, bucket, &filter).await?)
}

/// Files of a bucket that the caller may see, newest first unless `sort` says otherwise.
#[utoipa::path(tag = "files", params(("bucket" = String, Path), ListQuery), responses(
    (status = 200, body = ListOut), (status = 400, description = "a parameter is not usable"),
    (status = 404, description = "no such bucket, or none that is visible"),
))]
#[get("/api/v1/buckets/{bucket}/files")]
async fn list_files(
    request: HttpRequest,
    state: web::Data<AppState>,
    name: web::Path<String>,
    query: web::Query<ListQuery>,
) -> Result<web::Json<ListOut>, ApiError> {
    let author = author(&request)?;
    let bucket = bucket(&name)?;
    let page = page(&state, &author, bucket.as_str(), &query).await?;
    if page.objects.is_empty() && page.folders.is_empty() {
        // A policy may show files of a bucket that is not visible itself; without files it has to be.
        buckets::exists(&state.db, &author, bucket.as_str()).await?;
    }
    Ok(web::Json(ListOut {
        success: true,
        files: page.objects.into_iter().map(Into::into).collect(),
        folders: page.folders,
        next_cursor: page.next,
    }))
}

/// Mounts the operation.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(list_files);
}
