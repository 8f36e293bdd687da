//! `/api/v1/tables/{table}/rows`: rows as resources, and the original's `/data` beside them.
//!
//! What `/rest/v1` shares with it is here too: forms of bodies, preferences, reading and writing.

mod data;
mod etag;
pub(super) mod failure;
pub(super) mod media;
pub(super) mod prefer;
pub(super) mod reading;
mod single;
mod transaction;
pub(super) mod writing;

use super::{caller::Identity, detached::detached, problem::ApiError, state::AppState};
use crate::db::{
    plan::{self, Cursor, Options, Returning, Shape, Write},
    query::{QueryError, ReadQuery},
    rows::body::Body,
    schema_cache::Table,
};
use actix_web::{HttpRequest, HttpResponse, get, http::header, post, web};
use failure::{Failure, with_schema};
use media::{Media, members, rows_in};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use prefer::{Count, Preferences};
use reading::Reader;
use utoipa_actix_web::service_config::ServiceConfig;

/// Rows of a page when nothing is said.
const DEFAULT_LIMIT: i64 = 100;
/// Rows up to which `count=planned` and `count=estimated` count. Guesses would tell of rows that the caller may not see.
pub(super) const COUNTED_ROWS: i64 = 100_000;
/// Place to go on from, by key; empty at the start.
const CURSOR: &str = "cursor";

fn text(body: &web::Bytes) -> Result<&str, ApiError> {
    std::str::from_utf8(body).map_err(|_| ApiError::bad_request("body: not UTF-8"))
}

/// How far a count goes; `None` without one.
pub(super) fn counted(prefer: &Preferences) -> Option<Option<i64>> {
    prefer.count.map(|count| match count {
        Count::Exact => None,
        Count::Planned | Count::Estimated => Some(COUNTED_ROWS + 1),
    })
}

/// A counted total; none when counting has stopped before the end.
pub(super) fn total(prefer: &Preferences, total: Option<i64>) -> Option<i64> {
    total.filter(|total| prefer.count == Some(Count::Exact) || *total <= COUNTED_ROWS)
}

/// A list request: its query, and the place to go on from.
struct Listing {
    members: Vec<(String, String)>,
    query: ReadQuery,
    cursor: Option<Option<Cursor>>,
    limit: i64,
}

impl Listing {
    fn parse(request: &HttpRequest, max_rows: i64) -> Result<Self, Failure> {
        let mut members = members(request)?;
        let place = members.iter().position(|(name, _)| name == CURSOR);
        let cursor = match place.map(|place| members.remove(place).1) {
            None => None,
            Some(token) if token.is_empty() => Some(None),
            Some(token) => Some(Some(Cursor::parse(&token)?)),
        };
        let query = ReadQuery::parse(&members)?;
        let limit = query.root.limit.unwrap_or(DEFAULT_LIMIT);
        if limit > max_rows {
            return Err(
                QueryError::limit("limit", "rows of one answer", max_rows.unsigned_abs() as usize).into()
            );
        }
        if cursor.is_some() && (query.root.offset > 0 || limit > MAX_CURSOR_ROWS) {
            return Err(QueryError::parse(
                CURSOR,
                format!("goes with no offset and with a limit of at most {MAX_CURSOR_ROWS}"),
            )
            .into());
        }
        Ok(Listing { members, query, cursor, limit })
    }

    /// Address of the next page.
    fn next(&self, path: &str, token: &str) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let members = self.members.iter().filter(|(name, _)| !matches!(name.as_str(), "apikey" | "token"));
        let kept: String =
            members.map(|(name, value)| format!("{}={}&", encoded(name), encoded(value))).collect();
        format!("<{path}?{kept}{CURSOR}={token}>; rel=\"next\"")
    }
}

/// Most rows of a page that is walked by key.
const MAX_CURSOR_ROWS: i64 = 1000;

/// Rows. `select`, `order`, `limit`, `offset`, `and`, `or` and filters (`col=op.value`) are PostgREST's. With
/// `cursor=` (empty at first) pages are walked by key: the answer's `X-Next-Cursor` and `Link` lead to the next one.
/// `Prefer: count=exact` counts all matching rows; `Accept: application/x-ndjson` or `text/csv` chooses the form.
#[utoipa::path(tag = "Rows", params(
    ("table" = String, Path),
    ("limit" = Option<i64>, Query, description = "100 by default; at most SELFDB_MAX_ROWS"),
    ("offset" = Option<i64>, Query), ("order" = Option<String>, Query), ("select" = Option<String>, Query),
    ("cursor" = Option<String>, Query),
), responses(
    (status = 200, description = "Array of rows; Content-Range names their positions"),
    (status = 400, description = "Unknown column or operator, or over a limit"),
    (status = 403, description = "Not readable by the caller"), (status = 404, description = "No such table"),
))]
#[get("/api/v1/tables/{table}/rows")]
async fn list_rows(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let listing = Listing::parse(&request, state.config.database.max_rows)?;
    let prefer = Preferences::of(&request);
    let media = Media::accepted(&request).filter(|media| *media != Media::Object).unwrap_or(Media::Json);
    let answer = with_schema(&state, async |schema| {
        let table = plan::table(&schema, &table)?;
        let options = Options {
            key_last: true,
            limit: Some(listing.limit),
            offset: listing.query.root.offset,
            count: counted(&prefer),
            cursor: listing.cursor.clone(),
            signed_in: identity.caller.session.is_some(),
            ..Options::default()
        };
        let query = &listing.query;
        let reader =
            Reader { state: &state, identity: &identity, schema: &schema, table, query, prefer: &prefer };
        let found = reader.read(media, options).await?;
        listed(&listing, table, &prefer, (request.path(), media), found)
    });
    Ok(answer.await?)
}

fn listed(
    listing: &Listing,
    table: &Table,
    prefer: &Preferences,
    (path, media): (&str, Media),
    found: reading::Found,
) -> Result<HttpResponse, Failure> {
    let total = total(prefer, found.total).map_or("*".to_owned(), |total| total.to_string());
    let offset = listing.query.root.offset;
    let range = match found.rows {
        0 => format!("*/{total}"),
        rows => format!("{offset}-{}/{total}", offset.saturating_add(rows - 1)),
    };
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::CONTENT_RANGE, range)).content_type(media.content_type());
    if let Some(last) = found.last.filter(|_| found.rows == listing.limit) {
        let token = Cursor::token(table, &listing.query.root.order, last)?;
        answer.insert_header((header::LINK, listing.next(path, &token)));
        answer.insert_header(("x-next-cursor", token));
    }
    Ok(found.content.into_response(answer))
}

/// Inserts a row (an object) or several (an array, CSV or NDJSON), all or none. Members that a row leaves out get their
/// defaults. With `Prefer: resolution=merge-duplicates` or `ignore-duplicates` rows that are there already (by key, or by
/// the columns of `on_conflict`) are changed or left alone.
#[utoipa::path(tag = "Rows", params(("table" = String, Path),
    ("columns" = Option<String>, Query, description = "Members that are written; others are left out"),
    ("on_conflict" = Option<String>, Query)),
    request_body(content = serde_json::Value, content_type = "application/json"),
    responses(
        (status = 201, description = "The row, or the rows as an array"),
        (status = 204, description = "The one row was there already and is left alone"),
        (status = 400, description = "Unknown column or unusable value"),
        (status = 409, description = "A constraint is violated"),
    ))]
#[post("/api/v1/tables/{table}/rows")]
async fn create_rows(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    body: web::Bytes,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let query = ReadQuery::parse(&members(&request)?).map_err(Failure::from)?;
    let text = rows_in(&request, &body)?;
    let prefer = Preferences::of(&request);
    detached(async move {
        let (many, rows) = insert(&state, &identity, (&table, &query, &prefer), &text).await?;
        if !many && rows.is_empty() {
            return Ok(HttpResponse::NoContent().finish());
        }
        let json = if many { format!("[{}]", rows.join(",")) } else { rows.concat() };
        Ok(HttpResponse::Created().content_type("application/json").body(json))
    })
    .await
}

/// Inserts a body's rows; whether it is an array, and each row as JSON.
async fn insert(
    state: &AppState,
    identity: &Identity,
    (table, query, prefer): (&str, &ReadQuery, &Preferences),
    text: &str,
) -> Result<(bool, Vec<String>), Failure> {
    let body = Body::parse_filled(text)?;
    with_schema(state, async |schema| {
        let write = Write {
            schema: &schema,
            table: plan::table(&schema, table)?,
            query,
            returning: Returning::Rows(Shape::Lines),
            unchanged: None,
            signed_in: identity.caller.session.is_some(),
        };
        let defaults = Some(!body.uniform || query.columns.is_some());
        let prefer = Preferences { defaults, commit: None, ..prefer.clone() };
        let page = writing::insert(write, text, &body, &prefer)?;
        let rows = writing::execute(state, &identity.caller, &page, &prefer, None).await?;
        Ok((body.many, rows.iter().map(|row| row.get(0)).collect()))
    })
    .await
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    transaction::configure(config);
    config.service(list_rows).service(create_rows);
    single::configure(config);
    data::configure(config);
}
