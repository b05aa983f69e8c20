//! The phrases of themes, and how much each says about its theme.

mod meaning;
mod people;
mod surfaces;

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::quotes::stem_set;
use crate::text::{Corpus, Part, Stems, Token, Words, parts};
pub(super) use surfaces::Surface;

/// Longest phrase, in stems, …
const LONGEST: usize = 4;
/// … and in words, articles aside.
const LONGEST_WRITTEN: usize = 4;
/// Texts of one theme that are read for phrases; more would change little.
const READ: usize = 4_000;
/// A word in this share of all texts that has a capital is like a stop word for names, …
const IN_MOST: f32 = 0.4;
/// … and any in this share says too little by itself, …
const IN_MANY: f32 = 0.2;
/// … unless there are too few texts to tell.
const FEW: usize = 40;
/// Best phrases of a theme that are looked at further: of one word, and of more.
const KEPT: [usize; 2] = [80, 160];
/// Weight of what is expected before anything is counted, in texts.
const PRIOR: f32 = 10.0;
/// A phrase that says less about its theme than this says nothing.
const NOTHING: f32 = 0.02;
/// A theme shares a phrase that this share of its texts have.
const SHARED: f32 = 0.1;
/// A phrase is a fragment when this share of its uses is within one longer phrase.
const FRAGMENT: f32 = 0.65;

/// A phrase's stems, ascending, so that "lost notes" and "notes were lost" are one; places
/// past its length hold [`NONE`].
pub(super) type Phrase = [u32; LONGEST];
const NONE: u32 = u32::MAX;

/// A phrase of a theme.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) phrase: Phrase,
    /// Share of the theme's texts that have it.
    pub(super) share: f32,
    /// How much commoner it is in the theme than elsewhere: log-odds, lower bound.
    pub(super) telling: f32,
    /// How central the texts are that have it, against all of the theme's: about 1.
    pub(super) central: f32,
    /// How near its meaning is to the theme's, −1..1; none where that is not known.
    pub(super) fit: Option<f32>,
    /// Mostly part of one longer phrase.
    pub(super) fragment: bool,
}

impl Scored {
    /// What it adds to the picture of its theme.
    pub(super) fn score(&self) -> f32 {
        self.share * self.telling
    }
}

/// The stems of a phrase.
pub(super) fn stems_of(phrase: &Phrase) -> &[u32] {
    let length = phrase.iter().take_while(|&&stem| stem != NONE).count();
    &phrase[..length]
}

/// The stems that two sets have in common, as a share of the smaller one's.
pub(super) fn overlap(a: &[u32], b: &[u32]) -> f32 {
    let common = a.iter().filter(|stem| b.contains(stem)).count();
    common as f32 / a.len().min(b.len()).max(1) as f32
}

/// The phrases of themes.
pub(super) struct Phrases {
    parts: Vec<Part>,
    /// Each theme's, best first.
    pub(super) scored: Vec<Vec<Scored>>,
}

impl Phrases {
    /// Each theme's phrases, by how many of its texts have them, and how few others.
    ///
    /// The latter by the log-odds ratio with an informative Dirichlet prior (Monroe,
    /// Colaresi & Quinn 2008) of a theme's texts against all others, less its standard
    /// deviation. Phrases are of one to four stems, each at most one stop word from the
    /// next, and one article, as far as such words stand within names. `similarity` says how close each text
    /// is to its theme.
    pub(super) fn new(corpus: &Corpus<'_>, members: &[Vec<usize>], similarity: &[f32]) -> Self {
        let Corpus { words, stems, .. } = corpus;
        let read: Vec<Vec<usize>> = members.iter().map(|texts| sample(texts)).collect();
        let mut parts = parts_in_set(corpus, members);
        for (part, person) in parts.iter_mut().zip(people::people(corpus, &read)) {
            if person {
                *part = Part::Empty;
            }
        }
        let counts: Vec<Vec<(Phrase, Count)>> = read
            .par_iter()
            .map(|read| counts(words, stems, &parts, read, similarity))
            .collect();
        // As many texts as there are, though not all were read.
        let scale = |theme: usize| members[theme].len() as f32 / read[theme].len().max(1) as f32;
        let mut sums: HashMap<Phrase, f32> = HashMap::new();
        // In the order of themes and phrases, so that sums are always rounded alike.
        for (theme, counts) in counts.iter().enumerate() {
            for &(phrase, count) in counts {
                *sums.entry(phrase).or_default() += count.texts as f32 * scale(theme);
            }
        }
        let total: usize = members.iter().map(Vec::len).sum();
        let mut scored: Vec<Vec<Scored>> = counts
            .into_par_iter()
            .enumerate()
            .map(|(theme, counts)| {
                let size = members[theme].len() as f32;
                let read = &read[theme];
                let mean = read.iter().map(|&text| similarity[text]).sum::<f32>()
                    / read.len().max(1) as f32;
                let mut scored: Vec<Scored> = counts
                    .into_iter()
                    .map(|(phrase, count)| {
                        let inside = count.texts as f32 * scale(theme);
                        let all = sums.get(&phrase).copied().unwrap_or(inside);
                        Scored {
                            phrase,
                            share: inside / size,
                            telling: telling(inside, size, all, total as f32),
                            central: central(count, mean),
                            fit: None,
                            fragment: false,
                        }
                    })
                    .collect();
                mark_fragments(&mut scored);
                best(scored)
            })
            .collect();
        if let Some(fits) = meaning::fits(corpus, &read, &scored) {
            for (one, fit) in scored.iter_mut().flatten().zip(fits.into_iter().flatten()) {
                one.fit = fit;
            }
        }
        Self { parts, scored }
    }

    /// Keeps the phrases that most of the themes under each parent share, with the mean of the
    /// shares that they have there.
    ///
    /// These are the phrases of the parents; `of_themes` are those of the themes, `parent_of` has the
    /// parent of each.
    pub(super) fn keep_shared(&mut self, of_themes: &Phrases, parent_of: &[usize]) {
        for (parent, scored) in self.scored.iter_mut().enumerate() {
            let under: Vec<HashMap<Phrase, f32>> = of_themes
                .scored
                .iter()
                .zip(parent_of)
                .filter(|(_, above)| **above == parent)
                .map(|(scored, _)| scored.iter().map(|one| (one.phrase, one.share)).collect())
                .collect();
            let share = |under: &HashMap<Phrase, f32>, one: &Scored| {
                under.get(&one.phrase).copied().unwrap_or(0.0)
            };
            scored.retain_mut(|one| {
                let held = under.iter().filter(|under| share(under, one) >= SHARED);
                let most = 2 * held.count() > under.len();
                let sum: f32 = under.iter().map(|under| share(under, one)).sum();
                one.share = sum / under.len().max(1) as f32;
                most
            });
        }
    }
}

/// Of two stems, whether the first one mostly comes first where a text has both.
pub(super) fn in_order(
    words: &Words,
    stems: &Stems,
    members: &[usize],
    first: u32,
    second: u32,
) -> bool {
    let mut balance = 0_i64;
    for &text in &sample(members) {
        let place = |wanted: u32| {
            let mut tokens = words.tokens(text).iter();
            tokens.position(|token| stems.lemma(text, token.word) == Some(wanted))
        };
        if let (Some(first), Some(second)) = (place(first), place(second)) {
            balance += if first < second { 1 } else { -1 };
        }
    }
    balance >= 0
}

/// What each word is in a name, by itself and in this set of texts: what texts of most
/// themes have in common names none of them. The name of the company or product is part of no
/// name; what all texts are about may be one, as the seat in "comfortable seat".
fn parts_in_set(corpus: &Corpus<'_>, members: &[Vec<usize>]) -> Vec<Part> {
    let Corpus {
        texts,
        words,
        stems,
        ..
    } = corpus;
    let all = members.concat();
    let mut parts = parts(words, &all);
    if all.len() < FEW || members.len() < 3 {
        return parts;
    }
    let common = common_stems(words, stems, members, all.len());
    if common.is_empty() {
        return parts;
    }
    // For each common stem, how often it is written, and how often with a small letter.
    let mut written: HashMap<u32, (u32, u32)> = HashMap::new();
    let read = sample(&all);
    let common_of = |text: usize, token: &Token| {
        let stem = stems.lemma(text, token.word)?;
        common.get(&stem).map(|&share| (stem, share))
    };
    for &text in &read {
        for token in words.tokens(text) {
            let Some((stem, _)) = common_of(text, token) else {
                continue;
            };
            let (uses, small) = written.entry(stem).or_default();
            *uses += 1;
            *small += u32::from(texts[text][token.place()].starts_with(char::is_lowercase));
        }
    }
    for &text in &read {
        for token in words.tokens(text) {
            let Some((stem, share)) = common_of(text, token) else {
                continue;
            };
            let (uses, small) = written.get(&stem).copied().unwrap_or_default();
            let part = &mut parts[token.word as usize];
            if share >= IN_MOST && 2 * small < uses {
                *part = Part::Empty;
            } else if *part == Part::Content {
                *part = Part::Vague;
            }
        }
    }
    parts
}

/// The stems that many texts have, not of a few themes alone, with the share of the texts.
fn common_stems(
    words: &Words,
    stems: &Stems,
    members: &[Vec<usize>],
    total: usize,
) -> BTreeMap<u32, f32> {
    let step = total.div_ceil(READ).max(1);
    let read: Vec<Vec<usize>> = members
        .iter()
        .map(|texts| texts.iter().copied().step_by(step).collect())
        .collect();
    let texts: usize = read.iter().map(Vec::len).sum();
    let mut counts: HashMap<u32, Vec<u32>> = HashMap::new();
    for (theme, read) in read.iter().enumerate() {
        for &text in read {
            for stem in stem_set(words, stems, text) {
                let counts = counts.entry(stem).or_default();
                counts.resize(counts.len().max(theme + 1), 0);
                counts[theme] += 1;
            }
        }
    }
    counts
        .into_iter()
        .filter_map(|(stem, counts)| {
            let share = counts.iter().sum::<u32>() as f32 / texts as f32;
            let themes = counts.iter().zip(&read);
            let spread = themes.filter(|&(&count, read)| {
                count > 0 && count as f32 >= share / 2.0 * read.len() as f32
            });
            let common = share >= IN_MANY && 2 * spread.count() >= members.len();
            common.then_some((stem, share))
        })
        .collect()
}

fn sample(texts: &[usize]) -> Vec<usize> {
    texts
        .iter()
        .copied()
        .step_by(texts.len().div_ceil(READ).max(1))
        .collect()
}

/// How many texts have each phrase, in the order of the phrases.
fn counts(
    words: &Words,
    stems: &Stems,
    parts: &[Part],
    read: &[usize],
    similarity: &[f32],
) -> Vec<(Phrase, Count)> {
    let mut counts: HashMap<Phrase, Count> = HashMap::new();
    let mut own: Vec<Phrase> = Vec::new();
    for &text in read {
        own.clear();
        for_each_phrase(words.tokens(text), stems, parts, text, |phrase, _, _| {
            own.push(phrase)
        });
        own.sort_unstable();
        own.dedup();
        for &phrase in &own {
            let count = counts.entry(phrase).or_default();
            count.texts += 1;
            count.similarity += similarity[text];
        }
    }
    // What one person wrote once names no theme, unless hardly anybody wrote, or all differently.
    let several = counts.values().any(|count| count.texts > 1);
    let fewest = if several && read.len() >= 6 { 2 } else { 1 };
    let mut counts: Vec<(Phrase, Count)> = counts
        .into_iter()
        .filter(|(_, count)| count.texts >= fewest)
        .collect();
    counts.sort_unstable_by_key(|&(phrase, _)| phrase);
    counts
}

/// The texts of a theme that have a phrase.
#[derive(Clone, Copy, Default)]
struct Count {
    texts: u32,
    /// The sum of their similarities to the theme.
    similarity: f32,
}

/// The mean similarity of the texts that have a phrase over that of all, a few texts
/// of the mean added so that one alone says little.
fn central(count: Count, mean: f32) -> f32 {
    const ADDED: f32 = 3.0;
    if mean <= 0.0 {
        return 1.0;
    }
    (count.similarity + ADDED * mean) / ((count.texts as f32 + ADDED) * mean)
}

/// Log-odds of `inside` among `size` texts against the rest of `all` among `total`, less
/// one standard deviation. One theme alone has nothing to be told from.
fn telling(inside: f32, size: f32, all: f32, total: f32) -> f32 {
    let others = total - size;
    if others < 1.0 {
        return 1.0;
    }
    let expected = (PRIOR * all / total).max(0.5);
    let odds = |count: f32, size: f32| {
        (count + expected) / (size - count + PRIOR - expected).max(f32::MIN_POSITIVE)
    };
    let elsewhere = (all - inside).max(0.0);
    let ratio = (odds(inside, size) / odds(elsewhere, others)).ln();
    let deviation = (1.0 / (inside + expected) + 1.0 / (elsewhere + expected)).sqrt();
    // Ten thousand texts against one are no surer a sign than a hundred.
    (ratio.min(5.0) - deviation).max(NOTHING)
}

fn mark_fragments(scored: &mut [Scored]) {
    let mut longer: HashMap<Phrase, f32> = HashMap::new();
    for one in scored.iter() {
        let whole = stems_of(&one.phrase);
        for chosen in 1..(1_u32 << whole.len()) - 1 {
            let mut part = [NONE; LONGEST];
            let stems = (0..whole.len()).filter(|at| chosen >> at & 1 == 1);
            for (place, at) in part.iter_mut().zip(stems) {
                *place = whole[at];
            }
            let share = longer.entry(part).or_default();
            *share = share.max(one.share);
        }
    }
    for one in scored {
        let within = longer.get(&one.phrase).copied().unwrap_or(0.0);
        one.fragment = within >= FRAGMENT * one.share;
    }
}

/// The best phrases of one word, and of more, all by score.
fn best(mut scored: Vec<Scored>) -> Vec<Scored> {
    scored.sort_by(|a, b| {
        let order = b.score().total_cmp(&a.score());
        order.then(a.phrase.cmp(&b.phrase))
    });
    let mut left = KEPT;
    scored.retain(|one| {
        let left = &mut left[usize::from(stems_of(&one.phrase).len() > 1)];
        let keep = *left > 0;
        *left = left.saturating_sub(1);
        keep
    });
    scored
}

/// Calls with each phrase of a text, its first token and the one after its last.
fn for_each_phrase(
    tokens: &[Token],
    stems: &Stems,
    parts: &[Part],
    text: usize,
    mut found: impl FnMut(Phrase, usize, usize),
) {
    for first in 0..tokens.len() {
        let mut phrase = [NONE; LONGEST];
        let mut length = 0;
        let mut written = 0;
        // Words between two stems: other ones, and articles.
        let mut between = [0; 2];
        // "Not working" says something, "working" does not.
        let mut says_something = tokens[first].follows
            && first > 0
            && parts[tokens[first - 1].word as usize] == Part::Negation;
        for (at, token) in tokens.iter().enumerate().skip(first) {
            if at > first && !token.follows {
                break;
            }
            let part = parts[token.word as usize];
            written += usize::from(part != Part::Article);
            if written > LONGEST_WRITTEN {
                break;
            }
            if matches!(part, Part::Negation | Part::Link | Part::Article) {
                let between = &mut between[usize::from(part == Part::Article)];
                *between += 1;
                if length == 0 || *between > 1 {
                    break;
                }
                says_something |= part == Part::Negation;
                continue;
            }
            let Some(stem) = stems.lemma(text, token.word) else {
                break;
            };
            if part == Part::Empty || phrase.contains(&stem) {
                break;
            }
            between = [0; 2];
            phrase[length] = stem;
            length += 1;
            says_something |= part == Part::Content;
            if says_something {
                let mut key = phrase;
                key.sort_unstable();
                found(key, first, at + 1);
            }
            if length == LONGEST {
                break;
            }
        }
    }
}
