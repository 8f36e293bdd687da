//! Writing, reading and deleting objects.

use super::{
    Files,
    checksums::{self, Checksums, check_md5},
    convert::{self, names, timestamp},
    error::{file_error, storage_error},
};
use crate::{
    blob::{BlobError, ByteStream},
    db::storage::{
        Author, ObjectHeaders,
        objects::{self, Object},
    },
    domain::object::BucketName,
    http::storage::{
        conditions::{self, Verdict},
        download::open,
        error::FileError,
        intake::{self, Wish},
        range::{self, Ranges},
        upload::media_type_of,
    },
};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use hyper::HeaderMap;
use s3s::{S3Request, S3Response, S3Result, dto::*, s3_error};
use std::{
    ops,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll},
};

/// Headers that keep an object from acting as a page.
const SAFETY: [(&str, &str); 2] = [
    ("content-security-policy", crate::http::storage::disposition::POLICY),
    ("x-content-type-options", "nosniff"),
];

/// Length of the object in a request whose body may be chunked.
pub(super) fn length(headers: &HeaderMap, content_length: Option<i64>) -> Option<u64> {
    let decoded =
        headers.get("x-amz-decoded-content-length").and_then(|value| value.to_str().ok()?.parse().ok());
    decoded.or(content_length.and_then(|length| u64::try_from(length).ok()))
}

/// A body as the intake reads it.
pub(super) fn stream(body: Option<StreamingBlob>) -> impl Stream<Item = Result<Bytes, FileError>> {
    futures_util::stream::iter(body).flatten().map_err(|error| FileError::Body(error.to_string()))
}

/// s3s wants bodies that threads may share. Nobody shares this one, so the lock is never taken.
struct Shared(Mutex<ByteStream>);

impl Stream for Shared {
    type Item = Result<Bytes, BlobError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().poll_next(context)
    }
}

impl Files {
    pub(super) async fn put(
        &self,
        mut request: S3Request<PutObjectInput>,
    ) -> S3Result<S3Response<PutObjectOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let body = request.input.body.take();
        let wish = wish(author, &mut request.input)?;
        let tags = convert::tags(request.input.tagging.as_deref())?;
        let length = length(&request.headers, request.input.content_length);
        let limit = intake::admit(&self.state, &wish, length).await.map_err(file_error)?;
        let sums = Checksums::of(&request.headers, request.trailing_headers.take());
        let received =
            intake::receive(&self.state, sums.watch(stream(body)), limit).await.map_err(file_error)?;
        check_md5(request.input.content_md5.as_deref(), &received.md5)?;
        let sums = sums.finish()?;
        let state = self.state.clone();
        let extra = intake::Extra { tags, checksums: sums.clone() };
        let (new, _) = super::detached(async move {
            intake::commit(&state, wish, received, extra).await.map_err(file_error)
        })
        .await?;
        let mut output = PutObjectOutput { e_tag: Some(convert::etag(&new.etag)), ..Default::default() };
        checksums::fill!(output, sums);
        Ok(S3Response::new(output))
    }

    /// The object, once its conditions hold.
    async fn found(
        &self,
        author: &Author,
        (bucket, key): (&str, &str),
        headers: &HeaderMap,
    ) -> S3Result<Object> {
        let (bucket, name) = names(bucket, key)?;
        let object = match objects::get(&self.state.db, author, bucket.as_str(), name.as_str()).await {
            Err(crate::db::storage::StorageError::NoObject) => {
                return Err(self.nothing(author, &bucket).await);
            }
            other => other.map_err(storage_error)?,
        };
        match conditions::read(headers, &object.etag, object.updated_at) {
            Verdict::Proceed => Ok(object),
            Verdict::NotModified => Err(s3_error!(NotModified)),
            Verdict::Failed => Err(s3_error!(PreconditionFailed)),
        }
    }

    /// Why there is no object: nothing of that name, no bucket, or nothing that a stranger may know of.
    async fn nothing(&self, author: &Author, bucket: &BucketName) -> s3s::S3Error {
        if *author == Author::Caller(crate::domain::caller::Caller::ANON) {
            return s3_error!(AccessDenied);
        }
        match self.known_bucket(author, bucket.as_str()).await {
            Ok(_) => s3_error!(NoSuchKey),
            Err(error) => error,
        }
    }

    /// The bytes that a Range header or a part number asks for.
    async fn wanted(
        &self,
        object: &Object,
        headers: &HeaderMap,
        part: Option<i32>,
    ) -> S3Result<Option<ops::Range<u64>>> {
        if let Some(part) = part {
            let blobs = objects::blobs(&self.state.db, object).await.map_err(super::error::db_error)?;
            let at = usize::try_from(part - 1).map_err(|_| s3_error!(InvalidArgument))?;
            let start: u64 = blobs.iter().take(at).map(|(_, size)| size).sum();
            let (_, size) =
                blobs.get(at).ok_or_else(|| s3_error!(InvalidArgument, "there is no such part"))?;
            return Ok(Some(start..start + size));
        }
        let header = headers.get("range").and_then(|value| value.to_str().ok()).unwrap_or_default();
        match range::parse(header, object.size) {
            Ranges::Unsatisfiable => Err(s3_error!(InvalidRange)),
            // S3 answers several ranges with the whole.
            Ranges::Parts(ranges) if ranges.len() == 1 => Ok(ranges.into_iter().next()),
            Ranges::Whole | Ranges::Parts(_) => Ok(None),
        }
    }

    pub(super) async fn get(
        &self,
        request: S3Request<GetObjectInput>,
    ) -> S3Result<S3Response<GetObjectOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let input = request.input;
        let object = self.found(&author, (&input.bucket, &input.key), &request.headers).await?;
        let wanted = self.wanted(&object, &request.headers, input.part_number).await?;
        let range = wanted.clone().unwrap_or(0..object.size);
        let bytes = open(&self.state, &object, range.clone()).await.map_err(file_error)?;
        let whole = wanted.is_none();
        let headers = object.headers;
        let mut output = GetObjectOutput {
            accept_ranges: Some("bytes".into()),
            body: Some(StreamingBlob::wrap(Shared(Mutex::new(bytes)))),
            cache_control: input.response_cache_control.or(headers.cache_control),
            content_disposition: input.response_content_disposition.or(headers.content_disposition),
            content_encoding: input.response_content_encoding.or(headers.content_encoding),
            content_language: input.response_content_language.or(headers.content_language),
            content_length: Some((range.end - range.start) as i64),
            content_range: wanted.map(|range| range::content_range(&range, object.size)),
            content_type: Some(input.response_content_type.unwrap_or(headers.mime_type)),
            e_tag: Some(convert::etag(&object.etag)),
            last_modified: Some(timestamp(object.updated_at)),
            metadata: Some(convert::to_metadata(&object.user_metadata)),
            parts_count: input.part_number.and((object.segments > 0).then_some(object.segments)),
            tag_count: tag_count(&object.tags),
            ..Default::default()
        };
        if whole && input.checksum_mode.is_some() {
            checksums::fill!(output, object.checksums);
        }
        Ok(S3Response::with_headers(output, safety()))
    }

    pub(super) async fn head(
        &self,
        request: S3Request<HeadObjectInput>,
    ) -> S3Result<S3Response<HeadObjectOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let input = request.input;
        let object = self.found(&author, (&input.bucket, &input.key), &request.headers).await?;
        let wanted = self.wanted(&object, &request.headers, input.part_number).await?;
        let range = wanted.clone().unwrap_or(0..object.size);
        let headers = object.headers;
        let mut output = HeadObjectOutput {
            accept_ranges: Some("bytes".into()),
            cache_control: input.response_cache_control.or(headers.cache_control),
            content_disposition: input.response_content_disposition.or(headers.content_disposition),
            content_encoding: input.response_content_encoding.or(headers.content_encoding),
            content_language: input.response_content_language.or(headers.content_language),
            content_length: Some((range.end - range.start) as i64),
            content_range: wanted.map(|range| range::content_range(&range, object.size)),
            content_type: Some(input.response_content_type.unwrap_or(headers.mime_type)),
            e_tag: Some(convert::etag(&object.etag)),
            last_modified: Some(timestamp(object.updated_at)),
            metadata: Some(convert::to_metadata(&object.user_metadata)),
            parts_count: input.part_number.and((object.segments > 0).then_some(object.segments)),
            ..Default::default()
        };
        if input.checksum_mode.is_some() {
            checksums::fill!(output, object.checksums);
        }
        Ok(S3Response::with_headers(output, safety()))
    }

    /// Deletes by name; names that are not there count as deleted, as S3 has it. Returns those that may not be.
    async fn delete(&self, author: Author, bucket: BucketName, names: Vec<String>) -> S3Result<Vec<String>> {
        let state = self.state.clone();
        super::detached(async move {
            let gone =
                objects::remove(&state.db, &author, bucket.as_str(), &names).await.map_err(storage_error)?;
            let mut refused = Vec::new();
            for name in names.into_iter().filter(|name| !gone.contains(name)) {
                if objects::get(&state.db, &author, bucket.as_str(), &name).await.is_ok() {
                    refused.push(name);
                }
            }
            crate::http::storage::files::nudge(&state);
            Ok(refused)
        })
        .await
    }

    pub(super) async fn delete_one(
        &self,
        request: S3Request<DeleteObjectInput>,
    ) -> S3Result<S3Response<DeleteObjectOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let (bucket, name) = names(&request.input.bucket, &request.input.key)?;
        if !self.delete(author, bucket.clone(), vec![name.to_string()]).await?.is_empty() {
            return Err(s3_error!(AccessDenied));
        }
        crate::db::storage::buckets::rules(&self.state.db, &author, bucket.as_str())
            .await
            .map_err(storage_error)?;
        Ok(S3Response::new(DeleteObjectOutput::default()))
    }

    pub(super) async fn delete_many(
        &self,
        request: S3Request<DeleteObjectsInput>,
    ) -> S3Result<S3Response<DeleteObjectsOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let asked = request.input.delete;
        if asked.objects.is_empty() || asked.objects.len() > 1000 {
            return Err(s3_error!(MalformedXML, "1 to 1000 keys can be deleted at once"));
        }
        let bucket = convert::bucket_name(&request.input.bucket)?;
        let keys: Vec<String> = asked.objects.into_iter().map(|object| object.key).collect();
        let refused = self.delete(author, bucket, keys.clone()).await?;
        let deleted = keys
            .into_iter()
            .filter(|key| !refused.contains(key))
            .map(|key| DeletedObject { key: Some(key), ..Default::default() })
            .collect();
        let errors = refused.into_iter().map(|key| Error {
            code: Some("AccessDenied".into()),
            key: Some(key),
            message: Some("Access Denied".into()),
            version_id: None,
        });
        Ok(S3Response::new(DeleteObjectsOutput {
            deleted: (asked.quiet != Some(true)).then_some(deleted),
            errors: Some(errors.collect()),
            request_charged: None,
        }))
    }
}

fn wish(author: Author, input: &mut PutObjectInput) -> S3Result<Wish> {
    let (bucket, name) = names(&input.bucket, &input.key)?;
    Ok(Wish {
        author,
        headers: convert::checked(ObjectHeaders {
            mime_type: media_type_of(input.content_type.take(), name.file_name()),
            cache_control: input.cache_control.take(),
            content_disposition: input.content_disposition.take(),
            content_encoding: convert::content_encoding(input.content_encoding.take()),
            content_language: input.content_language.take(),
        })?,
        user_metadata: convert::metadata(input.metadata.take())?,
        mode: convert::write_mode(input.if_match.take(), input.if_none_match.take())?,
        bucket,
        name,
    })
}

fn tag_count(tags: &serde_json::Value) -> Option<i32> {
    tags.as_object().map(|tags| tags.len() as i32).filter(|count| *count > 0)
}

fn safety() -> HeaderMap {
    SAFETY
        .into_iter()
        .map(|(name, value)| {
            (hyper::header::HeaderName::from_static(name), hyper::header::HeaderValue::from_static(value))
        })
        .collect()
}
