//! What texts mean, by the meanings of their words.

use ndarray::ArrayViewMut1;
use rayon::prelude::*;
use rust_stemmers::{Algorithm, Stemmer};

use super::documents::{Bags, Documents};
use super::word_rows::WordRows;
use super::word_vectors::WordVectors;
use crate::text::{Stems, Words};

/// The share of all words at which a word counts half: the constant a of a / (a + p).
const HALF: f32 = 1e-3;
/// A word that the table lacks must tie documents together to count.
const MIN_DF: u32 = 2;

/// The average meanings of documents' words.
///
/// Words weigh a / (a + p), p being their share of all words in the language, and less where
/// most documents have them: the company's own name tells no complaint from another. What all
/// documents have in common is to be taken away (Arora, Liang & Ma 2017; the mean instead of
/// the first component). Function words take part: "why" and "how" mean something too.
///
/// A word that the table lacks points in a direction of its own, with full weight, at right
/// angles (nearly) to every other: names and jargon are often the very subject, and to be
/// silent about them would make all else look alike.
pub(super) struct Meanings<'a> {
    words: &'a Words,
    languages: &'a [Option<&'static str>],
    /// What each word that has a direction adds to a text.
    vectors: WordRows,
}

/// Where the direction of a word is taken from.
enum Direction {
    /// The table: its place, and what its numbers are multiplied by.
    Listed(usize, f32),
    /// Nowhere: signs drawn from the word itself.
    Own([u8; 32]),
}

/// The language of the table, ISO 639-3.
pub(super) const LANGUAGE: &str = "eng";

impl<'a> Meanings<'a> {
    /// None where no word vectors are at hand.
    pub(super) fn new(
        documents: &Documents,
        bags: &Bags,
        words: &'a Words,
        stems: &Stems,
        languages: &'a [Option<&'static str>],
    ) -> Option<Self> {
        let table = WordVectors::english()?;
        let common = common(documents, words);
        let listed = listed(&table, words, &common);
        let named = named(documents, bags, words, stems, languages, &listed);
        let known: Vec<Option<Direction>> = (listed.into_iter().zip(named))
            .map(|(listed, named)| match listed {
                Some((place, weight)) => Some(Direction::Listed(place, weight)),
                None => named.map(Direction::Own),
            })
            .collect();
        let vectors = WordRows::written(&known, table.dimensions(), |word, row| match word {
            Direction::Listed(place, weight) => write_listed(&table, *place, *weight, row),
            Direction::Own(signs) => write_own(signs, row),
        });
        Some(Self {
            words,
            languages,
            vectors,
        })
    }

    /// Numbers in each vector.
    pub(super) fn dimensions(&self) -> usize {
        self.vectors.dimensions()
    }

    /// Writes the meaning of a text to `row`, zeros before, as a vector of any length. Texts in
    /// other languages than the table's stay zeros.
    pub(super) fn write(&self, text: usize, mut row: ArrayViewMut1<'_, f32>) {
        if self.languages[text] != Some(LANGUAGE) {
            return;
        }
        for token in self.words.tokens(text) {
            if let Some(vector) = self.vectors.of(token.word) {
                row += &vector;
            }
        }
    }
}

/// The direction of a word of the table.
pub(super) fn write_listed(
    table: &WordVectors<'_>,
    place: usize,
    weight: f32,
    mut row: ArrayViewMut1<'_, f32>,
) {
    for (out, value) in row.iter_mut().zip(table.vector(place)) {
        *out = weight * value;
    }
}

/// A direction of its own, of length 1.
fn write_own(signs: &[u8; 32], mut row: ArrayViewMut1<'_, f32>) {
    let length = 1.0 / (row.len() as f32).sqrt();
    for (at, out) in row.iter_mut().enumerate() {
        let positive = signs[at / 8 % signs.len()] >> (at % 8) & 1 == 1;
        *out = if positive { length } else { -length };
    }
}

/// The share of the documents that have each word.
fn common(documents: &Documents, words: &Words) -> Vec<f32> {
    let mut counts = vec![0u32; words.distinct().len()];
    let mut last = vec![usize::MAX; counts.len()];
    for (document, &text) in documents.first_text.iter().enumerate() {
        for token in words.tokens(text) {
            let word = token.word as usize;
            if last[word] != document {
                last[word] = document;
                counts[word] += 1;
            }
        }
    }
    let n = documents.len() as f32;
    counts.into_iter().map(|count| count as f32 / n).collect()
}

/// For each word that the table has, its place and what its numbers are multiplied by: its
/// weight over the length of its vector.
fn listed(table: &WordVectors<'_>, words: &Words, common: &[f32]) -> Vec<Option<(usize, f32)>> {
    words
        .distinct()
        .par_iter()
        .zip(common)
        .map(|(word, common)| {
            let place = table.find(word)?;
            Some((place, (1.0 - common * common) * weight(table, place)))
        })
        .collect()
}

/// What the numbers of a word's vector are multiplied by: a / (a + p) over their length.
pub(super) fn weight(table: &WordVectors<'_>, place: usize) -> f32 {
    let length = table
        .vector(place)
        .map(|value| value * value)
        .sum::<f32>()
        .sqrt();
    HALF / (HALF + table.frequency(place)) / length.max(f32::MIN_POSITIVE)
}

/// For each other word of English documents that occurs in several, a direction by its stem:
/// 256 signs, drawn by a hash, so that the same word has the same in every set.
fn named(
    documents: &Documents,
    bags: &Bags,
    words: &Words,
    stems: &Stems,
    languages: &[Option<&'static str>],
    listed: &[Option<(usize, f32)>],
) -> Vec<Option<[u8; 32]>> {
    let stemmer = Stemmer::create(Algorithm::English);
    let mut named = vec![None; listed.len()];
    for &text in &documents.first_text {
        if languages[text] != Some(LANGUAGE) {
            continue;
        }
        for token in words.tokens(text) {
            let word = token.word as usize;
            if listed[word].is_none()
                && named[word].is_none()
                && let Some(stem) = stems.stem(text, token.word)
                && bags.df[stem as usize] >= MIN_DF
            {
                let stem = stemmer.stem(words.word(token.word));
                named[word] = Some(*blake3::hash(stem.as_bytes()).as_bytes());
            }
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::*;
    use crate::vectors::centred;

    fn meanings_of(texts: &[&str], languages: &[Option<&'static str>]) -> Array2<f32> {
        let words = Words::read(texts);
        let stems = Stems::new(&words, languages);
        let same_as: Vec<usize> = (0..texts.len()).collect();
        let (documents, bags) = Documents::new(&words, &stems, &same_as);
        assert_eq!(documents.len(), texts.len());
        let meanings = Meanings::new(&documents, &bags, &words, &stems, languages).unwrap();
        let mut rows = Array2::zeros((texts.len(), meanings.dimensions()));
        for (text, row) in rows.outer_iter_mut().enumerate() {
            meanings.write(text, row);
        }
        let rows = centred(rows.view());
        rows.select(&(0..texts.len()).collect::<Vec<_>>())
    }

    #[test]
    fn texts_without_a_common_word_are_near_where_they_mean_the_same() {
        let texts = [
            "I was charged twice",
            "double billing on the invoice",
            "the screen went black",
            "display shows nothing",
        ];
        let rows = meanings_of(&texts, &[Some("eng"); 4]);
        let near = |a: usize, b: usize| rows.row(a).dot(&rows.row(b));
        assert!(near(0, 1) > near(0, 2) + 0.3 && near(0, 1) > near(0, 3) + 0.3);
        assert!(near(2, 3) > near(2, 0) + 0.3 && near(2, 3) > near(2, 1) + 0.3);
    }

    #[test]
    fn names_that_no_dictionary_has_tie_texts_together() {
        let texts = [
            "zorblax import",
            "export by zorblax",
            "quuxly import",
            "export by quuxly",
        ];
        let rows = meanings_of(&texts, &[Some("eng"); 4]);
        let near = |a: usize, b: usize| rows.row(a).dot(&rows.row(b));
        assert!(near(0, 1) > near(0, 3) + 0.3 && near(2, 3) > near(2, 1) + 0.3);
    }

    #[test]
    fn other_languages_are_left_alone() {
        let texts = ["the invoice is late", "die Rechnung kam spät", "lost card"];
        let rows = meanings_of(&texts, &[Some("eng"), Some("deu"), Some("eng")]);
        assert!(rows.row(1).iter().all(|&value| value == 0.0));
        assert!((rows.row(0).dot(&rows.row(0)) - 1.0).abs() < 1e-5);
    }
}
