//! What a given user could see and do with a table's rows: tried as that user, and rolled back.

use crate::{
    db::{
        Db, DbError,
        ident::Ident,
        tables::{self, Actor, TableError},
    },
    domain::caller::DbRole,
};
use deadpool_postgres::Transaction;
use serde::Serialize;
use serde_json::{Map, Value, json, value::RawValue};
use tokio_postgres::types::{ToSql, Type};
use uuid::Uuid;

/// Visible rows are counted up to here.
const COUNT_LIMIT: i64 = 10_000;
/// Time that one statement of a trial may take.
const TIMEOUT: &str = "5s";

/// What to try.
#[derive(Debug)]
pub struct Trial {
    /// The user, or `None` for a caller without one (`anon`).
    pub user: Option<Uuid>,
    /// Columns and values that name the row to read, update and delete.
    pub row: Option<Map<String, Value>>,
    /// A row to insert.
    pub insert: Option<Map<String, Value>>,
    /// What to set in the row.
    pub update: Option<Map<String, Value>>,
    /// Whether to delete the row.
    pub delete: bool,
    /// Rows to show at most.
    pub limit: u32,
}

/// How one command went.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Attempt {
    /// Whether it did anything.
    pub allowed: bool,
    /// Rows that it reached.
    pub rows: u64,
    /// SQLSTATE of the refusal; 42501 is a missing right, 23xxx a constraint.
    pub code: Option<String>,
    /// Why not.
    pub message: Option<String>,
}

/// What the user could see and do.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TrialResult {
    /// Role of the user's transactions.
    pub role: &'static str,
    /// Reading.
    pub select: Attempt,
    /// Whether there are more visible rows than `select.rows` says.
    pub more: bool,
    /// Some visible rows, with the columns that the role may read.
    #[schema(value_type = Vec<Object>)]
    pub sample: Box<RawValue>,
    /// Whether the row is visible; null where none was named.
    pub row_visible: Option<bool>,
    /// Inserting; null where it was not tried.
    pub insert: Option<Attempt>,
    /// Updating the row.
    pub update: Option<Attempt>,
    /// Deleting the row.
    pub delete: Option<Attempt>,
}

/// Tries it. The table's owner may ask about anybody but administrators, who may ask about everybody.
pub async fn run(db: &Db, actor: Actor, table: &str, trial: &Trial) -> Result<TrialResult, TableError> {
    tables::policies(db, actor, table).await?;
    let (role, claims) = identity(db, trial.user).await?;
    if role == DbRole::Service {
        actor.require_admin("trials as an administrator")?;
    }
    let table = Ident::existing(table).map_err(|_| TableError::NotFound)?;
    let mut client = db.caller_connection().await?;
    let tx = client.transaction().await?;
    tx.execute(
        "SELECT set_config('statement_timeout', $1, true), set_config('lock_timeout', '1s', true),
                set_config('search_path', 'public', true), set_config('request.jwt.claims', $2, true),
                set_config('role', $3, true)",
        &[&TIMEOUT, &claims.to_string(), &role.as_str()],
    )
    .await?;
    let mut scene = Scene { tx, table };
    let result = scene.play(role, trial).await;
    scene.tx.rollback().await?;
    result
}

/// Role and claims of a user, as the beginning of a request (`db::pool`) would set them.
async fn identity(db: &Db, user: Option<Uuid>) -> Result<(DbRole, Value), TableError> {
    let Some(user) = user else { return Ok((DbRole::Anon, json!({ "role": "anon" }))) };
    let client = db.owner().await?;
    let row = client
        .query_opt("SELECT email, app_role FROM auth.users WHERE id = $1", &[&user])
        .await?
        .ok_or(TableError::Missing("User"))?;
    let (email, app_role): (String, String) = (row.get(0), row.get(1));
    let role = if app_role == "ADMIN" { DbRole::Service } else { DbRole::Authenticated };
    let claims = json!({ "sub": user, "role": role.as_str(), "email": email,
                         "app_metadata": { "role": app_role } });
    Ok((role, claims))
}

/// The transaction in which it is tried.
struct Scene<'a> {
    tx: Transaction<'a>,
    table: Ident,
}

fn names(row: &Map<String, Value>) -> Result<Vec<Ident>, TableError> {
    if row.is_empty() {
        return Err(TableError::Invalid("row, insert and update must name at least one column".into()));
    }
    row.keys()
        .map(|name| Ident::existing(name))
        .collect::<Result<_, _>>()
        .map_err(|error| TableError::Invalid(format!("a column name {error}")))
}

fn list(names: &[Ident], form: impl Fn(&Ident) -> String, separator: &str) -> String {
    names.iter().map(form).collect::<Vec<_>>().join(separator)
}

impl Scene<'_> {
    async fn play(&mut self, role: DbRole, trial: &Trial) -> Result<TrialResult, TableError> {
        let counted = format!(
            "SELECT count(*) FROM (SELECT 1 FROM public.{} LIMIT {}) AS r",
            self.table,
            COUNT_LIMIT + 1
        );
        let (mut select, count) = self.attempt_count(&counted, &[]).await?;
        select.rows = count.min(COUNT_LIMIT).unsigned_abs();
        let (row_visible, update, delete) = match &trial.row {
            Some(row) => self.row(row, trial).await?,
            None if trial.update.is_some() || trial.delete => {
                return Err(TableError::Invalid("row: update and delete need the row to try it on".into()));
            }
            None => (None, None, None),
        };
        let insert = match &trial.insert {
            Some(row) => Some(self.insert(row).await?),
            None => None,
        };
        let sample = if select.allowed { self.sample(trial.limit).await? } else { "[]".into() };
        Ok(TrialResult {
            role: role.as_str(),
            more: count > COUNT_LIMIT,
            sample: RawValue::from_string(sample).unwrap_or_default(),
            select,
            row_visible,
            insert,
            update,
            delete,
        })
    }

    /// Runs a statement behind a savepoint, so that whatever it did or broke is gone afterwards.
    async fn attempt(
        &mut self,
        sql: &str,
        params: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<(Attempt, Vec<tokio_postgres::Row>), TableError> {
        self.tx.batch_execute("SAVEPOINT trial").await?;
        let outcome = self.tx.query_typed(sql, params).await.map_err(DbError::from);
        self.tx.batch_execute("ROLLBACK TO SAVEPOINT trial").await?;
        let none = |code: Option<String>, message: Option<String>| Attempt {
            allowed: false,
            rows: 0,
            code,
            message,
        };
        match outcome {
            Ok(rows) => Ok((Attempt { allowed: true, ..none(None, None) }, rows)),
            Err(DbError::Statement(failed)) => {
                Ok((none(Some(failed.code.code().to_owned()), Some(failed.message.clone())), Vec::new()))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// As [`Scene::attempt`], for a statement that answers with one number.
    async fn attempt_count(
        &mut self,
        sql: &str,
        params: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<(Attempt, i64), TableError> {
        let (attempt, rows) = self.attempt(sql, params).await?;
        Ok((attempt, rows.first().map_or(0, |row| row.get(0))))
    }

    async fn sample(&mut self, limit: u32) -> Result<String, TableError> {
        let columns: Option<String> = self
            .tx
            .query_one(
                "SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
                  WHERE a.attrelid = $1::text::regclass AND a.attnum > 0 AND NOT a.attisdropped
                    AND has_column_privilege(a.attrelid, a.attnum, 'SELECT')",
                &[&format!("public.{}", self.table)],
            )
            .await?
            .get(0);
        let Some(columns) = columns else { return Ok("[]".into()) };
        let sql = format!(
            "SELECT coalesce(json_agg(to_json(r)), '[]')::text FROM (SELECT {columns} FROM public.{} LIMIT {limit}) AS r",
            self.table
        );
        let (_, rows) = self.attempt(&sql, &[]).await?;
        Ok(rows.first().map_or_else(|| "[]".to_owned(), |row| row.get(0)))
    }

    async fn insert(&mut self, row: &Map<String, Value>) -> Result<Attempt, TableError> {
        let names = list(&names(row)?, Ident::to_string, ", ");
        let sql = format!(
            "INSERT INTO public.{table} ({names}) SELECT {names} FROM jsonb_populate_record(NULL::public.{table}, $1)",
            table = self.table
        );
        let (mut attempt, _) = self.attempt(&sql, &[(&Value::Object(row.clone()), Type::JSONB)]).await?;
        attempt.rows = u64::from(attempt.allowed);
        Ok(attempt)
    }

    async fn row(
        &mut self,
        row: &Map<String, Value>,
        trial: &Trial,
    ) -> Result<(Option<bool>, Option<Attempt>, Option<Attempt>), TableError> {
        let table = self.table.clone();
        let key = Value::Object(row.clone());
        let key_param: (&(dyn ToSql + Sync), Type) = (&key, Type::JSONB);
        let key_row = format!("jsonb_populate_record(NULL::public.{table}, $1) AS k");
        let same = list(&names(row)?, |name| format!("t.{name} = k.{name}"), " AND ");
        let found = format!("SELECT count(*) FROM public.{table} AS t, {key_row} WHERE {same}");
        let (_, visible) = self.attempt_count(&found, std::slice::from_ref(&key_param)).await?;
        let update = match &trial.update {
            Some(set) => {
                let assigned = list(&names(set)?, |name| format!("{name} = n.{name}"), ", ");
                let sql = format!(
                    "WITH done AS (UPDATE public.{table} AS t SET {assigned}
                        FROM {key_row}, jsonb_populate_record(NULL::public.{table}, $2) AS n WHERE {same} RETURNING 1)
                     SELECT count(*) FROM done"
                );
                let set = Value::Object(set.clone());
                Some(self.changed(&sql, &[key_param.clone(), (&set, Type::JSONB)]).await?)
            }
            None => None,
        };
        let delete = if trial.delete {
            let sql = format!(
                "WITH done AS (DELETE FROM public.{table} AS t USING {key_row} WHERE {same} RETURNING 1)
                 SELECT count(*) FROM done"
            );
            Some(self.changed(&sql, std::slice::from_ref(&key_param)).await?)
        } else {
            None
        };
        Ok((Some(visible > 0), update, delete))
    }

    /// A change that reaches no row is not allowed, as far as the caller can tell.
    async fn changed(
        &mut self,
        sql: &str,
        params: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Attempt, TableError> {
        let (mut attempt, rows) = self.attempt_count(sql, params).await?;
        attempt.rows = rows.unsigned_abs();
        if attempt.allowed && rows == 0 {
            attempt.allowed = false;
            attempt.message = Some("no such row, or none that the policies let this user reach".into());
        }
        Ok(attempt)
    }
}
