//! What surrounds the restoring of a dump: roles belong to the cluster and are in no dump.

use super::{DbError, ident::Ident, migrate};
use crate::config::Database;
use tokio_postgres::{Client, NoTls};

/// What a backup has to say about a database.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Login that owns the schemas.
    pub owner: String,
    /// Newest migration.
    pub schema_version: i32,
    /// Major version of Postgres.
    pub postgres_version: i32,
}

async fn connect(database: &Database) -> Result<Client, DbError> {
    let (client, connection) = database.direct.connect(NoTls).await?;
    // Ends with its client.
    tokio::spawn(connection);
    Ok(client)
}

/// Reads the facts of a migrated database.
pub async fn facts(database: &Database) -> Result<Facts, DbError> {
    let row = connect(database)
        .await?
        .query_one(
            "SELECT current_user::text, (SELECT max(version)::int FROM public.selfdb_migrations),
                    current_setting('server_version_num')::int / 10000",
            &[],
        )
        .await?;
    Ok(Facts { owner: row.get(0), schema_version: row.get(1), postgres_version: row.get(2) })
}

/// Whether the database holds anything of ours.
pub async fn is_migrated(database: &Database) -> Result<bool, DbError> {
    let sql =
        "SELECT to_regclass('public.selfdb_migrations') IS NOT NULL OR to_regnamespace('selfdb') IS NOT NULL";
    Ok(connect(database).await?.query_one(sql, &[]).await?.get(0))
}

/// A dump's roles, made for as long as it is restored.
pub struct Adoption {
    client: Client,
    /// The login that owned everything where the dump was made, when it is not the one here.
    former: Option<Ident>,
}

impl Adoption {
    /// Makes the roles that the dump names and that are missing, without a login.
    ///
    /// # Errors
    /// [`DbError::Config`] when `owner` is another login of this cluster already: what it owns elsewhere must not change hands.
    pub async fn begin(database: &Database, roles: &[String], owner: &str) -> Result<Self, DbError> {
        let client = connect(database).await?;
        let own: String = client.query_one("SELECT current_user::text", &[]).await?.get(0);
        let mut former = None;
        for role in roles {
            let ident = Ident::existing(role).map_err(|_| DbError::Config("role name in the backup"))?;
            let known =
                client.query_opt("SELECT 1 FROM pg_roles WHERE rolname = $1", &[role]).await?.is_some();
            if role == owner && *role != own {
                if known {
                    return Err(DbError::Config(
                        "the login that owned the backup exists here: restore as that login (POSTGRES_USER)",
                    ));
                }
                former = Some(ident.clone());
            }
            if !known {
                client.batch_execute(&format!("CREATE ROLE {ident} NOLOGIN NOINHERIT")).await?;
            }
            if !known || role == migrate::OWNER_ROLE {
                client.batch_execute(&format!("GRANT {ident} TO CURRENT_USER")).await?;
            }
        }
        // A dump grants this only after it has handed the tables over.
        client.batch_execute("GRANT USAGE, CREATE ON SCHEMA public TO selfdb_owner").await?;
        Ok(Adoption { client, former })
    }

    /// Hands what the former owner owned to ours, and removes that role.
    pub async fn finish(self) -> Result<(), DbError> {
        let Some(former) = self.former else { return Ok(()) };
        self.client
            .batch_execute(&format!(
                "REASSIGN OWNED BY {former} TO CURRENT_USER; DROP OWNED BY {former}; DROP ROLE {former};
                 ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC"
            ))
            .await?;
        Ok(())
    }
}
