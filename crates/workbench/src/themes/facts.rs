//! What is known of themes beside their names: how often each is mentioned, by whom, where and when.

use std::collections::{BTreeMap, HashMap};

use assay_store::{Speech, StandingTag};
use chrono::DateTime;

use crate::standing::Standing;

/// How often a theme is mentioned.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Mentions {
    pub(crate) items: u64,
    pub(crate) people: u64,
    pub(crate) passages: u64,
    /// Passages that are negative.
    pub(crate) negative: u64,
}

/// What is known of a theme.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ThemeFacts {
    /// By any tag.
    pub(super) all: Mentions,
    /// By tags that are not weak.
    pub(super) strong: Mentions,
    /// Its items by source, by number.
    pub(super) sources: Vec<(i64, u64)>,
    /// Its items by month (`2026-03`), oldest first; undated ones are left out.
    pub(super) months: Vec<(String, u64)>,
}

/// What is known of every theme that is mentioned. `groups` says, for a theme, which other one its
/// mentions count for as well.
pub(super) fn facts(
    standing: &Standing,
    months: &Months,
    groups: &HashMap<i64, i64>,
) -> BTreeMap<i64, ThemeFacts> {
    let speech = &*standing.speech;
    let mut of_theme: HashMap<i64, Vec<(u32, bool)>> = HashMap::new();
    for tag in &standing.tags {
        let above = groups.get(&tag.theme);
        for theme in above.into_iter().chain([&tag.theme]) {
            of_theme
                .entry(*theme)
                .or_default()
                .push((tag.place, tag.weak));
        }
    }
    let mut count = Count::new(speech);
    let facts = of_theme.into_iter().map(|(theme, mut tags)| {
        // Of several tags of a passage with a theme, the strongest comes first and counts.
        tags.sort_unstable();
        tags.dedup_by_key(|(place, _)| *place);
        let (mut sources, mut of_month) = (BTreeMap::new(), vec![0; months.labels.len()]);
        let all = count.mentions(tags.iter().map(|(place, _)| *place), |item| {
            *sources.entry(speech.items[item].source).or_default() += 1;
            if let Some(month) = months.of_item[item] {
                of_month[month as usize] += 1;
            }
        });
        let strong = tags.iter().filter(|(_, weak)| !weak);
        let counted = months.labels.iter().cloned().zip(of_month);
        let facts = ThemeFacts {
            all,
            strong: count.mentions(strong.map(|(place, _)| *place), |_| ()),
            sources: sources.into_iter().collect(),
            months: counted.filter(|(_, count)| *count > 0).collect(),
        };
        (theme, facts)
    });
    facts.collect()
}

/// How often, and by whom, something is said in these passages.
pub(super) fn mentions_of(speech: &Speech, passages: &[i64]) -> Mentions {
    let mut places: Vec<u32> = passages
        .iter()
        .filter_map(|passage| Some(speech.place(*passage)? as u32))
        .collect();
    places.sort_unstable();
    Count::new(speech).mentions(places.into_iter(), |_| ())
}

/// Other themes of a theme's items with how many of these have them, most frequent first.
pub(super) fn neighbours(standing: &Standing, theme: i64) -> Vec<(i64, u64)> {
    let mut raises = vec![false; standing.speech.items.len()];
    let item = |tag: &StandingTag| standing.speech.passages[tag.place as usize].item;
    for tag in standing.tags.iter().filter(|tag| tag.theme == theme) {
        raises[item(tag) as usize] = true;
    }
    let mut pairs: Vec<(i64, u32)> = standing
        .tags
        .iter()
        .filter(|tag| tag.theme != theme && raises[item(tag) as usize])
        .map(|tag| (tag.theme, item(tag)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut others: Vec<(i64, u64)> = pairs
        .chunk_by(|a, b| a.0 == b.0)
        .map(|items| (items[0].0, items.len() as u64))
        .collect();
    others.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    others
}

/// Counts items and people, each once a theme.
struct Count<'a> {
    speech: &'a Speech,
    /// The last round in which an item, or a person, was met.
    items: Vec<u32>,
    people: Vec<u32>,
    round: u32,
}

impl Count<'_> {
    fn new(speech: &Speech) -> Count<'_> {
        Count {
            speech,
            items: vec![0; speech.items.len()],
            people: vec![0; speech.people],
            round: 0,
        }
    }

    /// What is said in the passages at these places; `each` is told of every item once.
    fn mentions(
        &mut self,
        places: impl Iterator<Item = u32>,
        mut each: impl FnMut(usize),
    ) -> Mentions {
        self.round += 1;
        let mut mentions = Mentions::default();
        for place in places {
            let passage = &self.speech.passages[place as usize];
            mentions.passages += 1;
            mentions.negative += u64::from(passage.negative());
            let met = &mut self.items[passage.item as usize];
            if std::mem::replace(met, self.round) != self.round {
                mentions.items += 1;
                each(passage.item as usize);
            }
            let met = &mut self.people[passage.person as usize];
            mentions.people += u64::from(std::mem::replace(met, self.round) != self.round);
        }
        mentions
    }
}

/// The months of all items.
pub(super) struct Months {
    /// `2026-03`, oldest first.
    labels: Vec<String>,
    /// Of each item its month's place; none of undated ones.
    of_item: Vec<Option<u32>>,
}

impl Months {
    pub(super) fn of(speech: &Speech) -> Months {
        let mut labels: BTreeMap<String, u32> = BTreeMap::new();
        let mut of_day: HashMap<i64, Option<String>> = HashMap::new();
        for time in speech.items.iter().filter_map(|item| item.time) {
            of_day.entry(day(time)).or_insert_with(|| {
                let month = DateTime::from_timestamp(time, 0)?
                    .format("%Y-%m")
                    .to_string();
                labels.insert(month.clone(), 0);
                Some(month)
            });
        }
        for (number, place) in labels.values_mut().enumerate() {
            *place = number as u32;
        }
        let places: HashMap<i64, Option<u32>> = of_day
            .into_iter()
            .map(|(day, month)| (day, month.and_then(|month| labels.get(&month).copied())))
            .collect();
        let place = |time: i64| places.get(&day(time)).copied().flatten();
        Months {
            of_item: speech.items.iter().map(|item| place(item.time?)).collect(),
            labels: labels.into_keys().collect(),
        }
    }
}

fn day(time: i64) -> i64 {
    time.div_euclid(86_400)
}
