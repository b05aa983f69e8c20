use std::collections::{BTreeMap, HashMap};

use assay_store::ItemReading;
use serde::Deserialize;

use super::{
    Item, ItemDetail, ItemId, ItemPassage, ItemQuery, PassageTheme, SegmentValue, Span, Turn,
    search,
};
use crate::{Error, Project, Result};

/// One item as it is read: its turns, its passages with their themes, and the marks made by hand.
pub fn show(project: &Project, request: ItemId) -> Result<ItemDetail> {
    let missing = || {
        Error::not_found(format!(
            "there is no item {}; its source may have been removed",
            request.id
        ))
    };
    let page = search(
        project,
        ItemQuery {
            id: Some(request.id),
            ..ItemQuery::default()
        },
    )?;
    let item = page.items.into_iter().next().ok_or_else(missing)?;
    let (reading, labels) = project.read(|store| {
        let labels: HashMap<i64, String> = store
            .themes()?
            .into_iter()
            .map(|theme| (theme.id, theme.label))
            .collect();
        Ok((store.item_reading(request.id)?, labels))
    })?;
    Ok(detail(item, reading.ok_or_else(missing)?, &labels))
}

fn detail(item: Item, reading: ItemReading, labels: &HashMap<i64, String>) -> ItemDetail {
    let units = Units::of(&item.text);
    let segments: BTreeMap<String, String> = parsed(reading.segments.as_deref());
    let turns: Vec<StoredTurn> = parsed(reading.turns.as_deref());
    ItemDetail {
        no_answer: reading.no_answer,
        segments: segments
            .into_iter()
            .map(|(name, value)| SegmentValue { name, value })
            .collect(),
        turns: turns
            .into_iter()
            .map(|turn| Turn {
                start: units.at(turn.start),
                end: units.at(turn.end),
                speaker: turn.speaker,
                interviewer: turn.interviewer,
                seconds: turn.seconds,
            })
            .collect(),
        passages: reading
            .passages
            .into_iter()
            .map(|passage| ItemPassage {
                id: passage.id,
                start: units.at(passage.start),
                end: units.at(passage.end),
                negative: passage.negative,
                aside: passage.aside,
                repeats: passage.repeats,
                themes: passage
                    .tags
                    .into_iter()
                    .filter_map(|tag| {
                        Some(PassageTheme {
                            id: tag.theme,
                            label: labels.get(&tag.theme)?.clone(),
                            similarity: tag.similarity,
                            weak: tag.weak,
                            origin: tag.origin,
                        })
                    })
                    .collect(),
            })
            .collect(),
        spans: reading
            .spans
            .into_iter()
            .filter_map(|span| {
                Some(Span {
                    id: span.id,
                    start: units.at(span.start),
                    end: units.at(span.end),
                    theme: span.theme,
                    label: labels.get(&span.theme)?.clone(),
                })
            })
            .collect(),
        item,
    }
}

/// A turn as the import keeps it, in bytes.
#[derive(Deserialize)]
struct StoredTurn {
    start: usize,
    end: usize,
    speaker: Option<String>,
    interviewer: bool,
    seconds: Option<f64>,
}

/// Empty where nothing is kept.
fn parsed<T: Default + serde::de::DeserializeOwned>(json: Option<&str>) -> T {
    json.and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default()
}

/// Places in a text, in bytes and in UTF-16 code units.
pub(crate) struct Units<'a> {
    text: &'a str,
    /// Byte and code unit of every so many characters, so that no place is far from a known one.
    marks: Vec<(usize, u64)>,
}

impl Units<'_> {
    pub(crate) fn of(text: &str) -> Units<'_> {
        const CHARACTERS_BETWEEN: usize = 512;
        let mut passed = 0;
        let mut marks = vec![(0, 0)];
        for (count, (at, char)) in text.char_indices().enumerate() {
            if count > 0 && count % CHARACTERS_BETWEEN == 0 {
                marks.push((at, passed));
            }
            passed += char.len_utf16() as u64;
        }
        Units { text, marks }
    }

    /// The UTF-16 code units before a byte.
    pub(crate) fn at(&self, byte: usize) -> u64 {
        let mark = self.marks.partition_point(|(at, _)| *at <= byte) - 1;
        let (from, passed) = self.marks[mark];
        let between = self.text[from..].char_indices();
        let between = between.take_while(|(at, _)| from + at < byte);
        passed
            + between
                .map(|(_, char)| char.len_utf16() as u64)
                .sum::<u64>()
    }

    /// The byte at which so many UTF-16 code units end; none inside a character or past the end.
    pub(crate) fn byte(&self, units: u64) -> Option<usize> {
        let mark = self.marks.partition_point(|(_, passed)| *passed <= units) - 1;
        let (from, mut passed) = self.marks[mark];
        for (at, char) in self.text[from..].char_indices() {
            if passed >= units {
                return (passed == units).then_some(from + at);
            }
            passed += char.len_utf16() as u64;
        }
        (passed == units).then_some(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Units;

    proptest! {
        #[test]
        fn places_survive_the_way_there_and_back(text in "\\PC{0,20}|[aé😀]{0,1500}") {
            let units = Units::of(&text);
            for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
                let there = units.at(at);
                prop_assert_eq!(there, text[..at].encode_utf16().count() as u64);
                prop_assert_eq!(units.byte(there), Some(at));
            }
        }
    }

    #[test]
    fn the_middle_of_a_character_is_no_place() {
        assert_eq!(Units::of("a😀b").byte(2), None);
        assert_eq!(Units::of("ab").byte(3), None);
    }
}
