//! Which items a query finds: those that the file gives for what is asked of items, and those that
//! are known without it, by the tags as they stand and by their segments.

use assay_store::{ItemRow, SpokenPassage};

use super::facets::properties;
use super::query::Checked;
use crate::standing::{speech, standing};
use crate::{Project, Result};

impl Checked<'_> {
    /// How many items match, and the page of them that is asked for, in the order of import.
    pub(super) fn page(&self, project: &Project) -> Result<(u64, Vec<ItemRow>)> {
        let filter = self.filter();
        let found = match self.known(project)? {
            Some(known) => self.narrowed(project, known)?,
            // Far down the whole list, the file would count its way to the page.
            None if filter.is_everything() && filter.offset > 0 => self.all(project)?,
            None => return project.read(|store| Ok(store.items(&filter)?)),
        };
        let page = found.iter().skip(filter.offset as usize);
        let page: Vec<i64> = page.take(filter.limit as usize).copied().collect();
        let items = project.read(|store| Ok(store.items_by_id(&page)?))?;
        Ok((found.len() as u64, items))
    }

    /// The numbers of all items that match, ascending.
    pub(super) fn all(&self, project: &Project) -> Result<Vec<i64>> {
        let filter = self.filter();
        match self.known(project)? {
            Some(known) => self.narrowed(project, known),
            None if filter.is_everything() => {
                let speech = speech(project)?;
                Ok(speech.items.iter().map(|item| item.id).collect())
            }
            None => project.read(|store| Ok(store.matching_items(&filter)?)),
        }
    }

    /// Those of the items `known` that have all else that is asked.
    fn narrowed(&self, project: &Project, known: Vec<i64>) -> Result<Vec<i64>> {
        let filter = self.filter();
        if filter.is_everything() {
            return Ok(known);
        }
        let others = project.read(|store| Ok(store.matching_items(&filter)?))?;
        Ok(both(known, others))
    }

    /// The items that have what is asked of passages, tags and segments, ascending; none where
    /// nothing is.
    fn known(&self, project: &Project) -> Result<Option<Vec<i64>>> {
        let mut known = self.by_passage(project)?;
        let mut with = |items: Vec<i64>| {
            known = Some(match known.take() {
                Some(known) => both(known, items),
                None => items,
            });
        };
        for segment in &self.query.segments {
            let properties = properties(project)?;
            with(
                properties
                    .segments
                    .items_with(&segment.name, &segment.value),
            );
        }
        if self.query.untagged {
            with(standing(project)?.items_without_tags());
        }
        Ok(known)
    }

    /// The items that have a passage with all that is asked of one passage, ascending; none where
    /// nothing is.
    fn by_passage(&self, project: &Project) -> Result<Option<Vec<i64>>> {
        let of_mood =
            |passage: &SpokenPassage| self.sentiment.is_none_or(|mood| mood == passage.mood);
        if self.themes.is_empty() && !self.query.weak {
            if self.sentiment.is_none() {
                return Ok(None);
            }
            let speech = speech(project)?;
            let passages = speech.passages.iter().filter(|passage| of_mood(passage));
            return Ok(Some(speech.items_of(passages)));
        }
        let standing = standing(project)?;
        let any = self.themes.is_empty();
        let strong = self.query.without_weak && !any;
        let tags = standing.tags.iter().filter(|tag| {
            (any || self.themes.contains(&tag.theme))
                && (tag.weak || !self.query.weak)
                && !(tag.weak && strong)
        });
        let passages = tags.map(|tag| &standing.speech.passages[tag.place as usize]);
        let items = standing
            .speech
            .items_of(passages.filter(|passage| of_mood(passage)));
        Ok(Some(items))
    }
}

/// What is in both of two ascending lists.
fn both(mut one: Vec<i64>, other: Vec<i64>) -> Vec<i64> {
    let mut other = other.into_iter().peekable();
    one.retain(|item| {
        while other.next_if(|next| next < item).is_some() {}
        other.next_if_eq(item).is_some()
    });
    one
}
