//! Multipart uploads. A part is a blob of its own, and the object that they become lists them.

mod complete;

use super::{
    Files,
    checksums::{self, Checksums, check_md5},
    convert::{self, names, timestamp},
    detached,
    error::{file_error, storage_error},
    objects::{length, stream},
};
use crate::{
    blob::Received,
    db::storage::{
        Author, ObjectHeaders, no_members,
        uploads::{self, Kind, NewUpload, Part as StoredPart, Upload, Uploader},
    },
    http::storage::{
        download::open,
        intake::{self, Wish, hex},
        range::{self, Ranges},
        upload::media_type_of,
    },
};
use s3s::{S3Request, S3Response, S3Result, dto::*, s3_error};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// Parts are numbered from 1 to this.
const MAX_PARTS: i32 = 10_000;
/// Seconds after which an upload that was not completed is removed.
const LIFETIME: f64 = 7.0 * 24.0 * 3600.0;

/// What an upload remembers of its first request.
#[derive(Debug, Serialize, Deserialize)]
struct Options {
    headers: ObjectHeaders,
    user_metadata: Value,
    tags: Value,
}

impl Files {
    pub(super) async fn begin(
        &self,
        request: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let input = request.input;
        let (bucket, name) = names(&input.bucket, &input.key)?;
        let options = Options {
            headers: convert::checked(ObjectHeaders {
                mime_type: media_type_of(input.content_type, name.file_name()),
                cache_control: input.cache_control,
                content_disposition: input.content_disposition,
                content_encoding: convert::content_encoding(input.content_encoding),
                content_language: input.content_language,
            })?,
            user_metadata: convert::metadata(input.metadata)?,
            tags: convert::tags(input.tagging.as_deref())?,
        };
        let wish = Wish {
            author,
            bucket: bucket.clone(),
            name: name.clone(),
            headers: options.headers.clone(),
            user_metadata: no_members(),
            mode: Default::default(),
        };
        // The length is not known yet, so the right to write is asked about here.
        intake::admit(&self.state, &wish, None).await.map_err(file_error)?;
        let uploader = Uploader::resolve(&self.state.db, &author).await.map_err(storage_error)?;
        let new = NewUpload {
            kind: Kind::S3,
            bucket: bucket.as_str(),
            name: name.as_str(),
            options: serde_json::to_value(&options).map_err(|_| s3_error!(InternalError))?,
            length: None,
            lifetime: LIFETIME,
        };
        let upload = uploads::create(&self.state.db, &uploader, &new).await.map_err(storage_error)?;
        Ok(S3Response::new(CreateMultipartUploadOutput {
            bucket: Some(input.bucket),
            key: Some(input.key),
            upload_id: Some(upload.id.to_string()),
            checksum_algorithm: input.checksum_algorithm,
            ..Default::default()
        }))
    }

    /// The caller's upload of that id, for that key.
    async fn upload(&self, author: &Author, id: &str, (bucket, key): (&str, &str)) -> S3Result<Upload> {
        let id: Uuid = id.parse().map_err(|_| s3_error!(NoSuchUpload))?;
        let uploader = Uploader::resolve(&self.state.db, author).await.map_err(storage_error)?;
        let upload = uploads::get(&self.state.db, &uploader, id, Kind::S3).await.map_err(storage_error)?;
        if upload.name == key && upload.bucket.eq_ignore_ascii_case(bucket) {
            Ok(upload)
        } else {
            Err(s3_error!(NoSuchUpload))
        }
    }

    pub(super) async fn part(
        &self,
        mut request: S3Request<UploadPartInput>,
    ) -> S3Result<S3Response<UploadPartOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let input = &mut request.input;
        let upload = self.upload(&author, &input.upload_id, (&input.bucket, &input.key)).await?;
        let number = part_number(input.part_number)?;
        let limit = self.state.config.storage.max_file_bytes;
        if length(&request.headers, input.content_length).is_some_and(|length| length > limit) {
            return Err(s3_error!(EntityTooLarge));
        }
        let body = input.body.take();
        let sums = Checksums::of(&request.headers, request.trailing_headers.take());
        let received =
            intake::receive(&self.state, sums.watch(stream(body)), limit).await.map_err(file_error)?;
        check_md5(request.input.content_md5.as_deref(), &received.md5)?;
        let sums = sums.finish()?;
        let etag = self.keep(upload.id, number, received, sums.clone()).await?;
        let mut output = UploadPartOutput { e_tag: Some(convert::etag(&etag)), ..Default::default() };
        checksums::fill!(output, sums);
        Ok(S3Response::new(output))
    }

    /// Stores a part whose bytes have all arrived; its ETag.
    async fn keep(
        &self,
        upload: Uuid,
        number: i32,
        received: Received,
        checksums: Value,
    ) -> S3Result<String> {
        let part = StoredPart {
            number,
            blob: received.staged.id(),
            size: received.length,
            etag: hex(&received.md5),
            checksums,
            created_at: chrono::Utc::now(),
        };
        let etag = part.etag.clone();
        let state = self.state.clone();
        detached(async move {
            intake::commit_part(&state, upload, part, received, None).await.map_err(file_error)
        })
        .await?;
        Ok(etag)
    }

    pub(super) async fn part_copy(
        &self,
        request: S3Request<UploadPartCopyInput>,
    ) -> S3Result<S3Response<UploadPartCopyOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let input = &request.input;
        let upload = self.upload(&author, &input.upload_id, (&input.bucket, &input.key)).await?;
        let number = part_number(input.part_number)?;
        let source = self.source(&author, &input.copy_source, &request.headers).await?;
        let range = match input.copy_source_range.as_deref() {
            None => 0..source.size,
            Some(wanted) => match range::parse(wanted, source.size) {
                Ranges::Parts(ranges) if ranges.len() == 1 => ranges.into_iter().next().unwrap_or(0..0),
                Ranges::Unsatisfiable => return Err(s3_error!(InvalidRange)),
                Ranges::Whole | Ranges::Parts(_) => {
                    return Err(s3_error!(InvalidArgument, "copy-source-range"));
                }
            },
        };
        let bytes = open(&self.state, &source, range).await.map_err(file_error)?;
        let received = intake::receive(&self.state, bytes, source.size).await.map_err(file_error)?;
        let etag = self.keep(upload.id, number, received, no_members()).await?;
        let result = CopyPartResult {
            e_tag: Some(convert::etag(&etag)),
            last_modified: Some(timestamp(chrono::Utc::now())),
            ..Default::default()
        };
        Ok(S3Response::new(UploadPartCopyOutput { copy_part_result: Some(result), ..Default::default() }))
    }

    pub(super) async fn abort(
        &self,
        request: S3Request<AbortMultipartUploadInput>,
    ) -> S3Result<S3Response<AbortMultipartUploadOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let input = request.input;
        let upload = self.upload(&author, &input.upload_id, (&input.bucket, &input.key)).await?;
        let state = self.state.clone();
        detached(async move {
            uploads::abort(&state.db, upload.id).await.map_err(storage_error)?;
            crate::http::storage::files::nudge(&state);
            Ok(())
        })
        .await?;
        Ok(S3Response::new(AbortMultipartUploadOutput::default()))
    }

    pub(super) async fn parts(
        &self,
        request: S3Request<ListPartsInput>,
    ) -> S3Result<S3Response<ListPartsOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let input = request.input;
        let upload = self.upload(&author, &input.upload_id, (&input.bucket, &input.key)).await?;
        let most = input.max_parts.unwrap_or(1000).clamp(1, 1000);
        let after = input.part_number_marker.unwrap_or(0);
        let mut parts = uploads::parts(&self.state.db, upload.id, after, i64::from(most) + 1)
            .await
            .map_err(storage_error)?;
        let truncated = parts.len() > most as usize;
        parts.truncate(most as usize);
        Ok(S3Response::new(ListPartsOutput {
            next_part_number_marker: parts.last().filter(|_| truncated).map(|part| part.number),
            parts: Some(parts.into_iter().map(listed_part).collect()),
            bucket: Some(input.bucket),
            key: Some(input.key),
            upload_id: Some(input.upload_id),
            is_truncated: Some(truncated),
            max_parts: Some(most),
            part_number_marker: Some(after),
            owner: Some(convert::owner(None)),
            storage_class: Some(StorageClass::from_static(StorageClass::STANDARD)),
            ..Default::default()
        }))
    }

    pub(super) async fn open_uploads(
        &self,
        request: S3Request<ListMultipartUploadsInput>,
    ) -> S3Result<S3Response<ListMultipartUploadsOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let input = request.input;
        let bucket = self.known_bucket(&author, &input.bucket).await?;
        let uploader = Uploader::resolve(&self.state.db, &author).await.map_err(storage_error)?;
        let most = i64::from(input.max_uploads.unwrap_or(1000)).clamp(1, uploads::MAX_LIST);
        let after = (
            input.key_marker.as_deref().unwrap_or_default(),
            input.upload_id_marker.as_deref().and_then(|id| id.parse().ok()),
        );
        let within = (bucket.as_str(), input.prefix.as_deref().unwrap_or_default());
        let mut found =
            uploads::list(&self.state.db, &uploader, within, after, most).await.map_err(storage_error)?;
        let truncated = found.len() as i64 > most;
        found.truncate(most as usize);
        let last = found.last().filter(|_| truncated);
        let encode = |name: String| convert::listed(name, input.encoding_type.as_ref());
        Ok(S3Response::new(ListMultipartUploadsOutput {
            next_key_marker: last.map(|upload| encode(upload.name.clone())),
            next_upload_id_marker: last.map(|upload| upload.id.to_string()),
            uploads: Some(found.into_iter().map(|upload| listed_upload(upload, &encode)).collect()),
            bucket: Some(input.bucket.clone()),
            is_truncated: Some(truncated),
            max_uploads: Some(most as i32),
            key_marker: input.key_marker.clone(),
            upload_id_marker: input.upload_id_marker.clone(),
            prefix: input.prefix.clone(),
            encoding_type: input.encoding_type.clone(),
            ..Default::default()
        }))
    }
}

fn part_number(number: i32) -> S3Result<i32> {
    if (1..=MAX_PARTS).contains(&number) {
        Ok(number)
    } else {
        Err(s3_error!(InvalidArgument, "part numbers are from 1 to 10000"))
    }
}

fn listed_part(part: StoredPart) -> Part {
    let mut listed = Part {
        e_tag: Some(convert::etag(&part.etag)),
        last_modified: Some(timestamp(part.created_at)),
        part_number: Some(part.number),
        size: Some(part.size as i64),
        ..Default::default()
    };
    checksums::fill!(listed, part.checksums);
    listed
}

fn listed_upload(upload: Upload, encode: &impl Fn(String) -> String) -> MultipartUpload {
    MultipartUpload {
        initiated: Some(timestamp(upload.created_at)),
        key: Some(encode(upload.name)),
        owner: Some(convert::owner(None)),
        upload_id: Some(upload.id.to_string()),
        storage_class: Some(StorageClass::from_static(StorageClass::STANDARD)),
        ..Default::default()
    }
}
