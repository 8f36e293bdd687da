//! Tags of objects.

use super::{
    Files,
    convert::{checked_tags, names},
    error::storage_error,
};
use crate::db::storage::{no_members, objects};
use s3s::{S3Request, S3Response, S3Result, auth::Credentials, dto::*};

impl Files {
    pub(super) async fn tags(
        &self,
        request: S3Request<GetObjectTaggingInput>,
    ) -> S3Result<S3Response<GetObjectTaggingOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let (bucket, name) = names(&request.input.bucket, &request.input.key)?;
        let object = objects::get(&self.state.db, &author, bucket.as_str(), name.as_str())
            .await
            .map_err(storage_error)?;
        let tag_set = object
            .tags
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, value)| Tag {
                key: Some(key.clone()),
                value: Some(value.as_str().unwrap_or_default().to_owned()),
            })
            .collect();
        Ok(S3Response::new(GetObjectTaggingOutput { tag_set, version_id: None }))
    }

    /// Sets all tags of an object.
    pub(super) async fn set_tags(
        &self,
        credentials: Option<Credentials>,
        (bucket, key): (String, String),
        tags: TagSet,
    ) -> S3Result<()> {
        let author = self.keys.author(&credentials).await?;
        let (bucket, name) = names(&bucket, &key)?;
        let pairs = tags.into_iter().map(|tag| (tag.key.unwrap_or_default(), tag.value.unwrap_or_default()));
        let pairs: Vec<_> = pairs.collect();
        let tags = if pairs.is_empty() { no_members() } else { checked_tags(pairs)? };
        let db = self.state.db.clone();
        super::detached(async move {
            let place = (bucket.as_str(), name.as_str());
            objects::describe(&db, &author, place, None, (None, Some(&tags))).await.map_err(storage_error)
        })
        .await?;
        Ok(())
    }
}
