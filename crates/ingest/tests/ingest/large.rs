//! Tables larger than what is kept of them in memory.

use std::io::{self, Read};

use assay_ingest::{DateOrder, FileError, Input, Kind, Opened, Options, Record, limits};

use super::{feedback, reading, reasons, with_kind};

/// A file that is made as it is read: a heading, and rows.
struct Made<'m> {
    rows: usize,
    row: &'m (dyn Fn(usize) -> String + Sync),
}

struct Making<'m> {
    of: &'m Made<'m>,
    next: usize,
    piece: Vec<u8>,
    at: usize,
}

impl Input for Made<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Making {
            of: self,
            next: 0,
            piece: Vec::new(),
            at: 0,
        }))
    }

    fn size(&self) -> u64 {
        (0..self.rows).map(|row| (self.row)(row).len() as u64).sum()
    }
}

impl Read for Making<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.piece.len() && self.next < self.of.rows {
            self.piece = (self.of.row)(self.next).into_bytes();
            (self.at, self.next) = (0, self.next + 1);
        }
        let length = buffer.len().min(self.piece.len() - self.at);
        buffer[..length].copy_from_slice(&self.piece[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

#[test]
fn a_large_table_is_read_as_a_small_one() {
    let row = |row: usize| match row {
        0 => "response_id,date,comment,rating\n".to_owned(),
        // The only date that tells the order of all is far down.
        25_000 => "r25000,01/31/2025,\"It is late, and\nin two lines\",2\n".to_owned(),
        29_000 => "r29000,02/01/2025\n".to_owned(),
        n => format!(
            "r{n},0{}/02/2025,It took me {n} tries to get in,4\n",
            1 + n % 9
        ),
    };
    let file = Made {
        rows: 30_000,
        row: &row,
    };
    let opened = Opened::open("large.csv", &file, None).unwrap();
    let outline = opened.outline(&with_kind(Kind::Survey)).unwrap();
    assert_eq!(outline.rows, 30_000);
    assert_eq!(outline.date_order, Some(DateOrder::MonthFirst));
    let sample = opened.sample(&outline).unwrap();
    assert!((1_000..=4_000).contains(&sample.len()), "{}", sample.len());
    let (mut rows, mut problems, mut batches) = (Vec::new(), Vec::new(), 0);
    let summary = opened
        .read(&outline, |mut batch| {
            batches += 1;
            rows.extend(batch.records.iter().map(|record| match record {
                Record::Feedback(feedback) => (feedback.row, feedback.id.clone().unwrap()),
                other => panic!("feedback, not {other:?}"),
            }));
            problems.append(&mut batch.problems);
            Ok::<_, FileError>(())
        })
        .unwrap();
    assert_eq!(summary.rows, 29_999);
    assert!(batches > 5, "{batches}");
    let expected: Vec<(u64, String)> = (1..30_000)
        .filter(|n| *n != 29_000)
        .map(|n| (n + 1, format!("r{n}")))
        .collect();
    assert_eq!(rows, expected, "a row without an answer is no feedback");
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert_eq!(problems[0].row, Some(29_001));
    assert_eq!(
        problems[1].reason, "nothing was written in 1 row: 29001",
        "what happened to each row is said"
    );
}

#[test]
fn one_who_has_enough_stops_the_reading() {
    let row = |n: usize| match n {
        0 => "id,comment\n".to_owned(),
        n => format!("{n},It is far too slow for us\n"),
    };
    let file = Made {
        rows: 50_000,
        row: &row,
    };
    let opened = Opened::open("large.csv", &file, None).unwrap();
    let outline = opened.outline(&Options::default()).unwrap();
    let mut batches = 0;
    let refused = opened.read(&outline, |_| {
        batches += 1;
        Err(FileError::Empty {
            name: "enough".to_owned(),
        })
    });
    assert_eq!((refused.is_err(), batches), (true, 1));
}

#[test]
fn a_giant_cell_is_rejected_alone_and_not_kept() {
    // Half as much again as is kept of a row, in pieces with line ends, delimiters and doubled marks.
    let pieces = limits::ROW_BYTES * 3 / 2 / 1_000;
    let filling = format!("{}, \"\"x\"\"\n", "y".repeat(990));
    let row = |n: usize| match n {
        0 => "id,comment,plan\n1,It is slow,Team\n2,\"".to_owned(),
        n if n <= pieces => filling.clone(),
        n if n == pieces + 1 => "\",Team\n3,\"It is, too dear\",Free\n".to_owned(),
        _ => "4,I like it a lot,Team\n".to_owned(),
    };
    let file = Made {
        rows: pieces + 3,
        row: &row,
    };
    let opened = Opened::open("giant.csv", &file, None).unwrap();
    let outline = opened.outline(&Options::default()).unwrap();
    let (mut ids, mut problems) = (Vec::new(), outline.problems.clone());
    opened
        .read(&outline, |mut batch| {
            for record in batch.records {
                if let Record::Feedback(feedback) = record {
                    ids.push((feedback.row, feedback.text));
                }
            }
            problems.append(&mut batch.problems);
            Ok::<_, FileError>(())
        })
        .unwrap();
    let texts = [
        (2, "It is slow"),
        (4, "It is, too dear"),
        (5, "I like it a lot"),
    ];
    assert_eq!(ids, texts.map(|(row, text)| (row, text.to_owned())));
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].row, Some(3));
    assert!(problems[0].reason.contains("longer than 16 MiB"));
}

#[test]
fn a_mark_that_is_never_closed_does_not_swallow_a_large_file() {
    let mut csv = "id,comment,plan\n1,\"It is slow,Team\n".to_owned();
    for n in 2..700_000 {
        csv += &format!("{n},It took me {n} days,Free\n");
    }
    assert!(csv.len() > limits::CELL_BYTES);
    let found = reading("a.csv", csv);
    assert_eq!(feedback(&found).len(), 699_999);
    assert!(
        reasons(&found).contains("opened and not closed"),
        "{}",
        reasons(&found)
    );
}

#[test]
fn many_lines_of_json_are_read_one_by_one() {
    let mut lines = String::new();
    for n in 1..=9_000 {
        lines += &format!("{{\"id\": {n}, \"comment\": \"It took me {n} tries\"}}\n");
        if n == 8_000 {
            lines += "{\"id\": \n";
        }
    }
    lines += "{\"id\": 9001, \"comment\": \"And so on\", \"plan\": \"Team\"}\n";
    let found = reading("a.jsonl", &lines);
    assert_eq!(feedback(&found).len(), 9_001);
    assert_eq!(found.problems.len(), 1, "{}", reasons(&found));
    assert_eq!(found.problems[0].row, Some(8_001));
    assert_eq!(feedback(&reading("a.json", &lines)).len(), 9_001);
}
