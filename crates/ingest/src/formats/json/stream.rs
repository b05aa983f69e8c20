//! Large JSON documents whose records stand in one list: read record by record, so that neither the
//! text nor the records ever stand in memory as a whole.

use serde_json::Value;

use super::lists::find_list_in;
use super::table::Flattener;
use super::{depth, reason};
use crate::formats::Sheet;
use crate::grid::Grid;
use crate::table::{Block, RowSource, Survey, Table, TakeBlock};
use crate::text_stream::{TextFile, TextPieces};
use crate::{FileError, Input, Problem, limits};

/// Documents from this size on are looked at; smaller ones may stand in memory. 8 MiB.
pub(super) const LARGE: u64 = 8 << 20;

/// Bytes that may stand beside the list: what is said of a list, not what belongs to its records.
const BESIDE: usize = 64 << 10;

/// Reads a large document. None if it is no list of records, nor an object with one list and little
/// besides: then it has to be read as a whole.
pub(super) fn read<'a>(
    name: &str,
    input: &'a dyn Input,
    rows: Option<usize>,
) -> Result<Option<Table<'a>>, FileError> {
    let file = TextFile::open(name, input)?;
    let mut document = Document {
        name: name.to_owned(),
        file,
        key: None,
        rows: rows.unwrap_or(usize::MAX),
    };
    let form = match document.scanner()?.first()? {
        Some(b'[') => "JSON; list".to_owned(),
        Some(b'{') => match document.only_list()? {
            Some(key) => {
                let form = format!("JSON; list “{key}”");
                document.key = Some(key);
                form
            }
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    let mut flattener = Flattener::new(name, None);
    let survey = Survey::of(|take| document.go(&mut flattener, take))?;
    let sheet = Sheet {
        grid: Grid::default(),
        ..flattener.into_sheet(
            form,
            document.file.encoding.clone(),
            document.file.problems.clone(),
        )?
    };
    Ok(Some(Table::surveyed(survey, sheet, Box::new(document))))
}

/// A document of which it is known where its records are.
struct Document<'a> {
    name: String,
    file: TextFile<'a>,
    /// The key of the list; none if it is all of the document.
    key: Option<String>,
    rows: usize,
}

impl RowSource for Document<'_> {
    fn each_block(&self, take: &mut TakeBlock<'_>) -> Result<(), FileError> {
        self.go(&mut Flattener::new(&self.name, None), take)
    }
}

impl<'a> Document<'a> {
    fn scanner(&self) -> Result<Scanner<'a>, FileError> {
        Ok(Scanner {
            name: self.name.clone(),
            pieces: self.file.text()?,
            text: String::new(),
            at: 0,
            line: 1,
        })
    }

    /// The key of the list of objects that is nearly all of an object.
    fn only_list(&self) -> Result<Option<String>, FileError> {
        /// Bytes of a value that tell what it begins with.
        const LOOKED_AT: usize = 256;
        let mut scanner = self.scanner()?;
        scanner.expect(b'{')?;
        let mut found = None;
        let mut beside = 0;
        while let Some(key) = scanner.key()? {
            let is_list = scanner.first()? == Some(b'[');
            let mut value = Kept::beginning(LOOKED_AT);
            let length = scanner.value(&mut value)?;
            if is_list && length > BESIDE && found.is_none() {
                // Lists of numbers or words are no records.
                let first = value.text().trim_start_matches('[').trim_start();
                found = first.starts_with('{').then_some(key);
                if found.is_none() {
                    return Ok(None);
                }
            } else {
                beside += length;
            }
            if beside > BESIDE {
                return Ok(None);
            }
        }
        // Pieces of speech are a conversation.
        const SPEECH: &[&str] = &[
            "segments",
            "transcription",
            "utterances",
            "monologues",
            "words",
            "results",
        ];
        Ok(found.filter(|key| !SPEECH.contains(&key.as_str())))
    }

    fn go(&self, flattener: &mut Flattener<'_>, take: &mut TakeBlock<'_>) -> Result<(), FileError> {
        let mut scanner = self.scanner()?;
        match &self.key {
            None => scanner.expect(b'[')?,
            Some(wanted) => {
                scanner.expect(b'{')?;
                while let Some(key) = scanner.key()? {
                    if key == *wanted {
                        break;
                    }
                    scanner.value(&mut Kept::beginning(0))?;
                }
                scanner.expect(b'[')?;
            }
        }
        let mut block = Block::default();
        let (mut number, mut read) = (0, 0);
        let mut kept = Kept::beginning(limits::ROW_BYTES);
        while scanner.element(&mut kept)? {
            number += 1;
            let text = kept.text();
            let too_much = kept.cut || depth(text) > limits::JSON_DEPTH;
            let parsed = match too_much {
                true => Err("the record is longer, or nested deeper, than can be read".to_owned()),
                false => serde_json::from_str::<Value>(text)
                    .map_err(|error| format!("the record is not valid JSON ({})", reason(&error))),
            };
            match parsed {
                Ok(value) => match find_list_in(&value) {
                    // A list of pages, each with its own list.
                    Some(page) => {
                        for element in page {
                            flattener.push(number, element)?;
                            number += 1;
                        }
                    }
                    None => drop(flattener.push(number, &value)?),
                },
                Err(reason) => block.problems.push(Problem::rejected(number, None, reason)),
            }
            read += 1;
            if !flattener.hand_over_if_full(&mut block, take)? {
                return Ok(());
            }
            if read >= self.rows {
                break;
            }
        }
        flattener.hand_over_rest(block, take)
    }
}

/// What is kept of a value.
struct Kept {
    bytes: Vec<u8>,
    most: usize,
    /// Whether there was more.
    cut: bool,
}

impl Kept {
    fn beginning(most: usize) -> Kept {
        Kept {
            bytes: Vec::new(),
            most,
            cut: false,
        }
    }

    fn push(&mut self, byte: u8) {
        if self.bytes.len() < self.most {
            self.bytes.push(byte);
        } else {
            self.cut = true;
        }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }
}

/// Goes through the signs of a document without building anything.
struct Scanner<'a> {
    name: String,
    pieces: TextPieces<'a>,
    text: String,
    at: usize,
    line: u64,
}

impl Scanner<'_> {
    /// The next byte, which stays.
    fn peek(&mut self) -> Result<Option<u8>, FileError> {
        while self.at >= self.text.len() {
            self.text.clear();
            self.at = 0;
            if !self.pieces.next(&mut self.text)? {
                return Ok(None);
            }
        }
        Ok(self.text.as_bytes().get(self.at).copied())
    }

    fn bump(&mut self, byte: u8) {
        self.line += u64::from(byte == b'\n');
        self.at += 1;
    }

    /// The next byte that is no white space, which stays.
    fn first(&mut self) -> Result<Option<u8>, FileError> {
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.bump(byte);
        }
        Ok(None)
    }

    fn expect(&mut self, wanted: u8) -> Result<(), FileError> {
        match self.first()? {
            Some(byte) if byte == wanted => {
                self.bump(byte);
                Ok(())
            }
            _ => Err(self.damaged(&format!("“{}” is missing", char::from(wanted)))),
        }
    }

    /// The next key of an object, and the colon after it. None at the object's end.
    fn key(&mut self) -> Result<Option<String>, FileError> {
        const LONGEST: usize = 1 << 10;
        if self.first()? == Some(b',') {
            self.expect(b',')?;
        }
        if self.first()? == Some(b'}') {
            return Ok(None);
        }
        let mut key = Kept::beginning(LONGEST);
        self.value(&mut key)?;
        let key = serde_json::from_str(key.text()).map_err(|_| self.damaged("a key is missing"))?;
        self.expect(b':')?;
        Ok(Some(key))
    }

    /// Takes the next element of a list. False at the list's end.
    fn element(&mut self, kept: &mut Kept) -> Result<bool, FileError> {
        if self.first()? == Some(b',') {
            self.expect(b',')?;
        }
        match self.first()? {
            Some(b']') => Ok(false),
            Some(_) => self.value(kept).map(|_| true),
            None => Err(self.damaged("the list does not end")),
        }
    }

    /// Steps over a value, by its brackets and quotation marks; gives its bytes.
    fn value(&mut self, kept: &mut Kept) -> Result<usize, FileError> {
        kept.bytes.clear();
        kept.cut = false;
        self.first()?;
        let (mut open, mut in_string, mut escaped, mut length) = (0_usize, false, false, 0_usize);
        while let Some(byte) = self.peek()? {
            let ends = !in_string && open == 0 && length > 0;
            if ends && (matches!(byte, b',' | b':' | b']' | b'}') || byte.is_ascii_whitespace()) {
                return Ok(length);
            }
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                b'[' | b'{' if !in_string => open += 1,
                b']' | b'}' if !in_string => match open.checked_sub(1) {
                    Some(left) => open = left,
                    None => return Err(self.damaged("a bracket closes what was not open")),
                },
                b',' | b':' if open == 0 && !in_string => {
                    return Err(self.damaged("a value is missing"));
                }
                _ => {}
            }
            kept.push(byte);
            length += 1;
            self.bump(byte);
        }
        match open > 0 || in_string {
            true => Err(self.damaged("it ends in the middle of a value")),
            false => Ok(length),
        }
    }

    fn damaged(&self, detail: &str) -> FileError {
        FileError::Damaged {
            name: self.name.clone(),
            format: "JSON".to_owned(),
            detail: format!("line {}: {detail}", self.line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(json: &str) -> Option<Vec<String>> {
        let bytes = json.as_bytes();
        let table = read("x.json", &bytes, None).unwrap()?;
        let mut rows = Vec::new();
        table
            .each_row(|row| rows.push(row.cells().collect::<Vec<_>>().join("|")))
            .unwrap();
        Some(rows)
    }

    #[test]
    fn a_list_is_read_record_by_record() {
        let list = r#"[{"id": 1, "text": "a \"]} b"}, {"id": 2, "text": "größer, {[\\"} ]"#;
        assert_eq!(
            rows(list),
            Some(vec!["1|a \"]} b".into(), "2|größer, {[\\".into()])
        );
        let bytes = list.as_bytes();
        let beginning = read("x.json", &bytes, Some(1)).unwrap().unwrap();
        assert_eq!(
            beginning.length, 1,
            "a preview reads no further than it must"
        );
    }

    #[test]
    fn a_list_inside_of_an_object_is_found_by_its_size() {
        let records = (0..4_000).map(|id| format!(r#"{{"id": {id}, "text": "Too slow for us"}}"#));
        let list = records.collect::<Vec<_>>().join(", ");
        let object = format!(
            r#"{{"count": 2, "about": {{"x": [1]}}, "my_tickets": [
            {list}], "next": null}}"#
        );
        assert_eq!(rows(&object).unwrap().len(), 4_000);
        let two = format!(r#"{{"tickets": [{list}], "users": [{list}]}}"#);
        assert!(
            rows(&two).is_none(),
            "what belongs together is read as a whole"
        );
        let speech = format!(r#"{{"segments": [{list}]}}"#);
        assert!(rows(&speech).is_none());
    }

    #[test]
    fn faults_are_told() {
        let json = r#"[{"id": 1}, {"id": nul}, {"id": 3}]"#;
        let bytes = json.as_bytes();
        let table = read("x.json", &bytes, None).unwrap().unwrap();
        assert_eq!((table.length, table.sheet.problems[0].row), (2, Some(2)));
        for (json, words) in [
            ("[{\"a\": 1},\n{\"a\": 2}", "line 2: the list does not end"),
            ("[{\"a\": 1},\n{\"a\": \"2", "line 2: it ends in the middle"),
            ("[{\"a\": 1}, , 3]", "a value is missing"),
        ] {
            let error = read("x.json", &json.as_bytes(), None)
                .err()
                .unwrap()
                .to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}
