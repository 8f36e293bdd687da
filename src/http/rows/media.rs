//! Bodies of rows in the forms that clients send and ask for.

use super::failure::Failure;
use crate::{
    db::{
        plan::Shape,
        query::{Fault, QueryError, limits},
        rows::Encoding,
    },
    http::problem::{ApiError, UNSUPPORTED_MEDIA_TYPE},
};
use actix_web::{HttpRequest, http::header, web};
use serde_json::{Map, Value};

/// Form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// A JSON array.
    Json,
    /// One JSON object, and no other number of rows.
    Object,
    /// A JSON object a line.
    Lines,
    /// Comma-separated values.
    Csv,
}

impl Media {
    /// The first form that `Accept` names and that is known; `None` when it names only others.
    pub fn accepted(request: &HttpRequest) -> Option<Self> {
        let accept =
            request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("*/*");
        accept.split(',').find_map(|part| match part.split(';').next().unwrap_or_default().trim() {
            "application/vnd.pgrst.object+json" | "application/vnd.pgrst.object" => Some(Media::Object),
            "application/json" | "application/vnd.pgrst.array+json" | "application/*" | "*/*" | "" => {
                Some(Media::Json)
            }
            "application/x-ndjson" => Some(Media::Lines),
            "text/csv" | "text/*" => Some(Media::Csv),
            _ => None,
        })
    }

    /// `Content-Type` of the answer.
    pub fn content_type(self) -> &'static str {
        match self {
            Media::Json => "application/json; charset=utf-8",
            Media::Object => "application/vnd.pgrst.object+json; charset=utf-8",
            Media::Lines => "application/x-ndjson; charset=utf-8",
            Media::Csv => "text/csv; charset=utf-8",
        }
    }

    /// How single rows of it leave the database.
    pub fn shape(self) -> Shape {
        match self {
            Media::Json | Media::Object | Media::Lines => Shape::Lines,
            Media::Csv => Shape::Csv,
        }
    }

    /// How rows are put together.
    pub fn encoding(self, names: Vec<String>) -> Encoding {
        match self {
            Media::Json | Media::Object => Encoding::Array,
            Media::Lines => Encoding::Lines,
            Media::Csv => Encoding::Csv(names),
        }
    }
}

/// Members of a query string, decoded.
pub fn members(request: &HttpRequest) -> Result<Vec<(String, String)>, Failure> {
    let query = request.query_string();
    if query.len() > limits::QUERY_BYTES {
        return Err(QueryError::limit("query", "bytes", limits::QUERY_BYTES).into());
    }
    let members = web::Query::<Vec<(String, String)>>::from_query(query)
        .map_err(|error| ApiError::bad_request(format!("query: {error}")))?;
    Ok(members.into_inner())
}

/// The body's rows as JSON text, whatever form they were sent in.
pub fn rows_in(request: &HttpRequest, body: &web::Bytes) -> Result<String, Failure> {
    let text = std::str::from_utf8(body).map_err(|_| wrong("not UTF-8"))?;
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    match kind.split(';').next().unwrap_or_default().trim() {
        ""
        | "application/json"
        | "application/vnd.pgrst.object+json"
        | "application/vnd.pgrst.array+json" => Ok(text.to_owned()),
        "text/csv" => csv_rows(text),
        "application/x-ndjson" => Ok(format!(
            "[{}]",
            text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(",")
        )),
        "application/x-www-form-urlencoded" => form_row(text),
        other => {
            Err(ApiError::new(UNSUPPORTED_MEDIA_TYPE, format!("Content-Type {other} is not understood"))
                .into())
        }
    }
}

fn wrong(message: impl Into<String>) -> Failure {
    QueryError::new(Fault::Body, "body", message).into()
}

/// Rows under a line of column names; `NULL` stands for null.
fn csv_rows(text: &str) -> Result<String, Failure> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().map_err(|error| wrong(error.to_string()))?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| wrong(error.to_string()))?;
        let row: Map<String, Value> = names
            .iter()
            .zip(record.iter())
            .map(|(name, value)| (name.to_owned(), if value == "NULL" { Value::Null } else { value.into() }))
            .collect();
        rows.push(Value::Object(row));
    }
    Ok(Value::Array(rows).to_string())
}

fn form_row(text: &str) -> Result<String, Failure> {
    let members =
        web::Query::<Vec<(String, String)>>::from_query(text).map_err(|error| wrong(error.to_string()))?;
    let row: Map<String, Value> =
        members.into_inner().into_iter().map(|(name, value)| (name, value.into())).collect();
    Ok(Value::Object(row).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_first_known_form_is_taken() {
        let accepted = |accept: &str| {
            Media::accepted(&TestRequest::default().insert_header(("accept", accept)).to_http_request())
        };
        assert_eq!(accepted("text/html, text/csv;q=0.9"), Some(Media::Csv));
        assert_eq!(accepted("application/vnd.pgrst.object+json;nulls=stripped, */*"), Some(Media::Object));
        assert_eq!(accepted("image/png"), None);
        assert_eq!(Media::accepted(&TestRequest::default().to_http_request()), Some(Media::Json));
    }

    #[test]
    fn every_form_becomes_json() {
        let rows = |kind: &str, text: &str| {
            let request = TestRequest::default().insert_header(("content-type", kind)).to_http_request();
            rows_in(&request, &web::Bytes::from(text.to_owned())).ok()
        };
        assert_eq!(
            rows("text/csv", "a,b\n1,NULL\n\"x,y\",\"\"\n").as_deref(),
            Some(r#"[{"a":"1","b":null},{"a":"x,y","b":""}]"#)
        );
        assert_eq!(
            rows("application/x-www-form-urlencoded", "a=1&b=x+y%26").as_deref(),
            Some(r#"{"a":"1","b":"x y&"}"#)
        );
        assert_eq!(
            rows("application/x-ndjson", "{\"a\":1}\n\n{\"a\":2}\n").as_deref(),
            Some(r#"[{"a":1},{"a":2}]"#)
        );
        assert_eq!(rows("text/csv", "a,b\n1\n"), None);
        assert_eq!(rows("image/png", ""), None);
    }
}
