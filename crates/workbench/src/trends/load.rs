use std::collections::HashMap;
use std::sync::Arc;

use assay_analysis::trend::{self, Asked, Course, Period, Periods, TimeUnit, Voice};
use assay_store::{SourceMapping, Speech, ThemeRow};
use chrono::{DateTime, NaiveDate};

use super::words;
use super::{ComparedPeriod, ComparedPeriods, Raised, Split, TrendBin, TrendChange};
use crate::standing::{self, Standing, standing};
use crate::{Error, Noun, Project, Result};

const DAY: i64 = 86_400;

/// Themes with their trends, and what is needed to speak of them.
pub(crate) struct Loaded {
    pub(super) themes: Vec<ThemeRow>,
    pub(super) trends: trend::Trends,
    /// What each stream is called.
    streams: Vec<String>,
    undated: u64,
}

/// What trends are made of.
const MADE_OF: [Noun; 5] = [
    Noun::Sources,
    Noun::Items,
    Noun::Runs,
    Noun::Tags,
    Noun::Themes,
];

impl Loaded {
    /// The themes that are not hidden, and `also` that one, with all that is dated. As usually asked,
    /// without a unit or periods, they are counted once and shared until somebody edits.
    pub(crate) fn read(
        project: &Project,
        unit: Option<&str>,
        split: Option<&Split>,
        also: Option<i64>,
    ) -> Result<Arc<Loaded>> {
        if unit.is_none() && split.is_none() {
            let usual =
                project.cached(&MADE_OF, |project| Loaded::count(project, None, None, None))?;
            if also.is_none_or(|id| usual.themes.iter().any(|theme| theme.id == id)) {
                return Ok(usual);
            }
        }
        Ok(Arc::new(Loaded::count(project, unit, split, also)?))
    }

    fn count(
        project: &Project,
        unit: Option<&str>,
        split: Option<&Split>,
        also: Option<i64>,
    ) -> Result<Loaded> {
        let unit = unit.map(time_unit).transpose()?;
        let periods = split.map(periods).transpose()?.flatten();
        let mut themes = project.read(|store| Ok(store.themes()?))?;
        themes.retain(|theme| !theme.group && !theme.hidden || also == Some(theme.id));
        let standing = standing(project)?;
        let dated = dated(project, &standing.speech, unit, periods)?;
        let mentions = dated.mentions(&standing, &themes);
        let trends = dated.course.trends(&mentions, themes.len());
        let loaded = Loaded {
            themes,
            trends,
            streams: dated.streams.clone(),
            undated: dated.undated,
        };
        loaded.check_periods()?;
        Ok(loaded)
    }

    /// Whoever asks for a period without feedback has mistyped a date.
    fn check_periods(&self) -> Result<()> {
        let Some(compared) = &self.trends.compared else {
            return Ok(());
        };
        for (name, period) in [
            ("earlier", compared.periods.before),
            ("later", compared.periods.after),
        ] {
            if period.from == period.to {
                let ends = [&compared.periods.before, &compared.periods.after];
                let first = ends.iter().map(|period| period.from).min().unwrap_or(0);
                let last = ends.iter().map(|period| period.to).max().unwrap_or(0) - 1;
                return Err(Error::bad_input(format!(
                    "there is no feedback in the {name} period: all there is comes from {} to {}",
                    written(first, "%Y-%m-%d"),
                    written(last, "%Y-%m-%d")
                )));
            }
        }
        Ok(())
    }

    pub(super) fn unit(&self) -> &'static str {
        unit_name(self.trends.unit)
    }

    pub(super) fn bins(&self) -> Vec<TrendBin> {
        let format = match self.trends.unit {
            TimeUnit::Week => "%Y-%m-%d",
            TimeUnit::Month => "%Y-%m",
            TimeUnit::Year => "%Y",
        };
        let bins = self.trends.bins.iter().map(|bin| TrendBin {
            label: written(bin.start, format),
            start: bin.start,
            people: bin.people,
            partial: bin.partial,
        });
        bins.collect()
    }

    pub(super) fn compared(&self) -> Option<ComparedPeriods> {
        let compared = self.trends.compared.as_ref()?;
        let period = |period: Period, people: u64| ComparedPeriod {
            from: written(period.from, "%Y-%m-%d"),
            to: written(period.to - 1, "%Y-%m-%d"),
            people,
        };
        Some(ComparedPeriods {
            before: period(compared.periods.before, compared.people[0]),
            after: period(compared.periods.after, compared.people[1]),
        })
    }

    pub(super) fn change(&self, place: usize) -> TrendChange {
        let change = &self.trends.themes[place].change;
        let raised = |period: usize| Raised {
            n: change.raised[period],
            of: change.heard[period],
        };
        TrendChange {
            verdict: words::verdict_name(change.verdict).into(),
            sentence: words::sentence(change, self.trends.compared.as_ref()),
            before: raised(0),
            after: raised(1),
            difference: change.difference,
            low: change.low,
            high: change.high,
            p_value: change.p_value,
            q_value: change.q_value,
            method: words::method(change, self.trends.compared.as_ref()),
        }
    }

    pub(super) fn notes(&self) -> Vec<String> {
        words::notes(&self.trends, &self.streams, self.undated)
    }
}

/// Who spoke when, whatever themes people raise.
struct Dated {
    speech: Arc<Speech>,
    course: Course,
    /// The voice of each passage; none of undated ones.
    of_passage: Vec<Option<usize>>,
    streams: Vec<String>,
    undated: u64,
}

/// Who spoke when in `speech`; as usually asked, gone through once and shared until somebody imports.
fn dated(
    project: &Project,
    speech: &Arc<Speech>,
    unit: Option<TimeUnit>,
    periods: Option<Periods>,
) -> Result<Arc<Dated>> {
    let read = |project: &Project, speech: Arc<Speech>| {
        let sources = project.read(|store| Ok(store.source_mappings()?))?;
        Ok(Dated::of(speech, &sources, unit, periods))
    };
    if unit.is_none() && periods.is_none() {
        let usual = project.cached(&[Noun::Sources, Noun::Items], |project| {
            read(project, standing::speech(project)?)
        })?;
        // Another one only while somebody imports.
        if Arc::ptr_eq(&usual.speech, speech) {
            return Ok(usual);
        }
    }
    Ok(Arc::new(read(project, speech.clone())?))
}

impl Dated {
    fn of(
        speech: Arc<Speech>,
        sources: &[SourceMapping],
        unit: Option<TimeUnit>,
        periods: Option<Periods>,
    ) -> Dated {
        let asked: HashMap<i64, String> = sources
            .iter()
            .map(|mapping| (mapping.source, asked(mapping)))
            .collect();
        let mut streams: Vec<String> = Vec::new();
        let mut stream_of: HashMap<i64, usize> = HashMap::new();
        let mut voices = Vec::new();
        let mut of_passage: Vec<Option<usize>> = vec![None; speech.passages.len()];
        let mut undated = 0;
        for (place, passage) in speech.passages.iter().enumerate() {
            let item = &speech.items[passage.item as usize];
            let Some(time) = item.time else {
                undated += 1;
                continue;
            };
            let stream = *stream_of.entry(item.source).or_insert_with(|| {
                let asked = asked.get(&item.source).cloned().unwrap_or_default();
                let known = streams.iter().position(|stream| *stream == asked);
                known.unwrap_or_else(|| {
                    streams.push(asked);
                    streams.len() - 1
                })
            });
            of_passage[place] = Some(voices.len());
            voices.push(Voice {
                person: passage.person as usize,
                stream,
                time,
            });
        }
        let asked = Asked {
            streams: streams.len(),
            unit,
            periods,
        };
        Dated {
            course: Course::of(voices, &asked),
            speech,
            of_passage,
            streams,
            undated,
        }
    }

    /// Which voice raises which theme, by their places.
    fn mentions(&self, standing: &Standing, themes: &[ThemeRow]) -> Vec<(usize, usize)> {
        let places: HashMap<i64, usize> = themes
            .iter()
            .enumerate()
            .map(|(place, theme)| (theme.id, place))
            .collect();
        // A parent is raised by whoever raises a theme under it.
        let above: Vec<Option<usize>> = themes
            .iter()
            .map(|theme| {
                let parent = *places.get(&theme.parent?)?;
                themes[parent].group.then_some(parent)
            })
            .collect();
        let mut mentions = Vec::new();
        for tag in &standing.tags {
            let voice = self.of_passage[tag.place as usize];
            if let (Some(voice), Some(&theme)) = (voice, places.get(&tag.theme)) {
                mentions.push((voice, theme));
                mentions.extend(above[theme].map(|parent| (voice, parent)));
            }
        }
        mentions
    }
}

/// What a source asks, in words: its kind and the columns that people wrote in. Next month's export
/// asks the same, whatever else its columns are.
fn asked(mapping: &SourceMapping) -> String {
    let columns: Vec<&str> = mapping
        .columns
        .iter()
        .filter(|(_, role)| role == "text")
        .map(|(name, _)| name.as_str())
        .collect();
    if columns.is_empty() {
        return mapping.kind.clone();
    }
    format!("{} ({})", mapping.kind, columns.join(", "))
}

fn time_unit(name: &str) -> Result<TimeUnit> {
    [TimeUnit::Week, TimeUnit::Month, TimeUnit::Year]
        .into_iter()
        .find(|unit| unit_name(*unit) == name)
        .ok_or_else(|| {
            Error::bad_input(format!(
                "a trend cannot be drawn by “{name}”; choose week, month or year"
            ))
        })
}

pub(super) fn unit_name(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Week => "week",
        TimeUnit::Month => "month",
        TimeUnit::Year => "year",
    }
}

/// The periods that `split` asks for; `None` when it leaves the choice.
fn periods(split: &Split) -> Result<Option<Periods>> {
    let all = Period {
        from: i64::MIN,
        to: i64::MAX,
    };
    match (&split.since, &split.before, &split.after) {
        (None, None, None) => Ok(None),
        (Some(since), None, None) => {
            let parted = midnight(since)?;
            Ok(Some(Periods {
                before: Period { to: parted, ..all },
                after: Period {
                    from: parted,
                    ..all
                },
            }))
        }
        (None, Some(before), Some(after)) => {
            let (before, after) = (period(before)?, period(after)?);
            if after.from < before.to {
                return Err(Error::bad_input(
                    "the later period begins before the earlier one has ended; give two that follow each other",
                ));
            }
            Ok(Some(Periods { before, after }))
        }
        _ => Err(Error::bad_input(
            "say either since when, or both periods, the earlier and the later one",
        )),
    }
}

fn period([from, to]: &[String; 2]) -> Result<Period> {
    let period = Period {
        from: midnight(from)?,
        to: midnight(to)? + DAY,
    };
    if period.from >= period.to {
        return Err(Error::bad_input(format!(
            "the period from {from} to {to} ends before it begins"
        )));
    }
    Ok(period)
}

fn midnight(day: &str) -> Result<i64> {
    let date: NaiveDate = day.parse().map_err(|_| {
        Error::bad_input(format!(
            "“{day}” is not a day; write it as YYYY-MM-DD, like 2026-03-31"
        ))
    })?;
    Ok(date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp())
}

fn written(time: i64, format: &str) -> String {
    DateTime::from_timestamp(time, 0).map_or(String::new(), |time| time.format(format).to_string())
}
