//! Users, for administrators: README's `/api/v1/admin/users` and the original's `/api/v1/users/`.

use super::{
    auth::{UserOut, checked_email, checked_name, email_taken},
    caller::Admin,
    detached::detached,
    problem::{ApiError, CONFLICT},
    state::AppState,
};
use crate::{
    db::users::{self, ChangeError, NewUser, SORTABLE, UserChange, UserFilter},
    domain::password,
};
use actix_web::{HttpResponse, Responder, delete, get, patch, post, put, web};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::{scope, service_config::ServiceConfig};
use uuid::Uuid;

/// Mounts the endpoints under `/api/v1/admin/users`.
pub fn configure(config: &mut ServiceConfig) {
    config.service(
        scope::scope("/api/v1/admin/users")
            .service(list_users)
            .service(create_user)
            .service(get_user)
            .service(update_user)
            .service(patch_user)
            .service(delete_user)
            .service(set_password),
    );
}

/// The same at the original's path, with and without its trailing slash.
pub fn configure_alias(config: &mut web::ServiceConfig) {
    config.service(
        web::scope("/api/v1/users")
            .route("/", web::get().to(list))
            .route("/", web::post().to(create))
            .service(list_users)
            .service(create_user)
            .service(get_user)
            .service(update_user)
            .service(patch_user)
            .service(delete_user)
            .service(set_password),
    );
}

/// Which users to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListIn {
    /// Page size, 1 to 200; 50 by default.
    limit: Option<i64>,
    /// Users to skip.
    offset: Option<i64>,
    /// `created_at`, `email`, `last_login_at` or `role`, with `:asc` or `:desc`.
    sort: Option<String>,
    /// `USER` or `ADMIN`.
    role: Option<String>,
    /// Only active or only inactive ones.
    is_active: Option<bool>,
    /// Part of e-mail or names.
    search: Option<String>,
}

/// A page of users.
#[derive(Debug, Serialize, ToSchema)]
pub struct UsersOut {
    users: Vec<UserOut>,
    pagination: PaginationOut,
}

/// Where a page lies.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaginationOut {
    total: i64,
    limit: i64,
    offset: i64,
    has_more: bool,
}

/// Body of create.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreateIn {
    email: String,
    password: String,
    first_name: Option<String>,
    last_name: Option<String>,
    /// `USER` by default.
    role: Option<String>,
}

/// Fields to change; those that are absent stay.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct UserPatch {
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    role: Option<String>,
    is_active: Option<bool>,
    password: Option<String>,
}

/// How to delete.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeleteIn {
    /// Only deactivate.
    #[serde(default)]
    soft_delete: bool,
}

/// Body of set-password.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PasswordIn {
    new_password: String,
}

fn checked_role(role: &str) -> Result<&'static str, ApiError> {
    match role {
        "USER" => Ok("USER"),
        "ADMIN" => Ok("ADMIN"),
        _ => Err(ApiError::field("role", "must be USER or ADMIN")),
    }
}

fn checked_password(field: &str, password: &str) -> Result<(), ApiError> {
    match password::broken_rule(password) {
        Some(rule) => Err(ApiError::field(field, rule)),
        None => Ok(()),
    }
}

fn filter(query: ListIn) -> Result<UserFilter, ApiError> {
    let sort = query.sort.as_deref().unwrap_or("created_at:desc");
    let (name, direction) = sort.split_once(':').unwrap_or((sort, "asc"));
    let column = SORTABLE.iter().find(|(known, _)| *known == name).map(|(_, column)| *column);
    let limit = query.limit.unwrap_or(50);
    if !(1..=200).contains(&limit) {
        return Err(ApiError::field("limit", "must be between 1 and 200"));
    }
    Ok(UserFilter {
        sort: column
            .ok_or_else(|| ApiError::field("sort", "must name created_at, email, last_login_at or role"))?,
        descending: match direction {
            "asc" => false,
            "desc" => true,
            _ => return Err(ApiError::field("sort", "must end in :asc or :desc")),
        },
        role: query.role.map(|role| checked_role(&role).map(str::to_owned)).transpose()?,
        is_active: query.is_active,
        search: query.search.filter(|text| !text.is_empty() && !text.contains('\0')),
        limit,
        offset: query.offset.unwrap_or(0).max(0),
    })
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
    let has_more = filter.offset + (users.len() as i64) < total;
    let pagination = PaginationOut { total, limit: filter.limit, offset: filter.offset, has_more };
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
        let user = users::create_user(&state.db, admin.claims.sub, &new).await.map_err(email_taken)?;
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
        first_name: checked_name("first_name", first_name)?,
        last_name: checked_name("last_name", last_name)?,
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
        let user = users::update_user(&state.db, admin.claims.sub, id, &wanted).await.map_err(changed)?;
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
    (status = 200, body = UserOut), (status = 409, description = "the e-mail is taken"), (status = 422, description = "a field is not valid")))]
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
#[utoipa::path(tag = "user-management", request_body = UserPatch, responses(
    (status = 200, body = UserOut), (status = 404, description = "no such user"), (status = 409, description = "the last administrator")))]
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
#[utoipa::path(tag = "user-management", request_body = UserPatch, responses(
    (status = 200, body = UserOut), (status = 404, description = "no such user"), (status = 409, description = "the last administrator")))]
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
        users::delete_user(&state.db, admin.claims.sub, id, soft).await.map_err(changed)?;
        Ok(HttpResponse::Ok().json(json!({ "message": "User deleted", "user_id": id, "soft_deleted": soft })))
    })
    .await
}

/// Sets a user's password and ends its sessions.
#[utoipa::path(tag = "user-management", request_body = PasswordIn, responses(
    (status = 200, description = "set"), (status = 404, description = "no such user"), (status = 422, description = "the password breaks a rule")))]
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
