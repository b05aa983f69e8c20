//! What the themes on show would come apart into at finer levels, for whoever comes nearer on the map.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use assay_analysis::LEFT_OVER;
use assay_store::{LevelRow, Store};

use super::list::{KNOWN, list};
use super::map::{middle, packed};
use super::placed::{Placed, placed};
use super::publish::main_parts;
use super::sample::{Sampled, describe, tell_apart};
use super::{FinerTheme, FinerThemes, ThemeSummary};
use crate::{Project, Result};

/// A region of fewer passages has no name of its own.
const LEAST: usize = 8;
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
    let levels = project.read(|store| Ok(store.levels(run.analysis())?))?;
    let main = main_parts(project, run.analysis())?;
    let main = main.parts.iter();
    let main = main.map(|main| (main.passage, (main.part, main.similarity)));
    let main: HashMap<i64, (usize, f32)> = main.collect();
    let part = |passage: i64| u16::try_from(main.get(&passage)?.0).ok();
    let parts = placed.points.iter().map(|point| part(point.passage));
    let mut finer = FinerThemes {
        levels: Vec::new(),
        part_of: packed(parts.map(|part| part.unwrap_or(NONE))),
        themes: Vec::new(),
    };
    let shown = list(project)?;
    let mut within = on_show(placed, &main, &shown);
    let mut taken: Vec<String> = shown.into_iter().map(|theme| theme.label).collect();
    for level in &levels[(level + 1).min(levels.len())..] {
        within = within
            .iter()
            .flat_map(|region| region.apart(level))
            .collect();
        let names = project.read(|store| names(store, &within, &mut taken))?;
        let number = finer.levels.len() as u64;
        finer.levels.push(within.len() as u64);
        for (region, name) in within.iter().zip(names) {
            let places = region.points.iter().map(|point| point.place);
            if let (Some(label), Some(centre)) = (name, middle(&places.collect::<Vec<_>>())) {
                finer.themes.push(FinerTheme {
                    label,
                    theme: region.theme,
                    level: number,
                    parts: region.parts(),
                    points: region.points.len() as u64,
                    centre,
                });
            }
        }
    }
    Ok(finer)
}

/// What the new ones among the regions of a level are called; none for what is left over, which says
/// nothing of what lies there, nor where only a number would tell a name from one that is taken.
fn names(
    store: &Store,
    regions: &[Region],
    taken: &mut Vec<String>,
) -> Result<Vec<Option<String>>> {
    let sampled: Vec<Sampled> = regions
        .iter()
        .map(|region| Sampled {
            passages: (region.points.iter())
                .map(|point| (point.passage, point.like))
                .collect(),
            wanted: region.new && region.points.len() >= LEAST,
        })
        .collect();
    let mut described = describe(store, &sampled)?;
    let first: Vec<String> = described.iter().map(|theme| theme.label.clone()).collect();
    tell_apart(&mut described, taken.iter().cloned());
    let names = described.into_iter().zip(first).map(|(theme, first)| {
        let numbered = theme.label.starts_with(&format!("{first} ("));
        let says_something = !first.is_empty() && !first.starts_with(LEFT_OVER);
        (says_something && !numbered).then_some(theme.label)
    });
    let names: Vec<Option<String>> = names.collect();
    taken.extend(names.iter().flatten().cloned());
    Ok(names)
}

/// Points of one theme on show that a level keeps together.
struct Region {
    theme: i64,
    points: Vec<Inside>,
    /// The level before had it not.
    new: bool,
}

/// A point of a region.
#[derive(Clone, Copy)]
struct Inside {
    passage: i64,
    place: [u16; 2],
    part: usize,
    /// How like its part it is.
    like: f32,
}

impl Region {
    /// What a finer level makes of it, in the order of the level's groups.
    fn apart(&self, level: &LevelRow) -> Vec<Region> {
        let mut groups: BTreeMap<usize, Vec<Inside>> = BTreeMap::new();
        for point in &self.points {
            let group = level.group_of[point.part];
            groups.entry(group).or_default().push(*point);
        }
        let new = groups.len() > 1;
        let theme = self.theme;
        groups
            .into_values()
            .map(|points| Region { theme, points, new })
            .collect()
    }

    fn parts(&self) -> Vec<u64> {
        let parts: BTreeSet<u64> = self.points.iter().map(|point| point.part as u64).collect();
        parts.into_iter().collect()
    }
}

/// The themes on show, by number, each with its points that are in a part.
fn on_show(
    placed: &Placed,
    main: &HashMap<i64, (usize, f32)>,
    shown: &[ThemeSummary],
) -> Vec<Region> {
    let mut themes: BTreeMap<i64, Vec<Inside>> =
        shown.iter().map(|theme| (theme.id, Vec::new())).collect();
    for point in &placed.points {
        let theme = point.theme.and_then(|theme| themes.get_mut(&theme));
        if let (Some(points), Some(&(part, like))) = (theme, main.get(&point.passage)) {
            points.push(Inside {
                passage: point.passage,
                place: point.place,
                part,
                like,
            });
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
