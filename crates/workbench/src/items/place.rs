use super::query::Checked;
use super::{ItemPlace, ItemQuery};
use crate::{Error, Project, Result};

/// Where the item `query.id` stands among those that match the rest of the query.
pub fn place(project: &Project, query: ItemQuery) -> Result<ItemPlace> {
    let id = query
        .id
        .ok_or_else(|| Error::bad_input("say which item to look for by its number, `id`"))?;
    let others = ItemQuery { id: None, ..query };
    let found = Checked::new(project, &others)?.all(project)?;
    let index = found.binary_search(&id).ok();
    Ok(ItemPlace {
        index: index.map(|index| index as u64),
    })
}
