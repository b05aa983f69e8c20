//! Vectors into groups.

use ndarray::{Array2, ArrayView1};

use super::graph::Graph;
use super::k_means::exactly;
use super::leiden::leiden;
use super::levels::{Hierarchy, levels};
use super::{ThemeSettings, by_size};
use crate::neighbours::neighbours;
use crate::vectors::Rows;
use crate::watch::{Cancelled, Watch};

/// Neighbours of each vector in the graph.
const NEIGHBOURS: usize = 15;
/// Rows read at once.
const BLOCK: usize = 1024;

/// The groups of the rows of `vectors` at every level of granularity.
pub(super) struct Groups {
    /// The finest group of each row; none for rows of zeros.
    pub(super) of_row: Vec<Option<usize>>,
    /// The levels; their nodes are the rows that are not zeros.
    pub(super) hierarchy: Hierarchy,
}

/// Groups the rows of `vectors`, which are of unit length or zero; `meant` are those that word
/// vectors have a part in.
///
/// # Errors
/// [`Cancelled`] when the watch asks to stop.
pub(super) fn group(
    vectors: &Rows,
    meant: &[bool],
    settings: &ThemeSettings,
    watch: &dyn Watch,
) -> Result<Groups, Cancelled> {
    let known: Vec<usize> = (0..vectors.len())
        .filter(|&row| !vectors.is_zero(row))
        .collect();
    let selected;
    let placed = if known.len() == vectors.len() {
        vectors
    } else {
        selected = vectors.only(&known);
        &selected
    };
    let neighbours = neighbours(placed, NEIGHBOURS, settings.seed, watch)?;
    let mut graph = Graph::of_neighbours(&neighbours);
    drop(neighbours);
    let meant: Vec<bool> = known.iter().map(|&row| meant[row]).collect();
    let default = match settings.themes {
        Some(themes) => {
            let groups = exactly(themes, placed, &graph, settings.seed, watch)?;
            refine_among(&mut graph, &meant);
            groups
        }
        None => {
            refine_among(&mut graph, &meant);
            let communities = leiden(&graph, 1.0, 2, settings.seed, watch)?;
            let everywhere = vec![0; communities.len()];
            let least = tiny(communities.len(), 1.0);
            let all: Vec<usize> = (0..communities.len()).collect();
            without_tiny(communities, &everywhere, least, &graph, placed, &all)
        }
    };
    let hierarchy = levels(
        default,
        placed,
        &graph,
        settings.granularity,
        settings.seed,
        watch,
    )?;
    let mut of_row = vec![None; vectors.len()];
    for (row, &group) in known.into_iter().zip(&hierarchy.finest) {
        of_row[row] = Some(group);
    }
    Ok(Groups { of_row, hierarchy })
}

/// Raises the resolution among the nodes that word vectors have a part in.
///
/// They are tied more closely than by shared words alone. Modularity also overlooks groups
/// that are small beside the whole (Fortunato & Barthélemy 2007): larger sets need more, the
/// less steeply as people's subjects do not grow with their number, and so do texts of one
/// language among those of others, which then get the themes that they would have alone.
/// The figures are measured; see "Word vectors" in ARCHITECTURE.md.
fn refine_among(graph: &mut Graph, meant: &[bool]) {
    let count = meant.iter().filter(|&&meant| meant).count();
    let strength: f64 = (meant.iter().zip(&graph.strengths))
        .filter(|&(&meant, _)| meant)
        .map(|(_, strength)| strength)
        .sum();
    if strength <= 0.0 {
        return;
    }
    let alone = (1.3 * (count as f64 / 500.0).max(1.0).powf(0.3)).min(4.0);
    let resolution = alone * graph.total / strength;
    for (strength, _) in (graph.strengths.iter_mut().zip(meant)).filter(|&(_, &meant)| meant) {
        // Of a pair of nodes, each brings one root.
        *strength *= resolution.sqrt();
    }
}

/// Groups of fewer are too small to be a theme: a quarter of √n; a finer granularity lowers that.
pub(super) fn tiny(n: usize, granularity: f64) -> usize {
    (0.25 * (n as f64).sqrt() / granularity.max(1.0)).max(2.0) as usize
}

/// Groups of fewer than `least` join the group that they are most like, among those inside the
/// same group of `above`. Numbered without gaps, largest first.
///
/// `rows` has the row of `vectors` that each node stands for.
pub(super) fn without_tiny(
    mut groups: Vec<usize>,
    above: &[usize],
    least: usize,
    graph: &Graph,
    vectors: &Rows,
    rows: &[usize],
) -> Vec<usize> {
    let count = groups.iter().max().map_or(0, |&last| last + 1);
    let mut members = vec![Vec::new(); count];
    let mut inside = vec![0; count];
    for (node, &group) in groups.iter().enumerate() {
        members[group].push(node);
        inside[group] = above[node];
    }
    if members.iter().all(|members| members.len() >= least) {
        return by_size(&groups);
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&group| (members[group].len(), group));
    let mut sums = Array2::<f32>::zeros((count, vectors.dimensions()));
    for (groups, rows) in groups.chunks(BLOCK).zip(rows.chunks(BLOCK)) {
        for (&group, row) in groups.iter().zip(vectors.select(rows).outer_iter()) {
            sums.row_mut(group).scaled_add(1.0, &row);
        }
    }
    for group in order {
        if members[group].len() >= least {
            continue;
        }
        let mut links = vec![0.0; count];
        for &node in &members[group] {
            for (other, weight) in graph.edges(node) {
                links[groups[other]] += weight;
            }
        }
        links[group] = 0.0;
        let likeness = |other: usize| f64::from(cosine(sums.row(group), sums.row(other)));
        let nearest = (0..count)
            .filter(|&other| {
                other != group && inside[other] == inside[group] && !members[other].is_empty()
            })
            .map(|other| (links[other], likeness(other), other))
            .max_by(|a, b| {
                a.0.total_cmp(&b.0)
                    .then(a.1.total_cmp(&b.1))
                    .then(b.2.cmp(&a.2))
            });
        if let Some((_, _, nearest)) = nearest {
            let moved = std::mem::take(&mut members[group]);
            for &node in &moved {
                groups[node] = nearest;
            }
            members[nearest].extend(moved);
            let sum = sums.row(group).to_owned();
            sums.row_mut(nearest).scaled_add(1.0, &sum);
        }
    }
    by_size(&groups)
}

fn cosine(a: ArrayView1<'_, f32>, b: ArrayView1<'_, f32>) -> f32 {
    a.dot(&b) / (a.dot(&a) * b.dot(&b)).sqrt().max(f32::MIN_POSITIVE)
}
