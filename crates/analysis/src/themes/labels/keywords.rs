//! The keywords of a theme.

use std::collections::HashMap;

use super::alike::alike;
use super::worth::{GOES_ON, Ranked};
use crate::themes::phrases::{Phrase, Surface, overlap, stems_of};

const KEYWORDS: usize = 10;
/// What a longer keyword loses by holding the words of a shorter one.
const LONGER: f32 = 0.85;

/// Phrases that say different things, best first, somewhat more than there will be keywords.
///
/// After maximal marginal relevance (Carbonell & Goldstein 1998): a phrase loses by what
/// it shares with those before it.
pub(super) fn diverse(ranked: &[Ranked]) -> Vec<Phrase> {
    let mut left: Vec<Ranked> = ranked.to_vec();
    let mut chosen: Vec<Phrase> = Vec::new();
    while chosen.len() < KEYWORDS * 3 / 2 {
        let worth = |one: &Ranked| {
            let stems = stems_of(&one.phrase);
            let shared = chosen.iter().map(|other| {
                let other = stems_of(other);
                // A word of a phrase that is there says nothing new; a longer phrase may.
                if stems.len() > other.len() {
                    LONGER * overlap(stems, other)
                } else {
                    overlap(stems, other)
                }
            });
            one.as_keyword * (1.0 - shared.fold(0.0, f32::max))
        };
        let best = (0..left.len())
            .map(|at| (worth(&left[at]), at))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        match best {
            Some((worth, at)) if worth > 0.0 => chosen.push(left.remove(at).phrase),
            _ => break,
        }
    }
    chosen
}

/// Keywords as written, without those written much alike.
pub(super) fn different(keywords: &[Phrase], surfaces: &HashMap<Phrase, Surface>) -> Vec<String> {
    let mut different: Vec<String> = Vec::new();
    for surface in keywords.iter().filter_map(|phrase| surfaces.get(phrase)) {
        let written = &surface.written;
        let broken_off = surface.goes_on > GOES_ON && written.contains(' ');
        if different.len() < KEYWORDS
            && !broken_off
            && !different.iter().any(|other| alike(written, other))
        {
            different.push(written.clone());
        }
    }
    different
}
