//! The words of rating scales: “very satisfied”, “stimme eher zu”, “plutôt d’accord”.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::synonyms::words_of;

const LISTS: &str = include_str!("scales.txt");

static BEGINNINGS: LazyLock<Vec<&str>> = LazyLock::new(|| words_of(LISTS, "beginnings"));
static WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words_of(LISTS, "words").into_iter().collect());
static DEGREES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words_of(LISTS, "degrees").into_iter().collect());

/// Whether a cell is a place on a scale and nothing else: no more than words that rate, and those
/// that say how much.
pub(super) fn is_on_scale(cell: &str) -> bool {
    const MOST_WORDS: usize = 7;
    const LONGEST: usize = 120;
    if cell.len() > LONGEST {
        return false;
    }
    let lower = cell.to_lowercase();
    let words = || {
        lower
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
    };
    let rates = |word: &str| {
        WORDS.contains(word)
            || BEGINNINGS
                .iter()
                .any(|beginning| word.starts_with(beginning))
    };
    words().take(MOST_WORDS + 1).count() <= MOST_WORDS
        && words().any(rates)
        && words().all(|word| rates(word) || DEGREES.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_on_scales_are_told_from_answers() {
        for place in [
            "Very satisfied",
            "Neither satisfied nor dissatisfied",
            "Stimme eher zu",
            "Sehr unzufrieden",
            "Plutôt d’accord",
            "Muy satisfecho",
            "Not at all likely",
            "Promoter",
        ] {
            assert!(is_on_scale(place), "{place}");
        }
        for answer in [
            "Not satisfied with the export",
            "The price",
            "Good support",
            "",
            "7",
        ] {
            assert!(!is_on_scale(answer), "{answer}");
        }
    }
}
