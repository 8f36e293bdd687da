//! Order of a row's value and a filter's text.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::Value;
use std::cmp::Ordering;

/// Numbers by value, times by moment, everything else by its text.
pub fn compare(value: &Value, wanted: &str) -> Ordering {
    if let (Some(integer), Ok(wanted)) = (value.as_i64(), wanted.parse::<i64>()) {
        return integer.cmp(&wanted);
    }
    if let (Some(number), Ok(wanted)) = (value.as_f64(), wanted.parse::<f64>()) {
        return number.total_cmp(&wanted);
    }
    match value {
        Value::String(text) => match (moment(text), moment(wanted)) {
            (Some(value), Some(wanted)) => value.cmp(&wanted),
            _ => text.as_str().cmp(wanted),
        },
        Value::Bool(on) => match wanted {
            "t" => on.cmp(&true),
            "f" => on.cmp(&false),
            other => on.to_string().as_str().cmp(other),
        },
        other => other.to_string().as_str().cmp(wanted),
    }
}

/// A timestamp as Postgres writes or reads it; without an offset it is taken for UTC.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let bytes = text.as_bytes();
    if bytes.len() < 19 || bytes.get(4) != Some(&b'-') || !bytes[0].is_ascii_digit() {
        return None;
    }
    let text = text.replacen(' ', "T", 1);
    let short_offset = text.get(19..).and_then(|tail| tail.find(['+', '-']).map(|at| tail.len() - at == 3));
    let text = if short_offset == Some(true) { format!("{text}:00") } else { text };
    DateTime::parse_from_rfc3339(&text).map(Into::into).ok().or_else(|| {
        NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f").ok().map(|time| time.and_utc())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn times_are_compared_as_moments() {
        for (value, wanted, order) in [
            ("2026-01-02T03:04:05+00:00", "2026-01-02 04:04:05+01", Ordering::Equal),
            ("2026-01-02T03:04:05.5+00:00", "2026-01-02T03:04:05Z", Ordering::Greater),
            ("2026-01-02T03:04:05", "2026-01-02 03:04:06", Ordering::Less),
            ("not a time but as long", "2026-01-02 03:04:06", Ordering::Greater),
        ] {
            assert_eq!(compare(&json!(value), wanted), order, "{value} {wanted}");
        }
    }
}
