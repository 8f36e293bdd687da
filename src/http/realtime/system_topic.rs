//! Topics of the service's own tables, as SelfDB 0.05 named them: `users_events`, and `users_events:<id>` for one row. They are
//! for administrators, and what is recorded of these tables holds no secrets.

use crate::actors::channel_registry::{Filter, Subscription};

/// Resource types and their tables. Those whose tables this server does not have are silent.
const TABLES: [(&str, &str, &str); 7] = [
    ("users", "auth", "users"),
    ("tables", "selfdb", "tables"),
    ("buckets", "storage", "buckets"),
    ("files", "storage", "objects"),
    ("functions", "selfdb", "functions"),
    ("webhooks", "selfdb", "webhooks"),
    ("webhook_deliveries", "selfdb", "webhook_deliveries"),
];

/// The topic of a resource type, of one resource when `id` is given; `None` for types that there are not.
pub fn topic_of(resource_type: &str, id: Option<&str>) -> Option<String> {
    let (name, ..) = TABLES.iter().find(|(name, ..)| *name == resource_type)?;
    Some(match id {
        None => format!("{name}_events"),
        Some(id) => format!("{name}_events:{id}"),
    })
}

/// What a system topic subscribes to; `None` for other topics.
pub fn subscription_of(topic: &str) -> Option<Subscription> {
    let (name, id) = match topic.split_once(':') {
        Some((name, id)) => (name, Some(id)),
        None => (topic, None),
    };
    let name = name.strip_suffix("_events")?;
    let (_, schema, table) = TABLES.iter().find(|(known, ..)| *known == name)?;
    let filter = match id {
        None => Filter::default(),
        Some(id) => Filter::parse(&format!("id=eq.\"{}\"", id.replace(['"', '\\'], ""))).ok()?,
    };
    let (schema, table) = ((*schema).to_owned(), Some((*table).to_owned()));
    Some(Subscription { id: 1, operation: None, schema, table, filter, select: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_lead_to_tables_and_rows() {
        assert_eq!(topic_of("users", None).as_deref(), Some("users_events"));
        assert_eq!(topic_of("passwords", None), None);
        let all = subscription_of("files_events").expect("a topic");
        assert_eq!((all.schema.as_str(), all.table.as_deref()), ("storage", Some("objects")));
        let topic = topic_of("users", Some("a,b")).expect("a topic");
        let one = subscription_of(&topic).expect("a topic");
        assert_eq!(one.filter, Filter::parse("id=eq.\"a,b\"").expect("valid"));
        for other in ["users", "realtime:users_events", "passwords_events", "room:a"] {
            assert!(subscription_of(other).is_none(), "{other}");
        }
    }
}
