//! Failures of raw SQL as problem documents.

use crate::{
    db::sql::failure::{Failure, SqlError},
    http::problem::{ApiError, BAD_REQUEST, CANCELLED, CONFLICT, INVALID, Kind, TIMEOUT},
};
use actix_web::{HttpResponse, http::StatusCode};
use serde_json::{Value, json};

fn kind(error: &SqlError) -> &'static Kind {
    match error {
        SqlError::TimedOut => TIMEOUT,
        SqlError::Cancelled | SqlError::OwnLimit => CANCELLED,
        SqlError::IdTaken => CONFLICT,
        SqlError::Invalid { .. } => INVALID,
        SqlError::Db(_)
        | SqlError::Failed(_)
        | SqlError::LeftOpen
        | SqlError::LeavesTransaction { .. }
        | SqlError::CopyOut { .. }
        | SqlError::RowTooLarge { .. } => BAD_REQUEST,
    }
}

/// A request that was refused before anything ran.
pub fn refused(error: SqlError) -> ApiError {
    match error {
        SqlError::Db(error) => error.into(),
        SqlError::Invalid { field, message } => ApiError::field(field, message),
        other => ApiError::new(kind(&other), other.to_string()),
    }
}

fn failed(failure: &Failure) -> Value {
    let error = &failure.error;
    json!({
        "sqlstate": error.code.code(), "message": error.message, "detail": error.detail, "hint": error.hint,
        "position": failure.place.map(|place| place.position), "line": failure.place.map(|place| place.line),
        "column": failure.place.map(|place| place.column), "statement": failure.statement,
        "constraint": error.constraint, "notices": failure.notices,
    })
}

/// SQLSTATE, place and hint of a failure; the message alone where it is none of the server's.
pub fn detail(error: &SqlError) -> Value {
    let statement = match error {
        SqlError::Failed(failure) => return failed(failure),
        SqlError::LeavesTransaction { statement }
        | SqlError::CopyOut { statement }
        | SqlError::RowTooLarge { statement } => Some(*statement),
        _ => None,
    };
    json!({ "message": error.to_string(), "statement": statement })
}

/// The failure as a problem document with the members of [`detail`], the server's DETAIL as `sql_detail`.
pub fn response(error: &SqlError) -> HttpResponse {
    let (kind, message) = (kind(error), error.to_string());
    let request_id = uuid::Uuid::new_v4();
    let mut problem = json!({
        "type": format!("/problems/{}", kind.slug), "title": kind.title, "status": kind.status,
        "detail": message, "request_id": request_id,
        "error": { "code": kind.code, "message": message, "request_id": request_id },
    });
    if let Value::Object(members) = detail(error) {
        for (name, value) in members {
            match name.as_str() {
                "message" => {}
                "detail" => problem["sql_detail"] = value,
                _ => problem[name] = value,
            }
        }
    }
    let status = StatusCode::from_u16(kind.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    HttpResponse::build(status).content_type("application/problem+json").body(problem.to_string())
}
