//! A cursor over query text, and the tokens that all parts of the grammar share.

use super::{
    ast::{Field, JsonKey, JsonStep},
    error::QueryError,
    limits,
};

/// Text and a position in it.
#[derive(Debug, Clone)]
pub struct Scanner<'a> {
    /// What is parsed, for messages: `select`, a column's name and so on.
    what: &'a str,
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    /// At the start of `text`.
    pub fn new(what: &'a str, text: &'a str) -> Self {
        Scanner { what, text, at: 0 }
    }

    /// What is left.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next character.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Whether nothing is left.
    pub fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Takes the next character.
    pub fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Takes `token` if it comes next.
    pub fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    /// Takes `token`, which must come next.
    pub fn expect(&mut self, token: &str) -> Result<(), QueryError> {
        if self.eat(token) { Ok(()) } else { Err(self.wrong(&format!("\"{token}\""))) }
    }

    /// Takes blanks and tabs.
    pub fn blanks(&mut self) {
        self.take_while(|c| c == ' ' || c == '\t');
    }

    /// Takes characters as long as they fit.
    pub fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// The text does not go on as it should.
    pub fn wrong(&self, expected: &str) -> QueryError {
        let found = self.peek().map_or("end of input".to_owned(), |c| format!("\"{c}\""));
        let column = self.text.get(..self.at).map_or(0, |taken| taken.chars().count()) + 1;
        QueryError::parse(
            self.what,
            format!("\"failed to parse {} ({})\" (line 1, column {column})", self.what, excerpt(self.text)),
        )
        .detailed(format!("unexpected {found} expecting {expected}"))
    }

    /// More than a limit allows.
    pub fn over(&self, what: &str, most: usize) -> QueryError {
        QueryError::limit(self.what, what, most)
    }

    /// `"…"`, where a backslash keeps the next character.
    pub fn quoted(&mut self) -> Result<String, QueryError> {
        self.expect("\"")?;
        let mut value = String::new();
        loop {
            match self.bump() {
                Some('"') => return Ok(value),
                Some('\\') => value.push(self.bump().ok_or_else(|| self.wrong("a character"))?),
                Some(c) => value.push(c),
                None => return Err(self.wrong("\"\\\"\"")),
            }
        }
    }

    /// A name: quoted, or letters, digits, `_`, `$`, blanks and single dashes.
    pub fn name(&mut self) -> Result<String, QueryError> {
        if self.peek() == Some('"') {
            return self.quoted();
        }
        self.dashed(is_name_character, "a field name (* or letters, digits, _ or $)")
    }

    /// Parts that fit, joined by dashes that do not begin an arrow.
    fn dashed(&mut self, fits: fn(char) -> bool, expected: &str) -> Result<String, QueryError> {
        let start = self.at;
        loop {
            if self.take_while(fits).is_empty() {
                return Err(self.wrong(expected));
            }
            let rest = self.rest();
            if !rest.starts_with('-') || rest.starts_with("->") || !rest[1..].starts_with(fits) {
                return Ok(self.text[start..self.at].trim().to_owned());
            }
            self.at += 1;
        }
    }

    /// A bare word: letters, digits, `_`, `$` and blanks.
    pub fn word(&mut self, expected: &str) -> Result<String, QueryError> {
        let word = self.take_while(is_name_character);
        if word.trim().is_empty() { Err(self.wrong(expected)) } else { Ok(word.trim().to_owned()) }
    }

    /// A column with the steps into its JSON.
    pub fn field(&mut self) -> Result<Field, QueryError> {
        self.blanks();
        let field = Field { name: self.name()?, path: self.json_path()? };
        self.blanks();
        Ok(field)
    }

    /// Any number of `->key`, `->>key`, `->1`.
    pub fn json_path(&mut self) -> Result<Vec<JsonStep>, QueryError> {
        let mut path = Vec::new();
        while self.eat("->") {
            if path.len() == limits::PATH_STEPS {
                return Err(self.over("JSON steps", limits::PATH_STEPS));
            }
            let text = self.eat(">");
            path.push(JsonStep { text, key: self.json_key()? });
        }
        Ok(path)
    }

    fn json_key(&mut self) -> Result<JsonKey, QueryError> {
        if self.peek() == Some('"') {
            return Ok(JsonKey::Member(self.quoted()?));
        }
        if let Some(index) = self.json_index() {
            return Ok(JsonKey::Index(index));
        }
        self.dashed(|c| !"(-:.,>)".contains(c), "a JSON key without any of .,>():").map(JsonKey::Member)
    }

    /// Digits that nothing but the end of the step follows.
    fn json_index(&mut self) -> Option<i32> {
        let mut ahead = self.clone();
        let start = ahead.at;
        ahead.eat("-");
        if ahead.take_while(|c| c.is_ascii_digit()).is_empty() {
            return None;
        }
        let ends =
            ahead.at_end() || ["->", "::", ".", ",", ")"].iter().any(|end| ahead.rest().starts_with(end));
        let index = self.text[start..ahead.at].parse().ok().filter(|_| ends)?;
        *self = ahead;
        Some(index)
    }
}

fn is_name_character(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | ' ')
}

/// The text itself, or its beginning when it is long.
fn excerpt(text: &str) -> String {
    const MOST: usize = 100;
    let cut: String = text.chars().take(MOST).collect();
    if cut.len() < text.len() { cut + "…" } else { cut }
}
