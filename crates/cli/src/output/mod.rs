//! What goes to stdout: sentences and tables for people, one JSON value for programs.

pub mod numbers;
pub mod table;
pub mod text;
pub mod time;

use std::fmt;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use serde::Serialize;

use crate::failure::Failure;

pub use table::Table;

/// Stdout, buffered. A closed pipe is told apart from other failures.
pub struct Output {
    out: BufWriter<Stdout>,
    /// Columns of the terminal; `None` when the output goes elsewhere and may be as wide as it is.
    width: Option<usize>,
}

impl Output {
    /// Stdout of this process.
    pub fn new() -> Self {
        let width = console::Term::stdout()
            .size_checked()
            .filter(|_| io::stdout().is_terminal())
            .map(|(_, columns)| usize::from(columns));
        Output {
            out: BufWriter::new(io::stdout()),
            width,
        }
    }

    /// One line for people.
    pub fn line(&mut self, text: impl fmt::Display) -> Result<(), Failure> {
        writeln!(self.out, "{text}").map_err(|error| Failure::writing(&error))
    }

    /// Text as it is, line ends included.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.out
            .write_all(text.as_bytes())
            .map_err(|error| Failure::writing(&error))
    }

    /// A table for people, fitted to the terminal.
    pub fn table(&mut self, table: &Table) -> Result<(), Failure> {
        for line in table.lines(self.width) {
            self.line(line)?;
        }
        Ok(())
    }

    /// One JSON value: indented on a terminal, else on one line.
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        self.json_part(value)?;
        self.line("")
    }

    /// A JSON value without the line end, for values that are written piece by piece.
    pub fn json_part(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let written = if self.width.is_some() {
            serde_json::to_writer_pretty(&mut self.out, value)
        } else {
            serde_json::to_writer(&mut self.out, value)
        };
        written.map_err(|error| Failure::writing(&error.into()))
    }

    /// Hands on all that is still held back.
    pub fn finish(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|error| Failure::writing(&error))
    }
}
