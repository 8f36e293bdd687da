//! The `Prefer` header (RFC 7240) with PostgREST's preferences
//! (<https://docs.postgrest.org/en/stable/references/api/preferences.html>).

use actix_web::{HttpRequest, http::header::HeaderName};

/// What of written rows is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Return {
    /// Nothing.
    Minimal,
    /// The address of the row.
    HeadersOnly,
    /// The rows.
    Representation,
}

/// How rows are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// All of them.
    Exact,
    /// As the planner guesses.
    Planned,
    /// Exact as long as that is cheap.
    Estimated,
}

/// Parsed preferences; the first of several that contradict each other counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preferences {
    /// `return=`.
    pub returning: Option<Return>,
    /// `count=`.
    pub count: Option<Count>,
    /// `resolution=`: whether duplicates are merged (true) or ignored.
    pub merge: Option<bool>,
    /// `missing=`: whether members that are left out get their default.
    pub defaults: Option<bool>,
    /// `tx=`: whether the transaction is kept.
    pub commit: Option<bool>,
    /// `handling=strict`.
    pub strict: Option<bool>,
    /// `max-affected=`.
    pub max_affected: Option<i64>,
    /// `timezone=`.
    pub timezone: Option<String>,
    /// Preferences that are not known.
    pub unknown: Vec<String>,
}

impl Preferences {
    /// Reads all `Prefer` headers.
    pub fn of(request: &HttpRequest) -> Self {
        let mut found = Preferences::default();
        for value in request.headers().get_all(HeaderName::from_static("prefer")) {
            for part in value.to_str().unwrap_or_default().split(',') {
                found.add(part.trim());
            }
        }
        found
    }

    fn add(&mut self, part: &str) {
        let (name, value) = part.split_once('=').map_or((part, ""), |(n, v)| (n.trim(), v.trim()));
        match (name, value.trim_matches('"')) {
            ("return", "minimal") => first(&mut self.returning, Return::Minimal),
            ("return", "headers-only") => first(&mut self.returning, Return::HeadersOnly),
            ("return", "representation") => first(&mut self.returning, Return::Representation),
            ("count", "exact") => first(&mut self.count, Count::Exact),
            ("count", "planned") => first(&mut self.count, Count::Planned),
            ("count", "estimated") => first(&mut self.count, Count::Estimated),
            ("resolution", "merge-duplicates") => first(&mut self.merge, true),
            ("resolution", "ignore-duplicates") => first(&mut self.merge, false),
            ("missing", "default") => first(&mut self.defaults, true),
            ("missing", "null") => first(&mut self.defaults, false),
            ("tx", "commit") => first(&mut self.commit, true),
            ("tx", "rollback") => first(&mut self.commit, false),
            ("handling", "strict") => first(&mut self.strict, true),
            ("handling", "lenient") => first(&mut self.strict, false),
            ("timezone", zone) if !zone.is_empty() => first(&mut self.timezone, zone.to_owned()),
            ("max-affected", number) if number.parse::<i64>().is_ok_and(|n| n >= 0) => {
                first(&mut self.max_affected, number.parse().unwrap_or_default());
            }
            ("", _) => {}
            _ => self.unknown.push(part.to_owned()),
        }
    }

    /// Whether something has to be decided between the statement and its commit.
    pub fn decides(&self) -> bool {
        self.commit == Some(false) || self.limit().is_some() || self.timezone.is_some()
    }

    /// The largest number of rows that may be written; it counts only with `handling=strict`.
    pub fn limit(&self) -> Option<i64> {
        self.max_affected.filter(|_| self.strict == Some(true))
    }
}

fn first<T>(slot: &mut Option<T>, value: T) {
    slot.get_or_insert(value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_first_of_each_kind_counts() {
        let request = TestRequest::default()
            .insert_header(("prefer", "return=representation, count=exact;x,return=minimal"))
            .append_header(("prefer", "max-affected=5, handling=strict, odd=1"))
            .to_http_request();
        let found = Preferences::of(&request);
        assert_eq!(found.returning, Some(Return::Representation));
        assert_eq!((found.limit(), found.decides()), (Some(5), true));
        assert_eq!(found.unknown, ["count=exact;x", "odd=1"]);
        assert_eq!(Preferences { max_affected: Some(5), ..Preferences::default() }.limit(), None);
    }
}
