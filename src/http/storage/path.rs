//! The bucket and the name that a URL names.

use super::error::bad_name;
use crate::{
    domain::object::{BucketName, ObjectName},
    http::problem::ApiError,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use std::future::{Ready, ready};

const FILES: &str = "/api/v1/files/";

/// `/api/v1/files/{bucket}/{path}`, read from the URL as it was sent: the router would decode it half.
#[derive(Debug, Clone)]
pub struct FilePath {
    /// Bucket.
    pub bucket: BucketName,
    /// Name in the bucket.
    pub name: ObjectName,
}

impl FilePath {
    fn parse(path: &str) -> Result<Self, ApiError> {
        let rest = path.strip_prefix(FILES).ok_or_else(|| ApiError::not_found("path"))?;
        let (bucket, name) = rest.split_once('/').ok_or_else(|| ApiError::not_found("path"))?;
        Ok(FilePath {
            // A name that no bucket can have is that of no bucket.
            bucket: BucketName::new(bucket).map_err(|_| ApiError::not_found("Bucket"))?,
            name: ObjectName::from_url(name).map_err(|error| bad_name("path", error))?,
        })
    }

    /// The URL path of a file.
    pub fn url(bucket: &str, name: &str) -> String {
        use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
        const SEGMENT: &AsciiSet =
            &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');
        format!("{FILES}{bucket}/{}", utf8_percent_encode(name, SEGMENT))
    }
}

impl FromRequest for FilePath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(FilePath::parse(request.uri().path()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_read_as_sent_and_written_back() {
        for (url, name) in [
            ("/api/v1/files/b-1/a/b.txt", "a/b.txt"),
            ("/api/v1/files/b-1/a%2Fb.txt", "a/b.txt"),
            ("/api/v1/files/b-1/%C3%A4%20%25.txt", "ä %.txt"),
            ("/api/v1/files/b-1/a//b", "a//b"),
        ] {
            let path = FilePath::parse(url).expect(url);
            assert_eq!(path.name.as_str(), name);
            let again = FilePath::parse(&FilePath::url("b-1", name)).expect("its own URL");
            assert_eq!(again.name, path.name);
        }
    }

    #[test]
    fn traversal_does_not_pass() {
        for (url, status) in [
            ("/api/v1/files/b-1/../../etc/passwd", 400),
            ("/api/v1/files/b-1/%2e%2e/x", 400),
            ("/api/v1/files/b-1/%2Fetc", 400),
            ("/api/v1/files/b-1//etc", 400),
            ("/api/v1/files/b-1/a%00", 400),
            ("/api/v1/files/b-1/", 400),
            ("/api/v1/files/../x", 404),
            ("/api/v1/files/%2e%2e/x", 404),
        ] {
            assert_eq!(FilePath::parse(url).expect_err(url).kind.status, status, "{url}");
        }
    }
}
