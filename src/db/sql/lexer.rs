//! Splits a script into statements as PostgreSQL's own scanner would (its `scan.l` and psql's `psqlscan.l`).
//!
//! The pieces are sent one by one in the extended protocol, where the server refuses more than one
//! statement, so a wrong split makes an error and never lets a statement slip past a check.

/// A significant token; comments and white space are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Byte offset in the script.
    pub start: usize,
}

/// Kinds of tokens, as far as splitting and labelling need them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A word in lower case: keyword or plain identifier.
    Word(String),
    /// An identifier in double quotes, unescaped.
    Quoted(String),
    /// `$1`.
    Param(u32),
    /// A string, dollar-quoted or not.
    Text,
    /// A number.
    Number,
    /// Any other character.
    Symbol(char),
}

/// One statement of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its text, from its first token to the semicolon, which is left out.
    pub text: &'a str,
    /// Byte offset of the text in the script.
    pub start: usize,
    /// Its tokens.
    pub tokens: Vec<Token>,
}

impl Piece<'_> {
    /// The word at `at`, or nothing where the token is none.
    pub fn word(&self, at: usize) -> &str {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Word(word)) => word,
            _ => "",
        }
    }

    /// All words; names in quotes are none.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().filter_map(|token| match &token.kind {
            Kind::Word(word) => Some(word.as_str()),
            _ => None,
        })
    }

    /// The highest `$n`.
    pub fn params(&self) -> usize {
        let number = |token: &Token| if let Kind::Param(n) = token.kind { n as usize } else { 0 };
        self.tokens.iter().map(number).max().unwrap_or(0)
    }
}

/// The statements of `script`; empty ones are left out.
pub fn split(script: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut open = Open::default();
    for token in tokens(script) {
        if token.kind == Kind::Symbol(';') && open.at_top() {
            let end = token.start;
            open.close(script, end, &mut pieces);
        } else {
            open.push(token);
        }
    }
    open.close(script, script.len(), &mut pieces);
    pieces
}

/// The statement being collected. Semicolons inside parentheses (rules) and inside `BEGIN ATOMIC … END`
/// (bodies of SQL functions) do not end it.
#[derive(Default)]
struct Open {
    tokens: Vec<Token>,
    parens: usize,
    blocks: usize,
}

impl Open {
    fn at_top(&self) -> bool {
        self.parens == 0 && self.blocks == 0
    }

    fn push(&mut self, token: Token) {
        match &token.kind {
            Kind::Symbol('(') => self.parens += 1,
            Kind::Symbol(')') => self.parens = self.parens.saturating_sub(1),
            Kind::Word(word) if self.parens == 0 => match word.as_str() {
                "atomic" if self.follows_begin() => self.blocks += 1,
                "case" if self.blocks > 0 => self.blocks += 1,
                "end" if self.blocks > 0 => self.blocks -= 1,
                _ => {}
            },
            _ => {}
        }
        self.tokens.push(token);
    }

    fn follows_begin(&self) -> bool {
        let creates =
            matches!(self.tokens.first().map(|t| &t.kind), Some(Kind::Word(word)) if word == "create");
        creates && matches!(self.tokens.last().map(|t| &t.kind), Some(Kind::Word(word)) if word == "begin")
    }

    fn close<'a>(&mut self, script: &'a str, end: usize, pieces: &mut Vec<Piece<'a>>) {
        let Open { tokens, .. } = std::mem::take(self);
        if let Some(first) = tokens.first() {
            let start = first.start;
            pieces.push(Piece { text: script.get(start..end).unwrap_or_default(), start, tokens });
        }
    }
}

/// The tokens of `sql`. What is not closed reaches to the end, where the server will complain about it.
pub fn tokens(sql: &str) -> Vec<Token> {
    let mut scanner = Scanner { text: sql, at: 0 };
    std::iter::from_fn(|| scanner.token()).collect()
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

fn starts_word(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || !c.is_ascii()
}

fn in_word(c: char) -> bool {
    starts_word(c) || c.is_ascii_digit() || c == '$'
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c')
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn take_while(&mut self, test: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !test(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// Goes behind the next `end`, or to the end of the text.
    fn skip_past(&mut self, end: &str) {
        let rest = self.rest();
        self.at += rest.find(end).map_or(rest.len(), |found| found + end.len());
    }

    fn token(&mut self) -> Option<Token> {
        self.skip_blank();
        let start = self.at;
        let first = self.rest().chars().next()?;
        let kind = match first {
            '\'' => self.quoted(false),
            '"' => self.identifier(),
            '$' => self.dollar(),
            c if c.is_ascii_digit() => {
                self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
                Kind::Number
            }
            c if starts_word(c) => self.word(),
            other => {
                self.at += other.len_utf8();
                Kind::Symbol(other)
            }
        };
        Some(Token { kind, start })
    }

    fn skip_blank(&mut self) {
        loop {
            let before = self.at;
            self.take_while(is_space);
            if self.rest().starts_with("--") {
                self.take_while(|c| c != '\n' && c != '\r');
            } else if self.rest().starts_with("/*") {
                self.block_comment();
            }
            if self.at == before {
                return;
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            let rest = self.rest();
            if rest.starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if rest.starts_with("*/") {
                depth -= 1;
                self.at += 2;
            } else {
                match rest.chars().next() {
                    Some(c) => self.at += c.len_utf8(),
                    None => return,
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn word(&mut self) -> Kind {
        let word = self.take_while(in_word);
        if word.eq_ignore_ascii_case("e") && self.rest().starts_with('\'') {
            return self.quoted(true);
        }
        Kind::Word(word.to_lowercase())
    }

    /// A string from its opening quote on; two quotes are one, and `escapes` makes a backslash take the next
    /// character. An escape string goes on behind a line break.
    fn quoted(&mut self, escapes: bool) -> Kind {
        self.at += 1;
        loop {
            self.take_while(|c| c != '\'' && !(escapes && c == '\\'));
            let rest = self.rest();
            if rest.starts_with('\\') {
                let taken = rest.chars().nth(1).map_or(0, char::len_utf8);
                self.at += 1 + taken;
            } else if rest.starts_with("''") {
                self.at += 2;
            } else {
                self.at += rest.len().min(1);
                if rest.is_empty() || !(escapes && self.continues()) {
                    return Kind::Text;
                }
            }
        }
    }

    /// Whether white space with a line break and then a quote follow; goes behind that quote.
    fn continues(&mut self) -> bool {
        let before = self.at;
        loop {
            let at = self.at;
            self.take_while(is_space);
            if self.rest().starts_with("--") {
                self.take_while(|c| c != '\n' && c != '\r');
            }
            if self.at == at {
                break;
            }
        }
        let between = self.text.get(before..self.at).unwrap_or_default();
        if self.rest().starts_with('\'') && between.contains(['\n', '\r']) {
            self.at += 1;
            return true;
        }
        self.at = before;
        false
    }

    fn identifier(&mut self) -> Kind {
        self.at += 1;
        let start = self.at;
        loop {
            self.take_while(|c| c != '"');
            if self.rest().starts_with("\"\"") {
                self.at += 2;
            } else {
                break;
            }
        }
        let name = self.text.get(start..self.at).unwrap_or_default().replace("\"\"", "\"");
        self.at += self.rest().len().min(1);
        Kind::Quoted(name)
    }

    fn dollar(&mut self) -> Kind {
        self.at += 1;
        let digits = self.take_while(|c| c.is_ascii_digit());
        if !digits.is_empty() {
            return digits.parse().map_or(Kind::Symbol('$'), Kind::Param);
        }
        let rest = self.rest();
        let tag = rest.find(|c| !(in_word(c) && c != '$')).unwrap_or(rest.len());
        if !rest.get(tag..).is_some_and(|rest| rest.starts_with('$')) {
            return Kind::Symbol('$');
        }
        let end = format!("${}$", rest.get(..tag).unwrap_or_default());
        self.at += tag + 1;
        self.skip_past(&end);
        Kind::Text
    }
}

#[cfg(test)]
mod tests;
