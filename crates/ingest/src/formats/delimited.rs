//! CSV and its relatives: cells between delimiters, quoted or not.
//!
//! A reader of our own, because files from the wild break the rules: a quotation mark that is never
//! closed must not swallow the rest of the file, and each row must keep the number that a
//! spreadsheet would show.

use super::Sheet;
use super::dialect::{Dialect, sniff};
use crate::encoding::decode;
use crate::grid::Grid;
use crate::{FileError, Problem, limits};

/// Reads a delimited file. `rows` limits how many rows are read, for a preview.
pub(super) fn read(name: &str, bytes: &[u8], rows: Option<usize>) -> Result<Sheet, FileError> {
    let bytes = match rows {
        Some(_) => head(bytes, limits::BYTES_PREVIEWED),
        None => bytes,
    };
    let decoded = decode(name, bytes)?;
    let (dialect, skipped) = sniff(name, &decoded.text);
    let text = &decoded.text[skipped..];
    let mut sheet = Sheet {
        grid: Grid::with_capacity(text.len()),
        format: dialect.describe(),
        encoding: decoded.encoding,
        problems: decoded.problems,
        keys: None,
        padded: false,
    };
    let first_row = u64::from(skipped > 0) + 1;
    Reader {
        name,
        bytes: text.as_bytes(),
        text,
        dialect,
        grid: &mut sheet.grid,
        problems: &mut sheet.problems,
    }
    .read(first_row, rows.unwrap_or(usize::MAX))?;
    Ok(sheet)
}

/// The beginning of a large file, up to the end of a line.
fn head(bytes: &[u8], limit: usize) -> &[u8] {
    if bytes.len() <= limit {
        return bytes;
    }
    let end = bytes[..limit]
        .iter()
        .rposition(|&b| b == b'\n' || b == b'\r')
        .map_or(limit, |at| at + 1);
    // UTF-16 ends a line with two bytes.
    let even = end + end % 2;
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        &bytes[..even]
    } else {
        &bytes[..end]
    }
}

/// Splits a text into the cells of a grid; for the sniffer, too.
pub(super) struct Reader<'a> {
    pub name: &'a str,
    pub text: &'a str,
    pub bytes: &'a [u8],
    pub dialect: Dialect,
    pub grid: &'a mut Grid,
    pub problems: &'a mut Vec<Problem>,
}

/// What ended a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Cell,
    Row,
    File,
}

impl Reader<'_> {
    pub fn read(mut self, first_row: u64, rows: usize) -> Result<(), FileError> {
        let mut number = first_row;
        let mut at = 0;
        while at < self.bytes.len() && self.grid.len() < rows {
            self.grid.start_row(number);
            let mut too_long = false;
            loop {
                let (next, end) = self.cell(at, number);
                too_long |= self.grid.cell_bytes() > limits::CELL_BYTES;
                if too_long {
                    self.grid.clear_cell();
                }
                self.grid.end_cell();
                at = next;
                if end != End::Cell {
                    break;
                }
                if at >= self.bytes.len() {
                    // A delimiter at the very end begins one more, empty, cell.
                    self.grid.end_cell();
                    break;
                }
            }
            let cells = self.grid.cells_in_row();
            if too_long {
                self.reject(
                    number,
                    format!("a cell is longer than {} MiB", limits::CELL_BYTES >> 20),
                );
            } else if cells > limits::COLUMNS {
                self.reject(
                    number,
                    format!("it has {cells} cells; at most {} are read", limits::COLUMNS),
                );
            }
            self.grid.check_size(self.name)?;
            number += 1;
        }
        Ok(())
    }

    fn reject(&mut self, row: u64, reason: String) {
        self.grid.drop_row();
        self.problems.push(Problem::rejected(row, None, reason));
    }

    /// Reads one cell; where the next one begins, and what ended this one.
    fn cell(&mut self, start: usize, row: u64) -> (usize, End) {
        if self.bytes.get(start) == Some(&self.dialect.quote) {
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
        let delimiter = self.dialect.delimiter;
        self.bytes[start..]
            .iter()
            .position(|&b| b == delimiter || b == b'\n' || b == b'\r')
            .map_or(self.bytes.len(), |offset| start + offset)
    }

    /// Steps over the delimiter or line end at `at`.
    fn after(&self, at: usize) -> (usize, End) {
        match self.bytes.get(at) {
            None => (at, End::File),
            Some(b'\r') if self.bytes.get(at + 1) == Some(&b'\n') => (at + 2, End::Row),
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
        // Where the line's next proper closing mark is, once it had to be looked for.
        let mut closing = 0;
        loop {
            let byte = *self.bytes.get(at)?;
            if byte == b'\n' || byte == b'\r' {
                lines = true;
            }
            if self.dialect.backslash && byte == b'\\' && self.bytes.get(at + 1) == Some(&quote) {
                self.grid.push_str(&self.text[from..at]);
                from = at + 1;
                at += 2;
                continue;
            }
            if byte != quote {
                at += 1;
                // An absurdly long cell is more likely a mark that was never closed.
                if at - start > limits::CELL_BYTES {
                    return None;
                }
                continue;
            }
            if self.bytes.get(at + 1) == Some(&quote) {
                self.grid.push_str(&self.text[from..=at]);
                at += 2;
                from = at;
                continue;
            }
            let padded = self.bytes[at + 1..]
                .iter()
                .take_while(|&&b| b == b' ')
                .count();
            let next = self.bytes.get(at + 1 + padded);
            if next.is_none_or(|&b| b == self.dialect.delimiter || b == b'\n' || b == b'\r') {
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

    /// The next quotation mark before a delimiter or the line's end.
    fn closing_on_this_line(&self, start: usize) -> Option<usize> {
        let mut at = start;
        loop {
            match *self.bytes.get(at)? {
                b'\n' | b'\r' => return None,
                byte if byte == self.dialect.quote => {
                    let next = self.bytes.get(at + 1);
                    if next.is_none_or(|&b| b == self.dialect.delimiter || b == b'\n' || b == b'\r')
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

    fn rows(text: &str) -> Vec<Vec<String>> {
        let sheet = read("x.csv", text.as_bytes(), None).unwrap();
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
        let sheet = read("x.csv", b"a,b\n1,\"never closed\n2,fine\n", None).unwrap();
        assert_eq!(sheet.problems[0].row, Some(2), "the repair names its row");
    }

    #[test]
    fn rows_keep_the_numbers_of_a_spreadsheet() {
        let sheet = read("x.csv", b"a,b\n\n\"two\nlines\",x\n3,4\n", None).unwrap();
        let numbers: Vec<_> = sheet
            .grid
            .rows()
            .map(|row| (row.number, row.is_blank()))
            .collect();
        assert_eq!(numbers, [(1, false), (2, true), (3, false), (4, false)]);
        let sheet = read("x.csv", b"sep=,\na,b\n1,2\n", None).unwrap();
        assert_eq!(sheet.grid.row(0).number, 2, "the sep line is a row, too");
    }

    #[test]
    fn absurd_cells_and_rows_are_rejected_alone() {
        let long = "x".repeat(limits::CELL_BYTES + 1);
        let sheet = read("x.csv", format!("a,b\n1,{long}\n2,y\n").as_bytes(), None).unwrap();
        assert_eq!(sheet.grid.len(), 2);
        assert!(
            sheet.problems[0].reason.contains("longer than 16 MiB"),
            "{:?}",
            sheet.problems
        );
        let wide = ",".repeat(limits::COLUMNS + 1);
        let sheet = read("x.csv", format!("a,b\n{wide}\n2,y\n").as_bytes(), None).unwrap();
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
            Reader { name: "x", text: &text, bytes: text.as_bytes(), dialect, grid: &mut grid, problems: &mut problems }
                .read(1, usize::MAX).unwrap();
            let read: Vec<Vec<String>> = grid.rows().skip(1).map(|row| row.cells().map(str::to_owned).collect()).collect();
            prop_assert_eq!(read, table);
            prop_assert!(problems.is_empty());
        }
    }
}
