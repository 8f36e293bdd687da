//! Updates and deletes, and what is answered about the rows that a statement has written.
//!
//! The statement is a common table expression `_w`. The outer `SELECT` has these columns: the rows as a JSON array (empty
//! text when they are not asked for), their number, the number of rows written, the number of those that are new, and
//! the first row's key when it is asked for.

use super::{
    Page, Planner, Statement,
    output::Shape,
    read::{Options, Parts, Resource, column, where_clause},
};
use crate::db::{
    query::{
        Fault, QueryError, ReadQuery,
        ast::{Clauses, SelectItem},
    },
    schema_cache::{Column, Schema, Table},
};

/// What is answered about written rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returning {
    /// Only how many there are.
    Nothing,
    /// The key of a single row.
    Key,
    /// The rows as `select` asks for them.
    Rows(Shape),
}

/// Where a statement writes and what it answers.
#[derive(Clone, Copy)]
pub struct Write<'a> {
    /// Everything there is.
    pub schema: &'a Schema,
    /// Table that is written.
    pub table: &'a Table,
    /// Conditions, `select`, order and range.
    pub query: &'a ReadQuery,
    /// What is answered.
    pub returning: Returning,
    /// Hash that the row as it is must have, from an entity tag.
    pub unchanged: Option<&'a str>,
    /// Whether the caller is at least `authenticated`.
    pub signed_in: bool,
}

/// Values of an update.
#[derive(Clone, Copy)]
pub struct Update<'a> {
    /// Columns that are set, in any order.
    pub columns: &'a [&'a Column],
    /// The row as JSON.
    pub body: &'a str,
    /// Whether columns that the body leaves out get their default rather than null.
    pub defaults: bool,
}

static ALL: [SelectItem; 1] = [SelectItem::Star];
static NONE: Clauses = Clauses { conditions: Vec::new(), order: Vec::new(), limit: None, offset: 0 };

impl<'a> Write<'a> {
    /// UPDATE of the rows that the query's conditions name.
    pub fn update(self, update: Update<'_>) -> Result<Page, QueryError> {
        let mut planner = self.planner();
        let body = planner.bind(update.body);
        let mut record = Vec::new();
        let mut set = Vec::new();
        for column in update.columns {
            record.push(format!("{} {}", column.name, column.cast));
            let value = planner.given(column, "_b.j", &format!("_p.{}", column.name), update.defaults);
            set.push(format!("{} = {value}", column.name));
        }
        let conditions = self.conditions(&mut planner)?;
        let sql = format!(
            "UPDATE public.{} AS r SET {} FROM (SELECT {body}::json AS j) _b \
             CROSS JOIN LATERAL json_to_record(_b.j) AS _p({}){conditions}",
            self.table.name,
            set.join(", "),
            record.join(", ")
        );
        self.answer(planner, &sql, None)
    }

    /// DELETE of the rows that the query's conditions name.
    pub fn delete(self) -> Result<Page, QueryError> {
        let mut planner = self.planner();
        let conditions = self.conditions(&mut planner)?;
        let sql = format!("DELETE FROM public.{} AS r{conditions}", self.table.name);
        self.answer(planner, &sql, None)
    }

    pub(super) fn planner(&self) -> Planner<'a> {
        Planner::new(self.schema, self.query, self.signed_in)
    }

    /// WHERE of an update or delete. With a limit it names keys, since SQL has no limit there.
    fn conditions(&self, planner: &mut Planner<'a>) -> Result<String, QueryError> {
        let clauses = &self.query.root;
        let limited = clauses.limit.is_some() || clauses.offset > 0;
        let alias = if limited { "l" } else { "r" };
        let resource = Resource {
            table: self.table,
            origin: None,
            from: format!("public.{} AS {alias}", self.table.name),
            alias: alias.to_owned(),
            tied: Vec::new(),
            select: &[],
            path: Vec::new(),
            clauses,
        };
        let mut parts = planner.parts(&resource)?;
        if let Some(hash) = self.unchanged {
            let hash = planner.bind(hash);
            parts.conditions.push(format!("{} = {hash}", row_hash(alias)));
        }
        if !limited {
            return Ok(where_clause(&parts.conditions));
        }
        let key = self.table.key_columns();
        if key.is_empty() {
            return Err(QueryError::parse("limit", "needs a table with a primary key when rows are written"));
        }
        let names = |alias: &str| {
            key.iter().map(|column| format!("{alias}.{}", column.name)).collect::<Vec<_>>().join(", ")
        };
        let chosen = super::read::tail(&parts);
        let range = planner.range(clauses.limit, clauses.offset);
        Ok(format!(
            " WHERE ({}) IN (SELECT {} FROM {}{chosen}{range})",
            names("r"),
            names("l"),
            resource.from
        ))
    }

    /// Wraps the statement. `inserted` tells new rows from others.
    pub(super) fn answer(
        self,
        planner: Planner<'a>,
        statement: &str,
        inserted: Option<&str>,
    ) -> Result<Page, QueryError> {
        let new = inserted.map(|sql| format!(", {sql} AS \"_new\"")).unwrap_or_default();
        match self.returning {
            Returning::Rows(Shape::Lines) if inserted.is_none() && self.is_plain() => {
                planner.all_met()?;
                let sql = format!("{statement} RETURNING to_json(r.*)::text");
                Ok(Page { statement: planner.statement(sql), names: Vec::new() })
            }
            Returning::Rows(shape) => self.answer_rows(planner, statement, &new, shape),
            Returning::Key | Returning::Nothing => self.answer_counts(planner, statement, &new),
        }
    }

    /// Whether whole rows are answered, in no particular order.
    pub fn is_plain(&self) -> bool {
        self.query.select == ALL && self.query.root.order.is_empty()
    }

    fn answer_counts(self, planner: Planner<'a>, statement: &str, new: &str) -> Result<Page, QueryError> {
        planner.all_met()?;
        let keys: Vec<String> =
            self.table.key_columns().iter().map(|column| format!("r.{}::text", column.name)).collect();
        let (returned, key) = if self.returning == Returning::Key && !keys.is_empty() {
            (format!("to_json(ARRAY[{}])::text AS k", keys.join(", ")), ", (array_agg(\"_w\".k))[1]")
        } else {
            ("1 AS one".to_owned(), "")
        };
        let sql = format!(
            "WITH \"_w\" AS ({statement} RETURNING {returned}{new}) \
             SELECT ''::text, 0::bigint, count(*), {}{key} FROM \"_w\"",
            counted_new(new)
        );
        Ok(Page { statement: planner.statement(sql), names: Vec::new() })
    }

    fn answer_rows(
        self,
        mut planner: Planner<'a>,
        statement: &str,
        new: &str,
        shape: Shape,
    ) -> Result<Page, QueryError> {
        let columns: Vec<String> = self.table.columns.iter().map(|column| column.name.to_string()).collect();
        let from = if new.is_empty() {
            "\"_w\" AS r".to_owned()
        } else {
            format!("(SELECT {} FROM \"_w\") AS r", columns.join(", "))
        };
        let resource = Resource {
            table: self.table,
            origin: Some(self.table.name.as_str()),
            from,
            alias: "r".to_owned(),
            tied: Vec::new(),
            select: if self.query.select.is_empty() { &ALL } else { &self.query.select },
            path: Vec::new(),
            clauses: &NONE,
        };
        let mut parts: Parts = planner.parts(&resource)?;
        parts.order = planner.result_order(&resource, &self.query.root)?;
        planner.all_met()?;
        let Page { statement: rows, names } =
            planner.finish(&resource, &parts, "", &Options { shape, ..Options::default() })?;
        let mut sql = rows.sql;
        if shape == Shape::Array {
            let counts = format!("count(*), (SELECT count(*) FROM \"_w\"), {} FROM (", counted_new(new));
            sql = sql.replacen("count(*) FROM (", &counts, 1);
        }
        let sql = format!("WITH \"_w\" AS ({statement} RETURNING r.*{new}) {sql}");
        Ok(Page { statement: Statement { sql, params: rows.params }, names })
    }
}

/// The number of new rows; none where new ones are not told from others.
fn counted_new(new: &str) -> &'static str {
    if new.is_empty() { "0::bigint" } else { "(SELECT count(*) FROM \"_w\" WHERE \"_new\")" }
}

/// Digits of a row's hash.
pub const HASH_DIGITS: usize = 32;

/// The hash of a row's JSON text, as the entity tag of a row is made.
fn row_hash(alias: &str) -> String {
    format!("left(encode(sha256(convert_to(to_json({alias}.*)::text, 'UTF8')), 'hex'), {HASH_DIGITS})")
}

impl Planner<'_> {
    fn result_order(
        &mut self,
        resource: &Resource<'_>,
        clauses: &Clauses,
    ) -> Result<Vec<String>, QueryError> {
        let mut order = Vec::new();
        for term in &clauses.order {
            if term.relation.is_some() {
                return Err(QueryError::new(
                    Fault::RelatedOrder,
                    "order",
                    "written rows are ordered by their own columns only",
                ));
            }
            let column = column(resource.table, "order", &term.field.name)?;
            let sql = self.path(&resource.alias, column, &term.field);
            order.push(super::read::directed(&sql, term.descending, term.nulls_first));
        }
        Ok(order)
    }

    /// A column's value in a body: `value`, or the default where member is missing from `json`.
    pub(crate) fn given(&mut self, column: &Column, json: &str, value: &str, defaults: bool) -> String {
        let default = match (&column.sequence, &column.default) {
            _ if !defaults => return value.to_owned(),
            (Some(sequence), _) => format!("nextval({}::regclass)", self.bind(sequence.as_str())),
            (None, Some(default)) => default.clone(),
            (None, None) => return value.to_owned(),
        };
        let member = self.bind(column.name.as_str());
        format!("CASE WHEN ({json} -> {member}) IS NULL THEN {default} ELSE {value} END")
    }
}
