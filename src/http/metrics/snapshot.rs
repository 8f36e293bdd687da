//! Values that are looked at when somebody asks.

use super::process::Process;
use crate::{
    db::{DbError, changes},
    http::state::AppState,
};
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{
        counter::ConstCounter,
        family::Family,
        gauge::{ConstGauge, Gauge},
        info::Info,
    },
    registry::{Registry, Unit},
};
use std::time::Duration;

/// How long the database may take; without an answer its values are left out.
const DATABASE_DEADLINE: Duration = Duration::from_secs(2);

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Actor {
    actor: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Queue {
    queue: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Pool {
    pool: &'static str,
    state: &'static str,
}

/// Looks at everything.
pub async fn take(state: &AppState) -> Registry {
    let mut registry = Registry::default();
    process(&mut registry);
    let ours = registry.sub_registry_with_prefix("selfdb");
    let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
    ours.register("build", "Version of the server", build);
    actors(ours, state);
    pools(ours, state);
    if let Ok(stats) = state.actors.stats().await {
        gauge(ours, "realtime_sockets", "Open WebSockets of this node", stats.connections as i64);
        gauge(ours, "realtime_channels", "Joined channels of this node", stats.channels as i64);
    }
    let found = tokio::time::timeout(DATABASE_DEADLINE, outbox(ours, state)).await;
    gauge(ours, "database_up", "1 when the database answered", i64::from(matches!(found, Ok(Ok(())))));
    registry
}

fn gauge(registry: &mut Registry, name: &str, help: &str, value: i64) {
    registry.register(name, help, ConstGauge::new(value));
}

fn process(registry: &mut Registry) {
    let Some(process) = Process::read() else { return };
    let registry = registry.sub_registry_with_prefix("process");
    let cpu = ConstCounter::new(process.cpu_seconds);
    registry.register_with_unit("cpu", "Processor time since the start", Unit::Seconds, cpu);
    let memory = ConstGauge::new(process.resident_bytes as i64);
    registry.register_with_unit("resident_memory", "Memory that is really there", Unit::Bytes, memory);
    gauge(registry, "open_fds", "Open file descriptors", process.open_files as i64);
}

fn actors(registry: &mut Registry, state: &AppState) {
    let (up, restarts) = (Family::<Actor, Gauge>::default(), Family::<Actor, Gauge>::default());
    for health in state.actors.health() {
        let label = Actor { actor: health.name() };
        up.get_or_create(&label).set(health.running().into());
        restarts.get_or_create(&label).set(health.restarts() as i64);
    }
    registry.register("actor_up", "1 while the actor runs", up);
    registry.register("actor_restarts", "Restarts since the start", restarts);
    let (depth, refusals) = (Family::<Queue, Gauge>::default(), Family::<Queue, Gauge>::default());
    for queue in state.actors.queues() {
        let label = Queue { queue: queue.name };
        depth.get_or_create(&label).set(queue.depth as i64);
        refusals.get_or_create(&label).set(queue.refusals as i64);
    }
    registry.register("queue_depth", "Messages that wait for an actor", depth);
    registry.register("queue_refusals", "Messages refused since the start, the queue being full", refusals);
}

fn pools(registry: &mut Registry, state: &AppState) {
    let connections = Family::<Pool, Gauge>::default();
    for (pool, status) in state.db.status() {
        let set = |state, value: usize| {
            connections.get_or_create(&Pool { pool, state }).set(value as i64);
        };
        set("idle", status.available);
        set("in_use", status.size.saturating_sub(status.available));
        set("most", status.max_size);
        set("waited_for", status.waiting);
    }
    registry.register("database_connections", "Connections by pool and state", connections);
}

async fn outbox(registry: &mut Registry, state: &AppState) -> Result<(), DbError> {
    let client = state.db.owner().await?;
    let (_, position) = changes::history(&**client).await?;
    gauge(registry, "outbox_position", "Position of the last change that was numbered", position);
    let lag = changes::lag_seconds(&**client).await?;
    let help = "Age of the oldest committed change without a position";
    registry.register_with_unit("outbox_lag", help, Unit::Seconds, ConstGauge::new(lag));
    Ok(())
}
