//! What stands in a message because it is one: greetings, thanks, closings, signatures.

use std::collections::HashMap;

use super::super::tokens::tokens;
use super::super::words::{Token, Words};

const LIST: &str = include_str!("courtesies.txt");

/// A name addressed has at most this many words.
const NAME: usize = 3;
/// What follows a closing in its text is a signature when it has at most this many words …
const SIGNATURE: usize = 8;
/// … or, in lines of their own, this many.
const SIGNATURE_LINES: usize = 40;

const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Sr", "Sra", "M", "Mme", "Sig", "Hr", "Fr",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Greeting,
    Thanks,
    AfterThanks,
    Closing,
    Filler,
}

/// A phrase of the list in the numbers of the words at hand.
struct Phrase {
    words: Vec<u32>,
    kind: Kind,
}

/// Marks the courtesies of each text, with the names that belong to them.
pub(super) fn mark(texts: &[&str], words: &Words, gone: &mut [bool]) {
    let phrases = phrases(words);
    if phrases.is_empty() {
        return;
    }
    for (text, written) in texts.iter().enumerate() {
        let own = words.tokens(text);
        let gone = &mut gone[words.span(text)];
        let mut at = 0;
        // Where thanks just ended.
        let mut thanked = None;
        while at < own.len() {
            let Some((length, kind)) = longest(&phrases, &own[at..]) else {
                at += 1;
                continue;
            };
            let end = at + length;
            if kind == Kind::AfterThanks && thanked != Some(at) {
                at += 1;
                continue;
            }
            let (before, after) = (apart(written, own, at), apart(written, own, end));
            let names = match kind {
                Kind::Greeting if begins(written, own, at) => addressed(written, own, end),
                Kind::Closing if length > 1 || before && after => signature(written, own, end),
                Kind::AfterThanks => signed(written, own, end),
                Kind::Closing | Kind::Thanks if before => signed(written, own, end),
                _ => 0,
            };
            if matches!(kind, Kind::Thanks | Kind::AfterThanks) {
                thanked = Some(end);
            }
            // "Dear" may be what a price is, and "thanks to the update" no thanks.
            let goes_on = longest(&phrases, &own[end..])
                .is_some_and(|(_, next)| kind == Kind::Thanks && next == Kind::AfterThanks);
            if length == 1 && names == 0 && !goes_on && !(before && after) {
                at = end;
                continue;
            }
            gone[at..end + names].fill(true);
            at = end + names;
        }
    }
}

/// The phrases whose words all occur, by their first word, longest first.
fn phrases(words: &Words) -> HashMap<u32, Vec<Phrase>> {
    let numbers: HashMap<&str, u32> = words
        .distinct()
        .iter()
        .map(String::as_str)
        .zip(0..)
        .collect();
    let mut phrases: HashMap<u32, Vec<Phrase>> = HashMap::new();
    let mut kind = Kind::Filler;
    for line in LIST.lines() {
        match line {
            "[greeting]" => kind = Kind::Greeting,
            "[thanks]" => kind = Kind::Thanks,
            "[after thanks]" => kind = Kind::AfterThanks,
            "[closing]" => kind = Kind::Closing,
            "[filler]" => kind = Kind::Filler,
            _ if line.is_empty() || line.starts_with('#') => {}
            _ => {
                let known: Option<Vec<u32>> = tokens(line)
                    .iter()
                    .map(|token| numbers.get(token.word.as_ref()).copied())
                    .collect();
                if let Some(words) = known
                    && let Some(&first) = words.first()
                {
                    phrases
                        .entry(first)
                        .or_default()
                        .push(Phrase { words, kind });
                }
            }
        }
    }
    for of_word in phrases.values_mut() {
        of_word.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    }
    phrases
}

/// The longest phrase that some tokens begin with, by its length and kind.
fn longest(phrases: &HashMap<u32, Vec<Phrase>>, tokens: &[Token]) -> Option<(usize, Kind)> {
    phrases
        .get(&tokens.first()?.word)?
        .iter()
        .find_map(|phrase| {
            let begins = phrase.words.len() <= tokens.len()
                && phrase
                    .words
                    .iter()
                    .zip(tokens)
                    .all(|(&word, token)| word == token.word);
            begins.then_some((phrase.words.len(), phrase.kind))
        })
}

/// What stands between the token before `at` and it; at the beginning, all before it.
fn gap<'a>(text: &'a str, tokens: &[Token], at: usize) -> &'a str {
    let from = at
        .checked_sub(1)
        .map_or(0, |before| tokens[before].place().end);
    let to = tokens
        .get(at)
        .map_or(text.len(), |token| token.place().start);
    text.get(from..to).unwrap_or_default()
}

/// Whether the token at `at` is the first of its text or line.
fn begins(text: &str, tokens: &[Token], at: usize) -> bool {
    at == 0 || gap(text, tokens, at).contains('\n')
}

/// Whether more than a space is before the token at `at`, or it is the first or past the last.
fn apart(text: &str, tokens: &[Token], at: usize) -> bool {
    let sign = |c: char| !c.is_alphanumeric() && c != ' ';
    at == 0 || at == tokens.len() || gap(text, tokens, at).contains(sign)
}

/// How many words from `from` are the name of whoever is addressed: "Hi John,".
fn addressed(text: &str, tokens: &[Token], from: usize) -> usize {
    let closed = |at: usize| {
        at == tokens.len() || gap(text, tokens, at).contains([',', '!', '.', ':', ';', '\n'])
    };
    // "Mr." ends with a full stop and begins a name.
    let title = tokens
        .get(from)
        .is_some_and(|token| TITLES.contains(&&text[token.place()]));
    if closed(from) {
        return 0;
    }
    let Some(length) = (1 + usize::from(title)..=NAME)
        .find(|length| from + length <= tokens.len() && closed(from + length))
    else {
        return 0;
    };
    // A greeting with something to say: "hi refund please".
    let is_all = from + length == tokens.len();
    let names = tokens[from..from + length]
        .iter()
        .filter(|token| is_capitalised(text, token));
    if names.count() == length || (length == 1 && !is_all) {
        length
    } else {
        0
    }
}

/// How many words from `from` are the signature after a closing: all, if they are few.
fn signature(text: &str, tokens: &[Token], from: usize) -> usize {
    let left = tokens.len() - from;
    let lines = gap(text, tokens, from).contains('\n')
        || tokens.get(from).is_some_and(|first| {
            text[first.place().start..].contains('\n') && left <= SIGNATURE_LINES
        });
    if left <= if lines { SIGNATURE_LINES } else { SIGNATURE } {
        left
    } else {
        0
    }
}

/// How many words from `from` are the names under thanks: at most three, to the end.
fn signed(text: &str, tokens: &[Token], from: usize) -> usize {
    let names = &tokens[from..];
    let all = names.len() <= NAME && names.iter().all(|token| is_capitalised(text, token));
    if all { names.len() } else { 0 }
}

fn is_capitalised(text: &str, token: &Token) -> bool {
    text[token.place()].starts_with(char::is_uppercase)
}
