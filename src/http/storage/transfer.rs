//! Moving, copying and deleting several files, and signing URLs.

use super::{
    author,
    copy::copy,
    files::{FileOut, bucket, nudge, object_name},
    intake::{self, Extra, Wish},
    path::FilePath,
    signed::{Grant, MAX_SECONDS, Purpose},
};
use crate::{
    db::{
        storage::{
            Author,
            objects::{self, Object, Target, WriteMode},
        },
        tables::Actor,
    },
    domain::caller::DbRole,
    http::{detached::detached, problem::ApiError, state::AppState},
};
use actix_web::{HttpRequest, post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// Most files deleted in one request.
const MAX_BATCH: usize = 1000;

/// From where to where.
#[derive(Debug, Deserialize, ToSchema)]
struct TransferIn {
    /// Name of the file.
    from: String,
    /// New name.
    to: String,
    /// Bucket it goes to; the same without it.
    to_bucket: Option<String>,
    /// Whether a file that is there already gives way.
    #[serde(default)]
    overwrite: bool,
}

/// Names of files.
#[derive(Debug, Deserialize, ToSchema)]
struct PathsIn {
    /// 1 to 1000.
    paths: Vec<String>,
}

/// What was deleted.
#[derive(Debug, Serialize, ToSchema)]
struct DeletedOut {
    success: bool,
    /// Those that were there; others were not, or may not be deleted.
    deleted: Vec<String>,
}

/// What a URL is to be good for.
#[derive(Debug, Deserialize, ToSchema)]
struct SignIn {
    /// Name of the file.
    path: String,
    /// `download` by default.
    purpose: Option<Purpose>,
    /// Seconds, at most seven days; an hour by default.
    expires_in: Option<u64>,
    /// Whether an upload may overwrite.
    #[serde(default)]
    overwrite: bool,
}

/// A URL that needs no other credentials.
#[derive(Debug, Serialize, ToSchema)]
struct SignOut {
    /// Path and query; put the server's address before it.
    url: String,
    /// The token in it.
    token: String,
    expires_at: chrono::DateTime<chrono::Utc>,
}

/// Gives a file another name or bucket; its bytes stay where they are.
#[utoipa::path(tag = "files", params(("bucket" = String, Path)), request_body = TransferIn, responses(
    (status = 200, body = FileOut), (status = 403, description = "the policies do not allow it"),
    (status = 404, description = "no such file, or none that may be moved"), (status = 409, description = "the new name is taken"),
))]
#[post("/api/v1/buckets/{bucket}/files/move")]
async fn move_file(
    request: HttpRequest,
    state: web::Data<AppState>,
    name: web::Path<String>,
    body: web::Json<TransferIn>,
) -> Result<web::Json<FileOut>, ApiError> {
    let author = author(&request)?;
    let (from, to) = (object_name("from", &body.from)?, object_name("to", &body.to)?);
    let bucket_from = bucket(&name)?;
    let bucket_to = bucket(body.to_bucket.as_deref().unwrap_or(&name))?;
    detached(async move {
        let source = (bucket_from.as_str(), from.as_str());
        let now = objects::get(&state.db, &author, source.0, source.1).await?;
        if bucket_to != bucket_from {
            // The other bucket may take less.
            let wish = wish(author, &bucket_to, &to, &now, body.overwrite);
            intake::admit(&state, &wish, Some(now.size)).await?;
        }
        let target = Target { bucket: bucket_to.as_str(), name: to.as_str(), overwrite: body.overwrite };
        let moved = objects::rename(&state.db, &author, source, target).await?;
        nudge(&state);
        Ok(web::Json(moved.into()))
    })
    .await
}

fn wish(
    author: Author,
    bucket: &crate::domain::object::BucketName,
    name: &crate::domain::object::ObjectName,
    source: &Object,
    overwrite: bool,
) -> Wish {
    Wish {
        author,
        bucket: bucket.clone(),
        name: name.clone(),
        headers: source.headers.clone(),
        user_metadata: source.user_metadata.clone(),
        mode: if overwrite { WriteMode::Upsert } else { WriteMode::Create },
    }
}

/// Copies a file with its metadata.
#[utoipa::path(tag = "files", params(("bucket" = String, Path)), request_body = TransferIn, responses(
    (status = 200, body = FileOut), (status = 403, description = "the policies do not allow it"),
    (status = 404, description = "no such file or bucket"), (status = 409, description = "the new name is taken"),
))]
#[post("/api/v1/buckets/{bucket}/files/copy")]
async fn copy_file(
    request: HttpRequest,
    state: web::Data<AppState>,
    name: web::Path<String>,
    body: web::Json<TransferIn>,
) -> Result<web::Json<FileOut>, ApiError> {
    let author = author(&request)?;
    let (from, to) = (object_name("from", &body.from)?, object_name("to", &body.to)?);
    let bucket_from = bucket(&name)?;
    let bucket_to = bucket(body.to_bucket.as_deref().unwrap_or(&name))?;
    detached(async move {
        let source = objects::get(&state.db, &author, bucket_from.as_str(), from.as_str()).await?;
        let wish = wish(author, &bucket_to, &to, &source, body.overwrite);
        intake::admit(&state, &wish, Some(source.size)).await?;
        let extra = Extra { tags: source.tags.clone(), checksums: source.checksums.clone() };
        copy(&state, &source, wish, extra).await?;
        let copied = objects::get(&state.db, &author, bucket_to.as_str(), to.as_str()).await?;
        nudge(&state);
        Ok(web::Json(copied.into()))
    })
    .await
}

/// Deletes up to 1000 files.
#[utoipa::path(tag = "files", params(("bucket" = String, Path)), request_body = PathsIn, responses(
    (status = 200, body = DeletedOut), (status = 400, description = "a name is not usable"),
    (status = 422, description = "too few or too many"),
))]
#[post("/api/v1/buckets/{bucket}/files/delete")]
async fn delete_files(
    request: HttpRequest,
    state: web::Data<AppState>,
    name: web::Path<String>,
    body: web::Json<PathsIn>,
) -> Result<web::Json<DeletedOut>, ApiError> {
    let author = author(&request)?;
    let bucket = bucket(&name)?;
    if !(1..=MAX_BATCH).contains(&body.paths.len()) {
        return Err(ApiError::field("paths", format!("must be 1 to {MAX_BATCH} names")));
    }
    let names: Result<Vec<String>, ApiError> =
        body.paths.iter().map(|path| Ok(object_name("paths", path)?.to_string())).collect();
    let names = names?;
    detached(async move {
        let deleted = objects::remove(&state.db, &author, bucket.as_str(), &names).await?;
        nudge(&state);
        Ok(web::Json(DeletedOut { success: true, deleted }))
    })
    .await
}

/// Signs a URL with which anyone can download or upload this file for a time.
#[utoipa::path(tag = "files", params(("bucket" = String, Path)), request_body = SignIn, responses(
    (status = 200, body = SignOut), (status = 403, description = "the policies do not allow it"),
    (status = 404, description = "no such file or bucket"), (status = 422, description = "a field is not valid"),
))]
#[post("/api/v1/buckets/{bucket}/files/sign")]
async fn sign_url(
    request: HttpRequest,
    state: web::Data<AppState>,
    name: web::Path<String>,
    body: web::Json<SignIn>,
) -> Result<web::Json<SignOut>, ApiError> {
    let author = author(&request)?;
    let (bucket, path) = (bucket(&name)?, object_name("path", &body.path)?);
    let seconds = body.expires_in.unwrap_or(3600);
    if !(1..=MAX_SECONDS).contains(&seconds) {
        return Err(ApiError::field("expires_in", format!("must be from 1 to {MAX_SECONDS} seconds")));
    }
    let purpose = body.purpose.unwrap_or(Purpose::Download);
    // Nobody signs for more than the own rights.
    match purpose {
        Purpose::Download => {
            objects::get(&state.db, &author, bucket.as_str(), path.as_str()).await?;
        }
        Purpose::Upload => {
            let any = "application/octet-stream";
            objects::may_write(&state.db, &author, bucket.as_str(), path.as_str(), any).await?;
        }
    }
    let Author::Caller(caller) = author else { return Err(ApiError::forbidden("a caller is required")) };
    let Actor { user: signer, role } = Actor::resolve(&state.db, &caller).await?;
    if body.overwrite && signer.is_none() && role != DbRole::Service {
        return Err(ApiError::forbidden("overwrite: only users and service keys sign for overwriting"));
    }
    let expires_at = chrono::Utc::now() + chrono::TimeDelta::seconds(seconds as i64);
    let token = state.url_signer.sign(&Grant {
        purpose,
        bucket: bucket.to_string(),
        path: path.to_string(),
        overwrite: body.overwrite,
        sub: signer,
        exp: expires_at.timestamp(),
    })?;
    let url = format!("{}?token={token}", FilePath::url(bucket.as_str(), path.as_str()));
    Ok(web::Json(SignOut { url, token, expires_at }))
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(move_file).service(copy_file).service(delete_files).service(sign_url);
}
