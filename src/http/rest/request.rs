//! What every request to `/rest/v1` says besides its query: who, which schema, which form, what is preferred.

use super::error::RestError;
use crate::http::{
    caller::Identity,
    rows::{
        media::Media,
        prefer::{Count, Preferences, Return},
    },
    state::AppState,
};
use actix_web::{HttpRequest, http::header, web};

/// A checked request.
pub struct Asked {
    /// Shared parts.
    pub state: web::Data<AppState>,
    /// Who asks.
    pub identity: Identity,
    /// Form of the answer.
    pub media: Media,
    /// Preferences.
    pub prefer: Preferences,
    /// `Range`, as the first row and the number of rows.
    pub range: (i64, Option<i64>),
}

impl Asked {
    /// Reads the headers.
    pub fn of(request: &HttpRequest, state: web::Data<AppState>) -> Result<Self, RestError> {
        let identity = Identity::of(request)?;
        for name in ["accept-profile", "content-profile"] {
            if let Some(schema) = request.headers().get(name).and_then(|value| value.to_str().ok())
                && schema != "public"
            {
                return Err(RestError::new(406, "PGRST106", format!("Invalid schema: {schema}"))
                    .hinted("Only the following schemas are exposed: public"));
            }
        }
        let media = Media::accepted(request).ok_or_else(|| {
            let accept =
                request.headers().get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
            RestError::new(406, "PGRST107", format!("None of these media types are available: {accept}"))
        })?;
        let prefer = Preferences::of(request);
        if prefer.strict == Some(true) && !prefer.unknown.is_empty() {
            return Err(RestError::new(400, "PGRST122", "Invalid preferences given with handling=strict")
                .detailed(format!("Invalid preferences: {}", prefer.unknown.join(", "))));
        }
        Ok(Asked { state, identity, media, prefer, range: range(request)? })
    }

    /// Whether the caller is at least `authenticated`.
    pub fn signed_in(&self) -> bool {
        self.identity.caller.session.is_some()
    }

    /// `Preference-Applied`; what only writes know is left out of reads.
    pub fn applied(&self, write: bool) -> Option<String> {
        let prefer = &self.prefer;
        let mut applied: Vec<String> = Vec::new();
        let mut add = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                applied.push(format!("{name}={value}"));
            }
        };
        if write {
            add("resolution", prefer.merge.map(|m| if m { "merge-duplicates" } else { "ignore-duplicates" }));
            add("missing", prefer.defaults.map(|d| if d { "default" } else { "null" }));
            add(
                "return",
                prefer.returning.map(|returning| match returning {
                    Return::Minimal => "minimal",
                    Return::HeadersOnly => "headers-only",
                    Return::Representation => "representation",
                }),
            );
        }
        add(
            "count",
            prefer.count.map(|count| match count {
                Count::Exact => "exact",
                Count::Planned => "planned",
                Count::Estimated => "estimated",
            }),
        );
        add("tx", prefer.commit.map(|commit| if commit { "commit" } else { "rollback" }));
        add("handling", prefer.strict.map(|strict| if strict { "strict" } else { "lenient" }));
        add("timezone", prefer.timezone.as_deref());
        if write {
            add("max-affected", prefer.max_affected.map(|n| n.to_string()).as_deref());
        }
        if applied.is_empty() { None } else { Some(applied.join(", ")) }
    }
}

/// `Range: 0-9` or `0-`; other units are left alone, as RFC 9110 allows.
fn range(request: &HttpRequest) -> Result<(i64, Option<i64>), RestError> {
    let Some(value) = request.headers().get(header::RANGE).and_then(|value| value.to_str().ok()) else {
        return Ok((0, None));
    };
    let Some((first, last)) = value.split_once('-') else { return Ok((0, None)) };
    let Ok(first) = first.parse::<i64>() else { return Ok((0, None)) };
    if last.is_empty() {
        return Ok((first, None));
    }
    match last.parse::<i64>() {
        Ok(last) if last >= first => Ok((first, Some((last - first).saturating_add(1)))),
        Ok(_) => Err(RestError::new(416, "PGRST103", "Requested range not satisfiable").detailed(
            "The lower boundary must be lower than or equal to the upper boundary in the Range header.",
        )),
        Err(_) => Ok((0, None)),
    }
}

/// The narrower of two limits.
pub fn narrower(left: Option<i64>, right: Option<i64>) -> Option<i64> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (some, None) | (None, some) => some,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn ranges() {
        let range =
            |value: &str| range(&TestRequest::default().insert_header(("range", value)).to_http_request());
        assert_eq!(range("0-9").ok(), Some((0, Some(10))));
        assert_eq!(range("5-").ok(), Some((5, None)));
        assert_eq!(range("bytes=0-9").ok(), Some((0, None)));
        assert!(range("9-0").is_err());
        assert_eq!(range("0-9223372036854775807").ok(), Some((0, Some(i64::MAX))));
    }
}
