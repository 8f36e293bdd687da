//! Pages of a bucket's files.

use super::{
    Author, StorageError,
    objects::{COLUMNS, Object},
    p, query,
};
use crate::db::Db;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

/// Largest page.
pub const MAX_PAGE: i64 = 1000;

/// Sorts after every name that begins with what stands before it.
const LAST: char = char::MAX;

/// What a page is ordered by. Equal values are ordered by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Name, by bytes.
    Name,
    /// First upload.
    CreatedAt,
    /// Last write.
    UpdatedAt,
    /// Length.
    Size,
}

impl Sort {
    fn column(self) -> &'static str {
        match self {
            Sort::Name => "o.name",
            Sort::CreatedAt => "o.created_at",
            Sort::UpdatedAt => "o.updated_at",
            Sort::Size => "o.size",
        }
    }

    fn cast(self) -> &'static str {
        match self {
            Sort::Name => "text",
            Sort::CreatedAt | Sort::UpdatedAt => "timestamptz",
            Sort::Size => "bigint",
        }
    }
}

/// Which files.
#[derive(Debug, Clone)]
pub struct Filter<'a> {
    /// Beginning of the names.
    pub prefix: &'a str,
    /// Text that the names contain, in any case; empty for all.
    pub search: &'a str,
    /// Order.
    pub sort: Sort,
    /// Whether the order is reversed.
    pub descending: bool,
    /// Where the page before ended: [`Page::next`].
    pub cursor: Option<&'a str>,
    /// Most files of a page.
    pub limit: i64,
}

/// Files, folders, and where to go on.
#[derive(Debug, Default)]
pub struct Page {
    /// Files.
    pub objects: Vec<Object>,
    /// Beginnings that names share up to a delimiter.
    pub folders: Vec<String>,
    /// Cursor of the next page.
    pub next: Option<String>,
}

/// Value and name of the last file of a page.
#[derive(Serialize, Deserialize)]
struct Cursor(Sort, String, String);

fn encode(cursor: &Cursor) -> Option<String> {
    serde_json::to_vec(cursor).ok().map(|json| URL_SAFE_NO_PAD.encode(json))
}

/// Reads a cursor; `None` when it is none of ours, or of another order.
fn decode(text: &str, sort: Sort) -> Option<Cursor> {
    let cursor: Cursor = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    (cursor.0 == sort).then_some(cursor)
}

/// Whether `cursor` can be used with `sort`.
pub fn valid_cursor(cursor: &str, sort: Sort) -> bool {
    decode(cursor, sort).is_some()
}

fn value(object: &Object, sort: Sort) -> String {
    match sort {
        Sort::Name => object.name.clone(),
        Sort::CreatedAt => object.created_at.to_rfc3339(),
        Sort::UpdatedAt => object.updated_at.to_rfc3339(),
        Sort::Size => object.size.to_string(),
    }
}

/// A page of files, without folders.
pub async fn files(
    db: &Db,
    author: &Author,
    bucket: &str,
    filter: &Filter<'_>,
) -> Result<Page, StorageError> {
    let Filter { sort, descending, .. } = *filter;
    let (direction, beyond) = if descending { ("DESC", "<") } else { ("ASC", ">") };
    let (column, cast) = (sort.column(), sort.cast());
    let order = match sort {
        Sort::Name => format!("o.name {direction}"),
        _ => format!("{column} {direction}, o.name {direction}"),
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM storage.objects o
          WHERE o.bucket_id = $1 AND o.name >= $2 AND o.name < $3
            AND ($4 = '' OR position(lower($4) IN lower(o.name)) > 0)
            AND ($5::text IS NULL OR ({column}, o.name) {beyond} ($5::text::{cast}, $6::text))
          ORDER BY {order} LIMIT $7"
    );
    let cursor = filter.cursor.and_then(|cursor| decode(cursor, sort));
    let (after, after_name) = cursor.map(|Cursor(_, value, name)| (value, name)).unzip();
    let limit = filter.limit.clamp(1, MAX_PAGE);
    let end = format!("{}{LAST}", filter.prefix);
    let rows = query(
        db,
        author,
        &sql,
        &[
            p(&bucket),
            p(&filter.prefix),
            p(&end),
            p(&filter.search),
            p(&after),
            p(&after_name),
            p(&(limit + 1)),
        ],
    )
    .await?;
    let mut objects: Vec<Object> = rows.iter().map(Object::from).collect();
    let more = objects.len() as i64 > limit;
    objects.truncate(limit as usize);
    let next = objects
        .last()
        .filter(|_| more)
        .and_then(|last| encode(&Cursor(sort, value(last, sort), last.name.clone())));
    Ok(Page { objects, folders: Vec::new(), next })
}

/// A page by name in which names are folded at `delimiter`; `after` is a name, and so is [`Page::next`].
pub async fn folders(
    db: &Db,
    author: &Author,
    bucket: &str,
    (prefix, delimiter): (&str, &str),
    (after, limit): (&str, i64),
) -> Result<Page, StorageError> {
    let sql = format!(
        "SELECT o.folder, {COLUMNS}
           FROM (SELECT folder, (object).* FROM storage.list_page($1, $2, $3, $4, $5)) AS o"
    );
    let limit = limit.clamp(1, MAX_PAGE);
    let ask = i32::try_from(limit + 1).unwrap_or(i32::MAX);
    let rows = query(db, author, &sql, &[p(&bucket), p(&prefix), p(&delimiter), p(&after), p(&ask)]).await?;
    let mut page = Page::default();
    let more = rows.len() as i64 > limit;
    for row in rows.iter().take(limit as usize) {
        match row.get::<_, Option<String>>("folder") {
            Some(folder) => {
                page.next = more.then(|| format!("{folder}{LAST}"));
                page.folders.push(folder);
            }
            None => {
                let object = Object::from(row);
                page.next = more.then(|| object.name.clone());
                page.objects.push(object);
            }
        }
    }
    Ok(page)
}

/// A cursor for [`folders`] that clients can carry in a URL.
pub fn name_cursor(name: &str) -> Option<String> {
    encode(&Cursor(Sort::Name, name.to_owned(), name.to_owned()))
}

/// The name in a cursor of [`name_cursor`].
pub fn cursor_name(cursor: &str) -> Option<String> {
    decode(cursor, Sort::Name).map(|Cursor(_, _, name)| name)
}
