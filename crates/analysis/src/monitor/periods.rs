/// Shortest period that says anything: two whole weeks.
pub const SHORTEST_DAYS: i64 = 14;

/// Longest period compared: half a year. Over longer ones too much else changes.
pub const LONGEST_DAYS: i64 = 182;

/// UTC days counted from 1970-01-01, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: i64,
    /// Last day.
    pub to: i64,
}

impl Period {
    /// Whether the day lies in it.
    pub fn contains(&self, day: i64) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Days in it.
    pub fn days(&self) -> i64 {
        self.to - self.from + 1
    }
}

/// Two periods of the same length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// Ends so early that whoever is seen in it has been through their window before the day.
    pub before: Period,
    /// Begins the day after.
    pub after: Period,
}

/// The longest two periods of the same length around `shipped` for which people seen from day
/// `first` to day `last` are on record, [`LONGEST_DAYS`] at most; `None` if there is not one day.
pub fn periods(shipped: i64, window_days: u32, first: i64, last: i64) -> Option<Periods> {
    let window = i64::from(window_days);
    let available_before = shipped - window - first;
    let available_after = last - shipped;
    let days = available_before.min(available_after).min(LONGEST_DAYS);
    (days > 0).then(|| Periods {
        before: Period {
            from: shipped - window - days,
            to: shipped - window - 1,
        },
        after: Period {
            from: shipped + 1,
            to: shipped + days,
        },
    })
}
