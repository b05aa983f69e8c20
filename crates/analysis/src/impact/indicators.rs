//! Who mentions what, kept sparse.

/// Rows of 0/1 indicators, kept as the sorted columns that are 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicators {
    offsets: Vec<usize>,
    columns: Vec<u32>,
}

impl Indicators {
    /// From the columns of each row, which are sorted and stripped of duplicates.
    pub fn from_rows<I: IntoIterator<Item = u32>>(rows: impl IntoIterator<Item = I>) -> Indicators {
        let mut offsets = vec![0];
        let mut columns: Vec<u32> = Vec::new();
        let mut sorted: Vec<u32> = Vec::new();
        for row in rows {
            sorted.extend(row);
            sorted.sort_unstable();
            sorted.dedup();
            columns.append(&mut sorted);
            offsets.push(columns.len());
        }
        Indicators { offsets, columns }
    }

    /// The columns that are 1 in a row.
    pub fn row(&self, row: usize) -> &[u32] {
        &self.columns[self.offsets[row]..self.offsets[row + 1]]
    }
}
