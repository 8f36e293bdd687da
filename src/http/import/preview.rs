//! `/api/v1/import/preview`: what a file holds, before anything is done with it.

use super::{
    FaultOut, failure,
    options::{FileQuery, Upload},
};
use crate::{
    db::import::{
        ImportError, SAMPLE,
        preview::{Look, Preview, PreviewColumn, preview},
    },
    http::{caller::Identity, problem::ApiError, schema::changer, state::AppState},
};
use actix_web::{HttpResponse, post, web};
use futures_util::StreamExt as _;
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// What a preview is for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PreviewQuery {
    /// Existing table that the file is to go into.
    pub table: Option<String>,
    /// Whether the body is only the beginning of the file, so that its last row may be cut off; false by default.
    pub partial: Option<bool>,
}

/// A column of the file.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewColumnOut {
    /// Name in the file.
    pub source: String,
    /// Column that it would go into; null where the table has none of that name.
    pub column: Option<String>,
    /// Type of that column, or for a new table the narrowest that fits all rows seen.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Whether a row had no value.
    pub nullable: bool,
}

/// What the file holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewOut {
    /// Format as it was read.
    pub format: &'static str,
    /// Columns.
    pub columns: Vec<PreviewColumnOut>,
    /// The first 20 rows, in the order of the columns.
    #[schema(value_type = Vec<Vec<Object>>)]
    pub rows: Vec<Vec<Value>>,
    /// Rows that were looked at.
    pub sampled: usize,
    /// Lines that are no rows, at most 20.
    pub lines: Vec<FaultOut>,
}

impl From<PreviewColumn> for PreviewColumnOut {
    fn from(PreviewColumn { source, column, type_name, nullable }: PreviewColumn) -> Self {
        PreviewColumnOut { source, column, type_name, nullable }
    }
}

fn answer(format: &'static str, preview: Preview) -> PreviewOut {
    let cell = |cell: Option<String>| match cell {
        None => Value::Null,
        Some(text) if format == "csv" => Value::String(text),
        Some(text) => serde_json::from_str::<Box<RawValue>>(&text)
            .and_then(|raw| serde_json::to_value(&raw))
            .unwrap_or(Value::String(text)),
    };
    PreviewOut {
        format,
        columns: preview.columns.into_iter().map(Into::into).collect(),
        rows: preview.rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
        sampled: preview.sampled,
        lines: preview.faults.into_iter().map(Into::into).collect(),
    }
}

async fn read(mut body: web::Payload) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    while let Some(piece) = body.next().await {
        bytes.extend_from_slice(&piece.map_err(|error| ImportError::Upload(error.to_string()))?);
        if bytes.len() > SAMPLE {
            return Err(ImportError::TooLarge);
        }
    }
    Ok(bytes)
}

/// Looks at the beginning of a file, at most 1 MiB: columns, types that fit, where they would go, the first rows.
/// Changes nothing.
#[utoipa::path(tag = "Import", params(FileQuery, PreviewQuery),
    request_body(content(
        (String = "text/csv"), (Vec<Object> = "application/json"), (String = "application/x-ndjson"),
    )),
    responses(
        (status = 200, description = "What the file holds", body = PreviewOut),
        (status = 404, description = "No such table"),
        (status = 413, description = "More than 1 MiB; send the beginning with `partial=true`"),
    ))]
#[post("/api/v1/import/preview")]
async fn preview_import(
    state: web::Data<AppState>,
    identity: Identity,
    query: web::Query<PreviewQuery>,
    upload: Upload,
) -> Result<HttpResponse, ApiError> {
    let Upload { format, options, body } = upload;
    changer(&state, &identity).await?;
    let bytes = match read(body).await {
        Ok(bytes) => bytes,
        Err(error) => return failure(error),
    };
    let look = Look {
        caller: &identity.caller,
        table: query.table.as_deref(),
        options: &options,
        partial: query.partial.unwrap_or(false),
    };
    match preview(&state.db, &look, &bytes).await {
        Ok(preview) => Ok(HttpResponse::Ok().json(answer(format.as_str(), preview))),
        Err(error) => failure(error),
    }
}

/// Mounts the operation.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(preview_import);
}
