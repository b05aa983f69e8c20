//! What a selection's numbers count. The standard says Unicode code points of the text's file, and
//! many programs keep to it. Others count the units of UTF-16, or a line end of two characters as one
//! (ATLAS.ti), or as two what the document shows as one, or the mark of the encoding.

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

/// Where a text was found, which says how its places may have been counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Origin {
    /// In the document itself: XML 1.0 (section 2.11) has made every line end one character of it.
    pub(super) inside: bool,
    /// Its file began with a mark of the encoding.
    pub(super) marked: bool,
    /// The program that wrote it.
    pub(super) program: Program,
}

/// Programs whose way of counting is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Program {
    /// Keeps to the standard.
    Assay,
    /// Counts a line end as one character.
    AtlasTi,
    #[default]
    Other,
}

impl Program {
    pub(super) fn named(origin: &str) -> Program {
        match origin.to_uppercase() {
            name if name.starts_with("ASSAY") => Program::Assay,
            name if name.contains("ATLAS") => Program::AtlasTi,
            _ => Program::Other,
        }
    }
}

/// A text, where it came from, and what is selected in it; the stretches in code points of the text.
/// None for one that lies beyond it.
///
/// Of all ways of counting that one is taken under which most stretches begin with the words of their
/// names; failing that, under which they lie in the text at all; failing that, the program's own way,
/// unless it cuts through words where another does not.
pub(super) fn in_code_points(
    text: &str,
    origin: Origin,
    stretches: &[Stretch<'_>],
) -> Vec<Option<(usize, usize)>> {
    let signs: Vec<char> = text.chars().collect();
    let readings = ways(&signs, origin).into_iter().map(|way| {
        let places = places(&signs, way);
        let found = stretches.iter().map(|stretch| {
            let (start, end) = (*places.get(stretch.start)?, *places.get(stretch.end)?);
            (start < end).then_some((start, end))
        });
        found.collect::<Vec<Option<(usize, usize)>>>()
    });
    let fits = |found: &[Option<(usize, usize)>]| {
        let alike = found.iter().zip(stretches).filter_map(|(place, stretch)| {
            let (start, end) = (*place)?;
            Some(likeness(&signs[start..end], stretch.name))
        });
        (
            alike.sum::<usize>(),
            found.iter().flatten().count(),
            keeps_words_whole(&signs, found),
        )
    };
    let best = readings
        .enumerate()
        .max_by_key(|(order, found)| (fits(found), Reverse(*order)));
    best.map(|(_, found)| found).unwrap_or_default()
}

/// How many places a character takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Way {
    utf16: bool,
    line_end: LineEnd,
    /// The mark of the encoding took the first place.
    mark: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum LineEnd {
    #[default]
    AsItIs,
    One,
    Two,
}

/// The ways that differ for a text, the likeliest first.
fn ways(signs: &[char], origin: Origin) -> Vec<Way> {
    if origin.program == Program::Assay {
        return vec![Way::default()];
    }
    let two = signs.windows(2).any(|pair| pair == ['\r', '\n']);
    let mut line_ends = vec![LineEnd::AsItIs];
    if two {
        let place = usize::from(origin.program != Program::AtlasTi);
        line_ends.insert(place, LineEnd::One);
    } else if origin.inside && signs.contains(&'\n') {
        line_ends.push(LineEnd::Two);
    }
    let units = match signs.iter().any(|c| c.len_utf16() > 1) {
        true => &[false, true][..],
        false => &[false],
    };
    let marks = match origin.marked {
        true => &[false, true][..],
        false => &[false],
    };
    let mut ways = Vec::new();
    for &mark in marks {
        for &line_end in &line_ends {
            ways.extend(units.iter().map(|&utf16| Way {
                utf16,
                line_end,
                mark,
            }));
        }
    }
    ways
}

/// The code point at each place, and one past the last.
fn places(signs: &[char], way: Way) -> Vec<usize> {
    let mut places = Vec::with_capacity(signs.len() + 2);
    if way.mark {
        places.push(0);
    }
    let mut before = ' ';
    for (index, &c) in signs.iter().enumerate() {
        let units = if way.utf16 { c.len_utf16() } else { 1 };
        let count = match way.line_end {
            LineEnd::One if c == '\n' && before == '\r' => 0,
            LineEnd::Two if c == '\n' => 2,
            _ => units,
        };
        places.extend(std::iter::repeat_n(index, count));
        before = c;
    }
    places.push(signs.len());
    places
}

/// Whether people may have selected this: three of four ends do not stand inside a word. By chance it
/// would be one of three.
fn keeps_words_whole(signs: &[char], found: &[Option<(usize, usize)>]) -> bool {
    let whole = |at: usize| {
        let word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
        let before = at.checked_sub(1).and_then(|before| signs.get(before));
        !(word(before) && word(signs.get(at)))
    };
    let ends = found
        .iter()
        .flatten()
        .flat_map(|(start, end)| [*start, *end]);
    let (all, kept) = ends.fold((0, 0), |(all, kept), at| {
        (all + 1, kept + usize::from(whole(at)))
    });
    kept * 4 >= all * 3
}

/// How well words begin as a name does, whatever the white space: 3 if they are all of it and nothing
/// else, 2 if they begin so, 1 if they are most of it and no more.
fn likeness(words: &[char], name: &str) -> usize {
    let name: Vec<char> = name
        .trim_end_matches(['…', '.'])
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let trimmed = ![words.first(), words.last()]
        .into_iter()
        .flatten()
        .any(|c| c.is_whitespace());
    let mut words = words.iter().filter(|c| !c.is_whitespace());
    let same = name.iter().zip(&mut words).filter(|(a, b)| a == b).count();
    let nothing_else = words.next().is_none();
    match same >= 3 && same == name.len() {
        true if nothing_else && trimmed => 3,
        true => 2,
        false => usize::from(same >= 3 && nothing_else && same * 2 > name.len()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str, stretches: &[(usize, usize, &str)]) -> Vec<String> {
        found_in(text, Origin::default(), stretches)
    }

    fn found_in(text: &str, origin: Origin, stretches: &[(usize, usize, &str)]) -> Vec<String> {
        let asked: Vec<Stretch<'_>> = stretches
            .iter()
            .map(|&(start, end, name)| Stretch { start, end, name })
            .collect();
        let signs: Vec<char> = text.chars().collect();
        in_code_points(text, origin, &asked)
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

    /// QualCoder's notes on import: ATLAS.ti counts “\r\n” as one character, NVivo as two.
    #[test]
    fn without_names_whole_words_tell_and_then_the_program() {
        let text = "one\r\ntwo\r\nthree words\r\nfour";
        let bare = [(8, 19, ""), (4, 7, "")];
        assert_eq!(found(text, &bare), ["three words", "two"]);
        assert_eq!(
            found(text, &[(10, 21, ""), (5, 8, "")]),
            ["three words", "two"]
        );
        let atlas = Origin {
            program: Program::AtlasTi,
            ..Origin::default()
        };
        let lines = "a b\r\nc d e f";
        assert_eq!(found(lines, &[(7, 8, "")]), ["d"], "as the standard says");
        assert_eq!(found_in("a b\r\nc - e", atlas, &[(4, 5, "")]), ["c"]);
        assert_eq!(
            found_in("😀\r\n😀 good", atlas, &[(6, 10, "good")]),
            ["good"],
            "a line end as one, and units of UTF-16"
        );
    }

    #[test]
    fn what_xml_and_the_encoding_took_away_is_counted_again() {
        let inside = Origin {
            inside: true,
            ..Origin::default()
        };
        assert_eq!(
            found_in("one\ntwo\nthree", inside, &[(10, 15, "three")]),
            ["three"]
        );
        let marked = Origin {
            marked: true,
            ..Origin::default()
        };
        assert_eq!(found_in("one two", marked, &[(5, 8, "two")]), ["two"]);
        assert_eq!(found_in("one two", marked, &[(4, 7, "")]), ["two"]);
    }

    proptest! {
        /// Whatever a program counts: selections that are named after their words are those words.
        #[test]
        fn named_words_are_found_in_every_way_of_counting(
            words in vec("[a-zäß]{4,7}|😀[a-z]{4}|[a-z]{4}𝒳", 2..12),
            ends in vec(prop_oneof![Just(" "), Just("\r\n"), Just(" 😀 "), Just("\r\n\r\n")], 12),
            chosen in vec((0..12_usize, 1..3_usize), 1..4),
            (utf16, as_one, program) in (any::<bool>(), any::<bool>(), prop_oneof![Just(Program::AtlasTi), Just(Program::Other)]),
        ) {
            let mut text = String::new();
            let mut places = Vec::new();
            for (word, end) in words.iter().zip(&ends) {
                places.push((text.len(), text.len() + word.len()));
                text.push_str(word);
                text.push_str(end);
            }
            let counted = |to: usize| {
                let before = match as_one {
                    true => text[..to].replace("\r\n", "\n"),
                    false => text[..to].to_owned(),
                };
                match utf16 {
                    true => before.encode_utf16().count(),
                    false => before.chars().count(),
                }
            };
            let selected: Vec<&str> = chosen
                .iter()
                .map(|(first, many)| {
                    let first = first % places.len();
                    let last = (first + many - 1).min(places.len() - 1);
                    &text[places[first].0..places[last].1]
                })
                .collect();
            let stretches: Vec<(usize, usize, &str)> = chosen
                .iter()
                .zip(&selected)
                .map(|((first, many), name)| {
                    let first = first % places.len();
                    let last = (first + many - 1).min(places.len() - 1);
                    (counted(places[first].0), counted(places[last].1), *name)
                })
                .collect();
            let origin = Origin { program, ..Origin::default() };
            prop_assert_eq!(found_in(&text, origin, &stretches), selected);
        }
    }
}
