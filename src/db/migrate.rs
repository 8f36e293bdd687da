//! Embedded, forward-only migrations under an advisory lock, and the two logins that requests use.

use super::{DbError, ident::Ident};
use crate::config;
use base64::Engine as _;
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// Serialises migrations of several nodes; the number is arbitrary and must never change.
const MIGRATION_LOCK: i64 = 0x5e1f_db00;

/// Owner of users' tables.
pub const OWNER_ROLE: &str = "selfdb_owner";

/// Roles that V0001 makes, without logins.
pub const ROLES: [&str; 4] = ["anon", "authenticated", "service_role", OWNER_ROLE];

/// The newest migration of this release.
pub fn latest_version() -> i32 {
    let migrations = embedded::migrations::runner();
    migrations.get_migrations().iter().map(|migration| migration.version()).max().unwrap_or_default()
}

/// Brings the database to this release's schema and makes the request logins usable.
///
/// Connects directly as the owner: a pooler in transaction mode would lose the lock.
pub async fn migrate(config: &config::Database) -> Result<usize, DbError> {
    let (mut client, connection) = config.direct.connect(tokio_postgres::NoTls).await?;
    let connection = tokio::spawn(connection);
    client.execute("SELECT pg_advisory_lock($1)", &[&MIGRATION_LOCK]).await?;
    // The default path starts with the schema named like the user. An owner called `selfdb` would have the
    // first run write its history to `public`, create schema `selfdb`, and the second run look there in vain.
    client.batch_execute("SET search_path = public").await?;
    let report = embedded::migrations::runner()
        .set_migration_table_name("selfdb_migrations")
        .run_async(&mut client)
        .await
        .map_err(|error| DbError::Migration(Box::new(error)))?;
    prepare_logins(&client, config).await?;
    client.execute("SELECT pg_advisory_unlock($1)", &[&MIGRATION_LOCK]).await?;
    drop(client);
    connection.abort();
    Ok(report.applied_migrations().len())
}

/// A login's password, derived so that every node of a deployment arrives at the same one.
pub fn login_password(config: &config::Database, role: &str) -> String {
    let digest = Sha256::new()
        .chain_update(b"selfdb-login\0")
        .chain_update(role.as_bytes())
        .chain_update(b"\0")
        .chain_update(config.login_secret.expose_secret().as_bytes())
        .finalize();
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest)
}

/// Makes both logins usable and grants them what they need in this database.
async fn prepare_logins(client: &tokio_postgres::Client, config: &config::Database) -> Result<(), DbError> {
    let caller = Ident::existing(&config.caller_role).map_err(|_| DbError::Config("caller role name"))?;
    let sql = Ident::existing(&config.sql_role).map_err(|_| DbError::Config("SQL role name"))?;
    ensure_login(client, config, &caller, "anon, authenticated, service_role").await?;
    ensure_login(client, config, &sql, "selfdb_owner").await?;
    client
        .batch_execute(&format!(
            "GRANT USAGE ON SCHEMA auth, public, selfdb, storage TO {caller};
             GRANT SELECT ON selfdb.session_callers, selfdb.key_callers TO {caller};
             GRANT EXECUTE ON FUNCTION selfdb.refuse(text), selfdb.claim_idempotency(uuid, uuid, text, bytea),
                   selfdb.store_idempotency(uuid, uuid, text, text) TO {caller};
             {OWN_SCHEMAS}"
        ))
        .await?;
    Ok(())
}

/// Lets administrators' SQL make schemas, where scripts put helper functions of policies. The right is the
/// database's, so a restored copy lacks it; and whoever only rents a database may be unable to grant it.
const OWN_SCHEMAS: &str = "DO $$ BEGIN
    EXECUTE format('GRANT CREATE ON DATABASE %I TO selfdb_owner', current_database());
EXCEPTION WHEN insufficient_privilege THEN NULL; END $$";

/// Creates or repairs one login. A login that works is left alone: roles belong to the whole cluster, where
/// other databases' servers may be starting at the same moment, and PostgreSQL refuses concurrent ALTER ROLE.
async fn ensure_login(
    client: &tokio_postgres::Client,
    config: &config::Database,
    role: &Ident,
    member_of: &str,
) -> Result<(), DbError> {
    let password = login_password(config, role.as_str());
    let mut login = config.direct.clone();
    login.user(role.as_str()).password(&password);
    let first = member_of.split(',').next().unwrap_or(member_of);
    if login.connect(tokio_postgres::NoTls).await.is_ok() {
        let member = client
            .query_one("SELECT pg_has_role($1::text, $2::text, 'MEMBER')", &[&role.as_str(), &first])
            .await?;
        if member.get(0) {
            return Ok(());
        }
    }
    let known = client.query_opt("SELECT 1 FROM pg_roles WHERE rolname = $1", &[&role.as_str()]).await?;
    let verb = if known.is_some() { "ALTER" } else { "CREATE" };
    // CREATE ROLE takes no parameters; the password is base64url, so quoting it is safe.
    client
        .batch_execute(&format!(
            "{verb} ROLE {role} LOGIN NOINHERIT PASSWORD '{password}'; GRANT {member_of} TO {role}"
        ))
        .await?;
    if member_of == "selfdb_owner" {
        client.batch_execute(&format!("ALTER ROLE {role} SET role = 'selfdb_owner'")).await?;
    }
    Ok(())
}
