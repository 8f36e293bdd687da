//! What the user endpoints take and give, and the checks of single fields.

use crate::{
    db::users::{SORTABLE, UserFilter},
    domain::password,
    http::{
        auth::UserOut,
        problem::{ApiError, BAD_REQUEST},
    },
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, IntoResponses, ToSchema};

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
    pub(super) users: Vec<UserOut>,
    pub(super) pagination: PaginationOut,
}

/// Where a page lies.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaginationOut {
    total: i64,
    limit: i64,
    offset: i64,
    has_more: bool,
}

impl PaginationOut {
    /// The page of `found` entries after `offset`, of `total`.
    pub(in crate::http) fn of(total: i64, limit: i64, offset: i64, found: usize) -> Self {
        PaginationOut { total, limit, offset, has_more: offset + (found as i64) < total }
    }
}

/// Body of create.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreateIn {
    pub(super) email: String,
    pub(super) password: String,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    /// `USER` by default.
    pub(super) role: Option<String>,
}

/// Fields to change; those that are absent stay.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct UserPatch {
    pub(super) email: Option<String>,
    /// null clears it.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub(super) first_name: Option<Option<String>>,
    /// null clears it.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub(super) last_name: Option<Option<String>>,
    /// `USER` or `ADMIN`.
    pub(super) role: Option<String>,
    pub(super) is_active: Option<bool>,
    /// 8 to 128 characters.
    pub(super) password: Option<String>,
}

/// Tells null, which clears a field, from an absent field, which stays as it is.
fn nullable<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// What PUT and PATCH of a user answer.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers and is never made")]
pub(super) enum UserChanged {
    /// The user as it is now.
    #[response(status = 200)]
    Changed(#[to_schema] UserOut),
    /// No field is named, or the password is too short or too long.
    #[response(status = 400)]
    Nothing,
    /// Not an ADMIN.
    #[response(status = 403)]
    Forbidden,
    /// No such user.
    #[response(status = 404)]
    Missing,
    /// The last active administrator, or an e-mail that is taken.
    #[response(status = 409)]
    Conflict,
    /// A field is not valid.
    #[response(status = 422)]
    Invalid,
    /// Too many passwords to hash at once.
    #[response(status = 503)]
    Busy,
}

/// How to delete.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeleteIn {
    /// Only deactivate.
    #[serde(default)]
    pub(super) soft_delete: bool,
}

/// Body of set-password.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PasswordIn {
    pub(super) new_password: String,
}

pub(super) fn checked_role(role: &str) -> Result<&'static str, ApiError> {
    match role {
        "USER" => Ok("USER"),
        "ADMIN" => Ok("ADMIN"),
        _ => Err(ApiError::field("role", "must be USER or ADMIN")),
    }
}

/// Administrators may set simpler passwords than users may choose, as in the original; also its status.
pub(super) fn checked_password(field: &str, password: &str) -> Result<(), ApiError> {
    match password::broken_length(password) {
        Some(rule) => Err(ApiError { kind: BAD_REQUEST, ..ApiError::field(field, rule) }),
        None => Ok(()),
    }
}

pub(super) fn filter(query: ListIn) -> Result<UserFilter, ApiError> {
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
