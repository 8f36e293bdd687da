//! Resumable uploads: TUS 1.0 (tus.io/protocols/resumable-upload) with creation, creation-with-upload,
//! creation-defer-length, termination and expiration. Every PATCH stores a part; the last one makes the file.

mod metadata;
mod origin;

use super::{
    author,
    error::FileError,
    files::nudge,
    intake::{self, Wish, hex},
    upload::length,
};
use crate::{
    blob::{BlobId, Received},
    db::storage::{
        Author, ObjectHeaders, StorageError, no_members,
        objects::{NewObject, WriteMode},
        uploads::{self, Kind, NewUpload, Part, Upload, Uploader},
    },
    http::{
        detached::detached,
        problem::{ApiError, CONFLICT, PRECONDITION_FAILED, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE},
        state::AppState,
    },
};
use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder, delete, head, http::header, patch, post, route, web,
};
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use md5::{Digest as _, Md5};
use metadata::Metadata;
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Version of the protocol.
const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,creation-with-upload,creation-defer-length,termination,expiration";
/// Content-Type of bytes.
const BYTES: &str = "application/offset+octet-stream";
/// Seconds after which an upload that was not finished is removed.
const LIFETIME: f64 = 24.0 * 3600.0;
/// Most parts of one upload; a client that sends tiny pieces has to send larger ones.
const MAX_PARTS: i64 = 100_000;
/// Bytes after which a part is stored although more are to come, so that a server that dies loses no more than these.
const PIECE: u64 = 16 * 1024 * 1024;
/// Path of the collection.
const UPLOADS: &str = "/api/v1/uploads";

/// What an upload remembers of its creation.
#[derive(Debug, Serialize, Deserialize)]
struct Options {
    headers: ObjectHeaders,
    user_metadata: serde_json::Value,
    /// Upload-Metadata as it was sent, to be told again.
    raw: String,
}

fn text<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

fn number(request: &HttpRequest, name: &str) -> Result<Option<u64>, ApiError> {
    let value = text(request, name).map(str::parse::<u64>).transpose();
    value.map_err(|_| ApiError::bad_request(format!("{name}: a number of bytes is expected")))
}

/// Every request but OPTIONS names the protocol's version.
fn checked_version(request: &HttpRequest) -> Result<(), ApiError> {
    match text(request, "tus-resumable") {
        Some(VERSION) => Ok(()),
        _ => Err(ApiError::new(PRECONDITION_FAILED, "Tus-Resumable: only version 1.0.0 is spoken")),
    }
}

fn answer(mut response: HttpResponseBuilder) -> HttpResponseBuilder {
    response.insert_header(("Tus-Resumable", VERSION)).insert_header((header::CACHE_CONTROL, "no-store"));
    response
}

fn offset(response: &mut HttpResponseBuilder, upload: &Upload, offset: u64) {
    let expires = httpdate::fmt_http_date(upload.expires_at.into());
    response.insert_header(("Upload-Offset", offset)).insert_header(("Upload-Expires", expires));
}

/// An upload of the caller's.
async fn find(state: &AppState, author: &Author, id: &str) -> Result<Upload, ApiError> {
    let id: Uuid = id.parse().map_err(|_| ApiError::not_found("Upload"))?;
    let uploader = Uploader::resolve(&state.db, author).await?;
    Ok(uploads::get(&state.db, &uploader, id, Kind::Tus).await?)
}

/// What this server speaks.
#[utoipa::path(options, path = "/api/v1/uploads", tag = "uploads", security(()), responses((status = 204, description = "`Tus-Version`, `Tus-Extension`, `Tus-Max-Size`")))]
#[route("/api/v1/uploads", method = "OPTIONS")]
async fn upload_options(state: web::Data<AppState>) -> HttpResponse {
    answer(HttpResponse::NoContent())
        .insert_header(("Tus-Version", VERSION))
        .insert_header(("Tus-Extension", EXTENSIONS))
        .insert_header(("Tus-Max-Size", state.config.storage.max_file_bytes))
        .finish()
}

/// Begins an upload. `Upload-Metadata` names `bucketName` and `objectName` (or `bucket` and `path`), and may hold
/// `contentType`, `cacheControl` and `metadata`; the body may carry the first bytes.
#[utoipa::path(tag = "uploads", responses(
    (status = 201, description = "`Location` of the upload"), (status = 400, description = "a header is not usable"),
    (status = 403, description = "the policies do not allow it"), (status = 404, description = "no such bucket"),
    (status = 408, description = "the body came too slowly"),
    (status = 412, description = "another version of the protocol"), (status = 413, description = "too large, or over a quota"),
    (status = 415, description = "the bucket does not take this type"), (status = 507, description = "the disk is full"),
))]
#[post("/api/v1/uploads")]
async fn create_upload(
    request: HttpRequest,
    state: web::Data<AppState>,
    body: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let author = author(&request)?;
    checked_version(&request)?;
    let total = number(&request, "upload-length")?;
    if total.is_none() && text(&request, "upload-defer-length") != Some("1") {
        return Err(ApiError::bad_request("Upload-Length, or Upload-Defer-Length: 1, is required"));
    }
    let raw = text(&request, "upload-metadata").unwrap_or_default().to_owned();
    let Metadata { bucket, name, headers, user_metadata } = metadata::parse(&raw)?;
    let wish = Wish { author, bucket, name, headers, user_metadata, mode: WriteMode::Upsert };
    intake::admit(&state, &wish, total).await?;
    // The right to write counts also for short files, whose parts would stay for a day without it.
    intake::admit(&state, &wish, None).await?;
    let uploader = Uploader::resolve(&state.db, &author).await?;
    let options = Options { headers: wish.headers, user_metadata: wish.user_metadata, raw };
    let new = NewUpload {
        kind: Kind::Tus,
        bucket: wish.bucket.as_str(),
        name: wish.name.as_str(),
        options: serde_json::to_value(&options).map_err(ApiError::internal)?,
        length: total,
        lifetime: LIFETIME,
    };
    let upload = uploads::create(&state.db, &uploader, &new).await?;
    let location = format!("{}{UPLOADS}/{}", origin::of(&request), upload.id);
    let with_bytes = text(&request, "content-type") == Some(BYTES);
    let stored = if with_bytes || upload.length == Some(0) {
        append(&state, author, &upload, length(&request), body).await?
    } else {
        0
    };
    let mut response = answer(HttpResponse::Created());
    offset(&mut response, &upload, stored);
    Ok(response.insert_header((header::LOCATION, location)).finish())
}

/// How far an upload is.
#[utoipa::path(tag = "uploads", params(("id" = String, Path)), responses(
    (status = 200, description = "`Upload-Offset`, and `Upload-Length` if it is known"),
    (status = 404, description = "no such upload of the caller, or it is finished"), (status = 412, description = "another version of the protocol"),
))]
#[head("/api/v1/uploads/{id}")]
async fn head_upload(
    request: HttpRequest,
    state: web::Data<AppState>,
    id: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let author = author(&request)?;
    checked_version(&request)?;
    let upload = find(&state, &author, &id).await?;
    let mut response = answer(HttpResponse::Ok());
    offset(&mut response, &upload, upload.received);
    match upload.length {
        Some(length) => response.insert_header(("Upload-Length", length)),
        None => response.insert_header(("Upload-Defer-Length", "1")),
    };
    if let Ok(options) = serde_json::from_value::<Options>(upload.options)
        && !options.raw.is_empty()
    {
        response.insert_header(("Upload-Metadata", options.raw));
    }
    Ok(response.finish())
}

/// Appends bytes at `Upload-Offset`. What arrives of a body that breaks off is kept.
#[utoipa::path(tag = "uploads", params(("id" = String, Path)),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "`Upload-Offset`; at the end of the upload the file is there"),
        (status = 400, description = "a header is not usable"), (status = 403, description = "the policies do not allow the file any more"),
        (status = 404, description = "no such upload of the caller"), (status = 408, description = "the body came too slowly"),
        (status = 409, description = "the offset is another"),
        (status = 412, description = "another version of the protocol"), (status = 413, description = "more bytes than Upload-Length, or over a quota"),
        (status = 415, description = "not application/offset+octet-stream"), (status = 507, description = "the disk is full"),
    ))]
#[patch("/api/v1/uploads/{id}")]
async fn patch_upload(
    request: HttpRequest,
    state: web::Data<AppState>,
    id: web::Path<String>,
    body: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let author = author(&request)?;
    checked_version(&request)?;
    if text(&request, "content-type") != Some(BYTES) {
        return Err(ApiError::new(UNSUPPORTED_MEDIA_TYPE, format!("Content-Type: must be {BYTES}")));
    }
    let at = number(&request, "upload-offset")?
        .ok_or_else(|| ApiError::bad_request("Upload-Offset: a number of bytes is required"))?;
    let mut upload = find(&state, &author, &id).await?;
    if at != upload.received {
        return Err(wrong_offset(upload.received));
    }
    if let (None, Some(total)) = (upload.length, number(&request, "upload-length")?) {
        uploads::set_length(&state.db, upload.id, total).await?;
        upload.length = Some(total);
    }
    let stored = append(&state, author, &upload, length(&request), body).await?;
    let mut response = answer(HttpResponse::NoContent());
    offset(&mut response, &upload, stored);
    Ok(response.finish())
}

fn wrong_offset(offset: u64) -> ApiError {
    ApiError::new(CONFLICT, format!("Upload-Offset: the upload has {offset} bytes"))
}

/// Stores what comes as parts, and makes the file when that was the last. How many bytes there are now.
async fn append(
    state: &web::Data<AppState>,
    author: Author,
    upload: &Upload,
    announced: Option<u64>,
    body: web::Payload,
) -> Result<u64, ApiError> {
    let most = state.config.storage.max_file_bytes;
    let left = upload.length.unwrap_or(most).min(most).saturating_sub(upload.received);
    if announced.is_some_and(|bytes| bytes > left) {
        return Err(ApiError::new(TOO_LARGE, format!("Upload-Length: {left} bytes are left")));
    }
    let mut stored = upload.received;
    let mut number = uploads::count(&state.db, upload.id).await?;
    let mut body = std::pin::pin!(until_cut_off(body));
    loop {
        let left = left - (stored - upload.received);
        let (received, ended) = intake::receive_piece(state, &mut body, left, PIECE).await?;
        number += 1;
        stored += keep(state, upload.id, (number, stored), received).await?;
        if ended {
            break;
        }
    }
    if upload.length == Some(stored) {
        let (state, upload) = (state.clone(), upload.clone());
        detached(async move { finish(&state, author, &upload).await }).await?;
    }
    Ok(stored)
}

/// Stores a part at an offset; its length.
async fn keep(
    state: &web::Data<AppState>,
    upload: Uuid,
    (number, offset): (i64, u64),
    received: Received,
) -> Result<u64, ApiError> {
    let bytes = received.length;
    if bytes == 0 {
        return Ok(0);
    }
    let number = i32::try_from(number)
        .ok()
        .filter(|number| i64::from(*number) <= MAX_PARTS)
        .ok_or_else(|| ApiError::new(TOO_LARGE, "the upload has too many pieces; send larger ones"))?;
    let part = Part {
        number,
        blob: received.staged.id(),
        size: bytes,
        etag: hex(&received.md5),
        checksums: no_members(),
        created_at: chrono::Utc::now(),
    };
    let state = state.clone();
    detached(async move {
        match intake::commit_part(&state, upload, part, received, Some(offset)).await {
            Err(FileError::Storage(StorageError::NoUpload)) => {
                Err(ApiError::new(CONFLICT, "Upload-Offset: somebody else has appended"))
            }
            other => Ok(other.map(|()| bytes)?),
        }
    })
    .await
}

/// The body up to where it breaks off: resuming goes on from there.
fn until_cut_off(body: web::Payload) -> impl Stream<Item = Result<bytes::Bytes, FileError>> {
    body.map_err(|error| tracing::debug!(%error, "an upload broke off"))
        .take_while(|chunk| std::future::ready(chunk.is_ok()))
        .map_err(|()| FileError::Body("it broke off".into()))
}

/// Makes the file of all parts.
async fn finish(state: &AppState, author: Author, upload: &Upload) -> Result<(), ApiError> {
    let options: Options = serde_json::from_value(upload.options.clone()).map_err(ApiError::internal)?;
    let parts = uploads::parts(&state.db, upload.id, 0, MAX_PARTS).await?;
    let mut md5 = Md5::new();
    for part in &parts {
        md5.update(&part.etag);
    }
    let size = parts.iter().map(|part| part.size).sum();
    let new = NewObject {
        bucket: upload.bucket.clone(),
        name: upload.name.clone(),
        version: BlobId::new(),
        segments: parts.len() as i32,
        size,
        etag: format!("{}-{}", hex(&md5.finalize()), parts.len()),
        sha256: None,
        headers: options.headers,
        user_metadata: options.user_metadata,
        tags: no_members(),
        checksums: no_members(),
    };
    uploads::complete(&state.db, &author, (upload.id, &parts), &new, &WriteMode::Upsert).await?;
    nudge(state);
    Ok(())
}

/// Gives an upload up.
#[utoipa::path(tag = "uploads", params(("id" = String, Path)), responses(
    (status = 204, description = "given up"), (status = 404, description = "no such upload of the caller"),
    (status = 412, description = "another version of the protocol"),
))]
#[delete("/api/v1/uploads/{id}")]
async fn delete_upload(
    request: HttpRequest,
    state: web::Data<AppState>,
    id: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let author = author(&request)?;
    checked_version(&request)?;
    let upload = find(&state, &author, &id).await?;
    detached(async move {
        uploads::abort(&state.db, upload.id).await?;
        nudge(&state);
        Ok(answer(HttpResponse::NoContent()).finish())
    })
    .await
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config
        .service(upload_options)
        .service(create_upload)
        .service(head_upload)
        .service(patch_upload)
        .service(delete_upload);
}
