//! What stands in texts and says nothing about their subject.

mod boilerplate;
mod courtesies;
mod repeats;

use serde::Serialize;

use super::no_answer::is_no_answer;
use super::stems::Stems;
use super::words::Words;

/// Why a passage has no part in finding themes, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aside {
    /// It says nothing: "n/a", "thanks in advance". It has no theme.
    NoAnswer,
    /// All of it stands in many items: a disclaimer, a template. It has no theme.
    Boilerplate,
    /// It says the same as an earlier passage, but for numbers, punctuation or a word or two.
    /// It has that passage's themes, and the two counted once when themes were looked for.
    Repeat,
    /// Part of it stands in many items, and its themes are those of the rest.
    Trimmed,
}

impl Aside {
    /// Every reason.
    pub const ALL: [Aside; 4] = [
        Aside::NoAnswer,
        Aside::Boilerplate,
        Aside::Repeat,
        Aside::Trimmed,
    ];

    /// Its name in files and answers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Aside::NoAnswer => "no_answer",
            Aside::Boilerplate => "boilerplate",
            Aside::Repeat => "repeat",
            Aside::Trimmed => "trimmed",
        }
    }
}

/// What was set aside of some texts.
pub(crate) struct SetAside {
    /// By text; none where all of it counts.
    pub(crate) why: Vec<Option<Aside>>,
    /// The first text that says the same as each one; most often itself.
    pub(crate) same_as: Vec<usize>,
}

/// Takes from `words` what says nothing about a text's subject.
///
/// That is greetings, thanks and signatures, quoted mail, and what stands in many items.
/// `items` has the number of the item that each text stands in, those of one item side by
/// side; without any, each text is an item of its own.
pub(crate) fn set_aside(
    texts: &[&str],
    items: &[i64],
    words: &mut Words,
    stems: &Stems,
) -> SetAside {
    let items = Items::new(items, texts.len());
    let mut why = vec![None; texts.len()];
    let mut gone = vec![false; words.len()];
    courtesies::mark(texts, words, &mut gone);
    quoted(texts, words, &items, &mut gone);
    for (text, why) in why.iter_mut().enumerate() {
        if says_nothing(texts[text], text, words, stems, &gone) {
            *why = Some(Aside::NoAnswer);
            gone[words.span(text)].fill(true);
        }
    }
    let repeated = boilerplate::marks(texts, words, stems, &items, &gone);
    for (text, why) in why.iter_mut().enumerate() {
        let span = words.span(text);
        if repeated[span.clone()].contains(&true) {
            let all = span.clone().all(|at| gone[at] || repeated[at]);
            *why = Some(if all {
                Aside::Boilerplate
            } else {
                Aside::Trimmed
            });
        }
    }
    for (gone, repeated) in gone.iter_mut().zip(repeated) {
        *gone |= repeated;
    }
    words.remove(&gone);
    let same_as = repeats::same_as(words);
    for (text, &first) in same_as.iter().enumerate() {
        if first != text {
            why[text] = Some(Aside::Repeat);
        }
    }
    SetAside { why, same_as }
}

/// Which texts stand in one item.
struct Items {
    /// By text; ascending from 0.
    of_text: Vec<usize>,
    count: usize,
}

impl Items {
    fn new(items: &[i64], texts: usize) -> Self {
        let mut of_text = Vec::with_capacity(texts);
        let mut count = 0;
        for text in 0..texts {
            let same = text > 0 && text < items.len() && items[text] == items[text - 1];
            count += usize::from(!same);
            of_text.push(count - 1);
        }
        Self { of_text, count }
    }
}

/// Lines quoted from another mail, where their item has words of its own.
fn quoted(texts: &[&str], words: &Words, items: &Items, gone: &mut [bool]) {
    let lines_of: Vec<(usize, Vec<std::ops::Range<usize>>)> = texts
        .iter()
        .enumerate()
        .filter(|(_, text)| text.contains('>'))
        .map(|(text, written)| (text, quoted_lines(written)))
        .filter(|(_, lines)| !lines.is_empty())
        .collect();
    if lines_of.is_empty() {
        return;
    }
    let mut own = vec![false; items.count];
    let mut quotes = lines_of.iter().peekable();
    for (text, &item) in items.of_text.iter().enumerate() {
        let lines = quotes.next_if(|(of, _)| *of == text);
        own[item] |= words.tokens(text).iter().any(|token| {
            lines.is_none_or(|(_, lines)| {
                !lines.iter().any(|line| line.contains(&token.place().start))
            })
        });
    }
    for (text, lines) in &lines_of {
        if own[items.of_text[*text]] {
            for (at, token) in words.span(*text).zip(words.tokens(*text)) {
                gone[at] |= lines.iter().any(|line| line.contains(&token.place().start));
            }
        }
    }
}

fn quoted_lines(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut at = 0;
    let mut quoted = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('>') {
            quoted.push(at..at + line.len());
        }
        at += line.len();
    }
    quoted
}

/// Whether a text is no answer once courtesies are taken from it.
fn says_nothing(written: &str, text: usize, words: &Words, stems: &Stems, gone: &[bool]) -> bool {
    let span = words.span(text);
    if span.is_empty() || is_no_answer(written) {
        return is_no_answer(written);
    }
    if !gone[span.clone()].contains(&true) {
        return false;
    }
    let mut left = span
        .zip(words.tokens(text))
        .filter(|&(at, _)| !gone[at])
        .map(|(_, token)| token);
    if left
        .clone()
        .all(|token| stems.stem(text, token.word).is_none())
    {
        // Nothing but function words stands beside the courtesies.
        return true;
    }
    match (left.next(), left.next_back()) {
        (Some(first), last) => {
            let end = last.unwrap_or(first).place().end;
            is_no_answer(&written[first.place().start..end])
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests;
