use std::collections::HashSet;

use assay_store::{QuoteRow, Store};

use super::list::{summaries, summary};
use super::placed::placed;
use super::similar::similar_themes;
use super::{LabelledCount, Quote, ThemeDetail, ThemeId, find};
use crate::{Project, Result};

/// Quotes that are shown of a theme.
const QUOTES: usize = 3;

/// A theme with the evidence for it.
pub fn show(project: &Project, request: ThemeId) -> Result<ThemeDetail> {
    let theme = find(project, request.id)?;
    let placed = project.cached(placed)?;
    project.read(|store| {
        let counts = store.theme_count(theme.id)?;
        let labels: Vec<(i64, String)> = store
            .themes()?
            .into_iter()
            .filter(|other| !other.hidden)
            .map(|other| (other.id, other.label))
            .collect();
        let neighbours = store
            .theme_neighbours(theme.id)?
            .into_iter()
            .filter_map(|(id, count)| {
                let (_, label) = labels.iter().find(|(other, _)| *other == id)?;
                Some(LabelledCount {
                    label: label.clone(),
                    count,
                })
            });
        Ok(ThemeDetail {
            quotes: quotes(store, &theme.quotes)?,
            kinds: labelled(store.theme_kinds(theme.id)?),
            months: labelled(store.theme_months(theme.id)?),
            neighbours: neighbours.take(5).collect(),
            similar: match &*placed {
                Some(placed) => similar_themes(placed, &summaries(store)?)
                    .remove(&theme.id)
                    .unwrap_or_default(),
                None => Vec::new(),
            },
            machine_label: theme.machine_label.clone(),
            summary: summary(theme, counts),
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

fn labelled(counts: Vec<(String, u64)>) -> Vec<LabelledCount> {
    counts
        .into_iter()
        .map(|(label, count)| LabelledCount { label, count })
        .collect()
}
