//! Which times count, what they are cut into, and where the later period begins.

use super::{TimeUnit, Voice, distinct};

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first second, unix seconds UTC.
    pub from: i64,
    /// One past its last second.
    pub to: i64,
}

impl Period {
    /// Whether `time` is in it.
    pub fn has(&self, time: i64) -> bool {
        (self.from..self.to).contains(&time)
    }
}

/// Two periods to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// The earlier one.
    pub before: Period,
    /// The later one.
    pub after: Period,
}

/// Fewer voices do not tell which date is a mistake.
const ENOUGH_TO_JUDGE: usize = 20;
/// One in so many may be dated by mistake.
const STRAY_OF: usize = 100;
/// Weeks that are still drawn week by week, and months that are month by month.
const MOST_WEEKS: i64 = 60;
const MOST_MONTHS: i64 = 120;
/// Weeks with fewer people than this show nothing but chance, unless there are few of them.
const PEOPLE_A_WEEK: i64 = 5;
const FEW_WEEKS: i64 = 13;

/// The times of all voices that count.
pub(super) struct Span {
    /// From the first to one past the last; none without voices.
    pub(super) period: Option<Period>,
    /// Voices outside of it.
    pub(super) strays: u64,
}

impl Span {
    /// From the first voice to the last, but for strays: up to one voice in a hundred, at either
    /// end, further from all others than these are from one another. A mistyped year would
    /// otherwise stretch the span over decades.
    pub(super) fn of(voices: &[Voice]) -> Span {
        let mut times: Vec<i64> = voices.iter().map(|voice| voice.time).collect();
        times.sort_unstable();
        let may_stray = match times.len() {
            n if n < ENOUGH_TO_JUDGE => 0,
            n => (n / STRAY_OF).max(1),
        };
        let mut rest = times.as_slice();
        // A stray at one end hides one at the other until it is gone, so each end is looked at twice.
        for _ in 0..2 {
            let left = may_stray - (times.len() - rest.len());
            rest = &rest[strays(rest, left, |place| rest[place])..];
            let left = may_stray - (times.len() - rest.len());
            let last = rest.len().saturating_sub(1);
            let late = strays(rest, left, |place| rest[last - place]);
            rest = &rest[..rest.len() - late];
        }
        Span {
            period: rest.first().zip(rest.last()).map(|(&from, &last)| Period {
                from,
                to: last.saturating_add(1),
            }),
            strays: (times.len() - rest.len()) as u64,
        }
    }

    /// Whether a voice exists and is inside.
    pub(super) fn has(&self, voice: Option<&Voice>) -> bool {
        voice
            .zip(self.period)
            .is_some_and(|(voice, period)| period.has(voice.time))
    }

    /// The parts of two periods that lie inside; `None` without voices.
    pub(super) fn clip(&self, periods: Periods) -> Option<Periods> {
        let span = self.period?;
        let clip = |period: Period| {
            let from = period.from.clamp(span.from, span.to);
            Period {
                from,
                to: period.to.clamp(from, span.to),
            }
        };
        Some(Periods {
            before: clip(periods.before),
            after: clip(periods.after),
        })
    }

    /// Weeks up to about a year if enough people speak in each, months up to ten years, else years.
    pub(super) fn usual_unit(&self, voices: &[Voice]) -> TimeUnit {
        let Some(period) = self.period else {
            return TimeUnit::Week;
        };
        let length = |unit: TimeUnit| unit.number(period.to - 1) - unit.number(period.from) + 1;
        let weeks = length(TimeUnit::Week);
        let a_week = voices
            .iter()
            .filter(|voice| period.has(voice.time))
            .map(|voice| (TimeUnit::Week.number(voice.time), voice.person));
        let enough = distinct(a_week).len() as i64 >= PEOPLE_A_WEEK * weeks;
        if weeks <= FEW_WEEKS || (weeks <= MOST_WEEKS && enough) {
            TimeUnit::Week
        } else if length(TimeUnit::Month) <= MOST_MONTHS {
            TimeUnit::Month
        } else {
            TimeUnit::Year
        }
    }

    /// The last quarter of the span and the time before it, parted where a unit begins; `None` when
    /// all is in one unit.
    pub(super) fn usual_periods(&self, unit: TimeUnit) -> Option<Periods> {
        let period = self.period?;
        let (first, last) = (unit.number(period.from), unit.number(period.to - 1));
        if first == last {
            return None;
        }
        let quarter = period.to - (period.to - period.from) / 4;
        let inside = unit.number(quarter);
        let nearest = if quarter - unit.start(inside) <= unit.start(inside + 1) - quarter {
            inside
        } else {
            inside + 1
        };
        let parted = unit.start(nearest.clamp(first + 1, last));
        Some(Periods {
            before: Period {
                from: period.from,
                to: parted,
            },
            after: Period {
                from: parted,
                to: period.to,
            },
        })
    }
}

/// How many of the first `at_most` times are strays; `at` gives the times from the end looked at.
fn strays(times: &[i64], at_most: usize, at: impl Fn(usize) -> i64) -> usize {
    let Some(far) = times.len().checked_sub(1) else {
        return 0;
    };
    (1..=at_most.min(far))
        .rev()
        .find(|&k| at(k).abs_diff(at(k - 1)) > at(far).abs_diff(at(k)))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::impact::clock::DAY;

    fn voices(days: impl IntoIterator<Item = i64>) -> Vec<Voice> {
        days.into_iter()
            .enumerate()
            .map(|(person, day)| Voice {
                person,
                stream: 0,
                time: day * DAY,
            })
            .collect()
    }

    #[test]
    fn mistyped_years_do_not_stretch_the_span() {
        let mut days: Vec<i64> = (20_000..20_300).collect();
        let clean = Span::of(&voices(days.clone()));
        days.extend([0, 47_000]);
        let span = Span::of(&voices(days));
        assert_eq!((span.period, span.strays), (clean.period, 2));
    }

    #[test]
    fn a_wave_far_from_the_others_is_no_mistake() {
        let days = (0..10).chain(2_000..2_300);
        let span = Span::of(&voices(days));
        assert_eq!((span.period.unwrap().from, span.strays), (0, 0));
        assert_eq!(Span::of(&voices([0, 9_000])).strays, 0, "two tell nothing");
        assert_eq!(Span::of(&[]).period, None);
    }

    #[test]
    fn the_unit_suits_the_span_and_the_people() {
        let unit = |days: Vec<i64>| {
            let voices = voices(days);
            Span::of(&voices).usual_unit(&voices)
        };
        assert_eq!(unit((0..300).collect()), TimeUnit::Week);
        assert_eq!(unit((0..300).step_by(7).collect()), TimeUnit::Month);
        assert_eq!(unit((0..60).step_by(9).collect()), TimeUnit::Week);
        assert_eq!(unit((0..1_000).collect()), TimeUnit::Month);
        assert_eq!(unit((0..9_000).collect()), TimeUnit::Year);
    }

    #[test]
    fn the_last_quarter_begins_with_a_week() {
        // 1970-01-05 was a Monday.
        let days: Vec<i64> = (4..4 + 8 * 7).collect();
        let periods = Span::of(&voices(days))
            .usual_periods(TimeUnit::Week)
            .unwrap();
        assert_eq!(periods.after.from, (4 + 6 * 7) * DAY);
        assert_eq!(periods.before.to, periods.after.from);
        let one = Span::of(&voices(4..9));
        assert_eq!(one.usual_periods(TimeUnit::Week), None);
    }
}
