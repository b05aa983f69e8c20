use rayon::prelude::*;
use rust_stemmers::{Algorithm, Stemmer};

use super::causes::{Cause, Signs, signs};
use super::cues::{CueIndex, Said};
use super::likeness::Likeness;
use crate::sentiment::sentiment;
use crate::text::{Words, languages_of};
use crate::vectors::WordMeanings;

/// What one passage says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The passage is English, so that it could be read.
    pub read: bool,
    /// The causes it names, strongest first.
    pub causes: Vec<Cause>,
    /// How strongly it names each of them, above 0: for choosing quotes.
    pub strengths: Vec<f32>,
}

/// A hint counts where the passage is at least so like the cause.
const LIKE_WITH_HINT: f32 = 0.40;

/// A passage without any cue counts where it is so like a cause.
const LIKE_ALONE: f32 = 0.75;

/// A passage more positive than this praises; only its sure cues count.
const PRAISE: f64 = 0.1;

/// A passage more positive than this is praise even with a sure cue in it.
const HIGH_PRAISE: f64 = 0.5;

/// Reads each passage for the causes it names. The same texts give the same readings on any
/// number of threads.
pub fn read_causes(texts: &[&str]) -> Vec<Reading> {
    let words = Words::read(texts);
    let languages = languages_of(texts, &words);
    let stemmer = Stemmer::create(Algorithm::English);
    let stems: Vec<String> = words
        .distinct()
        .par_iter()
        .map(|word| stemmer.stem(word).into_owned())
        .collect();
    let meanings = WordMeanings::english(&words);
    let likeness = Likeness::english();
    let index = Index::new(signs());
    texts
        .par_iter()
        .enumerate()
        .map(|(text, written)| {
            if languages[text] != Some("eng") {
                return Reading::default();
            }
            let said: Vec<Said> = words
                .tokens(text)
                .iter()
                .map(|token| Said {
                    word: words.word(token.word),
                    stem: &stems[token.word as usize],
                })
                .collect();
            let like = match (&meanings, likeness) {
                (Some(meanings), Some(likeness)) => likeness.of(meanings.of_text(&words, text)),
                _ => vec![0.0; Cause::ALL.len()],
            };
            reading(&index.found(&said), &like, sentiment(written))
        })
        .collect()
}

/// How many cues of a cause stand in a passage.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    sure: u32,
    hints: u32,
}

fn reading(found: &[Found], like: &[f32], sentiment: f64) -> Reading {
    let mut named: Vec<(f32, Cause)> = Vec::new();
    for ((cause, found), like) in Cause::ALL.into_iter().zip(found).zip(like) {
        // “Would be great” is a wish, however glad it sounds.
        let wish = cause == Cause::MissingFeature && found.sure > 0;
        let says = if sentiment > HIGH_PRAISE && !wish {
            false
        } else if found.sure > 0 {
            true
        } else if sentiment > PRAISE {
            false
        } else {
            (found.hints > 0 && *like >= LIKE_WITH_HINT) || *like >= LIKE_ALONE
        };
        if says {
            let strength = found.sure as f32 + 0.5 * found.hints as f32 + like.max(0.0);
            named.push((strength, cause));
        }
    }
    named.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    Reading {
        read: true,
        causes: named.iter().map(|(_, cause)| *cause).collect(),
        strengths: named.iter().map(|(strength, _)| *strength).collect(),
    }
}

/// All cues of all causes.
struct Index<'a> {
    signs: &'a [Signs],
    /// Cause and whether it is sure, of each cue.
    of: Vec<(usize, bool, usize)>,
    cues: CueIndex,
}

impl<'a> Index<'a> {
    fn new(signs: &'a [Signs]) -> Index<'a> {
        let mut of = Vec::new();
        for (cause, signs) in signs.iter().enumerate() {
            of.extend((0..signs.sure.len()).map(|cue| (cause, true, cue)));
            of.extend((0..signs.hints.len()).map(|cue| (cause, false, cue)));
        }
        let cues = CueIndex::new(
            signs
                .iter()
                .flat_map(|signs| signs.sure.iter().chain(&signs.hints)),
        );
        Index { signs, of, cues }
    }

    /// The cues of each cause in a passage; a cue right after a negation does not count.
    fn found(&self, said: &[Said]) -> Vec<Found> {
        let mut found = vec![Found::default(); self.signs.len()];
        for (start, word) in said.iter().enumerate() {
            for &place in self.cues.beginning_with(word.stem) {
                let (cause, sure, cue) = self.of[place];
                let cue = if sure {
                    &self.signs[cause].sure[cue]
                } else {
                    &self.signs[cause].hints[cue]
                };
                if cue.ends(said, start).is_some() && !negated(said, start) {
                    if sure {
                        found[cause].sure += 1;
                    } else {
                        found[cause].hints += 1;
                    }
                }
            }
        }
        found
    }
}

/// Words that turn what follows into its opposite.
const NEGATIONS: &[&str] = &[
    "not", "never", "no", "nothing", "without", "hardly", "isn't", "wasn't", "aren't", "weren't",
    "doesn't", "don't", "didn't", "hasn't", "haven't", "neither", "nor",
];

/// Words that may stand between a negation and what it turns.
const BETWEEN: &[&str] = &[
    "a", "an", "the", "so", "too", "at", "all", "that", "very", "any", "really", "is", "was", "be",
];

/// Whether a negation stands right before, or with one or two small words between.
fn negated(said: &[Said], start: usize) -> bool {
    let mut before = said[..start].iter().rev().map(|said| said.word);
    for _ in 0..3 {
        match before.next() {
            Some(word) if NEGATIONS.contains(&word) => return true,
            Some(word) if BETWEEN.contains(&word) => {}
            _ => return false,
        }
    }
    false
}
