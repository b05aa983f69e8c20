use super::{LockRequest, ThemeSummary, edit, find, find_own};
use crate::standing::standing;
use crate::{Changed, Project, Result, Task};

/// Lock a theme: its name, its words and the passages it has now stay, whatever later runs find.
pub fn lock(
    project: &Project,
    request: LockRequest,
    _task: &Task,
) -> Result<Changed<Vec<ThemeSummary>>> {
    if !request.locked {
        let theme = find(project, request.id)?;
        return edit(project, |write| {
            write.describe(format!("Unlock “{}”", theme.label));
            write.set_theme_locked(theme.id, false)?;
            // What a person made of passages stays; what was only kept is the machine's again.
            if !theme.made {
                write.release_passages(theme.id)?;
            }
            Ok(())
        });
    }
    let theme = find_own(project, request.id)?;
    let tags = standing(project)?.main_tags(theme.id);
    edit(project, |write| {
        write.describe(format!("Lock “{}”", theme.label));
        write.set_theme_locked(theme.id, true)?;
        write.set_theme_label(theme.id, Some(&theme.label))?;
        Ok(write.keep_passages(&tags, theme.id)?)
    })
}
