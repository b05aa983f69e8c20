//! What each fuzz target does with its bytes.
//!
//! `make fuzz` runs them; `tests/tests/fuzzing.rs` includes this file and gives each target every
//! input in `regressions/`, so that what once failed is tried again by each test run.

mod container;
mod project;

use std::io::Cursor;

use assay_exchange::refi::{read_codebook, read_project, write_codebook};
use assay_ingest::{
    FileError, Kind, Opened, Options, Pseudonyms, Record, preview, read, redact, yes_no_or_date,
};

/// A name, and what is done with the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target by name.
pub const TARGETS: &[Target] = &[
    ("csv", |bytes| file("a.csv", bytes)),
    ("tsv", |bytes| file("a.tsv", bytes)),
    ("json", |bytes| file("a.json", bytes)),
    ("jsonl", |bytes| file("a.jsonl", bytes)),
    ("markdown", |bytes| file("a.md", bytes)),
    ("plain_text", |bytes| file("a.txt", bytes)),
    ("web_vtt", |bytes| file("a.vtt", bytes)),
    ("sub_rip", |bytes| file("a.srt", bytes)),
    ("sub_viewer", |bytes| file("a.sbv", bytes)),
    ("xlsx", |bytes| parts("a.xlsx", bytes)),
    ("ods", |bytes| parts("a.ods", bytes)),
    ("docx", |bytes| parts("a.docx", bytes)),
    ("odt", |bytes| parts("a.odt", bytes)),
    ("parquet", |bytes| file("a.parquet", bytes)),
    ("refi_project", |bytes| refi(bytes, true)),
    ("refi_codebook", |bytes| refi(bytes, false)),
    ("batches", batches),
    ("no_extension", |bytes| file("a", bytes)),
    ("columns", columns),
    ("dates", dates),
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

/// A file of the kind that the first byte says.
fn file(name: &str, bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    let kind = Kind::ALL.get(usize::from(*first % 8)).copied();
    read_as(name, bytes, kind);
}

/// The same for a ZIP container: what follows the first byte is the file itself, or the parts to
/// put into one (see [`container`]), because bytes changed at random seldom make a whole archive.
fn parts(name: &str, bytes: &[u8]) {
    match bytes.split_first() {
        Some((first, parts @ [0, ..])) => {
            let kind = Kind::ALL.get(usize::from(*first % 8)).copied();
            read_as(name, &container::pack(parts), kind);
        }
        _ => file(name, bytes),
    }
}

/// A project (`.qdpx`), as a file or as the parts to put into one, or a codebook (`.qdc`) of another
/// program for qualitative analysis.
fn refi(bytes: &[u8], project: bool) {
    let packed = bytes.starts_with(b"\0").then(|| container::pack(bytes));
    let bytes = packed.as_deref().unwrap_or(bytes);
    let reading = if project {
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

/// The bytes are the headings of a table and rows that come again until there are more than are
/// kept, so that the rest is read a block at a time.
fn batches(bytes: &[u8]) {
    /// Rows that are more than the reader keeps.
    const ROWS: usize = 4_500;
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let Some(end) = end.filter(|end| bytes.len() > end + 1) else {
        return;
    };
    let (headings, rows) = bytes.split_at(end + 1);
    let lines = rows.iter().filter(|byte| **byte == b'\n').count() + 1;
    let mut table = headings.to_vec();
    for _ in 0..=ROWS / lines {
        table.extend_from_slice(rows);
        table.push(b'\n');
    }
    for name in ["a.csv", "a.jsonl"] {
        let input: &[u8] = &table;
        let opened = match Opened::open(name, &input, None) {
            Ok(opened) => opened,
            Err(error) => {
                sentence(&error.to_string());
                continue;
            }
        };
        let Ok(outline) = opened.outline(&Options::default()) else {
            continue;
        };
        let mut records = 0;
        let summary = opened.read(&outline, |batch| {
            records += batch.records.len();
            Ok::<(), FileError>(())
        });
        match summary {
            Err(error) => sentence(&error.to_string()),
            Ok(summary) => assert!(summary.rows <= outline.rows, "rows are counted once"),
        }
    }
}

/// The bytes are the headings of a table and the cells of a few rows.
fn columns(bytes: &[u8]) {
    let mut table = bytes.to_vec();
    for row in 0..4u8 {
        table.push(b'\n');
        table.extend(bytes.iter().map(|byte| match byte {
            b'\n' | b'\r' => b' ',
            b',' | b';' | b'\t' | b'"' => *byte,
            other => other.wrapping_add(row),
        }));
    }
    for kind in [
        None,
        Some(Kind::Survey),
        Some(Kind::Customers),
        Some(Kind::Events),
    ] {
        read_as("a.csv", &table, kind);
    }
}

/// Each line is the time of a row, and a yes or no.
fn dates(bytes: &[u8]) {
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

/// The bytes are words in which contact details are replaced.
fn contact_data(bytes: &[u8]) {
    let words = String::from_utf8_lossy(bytes);
    let mut known = Pseudonyms::new([7; 32], std::iter::empty());
    let first = redact(&words, &mut known);
    let again = redact(&words, &mut known);
    assert_eq!(first.text, again.text, "the same value has the same token");
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
