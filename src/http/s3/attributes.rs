//! GetObjectAttributes.

use super::{
    Files, checksums,
    convert::{self, names, timestamp},
    error::storage_error,
};
use crate::db::storage::objects;
use s3s::{S3Request, S3Response, S3Result, dto::*};

impl Files {
    pub(super) async fn attributes(
        &self,
        request: S3Request<GetObjectAttributesInput>,
    ) -> S3Result<S3Response<GetObjectAttributesOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let (bucket, name) = names(&request.input.bucket, &request.input.key)?;
        let object = objects::get(&self.state.db, &author, bucket.as_str(), name.as_str())
            .await
            .map_err(storage_error)?;
        // Clients send one header with commas as well as several headers.
        let asked: Vec<&str> = request
            .input
            .object_attributes
            .iter()
            .flat_map(|asked| asked.as_str().split(','))
            .map(str::trim)
            .collect();
        let wanted = |attribute: &str| asked.contains(&attribute);
        let mut output = GetObjectAttributesOutput {
            last_modified: Some(timestamp(object.updated_at)),
            ..Default::default()
        };
        if wanted(ObjectAttributes::ETAG) {
            output.e_tag = Some(convert::etag(&object.etag));
        }
        if wanted(ObjectAttributes::OBJECT_SIZE) {
            output.object_size = Some(object.size as i64);
        }
        if wanted(ObjectAttributes::STORAGE_CLASS) {
            output.storage_class = Some(StorageClass::from_static(StorageClass::STANDARD));
        }
        let known = object.checksums.as_object().is_some_and(|known| !known.is_empty());
        if wanted(ObjectAttributes::CHECKSUM) && known {
            let mut checksum = Checksum::default();
            checksums::fill!(checksum, object.checksums);
            output.checksum = Some(checksum);
        }
        if wanted(ObjectAttributes::OBJECT_PARTS) && object.segments > 0 {
            output.object_parts = Some(GetObjectAttributesParts {
                total_parts_count: Some(object.segments),
                ..Default::default()
            });
        }
        Ok(S3Response::new(output))
    }
}
