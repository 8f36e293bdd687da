//! Changes of a column that exists.

use super::{column_name, comment_on, default_of, existing, resolve};
use crate::{
    db::{
        ddl::Ddl,
        ident::Ident,
        tables::{Actor, Owned, RawSql, TableError},
    },
    domain::schema::ColumnChange,
};
use tokio_postgres::types::Type;

/// A change on its way to becoming `ALTER TABLE` actions.
struct Alteration<'a> {
    actor: Actor,
    table: &'a Owned,
    name: Ident,
    change: &'a ColumnChange,
    actions: Vec<String>,
}

/// Changes a column within a change of its table; its new name comes last.
pub(in crate::db) async fn alter_in(
    ddl: &mut Ddl,
    actor: Actor,
    table: &Owned,
    column: &str,
    change: &ColumnChange,
) -> Result<(), TableError> {
    let (kind, _) = existing(ddl, table, column).await?;
    let name = Ident::existing(column).map_err(|_| TableError::ColumnNotFound)?;
    let mut alteration = Alteration { actor, table, name, change, actions: Vec::new() };
    let kind = alteration.change_type(ddl, kind).await?;
    alteration.change_default(&kind)?;
    alteration.change_identity(ddl).await?;
    let Alteration { name, actions, .. } = alteration;
    for action in actions {
        ddl.run(format!("ALTER TABLE public.{} {action}", table.name)).await?;
    }
    if let Some(comment) = &change.comment {
        comment_on(ddl, &format!("COLUMN public.{}.{name}", table.name), comment.as_deref()).await?;
    }
    if let Some(new) = change.new_name.as_deref().filter(|new| *new != column) {
        let new = column_name(new)?;
        ddl.run(format!("ALTER TABLE public.{} RENAME COLUMN {name} TO {new}", table.name)).await?;
    }
    Ok(())
}

impl Alteration<'_> {
    fn column(&mut self, action: &str) {
        self.actions.push(format!("ALTER COLUMN {} {action}", self.name));
    }

    /// The type that the column has afterwards, which is `kind` unless it changes.
    async fn change_type(&mut self, ddl: &Ddl, kind: String) -> Result<String, TableError> {
        let change = self.change;
        let Some(text) = &change.type_name else {
            return if change.using.is_some() || change.cast {
                Err(TableError::Invalid("using and cast go with a new type".into()))
            } else {
                Ok(kind)
            };
        };
        let kind = resolve(ddl, self.name.as_str(), text).await?.sql;
        // The old default need not have a cast to the new type; a new one is set afterwards.
        if change.default.is_some() || change.default_expression.is_some() {
            self.column("DROP DEFAULT");
        }
        let using = match &change.using {
            Some(text) => format!(" USING {}", RawSql::new(self.actor, "using", text)?),
            None if change.cast => format!(" USING {}::{kind}", self.name),
            None => String::new(),
        };
        self.column(&format!("TYPE {kind}{using}"));
        Ok(kind)
    }

    fn change_default(&mut self, kind: &str) -> Result<(), TableError> {
        match self.change.nullable {
            Some(true) => self.column("DROP NOT NULL"),
            Some(false) => self.column("SET NOT NULL"),
            None => {}
        }
        if let Some(value) = &self.change.default {
            match default_of(self.name.as_str(), value, kind)? {
                Some(sql) => self.column(&format!("SET DEFAULT {sql}")),
                None => self.column("DROP DEFAULT"),
            }
        }
        if let Some(text) = &self.change.default_expression {
            let default = RawSql::new(self.actor, "default_expression", text)?;
            self.column(&format!("SET DEFAULT {default}"));
        }
        Ok(())
    }

    async fn change_identity(&mut self, ddl: &Ddl) -> Result<(), TableError> {
        match self.change.identity {
            Some(Some(identity)) => {
                let has = ddl
                    .query_opt(
                        "SELECT 1 FROM pg_catalog.pg_attribute
                          WHERE attrelid = $1 AND attname = $2 AND attidentity <> ''",
                        &[(&self.table.oid, Type::OID), (&self.name.as_str(), Type::TEXT)],
                    )
                    .await?
                    .is_some();
                let kind = identity.as_sql();
                self.column(&if has {
                    format!("SET GENERATED {kind}")
                } else {
                    format!("ADD GENERATED {kind} AS IDENTITY")
                });
            }
            Some(None) => self.column("DROP IDENTITY IF EXISTS"),
            None => {}
        }
        Ok(())
    }
}
