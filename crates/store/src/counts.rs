//! How often each theme is mentioned, by whom, and how.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::OptionalExtension;

use crate::{Result, Store};

/// How often a theme is mentioned.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mentions {
    /// Items.
    pub items: u64,
    /// People.
    pub people: u64,
    /// Passages.
    pub passages: u64,
    /// Passages that are negative.
    pub negative: u64,
}

/// How often a theme is mentioned, with and without weak tags.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ThemeCounts {
    /// By any tag.
    pub all: Mentions,
    /// By tags that are not weak.
    pub strong: Mentions,
}

/// What is known of a theme beside its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThemeFacts {
    /// How often it is mentioned.
    pub counts: ThemeCounts,
    /// Its items by kind of source, most frequent first.
    pub kinds: Vec<(String, u64)>,
    /// Its items by month (`2026-03`), oldest first; undated ones are left out.
    pub months: Vec<(String, u64)>,
    /// Other themes of its items with how many they are of, most frequent first.
    pub neighbours: Vec<(i64, u64)>,
}

/// One tag, as it is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Counted {
    theme: i64,
    passage: i64,
    weak: bool,
    item: i64,
    person: u32,
    negative: bool,
    source: i64,
    /// Days since 1970 began.
    day: Option<i64>,
}

impl Store {
    /// What is known of every theme that is mentioned, read in one go. `groups` says, for a theme,
    /// which other one its mentions count for as well.
    pub fn theme_facts(&self, groups: &HashMap<i64, i64>) -> Result<BTreeMap<i64, ThemeFacts>> {
        let mut tags = self.counted()?;
        let mut neighbours = neighbours(&tags);
        let above: Vec<Counted> = tags
            .iter()
            .filter_map(|tag| {
                Some(Counted {
                    theme: *groups.get(&tag.theme)?,
                    ..*tag
                })
            })
            .collect();
        tags.extend(above);
        // Of several tags of a passage with a theme, the strongest comes first and counts.
        tags.sort_unstable();
        tags.dedup_by_key(|tag| (tag.theme, tag.passage));
        let kind_of = self.kinds_of_sources()?;
        let month_of = self.months_of_days(tags.iter().filter_map(|tag| tag.day))?;
        let counts = count(&tags);
        let of_theme = tags.chunk_by(|a, b| a.theme == b.theme);
        let facts = of_theme.map(|tags| {
            let theme = tags[0].theme;
            let mut items: Vec<&Counted> = tags.iter().collect();
            items.sort_unstable_by_key(|tag| tag.item);
            items.dedup_by_key(|tag| tag.item);
            let kinds = items.iter().filter_map(|tag| kind_of.get(&tag.source));
            let months = items.iter().filter_map(|tag| month_of.get(&tag.day?));
            let mut kinds: Vec<_> = tally(kinds).into_iter().collect();
            kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            let facts = ThemeFacts {
                counts: counts.get(&theme).copied().unwrap_or_default(),
                kinds,
                months: tally(months).into_iter().collect(),
                neighbours: neighbours.remove(&theme).unwrap_or_default(),
            };
            (theme, facts)
        });
        Ok(facts.collect())
    }

    /// How often, and by whom, something is said in these passages.
    pub fn mentions_of(&self, passages: &[i64]) -> Result<Mentions> {
        let mut statement = self.connection.prepare_cached(
            "SELECT passage.item, voice.person, passage.negative
             FROM passage JOIN voice ON voice.passage = passage.id WHERE passage.id = ?1",
        )?;
        let (mut items, mut people) = (HashSet::new(), HashSet::new());
        let mut mentions = Mentions::default();
        for passage in passages {
            let said = statement.query_row([passage], |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, bool>(2)?,
                ))
            });
            if let Some((item, person, negative)) = said.optional()? {
                items.insert(item);
                people.insert(person);
                mentions.passages += 1;
                mentions.negative += u64::from(negative);
            }
        }
        (mentions.items, mentions.people) = (items.len() as u64, people.len() as u64);
        Ok(mentions)
    }

    fn counted(&self) -> Result<Vec<Counted>> {
        let mut statement = self.connection.prepare(
            "SELECT tag.theme, passage.id, tag.weak, passage.item, voice.person, passage.negative,
                    item.source, item.time
             FROM tag JOIN passage ON passage.id = tag.passage JOIN voice ON voice.passage = passage.id
             JOIN item ON item.id = passage.item",
        )?;
        let mut rows = statement.query([])?;
        let mut people: HashMap<String, u32> = HashMap::new();
        let mut counted = Vec::new();
        while let Some(row) = rows.next()? {
            let person = row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?;
            let person = match people.get(person) {
                Some(&number) => number,
                None => {
                    let number = people.len() as u32;
                    people.insert(person.to_owned(), number);
                    number
                }
            };
            let time: Option<i64> = row.get(7)?;
            counted.push(Counted {
                theme: row.get(0)?,
                passage: row.get(1)?,
                weak: row.get(2)?,
                item: row.get(3)?,
                person,
                negative: row.get(5)?,
                source: row.get(6)?,
                day: time.map(|time| time.div_euclid(86_400)),
            });
        }
        Ok(counted)
    }

    fn kinds_of_sources(&self) -> Result<HashMap<i64, String>> {
        let mut statement = self.connection.prepare("SELECT id, kind FROM source")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn months_of_days(&self, days: impl Iterator<Item = i64>) -> Result<HashMap<i64, String>> {
        let mut statement = self
            .connection
            .prepare("SELECT strftime('%Y-%m', ?1 * 86400, 'unixepoch')")?;
        let mut months = HashMap::new();
        for day in days {
            if let Entry::Vacant(unknown) = months.entry(day)
                && let Some(month) = statement.query_row([day], |row| row.get(0))?
            {
                unknown.insert(month);
            }
        }
        Ok(months)
    }
}

/// How often each comes, in ascending order.
fn tally<'a>(values: impl Iterator<Item = &'a String>) -> BTreeMap<String, u64> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let owned = |(value, count): (&str, u64)| (value.to_owned(), count);
    counts.into_iter().map(owned).collect()
}

/// For each theme the others of its items with how many they are of, most frequent first.
fn neighbours(tags: &[Counted]) -> BTreeMap<i64, Vec<(i64, u64)>> {
    let mut pairs: Vec<(i64, i64)> = tags.iter().map(|tag| (tag.item, tag.theme)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut together: BTreeMap<i64, BTreeMap<i64, u64>> = BTreeMap::new();
    for item in pairs
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|item| item.len() > 1)
    {
        for (_, theme) in item {
            let others = together.entry(*theme).or_default();
            for (_, other) in item.iter().filter(|(_, other)| other != theme) {
                *others.entry(*other).or_default() += 1;
            }
        }
    }
    let ranked = |(theme, others): (i64, BTreeMap<i64, u64>)| {
        let mut others: Vec<(i64, u64)> = others.into_iter().collect();
        others.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        (theme, others)
    };
    together.into_iter().map(ranked).collect()
}

/// Tags by theme, each passage of a theme once.
fn count(tags: &[Counted]) -> BTreeMap<i64, ThemeCounts> {
    let people = tags.iter().map(|tag| tag.person + 1).max().unwrap_or(0) as usize;
    let (mut seen, mut seen_strong) = (vec![None; people], vec![None; people]);
    let mut counts: BTreeMap<i64, ThemeCounts> = BTreeMap::new();
    for theme in tags.chunk_by(|a, b| a.theme == b.theme) {
        let id = theme[0].theme;
        let strong: Vec<Counted> = theme.iter().filter(|tag| !tag.weak).copied().collect();
        let both = ThemeCounts {
            all: mentions(id, theme, &mut seen),
            strong: mentions(id, &strong, &mut seen_strong),
        };
        counts.insert(id, both);
    }
    counts
}

/// `seen` holds for each person the theme they were last counted for.
fn mentions(theme: i64, tags: &[Counted], seen: &mut [Option<i64>]) -> Mentions {
    let mut people = 0;
    for tag in tags {
        let last = &mut seen[tag.person as usize];
        people += u64::from(*last != Some(theme));
        *last = Some(theme);
    }
    let mut items: Vec<i64> = tags.iter().map(|tag| tag.item).collect();
    items.sort_unstable();
    items.dedup();
    Mentions {
        items: items.len() as u64,
        people,
        passages: tags.len() as u64,
        negative: tags.iter().filter(|tag| tag.negative).count() as u64,
    }
}
