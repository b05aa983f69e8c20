use std::collections::HashMap;
use std::sync::Arc;

use crate::standing::standing;
use crate::themes::{ThemeSummary, summaries};
use crate::{Noun, Project, Result};

/// What [`Raised`] is made of.
const RAISED: [Noun; 4] = [Noun::Items, Noun::Runs, Noun::Tags, Noun::Themes];

/// Themes and where they are raised; put together once, and shared until somebody edits.
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
    project.cached(&RAISED, |project| {
        let themes = summaries(project)?;
        let places: HashMap<i64, u32> = (0..)
            .zip(&themes)
            .map(|(place, theme)| (theme.id, place))
            .collect();
        let standing = standing(project)?;
        let mentions = standing.mentions();
        let raised = mentions.iter().filter_map(|mention| {
            Some(RaisedIn {
                item: standing.item(mention),
                theme: *places.get(&mention.theme)?,
                weak: mention.weak,
                negative: mention.negative,
            })
        });
        Ok(Raised {
            in_items: raised.collect(),
            themes,
            people: standing.speech.people as u64,
        })
    })
}
