//! What the themes on show would come apart into at finer levels, for whoever comes nearer on the map.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use assay_analysis::LEFT_OVER;
use assay_store::LevelRow;

use super::list::{KNOWN, list};
use super::map::{middle, packed};
use super::placed::{Placed, placed};
use super::sample::{Sampled, describe, tell_apart};
use super::{FinerTheme, FinerThemes};
use crate::{Project, Result};

/// A region of fewer passages has no name of its own.
const LEAST: usize = 5;
/// Stands for no part among the numbers of points.
const NONE: u16 = u16::MAX;

/// The themes inside the themes on show, level by level, each with what it would be called. Empty
/// where nothing can come apart: without levels, or at the finest.
pub fn finer(project: &Project) -> Result<FinerThemes> {
    let finer: Arc<FinerThemes> = project.cached(&KNOWN, read)?;
    Ok((*finer).clone())
}

fn read(project: &Project) -> Result<FinerThemes> {
    let placed = placed(project)?;
    let run = project.read(|store| Ok(store.current_run()?))?;
    let (Some(placed), Some(run)) = (&*placed, run) else {
        return Ok(FinerThemes::default());
    };
    let Some(level) = run.run.level else {
        return Ok(FinerThemes::default());
    };
    let (levels, main) = project.read(|store| {
        let analysis = run.analysis();
        Ok((store.levels(analysis)?, store.main_parts(analysis)?))
    })?;
    let main: HashMap<i64, (usize, f32)> = main
        .into_iter()
        .map(|(passage, part, like)| (passage, (part, like)))
        .collect();
    let part = |passage: i64| u16::try_from(main.get(&passage)?.0).ok();
    let parts = placed.points.iter().map(|point| part(point.passage));
    let mut finer = FinerThemes {
        levels: Vec::new(),
        part_of: packed(parts.map(|part| part.unwrap_or(NONE))),
        themes: Vec::new(),
    };
    let known = list(project)?;
    let mut taken: Vec<String> = known.into_iter().map(|theme| theme.label).collect();
    let mut within = on_show(placed, &main);
    for level in levels.iter().skip(level + 1) {
        within = within
            .iter()
            .flat_map(|region| region.apart(level))
            .collect();
        let new = |region: &Region| region.new && region.points.len() >= LEAST;
        let sampled: Vec<Sampled> = within
            .iter()
            .map(|region| Sampled {
                passages: (region.points.iter())
                    .map(|&(point, _)| placed.points[point].passage)
                    .filter_map(|passage| Some((passage, main.get(&passage)?.1)))
                    .collect(),
                wanted: new(region),
            })
            .collect();
        let mut described = project.read(|store| describe(store, &sampled))?;
        tell_apart(&mut described, taken.iter().cloned());
        taken.extend(described.iter().map(|theme| theme.label.clone()));
        let number = finer.levels.len() as u64;
        finer.levels.push(within.len() as u64);
        for (region, described) in within.iter().zip(described) {
            // What is left over says nothing of what lies there.
            if !new(region) || described.label.is_empty() || described.label.starts_with(LEFT_OVER)
            {
                continue;
            }
            let places = region
                .points
                .iter()
                .map(|&(point, _)| placed.points[point].place);
            let places: Vec<[u16; 2]> = places.collect();
            let Some(centre) = middle(&places) else {
                continue;
            };
            finer.themes.push(FinerTheme {
                label: described.label,
                theme: region.theme,
                level: number,
                parts: region.parts(),
                points: places.len() as u64,
                centre,
            });
        }
    }
    Ok(finer)
}

/// Points of one theme on show that a level keeps together.
struct Region {
    theme: i64,
    /// Each with its part, ascending.
    points: Vec<(usize, usize)>,
    /// The level before had it not.
    new: bool,
}

impl Region {
    /// What a finer level makes of it, in the order of the level's groups.
    fn apart(&self, level: &LevelRow) -> Vec<Region> {
        let mut groups: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for &(point, part) in &self.points {
            groups
                .entry(level.group_of[part])
                .or_default()
                .push((point, part));
        }
        let new = groups.len() > 1;
        groups
            .into_values()
            .map(|points| Region {
                theme: self.theme,
                points,
                new,
            })
            .collect()
    }

    fn parts(&self) -> Vec<u64> {
        let parts: BTreeSet<u64> = self.points.iter().map(|(_, part)| *part as u64).collect();
        parts.into_iter().collect()
    }
}

/// The themes on show, largest number last; what has none or no part takes no part.
fn on_show(placed: &Placed, main: &HashMap<i64, (usize, f32)>) -> Vec<Region> {
    let mut themes: BTreeMap<i64, Vec<(usize, usize)>> = BTreeMap::new();
    for (place, point) in placed.points.iter().enumerate() {
        if let (Some(theme), Some((part, _))) = (point.theme, main.get(&point.passage)) {
            themes.entry(theme).or_default().push((place, *part));
        }
    }
    themes
        .into_iter()
        .map(|(theme, points)| Region {
            theme,
            points,
            new: false,
        })
        .collect()
}
