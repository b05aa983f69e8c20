use std::collections::{BTreeMap, HashMap};

use assay_store::FacetRow;

use super::query::Checked;
use super::{ItemFacets, ItemQuery, SegmentCounts, SourceCount};
use crate::themes::LabelledCount;
use crate::{Project, Result};

/// More values than this and a column tells people apart rather than groups.
const MOST_VALUES: usize = 40;

/// What the items that match could be narrowed down by.
pub fn facets(project: &Project, query: ItemQuery) -> Result<ItemFacets> {
    let query = Checked::new(project, &query)?;
    project.read(|store| {
        let names: HashMap<i64, String> = store
            .sources()?
            .into_iter()
            .map(|source| (source.id, source.name))
            .collect();
        let rows = store.item_facets(&query.filter())?;
        let of = |facet: &'static str| rows.iter().filter(move |row| row.facet == facet);
        let counts = |facet| of(facet).map(counted).collect();
        // The store tells names apart without regard to case, and so does this.
        let mut segments: BTreeMap<String, (&str, Vec<LabelledCount>)> = BTreeMap::new();
        for row in of("segment") {
            let (_, values) = segments
                .entry(row.name.to_lowercase())
                .or_insert((&row.name, Vec::new()));
            values.push(counted(row));
        }
        Ok(ItemFacets {
            kinds: counts("kind"),
            sources: of("source")
                .filter_map(|row| {
                    let id = row.value.parse().ok()?;
                    Some(SourceCount {
                        id,
                        name: names.get(&id)?.clone(),
                        count: row.count,
                    })
                })
                .collect(),
            questions: counts("question"),
            languages: counts("language"),
            sentiments: counts("sentiment"),
            weak: of("weak").map(|row| row.count).sum(),
            asides: counts("aside"),
            segments: segments
                .into_values()
                .filter(|(_, values)| values.len() <= MOST_VALUES)
                .map(|(name, values)| SegmentCounts {
                    name: name.to_owned(),
                    values,
                })
                .collect(),
        })
    })
}

fn counted(row: &FacetRow) -> LabelledCount {
    LabelledCount {
        label: row.value.clone(),
        count: row.count,
    }
}
