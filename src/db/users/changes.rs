//! What administrators change about users. Every change is one transaction with its line in the audit log.

use super::{COLUMNS, NewUser, User, find_user, insert_user};
use crate::db::{
    Db, DbError,
    audit::{self, Actor},
    sessions,
};
use deadpool_postgres::GenericClient;
use serde_json::{Value, json};
use uuid::Uuid;

/// Makes a user for an administrator and writes the audit log.
pub async fn create_user(db: &Db, actor: &Actor, user: &NewUser) -> Result<User, DbError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    let made = insert_user(&transaction, user).await?;
    let detail = json!({ "email": made.email, "role": made.role });
    audit::record(&transaction, actor, "user.create", &made.id.to_string(), &detail).await?;
    transaction.commit().await?;
    Ok(made)
}

/// Fields of a user to change; `None` leaves a field alone.
#[derive(Debug, Default)]
pub struct UserChange {
    /// E-mail.
    pub email: Option<String>,
    /// First name; `Some(None)` clears it.
    pub first_name: Option<Option<String>>,
    /// Last name; `Some(None)` clears it.
    pub last_name: Option<Option<String>>,
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
pub async fn update_user(db: &Db, actor: &Actor, id: Uuid, change: &UserChange) -> Result<User, ChangeError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    lock_admins(&transaction).await?;
    let old = find_user(&transaction, id).await?.ok_or(ChangeError::Missing)?;
    let new = write_change(&transaction, id, change).await?.ok_or(ChangeError::Missing)?;
    require_admin(&transaction).await?;
    // A form that sends a role as it was must not log its user out.
    if new.role != old.role || !new.is_active || change.password_hash.is_some() {
        sessions::revoke_all(&transaction, id, None).await?;
    }
    let detail = told(&old, &new, change.password_hash.is_some());
    audit::record(&transaction, actor, "user.update", &id.to_string(), &detail).await?;
    transaction.commit().await?;
    Ok(new)
}

/// What the audit log says of a change: which fields, and the values of those that give or take rights.
fn told(old: &User, new: &User, password: bool) -> Value {
    let fields: Vec<&str> = [
        ("email", old.email != new.email),
        ("first_name", old.first_name != new.first_name),
        ("last_name", old.last_name != new.last_name),
        ("role", old.role != new.role),
        ("is_active", old.is_active != new.is_active),
        ("password", password),
    ]
    .into_iter()
    .filter_map(|(field, changed)| changed.then_some(field))
    .collect();
    json!({ "email": new.email, "fields": fields, "role": new.role, "is_active": new.is_active })
}

async fn write_change(
    client: &impl GenericClient,
    id: Uuid,
    change: &UserChange,
) -> Result<Option<User>, DbError> {
    let row = client
        .query_opt(
            &format!(
                "UPDATE auth.users SET email = coalesce($2, email),
                        first_name = CASE WHEN $3 THEN $4 ELSE first_name END,
                        last_name = CASE WHEN $5 THEN $6 ELSE last_name END,
                        app_role = coalesce($7, app_role), is_active = coalesce($8, is_active),
                        encrypted_password = coalesce($9, encrypted_password), updated_at = now()
                  WHERE id = $1 RETURNING {COLUMNS}"
            ),
            &[
                &id,
                &change.email,
                &change.first_name.is_some(),
                &change.first_name.clone().flatten(),
                &change.last_name.is_some(),
                &change.last_name.clone().flatten(),
                &change.role,
                &change.is_active,
                &change.password_hash,
            ],
        )
        .await?;
    Ok(row.as_ref().map(User::from))
}

/// Deletes a user, or only deactivates it.
pub async fn delete_user(db: &Db, actor: &Actor, id: Uuid, soft: bool) -> Result<(), ChangeError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    lock_admins(&transaction).await?;
    let (action, statement) = if soft {
        (
            "user.deactivate",
            "UPDATE auth.users SET is_active = false, updated_at = now() WHERE id = $1 RETURNING email",
        )
    } else {
        ("user.delete", "DELETE FROM auth.users WHERE id = $1 RETURNING email")
    };
    let gone = transaction.query_opt(statement, &[&id]).await?.ok_or(ChangeError::Missing)?;
    require_admin(&transaction).await?;
    sessions::revoke_all(&transaction, id, None).await?;
    let detail = json!({ "email": gone.get::<_, String>("email") });
    audit::record(&transaction, actor, action, &id.to_string(), &detail).await?;
    transaction.commit().await?;
    Ok(())
}

/// Ends all sessions of a user and writes the audit log; how many, or `None` when there is no such user.
pub async fn end_sessions(db: &Db, actor: &Actor, id: Uuid) -> Result<Option<u64>, DbError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    // Locked, so that a login that is under way has opened its session before they are ended.
    let statement = "SELECT email FROM auth.users WHERE id = $1 FOR UPDATE";
    let Some(user) = transaction.query_opt(statement, &[&id]).await? else { return Ok(None) };
    let ended = sessions::revoke_all(&transaction, id, None).await?;
    let detail = json!({ "email": user.get::<_, String>("email"), "ended": ended });
    audit::record(&transaction, actor, "user.end_sessions", &id.to_string(), &detail).await?;
    transaction.commit().await?;
    Ok(Some(ended))
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
