//! What a selection's numbers count. The standard says Unicode code points of the text's file, and
//! most programs keep to it; some count a line end of two characters as one, or the units of UTF-16.

use std::cmp::Reverse;

/// A selection as it stands in a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Stretch<'a> {
    /// First place.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// Its name: the words that it begins with, in most programs.
    pub(super) name: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    CodePoint,
    LineEndAsOne,
    Utf16,
}

/// The stretches in code points of `text`, by the unit under which most of them begin with the words
/// of their names, or failing that lie in the text at all. None for one that lies beyond it.
pub(super) fn in_code_points(text: &str, stretches: &[Stretch<'_>]) -> Vec<Option<(usize, usize)>> {
    let units = [Unit::CodePoint, Unit::LineEndAsOne, Unit::Utf16].into_iter();
    let differs = |unit: &Unit| match unit {
        Unit::CodePoint => true,
        Unit::LineEndAsOne => text.contains("\r\n"),
        Unit::Utf16 => text.chars().any(|c| c.len_utf16() > 1),
    };
    let readings = units.filter(differs).map(|unit| {
        let places = places(text, unit);
        let found: Vec<Option<(usize, usize)>> = stretches
            .iter()
            .map(|stretch| {
                let (start, end) = (*places.get(stretch.start)?, *places.get(stretch.end)?);
                (start < end).then_some((start, end))
            })
            .collect();
        (unit, found)
    });
    let readings: Vec<_> = readings.collect();
    if readings.len() == 1 {
        return readings
            .into_iter()
            .next()
            .map(|(_, found)| found)
            .unwrap_or_default();
    }
    let signs: Vec<char> = text.chars().collect();
    let fits = |found: &[Option<(usize, usize)>]| {
        let alike = found.iter().zip(stretches).filter_map(|(place, stretch)| {
            let (start, end) = (*place)?;
            Some(likeness(&signs[start..end], stretch.name))
        });
        (alike.sum::<usize>(), found.iter().flatten().count())
    };
    let best = readings
        .into_iter()
        .max_by_key(|(unit, found)| (fits(found), Reverse(*unit)));
    best.map(|(_, found)| found).unwrap_or_default()
}

/// The code point at each place, and one past the last.
fn places(text: &str, unit: Unit) -> Vec<usize> {
    let mut places = Vec::with_capacity(text.len() + 1);
    let mut before = ' ';
    for (index, c) in text.chars().enumerate() {
        let count = match unit {
            Unit::CodePoint => 1,
            Unit::LineEndAsOne => usize::from(!(c == '\n' && before == '\r')),
            Unit::Utf16 => c.len_utf16(),
        };
        places.extend(std::iter::repeat_n(index, count));
        before = c;
    }
    places.push(text.chars().count());
    places
}

/// How well words begin as a name does, whatever the white space: 2 if they have all of it, 1 if they
/// have most of it and no more.
fn likeness(words: &[char], name: &str) -> usize {
    let name: Vec<char> = name
        .trim_end_matches(['…', '.'])
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut words = words.iter().filter(|c| !c.is_whitespace());
    let same = name.iter().zip(&mut words).filter(|(a, b)| a == b).count();
    if same >= 3 && same == name.len() {
        2
    } else {
        usize::from(same >= 3 && words.next().is_none() && same * 2 > name.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, stretches: &[(usize, usize, &str)]) -> Vec<String> {
        let asked: Vec<Stretch<'_>> = stretches
            .iter()
            .map(|&(start, end, name)| Stretch { start, end, name })
            .collect();
        let signs: Vec<char> = text.chars().collect();
        in_code_points(text, &asked)
            .into_iter()
            .map(|place| {
                place.map_or("beyond".to_owned(), |(start, end)| {
                    signs[start..end].iter().collect()
                })
            })
            .collect()
    }

    #[test]
    fn names_tell_what_is_counted() {
        let text = "one\r\ntwo\r\nthree words\r\nfour";
        assert_eq!(
            found(text, &[(10, 21, "three words"), (5, 8, "two")]),
            ["three words", "two"],
            "as the standard says"
        );
        assert_eq!(
            found(text, &[(8, 19, "three wor…"), (4, 7, "two")]),
            ["three words", "two"],
            "a line end as one"
        );
        let smile = "😀😀 good\nand bad";
        assert_eq!(found(smile, &[(5, 9, "good")]), ["good"], "UTF-16");
        assert_eq!(found(smile, &[(3, 7, "good")]), ["good"]);
    }

    #[test]
    fn without_names_the_standard_counts() {
        assert_eq!(found("a\r\nbcd", &[(3, 6, "")]), ["bcd"]);
        assert_eq!(
            found("abc", &[(1, 9, "bc"), (2, 2, "")]),
            ["beyond", "beyond"]
        );
        assert_eq!(
            found("😀bc", &[(2, 4, "")]),
            ["bc"],
            "beyond the text in code points, inside it in UTF-16"
        );
    }
}
