//! Communities of a graph: the Leiden algorithm.

use std::collections::VecDeque;

use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::graph::Graph;
use crate::watch::{Cancelled, Step, Watch};

/// How far the refinement strays from the best merge, in units of edge weight.
const RANDOMNESS: f64 = 0.01;
/// Gains below this are rounding.
const NO_GAIN: f64 = 1e-10;

/// The community of each node, numbered from 0 without gaps.
///
/// Leiden (Traag, Waltman & van Eck 2019): local moving, refinement, aggregation, with
/// modularity of the given resolution as quality (Reichardt & Bornholdt 2006). Every
/// community is connected. Each of `runs` runs begins with the communities of the one before, and
/// the first that changes nothing is the last; more than two hardly gain anything. The seed
/// decides the order in which nodes are visited.
///
/// # Errors
/// [`Cancelled`] when the watch asks to stop.
pub(super) fn leiden(
    graph: &Graph,
    resolution: f64,
    runs: u64,
    seed: u64,
    watch: &dyn Watch,
) -> Result<Vec<usize>, Cancelled> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut communities: Vec<usize> = (0..graph.nodes()).collect();
    for run in 0..runs {
        watch.at(Step::Themes, run, runs)?;
        let before = communities.clone();
        run_once(graph, &mut communities, resolution, &mut rng, || {
            watch.at(Step::Themes, run, runs)
        })?;
        if communities == before {
            break;
        }
    }
    Ok(communities)
}

fn run_once(
    graph: &Graph,
    communities: &mut [usize],
    resolution: f64,
    rng: &mut Xoshiro256PlusPlus,
    go_on: impl Fn() -> Result<(), Cancelled>,
) -> Result<(), Cancelled> {
    let mut aggregate: Option<Graph> = None;
    let mut node_of: Vec<usize> = (0..graph.nodes()).collect();
    let mut level = communities.to_vec();
    loop {
        go_on()?;
        let current = aggregate.as_ref().unwrap_or(graph);
        move_nodes(current, &mut level, resolution, rng);
        let found = renumber(&mut level);
        if found == current.nodes() {
            break;
        }
        let mut refined = refine(current, &level, found, resolution, rng);
        let mut groups = renumber(&mut refined);
        if groups == current.nodes() {
            // Nothing could be merged inside the communities: go on with them whole.
            refined.clone_from(&level);
            groups = found;
        }
        let mut next_level = vec![0; groups];
        for (&group, &community) in refined.iter().zip(&level) {
            next_level[group] = community;
        }
        let next = current.aggregated(&refined, groups);
        for node in &mut node_of {
            *node = refined[*node];
        }
        let done = groups == found && groups == next.nodes() && found <= 1;
        level = next_level;
        aggregate = Some(next);
        if done {
            break;
        }
    }
    for (community, &node) in communities.iter_mut().zip(&node_of) {
        *community = level[node];
    }
    renumber(communities);
    Ok(())
}

/// Moves single nodes to the neighbouring community of most gain until none gains.
fn move_nodes(
    graph: &Graph,
    communities: &mut [usize],
    resolution: f64,
    rng: &mut Xoshiro256PlusPlus,
) {
    let n = graph.nodes();
    let mut strength = vec![0.0; n];
    let mut size = vec![0usize; n];
    for (node, &community) in communities.iter().enumerate() {
        strength[community] += graph.strengths[node];
        size[community] += 1;
    }
    let mut empty: Vec<usize> = (0..n).filter(|&community| size[community] == 0).collect();
    let mut order: Vec<usize> = (0..n).collect();
    order.shuffle(rng);
    let mut queue = VecDeque::from(order);
    let mut queued = vec![true; n];
    let mut links = Links::new(n);
    let scale = resolution / graph.total.max(f64::MIN_POSITIVE);
    while let Some(node) = queue.pop_front() {
        queued[node] = false;
        let own = communities[node];
        links.collect(
            graph
                .edges(node)
                .map(|(other, weight)| (communities[other], weight)),
        );
        let own_strength = graph.strengths[node];
        strength[own] -= own_strength;
        size[own] -= 1;
        let gain =
            |community: usize| links.to(community) - scale * own_strength * strength[community];
        let mut best = (own, gain(own));
        for &community in links.touched() {
            let gain = gain(community);
            if gain > best.1 + NO_GAIN {
                best = (community, gain);
            }
        }
        if best.1 < -NO_GAIN && size[own] > 0 {
            // Better alone than in any company.
            if let Some(alone) = empty.pop() {
                best = (alone, 0.0);
            }
        }
        let target = best.0;
        strength[target] += own_strength;
        size[target] += 1;
        if target != own {
            communities[node] = target;
            if size[own] == 0 {
                empty.push(own);
            }
            for (other, _) in graph.edges(node) {
                if communities[other] != target && !queued[other] {
                    queued[other] = true;
                    queue.push_back(other);
                }
            }
        }
    }
}

/// Parts of each community that hold together, from single nodes: the groups to aggregate.
fn refine(
    graph: &Graph,
    communities: &[usize],
    count: usize,
    resolution: f64,
    rng: &mut Xoshiro256PlusPlus,
) -> Vec<usize> {
    let n = graph.nodes();
    let scale = resolution / graph.total.max(f64::MIN_POSITIVE);
    let mut community_strength = vec![0.0; count];
    for (node, &community) in communities.iter().enumerate() {
        community_strength[community] += graph.strengths[node];
    }
    let mut parts: Vec<usize> = (0..n).collect();
    let mut strength = graph.strengths.clone();
    let mut alone = vec![true; n];
    // The weight between each part and the rest of its community.
    let mut outward: Vec<f64> = (0..n)
        .map(|node| {
            let inside = graph
                .edges(node)
                .filter(|&(other, _)| communities[other] == communities[node]);
            inside.map(|(_, weight)| weight).sum()
        })
        .collect();
    let mut order: Vec<usize> = (0..n).collect();
    order.shuffle(rng);
    let mut links = Links::new(n);
    let mut choices: Vec<(usize, f64)> = Vec::new();
    for node in order {
        let whole = community_strength[communities[node]];
        let well_connected = |part: usize, strength: &[f64], outward: &[f64]| {
            outward[part] + NO_GAIN >= scale * strength[part] * (whole - strength[part])
        };
        if !alone[node] || !well_connected(node, &strength, &outward) {
            continue;
        }
        links.collect(
            graph
                .edges(node)
                .filter(|&(other, _)| communities[other] == communities[node])
                .map(|(other, weight)| (parts[other], weight)),
        );
        choices.clear();
        for &part in links.touched() {
            let gain = links.to(part) - scale * graph.strengths[node] * strength[part];
            if gain > 0.0 && well_connected(part, &strength, &outward) {
                choices.push((part, gain));
            }
        }
        let Some(target) = draw(&choices, rng) else {
            continue;
        };
        outward[target] += outward[node] - 2.0 * links.to(target);
        strength[target] += graph.strengths[node];
        alone[target] = false;
        alone[node] = false;
        parts[node] = target;
    }
    parts
}

/// One of the choices, with a probability that grows with the exponential of its gain.
fn draw(choices: &[(usize, f64)], rng: &mut Xoshiro256PlusPlus) -> Option<usize> {
    let best = choices
        .iter()
        .map(|&(_, gain)| gain)
        .fold(f64::NEG_INFINITY, f64::max);
    let chance = |gain: f64| ((gain - best) / RANDOMNESS).exp();
    let all: f64 = choices.iter().map(|&(_, gain)| chance(gain)).sum();
    let mut left = rng.r#gen::<f64>() * all;
    for &(choice, gain) in choices {
        left -= chance(gain);
        if left <= 0.0 {
            return Some(choice);
        }
    }
    choices.last().map(|&(choice, _)| choice)
}

/// The weights from one node to each community around it.
struct Links {
    weights: Vec<f64>,
    touched: Vec<usize>,
}

impl Links {
    fn new(communities: usize) -> Self {
        Self {
            weights: vec![0.0; communities],
            touched: Vec::new(),
        }
    }

    fn collect(&mut self, edges: impl Iterator<Item = (usize, f64)>) {
        for community in self.touched.drain(..) {
            self.weights[community] = 0.0;
        }
        for (community, weight) in edges {
            if weight > 0.0 {
                if self.weights[community] == 0.0 {
                    self.touched.push(community);
                }
                self.weights[community] += weight;
            }
        }
    }

    fn to(&self, community: usize) -> f64 {
        self.weights[community]
    }

    fn touched(&self) -> &[usize] {
        &self.touched
    }
}

/// Numbers groups from 0 in order of first appearance; returns how many there are.
fn renumber(groups: &mut [usize]) -> usize {
    let mut number = vec![usize::MAX; groups.iter().max().map_or(0, |&last| last + 1)];
    let mut next = 0;
    for group in groups {
        if number[*group] == usize::MAX {
            number[*group] = next;
            next += 1;
        }
        *group = number[*group];
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watch::Unwatched;

    /// Rings of cliques: each clique is a community.
    fn cliques(count: u32, size: u32) -> Graph {
        let mut edges = Vec::new();
        for clique in 0..count {
            let first = clique * size;
            for a in 0..size {
                for b in a + 1..size {
                    edges.push((first + a, first + b, 1.0));
                }
            }
            edges.push((first, (first + size) % (count * size), 1.0));
        }
        Graph::new((count * size) as usize, edges.into_iter())
    }

    fn modularity(graph: &Graph, communities: &[usize], resolution: f64) -> f64 {
        let mut inside = 0.0;
        let mut strength = vec![0.0; graph.nodes()];
        for node in 0..graph.nodes() {
            strength[communities[node]] += graph.strengths[node];
            let same = graph
                .edges(node)
                .filter(|&(other, _)| communities[other] == communities[node]);
            inside += same.map(|(_, weight)| weight).sum::<f64>();
        }
        let squares: f64 = strength.iter().map(|s| s * s).sum();
        inside / graph.total - resolution * squares / graph.total / graph.total
    }

    #[test]
    fn cliques_are_communities() {
        let graph = cliques(8, 6);
        let communities = leiden(&graph, 1.0, 4, 7, &Unwatched).unwrap();
        for node in 0..48 {
            assert_eq!(communities[node], communities[node / 6 * 6]);
        }
        assert_eq!(communities.iter().max(), Some(&7));
    }

    #[test]
    fn the_karate_club_reaches_its_known_modularity() {
        // Zachary 1977; the best modularity of this graph is 0.4198 (Brandes et al. 2008).
        let edges = [
            (1, 2),
            (1, 3),
            (1, 4),
            (1, 5),
            (1, 6),
            (1, 7),
            (1, 8),
            (1, 9),
            (1, 11),
            (1, 12),
            (1, 13),
            (1, 14),
            (1, 18),
            (1, 20),
            (1, 22),
            (1, 32),
            (2, 3),
            (2, 4),
            (2, 8),
            (2, 14),
            (2, 18),
            (2, 20),
            (2, 22),
            (2, 31),
            (3, 4),
            (3, 8),
            (3, 9),
            (3, 10),
            (3, 14),
            (3, 28),
            (3, 29),
            (3, 33),
            (4, 8),
            (4, 13),
            (4, 14),
            (5, 7),
            (5, 11),
            (6, 7),
            (6, 11),
            (6, 17),
            (7, 17),
            (9, 31),
            (9, 33),
            (9, 34),
            (10, 34),
            (14, 34),
            (15, 33),
            (15, 34),
            (16, 33),
            (16, 34),
            (19, 33),
            (19, 34),
            (20, 34),
            (21, 33),
            (21, 34),
            (23, 33),
            (23, 34),
            (24, 26),
            (24, 28),
            (24, 30),
            (24, 33),
            (24, 34),
            (25, 26),
            (25, 28),
            (25, 32),
            (26, 32),
            (27, 30),
            (27, 34),
            (28, 34),
            (29, 32),
            (29, 34),
            (30, 33),
            (30, 34),
            (31, 33),
            (31, 34),
            (32, 33),
            (32, 34),
            (33, 34),
        ]
        .map(|(a, b)| (a - 1, b - 1, 1.0));
        let graph = Graph::new(34, edges.into_iter());
        for seed in 0..20 {
            let communities = leiden(&graph, 1.0, 4, seed, &Unwatched).unwrap();
            let quality = modularity(&graph, &communities, 1.0);
            assert!(quality > 0.415, "{quality}");
        }
    }

    #[test]
    fn more_resolution_gives_more_communities_and_odd_graphs_do_no_harm() {
        let graph = cliques(30, 4);
        let count = |resolution| {
            leiden(&graph, resolution, 4, 1, &Unwatched)
                .unwrap()
                .into_iter()
                .max()
                .unwrap()
                + 1
        };
        assert!(count(0.3) < count(1.0) && count(1.0) < count(8.0));
        assert!(
            leiden(&Graph::new(0, [].into_iter()), 1.0, 4, 1, &Unwatched)
                .unwrap()
                .is_empty()
        );
        assert_eq!(
            leiden(&Graph::new(3, [].into_iter()), 1.0, 4, 1, &Unwatched).unwrap(),
            [0, 1, 2]
        );
    }
}
