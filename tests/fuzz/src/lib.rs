//! What each fuzz target does with its bytes.
//!
//! `make fuzz` runs them; `tests/tests/fuzzing.rs` includes this file and gives each target every
//! input in `regressions/`, so that what once failed is tried again by each test run.

mod archive;
pub mod container;
mod project;

use std::io::{self, Cursor, Read};

use assay_exchange::refi::{read_codebook, read_project, write_codebook};
use assay_ingest::{
    FileError, Input, Kind, Opened, Options, Pseudonyms, Record, find_sensitive, preview, read,
    redact, yes_no_or_date,
};

/// A name, and what is done with the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// A target for each parser, by name. Parsers that read several kinds of file get them all: the first
/// byte chooses among the forms (see [`choose`]).
pub const TARGETS: &[Target] = &[
    ("delimited", delimited),
    ("columns", columns),
    ("messages", messages),
    ("json", json),
    ("transcripts", |bytes| file(&["a.md", "a.txt"], bytes)),
    ("captions", |bytes| {
        file(&["a.vtt", "a.srt", "a.sbv", "a.lrc"], bytes);
    }),
    ("word_processor", |bytes| parts(&["a.docx", "a.odt"], bytes)),
    ("workbook", |bytes| {
        parts(&["a.xlsx", "a.ods", "a.xls", "a.xlsb"], bytes);
    }),
    ("parquet", |bytes| file(&["a.parquet"], bytes)),
    ("archive", archive::open),
    ("refi", refi),
    ("contact_data", contact_data),
    ("project", project::open),
];

/// Give the target of this name the bytes. There is always one of that name.
pub fn run(target: &str, bytes: &[u8]) {
    let found = TARGETS.iter().find(|(name, _)| *name == target);
    found
        .unwrap_or_else(|| panic!("there is no target {target}"))
        .1(bytes);
}

/// The first byte of an input: it says what kind of file the rest is, or leaves it to be guessed, and
/// which of a target's forms it has.
pub fn first_byte(kind: Option<Kind>, form: u8) -> u8 {
    let guessed = Kind::ALL.len();
    let kind = Kind::ALL.iter().position(|known| Some(*known) == kind);
    u8::try_from(kind.unwrap_or(guessed)).unwrap_or_default() + 8 * form
}

/// What the first byte says (see [`first_byte`]), and the rest. Any byte means something.
fn choose<'a, 'f, T>(forms: &'f [T], bytes: &'a [u8]) -> Option<(&'f T, Option<Kind>, &'a [u8])> {
    let (first, rest) = bytes.split_first()?;
    let kind = Kind::ALL.get(usize::from(first % 8)).copied();
    Some((&forms[usize::from(first / 8) % forms.len()], kind, rest))
}

/// A file under one of these names.
fn file(names: &[&str], bytes: &[u8]) {
    if let Some((name, kind, bytes)) = choose(names, bytes) {
        read_as(name, bytes, kind);
    }
}

/// The same for containers: what follows is the file itself, the parts to put into a ZIP (after a
/// zero) or the records of an old workbook (after a one; see [`container`]), because bytes changed at
/// random seldom make a whole container.
fn parts(names: &[&str], bytes: &[u8]) {
    match choose(names, bytes) {
        Some((name, kind, parts @ [0, ..])) => read_as(name, &container::pack(parts), kind),
        Some((name, kind, [1, records @ ..])) => {
            read_as(name, &container::excel_97(records), kind);
        }
        Some((name, kind, bytes)) => read_as(name, bytes, kind),
        None => {}
    }
}

/// A table by its name, by its looks, or so long that it is read in batches.
fn delimited(bytes: &[u8]) {
    match choose(&["a.csv", "a.tsv", "a", LONG], bytes) {
        Some((&LONG, _, rows)) => batches("a.csv", rows),
        Some((name, kind, bytes)) => read_as(name, bytes, kind),
        None => {}
    }
}

/// A document, a line for each record, so many lines that they are read in batches, or a document that is
/// read record by record as large ones are.
fn json(bytes: &[u8]) {
    match choose(&["a.json", "a.jsonl", LONG, LARGE], bytes) {
        Some((&LONG, _, rows)) => batches("a.jsonl", rows),
        Some((&LARGE, kind, bytes)) => opened("a.json", &SaidToBeLarge(bytes), kind),
        Some((name, kind, bytes)) => read_as(name, bytes, kind),
        None => {}
    }
}

/// In place of a name: the rows come again until there are more than the reader keeps.
const LONG: &str = "long";

/// In place of a name: the document is said to be larger than it is.
const LARGE: &str = "large";

/// Bytes that are said to be as many as those of a large file.
struct SaidToBeLarge<'a>(&'a [u8]);

impl Input for SaidToBeLarge<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        self.0.open()
    }

    fn size(&self) -> u64 {
        self.0.size().max(8 << 20)
    }
}

/// The bytes are a first line and rows that come again, so that they are read a block at a time.
fn batches(name: &str, bytes: &[u8]) {
    /// Rows that are more than the reader keeps.
    const ROWS: usize = 4_500;
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let Some(end) = end.filter(|end| bytes.len() > end + 1) else {
        return;
    };
    let (first, rows) = bytes.split_at(end + 1);
    let lines = rows.iter().filter(|byte| **byte == b'\n').count() + 1;
    let mut table = first.to_vec();
    for _ in 0..=ROWS / lines {
        table.extend_from_slice(rows);
        table.push(b'\n');
    }
    opened(name, &table, None);
}

fn opened(name: &str, input: &dyn Input, kind: Option<Kind>) {
    let opened = match Opened::open(name, input, kind) {
        Ok(opened) => opened,
        Err(error) => return sentence(&error.to_string()),
    };
    let options = Options {
        kind,
        ..Options::default()
    };
    let Ok(outline) = opened.outline(&options) else {
        return;
    };
    let summary = opened.read(&outline, |_| Ok::<(), FileError>(()));
    match summary {
        Err(error) => sentence(&error.to_string()),
        Ok(summary) => assert!(summary.rows <= outline.rows, "rows are counted once"),
    }
}

/// The headings of a table and what its columns are guessed to be: the bytes are headings and the
/// cells of a few rows, or each line is the time of a row and a yes or no.
fn columns(bytes: &[u8]) {
    type Form = fn(&[u8], Option<Kind>);
    if let Some((form, kind, bytes)) = choose(&[headings as Form, dates as Form], bytes) {
        form(bytes, kind);
    }
}

fn headings(bytes: &[u8], kind: Option<Kind>) {
    let mut table = bytes.to_vec();
    for row in 0..4u8 {
        table.push(b'\n');
        table.extend(bytes.iter().map(|byte| match byte {
            b'\n' | b'\r' => b' ',
            b',' | b';' | b'\t' | b'"' => *byte,
            other => other.wrapping_add(row),
        }));
    }
    read_as("a.csv", &table, kind);
}

fn dates(bytes: &[u8], _: Option<Kind>) {
    let words = String::from_utf8_lossy(bytes);
    let mut table = String::from("customer_id,event,time\n");
    for line in words.lines() {
        let _ = yes_no_or_date(line, None);
        table.push_str("c1,login,\"");
        table.push_str(&line.replace('"', ""));
        table.push_str("\"\n");
    }
    read_as("a.csv", table.as_bytes(), Some(Kind::Events));
}

/// The bytes are what somebody wrote to a help desk: HTML, replies that are quoted, a signature.
fn messages(bytes: &[u8]) {
    let words = String::from_utf8_lossy(bytes).replace('"', "\"\"");
    let table = format!("Ticket ID,Subject,Description\n1,Login,\"{words}\"\n");
    read_as("a.csv", table.as_bytes(), Some(Kind::Ticket));
}

/// A project (`.qdpx`), as a file or as the parts to put into one, or a codebook (`.qdc`) of another
/// program for qualitative analysis.
fn refi(bytes: &[u8]) {
    let Some((is_project, _, bytes)) = choose(&[true, false], bytes) else {
        return;
    };
    let packed = bytes.starts_with(b"\0").then(|| container::pack(bytes));
    let bytes = packed.as_deref().unwrap_or(bytes);
    let reading = if *is_project {
        read_project(Cursor::new(bytes))
    } else {
        read_codebook(bytes)
    };
    match reading {
        Err(error) => assert!(!error.to_string().contains('\n'), "not a sentence: {error}"),
        Ok(reading) => {
            // What was read can be written, and says the same when it is read again.
            let mut written = Vec::new();
            write_codebook(&reading.project, &mut written).expect("memory can be written");
            let again = read_codebook(written.as_slice()).expect("what was written can be read");
            assert_eq!(again.project.codes.len(), reading.project.codes.len());
        }
    }
}

/// The bytes are words in which contact details are replaced.
fn contact_data(bytes: &[u8]) {
    let words = String::from_utf8_lossy(bytes);
    let mut known = Pseudonyms::new([7; 32], std::iter::empty());
    let first = redact(&words, &mut known);
    let again = redact(&words, &mut known);
    assert_eq!(first.text, again.text, "the same value has the same token");
    for (_, place) in find_sensitive(&words) {
        assert!(words.get(place).is_some(), "what is found lies in the text");
    }
}

/// Whatever the bytes: records and problems, or one sentence.
fn read_as(name: &str, bytes: &[u8], kind: Option<Kind>) {
    let options = Options {
        kind,
        ..Options::default()
    };
    if let Err(error) = preview(name, &bytes, &options) {
        sentence(&error.to_string());
    }
    match read(name, bytes, &options) {
        Err(error) => sentence(&error.to_string()),
        Ok(reading) => {
            for problem in &reading.problems {
                assert!(!problem.reason.is_empty(), "a problem has a reason");
            }
            for record in &reading.records {
                let Record::Feedback(feedback) = record else {
                    continue;
                };
                for turn in &feedback.turns {
                    assert!(
                        feedback.text.get(turn.start..turn.end).is_some(),
                        "turns lie in the text"
                    );
                }
            }
        }
    }
}

fn sentence(error: &str) {
    assert!(error.ends_with('.'), "not a sentence: {error}");
}
