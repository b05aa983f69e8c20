use std::collections::{BTreeSet, HashSet};

use assay_store::{KeptTag, Store};

use super::MoveRequest;
use crate::themes::{find, find_own};
use crate::{Changed, Error, Project, Result, Task};

/// Put passages in another theme in place of the one they have. It holds whatever later runs find.
pub fn move_passages(project: &Project, request: MoveRequest, _task: &Task) -> Result<Changed<()>> {
    let to = find_own(project, request.to)?;
    let from = request.from.map(|id| find(project, id)).transpose()?;
    if from.as_ref().is_some_and(|from| from.id == to.id) {
        return Err(Error::bad_input(format!(
            "the passages are in “{}” already; name another theme",
            to.label
        )));
    }
    let tags = project.read(|store| {
        let mut passages = named(store, &request.items, &request.passages)?;
        if let Some(from) = &from {
            passages = store.with_theme(&passages, from.id)?;
        }
        let tag = |passage| KeptTag {
            passage,
            similarity: 1.0,
            weak: false,
        };
        Ok(passages.into_iter().map(tag).collect::<Vec<_>>())
    })?;
    if tags.is_empty() {
        return Err(Error::not_found(match &from {
            Some(from) => format!("none of these passages is about “{}”", from.label),
            None => "name passages, or items that have some".to_owned(),
        }));
    }
    project.write(|write| {
        let passages = if tags.len() == 1 {
            "passage"
        } else {
            "passages"
        };
        write.describe(format!("Move {} {passages} to “{}”", tags.len(), to.label));
        Ok(write.move_passages(&tags, from.map(|from| from.id), to.id, true)?)
    })
}

/// The passages named, and those of the items named, by number.
pub(super) fn named(store: &Store, items: &[i64], passages: &[i64]) -> Result<Vec<i64>> {
    let mut all: BTreeSet<i64> = BTreeSet::new();
    for item in items {
        let of_item = store.passages_of_item(*item)?;
        if of_item.is_empty() {
            return Err(Error::not_found(format!(
                "item {item} does not exist, or says nothing that could be tagged"
            )));
        }
        all.extend(of_item.iter().map(|passage| passage.id));
    }
    let known: HashSet<i64> = store
        .passages_by_id(passages)?
        .into_iter()
        .map(|passage| passage.id)
        .collect();
    if let Some(unknown) = passages.iter().find(|id| !known.contains(id)) {
        return Err(Error::not_found(format!("there is no passage {unknown}")));
    }
    all.extend(passages);
    Ok(all.into_iter().collect())
}
