use super::HistoryEntry;
use crate::{Project, Result};

/// What was done, newest first.
pub fn list(project: &Project) -> Result<Vec<HistoryEntry>> {
    project.read(|store| {
        let changes = store.history()?.into_iter();
        Ok(changes
            .map(|change| HistoryEntry {
                id: change.id,
                what: change.what,
                at: change.at,
                undone: change.undone,
            })
            .collect())
    })
}
