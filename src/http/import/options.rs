//! How a request says what its file is.

use crate::{
    db::import::{reader::Options, record::Format},
    http::problem::{ApiError, UNSUPPORTED_MEDIA_TYPE},
};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, dev, web};
use serde::Deserialize;
use std::future::{Ready, ready};
use utoipa::{IntoParams, ToSchema};

/// Formats of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum FileFormat {
    /// Values between delimiters, RFC 4180.
    Csv,
    /// An array of objects.
    Json,
    /// An object per line.
    Ndjson,
}

impl FileFormat {
    /// Name as in requests.
    pub fn as_str(self) -> &'static str {
        match self {
            FileFormat::Csv => "csv",
            FileFormat::Json => "json",
            FileFormat::Ndjson => "ndjson",
        }
    }
}

/// Parameters of a file.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FileQuery {
    /// `csv`, `json` or `ndjson`; by the Content-Type without it.
    #[param(inline)]
    pub format: Option<FileFormat>,
    /// CSV: one ASCII character, a comma by default; `tab` means a tab.
    pub delimiter: Option<String>,
    /// CSV: whether the first row has the names; true by default.
    pub header: Option<bool>,
    /// CSV: the text that means NULL where it stands without quotes; nothing at all by default.
    pub null: Option<String>,
}

impl FileQuery {
    /// The format and how to read it.
    fn options(&self, request: &HttpRequest) -> Result<(FileFormat, Options), ApiError> {
        let format = self.format.map_or_else(|| by_media_type(request.content_type()), Ok)?;
        let options = Options {
            format: match format {
                FileFormat::Csv => Format::Csv { delimiter: delimiter(self.delimiter.as_deref())? },
                FileFormat::Json | FileFormat::Ndjson => Format::Json,
            },
            header: self.header.unwrap_or(true),
            null: self.null.clone().unwrap_or_default(),
        };
        Ok((format, options))
    }
}

/// A file on its way.
pub struct Upload {
    /// Its format.
    pub format: FileFormat,
    /// How to read it.
    pub options: Options,
    /// Its bytes.
    pub body: web::Payload,
}

impl Upload {
    fn of(request: &HttpRequest, payload: &mut dev::Payload) -> Result<Self, ApiError> {
        let query = web::Query::<FileQuery>::from_query(request.query_string())
            .map_err(|error| ApiError::bad_request(format!("query: {error}")))?;
        let (format, options) = query.options(request)?;
        let body = web::Payload::from_request(request, payload).into_inner();
        Ok(Upload {
            format,
            options,
            body: body.map_err(|error| ApiError::bad_request(format!("body: {error}")))?,
        })
    }
}

impl FromRequest for Upload {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        ready(Self::of(request, payload))
    }
}

fn by_media_type(media: &str) -> Result<FileFormat, ApiError> {
    match media.to_ascii_lowercase().as_str() {
        "text/csv" => Ok(FileFormat::Csv),
        "application/json" => Ok(FileFormat::Json),
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Ok(FileFormat::Ndjson),
        _ => Err(ApiError::new(
            UNSUPPORTED_MEDIA_TYPE,
            "Content-Type must be text/csv, application/json or application/x-ndjson, or format must say it",
        )),
    }
}

fn delimiter(text: Option<&str>) -> Result<u8, ApiError> {
    match text.map(str::as_bytes) {
        None => Ok(b','),
        Some(b"tab") => Ok(b'\t'),
        Some([byte]) if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n' | 0) => Ok(*byte),
        Some(_) => {
            Err(ApiError::field("delimiter", "must be one ASCII character, but no quote or line break"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters() {
        assert_eq!(delimiter(None).ok(), Some(b','));
        assert_eq!(delimiter(Some("tab")).ok(), Some(b'\t'));
        assert_eq!(delimiter(Some(";")).ok(), Some(b';'));
        for text in ["", ";;", "\"", "\n", "é"] {
            assert!(delimiter(Some(text)).is_err(), "{text}");
        }
    }
}
