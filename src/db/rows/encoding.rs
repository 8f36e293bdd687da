//! Rows on their way into an answer's body.

use bytes::{BufMut as _, BytesMut};
use tokio_postgres::Row;

/// How rows are written one after another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Encoding {
    /// A JSON array.
    Array,
    /// A JSON document a line (<https://github.com/ndjson/ndjson-spec>).
    Lines,
    /// Comma-separated values (RFC 4180) with a first line of these names.
    Csv(Vec<String>),
}

impl Encoding {
    /// What comes before all rows.
    pub fn start(&self, body: &mut BytesMut) {
        match self {
            Encoding::Array => body.put_u8(b'['),
            Encoding::Lines => {}
            Encoding::Csv(names) => csv_line(body, names.iter().map(|name| Some(name.as_str()))),
        }
    }

    /// One row of a statement with the matching [`crate::db::plan::Shape`].
    pub fn row(&self, body: &mut BytesMut, row: &Row, first: bool) -> Result<(), tokio_postgres::Error> {
        match self {
            Encoding::Array => {
                if !first {
                    body.put_u8(b',');
                }
                body.put_slice(row.try_get::<_, &str>(0)?.as_bytes());
            }
            Encoding::Lines => {
                body.put_slice(row.try_get::<_, &str>(0)?.as_bytes());
                body.put_u8(b'\n');
            }
            Encoding::Csv(_) => csv_line(body, row.try_get::<_, Vec<Option<&str>>>(0)?.into_iter()),
        }
        Ok(())
    }

    /// What comes after all rows.
    pub fn end(&self, body: &mut BytesMut) {
        if *self == Encoding::Array {
            body.put_u8(b']');
        }
    }

    /// A whole body.
    pub fn all(&self, rows: &[Row]) -> Result<BytesMut, tokio_postgres::Error> {
        let mut body = BytesMut::new();
        self.start(&mut body);
        for (n, row) in rows.iter().enumerate() {
            self.row(&mut body, row, n == 0)?;
        }
        self.end(&mut body);
        Ok(body)
    }
}

/// One line; a null is an empty field, an empty text a quoted one.
fn csv_line<'a>(body: &mut BytesMut, values: impl Iterator<Item = Option<&'a str>>) {
    for (n, value) in values.enumerate() {
        if n > 0 {
            body.put_u8(b',');
        }
        let Some(value) = value else { continue };
        if value.is_empty() || value.contains([',', '"', '\n', '\r']) || value.starts_with(' ') {
            body.put_u8(b'"');
            body.put_slice(value.replace('"', "\"\"").as_bytes());
            body.put_u8(b'"');
        } else {
            body.put_slice(value.as_bytes());
        }
    }
    body.put_u8(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must() {
        let mut body = BytesMut::new();
        csv_line(&mut body, [Some("a"), None, Some(""), Some("b,\"c\""), Some("x\ny")].into_iter());
        assert_eq!(&body[..], b"a,,\"\",\"b,\"\"c\"\"\",\"x\ny\"\n");
    }
}
