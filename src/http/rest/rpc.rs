//! `/rest/v1/rpc/{function}`.

use super::{
    error::RestError,
    read::{answer, begun, not_single},
    request::{Asked, narrower},
};
use crate::{
    db::{
        DbError,
        plan::{self, Arguments, Call, Options, Page, Shape},
        query::{Fault, QueryError, ReadQuery},
        rows::{PageRow, Transaction},
        schema_cache::{Function, Returns, Schema},
    },
    http::rows::{
        counted,
        failure::{Failure, with_schema},
        media::Media,
        prefer::Preferences,
        reading::{Content, Found},
        writing,
    },
};
use actix_web::{HttpResponse, http::StatusCode};
use std::cell::Cell;
use tokio_postgres::Row;

/// Arguments as they came.
pub enum Given {
    /// In the query string; the call may not write.
    Query,
    /// A body of JSON.
    Json(String),
    /// A body of text.
    Text(String),
}

/// What a call came to.
enum Done {
    Void,
    Found(Found),
}

/// Calls a function.
pub async fn call(
    asked: &Asked,
    name: &str,
    (members, given): (&[(String, String)], &Given),
    head: bool,
) -> Result<HttpResponse, RestError> {
    let query = match given {
        Given::Query => ReadQuery::parse_call(members)?,
        Given::Json(_) | Given::Text(_) => ReadQuery::parse(members)?,
    };
    let names = match given {
        Given::Json(body) => argument_names(body)?,
        Given::Query | Given::Text(_) => None,
    };
    let arguments = match given {
        Given::Query => Arguments::Members(&query.arguments),
        Given::Json(body) => match &names {
            Some(names) => Arguments::Json(body, names),
            None => Arguments::Whole { body, raw: false },
        },
        Given::Text(body) => Arguments::Whole { body, raw: true },
    };
    let refused = Cell::new(None);
    let done = with_schema(&asked.state, async |schema| {
        run(asked, &schema, (name, arguments, &query), matches!(given, Given::Query), &refused).await
    })
    .await;
    if let Some(error) = refused.take() {
        return Err(error);
    }
    match done.map_err(|failure| RestError::of(failure, asked.signed_in()))? {
        Done::Void => Ok(begun(asked, StatusCode::NO_CONTENT, true).finish()),
        Done::Found(found) => answer(asked, found, query.root.offset.saturating_add(asked.range.0), head),
    }
}

/// Member names of an object; none when the body is something else.
fn argument_names(body: &str) -> Result<Option<Vec<String>>, RestError> {
    let wrong = |error: serde_json::Error| QueryError::new(Fault::Body, "body", error.to_string());
    if body.trim_start().starts_with('{') {
        let row = crate::db::rows::body::Body::parse(body)?;
        return Ok(Some(row.names.into_iter().collect()));
    }
    serde_json::from_str::<serde::de::IgnoredAny>(body).map_err(wrong)?;
    Ok(None)
}

async fn run(
    asked: &Asked,
    schema: &Schema,
    (name, arguments, query): (&str, Arguments<'_>, &ReadQuery),
    read_only: bool,
    refused: &Cell<Option<RestError>>,
) -> Result<Done, Failure> {
    let (function, whole) = plan::choose(schema, name, &arguments)?;
    let arguments = match arguments {
        Arguments::Json(body, _) if whole => Arguments::Whole { body, raw: false },
        arguments => arguments,
    };
    let options = options(asked, function, query);
    let page = Call { schema, function, arguments, query }.statement(&options)?;
    let single = asked.media == Media::Object && function.set;
    let check = |rows: &[Row]| {
        let number = PageRow::of(rows, false, false)?.rows;
        if single && number != 1 {
            refused.set(Some(not_single(number)));
        } else if asked.prefer.limit().is_some_and(|most| number > most) {
            refused.set(Some(
                RestError::new(400, "PGRST124", "Query result exceeds max-affected preference constraint")
                    .detailed(format!("The query affects {number} rows")),
            ));
        } else {
            return Ok(());
        }
        Err(crate::http::problem::ApiError::bad_request("refused").into())
    };
    let array = options.shape == Shape::Array;
    let decides = array && (single || asked.prefer.limit().is_some());
    let check: Option<writing::Check<'_>> = if decides { Some(&check) } else { None };
    let rows = if read_only {
        looked_up(asked, &page, check).await?
    } else {
        writing::execute(&asked.state, &asked.identity.caller, &page, &asked.prefer, check).await?
    };
    if matches!(function.returns, Returns::Void) {
        return Ok(Done::Void);
    }
    found(asked, function, (page, &options), &rows).map(Done::Found)
}

fn options(asked: &Asked, function: &Function, query: &ReadQuery) -> Options {
    let (first, rows) = asked.range;
    let plain = !matches!(function.returns, Returns::Row(..));
    let shape = match asked.media {
        Media::Csv if !plain => Shape::Csv,
        Media::Lines if !plain => Shape::Lines,
        _ => Shape::Array,
    };
    Options {
        shape,
        limit: narrower(narrower(query.root.limit, rows), Some(asked.state.config.database.max_rows)),
        offset: query.root.offset.saturating_add(first),
        count: if plain || shape != Shape::Array { None } else { counted(&asked.prefer) },
        signed_in: asked.signed_in(),
        ..Options::default()
    }
}

/// Runs a call that must not write.
async fn looked_up(
    asked: &Asked,
    page: &Page,
    check: Option<writing::Check<'_>>,
) -> Result<Vec<Row>, Failure> {
    let transaction = Transaction::begin(&asked.state.db, &asked.identity.caller).await?;
    match looked_up_in(&transaction, page, &asked.prefer).await {
        Ok(rows) => {
            transaction.commit().await?;
            check.map_or(Ok(()), |check| check(&rows))?;
            Ok(rows)
        }
        Err(error) => {
            transaction.rollback().await?;
            Err(error.into())
        }
    }
}

async fn looked_up_in(
    transaction: &Transaction,
    page: &Page,
    prefer: &Preferences,
) -> Result<Vec<Row>, DbError> {
    transaction.read_only().await?;
    if let Some(zone) = &prefer.timezone {
        transaction.set("timezone", zone).await?;
    }
    transaction.query(&page.statement).await
}

fn found(
    asked: &Asked,
    function: &Function,
    (page, options): (Page, &Options),
    rows: &[Row],
) -> Result<Found, Failure> {
    if options.shape != Shape::Array {
        let body = asked.media.encoding(page.names).all(rows).map_err(DbError::from)?;
        let content = Content::Whole(body.freeze());
        return Ok(Found { content, rows: rows.len() as i64, total: None, last: None });
    }
    let PageRow { json, rows, total, .. } = PageRow::of(rows, options.count.is_some(), false)?;
    let one_row = matches!(function.returns, Returns::Row(..)) && !function.set;
    // A single row is answered as an object whatever form was asked for; `answer` does it for that form itself.
    let json = match (one_row, asked.media == Media::Object, function.set) {
        (true, false, _) if rows == 1 => {
            json.get(1..json.len().saturating_sub(1)).unwrap_or_default().to_owned()
        }
        (false, true, false) => format!("[{json}]"),
        _ => json,
    };
    Ok(Found { content: Content::Whole(json.into()), rows, total, last: None })
}
