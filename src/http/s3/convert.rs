//! Between our values and those of S3.

use super::error::name_error;
use crate::{
    db::storage::{ObjectHeaders, no_members, objects::WriteMode},
    domain::object::{BucketName, ObjectName},
};
use chrono::{DateTime, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use s3s::{
    S3Result,
    dto::{ETag, ETagCondition, EncodingType, Metadata, Owner, Timestamp},
    s3_error,
};
use serde_json::{Map, Value};
use std::time::SystemTime;
use uuid::Uuid;

/// Most bytes of user metadata, as S3 has it.
const MAX_METADATA: usize = 2048;
/// Longest stored header.
const MAX_HEADER: usize = 1024;
/// What `encoding-type=url` leaves as it is.
const KEY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Checks bucket and key.
pub fn names(bucket: &str, key: &str) -> S3Result<(BucketName, ObjectName)> {
    Ok((bucket_name(bucket)?, ObjectName::new(key).map_err(name_error)?))
}

/// Checks a bucket's name; one that cannot be is one that is not there.
pub fn bucket_name(bucket: &str) -> S3Result<BucketName> {
    BucketName::new(bucket).map_err(|_| s3_error!(NoSuchBucket))
}

/// A time.
pub fn timestamp(at: DateTime<Utc>) -> Timestamp {
    Timestamp::from(SystemTime::from(at))
}

/// An ETag.
pub fn etag(value: &str) -> ETag {
    ETag::Strong(value.to_owned())
}

/// An owner.
pub fn owner(id: Option<Uuid>) -> Owner {
    let id = id.map_or_else(|| "selfdb".to_owned(), |id| id.to_string());
    Owner { display_name: Some(id.clone()), id: Some(id) }
}

/// A name in a list, encoded where the client asks for it.
pub fn listed(name: String, encoding: Option<&EncodingType>) -> String {
    match encoding {
        Some(encoding) if encoding.as_str() == EncodingType::URL => {
            utf8_percent_encode(&name, KEY).to_string()
        }
        _ => name,
    }
}

/// `x-amz-meta-*` as members.
pub fn metadata(metadata: Option<Metadata>) -> S3Result<Value> {
    let metadata = metadata.unwrap_or_default();
    if metadata.iter().map(|(key, value)| key.len() + value.len()).sum::<usize>() > MAX_METADATA {
        return Err(s3_error!(MetadataTooLarge));
    }
    Ok(Value::Object(metadata.into_iter().map(|(key, value)| (key, value.into())).collect()))
}

/// Members as `x-amz-meta-*`; what was written over REST may be more than text.
pub fn to_metadata(members: &Value) -> Metadata {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    members.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), text(value))).collect()
}

/// Stored headers, checked for length.
pub fn checked(headers: ObjectHeaders) -> S3Result<ObjectHeaders> {
    let long = |value: &Option<String>| value.as_ref().is_some_and(|value| value.len() > MAX_HEADER);
    let all = [
        &headers.cache_control,
        &headers.content_disposition,
        &headers.content_encoding,
        &headers.content_language,
    ];
    if headers.mime_type.len() > MAX_HEADER || all.into_iter().any(long) {
        return Err(s3_error!(InvalidArgument, "a header is too long"));
    }
    Ok(headers)
}

/// `aws-chunked` says how the body came, not what the file is.
pub fn content_encoding(value: Option<String>) -> Option<String> {
    let value = value?;
    let kept: Vec<&str> = value.split(',').map(str::trim).filter(|part| *part != "aws-chunked").collect();
    (!kept.is_empty()).then(|| kept.join(","))
}

/// The condition of a write.
pub fn write_mode(matching: Option<ETagCondition>, none_match: Option<ETagCondition>) -> S3Result<WriteMode> {
    match (matching, none_match) {
        (None, None) => Ok(WriteMode::Upsert),
        (None, Some(ETagCondition::Any)) => Ok(WriteMode::Create),
        (Some(ETagCondition::Any), None) => Ok(WriteMode::Replace(Vec::new())),
        (Some(ETagCondition::ETag(etag)), None) => Ok(WriteMode::Replace(vec![etag.into_value()])),
        _ => Err(s3_error!(NotImplemented, "writes take either If-Match or If-None-Match: *")),
    }
}

/// Tags of a `x-amz-tagging` header.
pub fn tags(header: Option<&str>) -> S3Result<Value> {
    let Some(header) = header.filter(|header| !header.is_empty()) else { return Ok(no_members()) };
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_decode_str(&text)
            .decode_utf8()
            .map(|text| text.into_owned())
            .map_err(|_| s3_error!(InvalidTag))
    };
    let mut tags = Vec::new();
    for pair in header.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        tags.push((decode(key)?, decode(value)?));
    }
    checked_tags(tags)
}

/// At most ten tags of S3's lengths, no key twice.
pub fn checked_tags(tags: Vec<(String, String)>) -> S3Result<Value> {
    if tags.len() > 10 {
        return Err(s3_error!(InvalidTag, "an object has at most 10 tags"));
    }
    let mut members = Map::new();
    for (key, value) in tags {
        let sound = (1..=128).contains(&key.chars().count()) && value.chars().count() <= 256;
        if !sound || key.contains('\0') || value.contains('\0') || members.contains_key(&key) {
            return Err(s3_error!(InvalidTag));
        }
        members.insert(key, value.into());
    }
    Ok(Value::Object(members))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_and_checked() {
        assert_eq!(tags(Some("a=1&b%20c=x+y")).ok(), Some(serde_json::json!({ "a": "1", "b c": "x y" })));
        assert!(tags(Some("a=1&a=2")).is_err() && tags(Some("=1")).is_err());
        let many: Vec<String> = (0..11).map(|n| format!("k{n}=v")).collect();
        assert!(tags(Some(&many.join("&"))).is_err());
    }

    #[test]
    fn the_encoding_of_the_transfer_is_not_that_of_the_file() {
        assert_eq!(content_encoding(Some("aws-chunked".into())), None);
        assert_eq!(content_encoding(Some("gzip, aws-chunked".into())), Some("gzip".into()));
        assert_eq!(content_encoding(None), None);
    }
}
