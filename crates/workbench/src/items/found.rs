//! Which items a query finds: those that the file gives for what is asked of items, and those that
//! the tags as they stand give for what is asked of passages.

use assay_store::{ItemRow, SpokenPassage};

use super::query::Checked;
use crate::standing::{speech, standing};
use crate::{Project, Result};

impl Checked<'_> {
    /// How many items match, and the page of them that is asked for, in the order of import.
    pub(super) fn page(&self, project: &Project) -> Result<(u64, Vec<ItemRow>)> {
        let filter = self.filter();
        let Some(tagged) = self.by_passage(project)? else {
            return project.read(|store| Ok(store.items(&filter)?));
        };
        let found = self.narrowed(project, tagged)?;
        let page = found.iter().skip(filter.offset as usize);
        let page: Vec<i64> = page.take(filter.limit as usize).copied().collect();
        let items = project.read(|store| Ok(store.items_by_id(&page)?))?;
        Ok((found.len() as u64, items))
    }

    /// The numbers of all items that match, ascending.
    pub(super) fn all(&self, project: &Project) -> Result<Vec<i64>> {
        let filter = self.filter();
        match self.by_passage(project)? {
            Some(tagged) => self.narrowed(project, tagged),
            None if filter.is_everything() => {
                let speech = speech(project)?;
                Ok(speech.items.iter().map(|item| item.id).collect())
            }
            None => project.read(|store| Ok(store.matching_items(&filter)?)),
        }
    }

    /// Those of the items `tagged` that have what is asked of items.
    fn narrowed(&self, project: &Project, mut tagged: Vec<i64>) -> Result<Vec<i64>> {
        let filter = self.filter();
        if !filter.is_everything() {
            let others = project.read(|store| Ok(store.matching_items(&filter)?))?;
            let mut others = others.into_iter().peekable();
            tagged.retain(|item| {
                while others.next_if(|other| other < item).is_some() {}
                others.next_if_eq(item).is_some()
            });
        }
        Ok(tagged)
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
