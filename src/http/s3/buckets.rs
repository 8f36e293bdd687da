//! Buckets over S3.

use super::{
    Files,
    convert::{self, bucket_name, timestamp},
    cors,
    error::{name_error, storage_error},
};
use crate::{
    db::storage::{
        StorageError,
        buckets::{self, BucketChange},
    },
    domain::object::BucketName,
};
use s3s::{S3Error, S3ErrorCode, S3Request, S3Response, S3Result, dto::*, s3_error};

impl Files {
    pub(super) async fn buckets(
        &self,
        request: S3Request<ListBucketsInput>,
    ) -> S3Result<S3Response<ListBucketsOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let found = buckets::list(&self.state.db, &author).await.map_err(storage_error)?;
        let prefix = request.input.prefix.clone().unwrap_or_default();
        let buckets = found
            .into_iter()
            .filter(|bucket| bucket.name.starts_with(&prefix))
            .map(|bucket| Bucket {
                creation_date: Some(timestamp(bucket.created_at)),
                name: Some(bucket.name),
                bucket_region: None,
            })
            .collect();
        Ok(S3Response::new(ListBucketsOutput {
            buckets: Some(buckets),
            owner: Some(convert::owner(None)),
            prefix: request.input.prefix,
            continuation_token: None,
        }))
    }

    pub(super) async fn make_bucket(
        &self,
        request: S3Request<CreateBucketInput>,
    ) -> S3Result<S3Response<CreateBucketOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let name = BucketName::new(&request.input.bucket).map_err(name_error)?;
        let db = self.state.db.clone();
        let made = super::detached(async move {
            match buckets::create(&db, &author, name.as_str(), &BucketChange::default()).await {
                Err(StorageError::Exists) => Err(match buckets::exists(&db, &author, name.as_str()).await {
                    Ok(()) => S3Error::new(S3ErrorCode::BucketAlreadyOwnedByYou),
                    Err(_) => S3Error::new(S3ErrorCode::BucketAlreadyExists),
                }),
                other => other.map_err(storage_error),
            }
        })
        .await?;
        Ok(S3Response::new(CreateBucketOutput { location: Some(format!("/{}", made.name)) }))
    }

    pub(super) async fn remove_bucket(
        &self,
        request: S3Request<DeleteBucketInput>,
    ) -> S3Result<S3Response<DeleteBucketOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let name = bucket_name(&request.input.bucket)?;
        let db = self.state.db.clone();
        super::detached(async move {
            match buckets::remove(&db, &author, name.as_str(), false).await {
                Err(StorageError::NoBucket) if buckets::exists(&db, &author, name.as_str()).await.is_ok() => {
                    Err(s3_error!(AccessDenied))
                }
                other => other.map_err(storage_error),
            }
        })
        .await?;
        Ok(S3Response::new(DeleteBucketOutput {}))
    }

    /// Fails unless the caller may know of the bucket.
    pub(super) async fn known_bucket(
        &self,
        author: &crate::db::storage::Author,
        bucket: &str,
    ) -> S3Result<BucketName> {
        let name = bucket_name(bucket)?;
        buckets::exists(&self.state.db, author, name.as_str()).await.map_err(storage_error)?;
        Ok(name)
    }

    pub(super) async fn bucket_head(
        &self,
        request: S3Request<HeadBucketInput>,
    ) -> S3Result<S3Response<HeadBucketOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        self.known_bucket(&author, &request.input.bucket).await?;
        Ok(S3Response::new(HeadBucketOutput {
            bucket_region: Some(super::REGION.to_owned()),
            ..Default::default()
        }))
    }

    pub(super) async fn bucket_location(
        &self,
        request: S3Request<GetBucketLocationInput>,
    ) -> S3Result<S3Response<GetBucketLocationOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        self.known_bucket(&author, &request.input.bucket).await?;
        // No constraint is how S3 says us-east-1.
        Ok(S3Response::new(GetBucketLocationOutput::default()))
    }

    pub(super) async fn bucket_versioning(
        &self,
        request: S3Request<GetBucketVersioningInput>,
    ) -> S3Result<S3Response<GetBucketVersioningOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        self.known_bucket(&author, &request.input.bucket).await?;
        // Neither enabled nor suspended: buckets have no versions.
        Ok(S3Response::new(GetBucketVersioningOutput::default()))
    }

    pub(super) async fn cors_get(
        &self,
        request: S3Request<GetBucketCorsInput>,
    ) -> S3Result<S3Response<GetBucketCorsOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let name = bucket_name(&request.input.bucket)?;
        let bucket = buckets::get(&self.state.db, &author, name.as_str()).await.map_err(storage_error)?;
        let rules = bucket.cors.ok_or_else(|| s3_error!(NoSuchCORSConfiguration))?;
        Ok(S3Response::new(GetBucketCorsOutput { cors_rules: Some(cors::to_dto(&rules)) }))
    }

    pub(super) async fn cors_set(
        &self,
        credentials: Option<s3s::auth::Credentials>,
        bucket: String,
        rules: Option<CORSRules>,
    ) -> S3Result<()> {
        let author = self.keys.author(&credentials).await?;
        let name = bucket_name(&bucket)?;
        let rules = rules.map(|rules| cors::from_dto(&rules)).transpose()?;
        let db = self.state.db.clone();
        super::detached(async move {
            let change = BucketChange { cors: Some(rules), ..BucketChange::default() };
            match buckets::update(&db, &author, name.as_str(), &change).await {
                Err(StorageError::NoBucket) if buckets::exists(&db, &author, name.as_str()).await.is_ok() => {
                    Err(s3_error!(AccessDenied))
                }
                other => other.map(|_| ()).map_err(storage_error),
            }
        })
        .await
    }
}
