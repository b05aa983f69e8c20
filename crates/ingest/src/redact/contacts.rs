//! E-mail addresses and telephone numbers.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Sensitive;
use super::words::{
    MAIL, MINE, NUMBERS, TELEPHONES, announces, announces_unspaced, context, is_unspaced,
    says_other,
};
use crate::DateOrder;
use crate::dates::parse_date;

/// E-mail addresses, in any script; of a host without a name as well (RFC 5321, 4.1.3).
pub(super) fn emails(text: &str, spans: &mut Vec<(Sensitive, Range<usize>)>) {
    static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}@(?:(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.)+(?:[A-Za-z]{2,24}|\p{L}{2,24})|\[[0-9.]{7,15}\])").ok()
    });
    find_emails(&EMAIL, text, spans);
}

/// E-mail addresses that hide from machines: `ann (at) example (dot) org`, `ann [at] example.org`.
pub(super) fn spelt_emails(text: &str, spans: &mut Vec<(Sensitive, Range<usize>)>) {
    static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63} ?[(\[] ?(?:at|ät) ?[)\]] ?(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}(?:\.| ?[(\[] ?(?:dot|punkt|point|punto) ?[)\]] ?))+\p{L}{2,24}").ok()
    });
    let mut brackets = text.match_indices(['(', '[']);
    let spelt = |inside: &str| {
        ["at", "At", "AT", "ät"]
            .iter()
            .any(|at| inside.starts_with(at))
    };
    if brackets.any(|(place, _)| spelt(text[place + 1..].trim_start())) {
        find_emails(&EMAIL, text, spans);
    }
}

/// E-mail addresses as they are said aloud: `ann dot lee at example dot org`. As “at” is a word like
/// others, what stands before it must be more than a word, or have been announced as an address.
pub(super) fn spoken_emails(text: &str, spans: &mut Vec<(Sensitive, Range<usize>)>) {
    static HINT: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(&format!("(?i) (?:{DOT}|{AT}) ")).ok());
    static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let dot = format!(r"(?: (?:{DOT}) |\.)");
        let (name, host) = (r"[\p{L}\p{N}_%+'-]+", r"[\p{L}\p{N}-]+");
        let email =
            format!(r"(?i)\b((?:{name}{dot})*{name}) (at|ät|{AT}) (?:{host}{dot})+\p{{L}}+\b");
        Regex::new(&email).ok()
    });
    let (Some(hint), Some(email)) = (HINT.as_ref(), EMAIL.as_ref()) else {
        return;
    };
    if !hint.is_match(text) {
        return;
    }
    for found in email.captures_iter(text) {
        let (whole, name, at) = (found.get_match(), &found[1], found[2].to_lowercase());
        let more = name.contains(['.', '_', ' ']) || name.contains(|c: char| c.is_ascii_digit());
        let is_word = matches!(at.as_str(), "at" | "ät");
        if more || !is_word || announces(&context(text, whole.start()), MAIL) {
            spans.push((Sensitive::Email, whole.range()));
        }
    }
}

/// A full stop in an address, said aloud.
const DOT: &str = "dot|punkt|point|punto|ponto|kropka|точка";

/// The sign @, said aloud by names that mean nothing else beside an address.
const AT: &str = "arroba|chiocciola|małpa|собака";

fn find_emails(
    email: &LazyLock<Option<Regex>>,
    text: &str,
    spans: &mut Vec<(Sensitive, Range<usize>)>,
) {
    if let Some(email) = email.as_ref() {
        let found = email.find_iter(text);
        spans.extend(found.map(|found| (Sensitive::Email, found.range())));
    }
}

/// Runs of seven digits or more with the signs between them that numbers are written with. They
/// begin with a digit, a plus or an opening bracket and end with a digit.
pub(super) fn digit_runs(text: &str) -> Vec<Range<usize>> {
    static RUN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:0(?: ?[0-9]){1,4} / )?[+(]{0,2}[0-9](?:\)?[ ./\x{a0}\x{2007}\x{2009}\x{2010}\x{2011}\x{2013}\x{202f}-]?[ (-]?[0-9]){6,24}")
            .ok()
    });
    let word = |c: Option<char>| {
        c.is_some_and(|c| (c.is_alphanumeric() && !is_unspaced(c)) || matches!(c, '_' | '#' | '@'))
    };
    RUN.as_ref().map_or_else(Vec::new, |run| {
        run.find_iter(text)
            .map(|found| found.range())
            .filter(|range| {
                !word(text[..range.start].chars().next_back())
                    && !word(text[range.end..].chars().next())
            })
            .collect()
    })
}

/// Whether a run of digits is a telephone number: with a country code; in a form that a country
/// writes only telephone numbers in; or any plausible one after a word that announces it.
pub(super) fn is_phone(text: &str, run: &Range<usize>) -> bool {
    let written = &text[run.clone()];
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let before = context(text, run.start);
    let after = &text.as_bytes()[run.end..];
    // A time of day follows a date.
    let is_timed = after.first() == Some(&b':') && after.get(1).is_some_and(u8::is_ascii_digit);
    if is_timed
        || !(7..=15).contains(&digits.len())
        || parse_date(written, DateOrder::DayFirst)
            .is_some_and(|_| digits.len() != 10 || written.len() != 10)
        || followed_by_unit(&text[run.end..])
        || says_other(&before)
    {
        return false;
    }
    let groups: Vec<&str> = written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|g| !g.is_empty())
        .collect();
    // “Cep” is a mobile phone in Turkish and a postal code in Brazil: 01310-100.
    if groups.len() == 2 && groups[0].len() == 5 && groups[1].len() == 3 {
        return false;
    }
    if written.starts_with('+') || written.starts_with("(+") {
        return digits.len() >= 8 && !digits.starts_with('0');
    }
    // A decimal number: 0.0952380952, 3.14159265.
    if groups.len() == 2 && groups[0].len() <= 2 && written.contains('.') {
        return false;
    }
    if let Some(rest) = digits.strip_prefix("00") {
        return rest.len() >= 8 && !rest.starts_with('0');
    }
    announces(&before, TELEPHONES)
        || announces_unspaced(&text[..run.start])
        || (announces(&before, NUMBERS) && announces(&before, MINE))
        || is_national(written, &digits, &groups)
}

fn is_national(written: &str, digits: &str, groups: &[&str]) -> bool {
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let area = |group: &str| matches!(group.as_bytes().first(), Some(b'2'..=b'9'));
    match lengths.as_slice() {
        // An area code in brackets: (11) 91234-5678.
        [2 | 3, ..] if written.starts_with('(') => (8..=11).contains(&digits.len()),
        // North America: 415-555-0132, 1 415 555 0132.
        [3, 3, 4] if !digits.starts_with('0') => area(groups[0]) && area(groups[1]),
        [1, 3, 3, 4] => groups[0] == "1" && area(groups[1]) && area(groups[2]),
        // A mobile number of Brazil: 11 91234-5678.
        [2, 5, 4] => groups[1].starts_with('9'),
        // Poland, Spain: 22 123 45 67.
        [2, 3, 2, 2] => area(groups[0]) || digits.starts_with('0'),
        // China's mobile numbers: 138 0013 8000.
        [3, 4, 4] if digits.starts_with('1') => matches!(digits.as_bytes()[1], b'3'..=b'9'),
        // Russia: 8 (912) 345-67-89.
        [1, 3, 3, 2, 2] => matches!(groups[0], "7" | "8"),
        // India: 98765 43210.
        [5, 5] => matches!(digits.as_bytes()[0], b'6'..=b'9'),
        // Most of Europe, Australia, Japan: a zero for other areas, and groups of two or more.
        [..] if digits.starts_with('0') && !digits.starts_with("00") => {
            (9..=12).contains(&digits.len())
                && lengths.len() <= 6
                && lengths.iter().all(|&n| n >= 2)
        }
        _ => false,
    }
}

/// Money, sizes and shares are no telephone numbers.
pub(super) fn followed_by_unit(after: &str) -> bool {
    let after = after.trim_start();
    [
        "€", "$", "£", "%", "EUR", "USD", "GBP", "CHF", "euro", "dollar", "users", "people", "MB",
        "GB", "ms",
    ]
    .iter()
    .any(|unit| after.starts_with(unit))
}
