//! What a phrase is worth as a name.

use std::collections::HashMap;

use crate::themes::phrases::{Phrase, Scored, Surface, stems_of};

/// What a name of two to four stems is worth for saying so much.
const LENGTH: [f32; 3] = [1.0, 1.0, 0.9];
/// What is left of that where the second word says nothing of the theme; it counts in full from this
/// part of what the best one says.
const IDLE: f32 = 0.9;
const SAYS: f32 = 0.15;
/// What a word with a negation is worth: "not working".
const NEGATED: f32 = 0.5;
/// What a single word is worth that few texts have, and one that most have: these shares.
const SINGLE: [f32; 2] = [0.3, 0.45];
const SINGLE_SHARE: [f32; 2] = [0.2, 0.8];
/// What a name of its own is worth instead, where most of a theme's texts have it.
const PROPER: f32 = 0.9;
/// A single word that fewer of the theme's texts have does not stand for it alone.
const STANDS_ALONE: f32 = 0.6;
/// The weight of a phrase's best, second, … word.
const RANKS: [f32; 4] = [1.0, 0.6, 0.3, 0.1];
/// How much it counts that many of the theme's texts have a phrase, as a power of their share.
const COVERAGE: f32 = 0.38;
/// How much it counts that the texts which have a phrase are central ones, as a power.
const CENTRAL: f32 = 3.0;
/// How much it counts that a phrase means something like the theme, as a power.
const FIT: f32 = 1.5;
/// How near a phrase is taken to be of which that is not known.
const UNKNOWN_FIT: f32 = 0.35;
/// A phrase that a smaller share of the theme's texts have is an example, not a name.
const CARRIED: f32 = 0.04;
/// A phrase is broken off when it goes on in a larger share of its uses.
pub(super) const GOES_ON: f32 = 0.75;
/// Longer names are hard to read in a list, in characters and in words.
const LONG: usize = 36;
const MANY_WORDS: usize = 4;
/// What is left of a name's worth that begins or ends within something.
const BROKEN_OFF: f32 = 0.25;
/// What one word is worth that says what something is like, or what somebody does.
const NO_THING: f32 = 0.65;

/// A phrase and what it is worth as a name.
#[derive(Clone, Copy)]
pub(super) struct Ranked {
    pub(super) phrase: Phrase,
    /// Share of the theme's texts that have it.
    pub(super) share: f32,
    /// How near its meaning is to the theme's, −1..1; none where that is not known.
    pub(super) fit: Option<f32>,
    /// What it says of the theme next to the theme's best word, 0..1 for a single word.
    pub(super) says: f32,
    worth: f32,
    /// What it is worth as a keyword: single words as much as longer phrases.
    pub(super) as_keyword: f32,
}

impl Ranked {
    pub(super) fn is_single(&self) -> bool {
        stems_of(&self.phrase).len() == 1
    }

    /// Whether it is a name of its own ("Excel") that most of the theme's texts have.
    pub(super) fn stands_alone(&self, surface: &Surface) -> bool {
        surface.proper && self.is_single() && self.share >= STANDS_ALONE
    }

    /// Its worth as it is written.
    pub(super) fn worth(&self, surface: &Surface) -> f32 {
        let named = if self.stands_alone(surface) {
            PROPER / length(1, self.share)
        } else if self.is_single() && surface.is_phrase() {
            NEGATED / length(1, self.share)
        } else {
            1.0
        };
        self.worth * readable(surface) * named
    }
}

/// The phrases worth most as names, best first.
///
/// Worth is what a phrase's words say of the theme, times how many of its texts have the
/// phrase (to a power), times how much it tells the theme from others, how central the texts are
/// that have it, and how near its meaning is to the theme's.
pub(super) fn ranked(scored: &[Scored]) -> Vec<Ranked> {
    let weights = weights(scored);
    let mut ranked: Vec<Ranked> = scored
        .iter()
        .map(|one| {
            let stems = stems_of(&one.phrase);
            let mut own: Vec<f32> = stems
                .iter()
                .map(|stem| weights.get(stem).copied().unwrap_or(0.0))
                .collect();
            own.sort_by(|a, b| b.total_cmp(a));
            let ranks = own.iter().zip(RANKS);
            let says: f32 = ranks.map(|(weight, rank)| weight * rank).sum();
            let second = own.get(1).map_or(1.0, |second| (second / SAYS).min(1.0));
            let adds = IDLE + (1.0 - IDLE) * second;
            let whole = if one.fragment { 0.4 } else { 1.0 };
            let carried = (one.share / CARRIED).min(1.0);
            let central = one.central.powf(CENTRAL);
            let fit = (0.5 + one.fit.unwrap_or(UNKNOWN_FIT)).max(0.1).powf(FIT);
            let telling = one.telling / (one.telling + 1.0);
            let told = says * telling * whole * carried * central * fit;
            Ranked {
                phrase: one.phrase,
                share: one.share,
                fit: one.fit,
                says,
                worth: told * one.share.powf(COVERAGE) * length(stems.len(), one.share) * adds,
                as_keyword: if one.fragment && stems.len() > 1 {
                    0.0
                } else {
                    told * one.share.sqrt() / stems.len() as f32
                },
            }
        })
        .collect();
    ranked.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.phrase.cmp(&b.phrase)));
    ranked
}

/// What the number of a name's stems is worth: more say more, but a word that most texts have
/// needs no second as much.
fn length(stems: usize, share: f32) -> f32 {
    let Some(many) = stems.checked_sub(2) else {
        let [few, most] = SINGLE_SHARE;
        let place = ((share - few) / (most - few)).clamp(0.0, 1.0);
        return SINGLE[0] + (SINGLE[1] - SINGLE[0]) * place;
    };
    LENGTH[many]
}

/// The weight of each single word, 0..1.
fn weights(scored: &[Scored]) -> HashMap<u32, f32> {
    let single = |one: &&Scored| stems_of(&one.phrase).len() == 1;
    let singles: Vec<&Scored> = scored.iter().filter(single).collect();
    let best = singles
        .iter()
        .map(|one| one.score())
        .fold(f32::MIN_POSITIVE, f32::max);
    singles
        .iter()
        .map(|one| (one.phrase[0], one.score() / best))
        .collect()
}

/// Lower for what is long, broken off, or two words in one.
fn readable(surface: &Surface) -> f32 {
    let many = surface.written.split(' ').nth(MANY_WORDS).is_some();
    let length = if many || surface.written.chars().nth(LONG).is_some() {
        0.5
    } else {
        1.0
    };
    let whole = if surface.goes_on > GOES_ON { 0.6 } else { 1.0 };
    let one = if surface.written.contains('/') {
        0.6
    } else {
        1.0
    };
    let complete = if surface.numbered > 0.5 || surface.broken_off {
        BROKEN_OFF
    } else {
        1.0
    };
    let thing = if surface.no_thing { NO_THING } else { 1.0 };
    // What somebody does, or what something is like, names it less well than what it is.
    let noun = if surface.is_phrase() {
        1.0
    } else {
        (1.0 - surface.verbal) * (1.0 - 0.5 * surface.goes_on)
    };
    length * whole * one * noun * complete * thing
}
