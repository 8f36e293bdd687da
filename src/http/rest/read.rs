//! GET and HEAD of a table.

use super::{
    error::RestError,
    request::{Asked, narrower},
};
use crate::{
    db::{
        plan::{self, Options},
        query::ReadQuery,
    },
    http::rows::{
        counted,
        failure::with_schema,
        media::{Media, members},
        reading::{Content, Found, Reader},
        total,
    },
};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, http::StatusCode, http::header};

/// Most rows that are read to find out that there is more than one.
const SINGLE_LIMIT: i64 = 1000;

/// Reads a table's rows.
pub async fn read(
    asked: &Asked,
    request: &HttpRequest,
    name: &str,
    head: bool,
) -> Result<HttpResponse, RestError> {
    let failed = |failure| RestError::of(failure, asked.signed_in());
    let query = ReadQuery::parse(&members(request).map_err(failed)?)?;
    let (first, rows) = asked.range;
    let offset = query.root.offset.saturating_add(first);
    let most = if asked.media == Media::Object { SINGLE_LIMIT } else { asked.state.config.database.max_rows };
    let limit = narrower(narrower(query.root.limit, rows), Some(most));
    let options = Options {
        limit,
        offset,
        count: counted(&asked.prefer),
        signed_in: asked.signed_in(),
        ..Options::default()
    };
    let found = with_schema(&asked.state, async |schema| {
        let table = plan::table(&schema, name)?;
        let reader = Reader {
            state: &asked.state,
            identity: &asked.identity,
            schema: &schema,
            table,
            query: &query,
            prefer: &asked.prefer,
        };
        reader.read(asked.media, options.clone()).await
    })
    .await
    .map_err(failed)?;
    answer(asked, found, offset, head)
}

/// The answer to a read: 200, 206 for a part, 406 where one row was asked for, 416 beyond the end.
pub fn answer(asked: &Asked, found: Found, offset: i64, head: bool) -> Result<HttpResponse, RestError> {
    let total = total(&asked.prefer, found.total);
    if let Some(total) = total.filter(|total| offset > 0 && offset >= *total) {
        return Err(RestError::new(416, "PGRST103", "Requested range not satisfiable")
            .detailed(format!("An offset of {offset} was requested, but there are only {total} rows.")));
    }
    let content =
        if asked.media == Media::Object { single(found.content, found.rows)? } else { found.content };
    let status = if total.is_some_and(|total| found.rows < total) {
        StatusCode::PARTIAL_CONTENT
    } else {
        StatusCode::OK
    };
    let mut answer = begun(asked, status, false);
    answer.insert_header((header::CONTENT_RANGE, content_range(offset, found.rows, total)));
    answer.content_type(asked.media.content_type());
    Ok(if head { answer.finish() } else { content.into_response(answer) })
}

/// An answer with the headers that all have.
pub fn begun(asked: &Asked, status: StatusCode, write: bool) -> HttpResponseBuilder {
    let mut answer = HttpResponse::build(status);
    if let Some(applied) = asked.applied(write) {
        answer.insert_header(("preference-applied", applied));
    }
    answer
}

/// `first-last/total`, with stars for what is not there or not known.
pub fn content_range(offset: i64, rows: i64, total: Option<i64>) -> String {
    let total = total.map_or("*".to_owned(), |total| total.to_string());
    match rows {
        0 => format!("*/{total}"),
        rows => format!("{offset}-{}/{total}", offset.saturating_add(rows - 1)),
    }
}

/// The only row of an array.
pub fn single(content: Content, rows: i64) -> Result<Content, RestError> {
    match content {
        Content::Whole(body) if rows == 1 => Ok(Content::Whole(body.slice(1..body.len().saturating_sub(1)))),
        _ => Err(not_single(rows)),
    }
}

/// 406: not exactly one row.
pub fn not_single(rows: i64) -> RestError {
    RestError::new(406, "PGRST116", "Cannot coerce the result to a single JSON object")
        .detailed(format!("The result contains {rows} rows"))
}
