//! What the themes of a cut are called, and how they read.

use std::collections::{HashMap, HashSet};

use assay_analysis::LEFT_OVER;
use assay_store::{RunTheme, Store, ThemeRow};

use super::cut::{Parts, Planned};
use super::publish::{Before, Earlier, Shown};
use super::sample::{Sampled, describe, describe_above, tell_apart};
use crate::Result;

/// How each planned theme reads.
pub(super) fn described(
    store: &Store,
    before: &Before,
    shown: &Shown,
    earlier: &Earlier,
    planned: &[Planned],
) -> Result<Vec<RunTheme>> {
    let known = |theme: &Planned| {
        let locked = |row: &&ThemeRow| Some(row.id) == theme.id && row.locked;
        if let Some(row) = before.themes.iter().find(locked) {
            return Some(RunTheme {
                label: row.machine_label.clone().unwrap_or_default(),
                keywords: row.keywords.clone(),
                quotes: row.quotes.clone(),
                ..RunTheme::default()
            });
        }
        if let (Some(found), Some(group)) = (&shown.found, theme.group) {
            let described = &found.themes[group];
            return Some(RunTheme {
                label: described.label.clone(),
                keywords: described.keywords.clone(),
                quotes: described
                    .quotes
                    .iter()
                    .map(|&text| found.passage[text])
                    .collect(),
                ..RunTheme::default()
            });
        }
        earlier.described.get(&theme.parts).cloned()
    };
    let known: Vec<Option<RunTheme>> = planned.iter().map(known).collect();
    let passages = |theme: &Planned| -> Vec<(i64, f32)> {
        let parts = theme.parts.iter();
        parts
            .flat_map(|&part| &shown.parts.passages[part])
            .map(|id| (*id, shown.similarity.get(id).copied().unwrap_or(0.0)))
            .collect()
    };
    let below = planned.iter().position(|theme| theme.above);
    let (themes, above) = planned.split_at(below.unwrap_or(planned.len()));
    let sampled: Vec<Sampled> = themes
        .iter()
        .zip(&known)
        .map(|(theme, known)| Sampled {
            wanted: known.is_none(),
            passages: passages(theme),
        })
        .collect();
    let mut rows = describe(store, &sampled)?;
    if known[themes.len()..].iter().any(Option::is_none) {
        let under = |theme: &Planned| Some((theme.parent? - themes.len(), passages(theme)));
        let under: Vec<_> = themes.iter().filter_map(under).collect();
        rows.extend(describe_above(store, &under, above.len())?);
    } else {
        rows.extend(above.iter().map(|_| RunTheme::default()));
    }
    let mut all: Vec<RunTheme> = known
        .iter()
        .zip(rows)
        .map(|(known, row)| known.clone().unwrap_or(row))
        .collect();
    let names = names_that_stay(before, shown, planned);
    for (row, name) in all.iter_mut().zip(&names) {
        if let Some(name) = name {
            row.label.clone_from(name);
        }
    }
    // Names that stand come first, so that those of new themes give way: first those that were found
    // beside one another, then those of single themes.
    let stands = |place: usize| match &shown.found {
        Some(_) => names[place].is_some(),
        None => known[place].is_some(),
    };
    let (standing, mut new): (Vec<usize>, Vec<usize>) =
        (0..all.len()).partition(|&place| stands(place));
    new.sort_by_key(|&place| known[place].is_none());
    let renamed = before.themes.iter().filter(|theme| theme.renamed);
    let taken: Vec<String> = renamed
        .map(|theme| theme.label.clone())
        .chain(standing.iter().map(|&place| all[place].label.clone()))
        .collect();
    // A parent that would be called as a theme is has no name of its own.
    let of_themes: HashSet<String> = (0..all.len())
        .filter(|&place| !planned[place].above)
        .map(|place| all[place].label.to_lowercase())
        .collect();
    for &place in new.iter().filter(|&&place| planned[place].above) {
        if of_themes.contains(&all[place].label.to_lowercase()) {
            all[place].label.clear();
        }
    }
    let mut rows: Vec<RunTheme> = new.iter().map(|&place| all[place].clone()).collect();
    tell_apart(&mut rows, taken);
    for (place, row) in new.into_iter().zip(rows) {
        all[place] = row;
    }
    name_above(before, &shown.parts, planned, &mut all);
    Ok(all)
}

/// The names of themes that go on in a new analysis, with most of what they had and little else that was
/// known: people know them by these. A locked theme keeps its name in any case, and what was left over
/// is named anew.
fn names_that_stay(before: &Before, shown: &Shown, planned: &[Planned]) -> Vec<Option<String>> {
    let mut sizes: HashMap<i64, usize> = HashMap::new();
    for theme in before.theme_of.values() {
        *sizes.entry(*theme).or_default() += 1;
    }
    let name = |theme: &Planned| {
        let id = theme.id.filter(|_| shown.found.is_some())?;
        let row = before.themes.iter().find(|row| row.id == id)?;
        let name = row.machine_label.clone().unwrap_or_default();
        let passages = theme
            .parts
            .iter()
            .flat_map(|&part| &shown.parts.passages[part]);
        let (mut known, mut stayed) = (0, 0);
        for theme in passages.filter_map(|passage| before.theme_of.get(passage)) {
            known += 1;
            stayed += usize::from(*theme == id);
        }
        let goes_on = 2 * stayed > known && 2 * stayed > sizes.get(&id).copied().unwrap_or(0);
        let says_something = !name.is_empty() && !name.starts_with(LEFT_OVER);
        (row.locked || (goes_on && says_something)).then_some(name)
    };
    planned.iter().map(name).collect()
}

/// Calls parents that have no name of their own by those of the two largest themes under them.
fn name_above(before: &Before, parts: &Parts, planned: &[Planned], all: &mut [RunTheme]) {
    for place in (0..planned.len()).filter(|&place| planned[place].above) {
        if !all[place].label.is_empty() {
            continue;
        }
        let name = |under: usize| {
            let named = |row: &&ThemeRow| Some(row.id) == planned[under].id && row.renamed;
            let row = before.themes.iter().find(named);
            row.map_or(all[under].label.as_str(), |row| row.label.as_str())
        };
        let mut under: Vec<usize> = (0..planned.len())
            .filter(|&under| planned[under].parent == Some(place))
            .collect();
        under.sort_by_key(|&under| {
            let passages = planned[under]
                .parts
                .iter()
                .map(|&part| parts.passages[part].len());
            // What is left over says least of what they have in common.
            let left_over = all[under].label.starts_with(LEFT_OVER);
            (left_over, std::cmp::Reverse(passages.sum::<usize>()))
        });
        let names: Vec<&str> = under.into_iter().take(2).map(name).collect();
        all[place].label = names.join(" / ");
    }
}
