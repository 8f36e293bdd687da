//! Names that users choose, on their way into SQL text.

use std::fmt;

/// Longest name PostgreSQL keeps, in bytes (NAMEDATALEN - 1).
pub const MAX_IDENT_BYTES: usize = 63;

/// A checked identifier; `Display` writes it quoted, and that is its only way into a statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ident(String);

/// Why a name is no identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentError {
    /// Nothing there.
    #[error("must not be empty")]
    Empty,
    /// Over [`MAX_IDENT_BYTES`].
    #[error("must be at most 63 bytes long")]
    TooLong,
    /// Not letters, digits and underscores with a letter or underscore first.
    #[error("must start with a letter or underscore and hold only letters, digits and underscores")]
    Characters,
}

impl Ident {
    /// A name for something new: `[A-Za-z_][A-Za-z0-9_]*`, at most 63 bytes.
    pub fn new(name: &str) -> Result<Self, IdentError> {
        Self::existing(name)?;
        let mut characters = name.chars();
        let first = characters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
        if first && characters.all(|c| c.is_ascii_alphanumeric() || c == '_') {
            Ok(Ident(name.to_owned()))
        } else {
            Err(IdentError::Characters)
        }
    }

    /// A name that may exist already, as somebody's SQL made it: anything but NUL, at most 63 bytes.
    pub fn existing(name: &str) -> Result<Self, IdentError> {
        match name {
            "" => Err(IdentError::Empty),
            _ if name.len() > MAX_IDENT_BYTES => Err(IdentError::TooLong),
            _ if name.contains('\0') => Err(IdentError::Characters),
            _ => Ok(Ident(name.to_owned())),
        }
    }

    /// The bare name, for parameters and messages; never for SQL text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.replace('"', "\"\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_names_are_plain() {
        assert!(Ident::new("orders_2").is_ok());
        for (name, error) in [
            ("", IdentError::Empty),
            ("2x", IdentError::Characters),
            ("a b", IdentError::Characters),
            ("a\"; drop table x; --", IdentError::Characters),
            ("é", IdentError::Characters),
        ] {
            assert_eq!(Ident::new(name), Err(error), "{name}");
        }
        assert_eq!(Ident::new(&"x".repeat(64)), Err(IdentError::TooLong));
    }

    #[test]
    fn quotes_are_doubled() {
        let name = Ident::existing("a\"b").expect("a quote is allowed in an existing name");
        assert_eq!(name.to_string(), "\"a\"\"b\"");
        assert_eq!(Ident::existing("a\0b"), Err(IdentError::Characters));
    }
}
