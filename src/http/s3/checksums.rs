//! Checksums that clients send along: computed while the body is read, compared at its end, stored and given back.

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use hyper::HeaderMap;
use s3s::{
    S3Result, TrailingHeaders,
    checksum::ChecksumHasher,
    crypto::{Checksum as _, Crc32, Crc32c, Crc64Nvme, Sha1, Sha256},
    s3_error,
};
use serde_json::{Map, Value};
use std::sync::{Arc, Mutex, PoisonError};

const PREFIX: &str = "x-amz-checksum-";

/// Algorithms as headers name them.
const ALGORITHMS: [&str; 5] = ["crc32", "crc32c", "crc64nvme", "sha1", "sha256"];

/// Copies checksums by algorithm into the fields that several answers share.
macro_rules! fill {
    ($output:expr, $checksums:expr) => {{
        let of = |name: &str| $checksums.get(name).and_then(serde_json::Value::as_str).map(str::to_owned);
        $output.checksum_crc32 = of("crc32");
        $output.checksum_crc32c = of("crc32c");
        $output.checksum_crc64nvme = of("crc64nvme");
        $output.checksum_sha1 = of("sha1");
        $output.checksum_sha256 = of("sha256");
    }};
}
pub(super) use fill;

/// Checksums in the making.
pub struct Checksums {
    hasher: Arc<Mutex<ChecksumHasher>>,
    announced: HeaderMap,
    trailers: Option<TrailingHeaders>,
}

fn wanted(headers: &HeaderMap, algorithm: &str) -> bool {
    let name = format!("{PREFIX}{algorithm}");
    let named = |header: &str| {
        headers.get_all(header).iter().any(|value| {
            value.to_str().is_ok_and(|list| {
                list.split(',').any(|item| {
                    let item = item.trim();
                    item.eq_ignore_ascii_case(&name) || item.eq_ignore_ascii_case(algorithm)
                })
            })
        })
    };
    headers.contains_key(&name) || named("x-amz-trailer") || named("x-amz-sdk-checksum-algorithm")
}

impl Checksums {
    /// Those that a request announces, in its head or for its trailers.
    pub fn of(headers: &HeaderMap, trailers: Option<TrailingHeaders>) -> Self {
        let wanted = |algorithm| wanted(headers, algorithm);
        let hasher = ChecksumHasher {
            crc32: wanted("crc32").then(Crc32::new),
            crc32c: wanted("crc32c").then(Crc32c::new),
            crc64nvme: wanted("crc64nvme").then(Crc64Nvme::new),
            sha1: wanted("sha1").then(Sha1::new),
            sha256: wanted("sha256").then(Sha256::new),
        };
        Checksums { hasher: Arc::new(Mutex::new(hasher)), announced: headers.clone(), trailers }
    }

    /// The body, whose bytes are counted in as they pass.
    pub fn watch<E>(
        &self,
        body: impl Stream<Item = Result<Bytes, E>>,
    ) -> impl Stream<Item = Result<Bytes, E>> {
        let hasher = self.hasher.clone();
        body.inspect(move |chunk| {
            if let Ok(chunk) = chunk {
                hasher.lock().unwrap_or_else(PoisonError::into_inner).update(chunk);
            }
        })
    }

    /// Checksums by algorithm, if they are what the client said.
    pub fn finish(self) -> S3Result<Value> {
        let hasher = std::mem::take(&mut *self.hasher.lock().unwrap_or_else(PoisonError::into_inner));
        let sums = hasher.finalize();
        let mut computed = Map::new();
        for (name, sum) in [
            ("crc32", sums.checksum_crc32),
            ("crc32c", sums.checksum_crc32c),
            ("crc64nvme", sums.checksum_crc64nvme),
            ("sha1", sums.checksum_sha1),
            ("sha256", sums.checksum_sha256),
        ] {
            computed.extend(sum.map(|sum| (name.to_owned(), sum.into())));
        }
        compare(&self.announced, &computed)?;
        if let Some(trailers) = self.trailers.and_then(|trailers| trailers.take()) {
            compare(&trailers, &computed)?;
        }
        Ok(Value::Object(computed))
    }
}

fn compare(headers: &HeaderMap, computed: &Map<String, Value>) -> S3Result<()> {
    for algorithm in ALGORITHMS {
        let name = format!("{PREFIX}{algorithm}");
        let Some(said) = headers.get(&name) else { continue };
        let is = computed.get(algorithm).and_then(Value::as_str);
        if said.to_str().ok() != is {
            return Err(s3_error!(BadDigest, "the checksum does not match what was received"));
        }
    }
    Ok(())
}

/// Compares a Content-MD5 header with the MD5 of what was received.
pub fn check_md5(said: Option<&str>, md5: &[u8; 16]) -> S3Result<()> {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let Some(said) = said else { return Ok(()) };
    match STANDARD.decode(said) {
        Ok(said) if said.as_slice() == md5 => Ok(()),
        Ok(said) if said.len() == 16 => Err(s3_error!(BadDigest)),
        _ => Err(s3_error!(InvalidDigest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::TryStreamExt as _;

    async fn check(headers: &[(&'static str, &str)]) -> S3Result<Value> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().expect("a header value"));
        }
        let checksums = Checksums::of(&map, None);
        let body =
            futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from("hel")), Ok(Bytes::from("lo"))]);
        let _passed: Vec<Bytes> = checksums.watch(body).try_collect().await.expect("a body");
        checksums.finish()
    }

    #[tokio::test]
    async fn what_was_announced_is_computed_and_compared() {
        assert_eq!(check(&[]).await.ok(), Some(serde_json::json!({})));
        let good = check(&[("x-amz-checksum-crc32", "NhCmhg==")]).await;
        assert_eq!(good.ok(), Some(serde_json::json!({ "crc32": "NhCmhg==" })));
        assert!(check(&[("x-amz-checksum-crc32", "AAAAAA==")]).await.is_err());
        let trailer = check(&[("x-amz-trailer", "x-amz-checksum-crc32")]).await;
        assert_eq!(trailer.ok(), Some(serde_json::json!({ "crc32": "NhCmhg==" })));
    }

    #[test]
    fn content_md5() {
        let md5 =
            [0x5d, 0x41, 0x40, 0x2a, 0xbc, 0x4b, 0x2a, 0x76, 0xb9, 0x71, 0x9d, 0x91, 0x10, 0x17, 0xc5, 0x92];
        assert!(check_md5(None, &md5).is_ok() && check_md5(Some("XUFAKrxLKna5cZ2REBfFkg=="), &md5).is_ok());
        assert!(
            check_md5(Some("AAAAAAAAAAAAAAAAAAAAAA=="), &md5).is_err() && check_md5(Some("x"), &md5).is_err()
        );
    }
}
