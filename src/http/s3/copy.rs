//! CopyObject, and what it shares with UploadPartCopy.

use super::{
    Files,
    convert::{self, names, timestamp},
    detached,
    error::{file_error, storage_error},
};
use crate::{
    db::storage::{
        Author, ObjectHeaders,
        objects::{self, Object},
    },
    http::storage::{
        conditions::{self, Verdict},
        copy::copy,
        intake::{self, Extra, Wish},
        upload::media_type_of,
    },
};
use hyper::HeaderMap;
use s3s::{S3Request, S3Response, S3Result, dto::*, s3_error};

/// Prefix of the conditions on a copy's source.
const SOURCE: &str = "x-amz-copy-source-";

impl Files {
    /// The object to copy, once the conditions on it hold.
    pub(super) async fn source(
        &self,
        author: &Author,
        source: &CopySource,
        headers: &HeaderMap,
    ) -> S3Result<Object> {
        let CopySource::Bucket { bucket, key, .. } = source else {
            return Err(s3_error!(NotImplemented, "copies come from buckets"));
        };
        let (bucket, name) = names(bucket, key)?;
        let object = objects::get(&self.state.db, author, bucket.as_str(), name.as_str())
            .await
            .map_err(storage_error)?;
        let conditions: HeaderMap = headers
            .iter()
            .filter_map(|(name, value)| {
                let name = name.as_str().strip_prefix(SOURCE)?.parse::<hyper::header::HeaderName>().ok()?;
                Some((name, value.clone()))
            })
            .collect();
        match conditions::read(&conditions, &object.etag, object.updated_at) {
            Verdict::Proceed => Ok(object),
            Verdict::NotModified | Verdict::Failed => Err(s3_error!(PreconditionFailed)),
        }
    }

    pub(super) async fn copy(
        &self,
        mut request: S3Request<CopyObjectInput>,
    ) -> S3Result<S3Response<CopyObjectOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let source = self.source(&author, &request.input.copy_source, &request.headers).await?;
        let input = &mut request.input;
        let replace = |directive: Option<&str>| directive == Some("REPLACE");
        let replaced = replace(input.metadata_directive.as_ref().map(MetadataDirective::as_str));
        let tags = match input.tagging_directive.as_ref().map(TaggingDirective::as_str) {
            directive if replace(directive) => convert::tags(input.tagging.as_deref())?,
            _ => source.tags.clone(),
        };
        let (bucket, name) = names(&input.bucket, &input.key)?;
        let onto_itself = source.bucket == bucket.as_str() && source.name == name.as_str();
        if onto_itself && !replaced {
            return Err(s3_error!(InvalidRequest, "a copy onto itself must change something"));
        }
        let headers = if replaced { own_headers(input, name.file_name())? } else { source.headers.clone() };
        let user_metadata =
            if replaced { convert::metadata(input.metadata.take())? } else { source.user_metadata.clone() };
        let wish = Wish { author, bucket, name, headers, user_metadata, mode: objects::WriteMode::Upsert };
        intake::admit(&self.state, &wish, Some(source.size)).await.map_err(file_error)?;
        let state = self.state.clone();
        let extra = Extra { tags, checksums: source.checksums.clone() };
        let (new, written) = detached(async move {
            let copied = copy(&state, &source, wish, extra).await.map_err(file_error)?;
            crate::http::storage::files::nudge(&state);
            Ok(copied)
        })
        .await?;
        let result = CopyObjectResult {
            e_tag: Some(convert::etag(&new.etag)),
            last_modified: Some(timestamp(written.at)),
            ..Default::default()
        };
        Ok(S3Response::new(CopyObjectOutput { copy_object_result: Some(result), ..Default::default() }))
    }
}

fn own_headers(input: &mut CopyObjectInput, file_name: &str) -> S3Result<ObjectHeaders> {
    convert::checked(ObjectHeaders {
        mime_type: media_type_of(input.content_type.take(), file_name),
        cache_control: input.cache_control.take(),
        content_disposition: input.content_disposition.take(),
        content_encoding: convert::content_encoding(input.content_encoding.take()),
        content_language: input.content_language.take(),
    })
}
