//! JSON in pieces of any size: an array of objects, or objects one after the other (NDJSON).

use super::record::{Content, MAX_RECORD, Record};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;
use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first character.
    Start,
    /// Before a row; an array may end only where there was no comma.
    Before,
    /// In a row.
    Inside,
    /// Behind a row of an array.
    After,
    /// Behind the array.
    Done,
    /// Nothing more can be told apart.
    Broken,
}

/// Takes bytes, gives rows.
#[derive(Debug)]
pub struct JsonReader {
    state: State,
    array: bool,
    row: Vec<u8>,
    depth: usize,
    text: bool,
    escaped: bool,
    line: u64,
    began: u64,
}

impl Default for JsonReader {
    fn default() -> Self {
        JsonReader {
            state: State::Start,
            array: false,
            row: Vec::new(),
            depth: 0,
            text: false,
            escaped: false,
            line: 1,
            began: 1,
        }
    }
}

impl JsonReader {
    /// Takes a piece of the file.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<Record>) {
        for &byte in bytes {
            match self.state {
                State::Inside => self.inside(byte, out),
                State::Broken => return,
                _ if byte.is_ascii_whitespace() => {}
                State::Start if byte == b'[' => {
                    (self.array, self.state) = (true, State::Before);
                }
                State::Start | State::Before if byte == b'{' => self.begin(byte),
                State::Before if byte == b']' && self.array => self.state = State::Done,
                State::After if byte == b',' => self.state = State::Before,
                State::After if byte == b']' => self.state = State::Done,
                State::Start | State::Before | State::After | State::Done => self.refuse(out),
            }
            if byte == b'\n' {
                self.line += 1;
            }
        }
    }

    fn refuse(&mut self, out: &mut Vec<Record>) {
        let reason = match self.state {
            State::Start | State::Before => "a row must be a JSON object",
            State::After => "a comma or the end of the array is expected",
            _ => "the file goes on behind the end of its array",
        };
        self.state = State::Broken;
        out.push(Record { line: self.line, content: Err(reason.to_owned()) });
    }

    fn begin(&mut self, byte: u8) {
        self.state = State::Inside;
        (self.began, self.depth) = (self.line, 1);
        (self.text, self.escaped) = (false, false);
        self.row.clear();
        self.row.push(byte);
    }

    fn inside(&mut self, byte: u8, out: &mut Vec<Record>) {
        if self.row.len() >= MAX_RECORD {
            self.state = State::Broken;
            let reason = format!("the row is longer than {} MiB", MAX_RECORD / 1024 / 1024);
            out.push(Record { line: self.began, content: Err(reason) });
            return;
        }
        self.row.push(byte);
        if self.text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.text = false,
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => self.text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth -= 1,
            _ => {}
        }
        if self.depth == 0 {
            self.state = if self.array { State::After } else { State::Before };
            out.push(Record { line: self.began, content: members(&self.row).map(Content::Members) });
        }
    }

    /// Says that the file has ended.
    pub fn finish(&mut self, out: &mut Vec<Record>) {
        let open = match self.state {
            State::Inside => Some((self.began, "the row is cut off")),
            State::Before | State::After if self.array => Some((self.line, "the array is not closed")),
            _ => None,
        };
        if let Some((line, reason)) = open {
            out.push(Record { line, content: Err(reason.to_owned()) });
        }
        self.state = State::Broken;
    }
}

/// Members of an object in its order; of members with one name the last counts.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a row as a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members: Vec<(String, Box<RawValue>)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    match members.iter_mut().find(|(known, _)| *known == name) {
                        Some(known) => known.1 = value,
                        None => members.push((name, value)),
                    }
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

fn members(row: &[u8]) -> Result<Vec<(String, Box<RawValue>)>, String> {
    match serde_json::from_slice(row) {
        Ok(Members(members)) => Ok(members),
        Err(error) => Err(format!("is not JSON: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8], piece: usize) -> Vec<(u64, Result<Vec<String>, String>)> {
        let (mut reader, mut out) = (JsonReader::default(), Vec::new());
        for piece in bytes.chunks(piece) {
            reader.push(piece, &mut out);
        }
        reader.finish(&mut out);
        let texts = |content| match content {
            Content::Members(members) => {
                members.into_iter().map(|(name, value)| format!("{name}={value}")).collect()
            }
            Content::Cells(_) => panic!("JSON has members"),
        };
        out.into_iter().map(|record| (record.line, record.content.map(texts))).collect()
    }

    #[test]
    fn arrays_and_lines() {
        let rows = [
            (1, Ok(vec!["b=1.10".to_owned(), "a={\"x\": [\"}\"]}".to_owned()])),
            (2, Ok(vec!["a=\"\\\"]\"".to_owned()])),
        ];
        for file in [
            "[{\"b\": 1.10, \"a\": {\"x\": [\"}\"]}},\n {\"a\": \"\\\"]\"}]\n",
            "{\"b\": 1.10, \"a\": {\"x\": [\"}\"]}}\n{\"a\": \"\\\"]\"}\n",
        ] {
            for piece in [1, 7, 1000] {
                assert_eq!(read(file.as_bytes(), piece), rows, "{file}");
            }
        }
        assert_eq!(read(b"[]", 1), []);
        assert_eq!(read(b"{\"a\":1,\"a\":2}", 1), [(1, Ok(vec!["a=2".to_owned()]))]);
    }

    #[test]
    fn damage_is_reported_with_its_line() {
        for (file, line) in [
            ("[{\"a\":1}\n{\"a\":2}]", 2),
            ("[{\"a\":1},\n2]", 2),
            ("{\"a\":1}\n\n{\"a\":", 3),
            ("[{\"a\":1}", 1),
            ("[{\"a\":1}]\n[", 2),
            ("{\"a\":1}\n{\"a\" 2}\n{\"a\":3}", 2),
            ("\"x\"", 1),
            ("{\"a\":1}\n{\"a\":\"\u{1}\"}", 2),
        ] {
            let faults: Vec<u64> =
                read(file.as_bytes(), 2).iter().filter(|(_, r)| r.is_err()).map(|(l, _)| *l).collect();
            assert_eq!(faults, [line], "{file}");
        }
    }

    proptest! {
        #[test]
        fn pieces_make_no_difference(text in "[\\[\\]{}\",:\\\\a1 \n]{0,40}", piece in 1_usize..9) {
            prop_assert_eq!(read(text.as_bytes(), piece), read(text.as_bytes(), 100));
        }
    }
}
