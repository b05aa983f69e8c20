//! Sweeping the strata out of sparse indicators.

use super::indicators::Indicators;

/// What sweeping out a cell needs: the mean of each indicator that occurs.
#[derive(Clone, Debug)]
pub struct CellSummary {
    /// The respondents.
    pub rows: Vec<usize>,
    /// Column and share of the cell's rows that have it, by column.
    pub means: Vec<(u32, f64)>,
}

impl CellSummary {
    /// Of the given respondents. `counter` is all 0 before and after.
    pub fn new(rows: Vec<usize>, indicators: &Indicators, counter: &mut [u64]) -> CellSummary {
        let mut present = Vec::new();
        for &column in rows.iter().flat_map(|&row| indicators.row(row)) {
            if counter[column as usize] == 0 {
                present.push(column);
            }
            counter[column as usize] += 1;
        }
        present.sort_unstable();
        let means = present
            .into_iter()
            .map(|column| {
                let count = std::mem::take(&mut counter[column as usize]);
                (column, count as f64 / rows.len() as f64)
            })
            .collect();
        CellSummary { means, rows }
    }

    /// Where a column that occurs stands among the means.
    pub fn position(&self, column: u32) -> usize {
        self.means.partition_point(|&(other, _)| other < column)
    }
}

/// The respondents of each cell.
pub fn rows_by_cell(cell: &[u32], cells: usize) -> Vec<Vec<usize>> {
    let mut rows = vec![Vec::new(); cells];
    for (row, &cell) in cell.iter().enumerate() {
        rows[cell as usize].push(row);
    }
    rows
}
