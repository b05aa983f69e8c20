use super::HistoryStep;
use crate::{Changed, Project, Result};

/// Take back the newest step that stands; says which, or `None` when there is none.
pub fn undo(project: &Project) -> Result<Changed<HistoryStep>> {
    let step = project.writer().undo()?;
    Ok(match step {
        Some((change, changed)) => Changed {
            value: HistoryStep {
                what: Some(change.what),
            },
            changed,
        },
        None => Changed {
            value: HistoryStep { what: None },
            changed: Vec::new(),
        },
    })
}
