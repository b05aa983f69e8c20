use std::collections::{BTreeMap, HashSet};

use assay_store::{QuoteRow, Store};

use super::facts::neighbours;
use super::list::{known, summary};
use super::similar::similar_to;
use super::{LabelledCount, Quote, ThemeDetail, ThemeId, find};
use crate::standing::standing;
use crate::{Project, Result, items};

/// Quotes that are shown of a theme.
const QUOTES: usize = 5;

/// A theme with the evidence for it.
pub fn show(project: &Project, request: ThemeId) -> Result<ThemeDetail> {
    let theme = find(project, request.id)?;
    let facts = known(project)?.facts.get(&theme.id).cloned();
    let facts = facts.unwrap_or_default();
    let neighbours = neighbours(&*standing(project)?, theme.id);
    let moods = items::moods_of(project, theme.id)?;
    let similar = similar_to(project, theme.id)?;
    project.read(|store| {
        let labels: Vec<(i64, String)> = store
            .themes()?
            .into_iter()
            .filter(|other| !other.hidden)
            .map(|other| (other.id, other.label))
            .collect();
        let neighbours = neighbours.into_iter().filter_map(|(id, count)| {
            let (_, label) = labels.iter().find(|(other, _)| *other == id)?;
            Some(LabelledCount {
                label: label.clone(),
                count,
            })
        });
        Ok(ThemeDetail {
            quotes: quotes(store, &theme.quotes)?,
            kinds: kinds(store, &facts.sources)?,
            months: facts.months.iter().cloned().map(labelled).collect(),
            moods,
            neighbours: neighbours.take(5).collect(),
            similar,
            machine_label: theme.machine_label.clone(),
            summary: summary(theme, &facts),
        })
    })
}

/// Of the passages that speak for a theme the first few, each from another person while there
/// are enough, with where they come from.
pub(crate) fn quotes(store: &Store, passages: &[i64]) -> Result<Vec<Quote>> {
    let mut seen = HashSet::new();
    let (mut quotes, others): (Vec<Quote>, Vec<Quote>) = store
        .quotes(passages)?
        .into_iter()
        .map(quote)
        .partition(|quote| {
            seen.insert(match &quote.customer {
                Some(customer) => customer.clone(),
                None => format!("item {}", quote.item),
            })
        });
    quotes.extend(others);
    quotes.truncate(QUOTES);
    Ok(quotes)
}

/// A passage with where it comes from.
pub(crate) fn quote(row: QuoteRow) -> Quote {
    Quote {
        item: row.item,
        text: row.text,
        source: row.source,
        row: row.row,
        customer: row.customer,
        time: row.time,
    }
}

/// Items by kind of source, most frequent first.
fn kinds(store: &Store, of_source: &[(i64, u64)]) -> Result<Vec<LabelledCount>> {
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    for source in store.sources()? {
        let items = of_source.iter().filter(|(id, _)| *id == source.id);
        for (_, count) in items {
            *kinds.entry(source.kind.clone()).or_default() += count;
        }
    }
    let mut kinds: Vec<LabelledCount> = kinds.into_iter().map(labelled).collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.count));
    Ok(kinds)
}

fn labelled((label, count): (String, u64)) -> LabelledCount {
    LabelledCount { label, count }
}
