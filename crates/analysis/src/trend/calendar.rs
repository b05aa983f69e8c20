//! Weeks, months and years of the calendar, in UTC.

use serde::{Deserialize, Serialize};

use crate::impact::clock::{DAY, day, year_month};

/// What time is cut into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeUnit {
    /// Monday to Sunday (ISO 8601).
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

impl TimeUnit {
    /// The number of the unit that `time` (unix seconds) falls in; neighbours differ by one.
    pub fn number(self, time: i64) -> i64 {
        match self {
            // 1970-01-01 was a Thursday.
            Self::Week => (day(time) + 3).div_euclid(7),
            Self::Month => {
                let (year, month) = year_month(time);
                year * 12 + i64::from(month) - 1
            }
            Self::Year => year_month(time).0,
        }
    }

    /// The first second of the unit with this number.
    pub fn start(self, number: i64) -> i64 {
        DAY * match self {
            Self::Week => number * 7 - 3,
            Self::Month => first_of_month(number.div_euclid(12), number.rem_euclid(12) + 1),
            Self::Year => first_of_month(number, 1),
        }
    }
}

/// Days from 1970-01-01 to the first of a month (1–12), after H. Hinnant, "chrono-Compatible
/// Low-Level Date Algorithms" (2013).
fn first_of_month(year: i64, month: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_months_on_the_first() {
        // 2026-03-04 was a Wednesday.
        let time = 1_772_582_400 + 5_000;
        let start = |unit: TimeUnit| unit.start(unit.number(time));
        assert_eq!(start(TimeUnit::Week), 1_772_409_600, "2026-03-02");
        assert_eq!(start(TimeUnit::Month), 1_772_323_200, "2026-03-01");
        assert_eq!(start(TimeUnit::Year), 1_767_225_600, "2026-01-01");
    }

    proptest! {
        #[test]
        fn every_instant_is_in_exactly_one_unit(time in -3_000_000_000i64..8_000_000_000) {
            for unit in [TimeUnit::Week, TimeUnit::Month, TimeUnit::Year] {
                let number = unit.number(time);
                prop_assert!(unit.start(number) <= time && time < unit.start(number + 1));
                prop_assert_eq!(unit.number(unit.start(number)), number);
            }
        }
    }
}
