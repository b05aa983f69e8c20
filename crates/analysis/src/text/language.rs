//! The languages of texts.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rust_stemmers::Algorithm;

use super::stop_words::languages_with;
use super::words::Words;

/// A language with a stop-word list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Language {
    /// ISO 639-3.
    pub(super) code: &'static str,
    /// ISO 639-1, by which the stop-word lists go.
    pub(super) short: &'static str,
    /// How its words are stemmed.
    pub(super) stemmer: Option<Algorithm>,
}

impl Language {
    /// The stemmer of a language by its ISO 639-3 code.
    pub(super) fn stemmer_of(code: &str) -> Option<Algorithm> {
        LANGUAGES
            .iter()
            .find(|language| language.code == code)?
            .stemmer
    }
}

/// The languages whose function words are known, in the order of their bits.
pub(super) const LANGUAGES: &[Language] = {
    const fn language(code: &'static str, short: &'static str, stemmer: Algorithm) -> Language {
        Language {
            code,
            short,
            stemmer: Some(stemmer),
        }
    }
    &[
        language("eng", "en", Algorithm::English),
        language("deu", "de", Algorithm::German),
        language("spa", "es", Algorithm::Spanish),
        language("fra", "fr", Algorithm::French),
        language("ita", "it", Algorithm::Italian),
        language("por", "pt", Algorithm::Portuguese),
        language("nld", "nl", Algorithm::Dutch),
        language("dan", "da", Algorithm::Danish),
        language("swe", "sv", Algorithm::Swedish),
        language("nob", "no", Algorithm::Norwegian),
        language("fin", "fi", Algorithm::Finnish),
        language("hun", "hu", Algorithm::Hungarian),
        language("ron", "ro", Algorithm::Romanian),
        language("tur", "tr", Algorithm::Turkish),
        language("rus", "ru", Algorithm::Russian),
        language("ell", "el", Algorithm::Greek),
        language("ara", "ar", Algorithm::Arabic),
        language("tam", "ta", Algorithm::Tamil),
        Language {
            code: "cat",
            short: "ca",
            stemmer: None,
        },
        Language {
            code: "heb",
            short: "he",
            stemmer: None,
        },
        Language {
            code: "ind",
            short: "id",
            stemmer: None,
        },
    ]
};

/// The language of a text as an ISO 639-3 code (`eng`, `deu`, …); none when unsure.
///
/// Function words decide where two or more of one language clearly outnumber those of
/// any other; otherwise letter trigrams do (whatlang), where they are reliable.
/// Short texts are often unsure; `find_themes` settles them by the others of the set.
#[must_use]
pub fn detect_language(text: &str) -> Option<&'static str> {
    let words = Words::read(&[text]);
    by_function_words(&words, 0).or_else(|| by_trigrams(text, &words, 0))
}

/// The language of each text, unsure ones settled by the languages of the whole set.
///
/// Languages that only a few texts seem to have are taken for mistakes.
pub(crate) fn languages_of(texts: &[&str], words: &Words) -> Vec<Option<&'static str>> {
    let by_words: Vec<Option<&'static str>> = (0..texts.len())
        .map(|text| by_function_words(words, text))
        .collect();
    let mut votes: BTreeMap<&'static str, usize> = BTreeMap::new();
    for code in by_words.iter().flatten() {
        *votes.entry(code).or_default() += 1;
    }
    // Trigrams are slow: where function words say nothing, a sample of the texts is enough.
    let silent: Vec<usize> = (0..texts.len())
        .filter(|&text| by_words[text].is_none())
        .collect();
    let stride = silent.len().div_ceil(TRIGRAM_SAMPLE).max(1);
    let mut by_trigram = BTreeMap::new();
    let sample: Vec<usize> = silent.into_iter().step_by(stride).collect();
    let codes: Vec<Option<&'static str>> = sample
        .par_iter()
        .map(|&text| by_trigrams(texts[text], words, text))
        .collect();
    for (text, code) in sample.into_iter().zip(codes) {
        if let Some(code) = code {
            *votes.entry(code).or_default() += stride;
            by_trigram.insert(text, code);
        }
    }
    let sure: usize = votes.values().sum();
    let fewest = if sure < 10 { 1 } else { 2.max(sure * 3 / 100) };
    votes.retain(|_, &mut count| count >= fewest);
    let Some((&dominant, _)) = votes.iter().max_by_key(|&(&code, &count)| (count, code)) else {
        return vec![None; texts.len()];
    };
    (0..texts.len())
        .map(|text| {
            by_words[text]
                .or_else(|| by_trigram.get(&text).copied())
                .filter(|code| votes.contains_key(code))
                .or_else(|| {
                    // Any function word of a language of the set is better than none.
                    let hits = function_word_hits(words, text);
                    LANGUAGES
                        .iter()
                        .zip(hits)
                        .filter_map(|(language, hits)| {
                            Some((hits, *votes.get(language.code)?, language.code))
                        })
                        .filter(|&(hits, ..)| hits > 0)
                        .max()
                        .map(|(.., code)| code)
                })
                .or(Some(dominant))
        })
        .collect()
}

const TRIGRAM_SAMPLE: usize = 200;

/// The language with clearly the most function words in a text, at least two.
fn by_function_words(words: &Words, text: usize) -> Option<&'static str> {
    match function_word_languages(words, text).as_slice() {
        [language] => Some(language),
        _ => None,
    }
}

/// How many function words of each language a text has, in the order of [`LANGUAGES`].
fn function_word_hits(words: &Words, text: usize) -> [usize; LANGUAGES.len()] {
    let mut hits = [0; LANGUAGES.len()];
    for token in words.tokens(text) {
        let mut languages = languages_with(words.word(token.word));
        while languages != 0 {
            hits[languages.trailing_zeros() as usize] += 1;
            languages &= languages - 1;
        }
    }
    hits
}

/// The languages with the most function words in a text (at least two), nearly as many included.
fn function_word_languages(words: &Words, text: usize) -> Vec<&'static str> {
    let hits = function_word_hits(words, text);
    let most = hits.iter().copied().max().unwrap_or(0);
    LANGUAGES
        .iter()
        .zip(hits)
        .filter(|&(_, count)| count >= 2 && 3 * count > 2 * most)
        .map(|(language, _)| language.code)
        .collect()
}

fn by_trigrams(text: &str, words: &Words, index: usize) -> Option<&'static str> {
    // More of a text tells no more about its language.
    let end = text
        .char_indices()
        .nth(1_000)
        .map_or(text.len(), |(at, _)| at);
    let rivals = function_word_languages(words, index);
    if !rivals.is_empty() {
        // Near relatives share their function words; one of them it is.
        let rivals = rivals
            .iter()
            .filter_map(|&code| whatlang::Lang::from_code(code))
            .collect();
        let lang = whatlang::Detector::with_allowlist(rivals).detect_lang(&text[..end])?;
        return LANGUAGES
            .iter()
            .map(|language| language.code)
            .find(|&code| code == lang.code());
    }
    let info = whatlang::detect(&text[..end])?;
    // In Latin script most short texts look like some language; elsewhere the script itself tells.
    let needed = if info.script() == whatlang::Script::Latin {
        30
    } else {
        4
    };
    let letters = text[..end]
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(needed)
        .count();
    (info.is_reliable() && letters >= needed).then(|| info.lang().code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_texts() {
        for (text, code) in [
            (
                "How do I track the card that you have sent to me?",
                Some("eng"),
            ),
            ("Die Rechnung ist nicht bei mir angekommen.", Some("deu")),
            ("No puedo encontrar la factura en el correo", Some("spa")),
            (
                "Je n'ai pas reçu la facture que vous avez envoyée",
                Some("fra"),
            ),
            ("De factuur is niet bij mij aangekomen", Some("nld")),
            (
                "Nie mogę znaleźć faktury, którą wysłaliście mi w zeszłym tygodniu",
                Some("pol"),
            ),
            (
                "請求書が見つかりません。メールを確認しました。",
                Some("jpn"),
            ),
            ("Kreditkarte", None),
            ("", None),
            ("12345 !!", None),
        ] {
            assert_eq!(detect_language(text), code, "{text}");
        }
    }

    #[test]
    fn unsure_texts_take_the_dominant_language() {
        let mut texts = vec!["the invoice is not in my mail and I want it", "card lost"];
        texts.extend(["the app is slow and it does not load"; 20]);
        texts.extend(["die Rechnung ist nicht da und ich will sie haben"; 5]);
        let languages = languages_of(&texts, &Words::read(&texts));
        assert_eq!(languages[1], Some("eng"));
        assert_eq!(languages[25], Some("deu"));
        texts.push("Rechnung und mail");
        assert_eq!(
            languages_of(&texts, &Words::read(&texts)).last(),
            Some(&Some("deu"))
        );
        assert_eq!(languages_of(&["?"], &Words::read(&["?"])), [None]);
    }
}
