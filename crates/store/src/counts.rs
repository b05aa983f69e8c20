//! How often each theme is mentioned, by whom, and how.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{OptionalExtension, Params, params};

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

/// One tag, as it is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Counted {
    theme: i64,
    passage: i64,
    weak: bool,
    item: i64,
    person: u32,
    negative: bool,
}

impl Store {
    /// The counts of every theme that is mentioned, and those of `groups`: for a theme, the one
    /// that it counts for as well.
    pub fn theme_counts(&self, groups: &HashMap<i64, i64>) -> Result<BTreeMap<i64, ThemeCounts>> {
        let mut tags = self.counted("1 = 1", [])?;
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
        Ok(count(tags))
    }

    /// The counts of one theme.
    pub fn theme_count(&self, theme: i64) -> Result<ThemeCounts> {
        let counts = count(self.counted("tag.theme = ?1", params![theme])?);
        Ok(counts.get(&theme).copied().unwrap_or_default())
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

    fn counted(&self, condition: &str, parameters: impl Params) -> Result<Vec<Counted>> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT tag.theme, passage.id, tag.weak, passage.item, voice.person, passage.negative
             FROM tag JOIN passage ON passage.id = tag.passage JOIN voice ON voice.passage = passage.id
             WHERE {condition}"
        ))?;
        let mut rows = statement.query(parameters)?;
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
            counted.push(Counted {
                theme: row.get(0)?,
                passage: row.get(1)?,
                weak: row.get(2)?,
                item: row.get(3)?,
                person,
                negative: row.get(5)?,
            });
        }
        Ok(counted)
    }
}

fn count(mut tags: Vec<Counted>) -> BTreeMap<i64, ThemeCounts> {
    // Of several tags of a passage with a theme, the strongest comes first and counts.
    tags.sort_unstable();
    tags.dedup_by_key(|tag| (tag.theme, tag.passage));
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
