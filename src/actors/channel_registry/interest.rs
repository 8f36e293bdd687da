//! What a channel wants to know of row changes, and the frames that tell it.

use super::filter::Filter;
use crate::{
    actors::{
        feed::{View, Wanted},
        phoenix::{Frame, Serializer, push},
    },
    db::changes::Rights,
    domain::change::{Change, Operation},
};
use chrono::SecondsFormat;
use serde::Serialize;
use serde_json::{
    Map, Value,
    value::{RawValue, to_raw_value},
};
use std::{borrow::Cow, collections::BTreeMap};

/// One entry of a join's `postgres_changes`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// Columns that are sent; `None` is all of them.
    pub select: Option<Vec<String>>,
}

/// How changes are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Supabase's `postgres_changes`.
    PostgresChanges,
    /// SelfDB 0.05's `broadcast` of a system topic: JSON text inside JSON.
    System,
}

/// What a channel wants to know, and who asks: channels that are equal in this get the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Interest {
    /// Topic as the client named it.
    pub topic: String,
    /// How its socket's frames are written.
    pub serializer: Serializer,
    /// How changes are told.
    pub shape: Shape,
    /// Tables and filters.
    pub subscriptions: Vec<Subscription>,
    /// Postgres role.
    pub role: &'static str,
    /// Claims without what differs from session to session.
    pub claims: String,
}

#[derive(Serialize)]
struct Payload<'a> {
    ids: &'a [u64],
    data: &'a RawValue,
}

#[derive(Serialize)]
struct Data<'a> {
    schema: &'a str,
    table: &'a str,
    commit_timestamp: String,
    #[serde(rename = "type")]
    kind: &'static str,
    position: i64,
    columns: Vec<Column<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_record: Option<&'a RawValue>,
    errors: Option<()>,
}

#[derive(Serialize)]
struct Column<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
}

#[derive(Serialize)]
struct Notice<'a> {
    action: &'static str,
    table: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_data: Option<&'a RawValue>,
    old_data: Option<&'a RawValue>,
    timestamp: String,
    position: i64,
}

impl Subscription {
    fn concerns(&self, change: &Change) -> bool {
        self.schema == change.schema
            && self.table.as_ref().is_none_or(|table| *table == change.table)
            && self.operation.is_none_or(|operation| operation == change.operation)
    }
}

impl Interest {
    /// The tables.
    pub fn wanted(&self) -> Wanted {
        Wanted::new(self.subscriptions.iter().map(|wanted| (wanted.schema.clone(), wanted.table.clone())))
    }

    /// Whether any subscription is of the change's table and operation.
    pub fn concerns(&self, change: &Change) -> bool {
        self.subscriptions.iter().any(|wanted| wanted.concerns(change))
    }

    /// The frames for the change at a place of its batch; none where rights or filters leave nothing of it.
    /// There are several when subscriptions select different columns.
    pub fn frames(&self, change: &Change, view: &View, at: usize) -> Vec<Frame> {
        let event = match self.shape {
            Shape::PostgresChanges => "postgres_changes",
            Shape::System => "broadcast",
        };
        self.records(change, view, at)
            .into_iter()
            .filter_map(|(ids, data)| {
                let payload = match self.shape {
                    Shape::PostgresChanges => to_raw_value(&Payload { ids: &ids, data: &data }),
                    Shape::System => to_raw_value(&serde_json::json!({ "payload": data.get() })),
                };
                Some(push(self.serializer, None, &self.topic, event, &payload.ok()?))
            })
            .collect()
    }

    /// What [`Interest::frames`] tells, without the frames: ids of subscriptions and the change.
    pub fn records(&self, change: &Change, view: &View, at: usize) -> Vec<(Vec<u64>, Box<RawValue>)> {
        let Some(rights) = view.rights() else { return Vec::new() };
        let (old_seen, new_seen) = view.sees(at);
        let (old, new) =
            (change.old.as_deref().filter(|_| old_seen), change.new.as_deref().filter(|_| new_seen));
        // The image by which rights and filters are judged.
        let judged = match change.operation {
            Operation::Insert | Operation::Update => new,
            Operation::Delete => old,
            Operation::Truncate => Some("{}"),
        };
        let Some(judged) = judged else { return Vec::new() };
        self.matching(change, judged, rights)
            .into_iter()
            .filter_map(|(select, ids)| {
                let old = old.and_then(|image| cut(image, rights, select));
                let new = new.and_then(|image| cut(image, rights, select));
                let data = match self.shape {
                    Shape::PostgresChanges => record(change, columns(rights, select), (&old, &new)),
                    Shape::System => self.notice(change, (&old, &new)),
                };
                Some((ids, data?))
            })
            .collect()
    }

    /// Ids of the subscriptions that the change passes, by the columns they select.
    fn matching(&self, change: &Change, judged: &str, rights: &Rights) -> Vec<(Option<&[String]>, Vec<u64>)> {
        let mut row: Option<Map<String, Value>> = None;
        let mut groups: Vec<(Option<&[String]>, Vec<u64>)> = Vec::new();
        for wanted in self.subscriptions.iter().filter(|wanted| wanted.concerns(change)) {
            if !wanted.filter.is_empty() && change.operation != Operation::Truncate {
                let row = row.get_or_insert_with(|| visible_row(judged, rights));
                if !wanted.filter.admits(row) {
                    continue;
                }
            }
            let select = wanted.select.as_deref();
            match groups.iter_mut().find(|(other, _)| *other == select) {
                Some((_, ids)) => ids.push(wanted.id),
                None => groups.push((select, vec![wanted.id])),
            }
        }
        groups
    }

    /// `users_events` tells of `users`.
    fn notice(
        &self,
        change: &Change,
        (old, new): (&Option<Box<RawValue>>, &Option<Box<RawValue>>),
    ) -> Option<Box<RawValue>> {
        let notice = Notice {
            action: change.operation.as_str(),
            table: self.topic.split("_events").next().unwrap_or(&change.table),
            new_data: new.as_deref(),
            old_data: old.as_deref(),
            timestamp: timestamp(change),
            position: change.position,
        };
        to_raw_value(&notice).ok()
    }
}

fn record(
    change: &Change,
    columns: Vec<Column<'_>>,
    (old, new): (&Option<Box<RawValue>>, &Option<Box<RawValue>>),
) -> Option<Box<RawValue>> {
    let data = Data {
        schema: &change.schema,
        table: &change.table,
        commit_timestamp: timestamp(change),
        kind: change.operation.as_str(),
        position: change.position,
        columns,
        record: new.as_deref(),
        old_record: old.as_deref(),
        errors: None,
    };
    to_raw_value(&data).ok()
}

fn timestamp(change: &Change) -> String {
    change.at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

fn columns<'a>(rights: &'a Rights, select: Option<&[String]>) -> Vec<Column<'a>> {
    let chosen = |name: &String| select.is_none_or(|select| select.contains(name));
    let named = rights.columns.iter().filter(|(name, _)| chosen(name));
    named.map(|(name, kind)| Column { name, kind }).collect()
}

/// The row that a filter may look at.
fn visible_row(image: &str, rights: &Rights) -> Map<String, Value> {
    let mut row: Map<String, Value> = serde_json::from_str(image).unwrap_or_default();
    row.retain(|name, _| !rights.hidden.contains(name));
    row
}

/// The image without hidden columns and those that are not selected; values stay as they are written.
fn cut(image: &str, rights: &Rights, select: Option<&[String]>) -> Option<Box<RawValue>> {
    if rights.hidden.is_empty() && select.is_none() {
        return RawValue::from_string(image.to_owned()).ok();
    }
    let mut row: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(image).ok()?;
    row.retain(|name, _| {
        !rights.hidden.iter().any(|hidden| hidden == name)
            && select.is_none_or(|select| select.iter().any(|wanted| wanted == name))
    });
    to_raw_value(&row).ok()
}

/// Claims without what differs from session to session, so that all sessions of a user are judged together.
pub fn shared_claims(claims: &str) -> String {
    match serde_json::from_str::<Value>(claims) {
        Ok(Value::Object(mut claims)) => {
            claims.remove("session_id");
            Value::Object(claims).to_string()
        }
        _ => claims.to_owned(),
    }
}

#[cfg(test)]
mod tests;
