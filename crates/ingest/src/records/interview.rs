//! A table whose rows are what was said in one conversation.

use super::TableInfo;
use super::cells::{filled, words};
use super::ledger::Ledger;
use crate::grid::Row;
use crate::numbers::parse_number;
use crate::transcript::{Conversation, Speech, Transcript, assemble, timestamp};
use crate::{FileError, Role};

/// What has been said so far, and where it stands.
pub(super) struct Speeches {
    speaker: usize,
    text: usize,
    start: Option<usize>,
    speech: Vec<Speech>,
}

impl Speeches {
    /// None if no column names the speakers: then each row is an answer of its own.
    pub fn of(table: &TableInfo<'_>) -> Option<Speeches> {
        let names = &table.layout.names;
        Some(Speeches {
            speaker: table.plan.column(Role::Author)?,
            text: table.plan.column(Role::Text)?,
            start: names.iter().position(|name| {
                matches!(
                    name.trim().to_lowercase().as_str(),
                    "start" | "start_time" | "start time" | "begin" | "time" | "timestamp" | "from"
                )
            }),
            speech: Vec::new(),
        })
    }

    pub fn add(&mut self, rows: &[Row<'_>], table: &TableInfo<'_>, ledger: &mut Ledger) {
        let name = &table.layout.names[self.text];
        self.speech.extend(rows.iter().map(|row| Speech {
            speaker: filled(*row, Some(self.speaker)),
            seconds: self.start.and_then(|column| seconds(row.get(column))),
            until: None,
            text: words(row.get(self.text), false, row.number, name, ledger),
        }));
    }

    /// Joins the rows into one conversation.
    pub fn finish(self, table: &TableInfo<'_>) -> Result<Conversation, FileError> {
        let transcript = Transcript {
            format: table.format.to_owned(),
            speech: self.speech,
            ..Transcript::default()
        };
        assemble(table.name, Some(table.plan.kind), transcript)
    }
}

/// “0:22”, seconds, or milliseconds as whole numbers above a day's seconds.
fn seconds(cell: &str) -> Option<f64> {
    timestamp(cell).or_else(|| parse_number(cell).filter(|number| *number >= 0.0))
}
