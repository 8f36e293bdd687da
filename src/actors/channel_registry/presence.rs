//! Who is present on a topic: plain state. Changes are gathered until somebody asks for the difference, so that a hundred
//! arrivals at once are one message; what came and went in between is not told at all.

use serde_json::{Map, Value, json, value::RawValue};
use std::collections::BTreeMap;

/// Of a channel that is present: what it says of itself, with the reference that makes it one of its key's entries.
#[derive(Debug, Clone, PartialEq)]
struct Meta {
    reference: String,
    fields: Map<String, Value>,
}

#[derive(Debug, Default)]
struct Difference {
    joins: BTreeMap<String, Vec<Meta>>,
    leaves: BTreeMap<String, Vec<Meta>>,
}

/// Presences of one topic, by channel.
#[derive(Debug, Default)]
pub struct Presence {
    entries: BTreeMap<u64, (String, Meta)>,
    untold: Difference,
}

impl Presence {
    /// `channel` is present as `key`, or says something new of itself. `reference` must be new.
    pub fn track(&mut self, channel: u64, key: &str, fields: Map<String, Value>, reference: String) {
        self.untrack(channel);
        let meta = Meta { reference, fields };
        self.untold.joins.entry(key.to_owned()).or_default().push(meta.clone());
        self.entries.insert(channel, (key.to_owned(), meta));
    }

    /// `channel` is not present any more; whether it was.
    pub fn untrack(&mut self, channel: u64) -> bool {
        let Some((key, meta)) = self.entries.remove(&channel) else { return false };
        if !self.untold.joins.remove_meta(&key, &meta) {
            self.untold.leaves.entry(key).or_default().push(meta);
        }
        true
    }

    /// Present channels.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is a difference to be told.
    pub fn has_news(&self) -> bool {
        !(self.untold.joins.is_empty() && self.untold.leaves.is_empty())
    }

    /// Payload of `presence_state`. It leaves out what the next difference will tell.
    pub fn state(&self) -> Option<Box<RawValue>> {
        let mut keys: BTreeMap<&str, Vec<&Meta>> = BTreeMap::new();
        for (key, meta) in self.entries.values() {
            let untold = self.untold.joins.get(key).is_some_and(|metas| metas.contains(meta));
            if !untold {
                keys.entry(key).or_default().push(meta);
            }
        }
        for (key, metas) in &self.untold.leaves {
            keys.entry(key).or_default().extend(metas);
        }
        raw(&keys.into_iter().map(|(key, metas)| (key.to_owned(), listed(metas))).collect())
    }

    /// Payload of `presence_diff`: what happened since the last call.
    pub fn take_difference(&mut self) -> Option<Box<RawValue>> {
        if !self.has_news() {
            return None;
        }
        let Difference { joins, leaves } = std::mem::take(&mut self.untold);
        let side = |side: BTreeMap<String, Vec<Meta>>| -> Map<String, Value> {
            side.iter().map(|(key, metas)| (key.clone(), listed(metas))).collect()
        };
        raw(&Map::from_iter([
            ("joins".to_owned(), side(joins).into()),
            ("leaves".to_owned(), side(leaves).into()),
        ]))
    }
}

trait Metas {
    fn remove_meta(&mut self, key: &str, meta: &Meta) -> bool;
}

impl Metas for BTreeMap<String, Vec<Meta>> {
    /// Takes out one entry, and its key with the last; whether it was there.
    fn remove_meta(&mut self, key: &str, meta: &Meta) -> bool {
        let Some(metas) = self.get_mut(key) else { return false };
        let before = metas.len();
        metas.retain(|other| other != meta);
        let removed = metas.len() < before;
        if metas.is_empty() {
            self.remove(key);
        }
        removed
    }
}

fn listed<'a>(metas: impl IntoIterator<Item = &'a Meta>) -> Value {
    let metas: Vec<Value> = metas
        .into_iter()
        .map(|meta| {
            let mut fields = meta.fields.clone();
            fields.insert("phx_ref".to_owned(), meta.reference.clone().into());
            Value::Object(fields)
        })
        .collect();
    json!({ "metas": metas })
}

fn raw(map: &Map<String, Value>) -> Option<Box<RawValue>> {
    serde_json::value::to_raw_value(map).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(name: &str) -> Map<String, Value> {
        Map::from_iter([("name".to_owned(), name.into())])
    }

    fn parsed(raw: Option<Box<RawValue>>) -> Value {
        serde_json::from_str(raw.expect("something").get()).expect("JSON")
    }

    fn meta(name: &str, reference: &str) -> Value {
        json!({ "name": name, "phx_ref": reference })
    }

    #[test]
    fn differences_gather_and_state_leaves_them_out() {
        let mut presence = Presence::default();
        presence.track(1, "ann", fields("phone"), "a".into());
        presence.track(2, "ann", fields("desk"), "b".into());
        assert_eq!(parsed(presence.state()), json!({}), "not told yet");
        let difference = parsed(presence.take_difference());
        let both = json!({ "ann": { "metas": [meta("phone", "a"), meta("desk", "b")] } });
        assert_eq!(difference, json!({ "joins": both, "leaves": {} }));
        assert_eq!(parsed(presence.state()), both);
        assert!(presence.take_difference().is_none());
        assert!(presence.untrack(1));
        assert_eq!(
            parsed(presence.state()),
            json!({ "ann": { "metas": [meta("desk", "b"), meta("phone", "a")] } })
        );
        assert_eq!(
            parsed(presence.take_difference()),
            json!({ "joins": {}, "leaves": { "ann": { "metas": [meta("phone", "a")] } } })
        );
        assert_eq!(presence.count(), 1);
    }

    #[test]
    fn new_words_replace_the_old_ones() {
        let mut presence = Presence::default();
        presence.track(1, "ann", fields("here"), "a".into());
        presence.take_difference();
        presence.track(1, "ann", fields("away"), "b".into());
        presence.track(1, "ann", fields("back"), "c".into());
        assert_eq!(
            parsed(presence.take_difference()),
            json!({ "joins": { "ann": { "metas": [meta("back", "c")] } }, "leaves": { "ann": { "metas": [meta("here", "a")] } } })
        );
    }

    #[test]
    fn who_came_and_went_in_between_is_not_told() {
        let mut presence = Presence::default();
        presence.track(1, "ann", fields("x"), "a".into());
        assert!(presence.untrack(1));
        assert!(!presence.untrack(1));
        assert!(!presence.has_news());
        assert!(presence.take_difference().is_none());
    }
}
