use std::collections::{BTreeMap, HashMap};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::list::list;
use super::placed::{Placed, Point, placed};
use super::similar::similar_themes;
use super::{MapTheme, ThemeMap, ThemeSummary};
use crate::{Project, Result};

/// Stands for no theme among the numbers of points.
const NONE: u16 = u16::MAX;

/// The map of passages: where each lies, and what the regions are called. None where there are
/// no themes yet, or where they were found before there were maps.
pub fn map(project: &Project) -> Result<Option<ThemeMap>> {
    let placed = placed(project)?;
    let Some(placed) = &*placed else {
        return Ok(None);
    };
    let themes = list(project)?;
    // Themes past what two bytes can number have no colour; there are never so many.
    let number: HashMap<i64, u16> = themes
        .iter()
        .zip(0..NONE)
        .map(|(theme, number)| (theme.id, number))
        .collect();
    let theme_of = |point: &Point| {
        let number = point.theme.and_then(|theme| number.get(&theme));
        number.copied().unwrap_or(NONE)
    };
    let points = &placed.points;
    Ok(Some(ThemeMap {
        points: points.len() as u64,
        places: packed(points.iter().flat_map(|point| point.place)),
        theme_of: packed(points.iter().map(theme_of)),
        passages: STANDARD.encode(
            points
                .iter()
                .flat_map(|point| (point.passage as u32).to_le_bytes())
                .collect::<Vec<u8>>(),
        ),
        themes: regions(placed, themes),
    }))
}

/// Numbers of two bytes, little-endian, in base64.
pub(super) fn packed(numbers: impl Iterator<Item = u16>) -> String {
    STANDARD.encode(numbers.flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
}

/// The themes with where they lie; a group lies where the themes under it do.
fn regions(placed: &Placed, themes: Vec<ThemeSummary>) -> Vec<MapTheme> {
    let parents: HashMap<i64, i64> = themes
        .iter()
        .filter_map(|theme| Some((theme.id, theme.parent?)))
        .collect();
    let mut places: BTreeMap<i64, Vec<[u16; 2]>> = BTreeMap::new();
    for point in &placed.points {
        let Some(theme) = point.theme else { continue };
        places.entry(theme).or_default().push(point.place);
        if let Some(parent) = parents.get(&theme) {
            places.entry(*parent).or_default().push(point.place);
        }
    }
    let mut similar = similar_themes(placed, &themes);
    themes
        .into_iter()
        .map(|theme| {
            let places = places.remove(&theme.id).unwrap_or_default();
            MapTheme {
                id: theme.id,
                label: theme.label,
                parent: theme.parent,
                group: theme.group,
                points: places.len() as u64,
                centre: middle(&places),
                negative_share: theme.negative_share,
                similar: similar.remove(&theme.id).unwrap_or_default(),
            }
        })
        .collect()
}

/// The median place.
pub(super) fn middle(places: &[[u16; 2]]) -> Option<[u16; 2]> {
    let median = |axis: usize| {
        let mut along: Vec<u16> = places.iter().map(|place| place[axis]).collect();
        let middle = along.len() / 2;
        (!along.is_empty()).then(|| *along.select_nth_unstable(middle).1)
    };
    Some([median(0)?, median(1)?])
}
