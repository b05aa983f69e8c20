//! Whether a theme is raised more or less often than before.
//!
//! What is counted is people, not tickets: in each week (month, year) the people who raise a theme
//! out of all who gave feedback then. So neither one person's many tickets nor a busy week make a
//! trend. Two periods are compared stream by stream – a stream is what is asked and where, a survey
//! with its monthly exports or the tickets – so that a source that begins later changes nothing by
//! itself.
//!
//! Who said anything when is gone through once, for a [`Course`], whatever themes are asked for.
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
use change::{Comparison, changes};
use span::Span;

/// One person's dated words: a passage, or a whole piece of feedback.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Voice {
    /// The person, by number.
    pub person: usize,
    /// What was asked and where, by number below [`Asked::streams`].
    pub stream: usize,
    /// Unix seconds UTC.
    pub time: i64,
}

/// How time is looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// How many streams there are.
    pub streams: usize,
    /// What to draw by; chosen when absent.
    pub unit: Option<TimeUnit>,
    /// What to compare, as far as there are voices; the last quarter of the span with the time
    /// before when absent.
    pub periods: Option<Periods>,
}

/// Who said anything when, whatever the themes.
pub struct Course {
    voices: Vec<Voice>,
    span: Span,
    unit: TimeUnit,
    bins: Vec<Bin>,
    comparison: Option<Comparison>,
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

impl Course {
    /// The course of everybody who said anything dated, in any order.
    pub fn of(voices: Vec<Voice>, asked: &Asked) -> Course {
        let span = Span::of(&voices);
        let usual = span.usual_unit(&voices);
        let unit = asked.unit.unwrap_or(usual);
        let periods = match asked.periods {
            Some(periods) => span.clip(periods),
            None => span.usual_periods(usual),
        };
        Course {
            unit,
            bins: bins(&voices, &span, unit),
            // The verdict does not depend on what is drawn.
            comparison: periods
                .map(|periods| Comparison::of(&voices, asked.streams, periods, usual)),
            span,
            voices,
        }
    }

    /// Themes over time, and for each whether it is raised more or less often than before.
    /// `mentions` say who raises what: index of the voice and number of the theme below `themes`;
    /// twice is once. A theme without a number below `themes`, or a voice that does not exist, is
    /// ignored.
    pub fn trends(&self, mentions: &[(usize, usize)], themes: usize) -> Trends {
        let mentions: Vec<(usize, usize)> = mentions
            .iter()
            .copied()
            .filter(|&(voice, theme)| theme < themes && self.span.has(self.voices.get(voice)))
            .collect();
        let changes = changes(self.comparison.as_ref(), &mentions, themes);
        let people = self.people(&mentions, themes);
        Trends {
            unit: self.unit,
            bins: self.bins.clone(),
            compared: (self.comparison.as_ref()).map(|comparison| comparison.compared.clone()),
            strays: self.span.strays,
            themes: people
                .into_iter()
                .zip(changes)
                .map(|(people, change)| ThemeTrend { people, change })
                .collect(),
        }
    }

    fn people(&self, mentions: &[(usize, usize)], themes: usize) -> Vec<Vec<u64>> {
        let mut people = vec![vec![0; self.bins.len()]; themes];
        let Some(first) = self.bins.first().map(|bin| self.unit.number(bin.start)) else {
            return people;
        };
        let met = mentions.iter().map(|&(voice, theme)| {
            let voice = self.voices[voice];
            (theme, self.unit.number(voice.time), voice.person)
        });
        for (theme, number, _) in distinct(met) {
            people[theme][(number - first) as usize] += 1;
        }
        people
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

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}
