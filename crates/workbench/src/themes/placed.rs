//! The passages on the map with the themes that they have now.

use std::collections::{BTreeMap, HashMap};

use assay_analysis::Alike;

use crate::{Project, Result};

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
pub(super) fn placed(project: &Project) -> Result<Option<Placed>> {
    let read = project.read(|store| {
        let Some(run) = store.current_run()? else {
            return Ok(None);
        };
        let analysis = run.analysis();
        let Some(map) = store.map(analysis)? else {
            return Ok(None);
        };
        let parts = store.main_parts(analysis)?;
        Ok(Some((
            map,
            parts,
            store.partition()?,
            store.passages_set_apart()?,
        )))
    })?;
    let Some((map, parts, themes, set_apart)) = read else {
        return Ok(None);
    };
    let theme_of: HashMap<i64, i64> = themes.into_iter().collect();
    let mut counts: BTreeMap<i64, BTreeMap<usize, f64>> = BTreeMap::new();
    for (passage, part, _) in parts {
        if let Some(theme) = theme_of.get(&passage) {
            *counts.entry(*theme).or_default().entry(part).or_default() += 1.0;
        }
    }
    let points = map.passages.into_iter().zip(map.places);
    Ok(Some(Placed {
        points: points
            .filter(|(passage, _)| !set_apart.contains(passage))
            .map(|(passage, place)| Point {
                passage,
                place,
                theme: theme_of.get(&passage).copied(),
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
