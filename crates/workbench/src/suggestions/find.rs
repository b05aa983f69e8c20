use std::collections::{BTreeMap, HashMap, HashSet};

use assay_analysis::suggest::{Cause, CauseFound, Reading, Signal, read_causes, signal};

use super::remedies::remedy;
use super::{Suggestion, ThemeSuggestions};
use crate::standing::standing;
use crate::themes::{self, ThemeId};
use crate::{Project, Result};

/// Most passages read of one theme, evenly spread: enough to tell a share to a few points.
const MOST_OF_A_THEME: usize = 500;

/// Most passages read for what is said elsewhere.
const MOST_ELSEWHERE: usize = 4_000;

/// Quotes shown with a suggestion.
const QUOTES: usize = 3;

/// What is suggested for a theme; dismissed and accepted suggestions are among them, marked.
pub fn for_theme(project: &Project, request: ThemeId) -> Result<ThemeSuggestions> {
    let theme = themes::find(project, request.id)?;
    let mut found = suggestions(project, &[(theme.id, theme.label)])?;
    Ok(found.remove(0))
}

/// What is suggested for each theme that is shown, most frequent theme first.
pub fn list(project: &Project) -> Result<Vec<ThemeSuggestions>> {
    let shown: Vec<(i64, String)> = themes::list(project)?
        .into_iter()
        .filter(|theme| !theme.group)
        .map(|theme| (theme.id, theme.label))
        .collect();
    suggestions(project, &shown)
}

/// What is suggested for these themes, in their order.
pub(crate) fn suggestions(
    project: &Project,
    themes: &[(i64, String)],
) -> Result<Vec<ThemeSuggestions>> {
    let mut of_theme: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let asked: HashSet<i64> = themes.iter().map(|(theme, _)| *theme).collect();
    let all = standing(project)?.all_main_tags();
    for (passage, theme) in all.iter().filter(|(_, theme)| asked.contains(theme)) {
        of_theme.entry(*theme).or_default().push(*passage);
    }
    let elsewhere = spread(&all, MOST_ELSEWHERE);
    let mut wanted: Vec<i64> = elsewhere.iter().map(|(passage, _)| *passage).collect();
    for passages in of_theme.values_mut() {
        *passages = spread(passages, MOST_OF_A_THEME);
        wanted.extend(passages.iter());
    }
    wanted.sort_unstable();
    wanted.dedup();
    let texts = project.read(|store| Ok(store.passage_texts(&wanted)?))?;
    let read: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    let text_of: HashMap<i64, &str> = texts
        .iter()
        .map(|(passage, text)| (*passage, text.as_str()))
        .collect();
    let readings: HashMap<i64, Reading> = texts
        .iter()
        .map(|(passage, _)| *passage)
        .zip(read_causes(&read))
        .collect();
    project.read(|store| {
        let accepted: HashSet<(i64, String)> = store
            .actions()?
            .into_iter()
            .filter_map(|action| Some((action.theme, action.suggestion?)))
            .collect();
        let dismissed: HashSet<(i64, String)> =
            store.dismissed_suggestions()?.into_iter().collect();
        let found = themes.iter().map(|(theme, label)| {
            let passages = of_theme.get(theme).map_or(&[][..], Vec::as_slice);
            let here: Vec<&Reading> = passages.iter().filter_map(|id| readings.get(id)).collect();
            let there: Vec<&Reading> = elsewhere
                .iter()
                .filter(|(_, other)| other != theme)
                .filter_map(|(passage, _)| readings.get(passage))
                .collect();
            let signal = signal(&here, &there);
            let suggestions = signal
                .causes
                .iter()
                .map(|found| {
                    let key = (*theme, found.cause.name().to_owned());
                    let evidence = found.evidence.iter().map(|&place| passages[place]);
                    let shown = worded_differently(evidence, &text_of);
                    Ok(Suggestion {
                        quotes: themes::quotes(store, &shown)?,
                        accepted: accepted.contains(&key),
                        dismissed: dismissed.contains(&key),
                        ..worded(found, signal.read)
                    })
                })
                .collect::<Result<Vec<Suggestion>>>()?;
            Ok(ThemeSuggestions {
                theme: *theme,
                label: label.clone(),
                note: note(&signal, there.is_empty()),
                suggestions,
            })
        });
        found.collect()
    })
}

/// The first few passages that do not say the same words.
fn worded_differently(
    passages: impl Iterator<Item = i64>,
    text_of: &HashMap<i64, &str>,
) -> Vec<i64> {
    let mut seen: HashSet<String> = HashSet::new();
    passages
        .filter(|passage| {
            let text = text_of.get(passage).copied().unwrap_or_default();
            let words = text.split(|c: char| !c.is_alphanumeric());
            let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
            seen.insert(words.join(" ").to_lowercase())
        })
        .take(QUOTES)
        .collect()
}

/// At most `most` of them, evenly spread, in order.
fn spread<T: Copy>(all: &[T], most: usize) -> Vec<T> {
    let step = all.len().div_ceil(most).max(1);
    all.iter().copied().step_by(step).collect()
}

fn worded(found: &CauseFound, read: u64) -> Suggestion {
    let remedy = remedy(found.cause);
    Suggestion {
        cause: found.cause.name().into(),
        about: format!(
            "{} of {read} passages read ({:.0} %) speak of {}; elsewhere {:.0} % do.",
            found.passages,
            found.share * 100.0,
            remedy.about,
            found.share_elsewhere * 100.0
        ),
        action: remedy.action.into(),
        alternatives: remedy.alternatives.iter().map(|s| s.to_string()).collect(),
        passages: found.passages,
        share: found.share,
        share_elsewhere: found.share_elsewhere,
        low: found.difference.low,
        high: found.difference.high,
        quotes: Vec::new(),
        accepted: false,
        dismissed: false,
    }
}

fn note(signal: &Signal, alone: bool) -> Option<String> {
    let (passages, read) = (signal.passages, signal.read);
    if passages == 0 {
        return Some(
            "No passage has this theme as its main one, so there is nothing to go by.".into(),
        );
    }
    if read == 0 {
        return Some(
            "Its passages are not English, the only language that is read for suggestions.".into(),
        );
    }
    if signal.causes.is_empty() {
        return Some(if alone {
            "There is no other theme to compare it with, so nothing can be said to be peculiar to it.".into()
        } else {
            "What its passages say points to no remedy clearly enough to suggest one.".into()
        });
    }
    (read * 2 < passages).then(|| {
        format!("Only {read} of {passages} passages are English, the only language that is read for suggestions.")
    })
}

/// The cause of that name, or the sentence that there is none.
pub(crate) fn cause(name: &str) -> Result<Cause> {
    Cause::named(name).ok_or_else(|| {
        let names: Vec<&str> = Cause::ALL.iter().map(|cause| cause.name()).collect();
        crate::Error::bad_input(format!(
            "there is no suggestion “{name}”; there are {}",
            names.join(", ")
        ))
    })
}
