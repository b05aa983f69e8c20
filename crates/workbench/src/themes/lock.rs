use super::{LockRequest, ThemeSummary, edit, find};
use crate::{Changed, Project, Result, Task};

/// Lock a theme: its name and the passages it has now stay, whatever later runs find.
pub fn lock(
    project: &Project,
    request: LockRequest,
    _task: &Task,
) -> Result<Changed<Vec<ThemeSummary>>> {
    let theme = find(project, request.id)?;
    let passages: Vec<i64> = project
        .read(|store| Ok(store.passages_of_theme(theme.id)?))?
        .iter()
        .map(|passage| passage.id)
        .collect();
    edit(project, |write| {
        write.describe(format!(
            "{} “{}”",
            if request.locked { "Lock" } else { "Unlock" },
            theme.label
        ));
        write.set_theme_locked(theme.id, request.locked)?;
        if request.locked {
            write.set_theme_label(theme.id, Some(&theme.label))?;
            write.set_person_tags(&passages, theme.id, true)?;
        }
        Ok(())
    })
}
