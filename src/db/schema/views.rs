//! Views of schema public. Through the API a view has the rights of whoever reads it (`security_invoker`).

use crate::{
    db::{
        Db,
        columns::comment_on,
        ddl::{self, Ddl, Outcome, new_name},
        ident::Ident,
        tables::{Actor, RawSql, TableError},
    },
    domain::schema::ViewSpec,
};
use tokio_postgres::types::Type;

/// Creates a view, or replaces the query of one.
pub async fn create(
    db: &Db,
    actor: Actor,
    spec: &ViewSpec,
    preview: bool,
) -> Result<Outcome<()>, TableError> {
    let name = new_name("view name", &spec.name)?;
    let query = RawSql::new(actor, "views", spec.query.trim().trim_end_matches(';'))?;
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let create = if spec.replace { "CREATE OR REPLACE" } else { "CREATE" };
        ddl.run(format!("{create} VIEW public.{name} WITH (security_invoker = true) AS {query}")).await?;
        ddl.run(format!("GRANT SELECT ON public.{name} TO anon, authenticated, service_role")).await?;
        match &spec.comment {
            Some(comment) => comment_on(ddl, &format!("VIEW public.{name}"), Some(comment)).await,
            None => Ok(()),
        }
    })
    .await
}

/// Drops a view that nothing else rests on.
pub async fn remove(db: &Db, actor: Actor, name: &str, preview: bool) -> Result<Outcome<()>, TableError> {
    actor.require_admin("views")?;
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let known = ddl
            .query_opt(
                "SELECT relkind = 'm' FROM pg_catalog.pg_class
                  WHERE relname = $1 AND relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')",
                &[(&name, Type::TEXT)],
            )
            .await?;
        let (Some(row), Ok(name)) = (known, Ident::existing(name)) else {
            return Err(TableError::Missing("View"));
        };
        let kind = if row.get(0) { "MATERIALIZED VIEW" } else { "VIEW" };
        ddl.run(format!("DROP {kind} public.{name}")).await
    })
    .await
}
