//! Failures in PostgREST's form: `code`, `message`, `details`, `hint`
//! (<https://docs.postgrest.org/en/stable/references/errors.html>).

use crate::{
    db::{
        DbError,
        error::StatementError,
        query::{Fault, QueryError},
    },
    http::{
        problem::{API_KEY_REQUIRED, ApiError, UNAUTHORIZED},
        rows::failure::Failure,
    },
};
use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use serde_json::{Value, json};

/// An answer that is an error.
#[derive(Debug)]
pub struct RestError(Box<Parts>);

#[derive(Debug)]
struct Parts {
    status: u16,
    code: String,
    message: String,
    details: Option<Value>,
    hint: Option<String>,
    retry_after: Option<u64>,
}

impl RestError {
    /// An error of PostgREST's own.
    pub fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        RestError(Box::new(Parts {
            status,
            code: code.to_owned(),
            message: message.into(),
            details: None,
            hint: None,
            retry_after: None,
        }))
    }

    /// With details.
    pub fn detailed(mut self, details: impl Into<Value>) -> Self {
        self.0.details = Some(details.into());
        self
    }

    /// With a hint.
    pub fn hinted(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// What a failure means to a caller who is signed in or not.
    pub fn of(failure: Failure, signed_in: bool) -> Self {
        match failure {
            Failure::Query(error) => error.into(),
            Failure::Api(error) => error.into(),
            Failure::Db(DbError::Statement(failed)) => statement(*failed, signed_in),
            Failure::Db(error) | Failure::Operation(_, error) => ApiError::from(error).into(),
        }
    }
}

impl From<QueryError> for RestError {
    fn from(QueryError { fault, field, message, details, hint }: QueryError) -> Self {
        let message = match fault {
            // Messages of a parser and of limits name the member only here.
            Fault::Parse if details.is_none() => format!("{field}: {message}"),
            _ => message,
        };
        let mut answer = RestError::new(fault.status(), fault.code(), message);
        answer.0.details = details;
        answer.0.hint = hint;
        answer
    }
}

impl From<ApiError> for RestError {
    fn from(error: ApiError) -> Self {
        let status = error.kind.status;
        let code = match status {
            401 if *error.kind == *API_KEY_REQUIRED => "PGRST302",
            401 if *error.kind == *UNAUTHORIZED => "PGRST301",
            400 | 413 | 415 | 422 => "PGRST102",
            404 => "PGRST125",
            503 | 504 => "PGRST003",
            _ => "PGRSTX00",
        };
        error.log_cause(&uuid::Uuid::new_v4().to_string());
        let mut answer = RestError::new(status, code, error.detail);
        answer.0.retry_after = error.retry_after;
        answer
    }
}

/// A failed statement. `details` may hold values of rows, so only those that a function has written itself are shown.
fn statement(failed: StatementError, signed_in: bool) -> RestError {
    let code = failed.code.code().to_owned();
    let raised = code == "P0001" || code.starts_with("PT");
    let mut answer = RestError::new(status(&code, signed_in), &code, failed.message);
    if raised {
        answer.0.details = failed.detail.map(Value::from);
        answer.0.hint = failed.hint;
    }
    answer
}

/// The status of a SQLSTATE.
fn status(code: &str, signed_in: bool) -> u16 {
    if let Some(custom) = code.strip_prefix("PT").and_then(|rest| rest.parse::<u16>().ok())
        && (200..600).contains(&custom)
    {
        return custom;
    }
    match code {
        "23503" | "23505" => 409,
        "25006" => 405,
        "42501" => {
            if signed_in {
                403
            } else {
                401
            }
        }
        "42883" | "42P01" => 404,
        "42P17" | "53400" => 500,
        "P0001" => 400,
        _ => match code.get(..2).unwrap_or_default() {
            "08" | "53" => 503,
            "0L" | "0P" | "28" => 403,
            "09" | "25" | "2D" | "38" | "39" | "3B" | "40" | "54" | "55" | "57" | "58" | "F0" | "HV"
            | "P0" | "XX" => 500,
            _ => 400,
        },
    }
}

impl std::fmt::Display for RestError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl ResponseError for RestError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        if let Some(seconds) = self.0.retry_after {
            answer.insert_header(("retry-after", seconds));
        }
        if self.0.status == 401 {
            answer.insert_header(("www-authenticate", "Bearer"));
        }
        answer.json(json!({
            "code": self.0.code,
            "message": self.0.message,
            "details": self.0.details,
            "hint": self.0.hint,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_have_postgrests_statuses() {
        for (code, expected) in [
            ("23505", 409),
            ("23502", 400),
            ("22P02", 400),
            ("42501", 403),
            ("42P01", 404),
            ("57014", 500),
            ("P0001", 400),
            ("P0002", 500),
            ("PT418", 418),
            ("PTxyz", 400),
        ] {
            assert_eq!(status(code, true), expected, "{code}");
        }
        assert_eq!(status("42501", false), 401);
    }
}
