//! Words of one meaning under one number.

use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

use super::irregular::basic_form;
use super::language::Language;
use super::stop_words::is_stop_word;
use super::words::Words;

/// The stem of each word in each language it occurs in; stop words have none.
pub(crate) struct Stems {
    count: usize,
    /// For each text, which of the lists of stems is its language's.
    of_text: Vec<usize>,
    /// By language, then by word.
    stems: Vec<Vec<Option<u32>>>,
    /// The stem that stands for each one in names: irregular forms have one.
    lemmas: Vec<u32>,
}

impl Stems {
    /// `languages` has one entry a text of `words`.
    pub(crate) fn new(words: &Words, languages: &[Option<&'static str>]) -> Self {
        let mut distinct: Vec<Option<&'static str>> = languages.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let of_text = languages
            .iter()
            .map(|code| distinct.binary_search(code).unwrap_or(0))
            .collect();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut stems = vec![vec![None; words.distinct().len()]; distinct.len()];
        for (code, stems) in distinct.iter().zip(&mut stems) {
            let stemmer = code.and_then(Language::stemmer_of).map(Stemmer::create);
            for (word, stem) in words.distinct().iter().zip(stems.iter_mut()) {
                if !is_content(word) || is_stop_word(word, *code) {
                    continue;
                }
                let name = match &stemmer {
                    Some(stemmer) => stemmer.stem(word).into_owned(),
                    None => word.clone(),
                };
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                *stem = Some(*numbers.entry(name).or_insert(next));
            }
        }
        let mut lemmas: Vec<u32> = (0..).take(numbers.len()).collect();
        if let Ok(english) = distinct.binary_search(&Some("eng")) {
            let stemmer = Stemmer::create(Algorithm::English);
            let mut first: HashMap<&str, u32> = HashMap::new();
            for (word, &stem) in words.distinct().iter().zip(&stems[english]) {
                let basic = basic_form(word);
                if let Some(stem) = stem.filter(|_| basic != word) {
                    // Where nobody uses the basic form, the first of its forms stands for all.
                    let known = numbers.get(stemmer.stem(basic).as_ref()).copied();
                    lemmas[stem as usize] = known.unwrap_or(*first.entry(basic).or_insert(stem));
                }
            }
        }
        Self {
            count: numbers.len(),
            of_text,
            stems,
            lemmas,
        }
    }

    /// How many different stems there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The stem of a word in a text; none for a stop word.
    pub(crate) fn stem(&self, text: usize, word: u32) -> Option<u32> {
        self.stems[self.of_text[text]][word as usize]
    }

    /// The stem of a word as names go by it: "lost" and "lose" have the same.
    pub(crate) fn lemma(&self, text: usize, word: u32) -> Option<u32> {
        Some(self.lemmas[self.stem(text, word)? as usize])
    }
}

/// A lone letter tells nothing; a lone ideograph may.
fn is_content(word: &str) -> bool {
    let mut characters = word.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => only >= '\u{0e00}',
        (first, _) => first.is_some(),
    }
}
