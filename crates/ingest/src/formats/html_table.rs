//! Tables of web pages: what many services call an Excel export is one, under the name of a workbook.

use super::workbook;
use super::workbook::{Filler, Workbook};
use crate::clean::{Tag, budget, strip_html};
use crate::encoding::decode;
use crate::{FileError, limits, table};

/// Whether the beginning of a file is that of a web page with a table.
pub(super) fn is_page_with_table(name: &str, head: &[u8]) -> bool {
    decode(name, head).is_ok_and(|head| {
        let text = head.text.trim_start().to_ascii_lowercase();
        text.starts_with('<') && !text.starts_with("<?xml") && text.contains("<table")
            || text.starts_with("<?xml") && text.contains("<html") && text.contains("<table")
    })
}

/// Reads the table that has most in it; others are there for the looks.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    rows: Option<usize>,
) -> Result<table::Table<'static>, FileError> {
    let decoded = decode(name, bytes)?;
    let most = tables(&decoded.text)
        .into_iter()
        .rev()
        .max_by_key(Table::filled)
        .unwrap_or_default();
    let mut table = workbook::read(name, "HTML", Page(most), bytes.len(), rows)?;
    table.sheet.encoding = decoded.encoding;
    table.sheet.problems.extend(decoded.problems);
    Ok(table)
}

struct Page(Table);

impl Workbook for Page {
    fn sheets(&self) -> Vec<(String, bool)> {
        vec![("table".to_owned(), true)]
    }

    fn cells(&self, _: &str, filler: &mut Filler<'_, '_>) -> Result<(), FileError> {
        // For each column, how many more rows a cell above reaches down into.
        let mut covered: Vec<u32> = Vec::new();
        for (row, cells) in (0..).zip(&self.0.rows) {
            let mut column = 0;
            let mut reaching = Vec::new();
            for cell in cells {
                while covered.get(column).is_some_and(|&rows| rows > 0) {
                    column += 1;
                }
                // A cell of nothing but text is markup as well, for its references and line ends.
                let text = strip_html(&format!("<p>{}</p>", cell.source)).into_owned();
                if !filler.push(row, column as u32, text.trim())? {
                    return Ok(());
                }
                let end = column.saturating_add(cell.columns).min(limits::COLUMNS);
                if cell.rows > 1 {
                    reaching.push((column..end, cell.rows));
                }
                column = column.max(end);
            }
            covered
                .iter_mut()
                .for_each(|rows| *rows = rows.saturating_sub(1));
            for (columns, rows) in reaching {
                if covered.len() < columns.end {
                    covered.resize(columns.end, 0);
                }
                covered[columns].fill(rows - 1);
            }
        }
        Ok(())
    }
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    /// Whether the last cell is still open.
    open: bool,
}

/// Columns that a cell may go over, as browsers have it.
const WIDEST: u32 = 1_000;

struct Cell {
    source: String,
    columns: usize,
    rows: u32,
}

impl Table {
    fn filled(&self) -> usize {
        let wide = self.rows.iter().filter(|row| row.len() >= 2);
        wide.map(Vec::len).sum()
    }

    fn add(&mut self, source: &str) {
        if self.open
            && let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut())
        {
            cell.source.push_str(source);
        }
    }
}

/// All tables, those inside of others included.
fn tables(text: &str) -> Vec<Table> {
    let mut done = Vec::new();
    let mut open: Vec<Table> = Vec::new();
    let mut rest = text;
    let mut budget = budget(text);
    while let Some(at) = rest.find('<') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        if let Some(table) = open.last_mut() {
            table.add(before);
        }
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(tag) = Tag::read(after, &mut budget) else {
            if let Some(table) = open.last_mut() {
                table.add("<");
            }
            rest = after;
            continue;
        };
        let source = &after[..tag.length];
        rest = &after[tag.length..];
        match (tag.name.as_str(), open.last_mut()) {
            ("table", _) if !tag.closing => open.push(Table::default()),
            ("table", _) => done.extend(open.pop()),
            ("tr", Some(table)) => {
                table.open = false;
                if !tag.closing {
                    table.rows.push(Vec::new());
                }
            }
            ("td" | "th", Some(table)) => {
                table.open = !tag.closing;
                if table.rows.is_empty() {
                    table.rows.push(Vec::new());
                }
                if !tag.closing
                    && let Some(row) = table.rows.last_mut()
                {
                    row.push(Cell {
                        source: String::new(),
                        columns: attribute(source, "colspan").unwrap_or(1).clamp(1, WIDEST)
                            as usize,
                        rows: attribute(source, "rowspan").unwrap_or(1).max(1),
                    });
                }
            }
            (_, Some(table)) => {
                table.add("<");
                table.add(source);
            }
            (_, None) => {}
        }
    }
    done.extend(open);
    done
}

/// An attribute of a tag that is a number.
fn attribute(tag: &str, name: &str) -> Option<u32> {
    let lower = tag.to_ascii_lowercase();
    let after = &lower[lower.find(name)? + name.len()..];
    let value = after.trim_start().strip_prefix('=')?;
    let digits = value.trim_start_matches([' ', '"', '\'']);
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    digits[..end].parse().ok()
}
