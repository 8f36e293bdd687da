//! CORS rules of buckets, which browsers ask about before they call the S3 port (Fetch, section 3.3).

use crate::{db::storage::buckets, domain::object::BucketName, http::state::AppState};
use hyper::{
    HeaderMap, Method, Request, Response, StatusCode,
    header::{self, HeaderName, HeaderValue},
};
use s3s::{
    Body, S3Result,
    dto::{CORSRule, CORSRules},
    s3_error,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Most rules of a bucket, as S3 has it.
const MAX_RULES: usize = 100;

/// A rule as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    origins: Vec<String>,
    methods: Vec<String>,
    #[serde(default)]
    headers: Vec<String>,
    #[serde(default)]
    expose: Vec<String>,
    max_age: Option<i32>,
    id: Option<String>,
}

/// Rules of a PutBucketCors request.
pub fn from_dto(rules: &CORSRules) -> S3Result<Value> {
    if rules.is_empty() || rules.len() > MAX_RULES {
        return Err(s3_error!(MalformedXML, "a bucket has 1 to 100 CORS rules"));
    }
    let known = ["GET", "PUT", "POST", "DELETE", "HEAD"];
    let rules: S3Result<Vec<Rule>> = rules
        .iter()
        .map(|rule| {
            let sound = rule.allowed_methods.iter().all(|method| known.contains(&method.as_str()))
                && rule.allowed_origins.iter().all(|origin| origin.matches('*').count() <= 1);
            if !sound {
                return Err(s3_error!(InvalidRequest, "a CORS rule has an unknown method or two wildcards"));
            }
            Ok(Rule {
                origins: rule.allowed_origins.clone(),
                methods: rule.allowed_methods.clone(),
                headers: rule.allowed_headers.clone().unwrap_or_default(),
                expose: rule.expose_headers.clone().unwrap_or_default(),
                max_age: rule.max_age_seconds,
                id: rule.id.clone(),
            })
        })
        .collect();
    serde_json::to_value(rules?).map_err(|_| s3_error!(InternalError))
}

fn stored(rules: &Value) -> Vec<Rule> {
    Vec::<Rule>::deserialize(rules).unwrap_or_default()
}

/// Rules for a GetBucketCors answer.
pub fn to_dto(rules: &Value) -> CORSRules {
    let some = |list: Vec<String>| (!list.is_empty()).then_some(list);
    stored(rules)
        .into_iter()
        .map(|rule| CORSRule {
            allowed_headers: some(rule.headers),
            allowed_methods: rule.methods,
            allowed_origins: rule.origins,
            expose_headers: some(rule.expose),
            id: rule.id,
            max_age_seconds: rule.max_age,
        })
        .collect()
}

/// The rules of the bucket that a path begins with; none when there is no such bucket.
pub async fn rules(state: &AppState, path: &str) -> Vec<Rule> {
    let bucket = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let Ok(bucket) = BucketName::new(bucket) else { return Vec::new() };
    match buckets::cors(&state.db, bucket.as_str()).await {
        Ok(rules) => rules.map(|rules| stored(&rules)).unwrap_or_default(),
        Err(error) => {
            tracing::warn!(%error, "CORS rules could not be read");
            Vec::new()
        }
    }
}

/// Whether `pattern`, with at most one `*`, covers `text`.
fn covers(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern.eq_ignore_ascii_case(text),
        Some((before, after)) => {
            let (text, before, after) =
                (text.to_ascii_lowercase(), before.to_ascii_lowercase(), after.to_ascii_lowercase());
            text.len() >= before.len() + after.len() && text.starts_with(&before) && text.ends_with(&after)
        }
    }
}

fn find<'a>(rules: &'a [Rule], origin: &str, method: &str, headers: &[&str]) -> Option<&'a Rule> {
    rules.iter().find(|rule| {
        rule.origins.iter().any(|pattern| covers(pattern, origin))
            && rule.methods.iter().any(|known| known == method)
            && headers.iter().all(|header| rule.headers.iter().any(|pattern| covers(pattern, header)))
    })
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// The answer to a preflight request; `None` when it is none.
pub fn preflight<B>(rules: &[Rule], request: &Request<B>) -> Option<Response<Body>> {
    let asked = request.headers();
    let method = text(asked, header::ACCESS_CONTROL_REQUEST_METHOD)?;
    if request.method() != Method::OPTIONS {
        return None;
    }
    let headers: Vec<&str> = text(asked, header::ACCESS_CONTROL_REQUEST_HEADERS)
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|header| !header.is_empty())
        .collect();
    let origin = text(asked, header::ORIGIN).unwrap_or_default();
    let mut answer = Response::new(Body::empty());
    let Some(rule) = find(rules, origin, method, &headers) else {
        *answer.status_mut() = StatusCode::FORBIDDEN;
        return Some(answer);
    };
    let out = answer.headers_mut();
    set(out, header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    set(out, header::ACCESS_CONTROL_ALLOW_METHODS, &rule.methods.join(", "));
    set(out, header::ACCESS_CONTROL_ALLOW_HEADERS, &headers.join(", "));
    set(out, header::VARY, "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
    if let Some(seconds) = rule.max_age {
        set(out, header::ACCESS_CONTROL_MAX_AGE, &seconds.to_string());
    }
    Some(answer)
}

/// Adds what lets a page of `origin` read an answer.
pub fn mark(rules: &[Rule], origin: &HeaderValue, method: &Method, headers: &mut HeaderMap) {
    let Some(rule) = origin.to_str().ok().and_then(|origin| find(rules, origin, method.as_str(), &[])) else {
        return;
    };
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    set(headers, header::VARY, "Origin");
    if !rule.expose.is_empty() {
        set(headers, header::ACCESS_CONTROL_EXPOSE_HEADERS, &rule.expose.join(", "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule() -> Vec<Rule> {
        vec![Rule {
            origins: vec!["https://*.example.com".into()],
            methods: vec!["GET".into(), "PUT".into()],
            headers: vec!["x-amz-*".into(), "content-type".into()],
            expose: vec!["ETag".into()],
            max_age: Some(60),
            id: None,
        }]
    }

    fn ask(origin: &str, method: &str, headers: &str) -> Option<(u16, HeaderMap)> {
        let request = Request::builder()
            .method(Method::OPTIONS)
            .header("origin", origin)
            .header("access-control-request-method", method)
            .header("access-control-request-headers", headers)
            .body(())
            .expect("a request");
        preflight(&rule(), &request).map(|answer| (answer.status().as_u16(), answer.headers().clone()))
    }

    #[test]
    fn preflights() {
        let (status, headers) =
            ask("https://app.example.com", "PUT", "X-Amz-Date, content-type").expect("an answer");
        assert_eq!(status, 200);
        assert_eq!(headers["access-control-allow-origin"], "https://app.example.com");
        assert_eq!(headers["access-control-max-age"], "60");
        for (origin, method, header) in [
            ("https://evil.com", "PUT", ""),
            ("https://app.example.com.evil.com", "GET", ""),
            ("https://app.example.com", "DELETE", ""),
            ("https://app.example.com", "PUT", "x-other"),
        ] {
            assert_eq!(
                ask(origin, method, header).map(|(status, _)| status),
                Some(403),
                "{origin} {method} {header}"
            );
        }
    }

    #[test]
    fn answers_are_marked_for_allowed_origins_only() {
        let mark = |origin: &'static str| {
            let mut headers = HeaderMap::new();
            super::mark(&rule(), &HeaderValue::from_static(origin), &Method::GET, &mut headers);
            headers
        };
        assert_eq!(mark("https://app.example.com")["access-control-expose-headers"], "ETag");
        assert!(mark("https://evil.com").is_empty());
    }
}
