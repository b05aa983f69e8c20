//! Rows that nobody answered: who makes a survey tries it out, and the tool exports these answers
//! among the others.
//!
//! After Qualtrics' documentation of its columns “Status” (Response Type) and “DistributionChannel”,
//! and the marks of tests in other tools' exports.

use super::{CHOSEN, Column};
use crate::FileError;
use crate::grid::Row;
use crate::table::Table;
use crate::yes_no::flag;

/// The columns that tell tries from answers.
#[derive(Debug)]
pub(crate) struct Tryouts(Vec<(usize, Mark)>);

#[derive(Debug, Clone, Copy)]
enum Mark {
    /// Qualtrics: “Survey Preview”, or a number of which some bits say so.
    ResponseType,
    /// Qualtrics: how the respondent came to the survey.
    Channel,
    /// Yes or no.
    Flag,
}

impl Mark {
    fn is_tryout(self, cell: &str) -> bool {
        let cell = cell.trim().to_lowercase();
        match self {
            Mark::ResponseType => match cell.parse::<u32>() {
                Ok(kind) => kind & (PREVIEW | TEST | SPAM) != 0,
                Err(_) => cell.split_whitespace().any(|word| {
                    matches!(word, "preview" | "test" | "spam") || word.ends_with("vorschau")
                }),
            },
            Mark::Channel => matches!(cell.as_str(), "preview" | "test"),
            Mark::Flag => flag(&cell) == Some(true),
        }
    }
}

/// Bits of the number; 4 is imported, and 16 answered offline.
const PREVIEW: u32 = 1;
const TEST: u32 = 2;
const SPAM: u32 = 8;

impl Tryouts {
    /// The column that says that nobody answered the row.
    pub fn column(&self, row: Row<'_>) -> Option<usize> {
        let mut columns = self.0.iter();
        columns
            .find(|(column, mark)| mark.is_tryout(row.get(*column)))
            .map(|(column, _)| *column)
    }
}

/// Finds the columns that tell tries from answers. None if every row is a try: then somebody wants
/// to see what becomes of them, and they are kept.
///
/// # Errors
/// If the rows cannot be read.
pub(super) fn find(table: &Table<'_>, columns: &[Column]) -> Result<Option<Tryouts>, FileError> {
    let is_qualtrics = columns
        .iter()
        .filter(|column| column.heading.rank(QUALTRICS).is_some())
        .count()
        >= 2;
    let marks = columns.iter().enumerate().filter_map(|(index, column)| {
        if column.reason == CHOSEN || column.profile.is_empty() {
            return None;
        }
        let named = |names: &[&str]| column.heading.rank(names).is_some();
        let mark = if named(&[
            "is_test",
            "is_test_data",
            "test_data",
            "test_response",
            "is_preview",
        ]) {
            Mark::Flag
        } else if is_qualtrics && named(&["status", "response_type"]) {
            Mark::ResponseType
        } else if is_qualtrics && named(&["distribution_channel"]) {
            Mark::Channel
        } else {
            return None;
        };
        Some((index, mark))
    });
    let tryouts = Tryouts(marks.collect());
    if tryouts.0.is_empty() {
        return Ok(None);
    }
    let mut answered = false;
    table.each_row(|row| answered |= !row.is_blank() && tryouts.column(row).is_none())?;
    Ok(answered.then_some(tryouts))
}

/// What Qualtrics calls its other columns.
const QUALTRICS: &[&str] = &[
    "response_id",
    "recorded_date",
    "response_set",
    "distribution_channel",
    "user_language",
    "external_reference",
    "external_data_reference",
    "recipient_last_name",
    "recipient_email",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn response_types_by_name_and_number() {
        for (cell, tryout) in [
            ("IP Address", false),
            ("0", false),
            ("Imported", false),
            ("4", false),
            ("16", false),
            ("Survey Preview", true),
            ("1", true),
            ("Survey Test", true),
            ("2", true),
            ("Spam", true),
            ("8", true),
            ("9", true),
            ("17", true),
            ("", false),
        ] {
            assert_eq!(Mark::ResponseType.is_tryout(cell), tryout, "{cell}");
        }
    }
}
