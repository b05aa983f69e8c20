use super::HistoryStep;
use crate::{Changed, Project, Result};

/// Do again the step that was taken back last; says which, or `None` when there is none.
pub fn redo(project: &Project) -> Result<Changed<HistoryStep>> {
    let step = project.writer().redo()?;
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
