//! Ends of rights, read from recorded changes of sessions, users and API keys.

use crate::domain::{
    caller::Caller,
    change::{Change, Operation},
};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// Whose rights ended or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ended {
    /// One session.
    Session(Uuid),
    /// Every session of a user.
    User(Uuid),
    /// An API key.
    Key(Uuid),
}

impl Ended {
    /// Whether it concerns channels of `caller`, who is the user `user`.
    pub fn concerns(self, caller: &Caller, user: Option<Uuid>) -> bool {
        match self {
            Ended::Session(id) => caller.session == Some(id),
            Ended::User(id) => caller.session.is_some() && user == Some(id),
            Ended::Key(id) => caller.session.is_none() && caller.api_key == Some(id),
        }
    }
}

/// What of a user decides on rights or is in the claims that policies read.
#[derive(Debug, Deserialize, PartialEq)]
struct Account {
    email: Value,
    app_role: Value,
    is_active: bool,
}

#[derive(Deserialize)]
struct Named {
    id: Uuid,
}

/// Whose rights `change` ended, if anybody's.
pub fn ended(change: &Change) -> Option<Ended> {
    let image = change.new.as_deref().or(change.old.as_deref());
    let id = || image.and_then(|image| serde_json::from_str::<Named>(image).ok()).map(|named| named.id);
    match (change.schema.as_str(), change.table.as_str()) {
        ("auth", "sessions") => id().map(Ended::Session),
        ("selfdb", "api_keys") => id().map(Ended::Key),
        ("auth", "users") => match change.operation {
            Operation::Insert => None,
            Operation::Update if account(change.old.as_deref()) == account(change.new.as_deref()) => None,
            Operation::Update | Operation::Delete | Operation::Truncate => id().map(Ended::User),
        },
        _ => None,
    }
}

fn account(image: Option<&str>) -> Option<Account> {
    serde_json::from_str(image?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(table: (&str, &str), old: Option<&str>, new: Option<&str>) -> Change {
        Change {
            position: 1,
            schema: table.0.into(),
            table: table.1.into(),
            operation: match (old, new) {
                (None, _) => Operation::Insert,
                (Some(_), None) => Operation::Delete,
                _ => Operation::Update,
            },
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
            at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    const ID: &str = "00000000-0000-0000-0000-000000000007";

    fn user(email: &str, role: &str, active: bool, name: &str) -> String {
        serde_json::json!({ "id": ID, "email": email, "app_role": role, "is_active": active, "first_name": name })
            .to_string()
    }

    #[test]
    fn only_what_touches_rights_ends_them() {
        let id: Uuid = ID.parse().expect("an id");
        let before = user("a@b.c", "ADMIN", true, "Ann");
        for (after, expected) in [
            (user("a@b.c", "ADMIN", true, "Bea"), None),
            (user("a@b.c", "USER", true, "Ann"), Some(Ended::User(id))),
            (user("a@b.c", "ADMIN", false, "Ann"), Some(Ended::User(id))),
            (user("x@b.c", "ADMIN", true, "Ann"), Some(Ended::User(id))),
        ] {
            assert_eq!(ended(&change(("auth", "users"), Some(&before), Some(&after))), expected, "{after}");
        }
        assert_eq!(ended(&change(("auth", "users"), None, Some(&before))), None);
        assert_eq!(ended(&change(("auth", "users"), Some(&before), None)), Some(Ended::User(id)));
        assert_eq!(
            ended(&change(("auth", "sessions"), Some(&before), Some(&before))),
            Some(Ended::Session(id))
        );
        assert_eq!(ended(&change(("selfdb", "api_keys"), Some(&before), None)), Some(Ended::Key(id)));
        assert_eq!(ended(&change(("public", "users"), Some(&before), None)), None);
    }

    #[test]
    fn it_concerns_the_callers_that_it_names() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let session = Caller::session(a);
        let key = Caller { session: None, api_key: Some(a) };
        assert!(Ended::Session(a).concerns(&session, Some(b)));
        assert!(!Ended::Session(b).concerns(&session, Some(b)));
        assert!(Ended::User(b).concerns(&session, Some(b)));
        assert!(!Ended::User(a).concerns(&key, None));
        assert!(Ended::Key(a).concerns(&key, None));
        assert!(!Ended::Key(a).concerns(&session, Some(b)));
    }
}
