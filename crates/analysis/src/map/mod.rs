//! A map of passages: where each one lies, so that a theme is a region and like themes lie near.
//!
//! The finest groups are laid out first, each a disc as large as it has passages
//! ([`islands`]); then each passage finds its place in its disc, towards the groups that it is
//! also like ([`scatter`]). Both are made from the vectors that the themes were found by.

mod aligned;
mod alike;
mod islands;
mod scatter;
#[cfg(test)]
mod tests;

pub use aligned::aligned;
pub use alike::Alike;

use ndarray::Array2;
use serde::Serialize;

use crate::vectors::{Rows, group_sums};

/// Where passages lie, and how alike the groups are that they lie in.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PassageMap {
    /// The place of each passage, x to the right and y downwards, each 0 to 65,535 and in the
    /// same unit; none for a passage without a theme.
    pub places: Vec<Option<[u16; 2]>>,
    /// How alike the finest groups are.
    pub alike: Alike,
}

/// What is to be placed.
pub(crate) struct Drawn<'a> {
    /// documents × dimensions, of unit length or zero.
    pub(crate) vectors: &'a Rows,
    /// The finest group of each document, if it has one.
    pub(crate) group_of_document: &'a [Option<usize>],
    /// The document of each passage, if it has one.
    pub(crate) document: &'a [Option<usize>],
    /// The finest group of each passage: the document's, or that of the likest spelling.
    pub(crate) group: &'a [Option<usize>],
    /// For each level of granularity the group of each finest group.
    pub(crate) levels: &'a [&'a [usize]],
}

/// Places every passage that has a group.
pub(crate) fn passage_map(drawn: &Drawn<'_>) -> PassageMap {
    let groups = drawn.levels.last().map_or(0, |level| level.len());
    if groups == 0 {
        return PassageMap {
            places: vec![None; drawn.group.len()],
            alike: Alike::default(),
        };
    }
    let means = means(drawn.vectors, drawn.group_of_document, groups);
    let alike = Alike::of(&means);
    let mut sizes = vec![0usize; groups];
    for &group in drawn.group.iter().flatten() {
        sizes[group] += 1;
    }
    let islands = islands::islands(&alike, &sizes, drawn.levels);
    let places = scatter::scatter(drawn, &means, &alike, &islands);
    PassageMap {
        places: on_grid(&places),
        alike,
    }
}

/// groups × dimensions: the mean vector of each group's documents.
fn means(vectors: &Rows, groups: &[Option<usize>], count: usize) -> Array2<f32> {
    let mut means = group_sums(vectors, groups, count);
    let mut sizes = vec![0u32; count];
    for &group in groups.iter().flatten() {
        sizes[group] += 1;
    }
    for (mut mean, size) in means.outer_iter_mut().zip(sizes) {
        mean /= size.max(1) as f32;
    }
    means
}

/// Places as whole numbers, the longer side of the map from 0 to 65,535.
fn on_grid(places: &[Option<[f64; 2]>]) -> Vec<Option<[u16; 2]>> {
    let mut low = [f64::INFINITY; 2];
    let mut high = [f64::NEG_INFINITY; 2];
    for place in places.iter().flatten() {
        for axis in 0..2 {
            low[axis] = low[axis].min(place[axis]);
            high[axis] = high[axis].max(place[axis]);
        }
    }
    let side = (high[0] - low[0]).max(high[1] - low[1]);
    let scale = if side > 0.0 {
        f64::from(u16::MAX) / side
    } else {
        0.0
    };
    let whole = |place: &[f64; 2]| [0, 1].map(|axis| ((place[axis] - low[axis]) * scale) as u16);
    places
        .iter()
        .map(|place| place.as_ref().map(whole))
        .collect()
}
