//! Running the operations of a transaction.

use super::operation::{Kind, OperationIn, Outcome, ResolutionIn, filters, resolved};
use crate::{
    db::{
        DbError,
        plan::{self, Arguments, Call, Options, Page, Returning, Shape, Update, Write},
        query::{Fault, QueryError, ReadQuery},
        rows::{PageRow, Transaction, body::Body},
        schema_cache::{Function, Returns, Schema},
    },
    http::{
        problem::{ApiError, CONFLICT},
        rows::{failure::Failure, prefer::Preferences, writing},
    },
};
use serde_json::value::RawValue;

/// Runs operations one after another.
pub struct Runner<'a> {
    /// Everything there is.
    pub schema: &'a Schema,
    /// The open transaction.
    pub transaction: &'a Transaction,
    /// Whether the caller is at least `authenticated`.
    pub signed_in: bool,
    /// Most rows that a function may return.
    pub max_rows: i64,
}

fn missing(field: &str) -> Failure {
    QueryError::new(Fault::Body, field, "is missing").into()
}

impl Runner<'_> {
    /// Runs one operation.
    pub async fn run(&self, operation: &OperationIn, earlier: &[Outcome]) -> Result<Outcome, Failure> {
        let outcome = match operation.op {
            Kind::Rpc => self.call(operation, earlier).await?,
            _ => self.write(operation, earlier).await?,
        };
        if let (Some(expected), Outcome::Rows(rows)) = (operation.expect, &outcome)
            && expected != rows.len() as i64
        {
            let message = format!("{} rows were affected, but {expected} were expected", rows.len());
            return Err(ApiError::new(CONFLICT, message).into());
        }
        Ok(outcome)
    }

    async fn write(&self, operation: &OperationIn, earlier: &[Outcome]) -> Result<Outcome, Failure> {
        let name = operation.table.as_deref().ok_or_else(|| missing("table"))?;
        let mut members = Vec::new();
        if operation.op != Kind::Insert {
            let conditions =
                operation.r#where.as_ref().filter(|w| !w.is_empty()).ok_or_else(|| missing("where"))?;
            members = filters(conditions, earlier)?;
        }
        members.extend(operation.select.iter().map(|select| ("select".to_owned(), select.clone())));
        members
            .extend(operation.on_conflict.iter().map(|columns| ("on_conflict".to_owned(), columns.clone())));
        let query = ReadQuery::parse(&members)?;
        let write = Write {
            schema: self.schema,
            table: plan::table(self.schema, name)?,
            query: &query,
            returning: Returning::Rows(Shape::Lines),
            unchanged: None,
            signed_in: self.signed_in,
        };
        let page = match operation.op {
            Kind::Delete => write.delete()?,
            _ => {
                let values = operation.values.as_deref().ok_or_else(|| missing("values"))?;
                changing(write, operation, &resolved("values", values, earlier)?)?
            }
        };
        let rows = self.transaction.query(&page.statement).await?;
        Ok(Outcome::Rows(rows.iter().map(|row| row.get(0)).collect()))
    }

    async fn call(&self, operation: &OperationIn, earlier: &[Outcome]) -> Result<Outcome, Failure> {
        let name = operation.function.as_deref().ok_or_else(|| missing("function"))?;
        let none = RawValue::NULL.to_owned();
        let args = match operation.args.as_deref().unwrap_or(&none) {
            none if none.get() == "null" => "{}".to_owned(),
            args => resolved("args", args, earlier)?,
        };
        let names: Vec<String> = Body::parse(&args)?.names.into_iter().collect();
        let query = ReadQuery::default();
        let (function, whole) = plan::choose(self.schema, name, &Arguments::Json(&args, &names))?;
        let arguments =
            if whole { Arguments::Whole { body: &args, raw: false } } else { Arguments::Json(&args, &names) };
        let returns_rows = matches!(function.returns, Returns::Row(..));
        let options = Options {
            shape: if returns_rows { Shape::Lines } else { Shape::Array },
            limit: Some(self.max_rows),
            signed_in: self.signed_in,
            ..Options::default()
        };
        let page: Page =
            Call { schema: self.schema, function, arguments, query: &query }.statement(&options)?;
        let rows = self.transaction.query(&page.statement).await?;
        Ok(returned(function, &rows)?)
    }
}

fn returned(function: &Function, rows: &[tokio_postgres::Row]) -> Result<Outcome, DbError> {
    match (&function.returns, function.set) {
        (Returns::Row(..), true) => Ok(Outcome::Rows(rows.iter().map(|row| row.get(0)).collect())),
        (Returns::Row(..), false) => {
            Ok(Outcome::Value(rows.first().map_or_else(|| "null".to_owned(), |row| row.get(0))))
        }
        (Returns::Void, _) => Ok(Outcome::Value("null".to_owned())),
        (Returns::Scalar(_), _) => Ok(Outcome::Value(PageRow::of(rows, false, false)?.json)),
    }
}

/// An insert or update with these values.
fn changing(write: Write<'_>, operation: &OperationIn, text: &str) -> Result<Page, Failure> {
    let body = Body::parse_filled(text)?;
    if operation.op == Kind::Insert {
        let merge = operation.resolution.map(|resolution| resolution == ResolutionIn::Merge);
        let prefer = Preferences { merge, defaults: Some(!body.uniform), ..Preferences::default() };
        return writing::insert(write, text, &body, &prefer);
    }
    if body.many {
        return Err(QueryError::new(Fault::Body, "values", "an update takes one object").into());
    }
    let columns = body.columns(write.table, None)?;
    Ok(write.update(Update { columns: &columns, body: text, defaults: false })?)
}
