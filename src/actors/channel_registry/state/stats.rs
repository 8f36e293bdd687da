//! What the registry tells of itself.

use serde::Serialize;

/// Counts since the registry started, and of what there is now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Stats {
    /// Open sockets.
    pub connections: usize,
    /// Joined channels.
    pub channels: usize,
    /// Topics with a channel.
    pub topics: usize,
    /// Present channels.
    pub presences: usize,
    /// Last position of row changes.
    pub position: i64,
    /// Joins so far.
    pub joins: u64,
    /// Broadcasts taken so far.
    pub broadcasts: u64,
    /// Frames with broadcasts or presence handed to sockets so far.
    pub delivered: u64,
    /// Frames with row changes handed to sockets so far.
    pub changes_delivered: u64,
    /// Broadcast and presence frames dropped so far because a client read too slowly.
    pub dropped: u64,
    /// Sockets let go so far because they took nothing for too long.
    pub stalled: u64,
}

/// A topic, for the inspector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct TopicInfo {
    /// Name without realtime-js' prefix.
    pub topic: String,
    /// Whether policies decide who takes part.
    pub private: bool,
    /// Channels.
    pub channels: usize,
    /// Present channels.
    pub presences: usize,
}
