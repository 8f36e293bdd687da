//! How a caller's transaction begins: role, claims, search path and time limit are set from what the database says of the
//! caller at that moment, all local to the transaction.

use crate::{
    db::DbError,
    domain::caller::{Caller, DbRole},
};
use deadpool_postgres::ClientWrapper;
use futures_util::future::join;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// One of the ways in which a request shows who it is, and where the database says what that is worth.
#[derive(Clone, Copy)]
enum Credential {
    Session(Uuid),
    Key(Uuid),
    Nothing,
}

/// Claims where the caller has any, else the failure that says why not.
const CLAIMS: &str = "CASE WHEN c.claims IS NOT NULL THEN c.claims ELSE selfdb.refuse(c.refusal) END";

impl Credential {
    fn of(caller: &Caller) -> Self {
        match (caller.session, caller.api_key) {
            (Some(session), _) => Credential::Session(session),
            (None, Some(key)) => Credential::Key(key),
            (None, None) => Credential::Nothing,
        }
    }

    /// One row with `pg_role`, `claims` and `refusal` of `$1`, also when there is no such session or key.
    fn source(self) -> &'static str {
        match self {
            Credential::Session(_) => {
                "(SELECT s.pg_role, s.claims, coalesce(s.refusal, 'SD401') AS refusal \
                  FROM (SELECT $1::uuid AS id) asked LEFT JOIN selfdb.session_callers s USING (id)) c"
            }
            Credential::Key(_) => {
                "(SELECT k.pg_role, k.claims, coalesce(k.refusal, 'SD403') AS refusal \
                  FROM (SELECT $1::uuid AS id) asked LEFT JOIN selfdb.key_callers k USING (id)) c"
            }
            Credential::Nothing => {
                "(SELECT 'anon' AS pg_role, '{\"role\":\"anon\"}' AS claims, 'SD401' AS refusal) c"
            }
        }
    }

    fn id(self) -> Option<Uuid> {
        match self {
            Credential::Session(id) | Credential::Key(id) => Some(id),
            Credential::Nothing => None,
        }
    }

    /// Name of the statement that [`prepare`] made.
    fn prepared(self) -> &'static str {
        match self {
            Credential::Session(_) => "selfdb_begin_session",
            Credential::Key(_) => "selfdb_begin_key",
            Credential::Nothing => "selfdb_begin_nobody",
        }
    }

    /// Sets everything; the role last, since the rights to ask who the caller is go with it.
    fn grant(self, timeout_ms: i32) -> String {
        format!(
            "SELECT set_config('request.jwt.claims', {CLAIMS}, true), set_config('search_path', 'public', true), \
             set_config('statement_timeout', '{timeout_ms}', true), set_config('role', c.pg_role, true) FROM {}",
            self.source()
        )
    }
}

/// Prepares the statements that begin transactions on a new connection.
pub async fn prepare(client: &tokio_postgres::Client, timeout_ms: i32) -> Result<(), tokio_postgres::Error> {
    let statements = [Credential::Session(Uuid::nil()), Credential::Key(Uuid::nil()), Credential::Nothing]
        .map(|credential| {
            let types = if credential.id().is_some() { "(uuid)" } else { "" };
            format!("PREPARE {}{types} AS {}", credential.prepared(), credential.grant(timeout_ms))
        });
    client.batch_execute(&statements.join(";")).await
}

/// Begins `caller`'s transaction on a connection that [`prepare`] has seen. BEGIN travels with the rest, since every message
/// of its own costs both sides a wake-up.
pub async fn prepared(client: &tokio_postgres::Client, caller: &Caller) -> Result<(), tokio_postgres::Error> {
    let credential = Credential::of(caller);
    // An id is hexadecimal digits and dashes, whatever was sent.
    let argument = credential.id().map(|id| format!("('{id}')")).unwrap_or_default();
    client.batch_execute(&format!("BEGIN;EXECUTE {}{argument}", credential.prepared())).await
}

/// Begins `caller`'s transaction with statements that are parsed for this call only: behind a pooler in transaction mode the
/// connection of the moment has not got the prepared ones.
pub async fn parsed(
    client: &tokio_postgres::Client,
    caller: &Caller,
    timeout_ms: i32,
) -> Result<(), tokio_postgres::Error> {
    let credential = Credential::of(caller);
    let sql = credential.grant(timeout_ms);
    let id = credential.id();
    let params: Vec<super::Param<'_>> = id.iter().map(|id| (id as _, Type::UUID)).collect();
    let (begun, granted) = join(client.batch_execute("BEGIN"), client.query_typed(&sql, &params)).await;
    begun?;
    granted.map(|_| ())
}

/// What `caller` may be at this moment.
///
/// # Errors
/// [`DbError`] with SQLSTATE SD401, SD402 or SD403 when it may be nothing.
pub async fn resolve(client: &ClientWrapper, caller: &Caller) -> Result<super::Granted, DbError> {
    let credential = Credential::of(caller);
    let id = credential.id();
    let params: Vec<super::Param<'_>> = id.iter().map(|id| (id as _, Type::UUID)).collect();
    let sql = format!("SELECT c.pg_role, {CLAIMS} FROM {}", credential.source());
    let rows = client.query_typed(&sql, &params).await?;
    let row = rows.first().ok_or(DbError::Config("a caller without a row"))?;
    let role = row.get::<_, Option<&str>>(0).and_then(DbRole::parse);
    Ok(super::Granted { role: role.ok_or(DbError::Config("unknown role of a caller"))?, claims: row.get(1) })
}
