use std::collections::HashMap;

use assay_store::ItemFilter;

use super::{Item, ItemPage, ItemQuery, ItemTheme};
use crate::{Project, Result};

/// Items in the order of import, by theme, by words, by source.
pub fn search(project: &Project, query: ItemQuery) -> Result<ItemPage> {
    let filter = ItemFilter {
        theme: query.theme,
        search: query.search.as_deref(),
        source: query.source,
        offset: query.offset,
        limit: query.limit.unwrap_or(100),
    };
    project.read(|store| {
        let labels: HashMap<i64, String> = store
            .themes()?
            .into_iter()
            .map(|theme| (theme.id, theme.label))
            .collect();
        let (total, rows) = store.items(&filter)?;
        let items = rows
            .into_iter()
            .map(|row| Item {
                id: row.id,
                source: row.source,
                row: row.row,
                customer: row.customer,
                time: row.time,
                question: row.question,
                // A text that begins with its title says it already.
                title: row
                    .title
                    .filter(|title| !row.text.starts_with(title.as_str())),
                rating: row.rating,
                text: row.text,
                themes: row
                    .themes
                    .into_iter()
                    .filter_map(|theme| {
                        Some(ItemTheme {
                            id: theme.theme,
                            label: labels.get(&theme.theme)?.clone(),
                            similarity: theme.similarity,
                            origin: theme.origin,
                        })
                    })
                    .collect(),
            })
            .collect();
        Ok(ItemPage { total, items })
    })
}
