//! Tables that Assay itself exported.

use std::ops::Range;

use crate::columns::Layout;
use crate::grid::Grid;

/// The heading of the first column of such a table, by which it is known again.
pub const EXPORTED_ITEM: &str = "assay_item";

/// Whether a table is one of them.
pub(crate) fn is_exported(layout: &Layout) -> bool {
    layout
        .names
        .first()
        .is_some_and(|name| name == EXPORTED_ITEM)
}

/// Those rows of an exported table with their texts as they were: in text files an apostrophe was
/// put before what a spreadsheet would have taken for a formula. None for any other table.
pub(crate) fn restored(
    format: &str,
    layout: &Layout,
    grid: &Grid,
    data: Range<usize>,
) -> Option<Grid> {
    if !is_exported(layout) || !format.starts_with("CSV") {
        return None;
    }
    let mut restored = Grid::default();
    for row in data.map(|index| grid.row(index)) {
        restored.start_row(row.number);
        row.cells()
            .for_each(|cell| restored.push_cell(undefused(cell)));
    }
    Some(restored)
}

/// Takes the first apostrophe from before a sign that begins a formula.
fn undefused(cell: &str) -> &str {
    let defused = cell.starts_with('\'')
        && cell
            .trim_start_matches('\'')
            .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if defused { &cell[1..] } else { cell }
}
