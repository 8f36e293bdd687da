//! Delivery to one channel: a task with its own position, which waits for the socket and for nobody else. Live delivery,
//! catching up after a slow spell and replay are the same walk along positions, so nothing is skipped or doubled between them.

use super::{Join, filter::Filter, state::Delivery};
use crate::{
    actors::feed::{Batch, Feed, Group, View},
    db::DbError,
    domain::change::{Change, Operation},
};
use bytestring::ByteString;
use serde::Serialize;
use serde_json::value::RawValue;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{sync::mpsc, time::Instant};

/// How long a session's rights are believed before they are asked for again.
const RIGHTS_AGE: Duration = Duration::from_secs(5);

/// Pause after a failed read of the database.
const RETRY: Duration = Duration::from_millis(250);

/// A text frame in a session's queue.
#[derive(Debug, Clone)]
pub struct Frame(pub ByteString);

/// One entry of a join's `postgres_changes`.
#[derive(Debug, Clone)]
pub struct Subscription {
    /// Id in the answer to the join; not zero.
    pub id: u64,
    /// `None` is every operation.
    pub operation: Option<Operation>,
    /// Schema.
    pub schema: String,
    /// Table; `None` is every table of the schema.
    pub table: Option<String>,
    /// Rows that count.
    pub filter: Filter,
}

/// A channel that is being delivered to.
pub struct Member {
    join: Join,
    frames: mpsc::Sender<Frame>,
    feed: Arc<Feed>,
    stall_timeout: Duration,
    checked: Instant,
}

#[derive(Serialize)]
struct Payload<'a> {
    ids: Vec<u64>,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    schema: &'a str,
    table: &'a str,
    commit_timestamp: String,
    #[serde(rename = "type")]
    kind: &'static str,
    position: i64,
    columns: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_record: Option<&'a RawValue>,
    errors: Option<()>,
}

enum End {
    Stalled,
    RightsEnded,
}

impl Member {
    /// A member for an admitted join.
    pub fn new(join: Join, frames: mpsc::Sender<Frame>, feed: Arc<Feed>, stall_timeout: Duration) -> Self {
        Member { join, frames, feed, stall_timeout, checked: Instant::now() }
    }

    /// Starts delivering.
    pub fn start(self) -> Delivery {
        let stalled = Arc::new(AtomicBool::new(false));
        Delivery { task: tokio::spawn(self.run(stalled.clone())), stalled }
    }

    async fn run(mut self, stalled: Arc<AtomicBool>) {
        match self.follow().await {
            // The queue is full, so only its closing can be seen: the registry lets go of the session.
            End::Stalled => {
                tracing::info!(topic = self.join.topic, "a socket took nothing for too long");
                stalled.store(true, Ordering::Release);
            }
            End::RightsEnded => {
                for frame in closing(&self.join.topic, &self.join.membership.join_ref) {
                    let _ = self.frames.try_send(frame);
                }
            }
        }
    }

    async fn follow(&mut self) -> End {
        let mut head = self.feed.head();
        let mut position = self.join.since;
        // The answer to the join goes the same way as the changes, so that it comes before them.
        for text in std::mem::take(&mut self.join.greeting) {
            if self.send(Frame(text)).await.is_err() {
                return End::Stalled;
            }
        }
        loop {
            if *head.borrow_and_update() <= position {
                if head.changed().await.is_err() {
                    return End::RightsEnded;
                }
                continue;
            }
            match self.step(position).await {
                Ok(Ok(next)) => position = next,
                Ok(Err(end)) => return end,
                Err(DbError::SessionRevoked | DbError::UserInactive | DbError::KeyRevoked) => {
                    return End::RightsEnded;
                }
                Err(error) => {
                    tracing::warn!(%error, "changes could not be read; trying again");
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    }

    /// Delivers one batch after `position`; the position reached.
    async fn step(&mut self, position: i64) -> Result<Result<i64, End>, DbError> {
        let batch = self.feed.after(position).await?;
        let Some(last) = batch.changes.last().map(|change| change.position) else { return Ok(Ok(position)) };
        if self.checked.elapsed() > RIGHTS_AGE {
            self.feed.check(&self.join.membership.caller).await?;
            self.checked = Instant::now();
        }
        for (at, change) in batch.changes.iter().enumerate().filter(|(_, change)| change.position > position)
        {
            if !self.concerns(change) {
                continue;
            }
            let view = self.view(&batch, change).await?;
            if let Some(frame) = self.frame(change, &view, at)
                && self.send(frame).await.is_err()
            {
                return Ok(Err(End::Stalled));
            }
        }
        Ok(Ok(last))
    }

    fn concerns(&self, change: &Change) -> bool {
        self.join.subscriptions.iter().any(|wanted| wanted.concerns(change))
    }

    async fn view(&self, batch: &Batch, change: &Change) -> Result<Arc<View>, DbError> {
        let group = Group {
            role: self.join.role,
            claims: self.join.claims.clone(),
            schema: change.schema.clone(),
            table: change.table.clone(),
        };
        self.feed.view(batch, &group, &self.join.membership.caller).await
    }

    /// The frame for a change, unless the rights or filters of this channel leave nothing of it.
    fn frame(&self, change: &Change, view: &View, at: usize) -> Option<Frame> {
        let columns = view.columns.as_deref()?;
        let old = view.old.get(at).and_then(Option::as_deref);
        let new = view.new.get(at).and_then(Option::as_deref);
        // The image by which rights and filters are judged.
        let judged = match change.operation {
            Operation::Insert | Operation::Update => Some(new?),
            Operation::Delete => Some(old?),
            Operation::Truncate => None,
        };
        let ids: Vec<u64> = self
            .join
            .subscriptions
            .iter()
            .filter(|wanted| {
                wanted.concerns(change) && judged.is_none_or(|image| wanted.filter.admits(image))
            })
            .map(|wanted| wanted.id)
            .collect();
        if ids.is_empty() {
            return None;
        }
        let data = Data {
            schema: &change.schema,
            table: &change.table,
            commit_timestamp: change.at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
            kind: change.operation.as_str(),
            position: change.position,
            columns: raw(columns)?,
            record: new.and_then(raw),
            old_record: old.and_then(raw),
            errors: None,
        };
        let frame = (None::<()>, None::<()>, &self.join.topic, "postgres_changes", Payload { ids, data });
        serde_json::to_string(&frame).ok().map(|text| Frame(text.into()))
    }

    async fn send(&self, frame: Frame) -> Result<(), ()> {
        match tokio::time::timeout(self.stall_timeout, self.frames.send(frame)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(()),
        }
    }
}

/// The frames that tell a client that its channel ends with the session or key.
pub fn closing(topic: &str, join_ref: &str) -> [Frame; 2] {
    let system = serde_json::json!({
        "channel": topic.strip_prefix("realtime:").unwrap_or(topic), "extension": "system", "status": "error",
        "message": "the session or key of this channel has ended"
    });
    [
        serde_json::json!([null, null, topic, "system", system]),
        serde_json::json!([join_ref, join_ref, topic, "phx_close", {}]),
    ]
    .map(|frame| Frame(frame.to_string().into()))
}

fn raw(json: &str) -> Option<&RawValue> {
    serde_json::from_str(json).ok()
}

impl Subscription {
    fn concerns(&self, change: &Change) -> bool {
        self.schema == change.schema
            && self.table.as_ref().is_none_or(|table| *table == change.table)
            && self.operation.is_none_or(|operation| operation == change.operation)
    }
}

#[cfg(test)]
mod tests;
