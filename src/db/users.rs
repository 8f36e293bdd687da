//! Users.

use super::{Db, DbError};
use chrono::{DateTime, Utc};
use deadpool_postgres::GenericClient;
use tokio_postgres::{Row, types::ToSql};
use uuid::Uuid;

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

/// Makes a user for an administrator and writes the audit log.
pub async fn create_user(db: &Db, actor: Uuid, user: &NewUser) -> Result<User, DbError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    let made = insert_user(&transaction, user).await?;
    audit(&transaction, actor, "user.create", &made.id.to_string()).await?;
    transaction.commit().await?;
    Ok(made)
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

/// Fields of a user to change; `None` leaves a field alone.
#[derive(Debug, Default)]
pub struct UserChange {
    /// E-mail.
    pub email: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Role.
    pub role: Option<String>,
    /// Active.
    pub is_active: Option<bool>,
    /// PHC string.
    pub password_hash: Option<String>,
}

/// Why a user cannot be changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// No such user.
    #[error("no such user")]
    Missing,
    /// It would leave the server without an active administrator.
    #[error("the last active administrator")]
    LastAdmin,
    /// The database's answer.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for ChangeError {
    fn from(error: tokio_postgres::Error) -> Self {
        ChangeError::Db(error.into())
    }
}

/// Changes a user, ends its sessions where rights or password changed, and writes the audit log; all or nothing.
pub async fn update_user(db: &Db, actor: Uuid, id: Uuid, change: &UserChange) -> Result<User, ChangeError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    lock_admins(&transaction).await?;
    let old = find_user(&transaction, id).await?.ok_or(ChangeError::Missing)?;
    let new = write_change(&transaction, id, change).await?.ok_or(ChangeError::Missing)?;
    require_admin(&transaction).await?;
    // A form that sends a role as it was must not log its user out.
    if new.role != old.role || !new.is_active || change.password_hash.is_some() {
        super::sessions::revoke_all(&transaction, id, None).await?;
    }
    audit(&transaction, actor, "user.update", &id.to_string()).await?;
    transaction.commit().await?;
    Ok(new)
}

async fn write_change(
    client: &impl GenericClient,
    id: Uuid,
    change: &UserChange,
) -> Result<Option<User>, DbError> {
    let row = client
        .query_opt(
            &format!(
                "UPDATE auth.users SET email = coalesce($2, email), first_name = coalesce($3, first_name),
                        last_name = coalesce($4, last_name), app_role = coalesce($5, app_role),
                        is_active = coalesce($6, is_active),
                        encrypted_password = coalesce($7, encrypted_password), updated_at = now()
                  WHERE id = $1 RETURNING {COLUMNS}"
            ),
            &[
                &id,
                &change.email,
                &change.first_name,
                &change.last_name,
                &change.role,
                &change.is_active,
                &change.password_hash,
            ],
        )
        .await?;
    Ok(row.as_ref().map(User::from))
}

/// Deletes a user, or only deactivates it.
pub async fn delete_user(db: &Db, actor: Uuid, id: Uuid, soft: bool) -> Result<(), ChangeError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    lock_admins(&transaction).await?;
    let statement = if soft {
        "UPDATE auth.users SET is_active = false, updated_at = now() WHERE id = $1"
    } else {
        "DELETE FROM auth.users WHERE id = $1"
    };
    if transaction.execute(statement, &[&id]).await? == 0 {
        return Err(ChangeError::Missing);
    }
    require_admin(&transaction).await?;
    super::sessions::revoke_all(&transaction, id, None).await?;
    audit(&transaction, actor, if soft { "user.deactivate" } else { "user.delete" }, &id.to_string()).await?;
    transaction.commit().await?;
    Ok(())
}

/// Two administrators demoting each other at the same moment would both see the other; the lock queues them.
async fn lock_admins(client: &impl GenericClient) -> Result<(), DbError> {
    client.execute("SELECT pg_advisory_xact_lock(hashtext('selfdb.admins'))", &[]).await?;
    Ok(())
}

async fn require_admin(client: &impl GenericClient) -> Result<(), ChangeError> {
    let left = client
        .query_one("SELECT EXISTS (SELECT 1 FROM auth.users WHERE app_role = 'ADMIN' AND is_active)", &[])
        .await?;
    if left.get(0) { Ok(()) } else { Err(ChangeError::LastAdmin) }
}

/// Writes one line of the audit log.
pub async fn audit(
    client: &impl GenericClient,
    actor: Uuid,
    action: &str,
    target: &str,
) -> Result<(), DbError> {
    client
        .execute(
            "INSERT INTO selfdb.audit_log (actor_id, action, target) VALUES ($1, $2, $3)",
            &[&actor, &action, &target],
        )
        .await?;
    Ok(())
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
