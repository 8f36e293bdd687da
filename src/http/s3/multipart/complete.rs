//! CompleteMultipartUpload.

use super::{MAX_PARTS, Options};
use crate::{
    blob::BlobId,
    db::storage::{
        no_members,
        objects::NewObject,
        uploads::{self, Part as StoredPart, Upload},
    },
    http::{
        s3::{
            Files,
            convert::{self, names},
            detached,
            error::{file_error, storage_error},
        },
        storage::intake::{self, Wish, hex},
    },
};
use md5::{Digest as _, Md5};
use s3s::{S3Request, S3Response, S3Result, dto::*, s3_error};

/// Least size of every part but the last.
const MIN_PART: u64 = 5 * 1024 * 1024;

impl Files {
    pub(in crate::http::s3) async fn complete(
        &self,
        request: S3Request<CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        let author = self.keys.author(&request.credentials).await?;
        let input = request.input;
        let upload = self.upload(&author, &input.upload_id, (&input.bucket, &input.key)).await?;
        let mode = convert::write_mode(input.if_match, input.if_none_match)?;
        let stored =
            uploads::parts(&self.state.db, upload.id, 0, MAX_PARTS.into()).await.map_err(storage_error)?;
        let parts =
            chosen(input.multipart_upload.and_then(|chosen| chosen.parts).unwrap_or_default(), &stored)?;
        let new = object(&upload, &parts)?;
        let wish = Wish {
            author,
            bucket: convert::bucket_name(&upload.bucket)?,
            name: names(&upload.bucket, &upload.name)?.1,
            headers: new.headers.clone(),
            user_metadata: no_members(),
            mode: mode.clone(),
        };
        intake::admit(&self.state, &wish, Some(new.size)).await.map_err(file_error)?;
        let state = self.state.clone();
        let etag = new.etag.clone();
        detached(async move {
            uploads::complete(&state.db, &author, (upload.id, &parts), &new, &mode)
                .await
                .map_err(storage_error)?;
            crate::http::storage::files::nudge(&state);
            Ok(())
        })
        .await?;
        Ok(S3Response::new(CompleteMultipartUploadOutput {
            location: Some(format!("/{}/{}", input.bucket, input.key)),
            bucket: Some(input.bucket),
            key: Some(input.key),
            e_tag: Some(convert::etag(&etag)),
            ..Default::default()
        }))
    }
}

/// The stored parts that a client names, in its order, which must be that of their numbers.
fn chosen(named: Vec<CompletedPart>, stored: &[StoredPart]) -> S3Result<Vec<StoredPart>> {
    if named.is_empty() {
        return Err(s3_error!(MalformedXML, "an upload is completed with at least one part"));
    }
    let numbers: Vec<i32> = named.iter().map(|part| part.part_number.unwrap_or_default()).collect();
    if numbers.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err(s3_error!(InvalidPartOrder));
    }
    let mut parts = Vec::with_capacity(named.len());
    for (number, named) in numbers.into_iter().zip(named) {
        let part = stored.iter().find(|part| part.number == number).ok_or_else(|| s3_error!(InvalidPart))?;
        if named.e_tag.as_ref().is_some_and(|etag| etag.value() != part.etag) {
            return Err(s3_error!(InvalidPart));
        }
        parts.push(part.clone());
    }
    let last = parts.len() - 1;
    if parts[..last].iter().any(|part| part.size < MIN_PART) {
        return Err(s3_error!(EntityTooSmall));
    }
    Ok(parts)
}

/// The object that the parts become. Its ETag is the MD5 of the parts' MD5s and their number.
fn object(upload: &Upload, parts: &[StoredPart]) -> S3Result<NewObject> {
    let options: Options =
        serde_json::from_value(upload.options.clone()).map_err(|_| s3_error!(InternalError))?;
    let mut md5 = Md5::new();
    for part in parts {
        let digits = part.etag.as_bytes().chunks(2);
        let bytes: Vec<u8> = digits
            .filter_map(|pair| {
                std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok())
            })
            .collect();
        md5.update(bytes);
    }
    Ok(NewObject {
        bucket: upload.bucket.clone(),
        name: upload.name.clone(),
        version: BlobId::new(),
        segments: parts.len() as i32,
        size: parts.iter().map(|part| part.size).sum(),
        etag: format!("{}-{}", hex(&md5.finalize()), parts.len()),
        sha256: None,
        headers: options.headers,
        user_metadata: options.user_metadata,
        tags: options.tags,
        checksums: no_members(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(number: i32, size: u64) -> StoredPart {
        StoredPart {
            number,
            blob: BlobId::new(),
            size,
            etag: format!("{number:032x}"),
            checksums: no_members(),
            created_at: chrono::Utc::now(),
        }
    }

    fn named(number: i32) -> CompletedPart {
        CompletedPart {
            part_number: Some(number),
            e_tag: Some(ETag::Strong(format!("{number:032x}"))),
            ..Default::default()
        }
    }

    #[test]
    fn parts_are_chosen_by_number_in_order() {
        let all = [stored(1, MIN_PART), stored(2, MIN_PART - 1), stored(5, 1)];
        let pick = |numbers: &[i32]| {
            chosen(numbers.iter().map(|number| named(*number)).collect(), &all)
                .map(|parts| parts.iter().map(|part| part.number).collect::<Vec<_>>())
                .map_err(|error| error.code().as_str().to_owned())
        };
        assert_eq!(pick(&[1, 5]), Ok(vec![1, 5]));
        assert_eq!(pick(&[2]), Ok(vec![2]));
        assert_eq!(pick(&[5, 1]), Err("InvalidPartOrder".into()));
        assert_eq!(pick(&[1, 1]), Err("InvalidPartOrder".into()));
        assert_eq!(pick(&[1, 3]), Err("InvalidPart".into()));
        assert_eq!(pick(&[2, 5]), Err("EntityTooSmall".into()));
        assert_eq!(pick(&[]), Err("MalformedXML".into()));
        let wrong = CompletedPart { e_tag: Some(ETag::Strong("x".into())), ..named(1) };
        assert!(chosen(vec![wrong], &all).is_err());
    }
}
