//! Two words side by side as a name.

use std::collections::HashMap;

use super::worth::Ranked;
use crate::themes::phrases::{Phrase, Surface, stems_of};

/// Single words that are tried, those that say most.
const TRIED: usize = 6;
/// Two words are a name where each is in this share of the theme's texts, …
const EACH: f32 = 0.12;
/// … the second says at least this share of what the first says, …
const BESIDE: f32 = 0.2;
/// … and both are at least so near in meaning to the theme.
const NEAR: f32 = 0.25;
/// They are no pair where so large a share of the texts has them in one phrase: it is the better name.
const TOGETHER: f32 = 0.05;
/// What a pair is worth next to its first word alone.
const PAIR: f32 = 1.1;

/// Two single words that name a theme together where neither does alone: "Charges & fees".
pub(super) struct Pair {
    /// In the order of their names.
    pub(super) words: [Phrase; 2],
    pub(super) worth: f32,
}

/// The pairs of the words that say most, of things that are known to mean something like the theme.
///
/// `surfaces` has the singles as written; `in_order` tells whether a stem mostly comes before another.
pub(super) fn pairs(
    ranked: &[Ranked],
    surfaces: &HashMap<Phrase, Surface>,
    in_order: impl Fn(u32, u32) -> bool,
) -> Vec<Pair> {
    let mut singles = telling_words(ranked);
    singles.retain(|one| {
        let surface = surfaces.get(&one.phrase);
        let thing = surface.is_some_and(|one| !one.no_thing && !one.is_phrase());
        thing && one.share >= EACH && one.fit.is_some_and(|fit| fit >= NEAR)
    });
    let together = |a: u32, b: u32| {
        let carried = ranked.iter().filter(|one| one.share >= TOGETHER);
        let mut stems = carried.map(|one| stems_of(&one.phrase));
        stems.any(|stems| stems.contains(&a) && stems.contains(&b))
    };
    let mut pairs = Vec::new();
    for (at, first) in singles.iter().enumerate() {
        let surface = &surfaces[&first.phrase];
        if first.stands_alone(surface) {
            continue;
        }
        for second in &singles[at + 1..] {
            let (a, b) = (first.phrase, second.phrase);
            if second.says < BESIDE * first.says || together(a[0], b[0]) {
                continue;
            }
            pairs.push(Pair {
                words: if in_order(a[0], b[0]) { [a, b] } else { [b, a] },
                worth: PAIR * first.worth(surface) * (1.0 + 0.1 * second.says),
            });
        }
    }
    pairs
}

/// The single words that say most of the theme, best first.
pub(super) fn telling_words(ranked: &[Ranked]) -> Vec<&Ranked> {
    let mut singles: Vec<&Ranked> = ranked.iter().filter(|one| one.is_single()).collect();
    singles.sort_by(|a, b| b.says.total_cmp(&a.says).then(a.phrase.cmp(&b.phrase)));
    singles.truncate(TRIED);
    singles
}
