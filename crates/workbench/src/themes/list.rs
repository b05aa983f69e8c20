use std::collections::HashMap;

use assay_store::{Store, ThemeCounts, ThemeRow};

use super::ThemeSummary;
use crate::{Error, Project, Result};

/// Themes that are not hidden or merged away, most frequent first.
pub fn list(project: &Project) -> Result<Vec<ThemeSummary>> {
    project.read(summaries)
}

/// The theme `id` as it stands.
pub(crate) fn find(project: &Project, id: i64) -> Result<ThemeRow> {
    let themes = project.read(|store| Ok(store.themes()?))?;
    themes.into_iter().find(|theme| theme.id == id).ok_or_else(|| {
        Error::not_found(format!("there is no theme {id} in this project; `assay themes` lists them with their numbers"))
    })
}

pub(crate) fn summaries(store: &Store) -> Result<Vec<ThemeSummary>> {
    let counts: HashMap<i64, ThemeCounts> = store.theme_counts()?.into_iter().collect();
    let mut themes: Vec<ThemeSummary> = store
        .themes()?
        .into_iter()
        .filter(|theme| !theme.hidden)
        .map(|theme| {
            let counts = counts.get(&theme.id).copied().unwrap_or_default();
            summary(theme, counts)
        })
        .collect();
    themes.sort_by_key(|theme| (std::cmp::Reverse((theme.items, theme.passages)), theme.id));
    Ok(themes)
}

pub(super) fn summary(theme: ThemeRow, counts: ThemeCounts) -> ThemeSummary {
    ThemeSummary {
        id: theme.id,
        label: theme.label,
        keywords: theme.keywords,
        parent: theme.parent,
        items: counts.items,
        customers: counts.people,
        passages: counts.passages,
        weak: counts.weak,
        negative_share: if counts.passages == 0 {
            0.0
        } else {
            counts.negative as f64 / counts.passages as f64
        },
        locked: theme.locked,
        renamed: theme.renamed,
    }
}
