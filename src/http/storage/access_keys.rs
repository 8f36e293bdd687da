//! Access keys for the S3 port, for the user whose they are. A secret is shown once, when its key is made.

use crate::{
    db::{storage::access_keys, tables::Actor},
    http::{
        auth::random_token,
        caller::User,
        detached::detached,
        problem::{ApiError, CONFLICT},
        s3::secret_place,
        state::AppState,
    },
};
use actix_web::{HttpResponse, delete, get, post, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// A key to make.
#[derive(Debug, Deserialize, ToSchema)]
struct AccessKeyIn {
    /// For people, 1 to 100 characters.
    name: String,
}

/// A key.
#[derive(Debug, Serialize, ToSchema)]
struct AccessKeyOut {
    access_key_id: String,
    name: String,
    created_at: DateTime<Utc>,
    /// Only in the answer that makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_access_key: Option<String>,
}

/// The user behind a token, if its session is still good.
async fn user(state: &AppState, user: &User) -> Result<Uuid, ApiError> {
    let actor = Actor::resolve(&state.db, &user.caller).await?;
    actor.user.ok_or_else(|| ApiError::forbidden("a user is required"))
}

/// The caller's access keys.
#[utoipa::path(tag = "s3", responses((status = 200, body = Vec<AccessKeyOut>)))]
#[get("/api/v1/s3/access-keys")]
async fn list_access_keys(
    state: web::Data<AppState>,
    caller: User,
) -> Result<web::Json<Vec<AccessKeyOut>>, ApiError> {
    let keys = access_keys::list(&state.db, user(&state, &caller).await?).await?;
    let out = keys.into_iter().map(|key| AccessKeyOut {
        access_key_id: key.id,
        name: key.name,
        created_at: key.created_at,
        secret_access_key: None,
    });
    Ok(web::Json(out.collect()))
}

/// Makes an access key and shows its secret this once.
#[utoipa::path(tag = "s3", request_body = AccessKeyIn, responses(
    (status = 201, body = AccessKeyOut), (status = 409, description = "there are 20 already"),
    (status = 422, description = "the name is not valid"),
))]
#[post("/api/v1/s3/access-keys")]
async fn create_access_key(
    state: web::Data<AppState>,
    caller: User,
    body: web::Json<AccessKeyIn>,
) -> Result<HttpResponse, ApiError> {
    let name = body.into_inner().name;
    if !(1..=100).contains(&name.trim().chars().count()) || name.contains('\0') {
        return Err(ApiError::field("name", "must be 1 to 100 characters long"));
    }
    let user = user(&state, &caller).await?;
    // Upper-case hexadecimal, as long as AWS' ids, since some clients look at that.
    let id = format!("SDB{}", &Uuid::new_v4().simple().to_string().to_ascii_uppercase()[..17]);
    let secret = random_token()?;
    detached(async move {
        let sealed = state.secrets.seal(secret.as_bytes(), &secret_place(&id)).map_err(ApiError::internal)?;
        if !access_keys::insert(&state.db, user, &id, &name, &sealed).await? {
            let most = access_keys::MAX_KEYS;
            return Err(ApiError::new(CONFLICT, format!("a user has at most {most} access keys")));
        }
        Ok(HttpResponse::Created().json(AccessKeyOut {
            access_key_id: id,
            name,
            created_at: Utc::now(),
            secret_access_key: Some(secret),
        }))
    })
    .await
}

/// Ends an access key at once.
#[utoipa::path(tag = "s3", params(("id" = String, Path)), responses(
    (status = 204, description = "ended"), (status = 404, description = "no such key of the caller"),
))]
#[delete("/api/v1/s3/access-keys/{id}")]
async fn delete_access_key(
    state: web::Data<AppState>,
    caller: User,
    id: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let user = user(&state, &caller).await?;
    detached(async move {
        match access_keys::remove(&state.db, user, &id).await? {
            true => Ok(HttpResponse::NoContent().finish()),
            false => Err(ApiError::not_found("Access key")),
        }
    })
    .await
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(list_access_keys).service(create_access_key).service(delete_access_key);
}
