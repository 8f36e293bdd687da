//! Single files: deleting them, and what is known of them besides their bytes.

use super::{
    author, author_or_anon,
    error::bad_name,
    path::FilePath,
    upload::{checked_metadata, media_type},
};
use crate::{
    db::storage::{
        ObjectHeaders,
        objects::{self, Object},
    },
    domain::object::{BucketName, ObjectName},
    http::{detached::detached, problem::ApiError, state::AppState, tables::present},
};
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, web};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// A file as lists and metadata show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileOut {
    /// Name in the bucket.
    id: String,
    /// Part of the name after the last slash.
    filename: String,
    /// Bytes.
    size: u64,
    /// Media type.
    content_type: String,
    /// Unix seconds.
    created_at: i64,
    /// Unix seconds.
    updated_at: i64,
    /// Bucket.
    bucket: String,
    /// Id; stays when the file is overwritten or moved.
    file_id: Uuid,
    /// ETag without quotes.
    etag: String,
    /// Who uploaded it.
    owner_id: Option<Uuid>,
    /// Stored Cache-Control.
    cache_control: Option<String>,
    /// The uploader's own members.
    #[schema(value_type = Object)]
    metadata: Value,
    /// Path of its URL; no credentials are needed when the bucket is public.
    url: String,
}

impl From<Object> for FileOut {
    fn from(object: Object) -> Self {
        FileOut {
            url: FilePath::url(&object.bucket, &object.name),
            filename: object.name.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned(),
            id: object.name,
            size: object.size,
            content_type: object.headers.mime_type,
            created_at: object.created_at.timestamp(),
            updated_at: object.updated_at.timestamp(),
            bucket: object.bucket,
            file_id: object.id,
            etag: object.etag,
            owner_id: object.owner,
            cache_control: object.headers.cache_control,
            metadata: object.user_metadata,
        }
    }
}

/// A bucket in the URL: one that cannot exist is not found.
pub(super) fn bucket(name: &str) -> Result<BucketName, ApiError> {
    BucketName::new(name).map_err(|_| ApiError::not_found("Bucket"))
}

/// A file's name in a body or query.
pub(super) fn object_name(field: &str, name: &str) -> Result<ObjectName, ApiError> {
    ObjectName::new(name).map_err(|error| bad_name(field, error))
}

/// Which file.
#[derive(Debug, Deserialize, IntoParams)]
struct MetadataQuery {
    /// Name in the bucket.
    path: String,
}

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
struct MetadataIn {
    /// Name in the bucket.
    path: String,
    /// Media type.
    content_type: Option<String>,
    /// Cache-Control; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    cache_control: Option<Option<String>>,
    /// The uploader's own members, all of them.
    #[schema(value_type = Option<Object>)]
    metadata: Option<Map<String, Value>>,
}

/// What is known of a file besides its bytes.
#[utoipa::path(tag = "files", params(("bucket" = String, Path), MetadataQuery), responses(
    (status = 200, body = FileOut), (status = 404, description = "no such file, or none that is visible"),
))]
#[get("/api/v1/buckets/{bucket}/files/metadata")]
async fn get_metadata(
    request: HttpRequest,
    state: web::Data<AppState>,
    name: web::Path<String>,
    query: web::Query<MetadataQuery>,
) -> Result<web::Json<FileOut>, ApiError> {
    let author = author_or_anon(&request)?;
    let (bucket, name) = (bucket(&name)?, object_name("path", &query.path)?);
    Ok(web::Json(objects::get(&state.db, &author, bucket.as_str(), name.as_str()).await?.into()))
}

/// Sets media type, Cache-Control or own members of a file.
#[utoipa::path(tag = "files", params(("bucket" = String, Path)), request_body = MetadataIn, responses(
    (status = 200, body = FileOut), (status = 404, description = "no such file, or none that may be changed"),
))]
#[patch("/api/v1/buckets/{bucket}/files/metadata")]
async fn set_metadata(
    request: HttpRequest,
    state: web::Data<AppState>,
    name: web::Path<String>,
    body: web::Json<MetadataIn>,
) -> Result<web::Json<FileOut>, ApiError> {
    let author = author(&request)?;
    let MetadataIn { path, content_type, cache_control, metadata } = body.into_inner();
    let (bucket, name) = (bucket(&name)?, object_name("path", &path)?);
    let content_type = content_type.map(|named| media_type(Some(&named), name.file_name())).transpose()?;
    if cache_control.iter().flatten().any(|value| value.len() > 1024 || value.chars().any(char::is_control)) {
        return Err(ApiError::field("cache_control", "must be at most 1024 printable characters"));
    }
    let metadata = metadata.map(|members| checked_metadata(Value::Object(members))).transpose()?;
    detached(async move {
        let place = (bucket.as_str(), name.as_str());
        let now = objects::get(&state.db, &author, place.0, place.1).await?.headers;
        let headers = ObjectHeaders {
            mime_type: content_type.unwrap_or(now.mime_type),
            cache_control: cache_control.unwrap_or(now.cache_control),
            ..now
        };
        let changed =
            objects::describe(&state.db, &author, place, Some(&headers), (metadata.as_ref(), None)).await?;
        Ok(web::Json(changed.into()))
    })
    .await
}

/// Deletes a file.
#[utoipa::path(tag = "files", params(("bucket" = String, Path), ("path" = String, Path)), responses(
    (status = 200, description = "{success, message, bucket, path}"), (status = 400, description = "the name is not usable"),
    (status = 404, description = "no such file, or none that may be deleted"),
))]
#[delete("/api/v1/files/{bucket}/{path:.*}")]
async fn delete_file(
    request: HttpRequest,
    state: web::Data<AppState>,
    path: FilePath,
) -> Result<HttpResponse, ApiError> {
    let author = author(&request)?;
    detached(async move {
        let (bucket, name) = (path.bucket.to_string(), path.name.to_string());
        let gone = objects::remove(&state.db, &author, &bucket, std::slice::from_ref(&name)).await?;
        if gone.is_empty() {
            return Err(ApiError::not_found("File"));
        }
        nudge(&state);
        Ok(HttpResponse::Ok().json(json!({
            "success": true, "message": "File deleted successfully", "bucket": bucket, "path": name,
        })))
    })
    .await
}

/// Tells the writer that bytes can go. Without it they go a little later.
pub fn nudge(state: &AppState) {
    // A full queue means that it has been told already.
    let _ = state.actors.storage.nudge.offer(crate::actors::storage_writer::Nudge);
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(get_metadata).service(set_metadata).service(delete_file);
}
