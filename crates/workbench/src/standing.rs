//! The tags as they stand, for all that counts them. What was said and what the machine found are
//! read once and kept while people edit; what people decided is laid over them after each edit.

use std::collections::BTreeSet;
use std::sync::Arc;

use assay_store::{KeptTag, MachineTags, Noun, Speech, StandingTag};

use crate::{Project, Result};

/// What was said, with the tags that it has now.
pub(crate) struct Standing {
    pub(crate) speech: Arc<Speech>,
    pub(crate) machine: Arc<Machine>,
    /// By passage.
    pub(crate) tags: Vec<StandingTag>,
}

/// What the machine found.
pub(crate) struct Machine {
    speech: Arc<Speech>,
    pub(crate) tags: MachineTags,
}

/// A theme of an item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mention {
    /// The place of the item.
    pub(crate) item: u32,
    pub(crate) theme: i64,
    /// All of the item's passages on that theme are weakly tagged.
    pub(crate) weak: bool,
    /// One of them is negative.
    pub(crate) negative: bool,
}

/// What was said.
pub(crate) fn speech(project: &Project) -> Result<Arc<Speech>> {
    project.cached(&[Noun::Items], |project| {
        project.read(|store| Ok(store.speech()?))
    })
}

/// The tags as they stand.
pub(crate) fn standing(project: &Project) -> Result<Arc<Standing>> {
    project.cached(&[Noun::Items, Noun::Runs, Noun::Tags], |project| {
        let machine = machine(project)?;
        // The same that the machine's tags point into, even while somebody imports.
        let speech = machine.speech.clone();
        let tags = project.read(|store| Ok(store.standing_tags(&speech, &machine.tags)?))?;
        Ok(Standing {
            speech,
            machine,
            tags,
        })
    })
}

fn machine(project: &Project) -> Result<Arc<Machine>> {
    project.cached(&[Noun::Items, Noun::Runs], |project| {
        let speech = speech(project)?;
        let tags = project.read(|store| Ok(store.machine_tags(&speech)?))?;
        Ok(Machine { speech, tags })
    })
}

impl Standing {
    /// The number of a tag's passage.
    fn passage(&self, tag: &StandingTag) -> i64 {
        self.speech.passages[tag.place as usize].id
    }

    /// The passages whose main theme is `theme`, by number.
    pub(crate) fn main_tags(&self, theme: i64) -> Vec<KeptTag> {
        let of_theme = self
            .tags
            .iter()
            .filter(|tag| tag.main && tag.theme == theme);
        of_theme
            .map(|tag| KeptTag {
                passage: self.passage(tag),
                similarity: tag.similarity,
                weak: tag.weak,
            })
            .collect()
    }

    /// The main theme of each passage that has one: (passage, theme), by passage.
    pub(crate) fn all_main_tags(&self) -> Vec<(i64, i64)> {
        let main = self.tags.iter().filter(|tag| tag.main);
        main.map(|tag| (self.passage(tag), tag.theme)).collect()
    }

    /// Every theme of every item, by item and theme.
    pub(crate) fn mentions(&self) -> Vec<Mention> {
        let mention = |tag: &StandingTag| {
            let passage = &self.speech.passages[tag.place as usize];
            Mention {
                item: passage.item,
                theme: tag.theme,
                weak: tag.weak,
                negative: passage.negative(),
            }
        };
        let mut mentions: Vec<Mention> = self.tags.iter().map(mention).collect();
        mentions.sort_by_key(|mention| (mention.item, mention.theme));
        mentions.dedup_by(|later, kept| {
            let same = (later.item, later.theme) == (kept.item, kept.theme);
            if same {
                kept.weak &= later.weak;
                kept.negative |= later.negative;
            }
            same
        });
        mentions
    }

    /// The items that raise one of the themes asked for, by number.
    pub(crate) fn items_on(&self, asked: impl Fn(i64) -> bool) -> BTreeSet<i64> {
        let tags = self.tags.iter().filter(|tag| asked(tag.theme));
        tags.map(|tag| {
            let passage = &self.speech.passages[tag.place as usize];
            self.speech.items[passage.item as usize].id
        })
        .collect()
    }

    /// The items none of whose passages has a tag, by number.
    pub(crate) fn items_without_tags(&self) -> Vec<i64> {
        let mut tagged = vec![false; self.speech.items.len()];
        for tag in &self.tags {
            tagged[self.speech.passages[tag.place as usize].item as usize] = true;
        }
        let items = self.speech.items.iter().zip(tagged);
        let without = items.filter(|(_, tagged)| !tagged);
        without.map(|(item, _)| item.id).collect()
    }

    /// The number of a mention's item.
    pub(crate) fn item(&self, mention: &Mention) -> i64 {
        self.speech.items[mention.item as usize].id
    }
}
