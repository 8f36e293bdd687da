//! `/api/v1/import/preview` and `/api/v1/tables/{table}/import`: files into tables.

mod options;
mod preview;
mod run;

use super::problem::{ApiError, FORBIDDEN, INVALID, Kind, TOO_LARGE};
use crate::db::import::{ImportError, record::Fault};
use actix_web::{HttpResponse, http::StatusCode};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// A bad line of a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct FaultOut {
    /// Line on which the row begins, from 1.
    pub line: u64,
    /// Column, where it is one column's fault.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: String,
}

impl From<Fault> for FaultOut {
    fn from(Fault { line, column, reason }: Fault) -> Self {
        FaultOut { line, column, reason }
    }
}

fn problem(kind: &Kind, detail: &str, faults: Vec<Fault>) -> HttpResponse {
    let request_id = uuid::Uuid::new_v4();
    let lines: Vec<FaultOut> = faults.into_iter().map(Into::into).collect();
    let body = json!({
        "type": format!("/problems/{}", kind.slug), "title": kind.title, "status": kind.status, "detail": detail,
        "request_id": request_id, "lines": lines,
        "error": { "code": kind.code, "message": detail, "request_id": request_id },
    });
    let status = StatusCode::from_u16(kind.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    HttpResponse::build(status).content_type("application/problem+json").body(body.to_string())
}

/// The answer to an import that did not happen.
fn failure(error: ImportError) -> Result<HttpResponse, ApiError> {
    Err(match error {
        ImportError::Faults(faults) => {
            let first = faults.first().map(|fault| match &fault.column {
                Some(column) => format!("line {}, {column}: {}", fault.line, fault.reason),
                None => format!("line {}: {}", fault.line, fault.reason),
            });
            let detail = format!("nothing was imported; {}", first.unwrap_or_default());
            return Ok(problem(INVALID, &detail, faults));
        }
        ImportError::Refused(fault) => {
            let detail = format!("nothing was imported; line {}: {}", fault.line, fault.reason);
            return Ok(problem(FORBIDDEN, &detail, vec![fault]));
        }
        ImportError::Db(error) => error.into(),
        ImportError::Table(error) => error.into(),
        ImportError::Forbidden => ApiError::new(FORBIDDEN, "the caller may not insert into this table"),
        ImportError::Invalid(message) => ApiError::new(INVALID, message),
        ImportError::Upload(message) => ApiError::bad_request(format!("body: {message}")),
        ImportError::TooLarge => ApiError::new(TOO_LARGE, "the file is larger than an import may be"),
    })
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    preview::configure(config);
    run::configure(config);
}
