//! Lists of a bucket's objects.

use super::{
    Files,
    convert::{self, bucket_name, listed, timestamp},
    error::storage_error,
};
use crate::db::storage::{
    Author, buckets,
    list::{self, MAX_PAGE, Page},
    objects,
};
use s3s::{S3Request, S3Response, S3Result, dto::*, s3_error};

/// What the lists have in common.
struct Query {
    bucket: String,
    prefix: Option<String>,
    delimiter: Option<String>,
    after: String,
    max_keys: Option<i32>,
}

/// Stands between a token and the name in it.
const TOKEN: &str = "1:";

impl Files {
    /// A page and the largest number of keys it may have.
    async fn page(&self, author: &Author, query: &Query) -> S3Result<(Page, i32)> {
        let bucket = bucket_name(&query.bucket)?;
        let max_keys = query.max_keys.unwrap_or(MAX_PAGE as i32).min(MAX_PAGE as i32);
        if max_keys < 0 {
            return Err(s3_error!(InvalidArgument, "max-keys must not be negative"));
        }
        let prefix = query.prefix.as_deref().unwrap_or_default();
        let delimiter = query.delimiter.as_deref().unwrap_or_default();
        if [prefix, delimiter, &query.after].iter().any(|text| text.contains('\0')) {
            return Err(s3_error!(InvalidArgument, "NUL is in no key"));
        }
        let page = if max_keys == 0 {
            Page::default()
        } else {
            let (db, within) = (&self.state.db, (prefix, delimiter));
            list::folders(db, author, bucket.as_str(), within, (&query.after, max_keys.into()))
                .await
                .map_err(storage_error)?
        };
        if page.objects.is_empty() && page.folders.is_empty() {
            buckets::exists(&self.state.db, author, bucket.as_str()).await.map_err(storage_error)?;
        }
        Ok((page, max_keys))
    }

    pub(super) async fn list_v1(
        &self,
        request: S3Request<ListObjectsInput>,
    ) -> S3Result<S3Response<ListObjectsOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let input = request.input;
        let query = Query {
            bucket: input.bucket.clone(),
            prefix: input.prefix.clone(),
            delimiter: input.delimiter.clone(),
            after: input.marker.clone().unwrap_or_default(),
            max_keys: input.max_keys,
        };
        let (page, max_keys) = self.page(&author, &query).await?;
        let encoding = input.encoding_type.as_ref();
        let encode = |name: String| listed(name, encoding);
        Ok(S3Response::new(ListObjectsOutput {
            is_truncated: Some(page.next.is_some()),
            next_marker: page.next.clone().map(encode),
            contents: Some(contents(page.objects, encoding, true)),
            common_prefixes: Some(prefixes(page.folders, encoding)),
            name: Some(input.bucket),
            prefix: input.prefix.map(encode),
            marker: input.marker.map(encode),
            delimiter: input.delimiter.map(encode),
            max_keys: Some(max_keys),
            encoding_type: input.encoding_type.clone(),
            ..Default::default()
        }))
    }

    pub(super) async fn list_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let author = self.keys.author(&request.credentials).await?;
        let input = request.input;
        let after = match input.continuation_token.as_deref() {
            Some(token) => read_token(token)?,
            None => input.start_after.clone().unwrap_or_default(),
        };
        let query = Query {
            bucket: input.bucket.clone(),
            prefix: input.prefix.clone(),
            delimiter: input.delimiter.clone(),
            after,
            max_keys: input.max_keys,
        };
        let (page, max_keys) = self.page(&author, &query).await?;
        let encoding = input.encoding_type.as_ref();
        let encode = |name: String| listed(name, encoding);
        let count = page.objects.len() + page.folders.len();
        Ok(S3Response::new(ListObjectsV2Output {
            is_truncated: Some(page.next.is_some()),
            next_continuation_token: page.next.as_deref().map(token),
            key_count: Some(count as i32),
            contents: Some(contents(page.objects, encoding, input.fetch_owner == Some(true))),
            common_prefixes: Some(prefixes(page.folders, encoding)),
            name: Some(input.bucket),
            prefix: input.prefix.map(encode),
            start_after: input.start_after.map(encode),
            delimiter: input.delimiter.map(encode),
            continuation_token: input.continuation_token,
            max_keys: Some(max_keys),
            encoding_type: input.encoding_type.clone(),
            ..Default::default()
        }))
    }

    /// Every object is its only version, called `null` as in a bucket without versions.
    pub(super) async fn versions(
        &self,
        request: S3Request<ListObjectVersionsInput>,
    ) -> S3Result<S3Response<ListObjectVersionsOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let input = request.input;
        let query = Query {
            bucket: input.bucket.clone(),
            prefix: input.prefix.clone(),
            delimiter: input.delimiter.clone(),
            after: input.key_marker.clone().unwrap_or_default(),
            max_keys: input.max_keys,
        };
        let (page, max_keys) = self.page(&author, &query).await?;
        let encoding = input.encoding_type.as_ref();
        let encode = |name: String| listed(name, encoding);
        let version = |object: objects::Object| ObjectVersion {
            e_tag: Some(convert::etag(&object.etag)),
            is_latest: Some(true),
            last_modified: Some(timestamp(object.updated_at)),
            owner: Some(convert::owner(object.owner)),
            size: Some(object.size as i64),
            storage_class: Some(ObjectVersionStorageClass::from_static(ObjectVersionStorageClass::STANDARD)),
            version_id: Some("null".into()),
            key: Some(encode(object.name)),
            ..Default::default()
        };
        Ok(S3Response::new(ListObjectVersionsOutput {
            is_truncated: Some(page.next.is_some()),
            next_key_marker: page.next.clone().map(encode),
            versions: Some(page.objects.into_iter().map(version).collect()),
            common_prefixes: Some(prefixes(page.folders, encoding)),
            name: Some(input.bucket),
            prefix: input.prefix.map(encode),
            key_marker: input.key_marker.map(encode),
            delimiter: input.delimiter.map(encode),
            max_keys: Some(max_keys),
            encoding_type: input.encoding_type.clone(),
            ..Default::default()
        }))
    }
}

fn contents(objects: Vec<objects::Object>, encoding: Option<&EncodingType>, owner: bool) -> ObjectList {
    objects
        .into_iter()
        .map(|object| Object {
            e_tag: Some(convert::etag(&object.etag)),
            last_modified: Some(timestamp(object.updated_at)),
            owner: owner.then(|| convert::owner(object.owner)),
            size: Some(object.size as i64),
            storage_class: Some(ObjectStorageClass::from_static(ObjectStorageClass::STANDARD)),
            key: Some(listed(object.name, encoding)),
            ..Default::default()
        })
        .collect()
}

fn prefixes(folders: Vec<String>, encoding: Option<&EncodingType>) -> CommonPrefixList {
    folders.into_iter().map(|folder| CommonPrefix { prefix: Some(listed(folder, encoding)) }).collect()
}

fn token(name: &str) -> String {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.encode(format!("{TOKEN}{name}"))
}

fn read_token(token: &str) -> S3Result<String> {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let decoded = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    decoded
        .and_then(|text| text.strip_prefix(TOKEN).map(str::to_owned))
        .ok_or_else(|| s3_error!(InvalidArgument, "the continuation token is none of ours"))
}
