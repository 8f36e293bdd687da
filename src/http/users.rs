//! Users, for administrators: README's `/api/v1/admin/users` and the original's `/api/v1/users/`.

use super::{
    auth::{UserOut, checked_email, checked_name, email_taken},
    caller::Admin,
    detached::detached,
    problem::{ApiError, CONFLICT},
    sessions::{end_user_sessions, list_user_sessions},
    state::AppState,
};
use crate::db::users::{
    self, NewUser,
    changes::{self, ChangeError, UserChange},
};
use actix_web::{HttpResponse, Responder, delete, get, patch, post, put, web};
use serde_json::json;
use utoipa_actix_web::{scope, service_config::ServiceConfig};
use uuid::Uuid;

mod wire;

pub use wire::{CreateIn, DeleteIn, ListIn, PaginationOut, PasswordIn, UserPatch, UsersOut};
use wire::{UserChanged, checked_password, checked_role, filter};

/// Mounts the endpoints under `/api/v1/admin/users`.
pub fn configure(config: &mut ServiceConfig) {
    config.service(
        scope::scope("/api/v1/admin/users")
            .app_data(unknown_id())
            .service(list_users)
            .service(create_user)
            .service(get_user)
            .service(update_user)
            .service(patch_user)
            .service(delete_user)
            .service(set_password)
            .service(list_user_sessions)
            .service(end_user_sessions),
    );
}

/// The same at the original's path, with and without its trailing slash.
pub fn configure_alias(config: &mut web::ServiceConfig) {
    config.service(
        web::scope("/api/v1/users")
            .app_data(unknown_id())
            .route("/", web::get().to(list))
            .route("/", web::post().to(create))
            .service(list_users)
            .service(create_user)
            .service(get_user)
            .service(update_user)
            .service(patch_user)
            .service(delete_user)
            .service(set_password)
            .service(list_user_sessions)
            .service(end_user_sessions),
    );
}

/// What is no id is nobody's id, as in the original.
fn unknown_id() -> web::PathConfig {
    web::PathConfig::default().error_handler(|_, _| ApiError::not_found("user").into())
}

fn changed(error: ChangeError) -> ApiError {
    match error {
        ChangeError::Missing => ApiError::not_found("user"),
        ChangeError::LastAdmin => ApiError::new(CONFLICT, "this is the last active administrator"),
        ChangeError::Db(error) => email_taken(error),
    }
}

async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
    query: web::Query<ListIn>,
) -> Result<web::Json<UsersOut>, ApiError> {
    let filter = filter(query.into_inner())?;
    let (users, total) = users::list_users(&state.db.owner().await?, &filter).await?;
    let pagination = PaginationOut::of(total, filter.limit, filter.offset, users.len());
    Ok(web::Json(UsersOut { users: users.into_iter().map(UserOut::from).collect(), pagination }))
}

async fn create(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<CreateIn>,
) -> Result<web::Json<UserOut>, ApiError> {
    let body = body.into_inner();
    let email = checked_email(&body.email)?;
    checked_password("password", &body.password)?;
    let role = checked_role(body.role.as_deref().unwrap_or("USER"))?;
    let (first_name, last_name) =
        (checked_name("first_name", body.first_name)?, checked_name("last_name", body.last_name)?);
    detached(async move {
        let password_hash = state.passwords.hash(body.password).await?;
        let new = NewUser { email, password_hash, first_name, last_name, role };
        let user = changes::create_user(&state.db, &admin.actor(), &new).await.map_err(email_taken)?;
        Ok(web::Json(UserOut::from(user)))
    })
    .await
}

async fn change(
    state: web::Data<AppState>,
    admin: Admin,
    id: Uuid,
    body: UserPatch,
) -> Result<web::Json<UserOut>, ApiError> {
    let UserPatch { email, first_name, last_name, role, is_active, password } = body;
    if email.is_none()
        && first_name.is_none()
        && last_name.is_none()
        && role.is_none()
        && is_active.is_none()
        && password.is_none()
    {
        return Err(ApiError::bad_request("No fields to update"));
    }
    let mut wanted = UserChange {
        email: email.map(|email| checked_email(&email)).transpose()?,
        first_name: first_name.map(|name| checked_name("first_name", name)).transpose()?,
        last_name: last_name.map(|name| checked_name("last_name", name)).transpose()?,
        role: role.map(|role| checked_role(&role).map(str::to_owned)).transpose()?,
        is_active,
        password_hash: None,
    };
    if let Some(password) = &password {
        checked_password("password", password)?;
    }
    detached(async move {
        if let Some(password) = password {
            wanted.password_hash = Some(state.passwords.hash(password).await?);
        }
        let user = changes::update_user(&state.db, &admin.actor(), id, &wanted).await.map_err(changed)?;
        Ok(web::Json(UserOut::from(user)))
    })
    .await
}

/// Users by filter, a page at a time.
#[utoipa::path(tag = "user-management", params(ListIn), responses((status = 200, body = UsersOut), (status = 403, description = "not an ADMIN")))]
#[get("")]
pub async fn list_users(
    state: web::Data<AppState>,
    admin: Admin,
    query: web::Query<ListIn>,
) -> Result<impl Responder, ApiError> {
    list(state, admin, query).await
}

/// Makes a user.
#[utoipa::path(tag = "user-management", request_body = CreateIn, responses(
    (status = 200, body = UserOut), (status = 400, description = "the password is too short or too long"),
    (status = 403, description = "not an ADMIN"), (status = 409, description = "the e-mail is taken"),
    (status = 422, description = "a field is not valid"), (status = 503, description = "too many passwords to hash at once")))]
#[post("")]
pub async fn create_user(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<CreateIn>,
) -> Result<impl Responder, ApiError> {
    create(state, admin, body).await
}

/// One user.
#[utoipa::path(tag = "user-management", responses((status = 200, body = UserOut), (status = 404, description = "no such user")))]
#[get("/{id}")]
pub async fn get_user(
    state: web::Data<AppState>,
    _admin: Admin,
    id: web::Path<Uuid>,
) -> Result<impl Responder, ApiError> {
    let user = users::find_user(&state.db.owner().await?, *id).await?;
    Ok(web::Json(UserOut::from(user.ok_or_else(|| ApiError::not_found("user"))?)))
}

/// Changes the fields that are named. New rights or a new password end the user's sessions.
#[utoipa::path(tag = "user-management", request_body = UserPatch, responses(UserChanged))]
#[put("/{id}")]
pub async fn update_user(
    state: web::Data<AppState>,
    admin: Admin,
    id: web::Path<Uuid>,
    body: web::Json<UserPatch>,
) -> Result<impl Responder, ApiError> {
    change(state, admin, *id, body.into_inner()).await
}

/// As PUT: changes the fields that are named.
#[utoipa::path(tag = "user-management", request_body = UserPatch, responses(UserChanged))]
#[patch("/{id}")]
pub async fn patch_user(
    state: web::Data<AppState>,
    admin: Admin,
    id: web::Path<Uuid>,
    body: web::Json<UserPatch>,
) -> Result<impl Responder, ApiError> {
    change(state, admin, *id, body.into_inner()).await
}

/// Deletes or deactivates a user.
#[utoipa::path(tag = "user-management", params(DeleteIn), responses(
    (status = 200, description = "done"), (status = 404, description = "no such user"), (status = 409, description = "the last administrator")))]
#[delete("/{id}")]
pub async fn delete_user(
    state: web::Data<AppState>,
    admin: Admin,
    id: web::Path<Uuid>,
    query: web::Query<DeleteIn>,
) -> Result<impl Responder, ApiError> {
    let (id, soft) = (*id, query.soft_delete);
    detached(async move {
        changes::delete_user(&state.db, &admin.actor(), id, soft).await.map_err(changed)?;
        Ok(HttpResponse::Ok().json(json!({ "message": "User deleted", "user_id": id, "soft_deleted": soft })))
    })
    .await
}

/// Sets a user's password and ends its sessions.
#[utoipa::path(tag = "user-management", request_body = PasswordIn, responses(
    (status = 200, description = "set"), (status = 400, description = "the password is too short or too long"),
    (status = 403, description = "not an ADMIN"), (status = 404, description = "no such user"),
    (status = 503, description = "too many passwords to hash at once")))]
#[post("/{id}/password")]
pub async fn set_password(
    state: web::Data<AppState>,
    admin: Admin,
    id: web::Path<Uuid>,
    body: web::Json<PasswordIn>,
) -> Result<impl Responder, ApiError> {
    checked_password("new_password", &body.new_password)?;
    let patch = UserPatch { password: Some(body.into_inner().new_password), ..UserPatch::default() };
    change(state, admin, *id, patch).await?;
    Ok(web::Json(json!({ "message": "Password set" })))
}
