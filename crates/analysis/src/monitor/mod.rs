//! What changed after something was done: the same share of people before and after a day.
//!
//! Two periods of equal length, one ending before the day and one beginning after it, are
//! compared. It is a comparison of people at two times, not an experiment: whatever else changed
//! in between counts in as well, so the words are *after* and *linked*, never *because*.

mod compare;
mod periods;
#[cfg(test)]
mod tests;
mod verdict;

use crate::impact::{Difference, Estimate};

pub use compare::compare;
pub use periods::{LONGEST_DAYS, Period, Periods, SHORTEST_DAYS, periods};
pub use verdict::{FEWEST_PEOPLE, judge};

/// Somebody seen on a day. A person seen several times within a period and a stratum counts once,
/// and says yes if any of it says yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// Who, by number.
    pub person: u32,
    /// What is held constant, by number: a segment, or the source the person was heard through.
    pub stratum: u32,
    /// UTC day, counted from 1970-01-01.
    pub day: i64,
    /// What is counted: activated, or raised the theme.
    pub yes: bool,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Everybody seen, in any order.
    pub people: &'a [Seen],
    /// The UTC day on which the action went out. The day itself belongs to neither period.
    pub shipped: i64,
    /// Days after being seen in which the answer comes about: 0 for what is said at once, the
    /// activation window for sign-ups. Those whose window was open on the day are in neither period.
    pub window_days: u32,
    /// More is better (activation), or less is (a complaint).
    pub more_is_better: bool,
    /// The smallest change worth seeing.
    pub worth_seeing: WorthSeeing,
}

/// The smallest change worth seeing: what an interval has to leave out before *no clear change* is said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WorthSeeing {
    /// A difference of shares, 0.05 for 5 points.
    Points(f64),
    /// A part of the share before, 0.5 for half, and 2 points at least.
    PartOfBefore(f64),
}

/// What the two periods show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// The periods; none if there is no day to compare on one of the sides.
    pub periods: Option<Periods>,
    /// Share before, with its Wilson interval.
    pub before: Option<Estimate>,
    /// Share after.
    pub after: Option<Estimate>,
    /// After less before.
    pub difference: Option<Difference>,
    /// Number of strata within which people were compared (Mantel–Haenszel); `None` if they were
    /// compared plainly (Newcombe).
    pub strata: Option<usize>,
    /// Later half of the period before less its earlier half, where that is more than chance: the
    /// share was moving already.
    pub moving: Option<Difference>,
    /// People seen between the periods, who belong to neither.
    pub between: u64,
    /// People of strata that were seen in one of the periods only, who are not compared.
    pub one_sided: u64,
    /// Benjamini–Hochberg adjusted p-value over all that is judged together.
    pub q_value: Option<f64>,
    /// What may be said; [`judge`] fills it in.
    pub verdict: ChangeVerdict,
}

/// What may be said of a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChangeVerdict {
    /// Better after than before.
    Improved,
    /// Worse after than before.
    Worse,
    /// A change worth seeing is ruled out, or no longer to be seen in the longest period.
    NoClearChange,
    /// Too little time has passed, or too few people were seen after.
    TooEarly {
        /// About how many more people are needed; `None` where it is time that is missing.
        more_needed: Option<u64>,
        /// The first UTC day on which there may be enough, at the present pace.
        until: Option<i64>,
    },
    /// The time before cannot be compared with.
    #[default]
    NotComparable,
}
