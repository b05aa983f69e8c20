//! What reading a file gives, and what may be asked for.

use serde::{Deserialize, Serialize};

use crate::{Kind, Problem, Record, Role};

/// Which number comes first in dates such as 3/4/2025.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 3/4/2025 is the third of April.
    DayFirst,
    /// 3/4/2025 is the fourth of March.
    MonthFirst,
}

/// What a person has decided about a file; everything else is guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Options {
    /// What the file holds.
    pub kind: Option<Kind>,
    /// Roles of columns. A column is named by its heading or question (in any case), by its
    /// letter as in a spreadsheet, or by its number as `#3`.
    pub map: Vec<(Role, String)>,
    /// Which number comes first in its dates.
    pub date_order: Option<DateOrder>,
}

/// A column and what it is thought to be for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnGuess {
    /// 0-based place in the file.
    pub index: usize,
    /// Its heading; the letter of the column if it has none.
    pub name: String,
    /// The question's words, if a second heading row has them or the heading is one.
    pub question: Option<String>,
    /// What it is used for.
    pub role: Role,
    /// Why, in a short phrase.
    pub reason: String,
}

/// Everything that was found in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What the file holds.
    pub kind: Kind,
    /// Why it is thought so, in a short phrase.
    pub kind_reason: String,
    /// “CSV; comma”, “XLSX; sheet “Answers””, “WebVTT” …
    pub format: String,
    /// “UTF-8”, “windows-1252 (guessed)” …; of a container format, that of its parts.
    pub encoding: String,
    /// The columns from left to right; none for a transcript.
    pub columns: Vec<ColumnGuess>,
    /// How many rows are headings; 0 if the columns are named by their letters or keys.
    pub header_rows: usize,
    /// The order used for dates that could be read both ways, if there are any.
    pub date_order: Option<DateOrder>,
    /// Data rows seen, rejected ones included; 1 for a transcript.
    pub rows: usize,
    /// What was read, in the order of the file.
    pub records: Vec<Record>,
    /// What was left out, corrected or decided.
    pub problems: Vec<Problem>,
}

/// A first look at a file: what would be read, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// What the file holds.
    pub kind: Kind,
    /// Why it is thought so, in a short phrase.
    pub kind_reason: String,
    /// As in [`Reading::format`].
    pub format: String,
    /// As in [`Reading::encoding`].
    pub encoding: String,
    /// As in [`Reading::columns`].
    pub columns: Vec<ColumnGuess>,
    /// As in [`Reading::header_rows`].
    pub header_rows: usize,
    /// As in [`Reading::date_order`].
    pub date_order: Option<DateOrder>,
    /// The first five data rows, one cell a column; for a transcript the first five turns, as
    /// speaker and words.
    pub first_rows: Vec<Vec<String>>,
    /// Problems met in the part that was looked at.
    pub problems: Vec<Problem>,
}
