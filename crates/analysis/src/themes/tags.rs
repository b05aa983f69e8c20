//! The groups of each passage, and how well it fits them.

use std::sync::atomic::{AtomicUsize, Ordering};

use ndarray::Array2;
use rayon::prelude::*;

use crate::vectors::{Rows, group_sums};
use crate::watch::{Cancelled, Step, Watch};

/// Further groups of a document are at least so similar to it …
const FLOOR: f32 = 0.4;
/// … and there are at most so many, each in another theme of the default level.
const FURTHER: usize = 2;
/// A main group less similar than this, or than this part of what is usual in it, is weak.
const WEAK: f32 = 0.35;
const WEAK_PART: f32 = 0.65;

const BLOCK: usize = 1024;

/// A group of a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tag {
    pub(super) group: usize,
    /// Cosine to the group's centre, 0..1.
    pub(super) similarity: f32,
    pub(super) weak: bool,
}

/// The groups of each document, its own one first; none for documents without a group.
///
/// The centre of a group is the mean direction of its documents. Further groups are those to
/// which a document is as similar as half of the group's own documents are; of each theme of the
/// default level, which `default` gives for each group, only the most similar one.
///
/// # Errors
/// [`Cancelled`] when the watch asks to stop.
pub(super) fn tags(
    vectors: &Rows,
    groups: &[Option<usize>],
    default: &[usize],
    watch: &dyn Watch,
) -> Result<Vec<Vec<Tag>>, Cancelled> {
    let centres = centres(vectors, groups, default.len());
    let usual = usual_similarities(vectors, groups, &centres);
    let n = vectors.len();
    let done = AtomicUsize::new(0);
    let blocks: Result<Vec<Vec<Vec<Tag>>>, Cancelled> = vectors
        .blocks(BLOCK)
        .zip(groups.par_chunks(BLOCK))
        .map(|(block, groups)| {
            let similarities = block.dot(&centres.t());
            let tagged = similarities
                .outer_iter()
                .zip(groups)
                .map(|(row, &group)| {
                    group.map_or_else(Vec::new, |own| {
                        groups_of(&row.to_vec(), own, &usual, default)
                    })
                })
                .collect();
            let before = done.fetch_add(groups.len(), Ordering::Relaxed);
            watch.at(Step::Tags, (before + groups.len()) as u64, n as u64)?;
            Ok(tagged)
        })
        .collect();
    Ok(blocks?.into_iter().flatten().collect())
}

fn groups_of(similarities: &[f32], own: usize, usual: &[f32], default: &[usize]) -> Vec<Tag> {
    let similarity = similarities[own].clamp(0.0, 1.0);
    let weak = similarity < WEAK.max(WEAK_PART * usual[own]);
    let mut tags = vec![Tag {
        group: own,
        similarity,
        weak,
    }];
    let mut further: Vec<Tag> = similarities
        .iter()
        .enumerate()
        .filter(|&(group, &similarity)| {
            default[group] != default[own] && similarity >= usual[group].max(FLOOR)
        })
        .map(|(group, &similarity)| Tag {
            group,
            similarity: similarity.min(1.0),
            weak: false,
        })
        .collect();
    further.sort_by(|a, b| {
        b.similarity
            .total_cmp(&a.similarity)
            .then(a.group.cmp(&b.group))
    });
    for tag in further {
        if tags.len() <= FURTHER
            && tags
                .iter()
                .all(|one| default[one.group] != default[tag.group])
        {
            tags.push(tag);
        }
    }
    tags
}

/// The cosine of each row to the centre of its group; 0 for rows without one.
pub(super) fn own_similarities(vectors: &Rows, groups: &[Option<usize>], count: usize) -> Vec<f32> {
    let centres = centres(vectors, groups, count);
    (0..groups.len())
        .into_par_iter()
        .with_min_len(BLOCK)
        .map(|row| {
            let own = groups[row].map(|group| vectors.row(row).dot(&centres.row(group)));
            own.unwrap_or(0.0).clamp(0.0, 1.0)
        })
        .collect()
}

/// groups × dimensions, unit length.
fn centres(vectors: &Rows, groups: &[Option<usize>], count: usize) -> Array2<f32> {
    let mut centres = group_sums(vectors, groups, count);
    for mut centre in centres.outer_iter_mut() {
        let norm = centre.dot(&centre).sqrt();
        if norm > 0.0 {
            centre /= norm;
        }
    }
    centres
}

/// For each group, the median similarity of its own documents.
fn usual_similarities(vectors: &Rows, groups: &[Option<usize>], centres: &Array2<f32>) -> Vec<f32> {
    let similarity =
        |row: usize| groups[row].map(|group| (group, vectors.row(row).dot(&centres.row(group))));
    let similarities: Vec<Option<(usize, f32)>> = (0..groups.len())
        .into_par_iter()
        .with_min_len(BLOCK)
        .map(similarity)
        .collect();
    let mut own = vec![Vec::new(); centres.nrows()];
    for (group, similarity) in similarities.into_iter().flatten() {
        own[group].push(similarity);
    }
    own.iter_mut()
        .map(|similarities| {
            let middle = similarities.len() / 2;
            if similarities.is_empty() {
                return 1.0;
            }
            *similarities
                .select_nth_unstable_by(middle, f32::total_cmp)
                .1
        })
        .collect()
}
