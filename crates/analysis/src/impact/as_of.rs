//! The date the data were taken, where nobody says.

use std::collections::BTreeMap;

use super::clock::{DAY, day};

/// Dated records by UTC day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordDays(BTreeMap<i64, Records>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Records {
    count: u64,
    last: i64,
}

impl RecordDays {
    /// Count a record at this instant, Unix seconds UTC.
    pub fn add(&mut self, time: i64) {
        self.add_many(time, 1);
    }

    /// Count so many records of one day, the last of them at this instant.
    pub fn add_many(&mut self, last: i64, count: u64) {
        let records = self
            .0
            .entry(day(last))
            .or_insert(Records { count: 0, last });
        records.count += count;
        records.last = records.last.max(last);
    }

    /// Count all records of another.
    pub fn merge(&mut self, other: &RecordDays) {
        for records in other.0.values() {
            self.add_many(records.last, records.count);
        }
    }
}

/// Where the data end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// The last instant in the data, Unix seconds UTC.
    pub time: i64,
    /// Records after it, so far beyond the rest that their dates must be wrong.
    pub ignored: u64,
    /// The last instant of those; `time` where there are none.
    pub last: i64,
}

/// Records needed before any of them is doubted.
const ENOUGH: u64 = 20;
/// One in so many records may be misdated, and one in any case.
const ONE_IN: u64 = 1_000;
/// The shortest gap, in days, that puts records apart from the rest.
const SHORTEST_GAP: i64 = 30;

/// The last instant in the data. One mistyped date must not move it, or every window would count
/// as closed: at most one record in a thousand (and one in any case, of 20 or more) is ignored
/// where it lies beyond the rest by more than 30 days and more than a quarter of the time in which
/// the middle 98 % of all records lie. `None` without records.
pub fn infer_as_of(days: &RecordDays) -> Option<AsOf> {
    let (_, latest) = days.0.last_key_value()?;
    let total: u64 = days.0.values().map(|records| records.count).sum();
    let mut found = AsOf {
        time: latest.last,
        ignored: 0,
        last: latest.last,
    };
    if total < ENOUGH {
        return Some(found);
    }
    let most = (total / ONE_IN).max(1);
    let middle = quantile(days, total, 99) - quantile(days, total, 1);
    let gap = SHORTEST_GAP.max(middle / 4);
    let mut beyond = 0;
    let backwards = days.0.iter().rev();
    for ((later, records), (earlier, before)) in backwards.clone().zip(backwards.skip(1)) {
        beyond += records.count;
        if beyond > most {
            break;
        }
        if later.saturating_sub(*earlier) > gap {
            (found.time, found.ignored) = (before.last, beyond);
        }
    }
    Some(found)
}

/// The day by which `percent` of the records lie.
fn quantile(days: &RecordDays, total: u64, percent: u64) -> i64 {
    let wanted = (total - 1) * percent / 100;
    let mut seen = 0;
    for (day, records) in &days.0 {
        seen += records.count;
        if seen > wanted {
            return *day;
        }
    }
    days.0.last_key_value().map_or(0, |(day, _)| *day)
}

impl AsOf {
    /// Whole days between the end of the data and the last record ignored.
    pub fn days_ignored(&self) -> i64 {
        self.last.saturating_sub(self.time) / DAY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(counts: &[(i64, u64)]) -> RecordDays {
        let mut days = RecordDays::default();
        for &(day, count) in counts {
            days.add_many(day * DAY + 3_600, count);
        }
        days
    }

    fn end(counts: &[(i64, u64)]) -> (i64, u64) {
        let found = infer_as_of(&days(counts)).unwrap();
        (found.time / DAY, found.ignored)
    }

    #[test]
    fn a_lone_mistyped_date_does_not_move_the_end() {
        let mut year: Vec<(i64, u64)> = (0..365).map(|day| (day, 10)).collect();
        assert_eq!(end(&year), (364, 0));
        year.push((20_000, 1));
        assert_eq!(end(&year), (364, 1));
        year.push((364 + 92, 1));
        assert_eq!(end(&year), (364, 2), "two of 3,652, both far");
        year.push((364 + 91, 60));
        assert_eq!(end(&year), (364 + 92, 1), "sixty are no slip");
    }

    #[test]
    fn a_sparse_record_is_believed() {
        assert_eq!(infer_as_of(&RecordDays::default()), None);
        assert_eq!(end(&[(0, 1), (5, 1), (400, 1)]), (400, 0));
        let monthly: Vec<(i64, u64)> = (0..24).map(|month| (month * 45, 1)).collect();
        assert_eq!(end(&monthly), (23 * 45, 0), "gaps are usual here");
    }

    #[test]
    fn days_are_counted_the_same_in_any_order_and_in_parts() {
        let mut one = days(&[(3, 2), (9, 1)]);
        one.merge(&days(&[(3, 1), (1, 4)]));
        assert_eq!(one, days(&[(1, 4), (9, 1), (3, 3)]));
    }

    #[test]
    fn extreme_times_do_not_overflow() {
        let mut far = days(&[(0, 30)]);
        far.add(i64::MAX);
        far.add(i64::MIN);
        let found = infer_as_of(&far).unwrap();
        assert_eq!((found.time, found.ignored), (3_600, 1));
    }
}
