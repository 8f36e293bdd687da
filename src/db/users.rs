//! Users.

use super::DbError;
use chrono::{DateTime, Utc};
use deadpool_postgres::GenericClient;
use tokio_postgres::{Row, types::ToSql};
use uuid::Uuid;

pub mod changes;

/// A user without secrets.
#[derive(Debug, Clone)]
pub struct User {
    /// Id.
    pub id: Uuid,
    /// E-mail as it was written.
    pub email: String,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// `USER` or `ADMIN`.
    pub role: String,
    /// Whether the user may log in.
    pub is_active: bool,
    /// Made at.
    pub created_at: DateTime<Utc>,
    /// Changed at.
    pub updated_at: DateTime<Utc>,
    /// Last login.
    pub last_login_at: Option<DateTime<Utc>>,
}

/// Columns of [`User`], in a statement over `auth.users`.
pub const COLUMNS: &str =
    "id, email, first_name, last_name, app_role, is_active, created_at, updated_at, last_sign_in_at";

impl From<&Row> for User {
    fn from(row: &Row) -> Self {
        User {
            id: row.get("id"),
            email: row.get("email"),
            first_name: row.get("first_name"),
            last_name: row.get("last_name"),
            role: row.get("app_role"),
            is_active: row.get("is_active"),
            created_at: row.get("created_at"),
            updated_at: row.get("updated_at"),
            last_login_at: row.get("last_sign_in_at"),
        }
    }
}

/// A user to be made; the password is hashed already.
#[derive(Debug)]
pub struct NewUser {
    /// E-mail.
    pub email: String,
    /// PHC string.
    pub password_hash: String,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// `USER` or `ADMIN`.
    pub role: &'static str,
}

/// Inserts a user; 23505 when the e-mail is taken in any spelling of case.
pub async fn insert_user(client: &impl GenericClient, user: &NewUser) -> Result<User, DbError> {
    let row = client
        .query_one(
            &format!(
                "INSERT INTO auth.users (email, encrypted_password, first_name, last_name, app_role)
                 VALUES ($1, $2, $3, $4, $5) RETURNING {COLUMNS}"
            ),
            &[&user.email, &user.password_hash, &user.first_name, &user.last_name, &user.role],
        )
        .await?;
    Ok(User::from(&row))
}

/// A user and the stored hash, by e-mail in any spelling of case.
pub async fn find_with_hash(
    client: &impl GenericClient,
    email: &str,
) -> Result<Option<(User, String)>, DbError> {
    let row = client
        .query_opt(
            &format!("SELECT {COLUMNS}, encrypted_password FROM auth.users WHERE lower(email) = lower($1)"),
            &[&email],
        )
        .await?;
    Ok(row.map(|row| (User::from(&row), row.get("encrypted_password"))))
}

/// What a login is checked against.
#[derive(Debug)]
pub struct LoginCandidate {
    /// The user.
    pub user: User,
    /// PHC string.
    pub password_hash: String,
    /// Whether the user has logged in from that network before, as far as sessions are kept.
    pub familiar: bool,
}

/// Who would log in with `email`, from `network` (an address with its prefix length).
pub async fn find_login(
    client: &impl GenericClient,
    email: &str,
    network: &str,
) -> Result<Option<LoginCandidate>, DbError> {
    let row = client
        .query_opt(
            &format!(
                "SELECT {COLUMNS}, encrypted_password,
                        EXISTS (SELECT 1 FROM auth.sessions s
                                 WHERE s.user_id = u.id AND s.ip::inet <<= $2::text::inet) AS familiar
                   FROM auth.users u WHERE lower(email) = lower($1)"
            ),
            &[&email, &network],
        )
        .await?;
    Ok(row.map(|row| LoginCandidate {
        user: User::from(&row),
        password_hash: row.get("encrypted_password"),
        familiar: row.get("familiar"),
    }))
}

/// A user by id.
pub async fn find_user(client: &impl GenericClient, id: Uuid) -> Result<Option<User>, DbError> {
    let row = client.query_opt(&format!("SELECT {COLUMNS} FROM auth.users WHERE id = $1"), &[&id]).await?;
    Ok(row.as_ref().map(User::from))
}

/// Notes a login and returns the user as it then is; `None` when the user or the hash that was verified has
/// changed meanwhile. Keeps the user's row locked, so a new password ends the session that is opened next.
pub async fn record_login(
    client: &impl GenericClient,
    id: Uuid,
    verified: &str,
) -> Result<Option<User>, DbError> {
    let row = client
        .query_opt(
            &format!(
                "UPDATE auth.users SET last_sign_in_at = now()
                  WHERE id = $1 AND is_active AND encrypted_password = $2 RETURNING {COLUMNS}"
            ),
            &[&id, &verified],
        )
        .await?;
    Ok(row.as_ref().map(User::from))
}

/// The stored hash of a user.
pub async fn find_hash(client: &impl GenericClient, id: Uuid) -> Result<Option<String>, DbError> {
    let row = client.query_opt("SELECT encrypted_password FROM auth.users WHERE id = $1", &[&id]).await?;
    Ok(row.map(|row| row.get(0)))
}

/// Stores a new hash unless the one that was verified has been replaced meanwhile.
pub async fn update_password(
    client: &impl GenericClient,
    id: Uuid,
    verified: &str,
    hash: &str,
) -> Result<bool, DbError> {
    let changed = client
        .execute(
            "UPDATE auth.users SET encrypted_password = $3, updated_at = now()
              WHERE id = $1 AND encrypted_password = $2",
            &[&id, &verified, &hash],
        )
        .await?;
    Ok(changed == 1)
}

/// Which users to list.
#[derive(Debug, Default)]
pub struct UserFilter {
    /// Role.
    pub role: Option<String>,
    /// Active or not.
    pub is_active: Option<bool>,
    /// Part of e-mail or names.
    pub search: Option<String>,
    /// Column of [`SORTABLE`].
    pub sort: &'static str,
    /// Newest or last first.
    pub descending: bool,
    /// Page size.
    pub limit: i64,
    /// Rows to skip.
    pub offset: i64,
}

/// Sort names and their columns.
pub const SORTABLE: [(&str, &str); 4] = [
    ("created_at", "created_at"),
    ("email", "lower(email)"),
    ("last_login_at", "last_sign_in_at"),
    ("role", "app_role"),
];

/// A page of users and how many match in all.
pub async fn list_users(
    client: &impl GenericClient,
    filter: &UserFilter,
) -> Result<(Vec<User>, i64), DbError> {
    const WHERE: &str = "($1::text IS NULL OR app_role = $1) AND ($2::bool IS NULL OR is_active = $2)
        AND ($3::text IS NULL OR position(lower($3) IN lower(concat_ws(' ', email, first_name, last_name))) > 0)";
    let direction = if filter.descending { "DESC NULLS LAST" } else { "ASC" };
    let matching: [&(dyn ToSql + Sync); 3] = [&filter.role, &filter.is_active, &filter.search];
    let total =
        client.query_one(&format!("SELECT count(*) FROM auth.users WHERE {WHERE}"), &matching).await?.get(0);
    let rows = client
        .query(
            &format!(
                "SELECT {COLUMNS} FROM auth.users WHERE {WHERE}
                 ORDER BY {} {direction}, id LIMIT $4 OFFSET $5",
                filter.sort
            ),
            &[&filter.role, &filter.is_active, &filter.search, &filter.limit, &filter.offset],
        )
        .await?;
    Ok((rows.iter().map(User::from).collect(), total))
}

/// Makes the first administrator unless a user has that e-mail.
pub async fn ensure_admin(client: &impl GenericClient, admin: &NewUser) -> Result<bool, DbError> {
    let made = client
        .execute(
            "INSERT INTO auth.users (email, encrypted_password, first_name, last_name, app_role)
             VALUES ($1, $2, $3, $4, 'ADMIN') ON CONFLICT DO NOTHING",
            &[&admin.email, &admin.password_hash, &admin.first_name, &admin.last_name],
        )
        .await?;
    Ok(made == 1)
}
