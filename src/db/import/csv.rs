//! CSV (RFC 4180) in pieces of any size. Stricter than most readers, since a damaged file must be reported and not
//! guessed at; unlike a library it tells an empty value from an empty text in quotes.

use super::record::{Content, MAX_RECORD, Record};

/// Values of one row at most, as PostgreSQL has columns.
const MAX_CELLS: usize = 1600;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first character of a value.
    Start,
    /// In a value without quotes.
    Plain,
    /// Between quotes.
    Quoted,
    /// Behind a quote that either closes the value or doubles.
    Closing,
    /// In a row that is refused, up to its end.
    Broken,
}

/// Takes bytes, gives rows.
#[derive(Debug)]
pub struct CsvReader {
    delimiter: u8,
    null: String,
    state: State,
    cell: Vec<u8>,
    quoted: bool,
    cells: Vec<Option<String>>,
    size: usize,
    line: u64,
    began: u64,
    fault: Option<String>,
    after_return: bool,
}

impl CsvReader {
    /// Values without quotes that equal `null` are NULL.
    pub fn new(delimiter: u8, null: &str) -> Self {
        CsvReader {
            delimiter,
            null: null.to_owned(),
            state: State::Start,
            cell: Vec::new(),
            quoted: false,
            cells: Vec::new(),
            size: 0,
            line: 1,
            began: 1,
            fault: None,
            after_return: false,
        }
    }

    /// Takes a piece of the file.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<Record>) {
        for &byte in bytes {
            let line_feed_of_return = std::mem::take(&mut self.after_return) && byte == b'\n';
            if line_feed_of_return && self.state == State::Start && self.untouched() {
                continue;
            }
            self.byte(byte, out);
            if byte == b'\n' || (byte == b'\r' && self.state != State::Quoted) {
                self.line += 1;
                self.after_return = byte == b'\r';
                if self.untouched() {
                    self.began = self.line;
                }
            }
        }
    }

    fn untouched(&self) -> bool {
        self.cells.is_empty() && self.cell.is_empty() && !self.quoted && self.state == State::Start
    }

    fn byte(&mut self, byte: u8, out: &mut Vec<Record>) {
        self.size += 1;
        if self.size > MAX_RECORD && self.state != State::Broken {
            self.refuse(format!("the row is longer than {} MiB", MAX_RECORD / 1024 / 1024));
        }
        match (self.state, byte) {
            (State::Quoted, b'"') => self.state = State::Closing,
            (State::Quoted, byte) => self.cell.push(byte),
            (State::Closing, b'"') => {
                self.cell.push(b'"');
                self.state = State::Quoted;
            }
            (State::Start, b'"') => {
                self.quoted = true;
                self.state = State::Quoted;
            }
            (State::Broken, b'\r' | b'\n') => self.end_row(out),
            (State::Broken, _) => {}
            (_, b'\r' | b'\n') => self.end_row(out),
            (_, byte) if byte == self.delimiter => self.end_cell(),
            (State::Closing, _) => self.refuse("a closing quote is followed by more text".to_owned()),
            (State::Plain, b'"') => self.refuse("a quote stands inside of a value without quotes".to_owned()),
            (State::Start | State::Plain, byte) => {
                self.cell.push(byte);
                self.state = State::Plain;
            }
        }
    }

    fn refuse(&mut self, reason: String) {
        self.fault.get_or_insert(reason);
        self.state = State::Broken;
        self.cell.clear();
        self.cells.clear();
    }

    fn end_cell(&mut self) {
        self.state = State::Start;
        let quoted = std::mem::take(&mut self.quoted);
        match String::from_utf8(std::mem::take(&mut self.cell)) {
            Ok(text) if text.contains('\0') => self.refuse("holds the character NUL".to_owned()),
            Ok(text) => self.cells.push(if !quoted && text == self.null { None } else { Some(text) }),
            Err(_) => self.refuse("is not UTF-8".to_owned()),
        }
        if self.cells.len() > MAX_CELLS {
            self.refuse(format!("has more than {MAX_CELLS} values"));
        }
    }

    fn end_row(&mut self, out: &mut Vec<Record>) {
        let blank = self.untouched() && self.fault.is_none();
        if !blank && self.state != State::Broken {
            self.end_cell();
        }
        let content = match self.fault.take() {
            Some(reason) => Err(reason),
            None => Ok(Content::Cells(std::mem::take(&mut self.cells))),
        };
        if !blank {
            out.push(Record { line: self.began, content });
        }
        self.state = State::Start;
        self.quoted = false;
        self.cells.clear();
        self.cell.clear();
        self.size = 0;
    }

    /// Says that the file has ended.
    pub fn finish(&mut self, out: &mut Vec<Record>) {
        if self.state == State::Quoted {
            self.refuse("a quote is not closed".to_owned());
        }
        self.end_row(out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Rows = Vec<(u64, Result<Vec<Option<String>>, String>)>;

    fn read(bytes: &[u8], piece: usize) -> Rows {
        let (mut reader, mut out) = (CsvReader::new(b',', ""), Vec::new());
        for piece in bytes.chunks(piece) {
            reader.push(piece, &mut out);
        }
        reader.finish(&mut out);
        out.into_iter()
            .map(|record| {
                let cells = record.content.map(|content| match content {
                    Content::Cells(cells) => cells,
                    Content::Members(_) => panic!("CSV has cells"),
                });
                (record.line, cells)
            })
            .collect()
    }

    fn cells(values: &[Option<&str>]) -> Result<Vec<Option<String>>, String> {
        Ok(values.iter().map(|value| value.map(str::to_owned)).collect())
    }

    #[test]
    fn rows_lines_and_nulls() {
        let file = "a,b\r\n1,\"x\ny\"\n\n,\"\"\n\"q\"\"q\",é";
        let rows = read(file.as_bytes(), 1);
        assert_eq!(
            rows,
            [
                (1, cells(&[Some("a"), Some("b")])),
                (2, cells(&[Some("1"), Some("x\ny")])),
                (5, cells(&[None, Some("")])),
                (6, cells(&[Some("q\"q"), Some("é")])),
            ]
        );
    }

    #[test]
    fn damage_is_reported_with_its_line_and_the_rest_is_read() {
        let rows = read(b"1,a\"b\n2,\"x\"y\n3,\xff\n4,ok\n5,\"open\n6", 3);
        let faults: Vec<_> = rows.iter().filter(|(_, row)| row.is_err()).map(|(line, _)| *line).collect();
        assert_eq!(faults, [1, 2, 3, 5]);
        assert_eq!(rows[3], (4, cells(&[Some("4"), Some("ok")])));
        assert_eq!(rows.len(), 5);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_in_pieces_of_any_size(
            rows in prop::collection::vec(prop::collection::vec(prop::option::of("[a\",\r\né]{0,5}"), 2..4), 1..5),
            piece in 1_usize..9,
        ) {
            let line = |row: &Vec<Option<String>>| {
                let cells = row.iter().map(|cell| match cell {
                    None => String::new(),
                    Some(text) => format!("\"{}\"", text.replace('"', "\"\"")),
                });
                cells.collect::<Vec<_>>().join(",")
            };
            let file = rows.iter().map(line).collect::<Vec<_>>().join("\r\n");
            let found: Vec<_> = read(file.as_bytes(), piece).into_iter().map(|(_, row)| row.expect("sound")).collect();
            prop_assert_eq!(found, rows);
        }

        #[test]
        fn any_bytes_give_rows_or_faults(bytes in prop::collection::vec(any::<u8>(), 0..80), piece in 1_usize..9) {
            let rows = read(&bytes, piece);
            prop_assert_eq!(&rows, &read(&bytes, 80));
            prop_assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }
}
