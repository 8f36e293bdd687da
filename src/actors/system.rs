//! Starts the actors in order, tells how they are, and takes them down.

use super::{
    backup_scheduler::BackupScheduler,
    channel_registry::{
        ChannelRegistry, CloseSome, Connect, Delivery, Disconnect, Join, JoinError, Leave, Limits,
        Positioned, Present, Publish, Refresh, Stats, StatsQuery, TopicInfo, TopicsQuery,
    },
    feed::Feed,
    housekeeper::{Chore, Housekeeper},
    notify_listener::NotifyListener,
    outlet::{AskError, Outlet},
    storage_writer::Writer,
    supervisor::{Budget, Fatal, Health, supervise},
};
use crate::{
    backup::Backups,
    blob::BlobStore,
    config::Config,
    db::{Db, DbError, audit, messages, sessions},
};
use std::{sync::Arc, time::Duration};

/// `StorageWriter` has connections of its own: this part of as many as requests have.
const WRITER_SHARE: usize = 3;

/// Messages that may wait for the registry.
const REGISTRY_QUEUE: u32 = 4096;

/// Batches that may wait for the registry; each may hold megabytes.
const POSITIONED_QUEUE: u32 = 8;

/// How long a question to the registry may take.
pub const DEADLINE: Duration = Duration::from_secs(5);

/// Sockets closed at once on shutdown, and the pause after them, so that clients do not all reconnect together.
const DRAIN_BATCH: usize = 500;
const DRAIN_PAUSE: Duration = Duration::from_millis(50);

/// What the HTTP layer needs of the actors. Cloning is cheap.
#[derive(Clone)]
pub struct Handles {
    /// Sockets that open.
    pub connect: Outlet<Connect>,
    /// Joins.
    pub join: Outlet<Join>,
    /// Leaves.
    pub leave: Outlet<Leave>,
    /// Sockets that close.
    pub disconnect: Outlet<Disconnect>,
    /// Broadcasts.
    pub publish: Outlet<Publish>,
    /// Presence.
    pub present: Outlet<Present>,
    /// Channels that go on with other rights.
    pub refresh: Outlet<Refresh>,
    /// Counts.
    pub stats: Outlet<StatsQuery>,
    /// Uploads to be made files.
    pub storage: Writer,
    /// Topics.
    pub topics: Outlet<TopicsQuery>,
    /// Recent row changes.
    pub feed: Arc<Feed>,
    close_some: Outlet<CloseSome>,
    health: Vec<Health>,
}

/// Starts the actors on the current arbiter; `fatal` is called when one of them cannot be kept running.
pub fn start(config: &Config, db: Db, store: Arc<dyn BlobStore>, fatal: Fatal) -> Result<Handles, DbError> {
    let limits =
        Limits { connections: config.realtime.max_connections, channels: config.realtime.max_channels };
    let feed = Arc::new(Feed::new(db.clone()));
    let stall_timeout = config.realtime.stall_timeout;
    let delivery = Delivery { feed: feed.clone(), stall_timeout, delivered: Arc::default() };
    let (storage, storage_health) = Writer::start(db.for_thread(WRITER_SHARE)?, store, fatal.clone());
    let registry = ChannelRegistry::new(limits, delivery);
    let (registry, registry_health) =
        supervise("ChannelRegistry", registry, Budget::default(), fatal.clone());
    let positioned: Outlet<Positioned> = Outlet::new(registry.clone().recipient(), POSITIONED_QUEUE);
    let listener = NotifyListener::new(config.database.clone(), config.realtime.clone(), positioned);
    let (_, listener_health) = supervise("NotifyListener", listener, Budget::default(), fatal.clone());
    let housekeeper = Housekeeper::new(chores(config, &db));
    let (_, housekeeper_health) = supervise("Housekeeper", housekeeper, Budget::default(), fatal.clone());
    let mut health = vec![registry_health, listener_health, housekeeper_health, storage_health];
    if let Some(every) = config.backup.every {
        let scheduler = BackupScheduler::new(Backups::of(config), every);
        health.push(supervise("BackupScheduler", scheduler, Budget::default(), fatal).1);
    }
    Ok(Handles {
        connect: Outlet::new(registry.clone().recipient(), REGISTRY_QUEUE),
        join: Outlet::new(registry.clone().recipient(), REGISTRY_QUEUE),
        leave: Outlet::new(registry.clone().recipient(), REGISTRY_QUEUE),
        disconnect: Outlet::new(registry.clone().recipient(), REGISTRY_QUEUE),
        publish: Outlet::new(registry.clone().recipient(), REGISTRY_QUEUE),
        present: Outlet::new(registry.clone().recipient(), REGISTRY_QUEUE),
        refresh: Outlet::new(registry.clone().recipient(), REGISTRY_QUEUE),
        stats: Outlet::new(registry.clone().recipient(), REGISTRY_QUEUE),
        topics: Outlet::new(registry.clone().recipient(), REGISTRY_QUEUE),
        feed,
        close_some: Outlet::new(registry.recipient(), REGISTRY_QUEUE),
        storage,
        health,
    })
}

/// What is cleared of old rows.
fn chores(config: &Config, db: &Db) -> Vec<Chore> {
    let (sessions_db, tokens_db, audit_db) = (db.clone(), db.clone(), db.clone());
    let (keep_sessions, keep_audit) = (config.auth.session_retention, config.auth.audit_retention);
    let lifetime = config.auth.refresh_lifetime;
    let (messages_db, keep_messages) = (db.clone(), config.realtime.retention);
    vec![
        Chore::new("sessions", move |batch| {
            let db = sessions_db.clone();
            async move { sessions::purge(&db.owner().await?, keep_sessions, batch).await }
        }),
        Chore::new("refresh tokens", move |batch| {
            let db = tokens_db.clone();
            async move { sessions::purge_tokens(&db.owner().await?, lifetime, batch).await }
        }),
        Chore::new("realtime messages", move |batch| {
            let db = messages_db.clone();
            async move { messages::expire(&**db.owner().await?, keep_messages, batch).await }
        }),
        Chore::new("audit log", move |batch| {
            let db = audit_db.clone();
            async move { audit::purge(&db.owner().await?, keep_audit, batch).await }
        }),
    ]
}

/// How full the way to an actor is.
#[derive(Debug, Clone, Copy)]
pub struct Queue {
    /// What is sent on it.
    pub name: &'static str,
    /// Messages that wait.
    pub depth: usize,
    /// Messages refused since the start.
    pub refusals: u64,
}

impl Queue {
    fn of<M>(name: &'static str, outlet: &Outlet<M>) -> Self
    where
        M: actix::Message + Send + 'static,
        M::Result: Send,
    {
        Queue { name, depth: outlet.depth(), refusals: outlet.refusals() }
    }
}

impl Handles {
    /// How full the ways to the actors are.
    pub fn queues(&self) -> Vec<Queue> {
        vec![
            Queue::of("connect", &self.connect),
            Queue::of("join", &self.join),
            Queue::of("leave", &self.leave),
            Queue::of("disconnect", &self.disconnect),
            Queue::of("stats", &self.stats),
        ]
    }

    /// How each actor is.
    pub fn health(&self) -> &[Health] {
        &self.health
    }

    /// Counts of the registry.
    pub async fn stats(&self) -> Result<Stats, AskError> {
        let answer: Result<Stats, JoinError> = self.stats.ask(StatsQuery, DEADLINE).await?;
        answer.map_err(|_| AskError::Closed)
    }

    /// The busiest topics, at most `most`.
    pub async fn topics(&self, most: usize) -> Result<Vec<TopicInfo>, AskError> {
        let answer: Result<Vec<TopicInfo>, JoinError> = self.topics.ask(TopicsQuery(most), DEADLINE).await?;
        answer.map_err(|_| AskError::Closed)
    }

    /// Closes all sockets in batches, within `deadline`.
    pub async fn drain(&self, deadline: Duration) {
        let closing = async {
            while let Ok(Ok(left)) = self.close_some.ask(CloseSome(DRAIN_BATCH), DEADLINE).await {
                if left == 0 {
                    return;
                }
                tokio::time::sleep(DRAIN_PAUSE).await;
            }
        };
        if tokio::time::timeout(deadline, closing).await.is_err() {
            tracing::warn!("sockets were left open at shutdown");
        }
    }
}
