//! POST, PATCH, PUT and DELETE of a table.

use super::{
    error::RestError,
    read::{begun, content_range, not_single},
    request::Asked,
};
use crate::{
    db::{
        DbError,
        plan::{self, Conflict, Insert, Page, Resolution, Returning, Shape, Update, Write},
        query::{
            Fault, QueryError, ReadQuery,
            ast::{Comparison, Condition, Test},
        },
        rows::{Written, body::Body},
        schema_cache::{Column, Table},
    },
    http::{
        problem::ApiError,
        rows::{
            failure::{Failure, with_schema},
            media::Media,
            prefer::Return,
            writing,
        },
    },
};
use actix_web::{HttpResponse, http::StatusCode, http::header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::cell::Cell;
use tokio_postgres::Row;

/// Verb of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// POST.
    Insert,
    /// PATCH.
    Update,
    /// PUT.
    Put,
    /// DELETE.
    Delete,
}

/// What was written.
struct Outcome {
    affected: i64,
    inserted: i64,
    body: Vec<u8>,
    location: Option<String>,
}

/// Writes a table's rows.
pub async fn write(
    asked: &Asked,
    (name, query): (&str, &ReadQuery),
    verb: Verb,
    text: &str,
) -> Result<HttpResponse, RestError> {
    let refused = Cell::new(None);
    let done = with_schema(&asked.state, async |schema| {
        let table = plan::table(&schema, name)?;
        let write = Write {
            schema: &schema,
            table,
            query,
            returning: returning(asked),
            unchanged: None,
            signed_in: asked.signed_in(),
        };
        let page = statement(asked, write, verb, text)?;
        let Some(page) = page else {
            return Ok(Outcome { affected: 0, inserted: 0, body: b"[]".to_vec(), location: None });
        };
        let check = |rows: &[Row]| {
            let failure = check(asked, verb, rows)?;
            match failure {
                None => Ok(()),
                Some(error) => {
                    refused.set(Some(error));
                    Err(ApiError::bad_request("refused").into())
                }
            }
        };
        let decides = verb == Verb::Put || asked.media == Media::Object || asked.prefer.decides();
        let check: Option<writing::Check<'_>> = if decides { Some(&check) } else { None };
        let rows =
            writing::execute(&asked.state, &asked.identity.caller, &page, &asked.prefer, check).await?;
        outcome(asked, table, page, &rows)
    })
    .await;
    match (done, refused.take()) {
        (_, Some(error)) => Err(error),
        (Ok(outcome), None) => Ok(answer(asked, verb, outcome)),
        (Err(failure), None) => Err(RestError::of(failure, asked.signed_in())),
    }
}

fn returning(asked: &Asked) -> Returning {
    match asked.prefer.returning {
        Some(Return::Representation) if asked.media == Media::Csv => Returning::Rows(Shape::Csv),
        Some(Return::Representation) => Returning::Rows(Shape::Array),
        Some(Return::HeadersOnly) => Returning::Key,
        Some(Return::Minimal) | None => Returning::Nothing,
    }
}

/// The statement; none where there is nothing to set.
fn statement(asked: &Asked, write: Write<'_>, verb: Verb, text: &str) -> Result<Option<Page>, Failure> {
    if verb == Verb::Delete {
        return Ok(Some(write.delete()?));
    }
    let body = Body::parse(text)?;
    let prefer = &asked.prefer;
    if !body.uniform && write.query.columns.is_none() && prefer.defaults != Some(true) {
        return Err(QueryError::new(Fault::Body, "body", "All object keys must match").into());
    }
    match verb {
        Verb::Update => {
            if body.many {
                return Err(QueryError::new(Fault::Body, "body", "An object is expected").into());
            }
            let columns = body.columns(write.table, write.query.columns.as_deref())?;
            if columns.is_empty() {
                return Ok(None);
            }
            let defaults = prefer.defaults == Some(true);
            Ok(Some(write.update(Update { columns: &columns, body: text, defaults })?))
        }
        Verb::Put => put(write, &body, text).map(Some),
        Verb::Insert | Verb::Delete => writing::insert(write, text, &body, prefer).map(Some),
    }
}

/// PUT: one row, named by its whole key in the address and in the body.
fn put(write: Write<'_>, body: &Body, text: &str) -> Result<Page, Failure> {
    let query = write.query;
    if query.root.limit.is_some() || query.root.offset > 0 {
        let message = "limit/offset querystring parameters are not allowed for PUT";
        return Err(QueryError::new(Fault::PutRange, "limit", message).into());
    }
    let keyed = named(write.table, query).ok_or_else(|| {
        QueryError::new(
            Fault::PutFilters,
            "query",
            "Filters must include all and only primary key columns with 'eq' operators",
        )
    })?;
    let columns = body.columns(write.table, query.columns.as_deref())?;
    let unique = write.table.key_columns();
    if body.rows != 1 || unique.iter().any(|key| !columns.iter().any(|column| column.name == key.name)) {
        return Err(other_key().into());
    }
    let conflict = Some(Conflict { columns: &unique, resolution: Resolution::Merge });
    let insert =
        Insert { columns: &columns, body: text, many: body.many, defaults: false, conflict, keyed: &keyed };
    Ok(write.insert(insert)?)
}

fn other_key() -> QueryError {
    QueryError::new(Fault::PutKey, "body", "Payload values do not match URL in primary key column(s)")
}

/// The key's columns with the values of an address that names them all, and nothing else.
fn named<'a>(table: &'a Table, query: &'a ReadQuery) -> Option<Vec<(&'a Column, &'a str)>> {
    let values: Vec<(&Column, &str)> = query
        .root
        .conditions
        .iter()
        .map(|condition| match condition {
            Condition::Filter(filter) if !filter.negated && filter.field.path.is_empty() => {
                match &filter.test {
                    Test::Compare(Comparison::Eq, None, value) => {
                        Some((table.column(&filter.field.name)?, value.as_str()))
                    }
                    _ => None,
                }
            }
            _ => None,
        })
        .collect::<Option<_>>()?;
    let keys = table.key_columns();
    let all = keys.iter().all(|key| values.iter().any(|(column, _)| column.name == key.name));
    (all && !keys.is_empty() && values.len() == keys.len()).then_some(values)
}

/// What is wrong with what a write would do.
fn check(asked: &Asked, verb: Verb, rows: &[Row]) -> Result<Option<RestError>, DbError> {
    let affected = match returning(asked) {
        Returning::Rows(Shape::Csv | Shape::Lines) => rows.len() as i64,
        _ => Written::of(rows)?.affected,
    };
    Ok(if verb == Verb::Put && affected != 1 {
        Some(other_key().into())
    } else if asked.media == Media::Object
        && affected != 1
        && asked.prefer.returning == Some(Return::Representation)
    {
        Some(not_single(affected))
    } else if asked.prefer.limit().is_some_and(|most| affected > most && verb != Verb::Insert) {
        Some(
            RestError::new(400, "PGRST124", "Query result exceeds max-affected preference constraint")
                .detailed(format!("The query affects {affected} rows")),
        )
    } else {
        None
    })
}

fn outcome(asked: &Asked, table: &Table, page: Page, rows: &[Row]) -> Result<Outcome, Failure> {
    if returning(asked) == Returning::Rows(Shape::Csv) {
        let body = asked.media.encoding(page.names).all(rows).map_err(DbError::from)?;
        return Ok(Outcome { affected: rows.len() as i64, inserted: 0, body: body.to_vec(), location: None });
    }
    let written = Written::of(rows)?;
    let location = written.key.filter(|_| written.affected == 1).map(|values| {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let key: Vec<String> = table
            .key
            .iter()
            .zip(values)
            .map(|(name, value)| format!("{}=eq.{}", encoded(name), encoded(&value.unwrap_or_default())))
            .collect();
        format!("/rest/v1/{}?{}", encoded(table.name.as_str()), key.join("&"))
    });
    let json = written.json;
    let body = match asked.media {
        Media::Object => json.get(1..json.len().saturating_sub(1)).unwrap_or_default().into(),
        _ => json.into_bytes(),
    };
    Ok(Outcome { affected: written.affected, inserted: written.inserted, body, location })
}

fn answer(asked: &Asked, verb: Verb, outcome: Outcome) -> HttpResponse {
    let rows = asked.prefer.returning == Some(Return::Representation);
    let merged = asked.prefer.merge == Some(true) || verb == Verb::Put;
    let status = match verb {
        Verb::Insert if merged && outcome.inserted == 0 && outcome.affected > 0 => StatusCode::OK,
        Verb::Insert => StatusCode::CREATED,
        Verb::Put if rows && outcome.inserted > 0 => StatusCode::CREATED,
        _ if rows => StatusCode::OK,
        _ => StatusCode::NO_CONTENT,
    };
    let mut answer = begun(asked, status, true);
    let total = asked.prefer.count.map(|_| outcome.affected);
    let range = match verb {
        Verb::Update => content_range(0, outcome.affected, total),
        _ => content_range(0, 0, total),
    };
    answer.insert_header((header::CONTENT_RANGE, range));
    if let Some(location) = outcome.location {
        answer.insert_header((header::LOCATION, location));
    }
    if rows { answer.content_type(asked.media.content_type()).body(outcome.body) } else { answer.finish() }
}
