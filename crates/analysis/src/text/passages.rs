//! A text into passages.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// A text of at most this many characters is one passage.
const SHORT: usize = 200;
/// So is one of at most this many with fewer than [`MANY_SENTENCES`].
const LONG: usize = 400;
const MANY_SENTENCES: usize = 4;
/// A passage is closed after this many sentences …
const SENTENCES: usize = 3;
/// … or this many characters, …
const FULL: usize = 240;
/// … but what remains of a paragraph joins it when it is shorter than this.
const REMNANT: usize = 60;
/// A sentence longer than this is cut between words.
const ENDLESS: usize = 800;

/// The byte ranges of the passages of `text`, in order, without overlap.
///
/// A short text is one passage. A longer one (over 400 characters, or over 200 in
/// four sentences or more) is cut at paragraphs, and a paragraph into groups of one
/// to three sentences. Ranges begin and end at characters that are not white space;
/// everything outside them is white space. A blank text has none.
#[must_use]
pub fn split_passages(text: &str) -> Vec<Range<usize>> {
    let Some(whole) = trimmed(text, 0..text.len()) else {
        return Vec::new();
    };
    let characters = text[whole.clone()].chars().count();
    let is_short = characters <= SHORT
        || (characters <= LONG && sentences(text, whole.clone()).len() < MANY_SENTENCES);
    if is_short {
        return vec![whole];
    }
    paragraphs(text)
        .into_iter()
        .flat_map(|paragraph| groups(text, &paragraph))
        .collect()
}

/// Groups of sentences of one paragraph.
fn groups(text: &str, paragraph: &Range<usize>) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(Range<usize>, usize)> = None;
    for sentence in sentences(text, paragraph.clone()) {
        let (range, count) = match open.take() {
            Some((range, count)) => (range.start..sentence.end, count + 1),
            None => (sentence, 1),
        };
        if count >= SENTENCES || text[range.clone()].chars().count() >= FULL {
            groups.push(range);
        } else {
            open = Some((range, count));
        }
    }
    if let Some((rest, _)) = open {
        match groups.last_mut() {
            Some(last) if text[rest.clone()].chars().count() < REMNANT => last.end = rest.end,
            _ => groups.push(rest),
        }
    }
    groups
}

/// Ranges between blank lines and before list items.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        if content.is_empty() || starts_list_item(content) {
            paragraphs.extend(trimmed(text, start..at));
            start = at;
        }
        at += line.len();
    }
    paragraphs.extend(trimmed(text, start..text.len()));
    paragraphs
}

fn starts_list_item(line: &str) -> bool {
    let after = line.strip_prefix(['-', '*', '•', '–']).or_else(|| {
        line.trim_start_matches(|c: char| c.is_ascii_digit())
            .strip_prefix(['.', ')'])
    });
    after.is_some_and(|rest| rest.starts_with(' '))
}

/// Trimmed sentences; what is too short to be one belongs to the sentence before it.
fn sentences(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut goes_on = false;
    for (at, sentence) in text[within.clone()].split_sentence_bound_indices() {
        let start = within.start + at;
        let Some(range) = trimmed(text, start..start + sentence.len()) else {
            continue;
        };
        let short = text[range.clone()].chars().count() < 4;
        let abbreviated = ends_in_abbreviation(&text[range.clone()]);
        match sentences.last_mut() {
            Some(last) if short || goes_on => last.end = range.end,
            _ => sentences.push(range),
        }
        goes_on = abbreviated;
    }
    sentences
        .into_iter()
        .flat_map(|range| cut_endless(text, range))
        .collect()
}

/// "Dr." and "e.g." end no sentence, though a capital may follow.
fn ends_in_abbreviation(sentence: &str) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "approx", "bzw", "ca", "dr", "e.g", "etc", "i.e", "inc", "jr", "ltd", "mr", "mrs", "ms",
        "nr", "no", "prof", "sr", "sra", "st", "usw", "vs", "z.b",
    ];
    let Some(head) = sentence.strip_suffix('.') else {
        return false;
    };
    let last = head
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default()
        .to_lowercase();
    // "etc." and "no." end sentences as often as not.
    ABBREVIATIONS.contains(&last.as_str()) && !matches!(last.as_str(), "etc" | "no" | "usw")
}

/// Speech written down without full stops would otherwise be one huge passage.
fn cut_endless(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    if sentence.len() <= ENDLESS {
        return vec![sentence];
    }
    let mut pieces = Vec::new();
    let mut start = sentence.start;
    let mut characters = 0;
    for (at, c) in text[sentence.clone()].char_indices() {
        characters += 1;
        if characters > FULL && c.is_whitespace() {
            let end = sentence.start + at;
            pieces.extend(trimmed(text, start..end));
            start = end;
            characters = 0;
        }
    }
    pieces.extend(trimmed(text, start..sentence.end));
    pieces
}

/// The range without white space at its ends; none if nothing is left.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(text: &str) -> Vec<&str> {
        split_passages(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn a_short_answer_is_one_passage() {
        assert_eq!(
            split("  Great. Fast. Cheap. Nice people.\n"),
            ["Great. Fast. Cheap. Nice people."]
        );
        assert!(split(" \n\t ").is_empty());
    }

    #[test]
    fn a_long_answer_is_cut_at_paragraphs_and_sentences() {
        let text = format!(
            "{}\n\n{}",
            "The import failed on my first file. I tried again with Dr. Miller. It failed again. \
             Then I wrote to support about it. They answered within the hour.",
            "- The price is high for a small team like ours, which has three people in it.\n\
             - The invoices come as pictures."
        );
        let passages = split(&text);
        assert_eq!(passages.len(), 4, "{passages:?}");
        assert!(passages[0].ends_with("It failed again."), "{passages:?}");
        assert!(passages[2].starts_with("- The price"), "{passages:?}");
    }

    #[test]
    fn speech_without_full_stops_is_cut_between_words() {
        let text = "and then I clicked and nothing came ".repeat(60);
        let passages = split(&text);
        assert!(passages.len() > 4 && passages.iter().all(|passage| passage.len() < 300));
        assert_eq!(split(&"x".repeat(5000)).len(), 1, "a word is never cut");
    }

    proptest! {
        #[test]
        fn ranges_are_ordered_and_cover_the_text(
            text in "(?s)([a-zß水é🧑\u{5d0}\u{0}]{0,12}[ .!?\n\u{2003}]{0,3}){0,90}",
        ) {
            let mut at = 0;
            for range in split_passages(&text) {
                prop_assert!(range.start >= at && range.start < range.end);
                prop_assert!(text[at..range.start].trim().is_empty());
                let passage = &text[range.clone()];
                prop_assert_eq!(passage.trim(), passage);
                at = range.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
