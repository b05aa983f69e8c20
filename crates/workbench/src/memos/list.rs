use std::collections::HashMap;

use super::Memo;
use crate::{Project, Result};

/// Every memo but those on feedback that was removed, in the order they came.
pub fn list(project: &Project) -> Result<Vec<Memo>> {
    project.read(|store| {
        let memos = store.memos()?;
        // The window asks for each passage that is read; few projects have any.
        if memos.is_empty() {
            return Ok(Vec::new());
        }
        let labels: HashMap<i64, String> = store
            .themes()?
            .into_iter()
            .map(|theme| (theme.id, theme.label))
            .collect();
        let mut items: Vec<i64> = memos
            .iter()
            .filter(|memo| memo.stretch.is_some())
            .filter_map(|memo| memo.item)
            .collect();
        items.sort_unstable();
        items.dedup();
        let texts: HashMap<i64, String> = store
            .items_by_id(&items)?
            .into_iter()
            .map(|item| (item.id, item.text))
            .collect();
        let listed = memos.into_iter().map(|memo| Memo {
            theme_label: memo.theme.and_then(|theme| labels.get(&theme).cloned()),
            words: memo.stretch.and_then(|(start, end)| {
                let text = texts.get(&memo.item?)?;
                text.get(start..end).map(str::to_owned)
            }),
            name: memo.name,
            text: memo.text,
            theme: memo.theme,
            item: memo.item,
        });
        Ok(listed.collect())
    })
}
