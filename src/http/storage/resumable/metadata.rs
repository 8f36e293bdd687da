//! Upload-Metadata: pairs of a key and a Base64 value, by commas.

use crate::{
    db::storage::{ObjectHeaders, no_members},
    domain::object::{BucketName, ObjectName},
    http::{
        problem::ApiError,
        storage::{
            error::bad_name,
            upload::{checked_metadata, media_type},
        },
    },
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;
use std::collections::HashMap;

/// Longest header.
const MAX_HEADER: usize = 16 * 1024;

/// What the header says of the file to be.
#[derive(Debug)]
pub struct Metadata {
    /// Bucket.
    pub bucket: BucketName,
    /// Name in the bucket.
    pub name: ObjectName,
    /// Headers to store.
    pub headers: ObjectHeaders,
    /// The uploader's own members.
    pub user_metadata: Value,
}

fn pairs(header: &str) -> Result<HashMap<String, String>, ApiError> {
    let malformed =
        || ApiError::bad_request("Upload-Metadata: keys with Base64 values, by commas, are expected");
    if header.len() > MAX_HEADER {
        return Err(malformed());
    }
    let mut pairs = HashMap::new();
    for pair in header.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = STANDARD.decode(value.trim()).map_err(|_| malformed())?;
        let value = String::from_utf8(value).map_err(|_| malformed())?;
        if pairs.insert(key.to_owned(), value).is_some() {
            return Err(malformed());
        }
    }
    Ok(pairs)
}

/// Reads the header: `bucketName` or `bucket`; `objectName`, `path`, `filename` or `name`; `contentType`, `filetype`
/// or `type`; `cacheControl`; and `metadata`, a JSON object.
pub fn parse(header: &str) -> Result<Metadata, ApiError> {
    let mut pairs = pairs(header)?;
    let mut first =
        |keys: &[&str]| keys.iter().find_map(|key| pairs.remove(*key)).filter(|value| !value.is_empty());
    let required = |key: &str| ApiError::bad_request(format!("Upload-Metadata: {key} is required"));
    let bucket = first(&["bucketName", "bucket"]).ok_or_else(|| required("bucketName"))?;
    let name = first(&["objectName", "path", "filename", "name"]).ok_or_else(|| required("objectName"))?;
    let name = ObjectName::new(&name).map_err(|error| bad_name("objectName", error))?;
    let media = first(&["contentType", "filetype", "type"]);
    let cache_control = first(&["cacheControl"]);
    if cache_control.as_ref().is_some_and(|value| value.len() > 1024 || value.chars().any(char::is_control)) {
        return Err(ApiError::bad_request("Upload-Metadata: cacheControl is not a header value"));
    }
    let user_metadata = match first(&["metadata"]) {
        None => no_members(),
        Some(json) => match serde_json::from_str(&json) {
            Ok(members @ Value::Object(_)) => checked_metadata(members)?,
            _ => return Err(ApiError::bad_request("Upload-Metadata: metadata is not a JSON object")),
        },
    };
    Ok(Metadata {
        bucket: BucketName::new(&bucket).map_err(|_| ApiError::not_found("Bucket"))?,
        headers: ObjectHeaders {
            mime_type: media_type(media.as_deref(), name.file_name())?,
            cache_control,
            ..ObjectHeaders::default()
        },
        name,
        user_metadata,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(pairs: &[(&str, &str)]) -> String {
        let pairs: Vec<String> =
            pairs.iter().map(|(key, value)| format!("{key} {}", STANDARD.encode(value))).collect();
        pairs.join(",")
    }

    #[test]
    fn metadata_is_read() {
        let read = parse(&header(&[
            ("bucketName", "photos"),
            ("objectName", "ä/b.png"),
            ("cacheControl", "max-age=1"),
            ("metadata", r#"{"a":1}"#),
        ]))
        .expect("metadata");
        assert_eq!((read.bucket.as_str(), read.name.as_str()), ("photos", "ä/b.png"));
        assert_eq!(read.headers.mime_type, "image/png", "by the name");
        assert_eq!(read.headers.cache_control.as_deref(), Some("max-age=1"));
        assert_eq!(read.user_metadata, serde_json::json!({ "a": 1 }));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (header, said) in [
            (String::new(), "bucketName"),
            (header(&[("bucketName", "photos")]), "objectName"),
            (header(&[("bucketName", "photos"), ("objectName", "../x")]), "objectName"),
            ("bucketName ???".into(), "Base64"),
            (header(&[("bucketName", "photos"), ("objectName", "x"), ("metadata", "[]")]), "metadata"),
        ] {
            let error = parse(&header).expect_err(&header);
            assert!(error.detail.contains(said), "{header}: {}", error.detail);
        }
    }
}
