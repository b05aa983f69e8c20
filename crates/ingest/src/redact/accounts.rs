//! Payment cards and bank accounts.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Sensitive;
use super::words::{announces, context};

/// IBANs: two letters, two check digits, the length of the country (ISO 13616 registry), the
/// remainder modulo 97 (ISO 7064), with or without spaces. The country stands apart from the check
/// digits only where all is written in groups of one size: two words would pass as well.
pub(super) fn ibans(text: &str, spans: &mut Vec<(Sensitive, Range<usize>)>) {
    static START: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i-u:\b[A-Z]{2}[ -]?[0-9]{2})").ok());
    let Some(start) = START.as_ref() else { return };
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| start.find(rest)) {
        let at = from + found.start();
        from = at + 2;
        let country = text[at..at + 2].to_ascii_uppercase();
        let Some(&(_, length)) = IBAN_LENGTHS.iter().find(|(code, _)| *code == country) else {
            continue;
        };
        if let Some(end) = take_alphanumeric(text, at, length)
            && mod_97(&text[at..end]) == 1
            && (text.as_bytes()[at + 2].is_ascii_digit() || is_in_groups(&text[at..end]))
        {
            spans.push((Sensitive::Iban, at..end));
            from = end;
        }
    }
}

/// The end of `count` letters and digits from `start` on, single spaces or hyphens between them;
/// none if a further letter or digit follows directly.
fn take_alphanumeric(text: &str, start: usize, count: usize) -> Option<usize> {
    let mut signs = text[start..].char_indices().peekable();
    let mut taken = 0;
    while let Some((at, sign)) = signs.next() {
        if sign.is_ascii_alphanumeric() {
            taken += 1;
        } else if !is_gap(sign) || !signs.peek()?.1.is_ascii_alphanumeric() {
            return None;
        }
        if taken == count {
            let follows = signs.peek().is_some_and(|(_, c)| c.is_ascii_alphanumeric());
            return (!follows).then_some(start + at + 1);
        }
    }
    None
}

/// Whether the groups behind country and check digits are of one size, but for the last.
fn is_in_groups(iban: &str) -> bool {
    let groups: Vec<usize> = iban.split(is_gap).map(str::len).collect();
    match groups.as_slice() {
        [2, 2, middle @ .., last] => {
            let size = middle.first().copied().unwrap_or_default();
            matches!(size, 2 | 4) && middle.iter().all(|&n| n == size) && *last <= size
        }
        _ => false,
    }
}

/// What stands between the groups of a number: spaces and hyphens, also those that keep a line
/// together.
fn is_gap(sign: char) -> bool {
    matches!(
        sign,
        ' ' | '-' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{2010}' | '\u{2011}' | '\u{202f}'
    )
}

fn mod_97(iban: &str) -> u32 {
    let signs: Vec<u8> = iban.bytes().filter(u8::is_ascii_alphanumeric).collect();
    signs[4..].iter().chain(&signs[..4]).fold(0, |rest, &sign| {
        if sign.is_ascii_digit() {
            (rest * 10 + u32::from(sign - b'0')) % 97
        } else {
            (rest * 100 + u32::from(sign.to_ascii_uppercase() - b'A') + 10) % 97
        }
    })
}

/// Whether a run of digits is a payment card: 13–19 digits with the prefix and length of a
/// network, grouped as on a card, and the check digit right (Luhn).
pub(super) fn is_card(text: &str, run: &Range<usize>) -> bool {
    let written = &text[run.clone()];
    let digits: Vec<u8> = written
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|b| b - b'0')
        .collect();
    let apart = |c: char| is_gap(c) || c == '.';
    let groups: Vec<usize> = written
        .split(apart)
        .filter(|group| !group.is_empty())
        .map(str::len)
        .collect();
    let grouped = match groups.as_slice() {
        [_] => true,
        [4, 6, 4 | 5] | [6, 13] => true,
        [first @ .., last] => first.iter().all(|&n| n == 4) && (1..=4).contains(last),
        [] => false,
    };
    let plain = written.chars().all(|c| c.is_ascii_digit() || apart(c));
    let in_fours = groups.len() > 1 && groups[0] == 4;
    let is_said = || announces(&context(text, run.start), CARDS);
    plain
        && grouped
        && luhn(&digits)
        && (has_network_prefix(&digits)
            || (has_national_prefix(&digits) && (in_fours || is_said())))
}

/// Words before a number that say it is a card's.
const CARDS: &[&str] = &[
    "card",
    "visa",
    "mastercard",
    "maestro",
    "rupay",
    "mir",
    "troy",
    "elo",
    "karte",
    "kreditkarte",
    "carte",
    "tarjeta",
    "cartão",
    "carta",
    "karta",
    "karty",
    "kart",
    "kort",
    "kortti",
    "kaart",
    "карта",
    "карты",
    "картка",
    "мир",
    "κάρτα",
];

fn has_network_prefix(digits: &[u8]) -> bool {
    if !(13..=19).contains(&digits.len()) {
        return false;
    }
    let first_four = digits[..4]
        .iter()
        .fold(0_u32, |sum, &d| sum * 10 + u32::from(d));
    match digits.len() {
        13 | 19 if digits[0] == 4 => true,
        14 => matches!(first_four, 3000..=3059 | 3095 | 3600..=3699 | 3800..=3999),
        15 => matches!(first_four, 3400..=3499 | 3700..=3799),
        16 => {
            matches!(first_four, 4000..=4999 | 5100..=5599 | 2221..=2720 | 3528..=3589 | 6011 | 6200..=6299 | 6440..=6599 | 5018 | 5020 | 5038 | 6304 | 6759 | 6761..=6763)
        }
        17..=19 => {
            matches!(first_four, 6200..=6299 | 6011 | 6440..=6599 | 5018 | 5020 | 5038 | 6304 | 6759 | 6761..=6763)
        }
        _ => false,
    }
}

/// Maestro, Mir, RuPay and Troy share their prefixes with too much else to be told by them alone: only
/// where the number is grouped as on a card, or is said to be one's.
fn has_national_prefix(digits: &[u8]) -> bool {
    digits.len() == 16
        && matches!(
            digits,
            [5, 0 | 6 | 7 | 8, ..]
                | [2, 2, 0, 0..=4, ..]
                | [6, 0, ..]
                | [8, 1 | 2, ..]
                | [9, 7, 9, 2, ..]
        )
}

/// Luhn, US patent 2,950,048 (1960).
fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| {
            let weighted = u32::from(digit) * (1 + place as u32 % 2);
            weighted / 10 + weighted % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Countries and the length of their IBANs (ISO 13616 registry).
const IBAN_LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BI", 27),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DJ", 27),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FK", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HN", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MN", 20),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NI", 28),
    ("NL", 18),
    ("NO", 15),
    ("OM", 23),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("RU", 33),
    ("SA", 24),
    ("SC", 31),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("SO", 23),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
    ("YE", 30),
];
