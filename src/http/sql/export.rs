//! `/api/v1/sql/export`: the whole result of a query as a file, streamed.

use super::{check_text, failure, time_limit};
use crate::{
    db::sql::{
        self, Ticket,
        export::{Format, export},
        script::{Mode, Plan, Rows},
    },
    http::{caller::Admin, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, http::header, post, web};
use futures_util::stream;
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Formats of files.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// RFC 4180 with a header; NULL is empty, an empty text `""`.
    Csv,
    /// An array of objects; of columns with one name the second is `name_2`.
    Json,
    /// An object per line.
    Ndjson,
}

/// A query whose result is wanted as a file.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ExportIn {
    /// A single statement that gives rows; it runs in a READ ONLY transaction.
    #[schema(min_length = 1)]
    pub query: String,
    /// Values of `$1`, `$2` ….
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub params: Vec<Box<RawValue>>,
    /// Format of the file.
    pub format: ExportFormat,
    /// Time limit in milliseconds of the whole export, at most 600,000; the server's limit by default.
    #[schema(minimum = 1, maximum = 600000)]
    pub timeout_ms: Option<u64>,
    /// A fresh UUID of the client's choice, to cancel the export by.
    pub id: Option<Uuid>,
}

impl ExportFormat {
    fn parts(self) -> (Format, &'static str, &'static str) {
        match self {
            ExportFormat::Csv => (Format::Csv, "text/csv; charset=utf-8", "result.csv"),
            ExportFormat::Json => (Format::Json, "application/json", "result.json"),
            ExportFormat::Ndjson => (Format::Ndjson, "application/x-ndjson", "result.ndjson"),
        }
    }
}

/// Streams all rows of a query as a file. When the query fails on the way, the connection is cut, so that a part
/// is not taken for the whole. A reader that takes nothing for ten seconds loses the stream.
#[utoipa::path(tag = "SQL", request_body = ExportIn, responses(
    (status = 200, description = "The file", content(
        (String = "text/csv"), (Vec<Object> = "application/json"), (String = "application/x-ndjson"),
    )),
    (status = 400, description = "The query failed or cannot be run read-only"),
    (status = 409, description = "Cancelled, also by the request's own `timeout_ms`, or the id is in use"),
    (status = 504, description = "Ran into the server's time limit and was cancelled"),
))]
#[post("/api/v1/sql/export")]
async fn export_sql(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<ExportIn>,
) -> Result<HttpResponse, ApiError> {
    let ExportIn { query, params, format, timeout_ms, id } = body.into_inner();
    check_text(&query)?;
    let limit = time_limit(&state, timeout_ms)?;
    let plan = Plan {
        script: &query,
        params: &params,
        mode: Mode::ReadOnly,
        explain: None,
        max_rows: 1,
        rows: Rows::Objects,
    };
    let pieces = sql::check(&plan).map_err(failure::refused)?;
    let [piece] = pieces.as_slice() else {
        return Err(ApiError::field("query", "must be a single statement"));
    };
    let statement = piece.text.to_owned();
    let ticket =
        Ticket { id: id.unwrap_or_else(Uuid::new_v4), user: admin.claims.user_id, limit: limit.limit };
    let (format, media, file) = format.parts();
    match export(&state.db, ticket, statement, &params, format).await {
        Ok(chunks) => Ok(HttpResponse::Ok()
            .content_type(media)
            .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")))
            .streaming(stream::unfold(chunks, async |mut chunks| Some((chunks.recv().await?, chunks))))),
        Err(error) => match error {
            sql::failure::SqlError::Db(error) => Err(error.into()),
            error => Ok(failure::response(&limit.explain(error))),
        },
    }
}

/// Mounts the operation.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(export_sql);
}
