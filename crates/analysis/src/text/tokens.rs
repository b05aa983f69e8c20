//! A text into words, leaving out what is not one.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use unicode_segmentation::UnicodeSegmentation;

/// A word of a text.
pub(super) struct RawToken<'a> {
    /// Where it stands, in bytes.
    pub(super) place: Range<usize>,
    /// In lower case, with straight apostrophes, without elided articles and hyphens.
    pub(super) word: Cow<'a, str>,
    /// Nothing but a space, hyphen or slash is between the word before and this one.
    pub(super) follows: bool,
}

/// Longer runs of letters are data, not words.
const LONGEST_WORD: usize = 60;

/// No redaction token is longer, in bytes.
const LONGEST_REDACTION: usize = 64;

/// The words of `text` in order.
///
/// Left out are redaction tokens (`[email 12]`), addresses, numbers and identifiers.
/// Scripts written without spaces (Chinese, Japanese, Thai, …) are cut by dictionaries.
pub(super) fn tokens(text: &str) -> Vec<RawToken<'_>> {
    let masked = masked(text);
    let mut next_mask = masked.iter().peekable();
    let mut pieces = text.unicode_word_indices().peekable();
    let mut tokens: Vec<RawToken<'_>> = Vec::new();
    // Where the last word ended; none if something that is not a word came after it.
    let mut last_end: Option<usize> = None;
    while let Some((start, piece)) = pieces.next() {
        let mut end = start + piece.len();
        while next_mask.next_if(|mask| mask.end <= start).is_some() {}
        if next_mask.peek().is_some_and(|mask| mask.start < end) {
            last_end = None;
            continue;
        }
        if is_unsegmented(piece) {
            while let Some(&(next, more)) = pieces.peek()
                && next == end
                && is_unsegmented(more)
            {
                end = next + more.len();
                pieces.next();
            }
            push_words(text, start..end, last_end, &mut tokens);
            last_end = Some(end);
            continue;
        }
        // "e-mail", "wi-fi" and "sign-up" are one word, "user-friendly" two.
        if let Some(&(next, more)) = pieces.peek()
            && next == end + 1
            && text.as_bytes()[end] == b'-'
            && (is_short_word(piece) || is_short_word(more))
            && is_alphabetic(piece)
            && is_alphabetic(more)
            && text.as_bytes().get(next + more.len()) != Some(&b'-')
            && !text[..start].ends_with('-')
        {
            end = next + more.len();
            pieces.next();
        }
        end = with_sign(text, start, end);
        let (from, word) = normal(&text[start..end]);
        if word.is_empty() || end - start > LONGEST_WORD * 4 || is_identifier(&word) {
            last_end = None;
            continue;
        }
        let place = start + from..end;
        let follows = last_end.is_some_and(|last| is_inside_phrase(text, last, start));
        last_end = Some(end);
        tokens.push(RawToken {
            place,
            word,
            follows,
        });
    }
    tokens
}

/// Redaction tokens, web addresses and e-mail addresses.
fn masked(text: &str) -> Vec<Range<usize>> {
    let mut masked = Vec::new();
    if text.contains('[') {
        let mut at = 0;
        while let Some(open) = text[at..].find('[') {
            let start = at + open;
            at = start + 1;
            let near = text.as_bytes()[at..].iter().take(LONGEST_REDACTION);
            if let Some(length) = near.into_iter().position(|&byte| byte == b']')
                && is_redaction(&text[at..at + length])
            {
                at += length + 1;
                masked.push(start..at);
            }
        }
    }
    if text.contains("://") || text.contains("www.") || text.contains('@') {
        let mut at = 0;
        for chunk in text.split(char::is_whitespace) {
            let is_mail = chunk.split_once('@').is_some_and(|(name, host)| {
                name.ends_with(char::is_alphanumeric) && host.contains('.')
            });
            if is_mail || chunk.contains("://") || chunk.contains("www.") {
                masked.push(at..at + chunk.len());
            }
            let gap = text[at + chunk.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
            at += chunk.len() + gap;
        }
        masked.sort_by_key(|range| (range.start, range.end));
    }
    masked
}

/// `email 12`: one lower-case word, a space, a number.
fn is_redaction(inside: &str) -> bool {
    inside.split_once(' ').is_some_and(|(kind, number)| {
        !kind.is_empty()
            && kind
                .chars()
                .all(|c| c.is_lowercase() || c == '-' || c == '_')
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Scripts that put no space between words.
fn is_unsegmented(piece: &str) -> bool {
    piece.chars().next().is_some_and(|c| {
        matches!(c,
            '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{309f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    })
}

/// The words of a stretch without spaces, by the dictionaries of Unicode's ICU.
fn push_words<'a>(
    text: &'a str,
    run: Range<usize>,
    last_end: Option<usize>,
    tokens: &mut Vec<RawToken<'a>>,
) {
    static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
        LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
    let mut from = run.start;
    for end in SEGMENTER.segment_str(&text[run.clone()]) {
        let place = from..run.start + end;
        if place.is_empty() {
            continue;
        }
        tokens.push(RawToken {
            word: Cow::Borrowed(&text[place.clone()]),
            follows: place.start > run.start || last_end == Some(run.start),
            place: place.clone(),
        });
        from = place.end;
    }
}

fn is_short_word(piece: &str) -> bool {
    piece.chars().nth(2).is_none()
}

fn is_alphabetic(piece: &str) -> bool {
    piece.chars().all(char::is_alphabetic)
}

/// "C#" and "C++" are not "C".
fn with_sign(text: &str, start: usize, end: usize) -> usize {
    if end - start > 2 {
        return end;
    }
    let rest = &text.as_bytes()[end..];
    let signs = if rest.starts_with(b"++") {
        2
    } else {
        usize::from(rest.starts_with(b"#"))
    };
    let closed = rest
        .get(signs)
        .is_none_or(|byte| !byte.is_ascii_alphanumeric());
    if closed { end + signs } else { end }
}

/// The word in its normal form, and where in the surface it begins.
fn normal(surface: &str) -> (usize, Cow<'_, str>) {
    let mut from = 0;
    let mut to = surface.len();
    if !surface.is_ascii() || surface.contains('\'') {
        if let Some((at, apostrophe)) = surface.char_indices().find(|&(_, c)| is_apostrophe(c)) {
            let rest = at + apostrophe.len_utf8();
            let elided = surface[..at].to_lowercase();
            if ELISIONS.contains(&elided.as_str()) && surface[rest..].chars().nth(1).is_some() {
                from = rest;
            }
        }
        for possessive in ["'s", "’s", "'S", "’S"] {
            if let Some(owner) = surface[from..to].strip_suffix(possessive)
                && owner.chars().nth(2).is_some()
            {
                to = from + owner.len();
                break;
            }
        }
    }
    let word = &surface[from..to];
    let plain = word
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'#' || b == b'+');
    if plain {
        return (from, Cow::Borrowed(word));
    }
    let lower = word
        .chars()
        .filter(|&c| c != '-')
        .flat_map(char::to_lowercase);
    (from, Cow::Owned(lower.filter_map(usual_letter).collect()))
}

/// A letter as stemmers and lists have it, where people write the same word in several ways;
/// none for marks that may as well be left out.
pub(super) fn usual_letter(c: char) -> Option<char> {
    match c {
        _ if is_apostrophe(c) => Some('\''),
        // The dot that is left of a Turkish "İ"; Arabic vowel signs and the stretching line.
        '\u{307}' | '\u{640}' | '\u{64b}'..='\u{652}' => None,
        'ё' => Some('е'),
        // Romanian with a comma below, and as it was long encoded, with a cedilla.
        'ș' => Some('ş'),
        'ț' => Some('ţ'),
        _ => Some(c),
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇')
}

/// French, Italian and Catalan articles, pronouns and prepositions before a vowel.
const ELISIONS: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quelqu", "dell",
    "all", "nell", "sull", "dall", "un", "quest", "quell", "c", "gl",
];

/// Numbers, order numbers, hashes: letters are missing, or digits abound.
fn is_identifier(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let changes = word
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit())
        .count();
    letters == 0 || digits >= 4 || changes >= 3 || word.chars().nth(LONGEST_WORD).is_some()
}

fn is_inside_phrase(text: &str, last_end: usize, start: usize) -> bool {
    let gap = text.get(last_end..start).unwrap_or_default();
    match gap {
        "" | " " | "-" | "/" | "  " | "\u{a0}" => true,
        // "ASP.NET" and "index.html", but not "slow.The".
        "." => {
            text[start..].starts_with(char::is_lowercase)
                == text[..last_end].ends_with(char::is_lowercase)
        }
        // A hard-wrapped line goes on.
        _ => gap.trim_matches([' ', '\r']) == "\n" && text[start..].starts_with(char::is_lowercase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text)
            .into_iter()
            .map(|token| token.word.into_owned())
            .collect()
    }

    #[test]
    fn words_are_normalised() {
        assert_eq!(
            words("The card's E-Mail didn’t SIGN-UP"),
            ["the", "card", "email", "didn't", "signup"]
        );
        assert_eq!(
            words("L'instructeur d’accord user-friendly many-to-many"),
            [
                "instructeur",
                "accord",
                "user",
                "friendly",
                "many",
                "to",
                "many"
            ]
        );
        assert_eq!(
            words("C# and C++ in mp3, not 404 or 12.5"),
            ["c#", "and", "c++", "in", "mp3", "not", "or"]
        );
    }

    #[test]
    fn what_is_not_a_word_is_left_out() {
        assert_eq!(
            words(
                "write to [email 12] or a.b@example.com, see https://x.org/a?b=c order 00A99-12345 a1b2c3d4"
            ),
            ["write", "to", "or", "see", "order"]
        );
        assert_eq!(words("[name 2] said [sic] so"), ["said", "sic", "so"]);
        assert!(words(&"x".repeat(1 << 20)).is_empty());
    }

    #[test]
    fn phrases_end_at_punctuation_and_at_what_was_left_out() {
        let follows: Vec<bool> = tokens("slow import. Bad [name 1] export user-friendly")
            .iter()
            .map(|token| token.follows)
            .collect();
        assert_eq!(follows, [false, true, false, false, true, true]);
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_words() {
        assert_eq!(words("水"), ["水"]);
        for (text, word) in [
            ("我的信用卡丢了", "信用卡"),
            ("料金が高い", "料金"),
            ("พัสดุของฉันอยู่ที่ไหน", "พัสดุ"),
        ] {
            let words = words(text);
            assert!(words.iter().any(|found| found == word), "{words:?}");
            assert_eq!(words.concat(), text);
        }
    }
}
