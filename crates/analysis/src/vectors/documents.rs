//! Texts as bags of terms, equal ones once.

use std::collections::HashMap;

use crate::text::{Stems, Words};

/// Texts as bags of stems and pairs of stems.
///
/// Texts with the same bag are one document: what many people write in the same
/// words must not look like a theme for that reason alone.
pub(crate) struct Documents {
    /// The distinct documents' terms, ascending, with how often they occur.
    pub(crate) bags: Vec<Vec<(u32, u32)>>,
    /// The first text of each document.
    pub(crate) first_text: Vec<usize>,
    /// The document of each text; none for texts without a word to go by.
    pub(crate) of_text: Vec<Option<usize>>,
    /// How many different terms there are.
    pub(crate) terms: usize,
    /// Terms from this number on are pairs; below it they are stems.
    pub(crate) first_pair: usize,
}

impl Documents {
    /// Pairs are of stems that follow each other in one phrase, stop words between them aside.
    /// A text that says the same as one before it (`same_as`) is of that one's document.
    pub(crate) fn new(words: &Words, stems: &Stems, same_as: &[usize]) -> Self {
        let first_pair = stems.count();
        let mut pairs: HashMap<(u32, u32), u32> = HashMap::new();
        let mut document_of_bag: HashMap<Vec<(u32, u32)>, usize> = HashMap::new();
        let mut first_text = Vec::new();
        let mut of_text = Vec::with_capacity(words.texts());
        let mut terms: Vec<u32> = Vec::new();
        for (text, &first) in same_as.iter().enumerate() {
            if first != text {
                of_text.push(of_text[first]);
                continue;
            }
            terms.clear();
            let mut before: Option<u32> = None;
            for token in words.tokens(text) {
                if !token.follows {
                    before = None;
                }
                let Some(stem) = stems.stem(text, token.word) else {
                    continue;
                };
                terms.push(stem);
                if let Some(before) = before {
                    let next = u32::try_from(first_pair + pairs.len()).unwrap_or(u32::MAX);
                    terms.push(*pairs.entry((before, stem)).or_insert(next));
                }
                before = Some(stem);
            }
            if terms.is_empty() {
                of_text.push(None);
                continue;
            }
            let next = document_of_bag.len();
            let document = *document_of_bag.entry(bag(&mut terms)).or_insert(next);
            if document == next {
                first_text.push(text);
            }
            of_text.push(Some(document));
        }
        let mut bags = vec![Vec::new(); document_of_bag.len()];
        for (bag, document) in document_of_bag {
            bags[document] = bag;
        }
        Self {
            bags,
            first_text,
            of_text,
            terms: first_pair + pairs.len(),
            first_pair,
        }
    }

    /// How many distinct documents there are.
    pub(crate) fn len(&self) -> usize {
        self.bags.len()
    }
}

fn bag(terms: &mut [u32]) -> Vec<(u32, u32)> {
    terms.sort_unstable();
    let mut bag: Vec<(u32, u32)> = Vec::with_capacity(terms.len());
    for &term in terms.iter() {
        match bag.last_mut() {
            Some((last, count)) if *last == term => *count += 1,
            _ => bag.push((term, 1)),
        }
    }
    bag
}
