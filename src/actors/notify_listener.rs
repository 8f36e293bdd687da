//! `NotifyListener` owns one direct connection and the sequencer: it numbers committed changes and hands them to
//! `ChannelRegistry`. It accepts nothing. After a restart or a cut it listens first and then catches up.

use super::{channel_registry::Positioned, feed::Batch, outlet::Outlet};
use crate::{
    config,
    db::{
        DbError,
        changes::{self, Sequenced},
    },
};
use actix::{Actor, ActorFutureExt as _, AsyncContext as _, Context, Supervised, fut::wrap_future};
use futures_util::{StreamExt as _, stream};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Notify, time::Instant};
use tokio_postgres::{AsyncMessage, Client, NoTls};

/// Pause between polls while there is work.
const BUSY_POLL: Duration = Duration::from_millis(3);

/// Changes in one poll that mean that more are waiting.
const BEHIND: i64 = 1000;

/// How long it goes on polling after the last change before it asks to be notified.
const AWAKE: Duration = Duration::from_millis(200);

/// Delays between attempts to connect.
const FIRST_DELAY: Duration = Duration::from_millis(50);
const LAST_DELAY: Duration = Duration::from_secs(5);

/// Pause between looks at the partitions.
const MAINTENANCE: Duration = Duration::from_secs(3600);

/// The actor; all its state is in the database and in the loop it starts.
pub struct NotifyListener {
    database: config::Database,
    realtime: config::Realtime,
    registry: Outlet<Positioned>,
}

impl NotifyListener {
    /// A listener that feeds `registry`.
    pub fn new(database: config::Database, realtime: config::Realtime, registry: Outlet<Positioned>) -> Self {
        NotifyListener { database, realtime, registry }
    }
}

impl Actor for NotifyListener {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        let run = Run {
            database: self.database.clone(),
            realtime: self.realtime.clone(),
            registry: self.registry.clone(),
            sequenced: None,
            position: None,
            untold: None,
        };
        context.spawn(wrap_future(run.forever()).map(|(), _, _| ()));
    }
}

impl Supervised for NotifyListener {}

struct Run {
    database: config::Database,
    realtime: config::Realtime,
    registry: Outlet<Positioned>,
    /// What the last call of the sequencer on this connection returned.
    sequenced: Option<Sequenced>,
    position: Option<i64>,
    /// A position that the registry had no room for.
    untold: Option<i64>,
}

/// What to do after a poll.
#[derive(Debug, PartialEq, Eq)]
enum Pace {
    /// Poll again at once.
    Now,
    /// Poll again after [`BUSY_POLL`].
    Soon,
    /// Ask for a notification, poll once more, then wait for it.
    Sleep,
}

/// Small batches cost as many commits as large ones, so it pauses between polls unless it has fallen behind.
fn pace(found: i64, since_last: Duration) -> Pace {
    match found {
        BEHIND.. => Pace::Now,
        1.. => Pace::Soon,
        _ if since_last < AWAKE => Pace::Soon,
        _ => Pace::Sleep,
    }
}

impl Run {
    async fn forever(mut self) {
        let mut delay = FIRST_DELAY;
        loop {
            let begun = Instant::now();
            if let Err(error) = self.listen().await {
                tracing::warn!(%error, "the change listener lost its connection");
            }
            if begun.elapsed() > LAST_DELAY {
                delay = FIRST_DELAY;
            }
            tokio::time::sleep(delay).await;
            delay = (delay * 2).min(LAST_DELAY);
        }
    }

    async fn listen(&mut self) -> Result<(), DbError> {
        let (client, mut connection) = self.database.direct.connect(NoTls).await?;
        let notified = Arc::new(Notify::new());
        let wake = notified.clone();
        // The connection as a future would throw notifications away.
        let _driver = AbortOnDrop(tokio::spawn(async move {
            let mut messages = stream::poll_fn(move |context| connection.poll_message(context));
            while let Some(Ok(message)) = messages.next().await {
                if matches!(message, AsyncMessage::Notification(_)) {
                    wake.notify_one();
                }
            }
        }));
        client.batch_execute("LISTEN selfdb_changes").await?;
        changes::adopt(&client).await?;
        let mut maintained: Option<Instant> = None;
        set_state(&client, 2).await?;
        let (mut last_found, mut asked) = (Instant::now(), false);
        loop {
            if maintained.is_none_or(|at| at.elapsed() > MAINTENANCE) {
                self.maintain(&client).await?;
                maintained = Some(Instant::now());
            }
            let found = self.poll(&client).await?;
            if found > 0 {
                last_found = Instant::now();
            }
            match pace(found, last_found.elapsed()) {
                Pace::Now => {}
                Pace::Soon => tokio::time::sleep(BUSY_POLL).await,
                // The state is set before the last poll: whoever commits after it sees the state and notifies.
                Pace::Sleep if !asked => {
                    set_state(&client, 1).await?;
                    asked = true;
                }
                Pace::Sleep => {
                    let woken =
                        tokio::time::timeout(self.realtime.fallback_poll, notified.notified()).await.is_ok();
                    if woken {
                        set_state(&client, 2).await?;
                        (last_found, asked) = (Instant::now(), false);
                    }
                }
            }
            if found > 0 && asked {
                set_state(&client, 2).await?;
                asked = false;
            }
        }
    }

    /// Numbers what is new and hands it on; how many changes that were.
    async fn poll(&mut self, client: &Client) -> Result<i64, DbError> {
        if let Some(head) = self.untold {
            self.tell(None, head);
        }
        let sequenced = changes::assign_positions(client, self.sequenced.as_ref()).await?;
        let head = sequenced.position;
        self.sequenced = Some(sequenced);
        let mut position = match self.position {
            Some(position) => position,
            // Nobody has subscribed before the first poll; those with `since` read the outbox.
            None => {
                self.tell(None, head);
                head
            }
        };
        let found = head - position;
        while position < head {
            let next = changes::list_after(client, position).await?;
            let Some(last) = next.last().map(|change| change.position) else { break };
            self.tell(Some(Arc::new(Batch::new(next))), last);
            position = last;
        }
        self.position = Some(position.max(head));
        // A position that waits to be told is work as well.
        Ok(found.max(self.untold.is_some().into()))
    }

    /// A registry whose queue is full is told the position alone, later; its subscribers then read the outbox.
    fn tell(&mut self, batch: Option<Arc<Batch>>, head: i64) {
        self.untold = self.registry.offer(Positioned { batch, head }).is_err().then_some(head);
    }

    async fn maintain(&self, client: &Client) -> Result<(), DbError> {
        let hours = self.realtime.retention.as_secs_f64() / 3600.0;
        client.execute("SELECT selfdb.maintain_changes($1 * interval '1 hour')", &[&hours]).await?;
        Ok(())
    }
}

async fn set_state(client: &Client, state: i64) -> Result<(), DbError> {
    client.query("SELECT setval('selfdb.listener_state', $1)", &[&state]).await?;
    Ok(())
}

struct AbortOnDrop(tokio::task::JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests;
