//! Names of buckets and objects, and the media types that a bucket takes.

use std::fmt;

/// Longest object name, in bytes, as S3 has it.
pub const MAX_NAME_BYTES: usize = 1024;

/// Names that would shadow a path of ours on the S3 port.
const RESERVED_BUCKETS: [&str; 1] = ["health"];

/// A bucket's name: 3 to 63 of `a-z 0-9 . -`, first and last a letter or digit. Upper case is lowered first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BucketName(String);

/// A name that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Not a bucket name.
    #[error("Invalid bucket name: 3 to 63 lower-case letters, digits, dots and hyphens")]
    Bucket,
    /// Nothing there.
    #[error("must not be empty")]
    Empty,
    /// Over [`MAX_NAME_BYTES`].
    #[error("must be at most 1024 bytes long")]
    TooLong,
    /// NUL or another control character.
    #[error("must not contain control characters")]
    Control,
    /// A leading slash.
    #[error("must not start with a slash")]
    Leading,
    /// A segment that stands for a folder instead of naming something.
    #[error("must not contain the segments . and ..")]
    Dots,
    /// Not UTF-8.
    #[error("must be UTF-8")]
    Encoding,
}

impl BucketName {
    /// Checks a name.
    pub fn new(name: &str) -> Result<Self, NameError> {
        let name = name.to_ascii_lowercase();
        let bytes = name.as_bytes();
        let outer = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let valid = (3..=63).contains(&bytes.len())
            && outer(bytes.first())
            && outer(bytes.last())
            && bytes.iter().all(|b| outer(Some(b)) || *b == b'.' || *b == b'-')
            && !name.contains("..")
            && !RESERVED_BUCKETS.contains(&name.as_str());
        if valid { Ok(BucketName(name)) } else { Err(NameError::Bucket) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BucketName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An object's name within its bucket: slashes make folders for the eye. It never becomes a path on disk.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectName(String);

impl ObjectName {
    /// Checks a decoded name.
    pub fn new(name: &str) -> Result<Self, NameError> {
        if name.is_empty() {
            Err(NameError::Empty)
        } else if name.len() > MAX_NAME_BYTES {
            Err(NameError::TooLong)
        } else if name.chars().any(char::is_control) {
            Err(NameError::Control)
        } else if name.starts_with('/') {
            Err(NameError::Leading)
        } else if name.split('/').any(|segment| segment == "." || segment == "..") {
            Err(NameError::Dots)
        } else {
            Ok(ObjectName(name.to_owned()))
        }
    }

    /// Checks a name as it stands in a URL, percent-encoded, `%2F` for a slash included.
    pub fn from_url(encoded: &str) -> Result<Self, NameError> {
        let decoded = percent_encoding::percent_decode_str(encoded).decode_utf8();
        Self::new(&decoded.map_err(|_| NameError::Encoding)?)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What follows the last slash.
    pub fn file_name(&self) -> &str {
        self.0.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The type and subtype of a media type, lower case and without parameters.
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether `media_type` is one of `allowed`, whose entries may be like `image/*` or `*/*`.
pub fn type_allowed(allowed: &[String], media_type: &str) -> bool {
    let media_type = essence(media_type);
    allowed.iter().map(|entry| essence(entry)).any(|entry| match entry.strip_suffix("/*") {
        Some("*") => true,
        Some(family) => media_type.split('/').next() == Some(family),
        None => entry == media_type,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bucket_names() {
        for name in ["abc", "a.b-c", "Photos", "0-9", &"a".repeat(63)] {
            assert!(BucketName::new(name).is_ok(), "{name}");
        }
        for name in
            ["", "ab", "-abc", "abc.", "a_b", "a..b", "a/b", "a b", "äbc", "health", "../x", &"a".repeat(64)]
        {
            assert_eq!(BucketName::new(name), Err(NameError::Bucket), "{name}");
        }
        assert_eq!(BucketName::new("Photos").map(|name| name.to_string()), Ok("photos".into()));
    }

    #[test]
    fn object_names() {
        for name in
            ["a", "a/b.txt", "ä/日本 語.png", "a//b", "folder/", "...", "a..b", "%2F", "a\\b", "..a/b.."]
        {
            assert!(ObjectName::new(name).is_ok(), "{name}");
        }
        for (name, error) in [
            ("", NameError::Empty),
            ("/etc/passwd", NameError::Leading),
            ("..", NameError::Dots),
            ("a/../b", NameError::Dots),
            ("./a", NameError::Dots),
            ("a/..", NameError::Dots),
            ("a\0b", NameError::Control),
            ("a\nb", NameError::Control),
            ("a\u{7f}", NameError::Control),
        ] {
            assert_eq!(ObjectName::new(name), Err(error), "{name:?}");
        }
        assert_eq!(ObjectName::new(&"ä".repeat(513)), Err(NameError::TooLong));
    }

    #[test]
    fn url_names_are_decoded_once() {
        let name = |encoded: &str| ObjectName::from_url(encoded).map(|name| name.to_string());
        assert_eq!(name("a%2Fb%20c.txt"), Ok("a/b c.txt".into()));
        assert_eq!(name("a%252Fb"), Ok("a%2Fb".into()));
        assert_eq!(name("%2e%2e/x"), Err(NameError::Dots));
        assert_eq!(name("a%2f..%2fb"), Err(NameError::Dots));
        assert_eq!(name("a%00"), Err(NameError::Control));
        assert_eq!(name("%ff"), Err(NameError::Encoding));
        assert_eq!(ObjectName::new("a/b/").map(|name| name.file_name().to_owned()), Ok("b".into()));
    }

    #[test]
    fn media_types() {
        let allowed = ["image/*".to_owned(), "Application/PDF".to_owned()];
        assert!(type_allowed(&allowed, "image/png"));
        assert!(type_allowed(&allowed, "application/pdf; charset=binary"));
        assert!(!type_allowed(&allowed, "text/html"));
        assert!(!type_allowed(&allowed, "imagex/png"));
        assert!(type_allowed(&["*/*".into()], "text/html"));
    }
}
