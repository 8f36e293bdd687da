//! Downloads: whole files and ranges, with conditions.

use super::{
    anonymous, author_or_anon, conditions,
    conditions::Verdict,
    disposition,
    error::FileError,
    path::FilePath,
    range::{self, Ranges, content_range},
    signed::Purpose,
};
use crate::{
    blob::{BlobError, BlobId, BlobStore, ByteStream},
    db::storage::{
        Author, StorageError,
        objects::{self, Object, signer_active},
    },
    http::{
        problem::{API_KEY_REQUIRED, ApiError, PRECONDITION_FAILED, RANGE_NOT_SATISFIABLE, UNAUTHORIZED},
        state::AppState,
    },
};
use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder, ResponseError as _,
    body::SizedStream,
    get, head,
    http::{Method, StatusCode, header},
    web,
};
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use serde::Deserialize;
use std::{ops::Range, sync::Arc};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Opening is tried again this often when the file was replaced between its row and its bytes.
const OPENINGS: usize = 3;

/// How to get a file.
#[derive(Debug, Deserialize, IntoParams)]
struct DownloadQuery {
    /// Of a signed URL; no other credentials are needed then.
    token: Option<String>,
    /// Present: as an attachment, under this name unless it is empty.
    download: Option<String>,
}

async fn reader(
    request: &HttpRequest,
    state: &AppState,
    path: &FilePath,
    token: Option<&str>,
) -> Result<Author, ApiError> {
    let Some(token) = token else { return author_or_anon(request) };
    let grant = state.url_signer.verify(token, Purpose::Download, &path.bucket, &path.name)?;
    if signer_active(&state.db, grant.sub).await? {
        Ok(Author::Signed(grant.sub))
    } else {
        Err(ApiError::new(UNAUTHORIZED, "token: its signer is not active any more"))
    }
}

/// The bytes of `range`, which may lie in several blobs. The first blob is opened before this returns.
pub async fn open(state: &AppState, object: &Object, range: Range<u64>) -> Result<ByteStream, FileError> {
    let mut pieces: Vec<(BlobId, Range<u64>)> = Vec::new();
    let mut start = 0;
    for (blob, size) in objects::blobs(&state.db, object).await? {
        let (from, to) = (range.start.clamp(start, start + size), range.end.clamp(start, start + size));
        if from < to {
            pieces.push((blob, from - start..to - start));
        }
        start += size;
    }
    let Some((blob, part)) = pieces.first().cloned() else { return Ok(stream::empty().boxed()) };
    let first = state.store.read(blob, part).await?;
    let store: Arc<dyn BlobStore> = state.store.clone();
    let rest = stream::iter(pieces.into_iter().skip(1)).then(move |(blob, part)| {
        let store = store.clone();
        async move { store.read(blob, part).await }
    });
    Ok(first.chain(rest.try_flatten()).boxed())
}

fn describe(response: &mut HttpResponseBuilder, object: &Object, query: &DownloadQuery, public: bool) {
    let headers = &object.headers;
    let file_name = object.name.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let stored = headers.content_disposition.as_deref();
    let cache = headers.cache_control.as_deref().unwrap_or(if public {
        "public, no-cache"
    } else {
        "private, no-cache"
    });
    response
        .insert_header((header::ETAG, format!("\"{}\"", object.etag)))
        .insert_header((header::LAST_MODIFIED, httpdate::fmt_http_date(object.updated_at.into())))
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::CONTENT_SECURITY_POLICY, disposition::POLICY))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            disposition::of(&headers.mime_type, stored, file_name, query.download.as_deref()),
        ));
    for (name, value) in [
        (header::CONTENT_ENCODING, &headers.content_encoding),
        (header::CONTENT_LANGUAGE, &headers.content_language),
    ] {
        if let Some(value) = value {
            response.insert_header((name, value.as_str()));
        }
    }
}

fn unsatisfiable(object: &Object) -> HttpResponse {
    let mut response = ApiError::new(RANGE_NOT_SATISFIABLE, RANGE_NOT_SATISFIABLE.title).error_response();
    if let Ok(value) = format!("bytes */{}", object.size).parse() {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    response
}

/// A body of `length` bytes; for HEAD only its length is told.
fn body(mut response: HttpResponseBuilder, length: u64, bytes: ByteStream) -> HttpResponse {
    response.body(SizedStream::new(
        length,
        bytes.map_err(|error: BlobError| {
            tracing::error!(%error, "a download broke off");
            error
        }),
    ))
}

async fn part(
    state: &AppState,
    mut response: HttpResponseBuilder,
    object: &Object,
    range: Range<u64>,
    head: bool,
) -> Result<HttpResponse, ApiError> {
    response.content_type(object.headers.mime_type.as_str());
    if range.end - range.start < object.size {
        response
            .status(StatusCode::PARTIAL_CONTENT)
            .insert_header((header::CONTENT_RANGE, content_range(&range, object.size)));
    }
    let length = range.end - range.start;
    let bytes = if head { stream::empty().boxed() } else { open(state, object, range).await? };
    Ok(body(response, length, bytes))
}

/// Several ranges as multipart/byteranges (RFC 9110, section 14.6).
async fn parts(
    state: &AppState,
    mut response: HttpResponseBuilder,
    object: &Object,
    ranges: Vec<Range<u64>>,
    head: bool,
) -> Result<HttpResponse, ApiError> {
    let boundary = uuid::Uuid::new_v4().simple().to_string();
    response
        .status(StatusCode::PARTIAL_CONTENT)
        .content_type(format!("multipart/byteranges; boundary={boundary}"));
    let mut length = 0;
    let mut bytes: Vec<ByteStream> = Vec::new();
    let text = |text: String| stream::iter([Ok(Bytes::from(text))]).boxed();
    for range in ranges {
        let title = format!(
            "\r\n--{boundary}\r\nContent-Type: {}\r\nContent-Range: {}\r\n\r\n",
            object.headers.mime_type,
            content_range(&range, object.size)
        );
        length += title.len() as u64 + range.end - range.start;
        bytes.push(text(title));
        if !head {
            bytes.push(open(state, object, range).await?);
        }
    }
    let end = format!("\r\n--{boundary}--\r\n");
    length += end.len() as u64;
    bytes.push(text(end));
    Ok(body(response, length, stream::iter(bytes).flatten().boxed()))
}

async fn answer(
    request: &HttpRequest,
    state: &AppState,
    object: &Object,
    query: &DownloadQuery,
) -> Result<HttpResponse, ApiError> {
    let headers = request.headers();
    let mut response = HttpResponse::Ok();
    describe(&mut response, object, query, anonymous(request) && query.token.is_none());
    match conditions::read(headers, &object.etag, object.updated_at) {
        Verdict::Proceed => {}
        Verdict::NotModified => return Ok(response.status(StatusCode::NOT_MODIFIED).finish()),
        Verdict::Failed => {
            return Err(ApiError::new(
                PRECONDITION_FAILED,
                "the file is not in the state that If-Match names",
            ));
        }
    }
    let head = request.method() == Method::HEAD;
    let wanted = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok())
        .filter(|_| !head && conditions::range_applies(headers, &object.etag, object.updated_at));
    match wanted.map_or(Ranges::Whole, |wanted| range::parse(wanted, object.size)) {
        Ranges::Whole => part(state, response, object, 0..object.size, head).await,
        Ranges::Unsatisfiable => Ok(unsatisfiable(object)),
        Ranges::Parts(mut ranges) => match ranges.pop() {
            Some(only) if ranges.is_empty() => part(state, response, object, only, head).await,
            last => {
                ranges.extend(last);
                parts(state, response, object, ranges, head).await
            }
        },
    }
}

async fn download(
    request: HttpRequest,
    state: web::Data<AppState>,
    path: FilePath,
    query: DownloadQuery,
) -> Result<HttpResponse, ApiError> {
    let author = reader(&request, &state, &path, query.token.as_deref()).await?;
    let (bucket, name) = (path.bucket.as_str(), path.name.as_str());
    for _ in 1..OPENINGS {
        let object = match objects::get(&state.db, &author, bucket, name).await {
            Err(StorageError::NoObject) if anonymous(&request) && query.token.is_none() => {
                return Err(ApiError::new(API_KEY_REQUIRED, "API key is missing"));
            }
            other => other?,
        };
        match answer(&request, &state, &object, &query).await {
            // Replaced or deleted since its row was read: ask for the row again.
            Err(error) if missing(&error) => {}
            other => return other,
        }
    }
    let object = objects::get(&state.db, &author, bucket, name).await?;
    answer(&request, &state, &object, &query).await
}

fn missing(error: &ApiError) -> bool {
    let cause = error.cause.as_deref().and_then(|cause| cause.downcast_ref::<BlobError>());
    matches!(cause, Some(BlobError::Missing(_)))
}

/// The file's bytes, with ranges and conditions. Files of public buckets need no credentials.
#[utoipa::path(tag = "files", params(("bucket" = String, Path), ("path" = String, Path), DownloadQuery), responses(
    (status = 200, description = "The file"), (status = 206, description = "The ranges asked for"),
    (status = 304, description = "Not modified"), (status = 400, description = "The name is not usable"),
    (status = 401, description = "Not public, and no valid credentials"),
    (status = 404, description = "No such file, or none that is visible"),
    (status = 412, description = "The condition is not met"), (status = 416, description = "The range lies outside the file"),
))]
#[get("/api/v1/files/{bucket}/{path:.*}")]
async fn get_file(
    request: HttpRequest,
    state: web::Data<AppState>,
    path: FilePath,
    query: web::Query<DownloadQuery>,
) -> Result<HttpResponse, ApiError> {
    download(request, state, path, query.into_inner()).await
}

/// The file's headers.
#[utoipa::path(tag = "files", params(("bucket" = String, Path), ("path" = String, Path), DownloadQuery), responses(
    (status = 200, description = "The file's headers"), (status = 304, description = "Not modified"),
    (status = 401, description = "Not public, and no valid credentials"),
    (status = 404, description = "No such file, or none that is visible"), (status = 412, description = "The condition is not met"),
))]
#[head("/api/v1/files/{bucket}/{path:.*}")]
async fn head_file(
    request: HttpRequest,
    state: web::Data<AppState>,
    path: FilePath,
    query: web::Query<DownloadQuery>,
) -> Result<HttpResponse, ApiError> {
    download(request, state, path, query.into_inner()).await
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(get_file).service(head_file);
}
