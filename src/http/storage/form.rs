//! Uploads by form (multipart/form-data, RFC 7578), as the original has them.

use super::{
    author,
    error::{FileError, bad_name},
    intake::{self, Extra, Wish},
    upload::{UploadOut, media_type, no_metadata, written},
};
use crate::{
    blob::Received,
    db::storage::{Author, ObjectHeaders, objects::WriteMode},
    domain::{
        caller::DbRole,
        object::{BucketName, ObjectName},
    },
    http::{detached::detached, problem::ApiError, state::AppState},
};
use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{HttpRequest, HttpResponse, post, web};
use futures_util::{StreamExt as _, TryStreamExt as _};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// Longest text field.
const MAX_FIELD: usize = 4096;

/// Fields of the form; `bucket` and `path` best come before `file`.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form for the OpenAPI document")]
struct UploadForm {
    /// Bucket.
    bucket: String,
    /// Name in the bucket; the file's own name without it.
    path: Option<String>,
    /// `false` refuses to overwrite.
    upsert: Option<bool>,
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// What has been read of a form.
#[derive(Default)]
struct Form {
    bucket: Option<String>,
    path: Option<String>,
    create_only: bool,
    file_name: String,
    media_type: Option<String>,
}

fn malformed(error: MultipartError) -> ApiError {
    ApiError::bad_request(format!("form: {error}"))
}

fn missing(field: &str) -> ApiError {
    ApiError::field(field, "field required")
}

async fn text(field: &mut Field) -> Result<String, ApiError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.next().await {
        bytes.extend_from_slice(&chunk.map_err(malformed)?);
        if bytes.len() > MAX_FIELD {
            return Err(ApiError::bad_request("form: a text field is too long"));
        }
    }
    String::from_utf8(bytes).map_err(|_| ApiError::bad_request("form: a text field is not UTF-8"))
}

impl Form {
    /// The file that the fields so far ask for.
    fn wish(&self, author: Author) -> Result<Wish, ApiError> {
        let bucket = self.bucket.as_deref().ok_or_else(|| missing("bucket"))?;
        let path = self.path.as_deref().filter(|path| !path.is_empty()).unwrap_or(&self.file_name);
        let name = ObjectName::new(path).map_err(|error| bad_name("path", error))?;
        Ok(Wish {
            author,
            bucket: BucketName::new(bucket).map_err(|_| ApiError::not_found("Bucket"))?,
            headers: ObjectHeaders {
                mime_type: media_type(self.media_type.as_deref(), name.file_name())?,
                ..ObjectHeaders::default()
            },
            name,
            user_metadata: no_metadata(),
            mode: if self.create_only { WriteMode::Create } else { WriteMode::Upsert },
        })
    }

    async fn file(&mut self, state: &AppState, author: Author, field: Field) -> Result<Received, ApiError> {
        let disposition = field.content_disposition();
        self.file_name = disposition.and_then(|d| d.get_filename()).unwrap_or_default().to_owned();
        self.media_type = field.content_type().map(ToString::to_string);
        let limit = if self.bucket.is_some() {
            intake::admit(state, &self.wish(author)?, None).await?
        } else {
            // The bucket comes only after the file, so nothing is known of rights yet.
            known_caller(state, author).await?;
            state.config.storage.max_file_bytes
        };
        let body = field.map_err(|error| FileError::Body(error.to_string()));
        Ok(intake::receive(state, body, limit).await?)
    }
}

async fn known_caller(state: &AppState, author: Author) -> Result<(), ApiError> {
    let Author::Caller(caller) = author else { return Ok(()) };
    match state.db.resolve(&caller).await?.role {
        DbRole::Anon => Err(ApiError::field("bucket", "must come before the file")),
        DbRole::Authenticated | DbRole::Service => Ok(()),
    }
}

/// Writes a file from a form, over what is there unless `upsert` is false.
#[utoipa::path(tag = "files", request_body(content = UploadForm, content_type = "multipart/form-data"), responses(
    (status = 200, body = UploadOut), (status = 400, description = "the form or the name is not usable"),
    (status = 403, description = "the policies do not allow it"), (status = 404, description = "no such bucket"),
    (status = 409, description = "the file exists and upsert is false"),
    (status = 413, description = "too large, or over a quota"), (status = 415, description = "the bucket does not take this type"),
    (status = 422, description = "a field is missing"), (status = 507, description = "the disk is full"),
))]
#[post("/api/v1/files/upload")]
async fn upload_form(
    request: HttpRequest,
    state: web::Data<AppState>,
    body: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let author = author(&request)?;
    let mut form = Form::default();
    let mut received = None;
    let mut fields = Multipart::new(request.headers(), body);
    while let Some(field) = fields.next().await {
        let mut field = field.map_err(malformed)?;
        match field.name().unwrap_or_default() {
            "bucket" => form.bucket = Some(text(&mut field).await?),
            "path" => form.path = Some(text(&mut field).await?),
            "upsert" => form.create_only = text(&mut field).await? == "false",
            "file" => received = Some(form.file(&state, author, field).await?),
            _ => drop(text(&mut field).await?),
        }
    }
    let received = received.ok_or_else(|| missing("file"))?;
    let wish = form.wish(author)?;
    // Again, since the fields that matter may have come after the file; this time the length is known.
    intake::admit(&state, &wish, Some(received.length)).await?;
    detached(async move {
        let (new, row) = intake::commit(&state, wish, received, Extra::default()).await?;
        Ok(written(new, row))
    })
    .await
}

/// Mounts the operation.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(upload_form);
}
