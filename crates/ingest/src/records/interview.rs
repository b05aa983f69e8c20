//! A table whose rows are what was said in one conversation.

use super::TableInfo;
use super::cells::{filled, words};
use super::ledger::Ledger;
use crate::columns::{ENDS, STARTS, key};
use crate::grid::Row;
use crate::numbers::parse_number;
use crate::transcript::{Conversation, Speech, Transcript, assemble, timestamp};
use crate::{FileError, Role};

/// What has been said so far, and where it stands.
pub(super) struct Speeches {
    speaker: Option<usize>,
    text: usize,
    start: Option<usize>,
    end: Option<usize>,
    speech: Vec<Speech>,
}

impl Speeches {
    /// None if no column names the speakers or says when each piece begins and ends: then each row
    /// is an answer of its own.
    pub fn of(table: &TableInfo<'_>) -> Option<Speeches> {
        let place = |keys: &[&str]| {
            let mut names = table.layout.names.iter();
            names.position(|name| keys.contains(&key(name).as_str()))
        };
        let (start, end) = (
            place(&STARTS).or_else(|| place(&["time", "timestamp"])),
            place(&ENDS),
        );
        let speaker = table.plan.column(Role::Author);
        if speaker.is_none() && (start.is_none() || end.is_none()) {
            return None;
        }
        Some(Speeches {
            speaker,
            text: table.plan.column(Role::Text)?,
            start,
            end,
            speech: Vec::new(),
        })
    }

    pub fn add(&mut self, rows: &[Row<'_>], table: &TableInfo<'_>, ledger: &mut Ledger) {
        let name = &table.layout.names[self.text];
        self.speech.extend(rows.iter().map(|row| Speech {
            speaker: filled(*row, self.speaker),
            seconds: self.start.and_then(|column| seconds(row.get(column))),
            until: self.end.and_then(|column| seconds(row.get(column))),
            text: words(row.get(self.text), false, row.number, name, ledger),
        }));
    }

    /// Joins the rows into one conversation.
    pub fn finish(mut self, table: &TableInfo<'_>) -> Result<Conversation, FileError> {
        if in_milliseconds(&self.speech) {
            for piece in &mut self.speech {
                piece.seconds = piece.seconds.map(|time| time / 1000.0);
                piece.until = piece.until.map(|time| time / 1000.0);
            }
        }
        let transcript = Transcript {
            format: table.format.to_owned(),
            captions: self.speaker.is_none(),
            speech: self.speech,
            ..Transcript::default()
        };
        assemble(table.name, Some(table.plan.kind), transcript)
    }
}

/// Whole numbers that would make the pieces last minutes each, or the whole more than a day.
fn in_milliseconds(speech: &[Speech]) -> bool {
    let times = || speech.iter().filter_map(|piece| piece.seconds);
    let last = times().fold(0.0, f64::max);
    let mean = last / times().count().max(1) as f64;
    times().all(|time| time.fract() == 0.0) && (last > 86_400.0 || mean > 300.0)
}

/// “0:22” or a number.
fn seconds(cell: &str) -> Option<f64> {
    timestamp(cell).or_else(|| parse_number(cell).filter(|number| *number >= 0.0))
}
