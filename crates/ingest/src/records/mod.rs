//! Rows to records, by the plan for their columns.

mod cells;
mod customers;
mod events;
mod feedback;
mod interview;
mod ledger;

use crate::columns::{Layout, Plan};
use crate::formats::Sheet;
use crate::{FileError, Kind, Problem, Record};

/// What became of the rows.
#[derive(Debug, Default)]
pub(crate) struct Built {
    pub records: Vec<Record>,
    pub problems: Vec<Problem>,
    pub rows: usize,
    /// Said in addition about a conversation.
    pub remark: String,
}

/// Makes the records of a table.
pub(crate) fn build(
    name: &str,
    sheet: &Sheet,
    layout: &Layout,
    plan: &Plan,
) -> Result<Built, FileError> {
    match plan.kind {
        Kind::Customers => customers::build(name, sheet, layout, plan),
        Kind::Events => events::build(name, sheet, layout, plan),
        kind if kind.is_transcript() => interview::build(name, sheet, layout, plan),
        _ => Ok(feedback::build(sheet, layout, plan)),
    }
}
