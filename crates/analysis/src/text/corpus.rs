//! Texts, read.

use super::language::languages_of;
use super::set_aside::{SetAside, set_aside};
use super::stems::Stems;
use super::words::Words;

/// Texts with all that is known of their words.
pub(crate) struct Corpus<'a> {
    pub(crate) texts: &'a [&'a str],
    /// The language of each text, ISO 639-3; none where the whole set gives no hint.
    pub(crate) languages: Vec<Option<&'static str>>,
    /// The words that count: courtesies, boilerplate and the like are not among them.
    pub(crate) words: Words,
    pub(crate) stems: Stems,
    pub(crate) aside: SetAside,
}

impl<'a> Corpus<'a> {
    /// Reads texts; `items` has the number of the item that each stands in, or nothing.
    pub(crate) fn read(texts: &'a [&'a str], items: &[i64]) -> Self {
        let mut words = Words::read(texts);
        let languages = languages_of(texts, &words);
        let stems = Stems::new(&words, &languages);
        let aside = set_aside(texts, items, &mut words, &stems);
        Self {
            texts,
            languages,
            words,
            stems,
            aside,
        }
    }
}
