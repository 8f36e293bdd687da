//! From a join to a channel: who asks, what that may do, where changes begin.

use super::{
    config::{JoinConfig, Since},
    credentials::{Who, who_of},
    system_topic,
};
use crate::{
    actors::{
        channel_registry::{Join, Membership, Part, Shape, Subscription},
        phoenix::{Address, Body, Frame, Serializer, push, subtopic, user_broadcast},
        system::DEADLINE,
    },
    db::{
        changes,
        messages::{self, Access},
        pool::Granted,
    },
    domain::caller::DbRole,
    http::{problem::ApiError, state::AppState},
};
use serde_json::{
    Value, json,
    value::{RawValue, to_raw_value},
};
use uuid::Uuid;

/// A join on its way.
pub struct Asked {
    /// Session that asks.
    pub session: Uuid,
    /// Number of the join on its session.
    pub turn: u64,
    /// Where the answer goes.
    pub address: Address,
    /// How the session's frames are written.
    pub serializer: Serializer,
    /// What is asked for.
    pub config: JoinConfig,
    /// Who opened the socket.
    pub who: Who,
}

/// A channel that was admitted.
#[derive(Debug, Clone, Copy)]
pub struct Admitted {
    /// Who joined.
    pub who: Who,
    /// What it may do.
    pub access: Access,
}

/// Asks the database what the caller is, policies what it may do, and the registry for the channel. The answer to the join is
/// queued by the registry, before anything else of the channel; a refusal is for the caller of this to tell.
pub async fn admit(state: AppState, asked: Asked) -> Result<Admitted, String> {
    let who = match &asked.config.access_token {
        Some(token) => who_of(&state, token).map_err(|error| format!("InvalidJWTToken: {error}"))?,
        None => asked.who,
    };
    let granted = state.db.resolve(&who.caller).await;
    let granted = granted.map_err(|error| format!("Unauthorized: {}", ApiError::from(error)))?;
    let topic = &asked.address.topic;
    let access = access(&state, &granted, topic, asked.config.private).await?;
    let (shape, subscriptions) = wanted(topic, &granted, &asked.config)?;
    let since = start(&state, asked.config.since.as_ref()).await?;
    let greeting = greeting(&state, &asked).await?;
    let config = asked.config;
    let part = Part {
        private: config.private,
        hears: access.hears,
        echo: config.echo,
        sees: access.sees && config.sees_presence && shape == Shape::PostgresChanges,
        presence_key: config.presence_key,
    };
    let Asked { session, turn, address, serializer, .. } = asked;
    let membership = membership(who, granted);
    let join =
        Join { session, turn, address, membership, serializer, part, shape, subscriptions, greeting, since };
    match state.actors.join.ask(join, DEADLINE).await {
        Ok(Ok(())) => Ok(Admitted { who, access }),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("RealtimeRestarting: try again".into()),
    }
}

/// A channel's member, for the registry.
pub fn membership(who: Who, granted: Granted) -> Membership {
    let user = serde_json::from_str::<Value>(&granted.claims)
        .ok()
        .and_then(|claims| claims.get("sub")?.as_str()?.parse().ok());
    Membership { caller: who.caller, user, role: granted.role.as_str(), claims: granted.claims }
}

/// What may be done on a topic: everything on public ones, what policies say on private ones. Who may receive nothing is
/// refused.
pub async fn access(
    state: &AppState,
    granted: &Granted,
    topic: &str,
    private: bool,
) -> Result<Access, String> {
    if system_topic::subscription_of(topic).is_some() {
        return match granted.role {
            DbRole::Service => Ok(Access::default()),
            _ => Err("Unauthorized: system topics are for administrators".into()),
        };
    }
    if !private {
        return Ok(Access::ALL);
    }
    let name = subtopic(topic);
    let access = messages::access(&state.db, granted, name).await;
    let access = access.map_err(|error| format!("Unauthorized: {}", ApiError::from(error)))?;
    if !(access.hears || access.sees) {
        return Err(format!("Unauthorized: you may not read from the topic {name}"));
    }
    Ok(access)
}

fn wanted(topic: &str, granted: &Granted, config: &JoinConfig) -> Result<(Shape, Vec<Subscription>), String> {
    if let Some(subscription) = system_topic::subscription_of(topic) {
        return Ok((Shape::System, vec![subscription]));
    }
    let closed = |wanted: &&Subscription| matches!(wanted.schema.as_str(), "auth" | "selfdb");
    match config.subscriptions.iter().find(closed) {
        Some(wanted) if granted.role != DbRole::Service => {
            Err(format!("Unauthorized: schema {} is for administrators", wanted.schema))
        }
        _ => Ok((Shape::PostgresChanges, config.subscriptions.clone())),
    }
}

/// The answer to a join, what is replayed, and the `system` messages that clients wait for.
async fn greeting(state: &AppState, asked: &Asked) -> Result<Vec<Frame>, String> {
    let Asked { address, serializer, config, .. } = asked;
    let mut frames = vec![address.reply(*serializer, "ok", &json!({ "postgres_changes": config.echoed }))];
    if let Some((since, limit)) = config.replay {
        let failed = |error: crate::db::DbError| format!("UnableToReplayMessages: {}", ApiError::from(error));
        let client = state.db.owner().await.map_err(failed)?;
        let list = messages::list_since(&**client, subtopic(&address.topic), since, limit).await;
        for message in list.map_err(failed)? {
            let Ok(payload) = RawValue::from_string(message.payload) else { continue };
            let meta = to_raw_value(&json!({ "id": message.id, "replayed": true })).ok();
            let body = Body::Json(payload);
            frames.extend(user_broadcast(
                *serializer,
                &address.topic,
                &message.event,
                &body,
                meta.as_deref(),
            ));
        }
    }
    let system = |extension: &str, message: &str| {
        let payload = json!({ "channel": subtopic(&address.topic), "extension": extension, "status": "ok", "message": message });
        let payload = to_raw_value(&payload).ok()?;
        Some(push(*serializer, address.join_ref.as_deref(), &address.topic, "system", &payload))
    };
    if !config.echoed.is_empty() {
        frames.extend(system("postgres_changes", "Subscribed to PostgreSQL"));
    }
    if config.replication_ready {
        frames.extend(system("system", "Replication connection established"));
    }
    Ok(frames)
}

/// The position to begin after, unless history does not reach back that far; `None` is now.
pub async fn start(state: &AppState, since: Option<&Since>) -> Result<Option<i64>, String> {
    // Before the listener has told its position, the database has to.
    if since.is_none() && state.actors.feed.head() > 0 {
        return Ok(None);
    }
    let failed = |error: crate::db::DbError| format!("UnableToReplayMessages: {}", ApiError::from(error));
    let too_old = || "UnableToReplayMessages: too old, history does not reach back that far".to_owned();
    let client = state.db.owner().await.map_err(failed)?;
    let position = match since {
        None => changes::history(&**client).await.map_err(failed)?.1,
        Some(Since::Time(time)) => {
            changes::position_before(&**client, *time).await.map_err(failed)?.ok_or_else(too_old)?
        }
        Some(Since::Position(position)) => {
            let (first, last) = changes::history(&**client).await.map_err(failed)?;
            match *position {
                position if position < first => return Err(too_old()),
                position if position > last => {
                    return Err("UnableToReplayMessages: the position lies in the future".into());
                }
                position => position,
            }
        }
    };
    Ok(Some(position))
}
