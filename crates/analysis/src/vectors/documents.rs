//! Texts as bags of terms, equal ones once.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use crate::text::{Stems, Words};

/// Which texts are one document.
///
/// Texts with the same bag of terms are: what many people write in the same words must not
/// look like a theme for that reason alone.
pub(crate) struct Documents {
    /// The first text of each document.
    pub(crate) first_text: Vec<usize>,
    /// The document of each text; none for texts without a word to go by.
    pub(crate) of_text: Vec<Option<usize>>,
}

/// Documents as bags of stems and pairs of stems.
pub(crate) struct Bags {
    /// (term, how often it occurs), document after document, in each the terms ascending.
    counts: Vec<(u32, u32)>,
    /// Where each document begins, and the end of the last.
    starts: Vec<usize>,
    /// How many documents have each term.
    pub(crate) df: Vec<u32>,
    /// Terms from this number on are pairs; below it they are stems.
    pub(crate) first_pair: usize,
}

impl Documents {
    /// Pairs are of stems that follow each other in one phrase, stop words between them aside.
    /// A text that says the same as one before it (`same_as`) is of that one's document.
    pub(crate) fn new(words: &Words, stems: &Stems, same_as: &[usize]) -> (Self, Bags) {
        let first_pair = stems.count();
        let mut pairs: HashMap<(u32, u32), u32> = HashMap::new();
        let mut document_of_bag: HashMap<u64, u32> = HashMap::new();
        let mut documents = Self {
            first_text: Vec::new(),
            of_text: Vec::with_capacity(words.texts()),
        };
        let mut bags = Bags {
            counts: Vec::new(),
            starts: vec![0],
            df: Vec::new(),
            first_pair,
        };
        let mut terms: Vec<u32> = Vec::new();
        for (text, &first) in same_as.iter().enumerate() {
            if first != text {
                documents.of_text.push(documents.of_text[first]);
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
                documents.of_text.push(None);
                continue;
            }
            let next = documents.first_text.len();
            let hash = bags.push(&mut terms);
            let known = *document_of_bag.entry(hash).or_insert(next as u32) as usize;
            let document = if known != next && bags.of(known) == bags.of(next) {
                bags.pop();
                known
            } else {
                documents.first_text.push(text);
                next
            };
            documents.of_text.push(Some(document));
        }
        bags.df = vec![0; first_pair + pairs.len()];
        for &(term, _) in &bags.counts {
            bags.df[term as usize] += 1;
        }
        (documents, bags)
    }

    /// How many distinct documents there are.
    pub(crate) fn len(&self) -> usize {
        self.first_text.len()
    }
}

impl Bags {
    /// How many documents there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The terms of a document with how often they occur.
    pub(crate) fn of(&self, document: usize) -> &[(u32, u32)] {
        &self.counts[self.starts[document]..self.starts[document + 1]]
    }

    /// Adds a document; returns a hash of it.
    fn push(&mut self, terms: &mut [u32]) -> u64 {
        terms.sort_unstable();
        let first = self.counts.len();
        for &term in terms.iter() {
            match self.counts[first..].last_mut() {
                Some((last, count)) if *last == term => *count += 1,
                _ => self.counts.push((term, 1)),
            }
        }
        self.starts.push(self.counts.len());
        let mut hasher = DefaultHasher::new();
        terms.hash(&mut hasher);
        hasher.finish()
    }

    /// Takes the last document away.
    fn pop(&mut self) {
        self.starts.pop();
        self.counts.truncate(self.starts[self.starts.len() - 1]);
    }
}
