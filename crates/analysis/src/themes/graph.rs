//! Weighted undirected graphs.

use crate::neighbours::Neighbours;

/// A graph by adjacency lists; every edge stands in both of its ends' lists.
pub(super) struct Graph {
    starts: Vec<usize>,
    targets: Vec<u32>,
    weights: Vec<f64>,
    /// Sum of the weights at each node, loops twice; more where the resolution is to be higher.
    pub(super) strengths: Vec<f64>,
    /// Twice the total weight.
    pub(super) total: f64,
}

impl Graph {
    /// An edge for each pair of which one is a neighbour of the other, weighted by their similarity.
    ///
    /// `neighbours` holds (other node, similarity) for each node.
    pub(super) fn of_neighbours(neighbours: &Neighbours) -> Self {
        let edges = (0u32..).zip(neighbours).flat_map(|(node, list)| {
            let edge = move |&(other, similarity): &(u32, f32)| {
                let theirs = &neighbours[other as usize];
                let mutual = theirs.iter().any(|&(back, _)| back == node);
                (!mutual || node < other).then(|| (node, other, f64::from(similarity)))
            };
            list.iter().filter_map(edge)
        });
        Self::new(neighbours.len(), edges)
    }

    /// From edges of (node, other node, weight), each given once; a loop has the same node twice.
    /// They are gone through twice, so that many need not be kept.
    pub(super) fn new(nodes: usize, edges: impl Iterator<Item = (u32, u32, f64)> + Clone) -> Self {
        let mut starts = vec![0usize; nodes + 1];
        let mut strengths = vec![0.0; nodes];
        for (a, b, weight) in edges.clone() {
            strengths[a as usize] += weight;
            strengths[b as usize] += weight;
            if a != b {
                starts[a as usize + 1] += 1;
                starts[b as usize + 1] += 1;
            }
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut targets = vec![0u32; starts[nodes]];
        let mut weights = vec![0.0; starts[nodes]];
        for (a, b, weight) in edges.filter(|(a, b, _)| a != b) {
            for (from, to) in [(a, b), (b, a)] {
                let at = next[from as usize];
                next[from as usize] += 1;
                targets[at] = to;
                weights[at] = weight;
            }
        }
        let total = strengths.iter().sum();
        Self {
            starts,
            targets,
            weights,
            strengths,
            total,
        }
    }

    pub(super) fn nodes(&self) -> usize {
        self.strengths.len()
    }

    /// The other ends of a node's edges with their weights, without loops.
    pub(super) fn edges(&self, node: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = self.starts[node]..self.starts[node + 1];
        self.targets[range.clone()]
            .iter()
            .map(|&target| target as usize)
            .zip(self.weights[range].iter().copied())
    }

    /// The graph of some nodes with the edges among them; `number` says the place of a node in
    /// `nodes`, if it is there. Strengths stay those of the whole, so that a resolution means the
    /// same inside as outside.
    pub(super) fn induced(&self, nodes: &[usize], number: impl Fn(usize) -> Option<u32>) -> Self {
        let mut starts = Vec::with_capacity(nodes.len() + 1);
        starts.push(0);
        let (mut targets, mut weights) = (Vec::new(), Vec::new());
        for &node in nodes {
            let range = self.starts[node]..self.starts[node + 1];
            for (&target, &weight) in self.targets[range.clone()].iter().zip(&self.weights[range]) {
                if let Some(target) = number(target as usize) {
                    targets.push(target);
                    weights.push(weight);
                }
            }
            starts.push(targets.len());
        }
        Self {
            starts,
            targets,
            weights,
            strengths: nodes.iter().map(|&node| self.strengths[node]).collect(),
            total: self.total,
        }
    }

    /// This graph without the edges between different groups; strengths stay those of the whole.
    pub(super) fn within(&self, group: &[usize]) -> Self {
        let mut starts = Vec::with_capacity(self.starts.len());
        starts.push(0);
        let mut targets = Vec::with_capacity(self.targets.len());
        let mut weights = Vec::with_capacity(self.weights.len());
        for node in 0..self.nodes() {
            for at in self.starts[node]..self.starts[node + 1] {
                if group[self.targets[at] as usize] == group[node] {
                    targets.push(self.targets[at]);
                    weights.push(self.weights[at]);
                }
            }
            starts.push(targets.len());
        }
        Self {
            starts,
            targets,
            weights,
            strengths: self.strengths.clone(),
            total: self.total,
        }
    }

    /// The graph whose nodes are the groups of this one's nodes.
    pub(super) fn aggregated(&self, group: &[usize], groups: usize) -> Self {
        let mut members = vec![Vec::new(); groups];
        for (node, &group) in group.iter().enumerate() {
            members[group].push(node);
        }
        let mut sums = vec![0.0; groups];
        let mut edges = Vec::new();
        for (from, members) in members.iter().enumerate() {
            let mut touched = Vec::new();
            let mut strength = 0.0;
            let mut outside = 0.0;
            for &node in members {
                strength += self.strengths[node];
                for (other, weight) in self.edges(node) {
                    let to = group[other];
                    if to == from {
                        continue;
                    }
                    if sums[to] == 0.0 {
                        touched.push(to);
                    }
                    sums[to] += weight;
                    outside += weight;
                }
            }
            let inside = (strength - outside) / 2.0;
            edges.push((from as u32, from as u32, inside.max(0.0)));
            for to in touched {
                if to > from {
                    edges.push((from as u32, to as u32, sums[to]));
                }
                sums[to] = 0.0;
            }
        }
        Self {
            total: self.total,
            ..Self::new(groups, edges.iter().copied())
        }
    }
}
