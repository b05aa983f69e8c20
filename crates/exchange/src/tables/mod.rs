//! Rows and columns for spreadsheets and programs, written as they come.

mod comma_separated;
mod formula;
mod json;
mod parquet_file;
mod workbook;

use std::io::{self, Seek, Write};
use std::path::Path;

use chrono::{DateTime, SecondsFormat};

pub use formula::defused;

/// A table's file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated, UTF-8, quoted by RFC 4180; texts that a spreadsheet would take for a formula
    /// are defused ([`defused`]).
    Csv,
    /// Excel workbook of one sheet; texts are typed as text.
    Xlsx,
    /// One array of objects.
    Json,
    /// Apache Parquet, Snappy-compressed.
    Parquet,
}

/// A column and what its cells are.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// What its cells are.
    pub kind: Kind,
}

impl Column {
    /// A column of this name.
    pub fn new(name: impl Into<String>, kind: Kind) -> Column {
        Column {
            name: name.into(),
            kind,
        }
    }
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// True or false.
    YesNo,
    /// Instants.
    Time,
    /// Several texts: an array in JSON, joined by `; ` elsewhere.
    List,
}

/// One cell. It is either empty or of its column's kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number; one that is not finite is written as empty.
    Number(f64),
    /// True or false.
    YesNo(bool),
    /// Unix seconds UTC.
    Time(i64),
    /// Several texts.
    List(Vec<String>),
}

impl Cell {
    /// The cell of a value that may be missing.
    pub fn of<T>(value: Option<T>, cell: impl FnOnce(T) -> Cell) -> Cell {
        value.map_or(Cell::Empty, cell)
    }
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file could not be written.
    #[error(transparent)]
    File(#[from] io::Error),
    /// The format does not hold so much; a sentence for the person who asked for it.
    #[error("{0}")]
    TooLarge(String),
    /// The library refused, which is a defect of ours.
    #[error("the table could not be written: {0}")]
    Other(String),
}

/// What became of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows, the heading apart.
    pub rows: u64,
    /// Texts that were longer than a cell of the format holds, and were cut.
    pub cut: u64,
}

/// A table being written, row by row.
pub trait TableWriter {
    /// Add a row: one cell a column.
    fn row(&mut self, cells: &[Cell]) -> Result<(), TableError>;

    /// Write what remains.
    fn finish(self: Box<Self>) -> Result<Written, TableError>;
}

/// Begin a table in `out`. Rows go to the file as they come, in bounded memory; a workbook keeps its
/// rows in a temporary file in `folder` until it is finished. `title` names the sheet.
pub fn begin<W: Write + Seek + Send + 'static>(
    format: TableFormat,
    title: &str,
    columns: &[Column],
    out: W,
    folder: &Path,
) -> Result<Box<dyn TableWriter>, TableError> {
    Ok(match format {
        TableFormat::Csv => Box::new(comma_separated::CommaSeparated::begin(columns, out)?),
        TableFormat::Xlsx => Box::new(workbook::Workbook::begin(title, columns, out, folder)?),
        TableFormat::Json => Box::new(json::Json::begin(columns, out)?),
        TableFormat::Parquet => Box::new(parquet_file::ParquetFile::begin(columns, out)?),
    })
}

/// An instant in ISO 8601, or nothing for one beyond the calendar.
fn iso(at: i64) -> Option<String> {
    DateTime::from_timestamp(at, 0).map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true))
}

fn joined(list: &[String]) -> String {
    list.join("; ")
}

#[cfg(test)]
mod tests;
