//! Words that stand in many items alike: disclaimers, templates, the labels of forms.

use std::collections::HashMap;

use rayon::prelude::*;

use super::super::stems::Stems;
use super::super::words::Words;
use super::Items;
use super::repeats::mix;

/// People do not write this many words alike by chance …
const RUN: usize = 10;
/// (so many of them content words: "I do not know what I need to do" is a way of speaking)
const CONTENT: usize = 4;
/// … so that so many different items, or this share of all, make them a template.
const ITEMS: usize = 4;
const SHARE: f64 = 0.001;
/// A line of at least three words is one when this share of the items have it, …
const LINE: f64 = 0.05;
/// … a shorter one, or the label before a colon, when this share have it, …
const LABEL: f64 = 0.1;
/// … and at least so many.
const LINES: usize = 10;
/// A label has at most this many words.
const LABEL_WORDS: usize = 4;
/// What is left of an item must say something: so many content words.
const LEFT: usize = 2;

/// Which tokens of all are boilerplate.
///
/// A run of words, or a whole line, that many different items have, and that is not all an
/// item says: the same short answer of many people is an answer. `gone` tokens take no part.
pub(super) fn marks(
    texts: &[&str],
    words: &Words,
    stems: &Stems,
    items: &Items,
    gone: &[bool],
) -> Vec<bool> {
    let mut marks = vec![false; words.len()];
    if items.count < ITEMS {
        return marks;
    }
    let segments = segments(texts, words, items, gone);
    let whole = whole_items(words, items, gone);
    mark_runs(words, stems, items, &whole, gone, &mut marks);
    mark_lines(&segments, items, &whole, &mut marks);
    // Where hardly anything would be left, it is the message itself.
    let mut left = vec![0; items.count];
    for (text, &item) in items.of_text.iter().enumerate() {
        for (at, token) in words.span(text).zip(words.tokens(text)) {
            let says = !gone[at] && !marks[at] && stems.stem(text, token.word).is_some();
            left[item] += usize::from(says);
        }
    }
    for (text, &item) in items.of_text.iter().enumerate() {
        if left[item] < LEFT {
            marks[words.span(text)].fill(false);
        }
    }
    marks
}

/// What each item says, hashed: copies of one item count as one.
fn whole_items(words: &Words, items: &Items, gone: &[bool]) -> Vec<u64> {
    let mut whole = vec![0; items.count];
    for (text, &item) in items.of_text.iter().enumerate() {
        for (at, token) in words.span(text).zip(words.tokens(text)) {
            if !gone[at] {
                whole[item] = mix(whole[item] ^ u64::from(token.word + 1));
            }
        }
    }
    whole
}

fn mark_runs(
    words: &Words,
    stems: &Stems,
    items: &Items,
    whole: &[u64],
    gone: &[bool],
    marks: &mut [bool],
) {
    let runs_of = |text: usize| {
        let kept: Vec<Kept> = words
            .span(text)
            .zip(words.tokens(text))
            .filter(|&(at, _)| !gone[at])
            .map(|(at, token)| Kept {
                at,
                word: u64::from(token.word + 1),
                says: stems.stem(text, token.word).is_some(),
            })
            .collect();
        let runs: Vec<(u64, usize, usize)> = kept
            .windows(RUN)
            .filter(|run| run.iter().filter(|kept| kept.says).count() >= CONTENT)
            .map(|run| {
                let hash = run.iter().fold(0, |hash, kept| mix(hash ^ kept.word));
                (hash, run[0].at, run[RUN - 1].at)
            })
            .collect();
        runs
    };
    let mut seen: Vec<(u64, u64)> = (0..words.texts())
        .into_par_iter()
        .with_min_len(256)
        .flat_map_iter(|text| {
            let whole = whole[items.of_text[text]];
            runs_of(text)
                .into_iter()
                .map(move |(hash, ..)| (hash, whole))
        })
        .collect();
    if seen.is_empty() {
        return;
    }
    let fewest = ITEMS.max((SHARE * items.count as f64).ceil() as usize);
    let common = common(&mut seen, fewest);
    if common.is_empty() {
        return;
    }
    for text in 0..words.texts() {
        if words.tokens(text).len() >= RUN {
            for (hash, from, to) in runs_of(text) {
                if common.contains_key(&hash) {
                    marks[from..=to].fill(true);
                }
            }
        }
    }
}

/// A token that takes part.
struct Kept {
    at: usize,
    word: u64,
    /// It is no function word.
    says: bool,
}

/// A line of a text, or the label before a colon at its beginning.
struct Segment {
    hash: u64,
    item: usize,
    tokens: std::ops::Range<usize>,
    /// It has few words.
    short: bool,
}

/// The lines of items that have more than one.
fn segments(texts: &[&str], words: &Words, items: &Items, gone: &[bool]) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (text, written) in texts.iter().enumerate() {
        let item = items.of_text[text];
        let alone = (text == 0 || items.of_text[text - 1] != item)
            && items.of_text.get(text + 1).is_none_or(|&next| next != item);
        if alone && !written.contains(['\n', ':']) {
            continue;
        }
        let span = words.span(text);
        let tokens = words.tokens(text);
        let mut start = 0;
        for at in 0..tokens.len() {
            let next = tokens
                .get(at + 1)
                .map_or(written.len(), |next| next.place().start);
            let gap = &written[tokens[at].place().end..next];
            let label = at - start < LABEL_WORDS && gap.starts_with(':');
            if !label && !gap.contains('\n') && at + 1 < tokens.len() {
                continue;
            }
            let range = span.start + start..span.start + at + 1;
            let kept: Vec<u64> = range
                .clone()
                .filter(|&at| !gone[at])
                .map(|place| u64::from(tokens[place - span.start].word + 1))
                .collect();
            start = at + 1;
            if !kept.is_empty() {
                let kind = u64::from(label);
                segments.push(Segment {
                    hash: kept.iter().fold(mix(kind), |hash, word| mix(hash ^ word)),
                    item,
                    tokens: range,
                    short: label || kept.len() < 3,
                });
            }
        }
    }
    segments
}

fn mark_lines(segments: &[Segment], items: &Items, whole: &[u64], marks: &mut [bool]) {
    let mut seen: Vec<(u64, u64)> = segments
        .iter()
        .map(|segment| (segment.hash, whole[segment.item]))
        .collect();
    let counts = common(&mut seen, LINES);
    let part = |share: f64| (share * items.count as f64).ceil() as usize;
    let (line, label) = (part(LINE), part(LABEL));
    for segment in segments {
        let needed = if segment.short { label } else { line };
        if counts
            .get(&segment.hash)
            .is_some_and(|&count| count >= needed)
        {
            marks[segment.tokens.clone()].fill(true);
        }
    }
}

/// How many different items have each hash, of those that enough of them have.
fn common(seen: &mut Vec<(u64, u64)>, fewest: usize) -> HashMap<u64, usize> {
    seen.par_sort_unstable();
    seen.dedup();
    seen.chunk_by(|a, b| a.0 == b.0)
        .filter(|of_hash| of_hash.len() >= fewest)
        .map(|of_hash| (of_hash[0].0, of_hash.len()))
        .collect()
}
