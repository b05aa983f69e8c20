//! JSON Lines: one object a line.

use super::table::Flattener;
use super::{damaged, depth, lenient, reason};
use crate::formats::Sheet;
use crate::grid::Grid;
use crate::table::{Block, RowSource, Survey, Table, TakeBlock};
use crate::text_stream::{TextFile, TextPieces};
use crate::{FileError, Input, Problem, limits};

/// A JSON Lines file, once its encoding is known.
pub(super) struct Lines<'a> {
    name: String,
    file: TextFile<'a>,
}

/// Reads one JSON object a line. A line that is none is rejected alone.
pub(in crate::formats) fn read<'a>(
    name: &str,
    input: &'a dyn Input,
) -> Result<Table<'a>, FileError> {
    let lines = Lines {
        name: name.to_owned(),
        file: TextFile::open(name, input)?,
    };
    let mut flattener = Flattener::new(name, None);
    let mut fault = None;
    let survey = Survey::of(|take| lines.go(&mut flattener, &mut fault, take))?;
    if let (true, Some(fault)) = (flattener.keys().is_empty(), fault) {
        return Err(fault);
    }
    let sheet = Sheet {
        grid: Grid::default(),
        ..flattener.into_sheet(
            "JSON Lines".to_owned(),
            lines.file.encoding.clone(),
            lines.file.problems.clone(),
        )?
    };
    Ok(Table::surveyed(survey, sheet, Box::new(lines)))
}

impl RowSource for Lines<'_> {
    fn each_block(&self, take: &mut TakeBlock<'_>) -> Result<(), FileError> {
        self.go(&mut Flattener::new(&self.name, None), &mut None, take)
    }
}

impl Lines<'_> {
    /// `fault` is why the first line that is no JSON is none.
    fn go(
        &self,
        flattener: &mut Flattener<'_>,
        fault: &mut Option<FileError>,
        take: &mut TakeBlock<'_>,
    ) -> Result<(), FileError> {
        let mut lines = LineReader {
            pieces: self.file.text()?,
            text: String::new(),
            at: 0,
            last: false,
        };
        let mut block = Block::default();
        let mut number = 0;
        while let Some(line) = lines.next()? {
            number += 1;
            match line {
                Line::Text(line) if line.trim().is_empty() => {}
                Line::Text(line) if line.len() <= limits::CELL_BYTES && fits(line) => {
                    match lenient::value(line, number) {
                        Ok((value, problems)) => {
                            flattener.push(number, &value)?;
                            block.problems.extend(problems);
                        }
                        Err(error) => {
                            let reason = format!("the line is not valid JSON ({})", reason(&error));
                            block.problems.push(Problem::rejected(number, None, reason));
                            fault.get_or_insert_with(|| damaged(&self.name, number, &error));
                        }
                    }
                }
                _ => block.problems.push(Problem::rejected(
                    number,
                    None,
                    "the line is longer, or nested deeper, than can be read",
                )),
            }
            if !flattener.hand_over_if_full(&mut block, take)? {
                return Ok(());
            }
        }
        flattener.hand_over_rest(block, take)
    }
}

fn fits(line: &str) -> bool {
    depth(line) <= limits::JSON_DEPTH
}

enum Line<'t> {
    Text(&'t str),
    /// Longer than is kept.
    TooLong,
}

/// The lines of a text.
struct LineReader<'a> {
    pieces: TextPieces<'a>,
    text: String,
    at: usize,
    last: bool,
}

impl LineReader<'_> {
    fn next(&mut self) -> Result<Option<Line<'_>>, FileError> {
        let mut looked = self.at;
        let mut skipped = false;
        loop {
            if let Some(end) = self.text[looked..].find('\n') {
                let (start, end) = (self.at, looked + end);
                self.at = end + 1;
                return Ok(Some(if skipped {
                    Line::TooLong
                } else {
                    Line::Text(&self.text[start..end])
                }));
            }
            if self.last {
                let start = std::mem::replace(&mut self.at, self.text.len());
                let rest = &self.text[start..];
                return Ok(match (skipped, rest.is_empty()) {
                    (true, _) => Some(Line::TooLong),
                    (false, true) => None,
                    (false, false) => Some(Line::Text(rest)),
                });
            }
            self.text.drain(..self.at);
            self.at = 0;
            if skipped || self.text.len() > limits::ROW_BYTES {
                skipped = true;
                self.text.clear();
            }
            looked = self.text.len();
            self.last = !self.pieces.next(&mut self.text)?;
        }
    }
}
