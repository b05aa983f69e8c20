//! Rows to records, by the plan for their columns, a block of rows at a time.

mod automatic;
mod cells;
mod customers;
mod events;
mod feedback;
mod interview;
mod ledger;

use std::ops::Range;

use crate::columns::{Layout, Plan};
use crate::exported::restored;
use crate::grid::{Grid, Row};
use crate::{FileError, Kind, Problem, Record};

pub(crate) use feedback::with_tail;
pub(crate) use ledger::{Ledger, data_rows};

/// Makes the records of a table.
pub(crate) struct Builder<'p> {
    table: TableInfo<'p>,
    columns: Columns,
    ledger: Ledger,
    rows: u64,
}

/// What is known of the table.
#[derive(Clone, Copy)]
pub(crate) struct TableInfo<'p> {
    pub name: &'p str,
    pub format: &'p str,
    /// As in [`crate::formats::Sheet::padded`].
    pub padded: bool,
    pub layout: &'p Layout,
    pub plan: &'p Plan,
}

/// What became of all rows.
#[derive(Debug, Default)]
pub(crate) struct Built {
    /// Records that could only be made at the end.
    pub records: Vec<Record>,
    /// Problems since they were asked for last.
    pub problems: Vec<Problem>,
    /// Data rows seen.
    pub rows: u64,
    /// Said in addition about a conversation.
    pub remark: String,
}

enum Columns {
    Customers(customers::Columns),
    Events(events::Columns),
    Feedback(feedback::Columns),
    Interview(interview::Speeches),
}

impl<'p> Builder<'p> {
    /// # Errors
    /// If a column is missing without which there are no records.
    pub fn new(table: TableInfo<'p>) -> Result<Builder<'p>, FileError> {
        let columns = match table.plan.kind {
            Kind::Customers => Columns::Customers(customers::Columns::of(&table)?),
            Kind::Events => Columns::Events(events::Columns::of(&table)?),
            kind if kind.is_transcript() => match interview::Speeches::of(&table) {
                Some(speeches) => Columns::Interview(speeches),
                None => Columns::Feedback(feedback::Columns::of(&table)),
            },
            _ => Columns::Feedback(feedback::Columns::of(&table)),
        };
        Ok(Builder {
            table,
            columns,
            ledger: Ledger::default(),
            rows: 0,
        })
    }

    /// The records of some rows.
    pub fn block(&mut self, grid: &Grid, data: Range<usize>) -> Vec<Record> {
        let tail = matches!(&self.columns, Columns::Feedback(columns) if columns.tail);
        let TableInfo {
            padded,
            layout,
            format,
            ..
        } = self.table;
        let restored = restored(format, layout, grid, data.clone());
        let (grid, data) = match &restored {
            Some(grid) => (grid, 0..grid.len()),
            None => (grid, data),
        };
        let rows: Vec<Row<'_>> = data_rows(grid, data, padded, layout, tail, &mut self.ledger);
        self.rows += rows.len() as u64;
        let (table, ledger) = (&self.table, &mut self.ledger);
        match &mut self.columns {
            Columns::Customers(columns) => columns.build(&rows, table, ledger),
            Columns::Events(columns) => columns.build(&rows, table, ledger),
            Columns::Feedback(columns) => columns.build(&rows, table, ledger),
            Columns::Interview(speeches) => {
                speeches.add(&rows, table, ledger);
                Vec::new()
            }
        }
    }

    /// The problems met since this was asked last.
    pub fn problems(&mut self) -> Vec<Problem> {
        self.ledger.drain()
    }

    /// What is left when all rows were seen.
    ///
    /// # Errors
    /// If the rows make no conversation.
    pub fn finish(mut self) -> Result<Built, FileError> {
        let mut built = Built {
            rows: self.rows,
            ..Built::default()
        };
        match self.columns {
            Columns::Events(columns) => columns.finish(&self.table, &mut self.ledger),
            Columns::Interview(speeches) => {
                let conversation = speeches.finish(&self.table)?;
                built.records.push(Record::Feedback(conversation.feedback));
                built.problems = conversation.problems;
                built.remark = conversation.reason;
            }
            Columns::Feedback(columns) => columns.finish(&mut self.ledger),
            Columns::Customers(_) => {}
        }
        built.problems.extend(self.ledger.finish());
        Ok(built)
    }
}
