//! Extensions: those that the cluster calls trusted can be enabled, in schema `extensions`.

use crate::db::{
    Db,
    ddl::{self, Ddl, Outcome},
    ident::Ident,
    tables::{Actor, TableError},
};
use tokio_postgres::types::Type;

/// What the cluster has, as a JSON array.
pub async fn list(db: &Db, actor: Actor) -> Result<String, TableError> {
    actor.require_admin("extensions")?;
    let client = db.owner().await?;
    let row = client
        .query_one(
            "SELECT json_agg(json_build_object('name', a.name, 'default_version', a.default_version,
                        'installed_version', a.installed_version, 'schema', e.extnamespace::regnamespace::text,
                        'trusted', v.trusted, 'comment', a.comment) ORDER BY a.name)::text
               FROM pg_catalog.pg_available_extensions a
               JOIN pg_catalog.pg_available_extension_versions v ON v.name = a.name AND v.version = a.default_version
               LEFT JOIN pg_catalog.pg_extension e ON e.extname = a.name",
            &[],
        )
        .await?;
    Ok(row.get::<_, Option<String>>(0).unwrap_or_else(|| "[]".into()))
}

/// Enables a trusted extension.
pub async fn enable(db: &Db, actor: Actor, name: &str, preview: bool) -> Result<Outcome<()>, TableError> {
    actor.require_admin("extensions")?;
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let known = ddl
            .query_opt(
                "SELECT v.trusted, e.oid IS NOT NULL
                   FROM pg_catalog.pg_available_extensions a
                   JOIN pg_catalog.pg_available_extension_versions v ON v.name = a.name AND v.version = a.default_version
                   LEFT JOIN pg_catalog.pg_extension e ON e.extname = a.name WHERE a.name = $1",
                &[(&name, Type::TEXT)],
            )
            .await?;
        let (Some(row), Ok(ident)) = (known, Ident::existing(name)) else {
            return Err(TableError::Missing("Extension"));
        };
        if row.get(1) {
            return Err(TableError::Conflict(format!("extension \"{name}\" is enabled already")));
        }
        if !row.get::<_, bool>(0) {
            return Err(TableError::Invalid(format!(
                "extension \"{name}\" is not trusted by this cluster; only its superuser can enable it"
            )));
        }
        ddl.run(format!("CREATE EXTENSION {ident} SCHEMA extensions")).await
    })
    .await
}

/// Drops an extension that nothing rests on.
pub async fn disable(db: &Db, actor: Actor, name: &str, preview: bool) -> Result<Outcome<()>, TableError> {
    actor.require_admin("extensions")?;
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let known = ddl
            .query_opt("SELECT 1 FROM pg_catalog.pg_extension WHERE extname = $1", &[(&name, Type::TEXT)])
            .await?;
        let (Some(_), Ok(ident)) = (known, Ident::existing(name)) else {
            return Err(TableError::Missing("Extension"));
        };
        ddl.run(format!("DROP EXTENSION {ident}")).await
    })
    .await
}
