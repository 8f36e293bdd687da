//! Which operation of S3 is which of ours.

use super::Files;
use s3s::{S3, S3Request, S3Response, S3Result, dto::*};

/// An operation that one function does whole.
macro_rules! operations {
    ($($operation:ident $input:ident $output:ident $function:ident;)*) => {
        #[async_trait::async_trait]
        impl S3 for Files {
            $(
                async fn $operation(&self, request: S3Request<$input>) -> S3Result<S3Response<$output>> {
                    self.$function(request).await
                }
            )*

            async fn put_bucket_cors(
                &self,
                request: S3Request<PutBucketCorsInput>,
            ) -> S3Result<S3Response<PutBucketCorsOutput>> {
                let rules = request.input.cors_configuration.cors_rules;
                self.cors_set(request.credentials, request.input.bucket, Some(rules)).await?;
                Ok(S3Response::new(PutBucketCorsOutput::default()))
            }

            async fn delete_bucket_cors(
                &self,
                request: S3Request<DeleteBucketCorsInput>,
            ) -> S3Result<S3Response<DeleteBucketCorsOutput>> {
                self.cors_set(request.credentials, request.input.bucket, None).await?;
                Ok(S3Response::new(DeleteBucketCorsOutput::default()))
            }

            async fn put_object_tagging(
                &self,
                request: S3Request<PutObjectTaggingInput>,
            ) -> S3Result<S3Response<PutObjectTaggingOutput>> {
                let place = (request.input.bucket, request.input.key);
                self.set_tags(request.credentials, place, request.input.tagging.tag_set).await?;
                Ok(S3Response::new(PutObjectTaggingOutput::default()))
            }

            async fn delete_object_tagging(
                &self,
                request: S3Request<DeleteObjectTaggingInput>,
            ) -> S3Result<S3Response<DeleteObjectTaggingOutput>> {
                let place = (request.input.bucket, request.input.key);
                self.set_tags(request.credentials, place, Vec::new()).await?;
                Ok(S3Response::new(DeleteObjectTaggingOutput::default()))
            }
        }
    };
}

operations! {
    list_buckets ListBucketsInput ListBucketsOutput buckets;
    create_bucket CreateBucketInput CreateBucketOutput make_bucket;
    delete_bucket DeleteBucketInput DeleteBucketOutput remove_bucket;
    head_bucket HeadBucketInput HeadBucketOutput bucket_head;
    get_bucket_location GetBucketLocationInput GetBucketLocationOutput bucket_location;
    get_bucket_versioning GetBucketVersioningInput GetBucketVersioningOutput bucket_versioning;
    get_bucket_cors GetBucketCorsInput GetBucketCorsOutput cors_get;
    put_object PutObjectInput PutObjectOutput put;
    get_object GetObjectInput GetObjectOutput get;
    head_object HeadObjectInput HeadObjectOutput head;
    copy_object CopyObjectInput CopyObjectOutput copy;
    delete_object DeleteObjectInput DeleteObjectOutput delete_one;
    delete_objects DeleteObjectsInput DeleteObjectsOutput delete_many;
    list_objects ListObjectsInput ListObjectsOutput list_v1;
    list_objects_v2 ListObjectsV2Input ListObjectsV2Output list_v2;
    list_object_versions ListObjectVersionsInput ListObjectVersionsOutput versions;
    get_object_attributes GetObjectAttributesInput GetObjectAttributesOutput attributes;
    get_object_tagging GetObjectTaggingInput GetObjectTaggingOutput tags;
    create_multipart_upload CreateMultipartUploadInput CreateMultipartUploadOutput begin;
    upload_part UploadPartInput UploadPartOutput part;
    upload_part_copy UploadPartCopyInput UploadPartCopyOutput part_copy;
    complete_multipart_upload CompleteMultipartUploadInput CompleteMultipartUploadOutput complete;
    abort_multipart_upload AbortMultipartUploadInput AbortMultipartUploadOutput abort;
    list_parts ListPartsInput ListPartsOutput parts;
    list_multipart_uploads ListMultipartUploadsInput ListMultipartUploadsOutput open_uploads;
}
