//! Levels of granularity: every broader level is made of whole groups of the finer ones.

use rayon::prelude::*;
use serde::Serialize;

use super::by_size;
use super::graph::Graph;
use super::grouping::{tiny, without_tiny};
use super::leiden::leiden;
use crate::vectors::Rows;
use crate::watch::{Cancelled, Watch};

/// The granularities there are levels of, a factor of √2 apart.
const BROADER: [f64; 7] = [0.71, 0.5, 0.35, 0.25, 0.18, 0.125, 0.09];
const FINER: [f64; 4] = [1.4, 2.0, 2.8, 4.0];

/// One level of granularity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Level {
    /// 1 is the default, more is finer.
    pub granularity: f64,
    /// For each of the finest groups, its group at this level; numbered without gaps.
    pub group_of: Vec<usize>,
}

impl Level {
    /// How many groups it has.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.group_of.iter().max().map_or(0, |&last| last + 1)
    }
}

/// The groups of all levels.
pub(super) struct Hierarchy {
    /// The finest group of each node, largest first.
    pub(super) finest: Vec<usize>,
    /// Broadest first; each joins groups of the next, and no two are the same.
    pub(super) levels: Vec<Level>,
    /// The level of granularity 1.
    pub(super) default: usize,
    /// The level that was asked for.
    pub(super) asked: usize,
}

/// The levels around `default`, the groups of granularity 1.
///
/// Finer levels divide each group by Leiden inside it, at a higher resolution; broader ones
/// join whole groups by Leiden on the graph of groups, at a lower one. A level that changes
/// nothing is left out. `granularity` is moved to the nearest level.
///
/// # Errors
/// [`Cancelled`] when the watch asks to stop.
pub(super) fn levels(
    default: Vec<usize>,
    vectors: &Rows,
    graph: &Graph,
    granularity: f64,
    seed: u64,
    watch: &dyn Watch,
) -> Result<Hierarchy, Cancelled> {
    let mut finer = vec![(1.0, default.clone())];
    finer.extend(
        FINER
            .into_iter()
            .zip(divided(&default, vectors, graph, seed, watch)?),
    );
    let finest = by_size(&finer[finer.len() - 1].1);
    let count = count(&finest);
    let of_finest = |groups: &[usize]| {
        let mut group_of = vec![0; count];
        for (&part, &group) in finest.iter().zip(groups) {
            group_of[part] = group;
        }
        group_of
    };
    let mut all: Vec<(f64, Vec<usize>)> = finer
        .iter()
        .map(|(granularity, groups)| (*granularity, of_finest(groups)))
        .collect();
    let mut above = of_finest(&default);
    let mut joined = graph.aggregated(&default, self::count(&default));
    for granularity in BROADER {
        let groups = leiden(&joined, granularity, 4, seed, watch)?;
        joined = joined.aggregated(&groups, self::count(&groups));
        for group in &mut above {
            *group = groups[*group];
        }
        all.insert(0, (granularity, above.clone()));
    }
    Ok(distinct(finest, all, granularity))
}

/// The groups at each of the finer granularities.
///
/// Each group is divided by itself, so that several are at once, and the nodes of one lie close
/// together in memory.
fn divided(
    default: &[usize],
    vectors: &Rows,
    graph: &Graph,
    seed: u64,
    watch: &dyn Watch,
) -> Result<Vec<Vec<usize>>, Cancelled> {
    let mut members = vec![Vec::new(); count(default)];
    for (node, &group) in default.iter().enumerate() {
        members[group].push(node);
    }
    let mut place = vec![0; default.len()];
    for members in &members {
        for (at, &node) in (0u32..).zip(members) {
            place[node] = at;
        }
    }
    let parts_of = |(group, members): (usize, &Vec<usize>)| {
        let alone = graph.induced(members, |node| {
            (default[node] == group).then(|| place[node])
        });
        let mut finer = Vec::with_capacity(FINER.len());
        let mut above = vec![0; members.len()];
        for granularity in FINER {
            let inside = alone.within(&above);
            let parts = leiden(&inside, granularity, 1, seed, watch)?;
            let least = tiny(default.len(), granularity);
            above = without_tiny(parts, &above, least, &inside, vectors, members);
            finer.push(above.clone());
        }
        Ok(finer)
    };
    let by_group: Result<Vec<Vec<Vec<usize>>>, Cancelled> = members
        .par_iter()
        .enumerate()
        .with_max_len(1)
        .map(parts_of)
        .collect();
    let mut finer = vec![vec![0; default.len()]; FINER.len()];
    let mut next = vec![0; FINER.len()];
    for (members, parts) in members.iter().zip(by_group?) {
        for ((finer, next), parts) in finer.iter_mut().zip(&mut next).zip(parts) {
            for (&node, part) in members.iter().zip(&parts) {
                finer[node] = *next + part;
            }
            *next += count(&parts);
        }
    }
    Ok(finer)
}

/// The levels that differ; of equal ones that which is nearest to the default.
fn distinct(finest: Vec<usize>, all: Vec<(f64, Vec<usize>)>, granularity: f64) -> Hierarchy {
    let granularity = if granularity.is_finite() {
        granularity.clamp(0.01, 100.0)
    } else {
        1.0
    };
    let far = |level: &(f64, Vec<usize>)| (level.0 / granularity).ln().abs();
    let asked = (0..all.len())
        .min_by(|&a, &b| far(&all[a]).total_cmp(&far(&all[b])))
        .unwrap_or(BROADER.len());
    let mut kept = vec![BROADER.len()];
    let mut place = vec![0; all.len()];
    for level in (0..BROADER.len()).rev() {
        if count(&all[level].1) < count(&all[kept[0]].1) {
            kept.insert(0, level);
        }
        place[level] = kept[0];
    }
    place[BROADER.len()] = BROADER.len();
    for level in BROADER.len() + 1..all.len() {
        if count(&all[level].1) > count(&all[kept[kept.len() - 1]].1) {
            kept.push(level);
        }
        place[level] = kept[kept.len() - 1];
    }
    let index = |level: usize| kept.iter().position(|&kept| kept == place[level]);
    Hierarchy {
        asked: index(asked).unwrap_or(0),
        default: index(BROADER.len()).unwrap_or(0),
        levels: kept
            .iter()
            .map(|&level| Level {
                granularity: all[level].0,
                group_of: by_size(&all[level].1),
            })
            .collect(),
        finest,
    }
}

fn count(groups: &[usize]) -> usize {
    groups.iter().max().map_or(0, |&last| last + 1)
}
