//! What a join asks for. (Shapes: realtime-js' `RealtimeChannel.subscribe`.)

use crate::{
    actors::channel_registry::{Filter, Subscription},
    domain::change::Operation,
};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// Broadcasts that a join may have replayed at most, and how many without a word.
const REPLAY_MOST: i64 = 25;

/// Where to begin.
#[derive(Debug, Clone, PartialEq)]
pub enum Since {
    /// After this position.
    Position(i64),
    /// With the first change recorded at or after this time.
    Time(DateTime<Utc>),
}

impl Since {
    /// Reads a position or an RFC 3339 time.
    pub fn parse(text: &str) -> Option<Self> {
        match text.parse::<i64>() {
            Ok(position) => (position >= 0).then_some(Since::Position(position)),
            Err(_) => DateTime::parse_from_rfc3339(text).map(|time| Since::Time(time.into())).ok(),
        }
    }
}

/// What a join asks for.
#[derive(Debug, Default)]
pub struct JoinConfig {
    /// Tables and filters.
    pub subscriptions: Vec<Subscription>,
    /// The entries as they were sent, with their ids.
    pub echoed: Vec<Value>,
    /// Where row changes begin; `None` is now.
    pub since: Option<Since>,
    /// A token or key of the channel's own.
    pub access_token: Option<String>,
    /// Whether policies decide who takes part.
    pub private: bool,
    /// Broadcasts are acknowledged.
    pub ack: bool,
    /// The channel gets its own broadcasts.
    pub echo: bool,
    /// Past broadcasts to begin with: since when, and how many.
    pub replay: Option<(DateTime<Utc>, i64)>,
    /// Wants to be told that broadcasts from the database are listened for.
    pub replication_ready: bool,
    /// Gets presence.
    pub sees_presence: bool,
    /// Key under which it is present; empty is one of the server's.
    pub presence_key: String,
}

/// Reads the payload of a `phx_join`; an error is the reason to give.
pub fn join_config(payload: &Value) -> Result<JoinConfig, String> {
    let config = payload.get("config").unwrap_or(&Value::Null);
    let (broadcast, presence) = (&config["broadcast"], &config["presence"]);
    let mut join = JoinConfig {
        since: since(config.get("since").unwrap_or(&Value::Null))?,
        access_token: ["access_token", "user_token"]
            .iter()
            .find_map(|name| payload.get(*name)?.as_str())
            .filter(|token| !token.is_empty())
            .map(str::to_owned),
        private: flag(config, "private", false)?,
        ack: flag(broadcast, "ack", false)?,
        echo: flag(broadcast, "self", false)?,
        replay: replay(&broadcast["replay"])?,
        replication_ready: flag(broadcast, "replication_ready", false)?,
        // Those who speak of it get it unless they say no, and plain Phoenix clients, who have no configuration.
        sees_presence: flag(presence, "enabled", presence.is_object() || config.is_null())?,
        presence_key: presence["key"].as_str().unwrap_or_default().to_owned(),
        ..JoinConfig::default()
    };
    if join.replay.is_some() && !join.private {
        return Err("UnableToReplayMessages: only private channels have replay".into());
    }
    let wanted = match config.get("postgres_changes") {
        None | Some(Value::Null) => return Ok(join),
        Some(wanted) => wanted.as_array().ok_or("InvalidPayload: postgres_changes must be an array")?,
    };
    for (id, entry) in (1..).zip(wanted) {
        join.subscriptions.push(subscription(id, entry)?);
        let mut echoed = entry.clone();
        echoed["id"] = id.into();
        join.echoed.push(echoed);
    }
    Ok(join)
}

/// Some clients send booleans as text.
fn flag(object: &Value, name: &str, default: bool) -> Result<bool, String> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(default),
        Some(Value::Bool(on)) => Ok(*on),
        Some(Value::String(text)) if text == "true" => Ok(true),
        Some(Value::String(text)) if text == "false" => Ok(false),
        Some(_) => Err(format!("InvalidPayload: {name} must be true or false")),
    }
}

fn since(value: &Value) -> Result<Option<Since>, String> {
    let since = match value {
        Value::Null => return Ok(None),
        Value::Number(number) => Since::parse(&number.to_string()),
        Value::String(text) => Since::parse(text),
        _ => None,
    };
    since.map(Some).ok_or_else(|| "InvalidPayload: since must be a position or an RFC 3339 time".to_owned())
}

fn replay(value: &Value) -> Result<Option<(DateTime<Utc>, i64)>, String> {
    if value.is_null() {
        return Ok(None);
    }
    let since = value["since"].as_i64().and_then(DateTime::from_timestamp_millis);
    let since = since.ok_or("UnableToReplayMessages: replay.since must be milliseconds since 1970")?;
    match value.get("limit") {
        None | Some(Value::Null) => Ok(Some((since, REPLAY_MOST))),
        Some(limit) => match limit.as_i64() {
            Some(limit @ 1..) => Ok(Some((since, limit.min(REPLAY_MOST)))),
            _ => Err("UnableToReplayMessages: replay.limit must be a positive number".into()),
        },
    }
}

fn subscription(id: u64, entry: &Value) -> Result<Subscription, String> {
    if !entry.is_object() {
        return Err("InvalidPayload: an entry of postgres_changes must be an object".into());
    }
    let text =
        |name: &str| entry.get(name).and_then(Value::as_str).filter(|text| !text.is_empty() && *text != "*");
    let operation = match text("event") {
        None => None,
        Some(name) => {
            Some(Operation::parse(name).ok_or_else(|| format!("InvalidPayload: event {name} is not known"))?)
        }
    };
    let filter = Filter::parse(text("filter").unwrap_or_default())
        .map_err(|error| format!("InvalidPayload: {error}"))?;
    let schema = text("schema").unwrap_or("public").to_owned();
    let table = text("table").map(str::to_owned);
    Ok(Subscription { id, operation, schema, table, filter, select: select(&entry["select"])? })
}

fn select(value: &Value) -> Result<Option<Vec<String>>, String> {
    match value {
        Value::Null => Ok(None),
        Value::Array(names) => names
            .iter()
            .map(|name| name.as_str().map(str::to_owned))
            .collect::<Option<Vec<String>>>()
            .map(Some)
            .ok_or_else(|| "InvalidPayload: select must be an array of column names".to_owned()),
        _ => Err("InvalidPayload: select must be an array of column names".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_join_is_read_and_echoed_with_ids() {
        let payload = json!({ "config": { "since": 7, "private": "true", "broadcast": { "ack": true, "self": "false",
                "replay": { "since": 0, "limit": 100 } }, "presence": { "key": "ann", "enabled": false },
            "postgres_changes": [
                { "event": "INSERT", "schema": "public", "table": "a", "filter": "id=gt.3", "select": ["id"] },
                { "event": "*", "table": "b" }]},
            "access_token": "x.y.z" });
        let join = join_config(&payload).expect("valid");
        assert_eq!((join.since, join.access_token.as_deref()), (Some(Since::Position(7)), Some("x.y.z")));
        assert_eq!((join.private, join.ack, join.echo, join.sees_presence), (true, true, false, false));
        assert_eq!((join.replay, join.presence_key.as_str()), (Some((DateTime::UNIX_EPOCH, 25)), "ann"));
        assert_eq!(join.subscriptions[0].operation, Some(Operation::Insert));
        assert_eq!(join.subscriptions[0].select, Some(vec!["id".to_owned()]));
        let second = &join.subscriptions[1];
        assert_eq!((second.operation, second.schema.as_str(), &second.select), (None, "public", &None));
        assert_eq!((&join.echoed[0]["id"], &join.echoed[1]["table"]), (&json!(1), &json!("b")));
    }

    #[test]
    fn nonsense_is_refused_with_its_reason() {
        for config in [
            json!({ "since": -1 }),
            json!({ "since": "yesterday" }),
            json!({ "since": {} }),
            json!({ "private": 7 }),
            json!({ "broadcast": { "ack": "maybe" } }),
            json!({ "postgres_changes": "x" }),
            json!({ "postgres_changes": [1] }),
            json!({ "postgres_changes": [{ "event": "UPSERT" }] }),
            json!({ "postgres_changes": [{ "filter": "nonsense" }] }),
            json!({ "postgres_changes": [{ "select": "id" }] }),
            json!({ "postgres_changes": [{ "select": [1] }] }),
        ] {
            let reason = join_config(&json!({ "config": config })).expect_err("refused");
            assert!(reason.starts_with("InvalidPayload: "), "{reason}");
        }
        for replay in [json!({ "since": "x" }), json!({ "since": 1, "limit": 0 })] {
            let config = json!({ "config": { "private": true, "broadcast": { "replay": replay } } });
            assert!(join_config(&config).expect_err("refused").starts_with("UnableToReplayMessages: "));
        }
        let public = json!({ "config": { "broadcast": { "replay": { "since": 1 } } } });
        assert!(join_config(&public).expect_err("refused").contains("private"));
    }

    #[test]
    fn times_and_empty_joins_are_fine() {
        let payload = json!({ "config": { "since": "2026-01-02T03:04:05Z" } });
        assert!(matches!(join_config(&payload).expect("valid").since, Some(Since::Time(_))));
        let empty = join_config(&json!({})).expect("valid");
        assert!(empty.subscriptions.is_empty() && empty.sees_presence && !empty.private);
        assert!(!join_config(&json!({ "config": {} })).expect("valid").sees_presence);
        assert!(join_config(&json!({ "config": { "presence": {} } })).expect("valid").sees_presence);
    }
}
