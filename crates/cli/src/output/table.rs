//! Tables for people: aligned by what a terminal shows, not by bytes.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::text;

/// Space between columns.
const GAP: usize = 2;
/// A column that gives way is never narrower than this.
const NARROWEST: usize = 16;

/// How a column is set.
#[derive(Clone, Copy, PartialEq)]
pub enum Column {
    /// Words, from the left.
    Left,
    /// Numbers, to the right.
    Right,
    /// Words that may be cut short when the terminal is narrow.
    Elastic,
}

/// A table under construction.
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    pub fn new<H: Into<String>>(columns: impl IntoIterator<Item = (H, Column)>) -> Self {
        let (headings, columns) = columns
            .into_iter()
            .map(|(heading, column)| (heading.into(), column))
            .unzip();
        Table {
            columns,
            rows: vec![headings],
        }
    }

    /// Adds a row, one cell a column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let mut row: Vec<String> = cells
            .into_iter()
            .map(|cell| text::line(&cell).into_owned())
            .collect();
        row.resize(self.columns.len(), String::new());
        self.rows.push(row);
    }

    /// The lines of the table, headings first. Elastic columns give way until the lines fit into
    /// `width` terminal columns, if they can.
    pub fn lines(&self, width: Option<usize>) -> Vec<String> {
        let widths = self.widths(width);
        self.rows
            .iter()
            .map(|row| {
                let mut line = String::new();
                for ((cell, column), &width) in row.iter().zip(&self.columns).zip(&widths) {
                    let cell = shortened(cell, width);
                    let pad = " ".repeat(width - cell.width());
                    match column {
                        Column::Right => line.extend([pad.as_str(), &cell]),
                        Column::Left | Column::Elastic => line.extend([cell.as_str(), &pad]),
                    }
                    line.push_str(&" ".repeat(GAP));
                }
                line.truncate(line.trim_end().len());
                line
            })
            .collect()
    }

    fn widths(&self, limit: Option<usize>) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..self.columns.len())
            .map(|i| {
                self.rows
                    .iter()
                    .map(|row| row[i].width())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let Some(limit) = limit else { return widths };
        let total = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let mut excess = total.saturating_sub(limit);
        while excess > 0 {
            let widest = (0..widths.len())
                .filter(|&i| self.columns[i] == Column::Elastic && widths[i] > NARROWEST)
                .max_by_key(|&i| widths[i]);
            let Some(i) = widest else { break };
            widths[i] -= 1;
            excess -= 1;
        }
        widths
    }
}

/// The text cut to `width` terminal columns, with `…` where something is missing.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        short.push(c);
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new([("theme", Column::Elastic), ("people", Column::Right)]);
        table.row([
            "Einladung kommt nie an, auch nach Stunden".into(),
            "118".into(),
        ]);
        table.row(["招待メールが届かない".into(), "7".into()]);
        table
    }

    #[test]
    fn wide_characters_are_counted_as_a_terminal_shows_them() {
        let lines = table().lines(None);
        assert!(
            lines
                .iter()
                .skip(1)
                .all(|line| line.width() == lines[0].width()),
            "{lines:#?}"
        );
    }

    #[test]
    fn elastic_columns_give_way_to_the_terminal() {
        let lines = table().lines(Some(30));
        assert!(lines.iter().all(|line| line.width() <= 30), "{lines:#?}");
        assert!(
            lines[1].contains('…') && lines[1].ends_with("118"),
            "{lines:#?}"
        );
    }

    #[test]
    fn a_table_that_cannot_shrink_further_is_still_whole() {
        let lines = table().lines(Some(3));
        assert!(
            lines[1].ends_with("118"),
            "numbers are never cut: {lines:#?}"
        );
    }
}
