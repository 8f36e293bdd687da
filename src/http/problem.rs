//! Every failing answer: an RFC 9457 problem document that also carries the original's `error` member.

use crate::{actors::outlet::AskError, db::DbError};
use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use serde_json::{Value, json};
use std::borrow::Cow;

/// A kind of problem: its slug (`type` is `/problems/{slug}`), status, title and the original's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Last part of `type`.
    pub slug: &'static str,
    /// HTTP status.
    pub status: u16,
    /// Title, the same for every problem of the kind.
    pub title: &'static str,
    /// `error.code`.
    pub code: &'static str,
}

macro_rules! kinds {
    ($($name:ident $status:literal $slug:literal $code:literal $title:literal;)*) => {
        $(#[doc = $title] pub const $name: &Kind = &Kind { slug: $slug, status: $status, title: $title, code: $code };)*
        /// Every kind there is, for the page that explains them.
        pub const KINDS: &[&Kind] = &[$($name),*];
    };
}

kinds! {
    BAD_REQUEST 400 "bad-request" "BAD_REQUEST" "The request is malformed";
    API_KEY_REQUIRED 401 "api-key-required" "INVALID_API_KEY" "A valid API key is required";
    UNAUTHORIZED 401 "unauthorized" "INVALID_JWT_TOKEN" "Valid credentials are required";
    INVALID_CREDENTIALS 401 "invalid-credentials" "INVALID_CREDENTIALS" "E-mail and password do not match";
    FORBIDDEN 403 "forbidden" "FORBIDDEN" "The caller may not do this";
    NOT_FOUND 404 "not-found" "NOT_FOUND" "There is no such resource";
    METHOD_NOT_ALLOWED 405 "method-not-allowed" "METHOD_NOT_ALLOWED" "The resource does not know this method";
    REQUEST_TIMEOUT 408 "request-timeout" "REQUEST_TIMEOUT" "The body came too slowly";
    CONFLICT 409 "conflict" "CONFLICT" "The request conflicts with what is stored";
    GONE 410 "gone" "GONE" "The resource is gone for good";
    PRECONDITION_FAILED 412 "precondition-failed" "PRECONDITION_FAILED" "A condition of the request is not met";
    CANCELLED 409 "cancelled" "CANCELLED" "The query was cancelled";
    TOO_LARGE 413 "too-large" "TOO_LARGE" "The body is too large";
    UNSUPPORTED_MEDIA_TYPE 415 "unsupported-media-type" "UNSUPPORTED_MEDIA_TYPE" "The body's media type is not understood";
    RANGE_NOT_SATISFIABLE 416 "range-not-satisfiable" "RANGE_NOT_SATISFIABLE" "The range lies outside the file";
    INVALID 422 "invalid" "VALIDATION_ERROR" "A field is not valid";
    TOO_MANY_REQUESTS 429 "too-many-requests" "TOO_MANY_REQUESTS" "Too many attempts";
    INTERNAL 500 "internal" "INTERNAL" "The server failed";
    UNAVAILABLE 503 "unavailable" "UNAVAILABLE" "The server cannot take this now";
    INSUFFICIENT_STORAGE 507 "insufficient-storage" "INSUFFICIENT_STORAGE" "There is no room left";
    TIMEOUT 504 "timeout" "TIMEOUT" "The answer took too long";
}

/// An answer that is an error.
#[derive(Debug)]
pub struct ApiError {
    /// Kind of problem.
    pub kind: &'static Kind,
    /// What is wrong with this very request; names the field.
    pub detail: Cow<'static, str>,
    /// Invalid fields as (JSON pointer, message).
    pub fields: Vec<(String, String)>,
    /// Seconds after which to try again.
    pub retry_after: Option<u64>,
    /// The cause, for the log only.
    pub cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl ApiError {
    /// A problem of `kind` with a `detail` that is safe to show.
    pub fn new(kind: &'static Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        ApiError { kind, detail: detail.into(), fields: Vec::new(), retry_after: None, cause: None }
    }

    /// 422 for one field of the JSON body or query.
    pub fn field(name: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        ApiError {
            fields: vec![(format!("/{name}"), message.clone())],
            ..ApiError::new(INVALID, format!("{name}: {message}"))
        }
    }

    /// 400 with a detail.
    pub fn bad_request(detail: impl Into<Cow<'static, str>>) -> Self {
        ApiError::new(BAD_REQUEST, detail)
    }

    /// 404 naming what is missing.
    pub fn not_found(what: &str) -> Self {
        ApiError::new(NOT_FOUND, format!("{what} not found"))
    }

    /// 403 with a detail.
    pub fn forbidden(detail: impl Into<Cow<'static, str>>) -> Self {
        ApiError::new(FORBIDDEN, detail)
    }

    /// 500; `cause` goes to the log and nowhere else.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        ApiError { cause: Some(cause.into()), ..ApiError::new(INTERNAL, INTERNAL.title) }
    }

    /// Writes the cause to the log, where there is one.
    pub fn log_cause(&self, request_id: &str) {
        if let Some(cause) = &self.cause {
            let cause = error_chain(cause.as_ref());
            tracing::error!(request_id, status = self.kind.status, cause, "request failed");
        }
    }

    fn unavailable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        ApiError {
            retry_after: Some(1),
            cause: Some(cause.into()),
            ..ApiError::new(UNAVAILABLE, "try again in a moment")
        }
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.kind.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let request_id = uuid::Uuid::new_v4().to_string();
        self.log_cause(&request_id);
        let mut body = json!({
            "type": format!("/problems/{}", self.kind.slug),
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "request_id": request_id,
            "error": { "code": self.kind.code, "message": self.detail, "request_id": request_id },
        });
        if !self.fields.is_empty() {
            body["errors"] = self
                .fields
                .iter()
                .map(|(pointer, message)| json!({ "pointer": pointer, "detail": message }))
                .collect::<Value>();
        }
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((header::CONTENT_TYPE, "application/problem+json"));
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        if self.kind.status == 401 {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        response.body(body.to_string())
    }
}

fn error_chain(error: &(dyn std::error::Error + 'static)) -> String {
    std::iter::successors(error.source(), |error| error.source())
        .fold(error.to_string(), |text, source| format!("{text}: {source}"))
}

impl From<DbError> for ApiError {
    /// What a database failure means to a caller where the handler knows nothing better.
    fn from(error: DbError) -> Self {
        match error {
            DbError::SessionRevoked => ApiError::new(UNAUTHORIZED, "the session has ended; log in again"),
            DbError::UserInactive => ApiError::new(UNAUTHORIZED, "User account is inactive"),
            DbError::KeyRevoked => ApiError::new(API_KEY_REQUIRED, "Provided API key is invalid"),
            DbError::Unavailable(_) | DbError::PoolTimeout => ApiError::unavailable(error),
            DbError::Internal(_) | DbError::Migration(_) | DbError::Config(_) => ApiError::internal(error),
            DbError::Statement(ref failed) if failed.is_forbidden() => {
                ApiError::forbidden("the caller's role or policies do not allow this")
            }
            DbError::Statement(ref failed) if failed.is_constraint() => {
                ApiError::new(CONFLICT, format!("Constraint violation: {}", failed.message))
            }
            DbError::Statement(ref failed) if failed.is_cancelled() => {
                ApiError::new(TIMEOUT, "the statement ran into its time limit")
            }
            DbError::Statement(ref failed) if failed.is_retryable() => ApiError::unavailable(error),
            // Data exceptions, syntax and name errors come from what the caller sent.
            DbError::Statement(failed) => ApiError::bad_request(failed.message),
        }
    }
}

impl From<AskError> for ApiError {
    fn from(error: AskError) -> Self {
        match error {
            AskError::Overloaded | AskError::Closed => ApiError::unavailable(error),
            AskError::Deadline => {
                ApiError { cause: Some(error.into()), ..ApiError::new(TIMEOUT, TIMEOUT.title) }
            }
        }
    }
}

impl std::error::Error for ApiError {}
