//! Reading the dates of whole columns.

use super::headings::{Layout, shorten};
use super::{CHOSEN, Column};
use crate::dates::{Clue, OrderClues, OrderFound, parse_date, parse_time_of_day};
use crate::formats::Sheet;
use crate::grid::Row;
use crate::table::Table;
use crate::{DateOrder, FileError, Problem, Role, limits};

/// How the dates of each date column are read.
#[derive(Debug, Clone, Default)]
pub(crate) struct DateReader {
    columns: Vec<(usize, OrderFound)>,
    chosen: Option<DateOrder>,
}

impl DateReader {
    /// Looks through the whole of each column, unless the order was chosen by a person. Where a
    /// column leaves it open, the other date columns of the file (`witnesses`) tell, if they agree.
    ///
    /// # Errors
    /// If the rows cannot be read.
    pub fn new(
        table: &Table<'_>,
        columns: &[usize],
        witnesses: &[usize],
        chosen: Option<DateOrder>,
    ) -> Result<DateReader, FileError> {
        let found = orders(table, columns, chosen)?;
        let open = |found: &OrderFound| found.matters && found.doubtful;
        let mut told = None;
        if chosen.is_none() && found.iter().any(open) {
            let others = orders(table, witnesses, None)?;
            let mut told_by = found.iter().chain(&others).filter(|found| found.certain);
            told = told_by.next().map(|first| first.order);
            if told_by.any(|other| Some(other.order) != told) {
                told = None;
            }
        }
        let found = found.into_iter().map(|found| match told {
            Some(order) if open(&found) => OrderFound {
                order,
                reason: "as in the file's other dates".to_owned(),
                doubtful: false,
                ..found
            },
            _ => found,
        });
        Ok(DateReader {
            columns: columns.iter().copied().zip(found).collect(),
            chosen,
        })
    }

    /// The order of a column's dates.
    pub fn order(&self, column: usize) -> DateOrder {
        self.columns
            .iter()
            .find(|(index, _)| *index == column)
            .map(|(_, found)| found.order)
            .or(self.chosen)
            .unwrap_or(DateOrder::DayFirst)
    }

    /// The order that made a difference, if any did.
    pub fn stated(&self) -> Option<DateOrder> {
        self.columns
            .iter()
            .find(|(_, found)| found.matters)
            .map(|(_, found)| found.order)
            .or(self.chosen)
    }

    /// States a choice that the column itself does not settle.
    pub(super) fn explain(&self, layout: &Layout, problems: &mut Vec<Problem>) {
        for (column, found) in &self.columns {
            if found.matters && found.doubtful {
                let order = match found.order {
                    DateOrder::DayFirst => "day first",
                    DateOrder::MonthFirst => "month first",
                };
                problems.push(Problem::repaired(
                    None,
                    Some(&layout.names[*column]),
                    format!(
                        "dates that could be read both ways were read {order}: {}",
                        found.reason
                    ),
                ));
            }
        }
    }
}

/// The order of each column's dates.
fn orders(
    table: &Table<'_>,
    columns: &[usize],
    chosen: Option<DateOrder>,
) -> Result<Vec<OrderFound>, FileError> {
    let mut clues: Vec<OrderClues> = columns.iter().map(|_| OrderClues::default()).collect();
    let mut add = |row: Row<'_>| {
        for (&column, clues) in columns.iter().zip(&mut clues) {
            clues.add(row.get(column));
        }
    };
    if chosen.is_some() {
        // Then it only matters whether some date can be read both ways, and a sample will do.
        let sheet = &table.sheet;
        let data = table.layout.data.clone();
        data.for_each(|index| add(sheet.grid.row(index)));
    } else if !columns.is_empty() {
        table.each_row(add)?;
    }
    let found = clues.into_iter().map(|clues| {
        let found = clues.finish();
        match chosen {
            Some(order) => OrderFound {
                order,
                reason: CHOSEN.to_owned(),
                doubtful: false,
                ..found
            },
            None => found,
        }
    });
    Ok(found.collect())
}

/// Another column with the same dates, but written so that they can be read in one way only. Rows
/// in which the two disagree are counted in a problem.
pub(super) fn plainer_twin(
    sheet: &Sheet,
    layout: &Layout,
    columns: &[Column],
    time: usize,
    problems: &mut Vec<Problem>,
) -> Option<usize> {
    let ambiguous = |column: usize| {
        sample(layout).any(|index| {
            parse_date(sheet.grid.row(index).get(column), DateOrder::DayFirst)
                .is_some_and(|m| m.clue == Clue::Ambiguous)
        })
    };
    if !ambiguous(time) {
        return None;
    }
    let free = |column: &Column| !matches!(column.role, Some(Role::Text | Role::Title));
    let named = |column: &Column| {
        let heading = &column.heading;
        heading.has_word(&["unix", "epoch", "timestamp", "time", "date", "millis"])
    };
    let twin = (0..columns.len())
        .filter(|&other| other != time && free(&columns[other]))
        .find(|&other| {
            columns[other].profile.is_date(named(&columns[other])) && !ambiguous(other) && {
                let (mut same, mut both) = (0, 0);
                for index in sample(layout) {
                    let row = sheet.grid.row(index);
                    let day = |column, order| {
                        parse_date(row.get(column), order).map(|m| m.seconds.div_euclid(86_400))
                    };
                    if let (Some(a), Some(b), Some(c)) = (
                        day(time, DateOrder::DayFirst),
                        day(time, DateOrder::MonthFirst),
                        day(other, DateOrder::DayFirst),
                    ) {
                        both += 1;
                        same += usize::from(a == c || b == c);
                    }
                }
                both > 0 && same * 2 >= both
            }
        })?;
    let mut clues = OrderClues::default();
    for index in layout.data.clone() {
        clues.add(sheet.grid.row(index).get(time));
    }
    let order = clues.finish().order;
    let (mut disagree, mut both) = (0_usize, 0_usize);
    let mut example = None;
    for index in layout.data.clone() {
        let row = sheet.grid.row(index);
        let day = |column| parse_date(row.get(column), order).map(|m| m.seconds.div_euclid(86_400));
        if let (Some(a), Some(b)) = (day(time), day(twin)) {
            both += 1;
            if a != b {
                disagree += 1;
                let days = (row.number, shorten(row.get(time)), shorten(row.get(twin)));
                example.get_or_insert(days);
            }
        }
    }
    if let Some((row, one, other)) = example {
        problems.push(Problem::repaired(
            None,
            Some(&layout.names[twin]),
            format!(
                "“{}” and “{}” disagree in {disagree} of {both} rows (row {row}: {one} and {other}); the latter was used because it can be read in one way only",
                layout.names[time], layout.names[twin]
            ),
        ));
    }
    Some(twin)
}

/// A column with the time of day, if the dates have none.
pub(super) fn time_of_day(
    sheet: &Sheet,
    layout: &Layout,
    columns: &mut [Column],
    time: usize,
) -> Option<usize> {
    let timed = sample(layout).any(|index| {
        parse_date(sheet.grid.row(index).get(time), DateOrder::DayFirst)
            .is_some_and(|moment| moment.has_time)
    });
    if timed {
        return None;
    }
    let found = (0..columns.len()).find(|&other| {
        let column = &columns[other];
        let named = column.heading.has_word(&[
            "time", "uhrzeit", "zeit", "hour", "heure", "hora", "ora", "tijd",
        ]);
        let usable = !matches!(column.role, Some(Role::Text | Role::Title | Role::Time))
            && column.reason != CHOSEN;
        usable && named && column.profile.filled > 0 && {
            let (mut times, mut filled) = (0, 0);
            for index in sample(layout) {
                let cell = sheet.grid.row(index).get(other);
                filled += usize::from(!cell.trim().is_empty());
                times += usize::from(parse_time_of_day(cell).is_some());
            }
            times * 10 >= filled * 8
        }
    })?;
    columns[found].give(
        Role::Ignore,
        format!("time of day, joined to “{}”", layout.names[time]),
    );
    Some(found)
}

fn sample(layout: &Layout) -> impl Iterator<Item = usize> {
    let step = layout.data.len().div_ceil(limits::ROWS_PROFILED).max(1);
    layout.data.clone().step_by(step)
}
