use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use assay_store::ThemeRow;

use super::facts::{Mentions, Months, ThemeFacts, facts};
use super::{StrongCounts, ThemeSummary};
use crate::standing::{speech, standing};
use crate::{Error, Noun, Project, Result};

/// Themes that are not hidden or merged away: those with a place that a person chose first, then
/// the most frequent. Parents come last, with the counts of what is under them.
pub fn list(project: &Project) -> Result<Vec<ThemeSummary>> {
    let known = known(project)?;
    let shown = known.themes.iter().filter(|theme| !theme.hidden);
    Ok(shown.cloned().collect())
}

/// Themes that a person hid, the most frequent first.
pub fn hidden(project: &Project) -> Result<Vec<ThemeSummary>> {
    let known = known(project)?;
    let hidden = known.themes.iter().filter(|theme| theme.hidden);
    Ok(hidden.cloned().collect())
}

/// The theme `id` as it stands.
pub(crate) fn find(project: &Project, id: i64) -> Result<ThemeRow> {
    let themes = project.read(|store| Ok(store.themes()?))?;
    themes.into_iter().find(|theme| theme.id == id).ok_or_else(|| {
        Error::not_found(format!("there is no theme {id} in this project; `assay themes` lists them with their numbers"))
    })
}

/// The theme `id`, which must have passages of its own.
pub(crate) fn find_own(project: &Project, id: i64) -> Result<ThemeRow> {
    let theme = find(project, id)?;
    if theme.group {
        return Err(Error::bad_input(format!(
            "“{}” has no passages of its own: it stands for the themes under it; choose one of those",
            theme.label
        )));
    }
    Ok(theme)
}

/// The themes that can be counted beside one another: those with passages of their own.
pub(crate) fn summaries(project: &Project) -> Result<Vec<ThemeSummary>> {
    let listed = list(project)?.into_iter();
    Ok(listed.filter(|theme| !theme.group).collect())
}

/// All themes with what is known of each.
pub(super) struct Known {
    themes: Vec<ThemeSummary>,
    /// By theme; none of one that nothing mentions.
    pub(super) facts: BTreeMap<i64, ThemeFacts>,
}

/// What [`Known`] is made of.
pub(super) const KNOWN: [Noun; 4] = [Noun::Items, Noun::Runs, Noun::Tags, Noun::Themes];

/// What is known of the themes, put together once and shared until somebody edits.
pub(super) fn known(project: &Project) -> Result<Arc<Known>> {
    project.cached(&KNOWN, read)
}

fn read(project: &Project) -> Result<Known> {
    let mut themes = project.read(|store| Ok(store.themes()?))?;
    let shown: HashMap<i64, bool> = themes
        .iter()
        .map(|theme| (theme.id, theme.group && !theme.hidden))
        .collect();
    for theme in &mut themes {
        theme.parent = theme.parent.filter(|parent| shown.contains_key(parent));
    }
    let groups: HashMap<i64, i64> = themes
        .iter()
        .filter(|theme| !theme.hidden)
        .filter_map(|theme| Some((theme.id, theme.parent.filter(|parent| shown[parent])?)))
        .collect();
    let months = project.cached(&[Noun::Items], |project| Ok(Months::of(&*speech(project)?)))?;
    let facts = facts(&*standing(project)?, &months, &groups);
    let mut themes: Vec<ThemeSummary> = themes
        .into_iter()
        .map(|theme| {
            let facts = facts.get(&theme.id).cloned().unwrap_or_default();
            summary(theme, &facts)
        })
        .collect();
    themes.sort_by_key(|theme| {
        (
            theme.group,
            theme.position.unwrap_or(i64::MAX),
            std::cmp::Reverse((theme.items, theme.passages)),
            theme.id,
        )
    });
    Ok(Known { themes, facts })
}

pub(super) fn summary(theme: ThemeRow, facts: &ThemeFacts) -> ThemeSummary {
    let (all, strong) = (facts.all, facts.strong);
    ThemeSummary {
        id: theme.id,
        label: theme.label,
        keywords: theme.keywords,
        parent: theme.parent,
        position: theme.position,
        group: theme.group,
        items: all.items,
        customers: all.people,
        passages: all.passages,
        weak: all.passages - strong.passages,
        negative_share: negative_share(all),
        strong: StrongCounts {
            items: strong.items,
            customers: strong.people,
            passages: strong.passages,
            negative_share: negative_share(strong),
        },
        locked: theme.locked,
        renamed: theme.renamed,
        made: theme.made,
        hidden: theme.hidden,
    }
}

fn negative_share(counts: Mentions) -> f64 {
    if counts.passages == 0 {
        0.0
    } else {
        counts.negative as f64 / counts.passages as f64
    }
}
