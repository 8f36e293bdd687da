//! Buckets.

use super::{author, error::bad_name, files::nudge};
use crate::{
    db::storage::{
        Author, StorageError,
        buckets::{self, Bucket, BucketChange},
    },
    domain::{caller::DbRole, object::BucketName},
    http::{
        detached::detached,
        problem::{ApiError, FORBIDDEN},
        state::AppState,
        tables::present,
    },
};
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, put, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Longest description, in characters.
const MAX_DESCRIPTION: usize = 2000;

/// A bucket as the API shows it.
#[derive(Debug, Serialize, ToSchema)]
struct BucketOut {
    id: String,
    name: String,
    internal_bucket_name: String,
    owner_id: Option<Uuid>,
    /// Whether anyone may download its files by their names.
    public: bool,
    description: Option<String>,
    /// Largest file, in bytes.
    file_size_limit: Option<i64>,
    /// Media types it takes, such as `image/*`.
    allowed_mime_types: Option<Vec<String>>,
    /// Most bytes it may hold.
    quota_bytes: Option<i64>,
    /// Files that the caller may see.
    file_count: i64,
    /// Their bytes.
    total_size: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Bucket> for BucketOut {
    fn from(bucket: Bucket) -> Self {
        BucketOut {
            id: bucket.name.clone(),
            internal_bucket_name: bucket.name.clone(),
            name: bucket.name,
            owner_id: bucket.owner,
            public: bucket.public,
            description: bucket.description,
            file_size_limit: bucket.file_size_limit,
            allowed_mime_types: bucket.allowed_mime_types,
            quota_bytes: bucket.quota_bytes,
            file_count: bucket.file_count,
            total_size: bucket.total_size,
            created_at: bucket.created_at,
            updated_at: bucket.updated_at,
        }
    }
}

/// All buckets that the caller may see.
#[derive(Debug, Serialize, ToSchema)]
struct BucketsOut {
    success: bool,
    buckets: Vec<BucketOut>,
    total: usize,
}

/// One bucket.
#[derive(Debug, Serialize, ToSchema)]
struct OneBucketOut {
    success: bool,
    bucket: BucketOut,
}

/// A bucket to make, or what to change about one; null clears a member.
#[derive(Debug, Deserialize, ToSchema)]
struct BucketIn {
    /// 3 to 63 lower-case letters, digits, dots and hyphens; only when it is made.
    name: Option<String>,
    /// Owner; for administrators only.
    owner_id: Option<Uuid>,
    /// Whether anyone may download its files by their names.
    public: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    description: Option<Option<String>>,
    /// Largest file, in bytes.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<i64>)]
    file_size_limit: Option<Option<i64>>,
    /// Media types it takes, such as `image/*`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Vec<String>>)]
    allowed_mime_types: Option<Option<Vec<String>>>,
    /// Most bytes it may hold; for administrators only.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<i64>)]
    quota_bytes: Option<Option<i64>>,
}

impl BucketIn {
    fn change(self) -> Result<BucketChange, ApiError> {
        let text = self.description.iter().flatten();
        if text.clone().any(|text| text.chars().count() > MAX_DESCRIPTION || text.contains('\0')) {
            return Err(ApiError::field("description", "must be at most 2000 characters long, without NUL"));
        }
        if self.file_size_limit.flatten().is_some_and(|limit| limit < 1) {
            return Err(ApiError::field("file_size_limit", "must be at least 1"));
        }
        if self.quota_bytes.flatten().is_some_and(|quota| quota < 0) {
            return Err(ApiError::field("quota_bytes", "must not be negative"));
        }
        let types = self.allowed_mime_types.iter().flatten().flatten();
        if types.clone().count() > 100 || types.clone().any(|name| !name.contains('/') || name.contains('\0'))
        {
            return Err(ApiError::field(
                "allowed_mime_types",
                "must be media types such as image/png or image/*",
            ));
        }
        Ok(BucketChange {
            owner: self.owner_id,
            public: self.public,
            description: self.description,
            file_size_limit: self.file_size_limit,
            allowed_mime_types: self.allowed_mime_types,
            quota_bytes: self.quota_bytes,
            cors: None,
        })
    }
}

/// Whether to delete the files, too.
#[derive(Debug, Deserialize, IntoParams)]
struct DeleteQuery {
    /// Deletes the bucket's files along with it.
    #[serde(default)]
    force: bool,
}

fn named(name: &str) -> Result<BucketName, ApiError> {
    BucketName::new(name).map_err(|error| bad_name("name", error))
}

/// Quotas bind the users whose buckets they are, so only administrators set them.
async fn check_quota_right(state: &AppState, author: &Author, change: &BucketChange) -> Result<(), ApiError> {
    let (Some(_), Author::Caller(caller)) = (change.quota_bytes, author) else { return Ok(()) };
    match state.db.resolve(caller).await?.role {
        DbRole::Service => Ok(()),
        DbRole::Anon | DbRole::Authenticated => {
            Err(ApiError::forbidden("quota_bytes: only administrators set quotas"))
        }
    }
}

/// Tells a bucket that may not be changed from one that is not there.
async fn hidden_or_forbidden(state: &AppState, author: &Author, name: &str, error: StorageError) -> ApiError {
    match error {
        StorageError::NoBucket if buckets::exists(&state.db, author, name).await.is_ok() => {
            ApiError::new(FORBIDDEN, "only the bucket's owner or an administrator may do this")
        }
        other => other.into(),
    }
}

/// Buckets that the caller may see: its own and public ones.
#[utoipa::path(tag = "buckets", responses((status = 200, body = BucketsOut)))]
#[get("/api/v1/buckets")]
async fn list_buckets(
    request: HttpRequest,
    state: web::Data<AppState>,
) -> Result<web::Json<BucketsOut>, ApiError> {
    let found = buckets::list(&state.db, &author(&request)?).await?;
    let buckets: Vec<BucketOut> = found.into_iter().map(Into::into).collect();
    Ok(web::Json(BucketsOut { success: true, total: buckets.len(), buckets }))
}

/// Makes a bucket that belongs to the caller.
#[utoipa::path(tag = "buckets", request_body = BucketIn, responses(
    (status = 200, body = OneBucketOut), (status = 400, description = "the name is not usable"),
    (status = 403, description = "a user or a service key is required"), (status = 409, description = "the name is taken"),
    (status = 422, description = "a field is not valid"),
))]
#[post("/api/v1/buckets")]
async fn create_bucket(
    request: HttpRequest,
    state: web::Data<AppState>,
    body: web::Json<BucketIn>,
) -> Result<web::Json<OneBucketOut>, ApiError> {
    let author = author(&request)?;
    let body = body.into_inner();
    let name = named(body.name.as_deref().ok_or_else(|| ApiError::field("name", "field required"))?)?;
    let change = body.change()?;
    detached(async move {
        check_quota_right(&state, &author, &change).await?;
        let bucket = buckets::create(&state.db, &author, name.as_str(), &change).await?;
        Ok(web::Json(OneBucketOut { success: true, bucket: bucket.into() }))
    })
    .await
}

/// One bucket.
#[utoipa::path(tag = "buckets", params(("bucket" = String, Path)), responses(
    (status = 200, body = OneBucketOut), (status = 404, description = "no such bucket, or none that is visible"),
))]
#[get("/api/v1/buckets/{bucket}")]
async fn get_bucket(
    request: HttpRequest,
    state: web::Data<AppState>,
    name: web::Path<String>,
) -> Result<web::Json<OneBucketOut>, ApiError> {
    let author = author(&request)?;
    let name = super::files::bucket(&name)?;
    let bucket = buckets::get(&state.db, &author, name.as_str()).await?;
    Ok(web::Json(OneBucketOut { success: true, bucket: bucket.into() }))
}

async fn change(
    request: HttpRequest,
    state: web::Data<AppState>,
    name: String,
    body: BucketIn,
) -> Result<web::Json<OneBucketOut>, ApiError> {
    let author = author(&request)?;
    let name = super::files::bucket(&name)?;
    if body.name.as_deref().is_some_and(|new| new != name.as_str()) {
        return Err(ApiError::field("name", "a bucket keeps its name"));
    }
    let change = body.change()?;
    detached(async move {
        check_quota_right(&state, &author, &change).await?;
        match buckets::update(&state.db, &author, name.as_str(), &change).await {
            Ok(bucket) => Ok(web::Json(OneBucketOut { success: true, bucket: bucket.into() })),
            Err(error) => Err(hidden_or_forbidden(&state, &author, name.as_str(), error).await),
        }
    })
    .await
}

/// Changes a bucket; owner or administrator.
#[utoipa::path(tag = "buckets", params(("bucket" = String, Path)), request_body = BucketIn, responses(
    (status = 200, body = OneBucketOut), (status = 403, description = "not the owner"),
    (status = 404, description = "no such bucket"), (status = 422, description = "a field is not valid"),
))]
#[put("/api/v1/buckets/{bucket}")]
async fn put_bucket(
    request: HttpRequest,
    state: web::Data<AppState>,
    name: web::Path<String>,
    body: web::Json<BucketIn>,
) -> Result<web::Json<OneBucketOut>, ApiError> {
    change(request, state, name.into_inner(), body.into_inner()).await
}

/// As PUT.
#[utoipa::path(tag = "buckets", params(("bucket" = String, Path)), request_body = BucketIn, responses(
    (status = 200, body = OneBucketOut), (status = 403, description = "not the owner"),
    (status = 404, description = "no such bucket"), (status = 422, description = "a field is not valid"),
))]
#[patch("/api/v1/buckets/{bucket}")]
async fn patch_bucket(
    request: HttpRequest,
    state: web::Data<AppState>,
    name: web::Path<String>,
    body: web::Json<BucketIn>,
) -> Result<web::Json<OneBucketOut>, ApiError> {
    change(request, state, name.into_inner(), body.into_inner()).await
}

/// Deletes a bucket; owner or administrator.
#[utoipa::path(tag = "buckets", params(("bucket" = String, Path), DeleteQuery), responses(
    (status = 200, description = "{success, message}"), (status = 403, description = "not the owner"),
    (status = 404, description = "no such bucket"), (status = 409, description = "it holds files, and force is not set"),
))]
#[delete("/api/v1/buckets/{bucket}")]
async fn delete_bucket(
    request: HttpRequest,
    state: web::Data<AppState>,
    name: web::Path<String>,
    query: web::Query<DeleteQuery>,
) -> Result<HttpResponse, ApiError> {
    let author = author(&request)?;
    let name = super::files::bucket(&name)?;
    detached(async move {
        match buckets::remove(&state.db, &author, name.as_str(), query.force).await {
            Ok(()) => {
                nudge(&state);
                Ok(HttpResponse::Ok().json(json!({ "success": true, "message": "Bucket deleted" })))
            }
            Err(error) => Err(hidden_or_forbidden(&state, &author, name.as_str(), error).await),
        }
    })
    .await
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config
        .service(list_buckets)
        .service(create_bucket)
        .service(get_bucket)
        .service(put_bucket)
        .service(patch_bucket)
        .service(delete_bucket);
}
