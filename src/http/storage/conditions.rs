//! Conditional requests (RFC 9110, section 13).

use crate::{
    db::storage::objects::WriteMode,
    http::problem::{ApiError, PRECONDITION_FAILED},
};
use chrono::{DateTime, Utc};
use std::time::SystemTime;

/// What the conditions of a GET or HEAD say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Answer as usual.
    Proceed,
    /// 304.
    NotModified,
    /// 412.
    Failed,
}

/// Headers of a request, of either HTTP library.
pub trait Headers {
    /// The value of a header, if it is text.
    fn text(&self, name: &str) -> Option<&str>;

    /// The date in a header.
    fn date(&self, name: &str) -> Option<SystemTime> {
        self.text(name).and_then(|value| httpdate::parse_http_date(value).ok())
    }
}

impl Headers for actix_web::http::header::HeaderMap {
    fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(|value| value.to_str().ok())
    }
}

impl Headers for hyper::HeaderMap {
    fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(|value| value.to_str().ok())
    }
}

/// The ETags of a list, without quotes and weakness; `None` for `*`.
fn etags(list: &str) -> Option<Vec<&str>> {
    if list.trim() == "*" {
        return None;
    }

    Some(
        list.split(',')
            .map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'))
            .filter(|tag| !tag.is_empty())
            .collect(),
    )
}

fn lists(list: &str, etag: &str) -> bool {
    etags(list).is_none_or(|tags| tags.contains(&etag))
}

/// Judges a GET or HEAD of a file with this ETag (without quotes) and time of last change.
pub fn read(headers: &impl Headers, etag: &str, modified: DateTime<Utc>) -> Verdict {
    // HTTP dates have whole seconds.
    let modified =
        SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(modified.timestamp().unsigned_abs());
    let failed = match headers.text("if-match") {
        Some(list) => !lists(list, etag),
        None => headers.date("if-unmodified-since").is_some_and(|since| modified > since),
    };
    if failed {
        return Verdict::Failed;
    }
    let unchanged = match headers.text("if-none-match") {
        Some(list) => lists(list, etag),
        None => headers.date("if-modified-since").is_some_and(|since| modified <= since),
    };
    if unchanged { Verdict::NotModified } else { Verdict::Proceed }
}

/// Whether a Range header counts: If-Range is absent or names the present state.
pub fn range_applies(headers: &impl Headers, etag: &str, modified: DateTime<Utc>) -> bool {
    let Some(condition) = headers.text("if-range") else { return true };
    match httpdate::parse_http_date(condition) {
        Ok(at) => httpdate::HttpDate::from(at) == httpdate::HttpDate::from(SystemTime::from(modified)),
        Err(_) => condition.trim().trim_matches('"') == etag && !condition.starts_with("W/"),
    }
}

/// The condition of a write: `If-None-Match: *` creates only, `If-Match` replaces only what it names.
pub fn write(headers: &impl Headers, default: WriteMode) -> Result<WriteMode, ApiError> {
    let (matching, none) = (headers.text("if-match"), headers.text("if-none-match"));
    match (matching, none) {
        (None, None) => Ok(default),
        (None, Some(list)) if list.trim() == "*" => Ok(WriteMode::Create),
        (Some(list), None) => {
            let tags = etags(list).map(|tags| tags.into_iter().map(str::to_owned).collect::<Vec<_>>());
            match tags {
                Some(tags) if tags.is_empty() => {
                    Err(ApiError::new(PRECONDITION_FAILED, "If-Match names no ETag"))
                }
                tags => Ok(WriteMode::Replace(tags.unwrap_or_default())),
            }
        }
        _ => Err(ApiError::bad_request("writes take either If-Match or If-None-Match: *")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).expect("a header value")))
            .collect()
    }

    const CHANGED: &str = "Wed, 21 Oct 2015 07:28:00 GMT";
    const BEFORE: &str = "Wed, 21 Oct 2015 07:27:59 GMT";

    fn judge(pairs: &[(HeaderName, &str)]) -> Verdict {
        let changed: DateTime<Utc> = "2015-10-21T07:28:00.7Z".parse().expect("a time");
        read(&headers(pairs), "abc", changed)
    }

    #[test]
    fn reads() {
        use header::*;
        for (pairs, verdict) in [
            (vec![], Verdict::Proceed),
            (vec![(IF_MATCH, "\"x\", \"abc\"")], Verdict::Proceed),
            (vec![(IF_MATCH, "*")], Verdict::Proceed),
            (vec![(IF_MATCH, "\"x\"")], Verdict::Failed),
            (vec![(IF_NONE_MATCH, "\"abc\"")], Verdict::NotModified),
            (vec![(IF_NONE_MATCH, "W/\"abc\"")], Verdict::NotModified),
            (vec![(IF_NONE_MATCH, "*")], Verdict::NotModified),
            (vec![(IF_NONE_MATCH, "\"x\"")], Verdict::Proceed),
            (vec![(IF_MODIFIED_SINCE, CHANGED)], Verdict::NotModified),
            (vec![(IF_MODIFIED_SINCE, BEFORE)], Verdict::Proceed),
            (vec![(IF_MODIFIED_SINCE, CHANGED), (IF_NONE_MATCH, "\"x\"")], Verdict::Proceed),
            (vec![(IF_UNMODIFIED_SINCE, BEFORE)], Verdict::Failed),
            (vec![(IF_UNMODIFIED_SINCE, CHANGED)], Verdict::Proceed),
            (vec![(IF_MODIFIED_SINCE, "yesterday")], Verdict::Proceed),
        ] {
            assert_eq!(judge(&pairs), verdict, "{pairs:?}");
        }
    }

    #[test]
    fn ranges_hold_only_for_the_state_they_were_asked_for() {
        let changed: DateTime<Utc> = "2015-10-21T07:28:00Z".parse().expect("a time");
        let applies = |value: &str| range_applies(&headers(&[(header::IF_RANGE, value)]), "abc", changed);
        assert!(applies("\"abc\"") && applies(CHANGED));
        assert!(!applies("\"x\"") && !applies("W/\"abc\"") && !applies(BEFORE));
    }

    #[test]
    fn writes() {
        use header::*;
        let mode = |pairs: &[(HeaderName, &str)]| write(&headers(pairs), WriteMode::Upsert).ok();
        assert_eq!(mode(&[]), Some(WriteMode::Upsert));
        assert_eq!(mode(&[(IF_NONE_MATCH, "*")]), Some(WriteMode::Create));
        assert_eq!(
            mode(&[(IF_MATCH, "\"a\", \"b\"")]),
            Some(WriteMode::Replace(vec!["a".into(), "b".into()]))
        );
        assert_eq!(mode(&[(IF_MATCH, "*")]), Some(WriteMode::Replace(vec![])));
        assert_eq!(mode(&[(IF_MATCH, "")]), None);
        assert_eq!(mode(&[(IF_NONE_MATCH, "\"a\"")]), None);
    }
}
