//! Types that fit all values of a column seen so far.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use serde_json::value::RawValue;

/// A type and whether a text is a value of it.
type Candidate = (&'static str, fn(&str) -> bool);

/// In the order of preference.
const CANDIDATES: [Candidate; 8] = [
    ("boolean", |text| matches!(text, "true" | "false" | "TRUE" | "FALSE" | "True" | "False")),
    ("bigint", |text| is_plain_number(text) && text.parse::<i64>().is_ok()),
    ("numeric", is_plain_number),
    ("uuid", |text| text.len() == 36 && uuid::Uuid::parse_str(text).is_ok()),
    ("date", |text| text.len() == 10 && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()),
    ("timestamp", is_timestamp),
    ("timestamptz", |text| DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)).is_ok()),
    ("jsonb", |text| text.starts_with(['{', '[']) && serde_json::from_str::<&RawValue>(text).is_ok()),
];
/// Candidates that a JSON string may be.
const OF_STRINGS: [&str; 4] = ["uuid", "date", "timestamp", "timestamptz"];

/// Digits without superfluous zeros in front: those are codes rather than numbers.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let superfluous = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    !superfluous
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && serde_json::from_str::<&RawValue>(text).is_ok()
}

fn is_timestamp(text: &str) -> bool {
    let text = text.replacen(' ', "T", 1);
    NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f").is_ok()
}

/// What is known of a column.
#[derive(Debug, Clone, Default)]
pub struct Guess {
    refuted: [bool; CANDIDATES.len()],
    values: u64,
    nulls: u64,
}

impl Guess {
    /// Looks at a value of a CSV file.
    pub fn see(&mut self, value: Option<&str>) {
        self.consider(value, |_| true);
    }

    /// Looks at a value of a JSON file, whose strings are no numbers.
    pub fn see_json(&mut self, value: &RawValue) {
        match serde_json::from_str::<Option<String>>(value.get()) {
            Ok(text) => self.consider(text.as_deref(), |name| OF_STRINGS.contains(&name)),
            Err(_) => self.consider(Some(value.get()), |name| !OF_STRINGS.contains(&name)),
        }
    }

    fn consider(&mut self, value: Option<&str>, possible: impl Fn(&str) -> bool) {
        let Some(text) = value else {
            self.nulls += 1;
            return;
        };
        self.values += 1;
        for (refuted, (name, fits)) in self.refuted.iter_mut().zip(CANDIDATES) {
            *refuted = *refuted || !possible(name) || !fits(text);
        }
    }

    /// The narrowest type that fits everything; text without a value.
    pub fn type_name(&self) -> &'static str {
        let fitting = self.refuted.iter().zip(CANDIDATES).find(|(refuted, _)| !**refuted);
        fitting.filter(|_| self.values > 0).map_or("text", |(_, (name, _))| name)
    }

    /// Whether a row had no value.
    pub fn nullable(&self, rows: u64) -> bool {
        self.nulls > 0 || self.values < rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str]) -> &'static str {
        let mut guess = Guess::default();
        values.iter().for_each(|value| guess.see(Some(value)));
        guess.type_name()
    }

    #[test]
    fn the_narrowest_type_that_fits_all() {
        assert_eq!(of(&["1", "-20"]), "bigint");
        assert_eq!(of(&["1", "2.50", "99999999999999999999"]), "numeric");
        assert_eq!(of(&["01234", "5"]), "text");
        assert_eq!(of(&["0.5", "1e3"]), "numeric");
        assert_eq!(of(&["true", "FALSE"]), "boolean");
        assert_eq!(of(&["2026-02-28"]), "date");
        assert_eq!(of(&["2026-02-30"]), "text");
        assert_eq!(of(&["2026-02-28 10:00:00", "2026-02-28T10:00:00.5"]), "timestamp");
        assert_eq!(of(&["2026-02-28T10:00:00Z", "2026-02-28 10:00:00+02:00"]), "timestamptz");
        assert_eq!(of(&["018f0000-0000-7000-8000-000000000001"]), "uuid");
        assert_eq!(of(&["{\"a\": 1}", "[]"]), "jsonb");
        assert_eq!(of(&["1", "x"]), "text");
        assert_eq!(of(&[]), "text");
    }

    #[test]
    fn strings_of_json_are_no_numbers() {
        let of = |values: &[&str]| {
            let mut guess = Guess::default();
            for value in values {
                let raw: Box<RawValue> = serde_json::from_str(value).expect("JSON");
                guess.see_json(&raw);
            }
            (guess.type_name(), guess.nullable(values.len() as u64))
        };
        assert_eq!(of(&["\"1\""]), ("text", false));
        assert_eq!(of(&["1", "null"]), ("bigint", true));
        assert_eq!(of(&["\"2026-02-28\""]), ("date", false));
        assert_eq!(of(&["{\"a\": 1}"]), ("jsonb", false));
        assert_eq!(of(&["1", "\"1\""]), ("text", false));
    }
}
