//! The words of many texts, each distinct word stored once.

use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;

use super::tokens::tokens;

/// The words of a set of texts.
pub(crate) struct Words {
    words: Vec<String>,
    tokens: Vec<Token>,
    /// Where each text's tokens begin, and the end of the last.
    starts: Vec<usize>,
}

/// A word in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// Index of the word.
    pub(crate) word: u32,
    start: u32,
    end: u32,
    /// It stands in one phrase with the word before it.
    pub(crate) follows: bool,
}

impl Token {
    /// Where it stands in its text, in bytes.
    pub(crate) fn place(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Words {
    /// Reads texts. Words are numbered in order of first appearance.
    pub(crate) fn read(texts: &[&str]) -> Self {
        let chunks: Vec<Chunk> = texts.par_chunks(CHUNK).map(Chunk::read).collect();
        let mut all = Self {
            words: Vec::new(),
            tokens: Vec::new(),
            starts: vec![0],
        };
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for chunk in chunks {
            let global: Vec<u32> = chunk
                .words
                .into_iter()
                .map(|word| {
                    let next = id(all.words.len());
                    *numbers.entry(word).or_insert_with_key(|word| {
                        all.words.push(word.clone());
                        next
                    })
                })
                .collect();
            let base = all.tokens.len();
            all.tokens
                .extend(chunk.tokens.into_iter().map(|token| Token {
                    word: global[token.word as usize],
                    ..token
                }));
            all.starts
                .extend(chunk.ends.into_iter().map(|end| base + end));
        }
        all
    }

    /// The distinct words, in normal form.
    pub(crate) fn distinct(&self) -> &[String] {
        &self.words
    }

    pub(crate) fn word(&self, word: u32) -> &str {
        &self.words[word as usize]
    }

    /// The words of one text, in order.
    pub(crate) fn tokens(&self, text: usize) -> &[Token] {
        &self.tokens[self.starts[text]..self.starts[text + 1]]
    }

    /// Where the words of a text are among those of all.
    pub(crate) fn span(&self, text: usize) -> Range<usize> {
        self.starts[text]..self.starts[text + 1]
    }

    /// How many words all texts have.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Takes out the words marked as gone.
    pub(crate) fn remove(&mut self, gone: &[bool]) {
        let mut kept = Vec::with_capacity(self.tokens.len());
        let mut starts = vec![0];
        for text in 0..self.texts() {
            let mut broken = false;
            for at in self.span(text) {
                if gone[at] {
                    broken = true;
                    continue;
                }
                let mut token = self.tokens[at];
                token.follows &= !broken;
                broken = false;
                kept.push(token);
            }
            starts.push(kept.len());
        }
        self.tokens = kept;
        self.starts = starts;
    }

    /// How many texts were read.
    pub(crate) fn texts(&self) -> usize {
        self.starts.len() - 1
    }
}

/// Texts read by one thread at a time; the number has no influence on the result.
const CHUNK: usize = 1024;

struct Chunk {
    words: Vec<String>,
    tokens: Vec<Token>,
    ends: Vec<usize>,
}

impl Chunk {
    fn read(texts: &[&str]) -> Self {
        let mut chunk = Self {
            words: Vec::new(),
            tokens: Vec::new(),
            ends: Vec::new(),
        };
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for text in texts {
            for token in tokens(text) {
                // Offsets past four gigabytes cannot be kept; no text is that long.
                let (Ok(start), Ok(end)) = (
                    u32::try_from(token.place.start),
                    u32::try_from(token.place.end),
                ) else {
                    break;
                };
                let word = match numbers.get(token.word.as_ref()) {
                    Some(&word) => word,
                    None => {
                        let word = id(chunk.words.len());
                        chunk.words.push(token.word.clone().into_owned());
                        numbers.insert(token.word.into_owned(), word);
                        word
                    }
                };
                chunk.tokens.push(Token {
                    word,
                    start,
                    end,
                    follows: token.follows,
                });
            }
            chunk.ends.push(chunk.tokens.len());
        }
        chunk
    }
}

/// Word numbers fit: four thousand million distinct words would not fit in memory.
fn id(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
