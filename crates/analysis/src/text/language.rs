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
    const fn unstemmed(code: &'static str, short: &'static str) -> Language {
        Language {
            code,
            short,
            stemmer: None,
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
        unstemmed("cat", "ca"),
        unstemmed("heb", "he"),
        unstemmed("ind", "id"),
        unstemmed("pol", "pl"),
        unstemmed("ces", "cs"),
        unstemmed("slk", "sk"),
        unstemmed("slv", "sl"),
        unstemmed("hrv", "hr"),
        unstemmed("ukr", "uk"),
        unstemmed("bul", "bg"),
        unstemmed("pes", "fa"),
        unstemmed("hin", "hi"),
        unstemmed("vie", "vi"),
        unstemmed("kor", "ko"),
        unstemmed("cmn", "zh"),
        unstemmed("jpn", "ja"),
        unstemmed("tha", "th"),
    ]
};

/// The language of a text as an ISO 639-3 code (`eng`, `deu`, …); none when unsure.
///
/// Function words decide where two or more of one language clearly outnumber those of
/// any other; otherwise letter trigrams do (whatlang), where they are reliable.
/// Short texts are often unsure; `find_themes` settles them by the others of the set.
#[must_use]
pub fn detect_language(text: &str) -> Option<&'static str> {
    let hits = hits_of(text);
    clear_language(&hits).or_else(|| by_trigrams(text, &hits, None))
}

/// As [`detect_language`], but where function words say nothing, one of these languages (ISO 639-3).
/// That is surer, and quicker by as many times as they are fewer than all.
#[must_use]
pub fn detect_language_among(text: &str, languages: &[&str]) -> Option<&'static str> {
    let hits = hits_of(text);
    clear_language(&hits).or_else(|| by_trigrams(text, &hits, Some(languages)))
}

fn hits_of(text: &str) -> Hits {
    let words = Words::read(&[text]);
    hits(&words, &masks(&words), 0)
}

/// The language of each text, unsure ones settled by the languages of the whole set.
///
/// Languages that only a few texts seem to have are taken for mistakes.
pub(crate) fn languages_of(texts: &[&str], words: &Words) -> Vec<Option<&'static str>> {
    let known = masks(words);
    let all_hits: Vec<Hits> = (0..texts.len())
        .map(|text| hits(words, &known, text))
        .collect();
    let by_words: Vec<Option<&'static str>> = all_hits.iter().map(clear_language).collect();
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
    let clear = votes.clone();
    let codes: Vec<Option<&'static str>> = sample
        .par_iter()
        .map(|&text| {
            // Of near relatives, which share most function words, the one that is plainly there.
            let relative = likely(&all_hits[text])
                .filter_map(|index| {
                    let code = LANGUAGES[index].code;
                    Some((*clear.get(code)?, code))
                })
                .max();
            relative.map_or_else(
                || by_trigrams(texts[text], &all_hits[text], None),
                |(_, code)| Some(code),
            )
        })
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
                .filter(|code| {
                    votes.contains_key(code) || is_plain(&all_hits[text], code, dominant)
                })
                .or_else(|| {
                    // Any function word of a language of the set is better than none.
                    LANGUAGES
                        .iter()
                        .zip(&all_hits[text])
                        .filter_map(|(language, &hits)| {
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

/// The languages that texts are written in, and the words that serve them as function words.
pub(super) struct FunctionWords {
    /// Bits in the order of [`LANGUAGES`].
    pub(super) languages: u64,
    /// By word: it mostly, or often, stands in texts of a language that has it as one.
    pub(super) serving: Vec<bool>,
}

/// Which words of some texts are function words there, whatever language each text counts as.
///
/// "die" is one where German is written, and none where all is English.
pub(super) fn function_words(words: &Words, texts: &[usize]) -> FunctionWords {
    let known = masks(words);
    let mut speaking = [0_usize; LANGUAGES.len()];
    let mut total = vec![0_u32; known.len()];
    let mut functional = vec![0_u32; known.len()];
    for &text in texts {
        let hits = hits(words, &known, text);
        let spoken = likely(&hits).fold(0, |bits, index| bits | 1_u64 << index);
        if spoken.count_ones() == 1 {
            speaking[spoken.trailing_zeros() as usize] += 1;
        }
        for token in words.tokens(text) {
            let word = token.word as usize;
            total[word] += 1;
            functional[word] += u32::from(known[word] & spoken != 0);
        }
    }
    let fewest = 2.max(texts.len() / MINORITY);
    FunctionWords {
        languages: (0..LANGUAGES.len())
            .filter(|&index| speaking[index] >= fewest)
            .fold(0, |bits, index| bits | 1 << index),
        serving: functional
            .iter()
            .zip(&total)
            .map(|(&functional, &total)| functional >= 2 && functional * OFTEN >= total)
            .collect(),
    }
}

/// One text of so many makes its language one of the set.
const MINORITY: usize = 200;
/// A word is a function word when one of so many of its uses is as such.
const OFTEN: u32 = 5;

/// How many function words of each language a text has, in the order of [`LANGUAGES`].
type Hits = [u16; LANGUAGES.len()];

/// The languages that have each distinct word as a function word, as bits.
fn masks(words: &Words) -> Vec<u64> {
    words
        .distinct()
        .iter()
        .map(|word| languages_with(word))
        .collect()
}

fn hits(words: &Words, masks: &[u64], text: usize) -> Hits {
    let mut hits: Hits = [0; LANGUAGES.len()];
    for token in words.tokens(text) {
        let mut languages = masks[token.word as usize];
        while languages != 0 {
            let count = &mut hits[languages.trailing_zeros() as usize];
            *count = count.saturating_add(1);
            languages &= languages - 1;
        }
    }
    hits
}

/// The languages with the most function words in a text (at least two), nearly as many included.
fn likely(hits: &Hits) -> impl Iterator<Item = usize> + '_ {
    let most = usize::from(hits.iter().copied().max().unwrap_or(0));
    (0..hits.len()).filter(move |&index| {
        let count = usize::from(hits[index]);
        count >= 2 && 3 * count > 2 * most
    })
}

/// The language with clearly the most function words in a text, at least two.
fn clear_language(hits: &Hits) -> Option<&'static str> {
    let mut likely = likely(hits);
    match (likely.next(), likely.next()) {
        (Some(index), None) => Some(LANGUAGES[index].code),
        _ => None,
    }
}

/// Whether a text is so plainly of a language that it needs no others of its kind.
fn is_plain(hits: &Hits, code: &str, dominant: &str) -> bool {
    let count = |code| {
        let index = LANGUAGES.iter().position(|language| language.code == code);
        index.map_or(0, |index| hits[index])
    };
    count(code) >= 3 && count(code) / 2 >= count(dominant)
}

fn by_trigrams(text: &str, hits: &Hits, among: Option<&[&str]>) -> Option<&'static str> {
    // More of a text tells no more about its language.
    let end = text
        .char_indices()
        .nth(1_000)
        .map_or(text.len(), |(at, _)| at);
    let rivals: Vec<whatlang::Lang> = likely(hits)
        .filter_map(|index| whatlang::Lang::from_code(LANGUAGES[index].code))
        .collect();
    if !rivals.is_empty() {
        // Near relatives share their function words; one of them it is.
        let lang = whatlang::Detector::with_allowlist(rivals).detect_lang(&text[..end])?;
        return LANGUAGES
            .iter()
            .map(|language| language.code)
            .find(|&code| code == lang.code());
    }
    let detector = among.map_or_else(whatlang::Detector::new, |codes| {
        let known = codes.iter().copied().filter_map(whatlang::Lang::from_code);
        whatlang::Detector::with_allowlist(known.collect())
    });
    let info = detector.detect(&text[..end])?;
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
    fn the_languages_of_a_file_settle_what_all_would_leave_open() {
        let text = "Rechnung fehlt, Kundendienst antwortet seit Wochen wirklich niemals";
        let among = |languages: &[&str]| detect_language_among(text, languages);
        assert_eq!(among(&["eng", "deu"]), Some("deu"));
        assert_eq!(among(&["rus"]), None, "another script");
        assert_eq!(among(&["xyz"]), None, "no such language");
        let plain = "Die Rechnung ist nicht bei mir angekommen.";
        assert_eq!(
            detect_language_among(plain, &["eng"]),
            Some("deu"),
            "function words"
        );
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
