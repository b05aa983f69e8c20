//! A table of text, kept in one piece of memory.

use crate::{FileError, limits};

/// Rows of cells in file order. Rows may differ in length; cells beyond a row's end are empty.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    text: String,
    ends: Vec<usize>,
    rows: Vec<RowMark>,
}

#[derive(Debug, Clone, Copy)]
struct RowMark {
    number: u64,
    first_cell: usize,
    first_byte: usize,
}

/// One row of a [`Grid`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    /// The row's number as a person counts; see [`crate::Feedback::row`].
    pub number: u64,
    text: &'a str,
    ends: &'a [usize],
    first_byte: usize,
}

impl Grid {
    /// Starts a row; the cells pushed from now on are its.
    pub fn start_row(&mut self, number: u64) {
        self.rows.push(RowMark {
            number,
            first_cell: self.ends.len(),
            first_byte: self.text.len(),
        });
    }

    /// Adds a piece of the current cell.
    pub fn push_str(&mut self, piece: &str) {
        self.text.push_str(piece);
    }

    /// Ends the current cell.
    pub fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }

    /// Adds a whole cell.
    pub fn push_cell(&mut self, cell: &str) {
        self.push_str(cell);
        self.end_cell();
    }

    /// Adds a copy of a row.
    pub fn push_row(&mut self, row: Row<'_>) {
        self.start_row(row.number);
        row.cells().for_each(|cell| self.push_cell(cell));
    }

    /// Takes away all rows.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.rows.clear();
    }

    /// Bytes of all cells.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Cells of all rows, the empty ones included.
    pub fn cells(&self) -> usize {
        self.ends.len()
    }

    /// Cells in the row that was started last.
    pub fn cells_in_row(&self) -> usize {
        self.rows
            .last()
            .map_or(0, |row| self.ends.len() - row.first_cell)
    }

    /// Bytes in the row that was started last.
    pub fn bytes_in_row(&self) -> usize {
        self.rows
            .last()
            .map_or(0, |row| self.text.len() - row.first_byte)
    }

    /// Bytes in the cell that is being filled.
    pub fn cell_bytes(&self) -> usize {
        self.text.len() - self.ends.last().copied().unwrap_or(0)
    }

    /// Undoes the cell that is being filled.
    pub fn clear_cell(&mut self) {
        self.text.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// Undoes the row that was started last.
    pub fn drop_row(&mut self) {
        if let Some(row) = self.rows.pop() {
            self.ends.truncate(row.first_cell);
            self.text.truncate(row.first_byte);
        }
    }

    /// Refuses more cells than are kept in memory.
    pub fn check_size(&self, name: &str) -> Result<(), FileError> {
        if self.cells() > limits::CELLS {
            return Err(FileError::BeyondLimit {
                name: name.to_owned(),
                what: "it has too many cells".to_owned(),
                limit: format!("{} million", limits::CELLS / 1_000_000),
            });
        }
        Ok(())
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn row(&self, index: usize) -> Row<'_> {
        let mark = self.rows[index];
        let last = self
            .rows
            .get(index + 1)
            .map_or(self.ends.len(), |next| next.first_cell);
        Row {
            number: mark.number,
            text: &self.text,
            ends: &self.ends[mark.first_cell..last],
            first_byte: mark.first_byte,
        }
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|index| self.row(index))
    }
}

impl<'a> Row<'a> {
    /// How many cells the row has in the file.
    pub fn len(self) -> usize {
        self.ends.len()
    }

    /// The cell of a column; empty beyond the row's end.
    pub fn get(self, column: usize) -> &'a str {
        let Some(&end) = self.ends.get(column) else {
            return "";
        };
        let start = if column == 0 {
            self.first_byte
        } else {
            self.ends[column - 1]
        };
        &self.text[start..end]
    }

    pub fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(move |column| self.get(column))
    }

    /// Whether there is nothing but white space in it.
    pub fn is_blank(self) -> bool {
        self.cells().all(|cell| cell.trim().is_empty())
    }

    /// Cells that are not blank.
    pub fn filled(self) -> usize {
        self.cells().filter(|cell| !cell.trim().is_empty()).count()
    }
}

/// The name of a column without heading: A, B … Z, AA …, as in a spreadsheet.
pub(crate) fn letters(index: usize) -> String {
    let mut name = String::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        name.insert(0, char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back() {
        let mut grid = Grid::default();
        grid.start_row(1);
        grid.push_cell("a");
        grid.push_cell("");
        grid.start_row(4);
        grid.push_str("b");
        grid.push_str("c");
        grid.end_cell();
        assert_eq!(grid.len(), 2);
        assert_eq!(grid.row(0).cells().collect::<Vec<_>>(), ["a", ""]);
        assert_eq!(
            (grid.row(1).number, grid.row(1).get(0), grid.row(1).get(7)),
            (4, "bc", "")
        );
        grid.drop_row();
        assert_eq!(grid.len(), 1, "the last row is gone");
        assert_eq!(grid.row(0).get(0), "a", "the first is not touched");
    }

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        let names: Vec<_> = [0, 25, 26, 701, 702, 16_383].map(letters).into();
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
