//! Which number comes first, found from a whole column.

use super::parse::{Clue, parse_date};
use crate::DateOrder;

/// How the dates of a column are to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OrderFound {
    pub order: DateOrder,
    /// Whether any date depends on it.
    pub matters: bool,
    /// Whether the dates themselves tell, all in the same way.
    pub certain: bool,
    /// Why, as the end of a sentence.
    pub reason: String,
    /// Whether it is a guess that a person should look at.
    pub doubtful: bool,
}

/// How many dates are compared with their neighbours.
const NEIGHBOURS: usize = 5_000;

/// Finds the order of a column.
#[cfg(test)]
fn infer_order<'a>(cells: impl Iterator<Item = &'a str>) -> OrderFound {
    let mut clues = OrderClues::default();
    cells.for_each(|cell| clues.add(cell));
    clues.finish()
}

/// What the dates of a column tell about their order. Numbers above 12 decide; failing them, in
/// which order neighbouring rows lie closer together in time; failing that, the habit of who writes
/// with such a separator.
#[derive(Debug, Default)]
pub(crate) struct OrderClues {
    day_first: usize,
    month_first: usize,
    ambiguous: usize,
    dotted: usize,
    half_days: usize,
    as_day_first: Vec<i64>,
    as_month_first: Vec<i64>,
}

impl OrderClues {
    /// Takes the next cell.
    pub fn add(&mut self, cell: &str) {
        let Some(moment) = parse_date(cell, DateOrder::DayFirst) else {
            return;
        };
        match moment.clue {
            Clue::Plain => {}
            Clue::DayFirst => self.day_first += 1,
            Clue::MonthFirst => self.month_first += 1,
            Clue::Ambiguous => {
                self.ambiguous += 1;
                let date = cell.trim().split(' ').next().unwrap_or("");
                self.dotted += usize::from(date.contains('.'));
                self.half_days += usize::from(cell.to_ascii_uppercase().trim_end().ends_with('M'));
            }
        }
        if self.as_day_first.len() < NEIGHBOURS
            && let Some(other) = parse_date(cell, DateOrder::MonthFirst)
        {
            self.as_day_first.push(moment.seconds);
            self.as_month_first.push(other.seconds);
        }
    }

    /// The order, when all cells were seen.
    pub fn finish(self) -> OrderFound {
        let OrderClues {
            day_first,
            month_first,
            ambiguous,
            dotted,
            half_days,
            as_day_first,
            as_month_first,
        } = self;
        let matters = ambiguous > 0;
        let certain = (day_first > 0) != (month_first > 0);
        let found = |order, reason: String, doubtful| OrderFound {
            order,
            matters,
            certain,
            reason,
            doubtful,
        };
        if day_first > 0 || month_first > 0 {
            let (order, count, other) = if day_first >= month_first {
                (DateOrder::DayFirst, day_first, month_first)
            } else {
                (DateOrder::MonthFirst, month_first, day_first)
            };
            let place = if order == DateOrder::DayFirst {
                "first"
            } else {
                "second"
            };
            let mut reason = format!("the {place} number is above 12 in {count} dates");
            if other > 0 {
                reason.push_str(&format!(", though the other one is in {other}"));
            }
            return found(order, reason, other > 0 && matters);
        }
        let (steps_day, steps_month) = (total_steps(&as_day_first), total_steps(&as_month_first));
        if matters && dotted == ambiguous && steps_day <= steps_month * 2 {
            return found(
                DateOrder::DayFirst,
                "dates written with points have the day first".to_owned(),
                false,
            );
        }
        if matters && steps_day * 2 < steps_month {
            return found(
                DateOrder::DayFirst,
                "so the rows follow each other in time".to_owned(),
                true,
            );
        }
        if matters && steps_month * 2 < steps_day {
            return found(
                DateOrder::MonthFirst,
                "so the rows follow each other in time".to_owned(),
                true,
            );
        }
        if half_days * 2 > ambiguous && dotted == 0 {
            return found(
                DateOrder::MonthFirst,
                "they have AM and PM; nothing else tells".to_owned(),
                true,
            );
        }
        found(
            DateOrder::DayFirst,
            "nothing in the column tells".to_owned(),
            true,
        )
    }
}

fn total_steps(times: &[i64]) -> i64 {
    times
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).abs())
        .fold(0, i64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(cells: &[&str]) -> (DateOrder, bool, bool) {
        let found = infer_order(cells.iter().copied());
        (found.order, found.matters, found.doubtful)
    }

    #[test]
    fn the_whole_column_decides() {
        assert_eq!(
            order(&["01/02/2020", "13/02/2020"]),
            (DateOrder::DayFirst, true, false)
        );
        assert_eq!(
            order(&["01/02/2020", "02/13/2020"]),
            (DateOrder::MonthFirst, true, false)
        );
        assert_eq!(
            order(&["2020-01-02", "Apr 3, 2020"]),
            (DateOrder::DayFirst, false, true)
        );
        assert_eq!(
            order(&["13/02/2020", "02/13/2020", "14/02/2020", "1/2/2020"]),
            (DateOrder::DayFirst, true, true)
        );
    }

    #[test]
    fn failing_that_the_sequence_decides() {
        assert_eq!(
            order(&["01/02/2020", "01/03/2020", "01/04/2020", "01/05/2020"]),
            (DateOrder::MonthFirst, true, true)
        );
        assert_eq!(
            order(&["01/02/2020", "02/02/2020", "03/02/2020", "04/02/2020"]),
            (DateOrder::DayFirst, true, true)
        );
        assert_eq!(
            order(&["03/04/2020 1:00 PM"]),
            (DateOrder::MonthFirst, true, true)
        );
        assert_eq!(order(&["03.04.2020"]), (DateOrder::DayFirst, true, false));
    }
}
