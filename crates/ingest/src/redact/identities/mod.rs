//! National identity numbers, social insurance and tax numbers of people, passports and driving
//! licences.

mod around;
mod checks;
mod schemes;

use std::ops::Range;

use around::{ANY_IDENTITY, Around, announced_after};
use schemes::{SCHEMES, Scheme, Trust};

use super::Sensitive;
use super::contacts::followed_by_unit;
use super::words::is_unspaced;
use crate::DateOrder;
use crate::dates::parse_date;

/// Finds numbers that are written as only one scheme writes them, and numbers that a word near them
/// announces, both with the check digits right where the scheme has any. What overlaps one of `taken`
/// (in order) stays. Of several that fit in one place the longest is taken; as all are of one kind,
/// it does not matter of which scheme it is.
pub(super) fn identities(
    text: &str,
    taken: &[(Sensitive, Range<usize>)],
    spans: &mut Vec<(Sensitive, Range<usize>)>,
) {
    let mut from = 0;
    let mut before = None;
    for (at, sign) in text.char_indices() {
        let within = before.replace(sign).is_some_and(is_word);
        if within || !sign.is_ascii_alphanumeric() || at < from {
            continue;
        }
        let next = taken.partition_point(|(_, span)| span.end <= at);
        let limit = taken
            .get(next)
            .map_or(text.len(), |(_, span)| span.start.max(at));
        let run = Run::read(&text[..limit], at);
        if let Some(end) = run.as_ref().and_then(|run| identity(text, run)) {
            spans.push((Sensitive::Id, at..end));
            from = end;
        }
    }
}

/// Whether a sign belongs to a word that a number cannot begin within.
fn is_word(sign: char) -> bool {
    (sign.is_alphanumeric() && !is_unspaced(sign)) || matches!(sign, '_' | '@')
}

/// The end of the identity number that begins a run.
fn identity(text: &str, run: &Run) -> Option<usize> {
    let mut around = None;
    for length in (SHORTEST..=run.length).rev() {
        if !run.may_end(text, length) {
            continue;
        }
        let signs = &run.signs[..length];
        for scheme in SCHEMES {
            if !scheme.shapes.iter().any(|shape| fits(shape, signs)) || !(scheme.holds)(signs) {
                continue;
            }
            let around = around.get_or_insert_with(|| Around::read(text, run.start));
            if is_announced(text, run, length, scheme, around)
                || stands_alone(text, run, length, scheme, around)
            {
                return Some(run.end(text, length));
            }
        }
    }
    None
}

/// Whether each sign is of the class that the shape has in its place: `#` a digit, `A` a letter, `?`
/// either, anything else itself. Both are of one length.
fn fits(shape: &str, signs: &[u8]) -> bool {
    shape.len() == signs.len()
        && shape.bytes().zip(signs).all(|(class, sign)| match class {
            b'#' => sign.is_ascii_digit(),
            b'A' => sign.is_ascii_uppercase(),
            b'?' => sign.is_ascii_alphanumeric(),
            other => other == *sign,
        })
}

/// Whether a word near a number says that it is one of the scheme.
fn is_announced(text: &str, run: &Run, length: usize, scheme: &Scheme, around: &Around) -> bool {
    let end = run.end(text, length);
    let written = &text[run.start..end];
    let apart = written.bytes().any(|b| !b.is_ascii_alphanumeric());
    // The letters of a word beside a number are no part of it, nor is a date a number.
    let has_word = written.contains(' ') && written.bytes().any(|b| b.is_ascii_lowercase());
    if has_word || (apart && parse_date(written, DateOrder::DayFirst).is_some()) {
        return false;
    }
    match scheme.trust {
        Trust::Form => around.announced_before(scheme.words, 3) && !followed_by_unit(&text[end..]),
        Trust::Check => {
            around.announced_before(scheme.words, 4) || announced_after(text, end, scheme.words)
        }
        Trust::Sure => [scheme.words, ANY_IDENTITY]
            .into_iter()
            .any(|words| around.announced_before(words, 4) || announced_after(text, end, words)),
    }
}

/// Whether a number is written as only its scheme writes it, in capitals, and is no part of something
/// longer (a file's name, an address, an amount). A word for another kind of number says that it is
/// none, but for schemes that hardly any other number passes.
fn stands_alone(text: &str, run: &Run, length: usize, scheme: &Scheme, around: &Around) -> bool {
    let end = run.end(text, length);
    let written = &text[run.start..end];
    let joined = |c: char| {
        matches!(
            c,
            '-' | '/' | '=' | '&' | '?' | '%' | '+' | '\\' | '#' | '$'
        )
    };
    let begins = match text[..run.start].chars().next_back() {
        Some('.' | ',') => !text[..run.start - 1].ends_with(|c: char| c.is_ascii_digit()),
        Some(before) => !joined(before),
        None => true,
    };
    let mut after = text[end..].chars();
    let ends = match after.next() {
        Some('.' | ',' | ':' | '-' | '/' | '=') => !after.next().is_some_and(char::is_alphanumeric),
        Some(after) => !joined(after),
        None => true,
    };
    begins
        && ends
        && scheme.alone.iter().any(|form| is_written_as(form, written))
        && (scheme.trust == Trust::Sure || !around.says_other())
}

/// Whether a number is written in a form: `#` a digit, `A` a capital, `?` either, a space or a
/// hyphen any of its kind, anything else itself.
fn is_written_as(form: &str, written: &str) -> bool {
    let mut signs = written.chars();
    let fits = form.chars().all(|class| {
        signs.next().is_some_and(|sign| match class {
            '#' => sign.is_ascii_digit(),
            'A' => sign.is_ascii_uppercase(),
            '?' => sign.is_ascii_digit() || sign.is_ascii_uppercase(),
            other => other == plain(sign),
        })
    });
    fits && signs.next().is_none()
}

/// A space or hyphen of any width as the one on the keyboard.
fn plain(sign: char) -> char {
    match sign {
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => ' ',
        '\u{2010}' | '\u{2011}' | '\u{2013}' => '-',
        other => other,
    }
}

/// Letters and digits from a place on, as far as one number may reach: at most one sign between two of
/// them, which may have a space on either side.
struct Run {
    start: usize,
    length: usize,
    /// In capitals.
    signs: [u8; LONGEST],
    /// Where each of them ends in the text.
    ends: [usize; LONGEST],
}

/// The fewest signs that a number has.
const SHORTEST: usize = 7;

/// The most.
const LONGEST: usize = 18;

impl Run {
    /// Nothing if what begins here cannot be a number: no digit among the first seven signs, fewer
    /// than three in all.
    fn read(text: &str, start: usize) -> Option<Run> {
        let mut run = Run {
            start,
            length: 0,
            signs: [0; LONGEST],
            ends: [0; LONGEST],
        };
        let mut at = start;
        let mut digits = 0;
        while run.length < LONGEST {
            let Some(sign) = text[at..].chars().next() else {
                break;
            };
            if !sign.is_ascii_alphanumeric() {
                match gap(&text[at..]) {
                    Some(width) => at += width,
                    None => break,
                }
                continue;
            }
            digits += usize::from(sign.is_ascii_digit());
            if digits == 0 && run.length == 6 {
                return None;
            }
            at += 1;
            run.signs[run.length] = sign.to_ascii_uppercase() as u8;
            run.ends[run.length] = at;
            run.length += 1;
        }
        (digits >= 3).then_some(run)
    }

    /// Whether a number of so many signs may end there: not within a word or a longer number.
    fn may_end(&self, text: &str, length: usize) -> bool {
        let end = self.end(text, length);
        let in_groups = text[self.start..end].contains(|c: char| plain(c) == ' ');
        let rest = &text[end..];
        let digit_follows = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        match rest.chars().next() {
            Some(sign) if is_word(sign) => false,
            // 12:30, 1.234,56, 1/2: more of the same.
            Some('.' | ',' | ':' | '-' | '/') => !digit_follows(&rest[1..]),
            // A group follows groups.
            _ => !in_groups || !digit_follows(rest.trim_start_matches(|c| plain(c) == ' ')),
        }
    }

    /// Where the first so many signs end, with the bracket around the last if there is one.
    fn end(&self, text: &str, length: usize) -> usize {
        let end = self.ends[length - 1];
        let is_open = text[self.start..end].contains('(');
        end + usize::from(is_open && text[end..].starts_with(')'))
    }
}

/// How many bytes stand between two groups of a number, at the beginning of `rest`.
fn gap(rest: &str) -> Option<usize> {
    let mut width = 0;
    let mut signs = 0;
    let mut spaces = 0;
    for sign in rest.chars() {
        match plain(sign) {
            ' ' => spaces += 1,
            '-' | '.' | '/' | '|' | '(' | '№' => signs += 1,
            _ if sign.is_ascii_alphanumeric() => break,
            _ => return None,
        }
        if signs > 1 || spaces > 2 {
            return None;
        }
        width += sign.len_utf8();
    }
    (width > 0 && width < rest.len()).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that the offices and textbooks give as examples, one a check.
    const EXAMPLES: &[&str] = &[
        "SIN 046 454 286",
        "NHS 943 476 5919",
        "TFN 123 456 782",
        "Medicare 2123 45670 1",
        "PPS 1234567T",
        "PPS 1234567FA",
        "Steuer-ID 86 095 742 719",
        "SV-Nr. 65 170839 J 003",
        "SVNR 1237 010180",
        "AHV 756.9217.0769.85",
        "NIR 2 55 08 14 168 025 38",
        "DNI 12345678Z",
        "NIE X1234567L",
        "CF MRTMTT25D09F205Z",
        "NIF 123456789",
        "cartão de cidadão 00000000 0 ZZ4",
        "BSN 111222333",
        "NISS 85.07.30-033.28",
        "personnummer 811228-9874",
        "fødselsnummer 15108695088",
        "hetu 131052-308T",
        "kennitala 120174-3399",
        "PESEL 44051401359",
        "dowód ABA300000",
        "rodné číslo 736028/5163",
        "TAJ 111 111 110",
        "CNP 1800101221144",
        "ЕГН 7523169263",
        "OIB 33392005961",
        "JMBG 0101006500006",
        "AMKA 01013099997",
        "TC kimlik 10000000146",
        "СНИЛС 112-233-445 95",
        "ИНН 500100732259",
        "РНОКПП 1759013776",
        "isikukood 37605030299",
        "asmens kodas 33309240064",
        "personas kods 161175-19997",
        "ת.ז. 123456782",
        "SA ID 8001015009087",
        "Aadhaar 2341 2341 2346",
        "身份证 11010519491231002X",
        "HKID A123456(3)",
        "身分證 A123456789",
        "NRIC S1234567D",
        "マイナンバー 1234 5678 9018",
        "NPWP 01.312.166.0-091.000",
        "CPF 390.533.447-05",
        "CNPJ 16.727.230/0001-97",
        "CNPJ 12.ABC.345/01DE-35",
        "CURP BOXW310820HNERXN09",
        "CUIT 20-05536168-2",
        "RUT 12.531.909-2",
        "NIT 213.123.432-1",
        "CI 1714307103",
        "CI 1.234.567-2",
    ];

    fn found(text: &str) -> Vec<&str> {
        let mut spans = Vec::new();
        identities(text, &[], &mut spans);
        spans.into_iter().map(|(_, span)| &text[span]).collect()
    }

    #[test]
    fn published_examples_are_found() {
        let is_missed = |example: &&&str| {
            let at = example.find(|c: char| c.is_ascii_digit()).unwrap();
            let number = found(example);
            number.len() != 1 || !number[0].contains(&example[at..at + 3])
        };
        let missed: Vec<_> = EXAMPLES.iter().filter(is_missed).collect();
        assert!(missed.is_empty(), "{missed:?}");
    }

    #[test]
    fn a_wrong_digit_is_seen() {
        let (mut passed, mut tried) = (Vec::new(), 0);
        for example in EXAMPLES {
            let digits = example.char_indices().filter(|(_, c)| c.is_ascii_digit());
            for (at, digit) in digits {
                let other = char::from(b'0' + (digit as u8 - b'0' + 1) % 10);
                let wrong = format!("{}{other}{}", &example[..at], &example[at + 1..]);
                tried += 1;
                if !found(&wrong).is_empty() {
                    passed.push(wrong);
                }
            }
        }
        // Some digits take no part in a check, and where the rest 10 is written as 0 or 1, two
        // numbers share a check digit.
        assert!(
            passed.len() * 30 < tried,
            "{} of {tried}: {passed:?}",
            passed.len()
        );
    }
}
