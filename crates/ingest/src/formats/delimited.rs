//! CSV and its relatives: cells between delimiters, quoted or not.
//!
//! A reader of our own, because files from the wild break the rules: a quotation mark that is never
//! closed must not swallow the rest of the file, and each row must keep the number that a
//! spreadsheet would show.

use memchr::memchr3;

use super::Sheet;
use super::dialect::{Dialect, sniff};
use crate::grid::Grid;
use crate::table::{Block, RowSource, Survey, Table, TakeBlock};
use crate::text_stream::{TextFile, TextPieces};
use crate::{FileError, Input, Problem, limits};

/// Bytes that are looked at to find the dialect.
const HEAD: usize = 256 << 10;

/// A delimited file, once it is known how to read it.
pub(crate) struct Delimited<'a> {
    file: TextFile<'a>,
    dialect: Dialect,
    /// Bytes of Excel's “sep=” line.
    skipped: usize,
}

impl<'a> Delimited<'a> {
    /// # Errors
    /// If the file is no text.
    pub fn open(name: &str, input: &'a dyn Input) -> Result<Self, FileError> {
        let file = TextFile::open(name, input)?;
        let mut head = String::new();
        let mut pieces = file.text()?;
        while head.len() < HEAD && pieces.next(&mut head)? {}
        let (dialect, skipped) = sniff(name, &head);
        Ok(Delimited {
            file,
            dialect,
            skipped,
        })
    }

    /// Looks through all of it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn table(self) -> Result<Table<'a>, FileError> {
        let survey = Survey::of(|take| self.each_block(take))?;
        let sheet = Sheet {
            grid: Grid::default(),
            format: self.dialect.describe(),
            encoding: self.file.encoding.clone(),
            problems: self.file.problems.clone(),
            keys: None,
            typed: Vec::new(),
            padded: false,
        };
        Ok(Table::surveyed(survey, sheet, Box::new(self)))
    }
}

impl RowSource for Delimited<'_> {
    fn each_block(&self, take: &mut TakeBlock<'_>) -> Result<(), FileError> {
        let mut window = Window {
            pieces: self.file.text()?,
            text: String::new(),
            at: 0,
            last: false,
        };
        window.fill(self.skipped.max(1))?;
        window.at = self.skipped;
        let mut number = u64::from(self.skipped > 0) + 1;
        let mut block = Block::default();
        loop {
            let (after, done) = Reader {
                text: &window.text,
                bytes: window.text.as_bytes(),
                dialect: self.dialect,
                grid: &mut block.grid,
                problems: &mut block.problems,
                last: window.last,
                rows: Block::ROWS,
                ran_out: false,
            }
            .read(window.at, &mut number);
            window.at = after;
            let finished = done == Done::End && window.last;
            if block.is_full() || finished {
                let more = take(&mut block)?;
                block.clear();
                if !more || finished {
                    return Ok(());
                }
            }
            if done == Done::Beyond {
                window.skip_row(self.dialect)?;
                block.problems.push(too_long(number));
                number += 1;
            } else if done == Done::End {
                window.fill_more()?;
            }
        }
    }
}

fn too_long(row: u64) -> Problem {
    let limit = limits::CELL_BYTES >> 20;
    Problem::rejected(row, None, format!("a cell is longer than {limit} MiB"))
}

/// The stretch of the text that is in memory.
struct Window<'a> {
    pieces: TextPieces<'a>,
    text: String,
    /// Where the next row begins.
    at: usize,
    /// Whether the text ends here.
    last: bool,
}

impl Window<'_> {
    /// Sees to it that `bytes` from `at` on are there, if the file has so many.
    fn fill(&mut self, bytes: usize) -> Result<(), FileError> {
        while !self.last && self.text.len() - self.at < bytes {
            self.last = !self.pieces.next(&mut self.text)?;
        }
        Ok(())
    }

    /// At least twice as much as there is: a row that did not fit is tried again.
    fn fill_more(&mut self) -> Result<(), FileError> {
        self.text.drain(..self.at);
        self.at = 0;
        self.fill((self.text.len() * 2).max(1))
    }

    /// Steps over a row that is too long to be kept.
    fn skip_row(&mut self, dialect: Dialect) -> Result<(), FileError> {
        let mut quoted = false;
        let mut opens = true;
        loop {
            let bytes = self.text.as_bytes();
            while let Some(&byte) = bytes.get(self.at) {
                let next = bytes.get(self.at + 1).copied();
                if next.is_none() && !self.last {
                    break;
                }
                let ends = |b: u8| b == dialect.delimiter || b == b'\n' || b == b'\r';
                self.at += 1;
                if quoted {
                    if byte == dialect.quote && next == Some(dialect.quote) {
                        self.at += 1;
                    } else if byte == dialect.quote {
                        quoted = !next.is_none_or(ends);
                    }
                } else if byte == b'\n' || byte == b'\r' {
                    if byte == b'\r' && next == Some(b'\n') {
                        self.at += 1;
                    }
                    return Ok(());
                } else {
                    quoted = opens && byte == dialect.quote;
                    opens = byte == dialect.delimiter;
                }
            }
            if self.last {
                self.at = self.text.len();
                return Ok(());
            }
            self.text.drain(..self.at);
            self.at = 0;
            self.last = !self.pieces.next(&mut self.text)?;
        }
    }
}

/// Splits a text into the cells of a grid; for the sniffer, too.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub bytes: &'a [u8],
    pub dialect: Dialect,
    pub grid: &'a mut Grid,
    pub problems: &'a mut Vec<Problem>,
    /// Whether the file ends with this text.
    pub last: bool,
    /// Rows that the grid is to hold at most.
    pub rows: usize,
    /// Whether the row at hand goes on behind this text.
    pub ran_out: bool,
}

/// Why the reader stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    /// The grid is a full block.
    Full,
    /// The text ends, or the row at hand needs more of it.
    End,
    /// The row at hand is longer than is kept.
    Beyond,
}

/// What ended a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Cell,
    Row,
    File,
}

impl Reader<'_> {
    /// Reads whole rows from `at` on; where the next one begins, and why it stopped there.
    pub fn read(mut self, mut at: usize, number: &mut u64) -> (usize, Done) {
        while at < self.bytes.len() {
            if self.grid.len() >= self.rows || self.grid.bytes() >= Block::BYTES {
                return (at, Done::Full);
            }
            let start = at;
            let known = self.problems.len();
            self.ran_out = false;
            self.grid.start_row(*number);
            let mut long = false;
            loop {
                let (next, end) = self.cell(at, *number);
                long |= self.grid.cell_bytes() > limits::CELL_BYTES;
                if long {
                    self.grid.clear_cell();
                }
                self.grid.end_cell();
                at = next;
                if end != End::Cell {
                    break;
                }
                if at >= self.bytes.len() {
                    // A delimiter at the very end begins one more, empty, cell.
                    self.ran_out |= !self.last;
                    self.grid.end_cell();
                    break;
                }
            }
            if self.ran_out {
                self.grid.drop_row();
                self.problems.truncate(known);
                let beyond = self.bytes.len() - start > limits::ROW_BYTES;
                return (start, if beyond { Done::Beyond } else { Done::End });
            }
            let cells = self.grid.cells_in_row();
            if long {
                self.grid.drop_row();
                self.problems.push(too_long(*number));
            } else if cells > limits::COLUMNS {
                self.grid.drop_row();
                let limit = limits::COLUMNS;
                let reason = format!("it has {cells} cells; at most {limit} are read");
                self.problems.push(Problem::rejected(*number, None, reason));
            }
            *number += 1;
        }
        (at, Done::End)
    }

    /// The byte at a place; none at the end of the file, and behind what there is of it.
    fn byte(&mut self, at: usize) -> Option<u8> {
        let byte = self.bytes.get(at).copied();
        self.ran_out |= byte.is_none() && !self.last;
        byte
    }

    /// Reads one cell; where the next one begins, and what ended this one.
    fn cell(&mut self, start: usize, row: u64) -> (usize, End) {
        if self.byte(start) == Some(self.dialect.quote) {
            if let Some(after) = self.quoted(start + 1) {
                return after;
            }
            self.grid.clear_cell();
            self.problems.push(Problem::repaired(
                Some(row),
                None,
                "a quotation mark is opened and not closed; it was read as part of the text",
            ));
        }
        self.plain(start)
    }

    fn plain(&mut self, start: usize) -> (usize, End) {
        let end = self.next_break(start);
        self.grid.push_str(&self.text[start..end]);
        self.after(end)
    }

    fn next_break(&self, start: usize) -> usize {
        memchr3(self.dialect.delimiter, b'\n', b'\r', &self.bytes[start..])
            .map_or(self.bytes.len(), |offset| start + offset)
    }

    /// Steps over the delimiter or line end at `at`.
    fn after(&mut self, at: usize) -> (usize, End) {
        match self.byte(at) {
            None => (at, End::File),
            Some(b'\r') if self.byte(at + 1) == Some(b'\n') => (at + 2, End::Row),
            Some(b'\r' | b'\n') => (at + 1, End::Row),
            Some(_) => (at + 1, End::Cell),
        }
    }

    /// Reads a quoted cell from after its opening mark. A mark inside that is not doubled stays,
    /// if the cell is closed properly later on the same line. `None` if the opening mark can only
    /// be part of the text.
    fn quoted(&mut self, start: usize) -> Option<(usize, End)> {
        let quote = self.dialect.quote;
        let mut from = start;
        let mut at = start;
        let mut lines = false;
        let mut believed = false;
        // Where the line's next proper closing mark is, once it had to be looked for.
        let mut closing = 0;
        loop {
            let byte = self.byte(at)?;
            if byte == b'\n' || byte == b'\r' {
                lines = true;
            }
            if self.dialect.backslash && byte == b'\\' && self.byte(at + 1) == Some(quote) {
                self.grid.push_str(&self.text[from..at]);
                from = at + 1;
                at += 2;
                continue;
            }
            if byte != quote {
                at += 1;
                if !self.dialect.backslash {
                    // Nothing else means anything here.
                    let rest = &self.bytes[at..];
                    at += memchr3(quote, b'\n', b'\r', rest).unwrap_or(rest.len());
                }
                // An absurdly long cell is more likely a mark that was never closed.
                if at - start > limits::CELL_BYTES && !believed {
                    if self.goes_on_in_rows(start) {
                        return None;
                    }
                    believed = true;
                }
                continue;
            }
            if self.byte(at + 1) == Some(quote) {
                self.grid.push_str(&self.text[from..=at]);
                at += 2;
                from = at;
                continue;
            }
            let padded = self.bytes[at + 1..]
                .iter()
                .take_while(|&&b| b == b' ')
                .count();
            let next = self.byte(at + 1 + padded);
            if next.is_none_or(|b| b == self.dialect.delimiter || b == b'\n' || b == b'\r') {
                self.grid.push_str(&self.text[from..at]);
                return Some(self.after(at + 1 + padded));
            }
            if closing <= at {
                closing = self.closing_on_this_line(at + 1).unwrap_or(0);
            }
            if lines || closing == 0 {
                return None;
            }
            at += 1;
        }
    }

    /// Whether the lines after a place are cut by the delimiter into as many cells as the row
    /// before: then they are rows, and no part of a cell.
    fn goes_on_in_rows(&self, start: usize) -> bool {
        const LOOKED_AT: usize = 64 << 10;
        let mut end = self.bytes.len().min(start + LOOKED_AT);
        end = self.bytes[..end]
            .iter()
            .rposition(|&b| b == b'\n' || b == b'\r')
            .unwrap_or(start);
        let rows = self.grid.len();
        let width = rows
            .checked_sub(2)
            .map_or(0, |before| self.grid.row(before).len());
        let mut lines = self.bytes[start..end.max(start)]
            .split(|&b| b == b'\n' || b == b'\r')
            .skip(1)
            .filter(|line| !line.is_empty())
            .map(|line| {
                line.iter()
                    .filter(|&&b| b == self.dialect.delimiter)
                    .count()
                    + 1
            })
            .peekable();
        if lines.peek().is_none() {
            return false;
        }
        let (mut alike, mut all) = (0_usize, 0_usize);
        for cells in lines {
            all += 1;
            alike += usize::from(cells == width);
        }
        alike * 2 >= all
    }

    /// The next quotation mark before a delimiter or the line's end.
    fn closing_on_this_line(&mut self, start: usize) -> Option<usize> {
        let mut at = start;
        loop {
            match self.byte(at)? {
                b'\n' | b'\r' => return None,
                byte if byte == self.dialect.quote => {
                    let next = self.byte(at + 1);
                    if next.is_none_or(|b| b == self.dialect.delimiter || b == b'\n' || b == b'\r')
                    {
                        return Some(at);
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &[u8]) -> Block {
        let file = Delimited::open("x.csv", &text).unwrap();
        let mut all = Block::default();
        file.each_block(&mut |block| {
            block.grid.rows().for_each(|row| all.grid.push_row(row));
            all.problems.append(&mut block.problems);
            Ok(true)
        })
        .unwrap();
        all
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        let sheet = read(text.as_bytes());
        sheet
            .grid
            .rows()
            .map(|row| row.cells().map(str::to_owned).collect())
            .collect()
    }

    fn check(text: &str, expected: &[&[&str]]) {
        assert_eq!(rows(text), expected, "{text:?}");
    }

    #[test]
    fn quotes_line_ends_and_empty_cells() {
        check("a,b\n1,\"x, y\"\n", &[&["a", "b"], &["1", "x, y"]]);
        check(
            "a,b\r\n1,\"two\r\nlines\"\r\n",
            &[&["a", "b"], &["1", "two\r\nlines"]],
        );
        check(
            "a,b\r1,\"two\rlines\"\r",
            &[&["a", "b"], &["1", "two\rlines"]],
        );
        check(
            "a,b\n1,\"say \"\"hi\"\"\"\n",
            &[&["a", "b"], &["1", "say \"hi\""]],
        );
        check(
            "a,b,c\n,,\n1,2,",
            &[&["a", "b", "c"], &["", "", ""], &["1", "2", ""]],
        );
        check(
            "a;b\n1,5;x\n2,5;y\n",
            &[&["a", "b"], &["1,5", "x"], &["2,5", "y"]],
        );
        check("a\tb\nx, y\tz\n", &[&["a", "b"], &["x, y", "z"]]);
        check(
            "a|b\nx, y|z\nu|v\n",
            &[&["a", "b"], &["x, y", "z"], &["u", "v"]],
        );
        check("sep=;\na;b\n1;2\n", &[&["a", "b"], &["1", "2"]]);
    }

    #[test]
    fn marks_that_break_the_rules() {
        check(
            "a,b\n1,he said \"no\"\n",
            &[&["a", "b"], &["1", "he said \"no\""]],
        );
        check(
            "a,b\n1,\"he said \"no\" to me\"\n",
            &[&["a", "b"], &["1", "he said \"no\" to me"]],
        );
        check(
            "a,b\n1,\"never closed\n2,fine\n",
            &[&["a", "b"], &["1", "\"never closed"], &["2", "fine"]],
        );
        check(
            "a,b\n1,\"open\n2,\"fine\"\n",
            &[&["a", "b"], &["1", "\"open"], &["2", "fine"]],
        );
        check("a,b\n1,\"x\" ,3\n", &[&["a", "b"], &["1", "x", "3"]]);
        check(
            "a,b\n1,\"say \\\"hi\\\", ok\"\n2,\"y\"\n",
            &[&["a", "b"], &["1", "say \"hi\", ok"], &["2", "y"]],
        );
        let sheet = read(b"a,b\n1,\"never closed\n2,fine\n");
        assert_eq!(sheet.problems[0].row, Some(2), "the repair names its row");
    }

    #[test]
    fn rows_keep_the_numbers_of_a_spreadsheet() {
        let sheet = read(b"a,b\n\n\"two\nlines\",x\n3,4\n");
        let numbers: Vec<_> = sheet
            .grid
            .rows()
            .map(|row| (row.number, row.is_blank()))
            .collect();
        assert_eq!(numbers, [(1, false), (2, true), (3, false), (4, false)]);
        let sheet = read(b"sep=,\na,b\n1,2\n");
        assert_eq!(sheet.grid.row(0).number, 2, "the sep line is a row, too");
    }

    #[test]
    fn absurd_cells_and_rows_are_rejected_alone() {
        let long = "x".repeat(limits::CELL_BYTES + 1);
        let sheet = read(format!("a,b\n1,{long}\n2,y\n").as_bytes());
        assert_eq!(sheet.grid.len(), 2);
        assert!(
            sheet.problems[0].reason.contains("longer than 16 MiB"),
            "{:?}",
            sheet.problems
        );
        let wide = ",".repeat(limits::COLUMNS + 1);
        let sheet = read(format!("a,b\n{wide}\n2,y\n").as_bytes());
        assert_eq!((sheet.grid.len(), sheet.problems.len()), (2, 1));
    }

    proptest! {
        #[test]
        fn what_the_csv_crate_writes_is_read_back(
            table in (2..5_usize).prop_flat_map(|width| {
                proptest::collection::vec(proptest::collection::vec("[a-zA-Z ,;\"'\n\\tüß0-9.]{0,12}", width), 1..8)
            }),
            delimiter in proptest::sample::select(vec![b',', b';', b'\t', b'|']),
        ) {
            let width = table[0].len();
            let heading: Vec<String> = (0..width).map(|i| format!("heading {i}")).collect();
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            writer.write_record(&heading).unwrap();
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let text = String::from_utf8(bytes).unwrap();
            let mut grid = Grid::default();
            let mut problems = Vec::new();
            let dialect = Dialect { delimiter, quote: b'"', backslash: false };
            Reader {
                text: &text, bytes: text.as_bytes(), dialect, grid: &mut grid, problems: &mut problems,
                last: true, rows: usize::MAX, ran_out: false,
            }
            .read(0, &mut 1);
            let read: Vec<Vec<String>> = grid.rows().skip(1).map(|row| row.cells().map(str::to_owned).collect()).collect();
            prop_assert_eq!(read, table);
            prop_assert!(problems.is_empty());
        }
    }
}
