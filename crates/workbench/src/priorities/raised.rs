use std::collections::HashMap;
use std::sync::Arc;

use crate::themes::{ThemeSummary, summaries};
use crate::{Project, Result};

/// Themes and where they are raised; read once, and shared until somebody writes.
pub(super) struct Raised {
    /// Themes that are shown.
    pub(super) themes: Vec<ThemeSummary>,
    /// One entry a theme and item that raises it, by item.
    pub(super) in_items: Vec<RaisedIn>,
    /// People who gave any feedback.
    pub(super) people: u64,
}

/// A theme raised in an item.
#[derive(Clone, Copy)]
pub(super) struct RaisedIn {
    pub(super) item: i64,
    /// Its place among the themes.
    pub(super) theme: u32,
    /// All of the item's passages on it are weakly tagged.
    pub(super) weak: bool,
    /// One of them is negative.
    pub(super) negative: bool,
}

/// The themes as they stand now.
pub(super) fn raised(project: &Project) -> Result<Arc<Raised>> {
    project.cached(|project| {
        let themes = summaries(project)?;
        project.read(|store| {
            let places: HashMap<i64, u32> = (0..)
                .zip(&themes)
                .map(|(place, theme)| (theme.id, place))
                .collect();
            let mut in_items = Vec::new();
            store.each_mention(|item, theme, weak, negative| {
                if let Some(&theme) = places.get(&theme) {
                    in_items.push(RaisedIn {
                        item,
                        theme,
                        weak,
                        negative,
                    });
                }
            })?;
            Ok(Raised {
                themes,
                in_items,
                people: store.people()?,
            })
        })
    })
}
