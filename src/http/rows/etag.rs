//! Entity tags of single rows (RFC 9110, section 13): a hash of the row's JSON text.

use crate::db::plan::HASH_DIGITS;
use actix_web::{HttpRequest, http::header};
use sha2::{Digest as _, Sha256};

/// The hash that the row's tag holds.
pub fn hash(json: &str) -> String {
    let digest = Sha256::digest(json.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>()[..HASH_DIGITS].to_owned()
}

/// What `If-Match` asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    Anything,
    /// One of these hashes; none when no strong tag of ours was named.
    Hash(Vec<String>),
}

/// Reads `If-Match`. A weak tag never matches (section 13.1.1).
pub fn if_match(request: &HttpRequest) -> Expected {
    match listed(request, header::IF_MATCH) {
        None => Expected::Anything,
        Some(tags) if tags.iter().any(|tag| tag == "*") => Expected::Anything,
        Some(tags) => Expected::Hash(tags.iter().filter_map(|tag| opaque(tag)).collect()),
    }
}

/// Whether `If-None-Match` names this hash; weak tags count (section 13.1.2).
pub fn none_match(request: &HttpRequest, hash: &str) -> bool {
    listed(request, header::IF_NONE_MATCH).is_some_and(|tags| {
        tags.iter()
            .any(|tag| tag == "*" || opaque(tag.trim_start_matches("W/")).is_some_and(|tag| tag == hash))
    })
}

fn listed(request: &HttpRequest, name: header::HeaderName) -> Option<Vec<String>> {
    let values = request.headers().get_all(name).filter_map(|value| value.to_str().ok());
    let tags: Vec<String> = values
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().to_owned())
        .filter(|t| !t.is_empty())
        .collect();
    if tags.is_empty() { None } else { Some(tags) }
}

fn opaque(tag: &str) -> Option<String> {
    tag.strip_prefix('"')?.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn tags_match_as_rfc_9110_says() {
        let request = |name: &str, value: &str| {
            TestRequest::default().insert_header((name.to_owned(), value.to_owned())).to_http_request()
        };
        let tag = hash("{}");
        assert_eq!(tag.len(), HASH_DIGITS);
        assert_eq!(
            if_match(&request("if-match", &format!("\"{tag}\", \"x\""))),
            Expected::Hash(vec![tag.clone(), "x".into()])
        );
        assert_eq!(if_match(&request("if-match", &format!("W/\"{tag}\""))), Expected::Hash(vec![]));
        assert_eq!(if_match(&request("if-match", "*")), Expected::Anything);
        assert!(none_match(&request("if-none-match", &format!("\"y\", W/\"{tag}\"")), &tag));
        assert!(!none_match(&request("if-none-match", "\"y\""), &tag));
        assert!(!none_match(&request("accept", "*/*"), &tag));
    }
}
