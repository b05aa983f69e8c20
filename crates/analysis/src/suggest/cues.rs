use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

/// A phrase to look for: words one after the other.
pub(super) struct Cue {
    slots: Vec<Slot>,
}

enum Slot {
    /// A word with one of these stems, or one of these words.
    AnyOf(Vec<Term>),
    /// Up to so many words of any kind.
    Gap(usize),
}

/// A word as it is compared.
enum Term {
    Stem(String),
    Exactly(String),
}

/// A word of a passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'a> {
    /// In lower case.
    pub(super) word: &'a str,
    /// Its stem.
    pub(super) stem: &'a str,
}

/// Words that a `~` may stand for.
const GAP: usize = 2;

impl Cue {
    /// `hard/difficult to ~ understand`: slots between spaces, `/` between the words that may
    /// stand in one, `~` for up to two words of any kind. A word stands for all words with its
    /// stem, `=word` for itself alone.
    pub(super) fn new(pattern: &str) -> Cue {
        let stemmer = Stemmer::create(Algorithm::English);
        let mut slots: Vec<Slot> = Vec::new();
        for slot in pattern.split_whitespace() {
            match (slot, slots.last_mut()) {
                ("~", Some(Slot::Gap(words))) => *words += GAP,
                ("~", _) => slots.push(Slot::Gap(GAP)),
                _ => {
                    let term = |word: &str| match word.strip_prefix('=') {
                        Some(exactly) => Term::Exactly(exactly.into()),
                        None => Term::Stem(stemmer.stem(&word.to_lowercase()).into_owned()),
                    };
                    slots.push(Slot::AnyOf(slot.split('/').map(term).collect()));
                }
            }
        }
        Cue { slots }
    }
}

/// Cues by the stem they begin with, so that few have to be tried at each word.
pub(super) struct CueIndex {
    by_first: HashMap<String, Vec<usize>>,
}

impl CueIndex {
    pub(super) fn new<'a>(cues: impl Iterator<Item = &'a Cue>) -> CueIndex {
        let stemmer = Stemmer::create(Algorithm::English);
        let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, cue) in cues.enumerate() {
            if let Some(Slot::AnyOf(terms)) = cue.slots.first() {
                for term in terms {
                    let stem = match term {
                        Term::Stem(stem) => stem.clone(),
                        Term::Exactly(word) => stemmer.stem(word).into_owned(),
                    };
                    let places = by_first.entry(stem).or_default();
                    if places.last() != Some(&place) {
                        places.push(place);
                    }
                }
            }
        }
        CueIndex { by_first }
    }

    /// The cues that may begin with this stem, in order.
    pub(super) fn beginning_with(&self, stem: &str) -> &[usize] {
        self.by_first.get(stem).map_or(&[], Vec::as_slice)
    }
}

impl Cue {
    /// Where the cue ends if it begins at `start`; `None` if it does not stand there.
    pub(super) fn ends(&self, said: &[Said], start: usize) -> Option<usize> {
        ends(&self.slots, said, start)
    }
}

fn ends(slots: &[Slot], said: &[Said], at: usize) -> Option<usize> {
    match slots.split_first() {
        None => Some(at),
        Some((Slot::AnyOf(any), rest)) => {
            let here = said.get(at)?;
            let is_here = |term: &Term| match term {
                Term::Stem(stem) => stem == here.stem,
                Term::Exactly(word) => word == here.word,
            };
            any.iter()
                .any(is_here)
                .then(|| ends(rest, said, at + 1))
                .flatten()
        }
        Some((Slot::Gap(longest), rest)) => {
            (0..=*longest).find_map(|skipped| ends(rest, said, at + skipped))
        }
    }
}
