//! Phoenix channels V2 text frames: `[join_ref, ref, topic, event, payload]`.

use crate::{
    actors::channel_registry::{Filter, Subscription},
    domain::change::Operation,
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

/// A frame from a client.
#[derive(Debug, Deserialize)]
pub struct Incoming(
    /// Reference of the join this belongs to.
    pub Option<String>,
    /// Reference to be echoed.
    pub Option<String>,
    /// Topic.
    pub String,
    /// Event.
    pub String,
    /// Payload.
    pub Value,
);

/// Where to begin.
#[derive(Debug, Clone, PartialEq)]
pub enum Since {
    /// After this position.
    Position(i64),
    /// With the first change recorded at or after this time.
    Time(DateTime<Utc>),
}

/// What a join asks for.
#[derive(Debug, Default)]
pub struct JoinConfig {
    /// Tables and filters.
    pub subscriptions: Vec<Subscription>,
    /// The entries as they were sent, with their ids.
    pub echoed: Vec<Value>,
    /// Where to begin; `None` is now.
    pub since: Option<Since>,
    /// A newer token.
    pub access_token: Option<String>,
}

/// Where an answer goes: the references and topic of the frame it answers.
#[derive(Debug, Clone)]
pub struct Address {
    /// Reference of the join.
    pub join_ref: Option<String>,
    /// Reference of the frame.
    pub reference: Option<String>,
    /// Topic.
    pub topic: String,
}

impl Address {
    /// The text of an answer.
    pub fn reply(&self, status: &str, response: Value) -> String {
        let Address { join_ref, reference, topic } = self;
        json!([join_ref, reference, topic, "phx_reply", { "status": status, "response": response }])
            .to_string()
    }

    /// The text of a refusal with its reason.
    pub fn refusal(&self, reason: &str) -> String {
        self.reply("error", json!({ "reason": reason }))
    }
}

/// Reads the payload of a `phx_join`; an error is the reason to give.
pub fn join_config(payload: &Value) -> Result<JoinConfig, String> {
    let config = payload.get("config").unwrap_or(&Value::Null);
    let mut join = JoinConfig {
        since: since(config.get("since").unwrap_or(&Value::Null))?,
        access_token: ["access_token", "user_token"]
            .iter()
            .find_map(|name| payload.get(*name)?.as_str())
            .map(str::to_owned),
        ..JoinConfig::default()
    };
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

fn since(value: &Value) -> Result<Option<Since>, String> {
    let wrong = || "InvalidPayload: since must be a position or an RFC 3339 time".to_owned();
    match value {
        Value::Null => Ok(None),
        Value::Number(number) => number
            .as_i64()
            .filter(|position| *position >= 0)
            .map(|at| Some(Since::Position(at)))
            .ok_or_else(wrong),
        Value::String(text) => match text.parse::<i64>() {
            Ok(position) if position >= 0 => Ok(Some(Since::Position(position))),
            _ => DateTime::parse_from_rfc3339(text)
                .map(|time| Some(Since::Time(time.into())))
                .map_err(|_| wrong()),
        },
        _ => Err(wrong()),
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
    Ok(Subscription { id, operation, schema, table: text("table").map(str::to_owned), filter })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_join_is_read_and_echoed_with_ids() {
        let payload = json!({ "config": { "since": 7, "postgres_changes": [
            { "event": "INSERT", "schema": "public", "table": "a", "filter": "id=gt.3" }, { "event": "*", "table": "b" }]},
            "access_token": "x.y.z" });
        let join = join_config(&payload).expect("valid");
        assert_eq!(join.since, Some(Since::Position(7)));
        assert_eq!(join.access_token.as_deref(), Some("x.y.z"));
        assert_eq!(join.subscriptions[0].operation, Some(Operation::Insert));
        assert_eq!(
            (join.subscriptions[1].operation, join.subscriptions[1].schema.as_str()),
            (None, "public")
        );
        assert_eq!((&join.echoed[0]["id"], &join.echoed[1]["table"]), (&json!(1), &json!("b")));
    }

    #[test]
    fn nonsense_is_refused_with_its_reason() {
        for config in [
            json!({ "since": -1 }),
            json!({ "since": "yesterday" }),
            json!({ "since": {} }),
            json!({ "postgres_changes": "x" }),
            json!({ "postgres_changes": [1] }),
            json!({ "postgres_changes": [{ "event": "UPSERT" }] }),
            json!({ "postgres_changes": [{ "filter": "nonsense" }] }),
        ] {
            let reason = join_config(&json!({ "config": config })).expect_err("refused");
            assert!(reason.starts_with("InvalidPayload: "), "{reason}");
        }
    }

    #[test]
    fn times_and_empty_joins_are_fine() {
        let payload = json!({ "config": { "since": "2026-01-02T03:04:05Z" } });
        assert!(matches!(join_config(&payload).expect("valid").since, Some(Since::Time(_))));
        assert!(join_config(&json!({})).expect("valid").subscriptions.is_empty());
    }
}
