//! Vectors of English words, by which texts that share no word may still be found alike.

use std::borrow::Cow;

/// A table of words with their vectors and frequencies, searched where it lies.
///
/// Made by `word_vectors/distil.py`, which describes the layout.
pub(super) struct WordVectors<'a> {
    /// Where each word begins in `letters`, and the end of the last: little-endian u32.
    starts: &'a [u8],
    /// The words one after the other, in ascending order of their bytes.
    letters: &'a [u8],
    /// −10 ln p of each word.
    rarity: &'a [u8],
    /// words × dimensions, two to a byte.
    halves: &'a [u8],
    dimensions: usize,
}

const MAGIC: &[u8] = b"ASWV";
const VERSION: u32 = 1;

impl WordVectors<'static> {
    /// The table of English that is part of the program.
    pub(super) fn english() -> Option<Self> {
        static TABLE: &[u8] = include_bytes!("../../word_vectors/english.bin");
        Self::read(TABLE)
    }
}

impl<'a> WordVectors<'a> {
    /// Nothing is copied or unpacked; none where the bytes are not such a table.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut number = || {
            let (first, others) = rest.split_first_chunk::<4>()?;
            rest = others;
            Some(u32::from_le_bytes(*first))
        };
        if number()? != VERSION {
            return None;
        }
        let words = number()? as usize;
        let dimensions = number()? as usize;
        let letters = number()? as usize;
        let (starts, rest) = rest.split_at_checked(words.checked_add(1)?.checked_mul(4)?)?;
        let (letters, rest) = rest.split_at_checked(letters)?;
        let (rarity, halves) = rest.split_at_checked(words)?;
        (Some(2 * halves.len()) == words.checked_mul(dimensions)).then_some(Self {
            starts,
            letters,
            rarity,
            halves,
            dimensions,
        })
    }

    /// Numbers in each vector.
    pub(super) fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The place of a word in normal form (lower case, straight apostrophes, no hyphen).
    ///
    /// Where the table has not the very word, it may have it without a possessive, or in
    /// another number or tense.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        self.exactly(word)
            .or_else(|| variants(word).iter().find_map(|form| self.exactly(form)))
    }

    /// The word's share of all words in English text.
    pub(super) fn frequency(&self, place: usize) -> f32 {
        (-f32::from(self.rarity[place]) / 10.0).exp()
    }

    /// The numbers of the word's vector, which may be of any length.
    pub(super) fn vector(&self, place: usize) -> impl Iterator<Item = f32> + 'a {
        let width = self.dimensions / 2;
        self.halves[place * width..(place + 1) * width]
            .iter()
            .flat_map(|&byte| [byte & 15, byte >> 4])
            .map(|level| f32::from(level) - 7.5)
    }

    fn exactly(&self, word: &str) -> Option<usize> {
        let mut from = 0;
        let mut to = self.rarity.len();
        while from < to {
            let middle = from.midpoint(to);
            match self.word(middle)?.cmp(word.as_bytes()) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    fn word(&self, place: usize) -> Option<&'a [u8]> {
        let start = |place: usize| {
            let bytes = self.starts.get(4 * place..)?.first_chunk::<4>()?;
            Some(u32::from_le_bytes(*bytes) as usize)
        };
        self.letters.get(start(place)?..start(place + 1)?)
    }
}

/// Other forms of an English word, likelier ones first.
fn variants(word: &str) -> Vec<Cow<'_, str>> {
    if let Some(owner) = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')) {
        return vec![Cow::Borrowed(owner)];
    }
    let mut forms = Vec::new();
    for (ending, others) in ENDINGS {
        let Some(stem) = word.strip_suffix(ending) else {
            continue;
        };
        if stem.len() < SHORTEST_STEM {
            continue;
        }
        for other in *others {
            forms.push(Cow::Owned(format!("{stem}{other}")));
        }
        // "unsubbing" is of "unsub".
        let mut letters = stem.char_indices().rev();
        if let (Some((at, last)), Some((_, before))) = (letters.next(), letters.next())
            && *ending != "s"
            && last == before
        {
            forms.push(Cow::Borrowed(&stem[..at]));
        }
    }
    forms.push(Cow::Owned(format!("{word}s")));
    forms
}

const SHORTEST_STEM: usize = 3;

/// Endings of inflected forms, with what may stand in their place.
const ENDINGS: &[(&str, &[&str])] = &[
    ("ies", &["y", "ie"]),
    ("es", &["", "e"]),
    ("s", &[""]),
    ("ied", &["y"]),
    ("ed", &["", "e", "ing"]),
    ("ing", &["", "e", "ed"]),
    ("er", &["", "e"]),
    ("ly", &[""]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn cosine(a: &str, b: &str) -> f32 {
        let table = WordVectors::english().unwrap();
        let vector = |word: &str| -> Vec<f32> { table.vector(table.find(word).unwrap()).collect() };
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let (a, b) = (vector(a), vector(b));
        dot(&a, &b) / (dot(&a, &a) * dot(&b, &b)).sqrt()
    }

    #[test]
    fn the_table_is_whole_and_in_order() {
        let table = WordVectors::english().unwrap();
        let words: Vec<&[u8]> = (0..table.rarity.len())
            .map(|place| table.word(place).unwrap())
            .collect();
        assert!(words.len() >= 60_000);
        assert!(words.is_sorted(), "or words are not found");
        let total: f32 = (0..words.len()).map(|place| table.frequency(place)).sum();
        assert!((0.9..1.2).contains(&total), "shares sum to {total}");
        assert!(table.frequency(table.find("the").unwrap()) > 0.02);
    }

    #[test]
    fn words_of_like_meaning_are_near() {
        for (a, b, c) in [
            ("refund", "reimbursement", "keyboard"),
            ("invoice", "billing", "weather"),
            ("wifi", "wireless", "salary"),
            ("login", "password", "banana"),
        ] {
            assert!(cosine(a, b) > cosine(a, c) + 0.2, "{a}: {b} or {c}");
        }
    }

    #[test]
    fn a_form_that_is_not_listed_is_found_by_another() {
        let table = WordVectors::english().unwrap();
        for (word, listed) in [
            ("customer's", "customer"),
            ("invoices", "invoices"),
            ("wifis", "wifi"),
            ("kubernetes's", "kubernetes"),
        ] {
            assert_eq!(table.find(word), table.exactly(listed), "{word}");
            assert!(table.find(word).is_some(), "{word}");
        }
        for word in ["", "xqzzyt", "größe", "信用", "'", "ééd"] {
            assert_eq!(table.find(word), None, "{word}");
        }
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for bytes in [&b""[..], b"ASWV", b"ASWV\x02\0\0\0", &[0xff; 64]] {
            assert!(WordVectors::read(bytes).is_none());
        }
        let mut bytes = b"ASWV\x01\0\0\0".to_vec();
        bytes.extend([0xff; 12]);
        assert!(WordVectors::read(&bytes).is_none());
    }
}
