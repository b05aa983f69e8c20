//! Payment cards and bank accounts.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Sensitive;

/// IBANs: two letters, two check digits, the length of the country (ISO 13616 registry), the
/// remainder modulo 97 (ISO 7064), with or without spaces.
pub(super) fn ibans(text: &str, spans: &mut Vec<(Sensitive, Range<usize>)>) {
    static START: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i-u:\b[A-Z]{2}[0-9]{2}[ -]?[A-Z0-9])").ok());
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
        {
            spans.push((Sensitive::Iban, at..end));
            from = end;
        }
    }
}

/// The end of `count` letters and digits from `start` on, single spaces or hyphens between them;
/// none if a further letter or digit follows directly.
fn take_alphanumeric(text: &str, start: usize, count: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut taken) = (start, 0);
    while taken < count {
        let byte = *bytes.get(at)?;
        if byte.is_ascii_alphanumeric() {
            taken += 1;
        } else if !matches!(byte, b' ' | b'-') || !bytes.get(at + 1)?.is_ascii_alphanumeric() {
            return None;
        }
        at += 1;
    }
    let follows = bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    (!follows).then_some(at)
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
pub(super) fn is_card(run: &str) -> bool {
    let digits: Vec<u8> = run
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|b| b - b'0')
        .collect();
    let apart = |c: char| matches!(c, ' ' | '-' | '.' | '\u{a0}');
    let groups: Vec<usize> = run
        .split(apart)
        .filter(|group| !group.is_empty())
        .map(str::len)
        .collect();
    let grouped = match groups.as_slice() {
        [_] => true,
        [4, 6, 4 | 5] => true,
        [first @ .., last] => first.iter().all(|&n| n == 4) && (1..=4).contains(last),
        [] => false,
    };
    let plain = run.chars().all(|c| c.is_ascii_digit() || apart(c));
    plain && grouped && has_network_prefix(&digits) && luhn(&digits)
}

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
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
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
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NL", 18),
    ("NO", 15),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SC", 31),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
];
