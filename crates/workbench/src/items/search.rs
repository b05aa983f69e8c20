use std::collections::HashMap;

use super::query::Checked;
use super::{Item, ItemPage, ItemQuery, ItemTheme};
use crate::{Project, Result};

/// Items in the order of import.
pub fn search(project: &Project, query: ItemQuery) -> Result<ItemPage> {
    let without_weak = query.without_weak;
    let (total, rows) = Checked::new(project, &query)?.page(project)?;
    project.read(|store| {
        let labels: HashMap<i64, String> = store
            .themes()?
            .into_iter()
            .map(|theme| (theme.id, theme.label))
            .collect();
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
                    .filter(|theme| !(without_weak && theme.weak))
                    .filter_map(|theme| {
                        Some(ItemTheme {
                            id: theme.theme,
                            label: labels.get(&theme.theme)?.clone(),
                            similarity: theme.similarity,
                            weak: theme.weak,
                            origin: theme.origin,
                        })
                    })
                    .collect(),
            })
            .collect();
        Ok(ItemPage { total, items })
    })
}
