use super::query::Checked;
use super::{ItemPlace, ItemQuery};
use crate::{Error, Project, Result};

/// Where the item `query.id` stands among those that match the rest of the query.
pub fn place(project: &Project, query: ItemQuery) -> Result<ItemPlace> {
    let id = query
        .id
        .ok_or_else(|| Error::bad_input("say which item to look for by its number, `id`"))?;
    let only = Checked::new(project, &query)?;
    let others = ItemQuery {
        id: None,
        ..query.clone()
    };
    let others = Checked::new(project, &others)?;
    project.read(|store| {
        let (matches, _) = store.items(&only.filter())?;
        let index = match matches {
            0 => None,
            _ => Some(store.items_before(&others.filter(), id)?),
        };
        Ok(ItemPlace { index })
    })
}
