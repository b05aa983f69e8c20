//! Names, keywords and quotes of themes, from a bounded sample of their passages.

use std::collections::HashSet;

use assay_analysis::{FoundTheme, capitalised, describe_parents, describe_themes};
use assay_store::{KeptTag, PassageRow, RunTheme, Store};

use crate::Result;

/// Passages read for all themes that are described, together …
const READ: usize = 12_000;
/// … and at least and at most for each.
const LEAST: usize = 40;
const MOST: usize = 200;
/// Passages of each other theme, which say what is usual.
const OTHERS: usize = 25;

/// Groups of passages described, each against the others and against the themes there are but
/// those `instead_of` which they stand.
pub(super) fn describe_against(
    store: &Store,
    groups: &[Vec<KeptTag>],
    instead_of: &[i64],
) -> Result<Vec<RunTheme>> {
    let mut themes: Vec<Sampled> = groups
        .iter()
        .map(|tags| Sampled {
            passages: tags
                .iter()
                .map(|tag| (tag.passage, tag.similarity as f32))
                .collect(),
            wanted: true,
        })
        .collect();
    let mut taken = Vec::new();
    for theme in store.themes()? {
        if instead_of.contains(&theme.id) {
            continue;
        }
        taken.push(theme.label);
        themes.push(Sampled {
            passages: store
                .some_passages(theme.id, OTHERS)?
                .into_iter()
                .map(|id| (id, 1.0))
                .collect(),
            wanted: false,
        });
    }
    let mut described = describe(store, &themes)?;
    described.truncate(groups.len());
    tell_apart(&mut described, taken);
    Ok(described)
}

/// A theme whose passages are known: (passage, similarity).
pub(super) struct Sampled {
    pub(super) passages: Vec<(i64, f32)>,
    /// It is to be described; the others only say what is usual.
    pub(super) wanted: bool,
}

/// The themes described, in their order; those not wanted with empty labels.
///
/// The most central passages speak for a theme; of the others a few, evenly spread, do.
pub(super) fn describe(store: &Store, themes: &[Sampled]) -> Result<Vec<RunTheme>> {
    let wanted = themes.iter().filter(|theme| theme.wanted).count();
    if wanted == 0 {
        return Ok(vec![RunTheme::default(); themes.len()]);
    }
    let share = (READ / wanted).clamp(LEAST, MOST);
    let (mut ids, mut of) = (Vec::new(), Vec::new());
    for (number, theme) in themes.iter().enumerate() {
        let chosen = if theme.wanted {
            central(&theme.passages, share)
        } else {
            spread(&theme.passages, OTHERS)
        };
        of.extend(chosen.iter().map(|_| Some(number)));
        ids.extend(chosen);
    }
    let (passages, of) = read(store, ids, of)?;
    let described = describe_themes(&texts(&passages), &of, themes.len());
    Ok(described
        .into_iter()
        .zip(themes)
        .map(|(found, theme)| {
            if theme.wanted {
                row(found, &passages)
            } else {
                RunTheme::default()
            }
        })
        .collect())
}

/// Parents of themes described by what the themes under each have in common: `under` has, for each
/// theme, its parent, below `parents`, and its passages with their similarity. A parent whose themes
/// share no phrase has an empty label.
pub(super) fn describe_above(
    store: &Store,
    under: &[(usize, Vec<(i64, f32)>)],
    parents: usize,
) -> Result<Vec<RunTheme>> {
    let share = (READ / under.len().max(1)).clamp(LEAST, MOST);
    let (mut ids, mut of) = (Vec::new(), Vec::new());
    for (theme, (_, passages)) in under.iter().enumerate() {
        let chosen = central(passages, share);
        of.extend(chosen.iter().map(|_| Some(theme)));
        ids.extend(chosen);
    }
    let (passages, of) = read(store, ids, of)?;
    let parent_of: Vec<usize> = under.iter().map(|(parent, _)| *parent).collect();
    let described = describe_parents(&texts(&passages), &of, &parent_of, parents);
    let rows = described.into_iter().map(|found| row(found, &passages));
    Ok(rows.collect())
}

/// The passages that there are of `ids`, and which of `of` belongs to each.
fn read(
    store: &Store,
    ids: Vec<i64>,
    mut of: Vec<Option<usize>>,
) -> Result<(Vec<PassageRow>, Vec<Option<usize>>)> {
    let passages = store.passages_by_id(&ids)?;
    if passages.len() < ids.len() {
        let found: HashSet<i64> = passages.iter().map(|passage| passage.id).collect();
        let mut kept = ids.iter().map(|id| found.contains(id));
        of.retain(|_| kept.next().unwrap_or(false));
    }
    Ok((passages, of))
}

fn texts(passages: &[PassageRow]) -> Vec<&str> {
    let texts = passages.iter().map(|passage| passage.text.as_str());
    texts.collect()
}

fn row(found: FoundTheme, passages: &[PassageRow]) -> RunTheme {
    RunTheme {
        label: found.label,
        keywords: found.keywords,
        quotes: found.quotes.iter().map(|&text| passages[text].id).collect(),
        ..RunTheme::default()
    }
}

fn central(passages: &[(i64, f32)], count: usize) -> Vec<i64> {
    let mut ranked = passages.to_vec();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.into_iter().take(count).map(|(id, _)| id).collect()
}

fn spread(passages: &[(i64, f32)], count: usize) -> Vec<i64> {
    let step = passages.len().div_ceil(count.max(1)).max(1);
    passages.iter().step_by(step).map(|(id, _)| *id).collect()
}

/// Gives themes whose label another has already the best of their longer keywords, or a number; those
/// without a label have none yet.
pub(super) fn tell_apart(themes: &mut [RunTheme], taken: impl IntoIterator<Item = String>) {
    let mut used: HashSet<String> = taken
        .into_iter()
        .map(|label| label.to_lowercase())
        .collect();
    for theme in themes.iter_mut().filter(|theme| !theme.label.is_empty()) {
        if used.insert(theme.label.to_lowercase()) {
            continue;
        }
        let other = theme
            .keywords
            .iter()
            .find(|keyword| keyword.contains(' ') && !used.contains(&keyword.to_lowercase()));
        let mut label = other.map_or_else(|| theme.label.clone(), |other| capitalised(other));
        let mut number = 2;
        while !used.insert(label.to_lowercase()) {
            label = format!("{} ({number})", theme.label);
            number += 1;
        }
        theme.label = label;
    }
}
