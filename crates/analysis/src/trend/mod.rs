//! Whether a theme is raised more or less often than before.
//!
//! What is counted is people, not tickets: in each week (month, year) the people who raise a theme
//! out of all who gave feedback then. So neither one person's many tickets nor a busy week make a
//! trend. Two periods are compared stream by stream – a stream is what is asked and where, a survey
//! with its monthly exports or the tickets – so that a source that begins later changes nothing by
//! itself.
//!
//! The way through: `calendar` cuts time, `span` says which times count and where the periods part,
//! `change` compares two periods, `exact` is its test.

mod calendar;
mod change;
mod exact;
mod span;
#[cfg(test)]
mod tests;

pub use calendar::TimeUnit;
pub use change::{Change, ChangeVerdict, Compared};
pub use span::{Period, Periods};

use crate::impact::clock::{DAY, day};
use crate::impact::{Estimate, wilson};
use change::changes;
use span::Span;

/// One person's dated words: a passage, or a whole piece of feedback.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Voice {
    /// The person, by number.
    pub person: usize,
    /// What was asked and where, by number below [`TrendInput::streams`].
    pub stream: usize,
    /// Unix seconds UTC.
    pub time: i64,
}

/// What a trend is taken of.
#[derive(Clone, Copy, Debug)]
pub struct TrendInput<'a> {
    /// Everybody who said anything dated, in any order.
    pub voices: &'a [Voice],
    /// Who raises what: index of the voice and of the theme; twice is once.
    pub mentions: &'a [(usize, usize)],
    /// How many themes there are.
    pub themes: usize,
    /// How many streams there are.
    pub streams: usize,
    /// What to draw by; chosen when absent.
    pub unit: Option<TimeUnit>,
    /// What to compare, as far as there are voices; the last quarter of the span with the time
    /// before when absent.
    pub periods: Option<Periods>,
}

/// Every theme over time.
#[derive(Clone, Debug)]
pub struct Trends {
    /// What time is cut into.
    pub unit: TimeUnit,
    /// Neighbouring units from the first voice to the last, those without any among them.
    pub bins: Vec<Bin>,
    /// What was compared; none when all feedback falls into one unit.
    pub compared: Option<Compared>,
    /// Voices dated so far from all others that the date is taken for a mistake; they count nowhere.
    pub strays: u64,
    /// In the order of their numbers.
    pub themes: Vec<ThemeTrend>,
}

/// One week, month or year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Its first second, unix seconds UTC.
    pub start: i64,
    /// People who gave feedback.
    pub people: u64,
    /// The feedback begins or ends inside it, so there may be more to come.
    pub partial: bool,
}

/// One theme over time.
#[derive(Clone, Debug)]
pub struct ThemeTrend {
    /// People who raise it, one number a bin.
    pub people: Vec<u64>,
    /// The later period against the earlier one.
    pub change: Change,
}

impl Trends {
    /// The share of a bin's people who raise a theme, with its 95 % interval (Wilson 1927); `None`
    /// for a bin in which nobody said anything.
    pub fn share(&self, theme: usize, bin: usize) -> Option<Estimate> {
        wilson(self.themes[theme].people[bin], self.bins[bin].people)
    }
}

/// Themes over time, and for each whether it is raised more or less often than before.
///
/// A theme without a number below `themes`, or a voice that does not exist, is ignored.
pub fn trends(input: &TrendInput) -> Trends {
    let span = Span::of(input.voices);
    let usual = span.usual_unit(input.voices);
    let unit = input.unit.unwrap_or(usual);
    let mentions: Vec<(usize, usize)> = input
        .mentions
        .iter()
        .copied()
        .filter(|&(voice, theme)| theme < input.themes && span.has(input.voices.get(voice)))
        .collect();
    let periods = match input.periods {
        Some(asked) => span.clip(asked),
        None => span.usual_periods(usual),
    };
    // The verdict does not depend on what is drawn.
    let (compared, changes) = changes(input, &mentions, periods, usual);
    let bins = bins(input.voices, &span, unit);
    let people = people(input, &mentions, unit, &bins);
    Trends {
        unit,
        bins,
        compared,
        strays: span.strays,
        themes: people
            .into_iter()
            .zip(changes)
            .map(|(people, change)| ThemeTrend { people, change })
            .collect(),
    }
}

fn bins(voices: &[Voice], span: &Span, unit: TimeUnit) -> Vec<Bin> {
    let Some(period) = span.period else {
        return Vec::new();
    };
    let (first, last) = (unit.number(period.from), unit.number(period.to - 1));
    let mut people = vec![0; (last - first + 1) as usize];
    let met = voices
        .iter()
        .filter(|voice| span.has(Some(voice)))
        .map(|voice| (unit.number(voice.time), voice.person));
    for (number, _) in distinct(met) {
        people[(number - first) as usize] += 1;
    }
    (first..=last)
        .zip(people)
        .map(|(number, people)| Bin {
            start: unit.start(number),
            people,
            partial: day(period.from) * DAY > unit.start(number)
                || day(period.to - 1) * DAY + DAY < unit.start(number + 1),
        })
        .collect()
}

fn people(
    input: &TrendInput,
    mentions: &[(usize, usize)],
    unit: TimeUnit,
    bins: &[Bin],
) -> Vec<Vec<u64>> {
    let mut people = vec![vec![0; bins.len()]; input.themes];
    let Some(first) = bins.first().map(|bin| unit.number(bin.start)) else {
        return people;
    };
    let met = mentions.iter().map(|&(voice, theme)| {
        let voice = input.voices[voice];
        (theme, unit.number(voice.time), voice.person)
    });
    for (theme, number, _) in distinct(met) {
        people[theme][(number - first) as usize] += 1;
    }
    people
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}
