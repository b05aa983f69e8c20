//! What people said, as it is counted: passages with the person, the item and the time.

use std::collections::HashMap;

use crate::{Result, Store};

/// All live feedback.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speech {
    /// Its passages, by number.
    pub passages: Vec<SpokenPassage>,
    /// Its items, by number; some have no passage.
    pub items: Vec<SpokenItem>,
    /// How many people there are.
    pub people: usize,
}

/// A passage with who speaks in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpokenPassage {
    /// Its number.
    pub id: i64,
    /// The place of its item.
    pub item: u32,
    /// The person, numbered from 0. In a talk without a known customer each speaker is one.
    pub person: u32,
    /// Its mood.
    pub mood: Sentiment,
}

/// The mood of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sentiment {
    /// A complaint.
    Negative,
    /// Neither.
    Neutral,
    /// Compound sentiment of at least 0.05 (Hutto & Gilbert 2014), and no complaint.
    Positive,
}

/// An item with where it comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpokenItem {
    /// Its number.
    pub id: i64,
    /// The source it came with.
    pub source: i64,
    /// Unix seconds UTC.
    pub time: Option<i64>,
}

impl SpokenPassage {
    /// It is a complaint.
    pub fn negative(&self) -> bool {
        self.mood == Sentiment::Negative
    }
}

impl Speech {
    /// The place of a passage, if it is live.
    pub fn place(&self, passage: i64) -> Option<usize> {
        self.passages
            .binary_search_by_key(&passage, |passage| passage.id)
            .ok()
    }

    /// The items of these passages, by number, each once.
    pub fn items_of<'a>(&self, passages: impl Iterator<Item = &'a SpokenPassage>) -> Vec<i64> {
        let mut met = vec![false; self.items.len()];
        passages.for_each(|passage| met[passage.item as usize] = true);
        let items = self.items.iter().zip(met).filter(|(_, met)| *met);
        items.map(|(item, _)| item.id).collect()
    }
}

impl Store {
    /// Read what people said. Persons are told apart as the view `voice` does.
    pub fn speech(&self) -> Result<Speech> {
        let mut speech = Speech::default();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        // For each item its person, where the item's customer is known; else by who speaks.
        let mut authors: Vec<(u32, bool)> = Vec::new();
        let mut statement = self.connection.prepare(
            "SELECT item.id, item.source, item.time, feedback.person, feedback.customer IS NOT NULL
             FROM feedback JOIN item ON item.id = feedback.item
             ORDER BY item.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            speech.items.push(SpokenItem {
                id: row.get(0)?,
                source: row.get(1)?,
                time: row.get(2)?,
            });
            let person = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
            authors.push((number(&mut numbers, person), row.get(4)?));
        }
        let mut statement = self
            .connection
            .prepare("SELECT id, item, negative, speaker, sentiment FROM passage ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut spoken = vec![false; numbers.len()];
        let mut place = 0;
        while let Some(row) = rows.next()? {
            let item: i64 = row.get(1)?;
            // Passages mostly come in the order of their items.
            if speech.items.get(place).is_none_or(|here| here.id != item) {
                match speech.items.binary_search_by_key(&item, |item| item.id) {
                    Ok(found) => place = found,
                    Err(_) => continue,
                }
            }
            let (mut person, known) = authors[place];
            let speaker = row
                .get_ref(3)?
                .as_str_or_null()
                .map_err(rusqlite::Error::from)?;
            if let (Some(speaker), false) = (speaker, known) {
                person = number(&mut numbers, &format!("talk {item}:{speaker}"));
            }
            if spoken.len() <= person as usize {
                spoken.resize(person as usize + 1, false);
            }
            spoken[person as usize] = true;
            speech.passages.push(SpokenPassage {
                id: row.get(0)?,
                item: place as u32,
                person,
                mood: mood(row.get(2)?, row.get(4)?),
            });
        }
        speech.people = renumber(&mut speech.passages, &spoken);
        Ok(speech)
    }
}

fn mood(negative: bool, compound: f64) -> Sentiment {
    match negative {
        true => Sentiment::Negative,
        false if compound < 0.05 => Sentiment::Neutral,
        false => Sentiment::Positive,
    }
}

fn number(numbers: &mut HashMap<String, u32>, person: &str) -> u32 {
    if let Some(&number) = numbers.get(person) {
        return number;
    }
    let number = numbers.len() as u32;
    numbers.insert(person.to_owned(), number);
    number
}

/// Leave out people who speak in no passage. Returns how many are left.
fn renumber(passages: &mut [SpokenPassage], spoken: &[bool]) -> usize {
    let mut people = 0;
    let anew: Vec<u32> = spoken
        .iter()
        .map(|speaks| {
            people += u32::from(*speaks);
            people.saturating_sub(1)
        })
        .collect();
    for passage in passages {
        passage.person = anew[passage.person as usize];
    }
    people as usize
}
