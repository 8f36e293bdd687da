//! Reading lists of rows: short ones in one round trip, long ones as a stream.

use super::{failure::Failure, media::Media, prefer::Preferences};
use crate::{
    db::{
        plan::{self, Options, Page, Shape},
        query::{ReadQuery, ast::SelectItem},
        rows::{self, PageRow, Transaction},
        schema_cache::{Schema, Table},
    },
    http::{caller::Identity, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, HttpResponseBuilder};
use bytes::Bytes;
use tokio::sync::mpsc;
use tokio_postgres::Row;

/// Rows up to which an answer is put together before it is sent.
const SHORT: i64 = 1000;
/// The same where each row holds others.
const SHORT_EMBEDDED: i64 = 100;

/// A body, whole or on its way.
pub enum Content {
    /// Whole.
    Whole(Bytes),
    /// On its way.
    Stream(mpsc::Receiver<Result<Bytes, crate::db::DbError>>),
}

/// Rows that were read.
pub struct Found {
    /// Body.
    pub content: Content,
    /// Rows in it.
    pub rows: i64,
    /// Rows that match in all, where they were counted.
    pub total: Option<i64>,
    /// Place of the last row, when walking by key.
    pub last: Option<Vec<Option<String>>>,
}

impl Content {
    /// Ends an answer with this body.
    pub fn into_response(self, mut answer: HttpResponseBuilder) -> HttpResponse {
        match self {
            Content::Whole(body) => answer.body(body),
            Content::Stream(chunks) => {
                answer.streaming(futures_util::stream::unfold(chunks, async |mut chunks| {
                    let chunk = chunks.recv().await?;
                    Some((chunk.map_err(ApiError::from), chunks))
                }))
            }
        }
    }
}

/// What is read, and for whom.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Pools and limits.
    pub state: &'a AppState,
    /// Whose rights count.
    pub identity: &'a Identity,
    /// Everything there is.
    pub schema: &'a Schema,
    /// The table.
    pub table: &'a Table,
    /// Selection, conditions and order.
    pub query: &'a ReadQuery,
    /// Time zone and so on.
    pub prefer: &'a Preferences,
}

impl Reader<'_> {
    /// Reads the rows.
    pub async fn read(&self, media: Media, options: Options) -> Result<Found, Failure> {
        let embeds = self.query.select.iter().any(|item| matches!(item, SelectItem::Embed(_)));
        let short = if embeds { SHORT_EMBEDDED } else { SHORT };
        let long = options.limit.is_none_or(|limit| limit > short)
            && options.cursor.is_none()
            && media != Media::Object;
        if long && self.prefer.timezone.is_none() {
            return self.stream(media, options).await;
        }
        match media {
            Media::Json | Media::Object => self.array(options).await,
            Media::Lines | Media::Csv => self.lines(media, options).await,
        }
    }

    async fn run(&self, page: &Page) -> Result<Vec<Row>, Failure> {
        let caller = &self.identity.caller;
        let Some(zone) = &self.prefer.timezone else {
            return Ok(rows::run(&self.state.db, caller, &page.statement).await?);
        };
        let transaction = Transaction::begin(&self.state.db, caller).await?;
        transaction.set("timezone", zone).await?;
        let rows = transaction.query(&page.statement).await?;
        transaction.commit().await?;
        Ok(rows)
    }

    async fn array(&self, options: Options) -> Result<Found, Failure> {
        let (counted, keyed) = (options.count.is_some(), options.cursor.is_some());
        let page = plan::page(self.schema, self.table, self.query, &options)?;
        let page = PageRow::of(&self.run(&page).await?, counted, keyed)?;
        Ok(Found {
            content: Content::Whole(page.json.into()),
            rows: page.rows,
            total: page.total,
            last: page.last,
        })
    }

    async fn lines(&self, media: Media, options: Options) -> Result<Found, Failure> {
        let count = options.count;
        let page = plan::page(self.schema, self.table, self.query, &line_options(media, &options))?;
        let rows = self.run(&page).await?;
        let body = media.encoding(page.names).all(&rows).map_err(crate::db::DbError::from)?;
        let total = match count {
            None => None,
            Some(most) => {
                let statement = plan::count(self.schema, self.table, self.query, most, self.signed_in())?;
                let page = Page { statement, names: Vec::new() };
                self.run(&page).await?.first().map(|row| row.get(0))
            }
        };
        Ok(Found { content: Content::Whole(body.freeze()), rows: rows.len() as i64, total, last: None })
    }

    async fn stream(&self, media: Media, options: Options) -> Result<Found, Failure> {
        let limit = options.limit.unwrap_or(i64::MAX);
        let end = options.offset.saturating_add(limit);
        // How many rows there will be has to be known before the first of them is sent.
        let most = match options.count {
            Some(None) => None,
            Some(Some(most)) => Some(most.max(end)),
            None => Some(end),
        };
        let count = plan::count(self.schema, self.table, self.query, most, self.signed_in())?;
        let page = plan::page(self.schema, self.table, self.query, &line_options(media, &options))?;
        let encoding = media.encoding(page.names);
        let streamed =
            rows::stream(&self.state.db, &self.identity.caller, Some(&count), &page.statement, encoding)
                .await?;
        let matching: i64 = streamed.counted.as_ref().map_or(0, |row| row.get(0));
        Ok(Found {
            content: Content::Stream(streamed.chunks),
            rows: (matching - options.offset).clamp(0, limit),
            total: options.count.map(|_| matching),
            last: None,
        })
    }

    fn signed_in(&self) -> bool {
        self.identity.caller.session.is_some()
    }
}

fn line_options(media: Media, options: &Options) -> Options {
    let shape: Shape = media.shape();
    Options { shape, count: None, cursor: None, ..options.clone() }
}
