//! The passages on the map with the themes that they have now.

use std::collections::BTreeMap;
use std::sync::Arc;

use assay_analysis::Alike;

use crate::standing::standing;
use crate::{Noun, Project, Result};

/// The map of the themes on show.
pub(super) struct Placed {
    /// The passages that lie on it, ascending, each with its place and its main theme as it stands.
    pub(super) points: Vec<Point>,
    /// Of each theme that has some as its main ones, how many passages it has of which part.
    pub(super) mixtures: BTreeMap<i64, Vec<(usize, f64)>>,
    pub(super) alike: Alike,
}

/// A passage on the map.
pub(super) struct Point {
    pub(super) passage: i64,
    pub(super) place: [u16; 2],
    pub(super) theme: Option<i64>,
}

/// None where there is no analysis, or one that was made before there were maps.
pub(super) fn placed(project: &Project) -> Result<Arc<Option<Placed>>> {
    project.cached(&[Noun::Items, Noun::Runs, Noun::Tags], read)
}

fn read(project: &Project) -> Result<Option<Placed>> {
    let read = project.read(|store| {
        let Some(run) = store.current_run()? else {
            return Ok(None);
        };
        Ok(store.map(run.analysis())?)
    })?;
    let Some(map) = read else {
        return Ok(None);
    };
    let standing = standing(project)?;
    let speech = &standing.speech;
    let mut theme_of: Vec<Option<i64>> = vec![None; speech.passages.len()];
    for tag in standing.tags.iter().filter(|tag| tag.main) {
        theme_of[tag.place as usize] = Some(tag.theme);
    }
    let mut counts: BTreeMap<i64, BTreeMap<usize, f64>> = BTreeMap::new();
    for (place, part) in standing.machine.tags.main_parts() {
        if let Some(theme) = theme_of[place as usize] {
            *counts.entry(theme).or_default().entry(part).or_default() += 1.0;
        }
    }
    let points = map.passages.into_iter().zip(map.places);
    Ok(Some(Placed {
        // Passages of sources that were removed since are left out.
        points: points
            .filter_map(|(passage, place)| {
                Some(Point {
                    passage,
                    place,
                    theme: theme_of[speech.place(passage)?],
                })
            })
            .collect(),
        mixtures: counts
            .into_iter()
            .map(|(theme, parts)| (theme, parts.into_iter().collect()))
            .collect(),
        alike: Alike {
            lengths: map.lengths,
            cosines: map.cosines,
        },
    }))
}
