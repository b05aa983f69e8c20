//! Tables larger than memory: their rows come in blocks, as often as asked, and a sample of them
//! stands for all where it has to be guessed what the columns are for.

use std::ops::Range;

use crate::columns::{Layout, find_headings, leave_further_tables};
use crate::formats::Sheet;
use crate::grid::{Grid, Row};
use crate::{FileError, Problem, limits};

/// Some rows of a table, in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct Block {
    pub grid: Grid,
    /// What was wrong with these rows, those included that are not among them.
    pub problems: Vec<Problem>,
}

impl Block {
    /// Rows, cells and bytes that are enough for a block.
    pub const ROWS: usize = 4_096;
    pub const CELLS: usize = 1 << 20;
    pub const BYTES: usize = 4 << 20;

    pub fn is_full(&self) -> bool {
        self.grid.len() >= Self::ROWS
            || self.grid.cells() >= Self::CELLS
            || self.grid.bytes() >= Self::BYTES
            || self.problems.len() >= Self::ROWS
    }

    pub fn clear(&mut self) {
        self.grid.clear();
        self.problems.clear();
    }
}

/// Where the rows of a table come from.
pub(crate) trait RowSource: Send + Sync {
    /// Goes through all rows, headings included, from the first on. `take` says whether it wants
    /// more, and may take what is in the block.
    ///
    /// # Errors
    /// If the file cannot be read on; or what `take` returned.
    fn each_block(&self, take: &mut TakeBlock<'_>) -> Result<(), FileError>;
}

/// Takes a block of rows.
pub(crate) type TakeBlock<'t> = dyn FnMut(&mut Block) -> Result<bool, FileError> + 't;

/// A look through a whole table.
pub(crate) struct Survey {
    /// The first rows.
    pub head: Grid,
    /// Whether the sample is the whole table and the problems are all there are.
    complete: bool,
    problems: Vec<Problem>,
    /// How many rows there are.
    pub length: usize,
    /// Rows from all over the table.
    pub sample: Grid,
    /// The index of each row of the sample.
    indices: Vec<usize>,
    step: usize,
}

/// Rows at the beginning that are kept one by one.
const HEAD_ROWS: usize = 400;

impl Survey {
    /// Goes through all rows once.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn of(
        all: impl FnOnce(&mut TakeBlock<'_>) -> Result<(), FileError>,
    ) -> Result<Survey, FileError> {
        let mut survey = Survey {
            head: Grid::default(),
            complete: true,
            problems: Vec::new(),
            length: 0,
            sample: Grid::default(),
            indices: Vec::new(),
            step: 1,
        };
        all(&mut |block| {
            for row in block.grid.rows() {
                survey.add(survey.length, row);
                survey.length += 1;
            }
            let room = limits::REPAIRS_LISTED.saturating_sub(survey.problems.len());
            survey.complete &= block.problems.len() <= room;
            survey.problems.extend(block.problems.drain(..).take(room));
            Ok(true)
        })?;
        Ok(survey)
    }

    fn add(&mut self, index: usize, row: Row<'_>) {
        let whole = row
            .cells()
            .all(|cell| cell.len() <= limits::SAMPLE_CELL_BYTES);
        self.complete &= whole;
        if index < HEAD_ROWS
            && self.head.bytes() < limits::SAMPLE_BYTES
            && self.head.cells() < limits::SAMPLE_CELLS
        {
            push_shortened(&mut self.head, row);
        }
        if !index.is_multiple_of(self.step) {
            return;
        }
        push_shortened(&mut self.sample, row);
        self.indices.push(index);
        while self.indices.len() > 1
            && (self.indices.len() > limits::SAMPLE_ROWS
                || self.sample.bytes() > limits::SAMPLE_BYTES
                || self.sample.cells() > limits::SAMPLE_CELLS)
        {
            self.thin();
        }
    }

    /// Leaves out every second row of the sample.
    fn thin(&mut self) {
        self.complete = false;
        self.step *= 2;
        let mut kept = Grid::default();
        let mut indices = Vec::new();
        for (row, index) in self.sample.rows().zip(&self.indices) {
            if index.is_multiple_of(self.step) {
                kept.push_row(row);
                indices.push(*index);
            }
        }
        (self.sample, self.indices) = (kept, indices);
    }
}

fn push_shortened(grid: &mut Grid, row: Row<'_>) {
    grid.start_row(row.number);
    for cell in row.cells() {
        let mut end = cell.len().min(limits::SAMPLE_CELL_BYTES);
        while !cell.is_char_boundary(end) {
            end -= 1;
        }
        grid.push_cell(&cell[..end]);
    }
}

/// A table that was looked through.
pub(crate) struct Table<'a> {
    /// All rows of the table; of a larger one its headings and a sample.
    pub sheet: Sheet,
    /// Where in the sheet everything is.
    pub layout: Layout,
    /// All rows, if the sheet has only some.
    pub rows: Option<Box<dyn RowSource + 'a>>,
    /// How many rows there are, headings and blank ones included.
    pub length: u64,
}

impl<'a> Table<'a> {
    /// A table that is in memory as a whole.
    pub fn held(sheet: Sheet) -> Table<'a> {
        let mut layout = find_headings(&sheet);
        leave_further_tables(&sheet.grid, &mut layout);
        Table {
            layout,
            rows: None,
            length: sheet.grid.len() as u64,
            sheet,
        }
    }

    /// A table of which `survey` was made; `sheet` has no rows yet.
    pub fn surveyed(survey: Survey, mut sheet: Sheet, rows: Box<dyn RowSource + 'a>) -> Table<'a> {
        let length = survey.length as u64;
        if survey.complete {
            sheet.grid = survey.sample;
            sheet.problems.extend(survey.problems);
            return Table {
                length,
                ..Table::held(sheet)
            };
        }
        sheet.grid = survey.head;
        let mut layout = find_headings(&sheet);
        let data = layout.data.start;
        let headings = std::mem::take(&mut sheet.grid);
        for row in headings.rows().take(data) {
            sheet.grid.push_row(row);
        }
        for (row, index) in survey.sample.rows().zip(survey.indices) {
            if index >= data {
                sheet.grid.push_row(row);
            }
        }
        layout.data = data..sheet.grid.len();
        Table {
            sheet,
            layout,
            rows: Some(rows),
            length,
        }
    }

    /// Goes through the rows of data, a block at a time: where they are, and what was wrong with them
    /// that the sheet does not tell yet. `each` says whether it wants more.
    ///
    /// # Errors
    /// If the file cannot be read on; or what `each` returned.
    pub fn each_block(
        &self,
        mut each: impl FnMut(&Grid, Range<usize>, &mut Vec<Problem>) -> Result<bool, FileError>,
    ) -> Result<(), FileError> {
        let data = self.layout.data.clone();
        let Some(rows) = &self.rows else {
            // Blocks here as well: the records of a large table take more memory than its cells.
            for start in data.clone().step_by(Block::ROWS) {
                let rows = start..data.end.min(start + Block::ROWS);
                if !each(&self.sheet.grid, rows, &mut Vec::new())? {
                    break;
                }
            }
            return Ok(());
        };
        let mut headings = data.start;
        rows.each_block(&mut |block| {
            let length = block.grid.len();
            let data = headings.min(length)..length;
            headings = headings.saturating_sub(length);
            each(&block.grid, data, &mut block.problems)
        })
    }

    /// Goes through the rows of data.
    ///
    /// # Errors
    /// If the file cannot be read on.
    pub fn each_row(&self, mut each: impl FnMut(Row<'_>)) -> Result<(), FileError> {
        self.each_block(|grid, data, _| {
            data.for_each(|index| each(grid.row(index)));
            Ok(true)
        })
    }
}
