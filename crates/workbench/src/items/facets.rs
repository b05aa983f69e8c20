use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use assay_store::{FacetRow, ItemProperties, Property, RunProperties};

use super::query::Checked;
use super::{ItemFacets, ItemQuery, SegmentCounts, SourceCount};
use crate::themes::LabelledCount;
use crate::{Noun, Project, Result};

/// More values than this and a column tells people apart rather than groups.
const MOST_VALUES: usize = 40;

/// What the items that match could be narrowed down by: for each property how many have each of its
/// values and meet the other conditions, in place of what is asked of the same property. So each
/// count is what choosing it leads to.
pub fn facets(project: &Project, query: ItemQuery) -> Result<ItemFacets> {
    let properties = properties(project)?;
    let of_run = project.cached(&[Noun::Items, Noun::Runs], |project| {
        project.read(|store| Ok(store.run_properties()?))
    })?;
    let ItemProperties {
        kinds,
        sources,
        questions,
        segments,
    } = &*properties;
    let RunProperties { languages, asides } = &*of_run;
    let found = Found::of(project, &query)?;
    Ok(ItemFacets {
        kinds: counted(kinds, &found.with(|query| query.kind = None)?),
        sources: named(project, sources, &found.with(|query| query.source = None)?)?,
        questions: counted(questions, &found.with(|query| query.question = None)?),
        languages: counted(languages, &found.with(|query| query.language = None)?),
        sentiments: found
            .moods()?
            .into_iter()
            .filter(|mood| mood.count > 0)
            .collect(),
        weak: found.with(|query| query.weak = true)?.len() as u64,
        asides: counted(asides, &found.with(|query| query.aside = None)?),
        segments: by_segment(segments, &found)?,
    })
}

/// What items are; read once, and shared until somebody imports.
pub(super) fn properties(project: &Project) -> Result<Arc<ItemProperties>> {
    project.cached(&[Noun::Items], |project| {
        project.read(|store| Ok(store.item_properties()?))
    })
}

/// The items with a passage of each mood that is about a theme.
pub(crate) fn moods_of(project: &Project, theme: i64) -> Result<Vec<LabelledCount>> {
    let query = ItemQuery {
        theme: Some(theme),
        ..ItemQuery::default()
    };
    Found::of(project, &query)?.moods()
}

/// The items that a query finds, or one much like it.
struct Found<'a> {
    project: &'a Project,
    query: &'a ItemQuery,
    items: Arc<Vec<i64>>,
}

impl Found<'_> {
    fn of<'a>(project: &'a Project, query: &'a ItemQuery) -> Result<Found<'a>> {
        let items = Checked::new(project, query)?.all(project)?;
        Ok(Found {
            project,
            query,
            items: Arc::new(items),
        })
    }

    /// What is found when something else is asked.
    fn with(&self, change: impl FnOnce(&mut ItemQuery)) -> Result<Arc<Vec<i64>>> {
        let mut changed = self.query.clone();
        change(&mut changed);
        if changed == *self.query {
            return Ok(self.items.clone());
        }
        Ok(Found::of(self.project, &changed)?.items)
    }

    fn moods(&self) -> Result<Vec<LabelledCount>> {
        let moods = ["negative", "neutral", "positive"].into_iter();
        moods
            .map(|mood| {
                let items = self.with(|query| query.sentiment = Some(mood.to_owned()))?;
                Ok(LabelledCount {
                    label: mood.to_owned(),
                    count: items.len() as u64,
                })
            })
            .collect()
    }
}

fn counted(property: &Property, items: &[i64]) -> Vec<LabelledCount> {
    let rows = property.count(items).into_iter();
    rows.map(|row| labelled(&row)).collect()
}

fn labelled(row: &FacetRow) -> LabelledCount {
    LabelledCount {
        label: row.value.to_owned(),
        count: row.count,
    }
}

fn named(project: &Project, sources: &Property, items: &[i64]) -> Result<Vec<SourceCount>> {
    let names = project.read(|store| Ok(store.sources()?))?.into_iter();
    let mut names: HashMap<i64, String> = names.map(|source| (source.id, source.name)).collect();
    let rows = sources.count(items).into_iter();
    let named = rows.filter_map(|row| {
        let id = row.value.parse().ok()?;
        Some(SourceCount {
            id,
            name: names.remove(&id)?,
            count: row.count,
        })
    });
    Ok(named.collect())
}

/// Names that differ in their case only are one segment.
fn by_segment(segments: &Property, found: &Found) -> Result<Vec<SegmentCounts>> {
    let same = |name: &str, other: &str| name.eq_ignore_ascii_case(other);
    let mut rows = segments.count(&found.items);
    for asked in &found.query.segments {
        let name = &asked.name;
        let items = found.with(|query| query.segments.retain(|other| !same(&other.name, name)))?;
        let all = segments.count(&items).into_iter();
        rows.retain(|row| !same(row.name, name));
        rows.extend(all.filter(|row| same(row.name, name)));
    }
    let mut groups: BTreeMap<String, (&str, Vec<LabelledCount>)> = BTreeMap::new();
    for row in &rows {
        let (_, values) = groups
            .entry(row.name.to_lowercase())
            .or_insert((row.name, Vec::new()));
        values.push(labelled(row));
    }
    let groups = groups
        .into_values()
        .filter(|(_, values)| values.len() <= MOST_VALUES);
    let segments = groups.map(|(name, values)| SegmentCounts {
        name: name.to_owned(),
        values,
    });
    Ok(segments.collect())
}
