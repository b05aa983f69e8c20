//! Words of one meaning under one number.

use std::collections::HashMap;

use rust_stemmers::Stemmer;

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
        Self {
            count: numbers.len(),
            of_text,
            stems,
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
}

/// A lone letter tells nothing; a lone ideograph may.
fn is_content(word: &str) -> bool {
    let mut characters = word.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => only >= '\u{0e00}',
        (first, _) => first.is_some(),
    }
}
