//! Raw uploads: the body is the file.

use super::{
    author, conditions,
    error::FileError,
    intake::{self, Extra, Wish},
    path::FilePath,
    signed::Purpose,
};
use crate::{
    db::storage::{
        Author, ObjectHeaders, no_members,
        objects::{NewObject, WriteMode, Written, signer_active},
    },
    http::{
        detached::detached,
        problem::{ApiError, UNAUTHORIZED},
        state::AppState,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderMap, HeaderName},
    post, put, web,
};
use futures_util::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// Longest stored header value.
const MAX_HEADER: usize = 1024;
/// Headers that begin so become members of `metadata`.
const METADATA_PREFIX: &str = "x-meta-";
/// Most bytes of all own members together.
const MAX_METADATA: usize = 8 * 1024;

/// A file that was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadOut {
    success: bool,
    message: &'static str,
    /// Bucket.
    bucket: String,
    /// Name in the bucket.
    path: String,
    /// Bytes.
    size: u64,
    /// Id; null where the caller may write but not read.
    file_id: Option<uuid::Uuid>,
    /// Written at.
    upload_time: chrono::DateTime<chrono::Utc>,
    /// ETag without quotes: MD5.
    etag: String,
    /// Media type.
    content_type: String,
}

/// The answer to an upload.
pub(super) fn written(new: NewObject, written: Written) -> HttpResponse {
    let etag = format!("\"{}\"", new.etag);
    HttpResponse::Ok().insert_header((header::ETAG, etag)).json(UploadOut {
        success: true,
        message: "File uploaded successfully",
        bucket: new.bucket,
        path: new.name,
        size: new.size,
        file_id: written.id,
        upload_time: written.at,
        etag: new.etag,
        content_type: new.headers.mime_type,
    })
}

/// Token of a signed URL.
#[derive(Debug, Deserialize, IntoParams)]
pub struct UploadQuery {
    /// Of a signed URL; no other credentials are needed then.
    token: Option<String>,
}

/// The type that a client names, or the one that the file's name suggests.
pub(super) fn media_type(named: Option<&str>, file_name: &str) -> Result<String, ApiError> {
    let named =
        named.map(str::trim).filter(|named| !named.is_empty() && *named != "application/octet-stream");
    match named {
        Some(named) if named.len() > MAX_HEADER || named.parse::<mime_guess::Mime>().is_err() => {
            Err(ApiError::bad_request("Content-Type: not a media type"))
        }
        named => Ok(media_type_of(named.map(str::to_owned), file_name)),
    }
}

/// The type that a client names, whatever it is, or the one that the file's name suggests.
pub fn media_type_of(named: Option<String>, file_name: &str) -> String {
    named.unwrap_or_else(|| mime_guess::from_path(file_name).first_or_octet_stream().to_string())
}

fn stored(headers: &HeaderMap, name: HeaderName) -> Result<Option<String>, ApiError> {
    match headers.get(&name).map(|value| value.to_str()) {
        None => Ok(None),
        Some(Ok(value)) if value.len() <= MAX_HEADER => Ok(Some(value.to_owned())),
        Some(_) => Err(ApiError::bad_request(format!("{name}: at most {MAX_HEADER} ASCII characters"))),
    }
}

/// Headers of an upload that are stored with the file.
pub(super) fn object_headers(headers: &HeaderMap, file_name: &str) -> Result<ObjectHeaders, ApiError> {
    Ok(ObjectHeaders {
        mime_type: media_type(stored(headers, header::CONTENT_TYPE)?.as_deref(), file_name)?,
        cache_control: stored(headers, header::CACHE_CONTROL)?,
        content_disposition: stored(headers, header::CONTENT_DISPOSITION)?,
        content_encoding: stored(headers, header::CONTENT_ENCODING)?,
        content_language: stored(headers, header::CONTENT_LANGUAGE)?,
    })
}

/// `x-meta-*` headers as members.
fn metadata(headers: &HeaderMap) -> Result<Value, ApiError> {
    let mut members = Map::new();
    for (name, value) in headers {
        let Some(key) = name.as_str().strip_prefix(METADATA_PREFIX).filter(|key| !key.is_empty()) else {
            continue;
        };
        let value = value.to_str().map_err(|_| ApiError::bad_request(format!("{name}: must be ASCII")))?;
        members.insert(key.to_owned(), value.into());
    }
    checked_metadata(Value::Object(members))
}

/// The uploader's own members, if they are few enough.
pub(super) fn checked_metadata(metadata: Value) -> Result<Value, ApiError> {
    if metadata.to_string().len() > MAX_METADATA {
        return Err(ApiError::field("metadata", format!("must be at most {MAX_METADATA} bytes long")));
    }
    Ok(metadata)
}

/// Content-Length, if the client gave one.
pub(super) fn length(request: &HttpRequest) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn upload(
    request: HttpRequest,
    path: FilePath,
    query: UploadQuery,
    body: web::Payload,
    default: WriteMode,
) -> Result<HttpResponse, ApiError> {
    let state = request
        .app_data::<web::Data<AppState>>()
        .ok_or_else(|| ApiError::internal("no state"))?
        .clone()
        .into_inner();
    let (author, default) = match &query.token {
        None => (author(&request)?, default),
        Some(token) => {
            let grant = state.url_signer.verify(token, Purpose::Upload, &path.bucket, &path.name)?;
            if !signer_active(&state.db, grant.sub).await? {
                return Err(ApiError::new(UNAUTHORIZED, "token: its signer is not active any more"));
            }
            let mode = if grant.overwrite { WriteMode::Upsert } else { WriteMode::Create };
            (Author::Signed(grant.sub), mode)
        }
    };
    let mode = match conditions::write(request.headers(), default.clone())? {
        // A condition cannot widen what a signed URL grants.
        WriteMode::Replace(_) if query.token.is_some() && default == WriteMode::Create => WriteMode::Create,
        mode => mode,
    };
    let wish = Wish {
        author,
        headers: object_headers(request.headers(), path.name.file_name())?,
        user_metadata: metadata(request.headers())?,
        bucket: path.bucket,
        name: path.name,
        mode,
    };
    let limit = intake::admit(&state, &wish, length(&request)).await?;
    let body = body.map_err(|error| FileError::Body(error.to_string()));
    let received = intake::receive(&state, body, limit).await?;
    detached(async move {
        let (new, row) = intake::commit(&state, wish, received, Extra::default()).await?;
        Ok(written(new, row))
    })
    .await
}

/// Writes a file, over what is there unless `If-None-Match: *` or `If-Match` says otherwise.
///
/// `Content-Type`, `Cache-Control`, `Content-Disposition`, `Content-Encoding` and `Content-Language` are stored and
/// given back; `x-meta-*` headers become members of its metadata.
#[utoipa::path(tag = "files", params(("bucket" = String, Path), ("path" = String, Path), UploadQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, body = UploadOut), (status = 400, description = "the name is not usable"),
        (status = 401, description = "no credentials, or a token that does not fit"),
        (status = 403, description = "the policies do not allow it"), (status = 404, description = "no such bucket"),
        (status = 408, description = "the body came too slowly"),
        (status = 412, description = "the condition is not met"), (status = 413, description = "too large, or over a quota"),
        (status = 415, description = "the bucket does not take this type"), (status = 507, description = "the disk is full"),
    ))]
#[put("/api/v1/files/{bucket}/{path:.*}")]
async fn put_file(
    request: HttpRequest,
    path: FilePath,
    query: web::Query<UploadQuery>,
    body: web::Payload,
) -> Result<HttpResponse, ApiError> {
    upload(request, path, query.into_inner(), body, WriteMode::Upsert).await
}

/// As PUT, but never over what is there.
#[utoipa::path(tag = "files", params(("bucket" = String, Path), ("path" = String, Path), UploadQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, body = UploadOut), (status = 400, description = "the name is not usable"),
        (status = 401, description = "no credentials, or a token that does not fit"),
        (status = 403, description = "the policies do not allow it"), (status = 404, description = "no such bucket"),
        (status = 409, description = "a file of that name exists"), (status = 413, description = "too large, or over a quota"),
        (status = 415, description = "the bucket does not take this type"), (status = 507, description = "the disk is full"),
    ))]
#[post("/api/v1/files/{bucket}/{path:.*}")]
async fn post_file(
    request: HttpRequest,
    path: FilePath,
    query: web::Query<UploadQuery>,
    body: web::Payload,
) -> Result<HttpResponse, ApiError> {
    upload(request, path, query.into_inner(), body, WriteMode::Create).await
}

/// An empty set of own members.
pub(super) fn no_metadata() -> Value {
    no_members()
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(put_file).service(post_file);
}
