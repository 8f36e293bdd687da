//! `/api/v1/tables/{table}/import`: a whole file, all or nothing.

use super::{
    failure,
    options::{FileQuery, Upload},
};
use crate::{
    db::import::{Body, Creation, ImportError, Job, import, mapping::Wanted},
    domain::access::AccessLevel,
    http::{
        caller::Identity,
        detached::detached,
        problem::{ApiError, UNAVAILABLE},
        schema::changer,
        state::AppState,
    },
};
use actix_web::{HttpResponse, post, web};
use futures_util::StreamExt as _;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// Bad lines reported where a request does not say.
const USUAL_FAULTS: usize = 100;
/// Bad lines reported at most.
const MAX_FAULTS: usize = 1000;

/// Where a file goes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// Whether the table is made; false by default.
    pub create: Option<bool>,
    /// JSON object from names in the file to columns; null leaves one out. Names that are missing go to the column
    /// of the same name.
    pub columns: Option<String>,
    /// New table: JSON object from columns to types, where the guess is not wanted.
    pub types: Option<String>,
    /// New table: its key column. Without it `id`, or a new column `id`.
    pub primary_key: Option<String>,
    /// New table: who may use it; `private` by default.
    #[param(inline)]
    pub access_level: Option<AccessLevel>,
    /// Bad lines reported at most: 1 to 1000, 100 by default.
    #[param(minimum = 1, maximum = 1000)]
    pub max_errors: Option<usize>,
    /// Tries everything and keeps nothing; false by default.
    pub dry_run: Option<bool>,
}

/// What an import did.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportOut {
    /// The table.
    pub table: String,
    /// Whether it was made.
    pub created: bool,
    /// Rows inserted.
    pub rows: i64,
    /// Columns that got values; the others have their defaults.
    pub columns: Vec<String>,
    /// Whether it was only tried.
    pub dry_run: bool,
}

fn object<T: DeserializeOwned + Default>(field: &str, text: Option<&str>) -> Result<T, ApiError> {
    text.map_or_else(|| Ok(T::default()), serde_json::from_str)
        .map_err(|error| ApiError::field(field, format!("is not the JSON object it must be: {error}")))
}

fn job(
    identity: &Identity,
    table: String,
    query: ImportQuery,
    options: crate::db::import::reader::Options,
) -> Result<Job, ApiError> {
    let max_faults = query.max_errors.unwrap_or(USUAL_FAULTS);
    if !(1..=MAX_FAULTS).contains(&max_faults) {
        return Err(ApiError::field("max_errors", format!("must be from 1 to {MAX_FAULTS}")));
    }
    let creation = Creation {
        access: query.access_level.unwrap_or(AccessLevel::Private),
        types: object("types", query.types.as_deref())?,
        primary_key: query.primary_key,
    };
    Ok(Job {
        caller: identity.caller,
        table,
        create: query.create.unwrap_or(false).then_some(creation),
        options,
        wanted: object::<Wanted>("columns", query.columns.as_deref())?,
        max_faults,
        dry_run: query.dry_run.unwrap_or(false),
    })
}

/// The body as a stream that ends with an error beyond `limit` bytes.
fn limited(body: web::Payload, limit: usize) -> Body {
    let mut size = 0_usize;
    Box::pin(body.map(move |piece| {
        let piece = piece.map_err(|error| ImportError::Upload(error.to_string()))?;
        size += piece.len();
        if size > limit { Err(ImportError::TooLarge) } else { Ok(piece) }
    }))
}

/// Imports a file into a table, new or existing: every row or none. Rows are inserted with the caller's rights, like rows
/// that are posted, and recorded for realtime. Bad lines are reported in `lines` of the problem.
#[utoipa::path(tag = "Import", params(("table" = String, Path), FileQuery, ImportQuery),
    request_body(content(
        (String = "text/csv"), (Vec<Object> = "application/json"), (String = "application/x-ndjson"),
    )),
    responses(
        (status = 200, description = "Imported into an existing table, or only tried", body = ImportOut),
        (status = 201, description = "The table was made", body = ImportOut),
        (status = 404, description = "No such table"),
        (status = 409, description = "The name of the new table is taken"),
        (status = 422, description = "Bad lines or a mapping that does not fit; `lines` has line, column and reason"),
    ))]
#[post("/api/v1/tables/{table}/import")]
async fn import_table(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    query: web::Query<ImportQuery>,
    upload: Upload,
) -> Result<HttpResponse, ApiError> {
    let Upload { options, body, .. } = upload;
    let job = job(&identity, table.into_inner(), query.into_inner(), options)?;
    changer(&state, &identity).await?;
    let body = limited(body, state.config.server.import_limit_bytes);
    detached(async move {
        let _slot = state.imports.try_acquire().map_err(|_| ApiError {
            retry_after: Some(5),
            ..ApiError::new(UNAVAILABLE, "other imports are running; try again in a moment")
        })?;
        let done = match import(&state.db, &job, body).await {
            Ok(done) => done,
            Err(error) => return failure(error),
        };
        state.catalog.forget(&job.table);
        let created = job.create.is_some() && !job.dry_run;
        let mut answer = if created { HttpResponse::Created() } else { HttpResponse::Ok() };
        Ok(answer.json(ImportOut {
            table: job.table,
            created,
            rows: done.rows,
            columns: done.columns,
            dry_run: job.dry_run,
        }))
    })
    .await
}

/// Mounts the operation.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(import_table);
}
