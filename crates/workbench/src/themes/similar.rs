use std::collections::HashMap;

use super::list::{KNOWN, summaries};
use super::placed::{Placed, placed};
use super::{SimilarTheme, ThemeSummary};
use crate::{Project, Result};

/// Themes that are told of one.
const MOST: usize = 5;
/// Themes less alike than this have nothing in common. What all passages share is taken away
/// before they are compared, so that unlike themes are below nothing.
const LEAST: f64 = 0.01;

/// The themes that are likest to one; none where there is no map of them.
pub(super) fn similar_to(project: &Project, theme: i64) -> Result<Vec<SimilarTheme>> {
    struct Similar(HashMap<i64, Vec<SimilarTheme>>);
    let similar = project.cached(&KNOWN, |project| {
        Ok(Similar(match &*placed(project)? {
            Some(placed) => similar_themes(placed, &summaries(project)?),
            None => HashMap::new(),
        }))
    })?;
    Ok(similar.0.get(&theme).cloned().unwrap_or_default())
}

/// For each theme those that are likest by the words of their passages, likest first. Themes that
/// no passage has as its main one are like none.
pub(super) fn similar_themes(
    placed: &Placed,
    themes: &[ThemeSummary],
) -> HashMap<i64, Vec<SimilarTheme>> {
    let (own, mixtures): (Vec<&ThemeSummary>, Vec<_>) = themes
        .iter()
        .filter_map(|theme| Some((theme, placed.mixtures.get(&theme.id)?.clone())))
        .unzip();
    let alike = placed.alike.of_mixtures(&mixtures);
    let of = |place: usize| {
        let mut others: Vec<SimilarTheme> = (0..own.len())
            .filter(|&other| other != place && alike[[place, other]] >= LEAST)
            .map(|other| SimilarTheme {
                id: own[other].id,
                label: own[other].label.clone(),
                similarity: alike[[place, other]],
            })
            .collect();
        others.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.id.cmp(&b.id)));
        others.truncate(MOST);
        others
    };
    (0..own.len())
        .map(|place| (own[place].id, of(place)))
        .collect()
}
