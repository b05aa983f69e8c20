//! A table whose rows are what was said in one conversation.

use super::Built;
use super::cells::{filled, words};
use super::feedback;
use super::ledger::{Ledger, data_rows};
use crate::columns::{Layout, Plan};
use crate::formats::Sheet;
use crate::numbers::parse_number;
use crate::transcript::{Speech, Transcript, assemble, timestamp};
use crate::{FileError, Record, Role};

/// Joins the rows into one conversation if a column names the speakers; otherwise each row is an
/// answer of its own.
pub(super) fn build(
    name: &str,
    sheet: &Sheet,
    layout: &Layout,
    plan: &Plan,
) -> Result<Built, FileError> {
    let (Some(speaker), Some(text)) = (plan.column(Role::Author), plan.column(Role::Text)) else {
        return Ok(feedback::build(sheet, layout, plan));
    };
    let mut ledger = Ledger::default();
    let rows = data_rows(sheet, layout, false, &mut ledger);
    let count = rows.len();
    let start = (0..layout.names.len()).find(|&column| {
        matches!(
            layout.names[column].trim().to_lowercase().as_str(),
            "start" | "start_time" | "start time" | "begin" | "time" | "timestamp" | "from"
        )
    });
    let speech = rows
        .into_iter()
        .map(|row| Speech {
            speaker: filled(row, Some(speaker)),
            seconds: start.and_then(|column| seconds(row.get(column))),
            until: None,
            text: words(
                row.get(text),
                false,
                row.number,
                &layout.names[text],
                &mut ledger,
            ),
        })
        .collect();
    let transcript = Transcript {
        format: sheet.format.clone(),
        speech,
        problems: ledger.finish(),
        ..Transcript::default()
    };
    let conversation = assemble(name, Some(plan.kind), transcript)?;
    Ok(Built {
        records: vec![Record::Feedback(conversation.feedback)],
        problems: conversation.problems,
        rows: count,
        remark: conversation.reason,
    })
}

/// “0:22”, seconds, or milliseconds as whole numbers above a day's seconds.
fn seconds(cell: &str) -> Option<f64> {
    timestamp(cell).or_else(|| parse_number(cell).filter(|number| *number >= 0.0))
}
