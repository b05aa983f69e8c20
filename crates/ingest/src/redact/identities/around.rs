//! The words around a number.

use super::super::words::{OTHER_NUMBERS, TELEPHONES, is_unspaced};

/// Words for an identity number that do not say of which country: enough for a number that passes a
/// check which hardly another one does.
pub(super) const ANY_IDENTITY: &[&str] = &[
    "id number",
    "id no",
    "id nr",
    "id card",
    "my id",
    "national id",
    "citizen id",
    "identity number",
    "identity no",
    "identity card",
    "identification number",
    "identification no",
    "personal number",
    "personal code",
    "tax number",
    "tax id",
    "ausweisnummer",
    "ausweis",
];

/// Words for persons, who may have an identity number, and for a number of any kind: they stand in
/// the lists of what announces another number.
const NOT_OTHERS: &[&str] = &[
    "id", "customer", "client", "member", "cliente", "klant", "numer", "contact", "kontakt",
];

/// What stands shortly before a number.
pub(super) struct Around {
    /// The words, the nearest first, as they are written.
    words: Vec<String>,
    /// The same in lower case.
    lower: Vec<String>,
    /// Whether the furthest of them counts something: “14 dni”.
    counted: bool,
}

/// How many words are looked at.
const WORDS: usize = 9;

impl Around {
    /// The words before a place, as far as no number comes between.
    pub(super) fn read(text: &str, at: usize) -> Around {
        let mut start = at.saturating_sub(96);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let mut before = &text[start..at];
        if text[..start].ends_with(char::is_alphanumeric) {
            before = before.trim_start_matches(char::is_alphanumeric);
        }
        let mut around = Around {
            words: Vec::new(),
            lower: Vec::new(),
            counted: false,
        };
        for (end, word) in words(before).into_iter().rev().take(WORDS) {
            if word.contains(|c: char| c.is_ascii_digit()) {
                around.counted = before[end..].starts_with(' ');
                break;
            }
            around.lower.push(lower(&word));
            around.words.push(word);
        }
        around
    }

    /// Whether one of `phrases` stands before the number, at most `near` words between, and no word
    /// for another kind of number in between.
    pub(super) fn announced_before(&self, phrases: &[&str], near: usize) -> bool {
        for place in 0..=near.min(self.words.len()) {
            let said = phrases.iter().any(|phrase| {
                let count = phrase.split(' ').count();
                place + count <= self.words.len()
                    && !(self.counted && place + count == self.words.len())
                    && phrase
                        .split(' ')
                        .rev()
                        .zip(place..)
                        .all(|(part, at)| is_word(part, &self.words[at], &self.lower[at]))
            });
            if said {
                return true;
            }
            if self.lower.get(place).is_some_and(|word| is_other(word)) {
                return false;
            }
        }
        false
    }

    /// Whether one of the three words before says that another kind of number comes.
    pub(super) fn says_other(&self) -> bool {
        self.lower.iter().take(3).any(|word| is_other(word))
    }
}

/// Whether one of `phrases` stands in the four words behind a number: “… is my CPF”.
pub(super) fn announced_after(text: &str, end: usize, phrases: &[&str]) -> bool {
    let rest = &text[end..];
    let stop =
        rest.find(|c: char| c.is_ascii_digit() || matches!(c, '.' | '!' | '?' | ';' | '[' | '\n'));
    let rest = &rest[..stop.unwrap_or(rest.len())];
    // It announces the number that follows.
    if text[end + rest.len()..].starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut words: Vec<String> = words(rest)
        .into_iter()
        .map(|(_, word)| word)
        .take(4)
        .collect();
    words.reverse();
    let around = Around {
        lower: words.iter().map(|word| lower(word)).collect(),
        words,
        counted: false,
    };
    around.announced_before(phrases, 4)
}

/// The words of a text and where they end. Single letters that are parted alike, by full stops or
/// quotation marks, are one: “C.P.F.”, “r. č.”, “ת״ז”.
fn words(text: &str) -> Vec<(usize, String)> {
    let mut words: Vec<(usize, String)> = Vec::new();
    // Where a word has begun, and what parts the initials that the last one consists of.
    let (mut start, mut parting) = (None, None);
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        let from = match (sign.is_alphanumeric(), start) {
            (true, None) => {
                start = Some(at);
                continue;
            }
            (false, Some(from)) => from,
            _ => continue,
        };
        start = None;
        let word = &text[from..at];
        let is_initial = word.chars().count() == 1;
        match (words.last_mut(), parting) {
            (Some((end, initials)), Some(before))
                if is_initial
                    && matches!(&text[*end..from], "." | ". " | "\"" | "״")
                    && (initials.chars().count() == 1 || before == &text[*end..from]) =>
            {
                parting = Some(&text[*end..from]);
                initials.push_str(word);
                *end = at;
            }
            _ => {
                words.push((at, word.to_owned()));
                parting = is_initial.then_some("");
            }
        }
    }
    words
}

/// A part of a phrase: with a star at its end a word may go on, in capitals the word must be so, and
/// without spaces between words it may stand within one.
fn is_word(part: &str, word: &str, lower: &str) -> bool {
    let capitals = part.contains(char::is_uppercase);
    let word = if capitals { word } else { lower };
    match part.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None if part.starts_with(is_unspaced) => word.contains(part),
        None => word == part,
    }
}

fn is_other(word: &str) -> bool {
    let says = |list: &[&str]| list.iter().any(|other| is_word(other, word, word));
    (says(OTHER_NUMBERS) || says(TELEPHONES)) && !NOT_OTHERS.contains(&word)
}

/// In lower case, Turkish as well.
fn lower(word: &str) -> String {
    word.replace('İ', "i").to_lowercase()
}
