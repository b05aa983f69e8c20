use super::{HideRequest, ThemeSummary, edit, find};
use crate::{Changed, Project, Result, Task};

/// Hide a theme from lists and rankings, or show it again.
pub fn hide(
    project: &Project,
    request: HideRequest,
    _task: &Task,
) -> Result<Changed<Vec<ThemeSummary>>> {
    let theme = find(project, request.id)?;
    edit(project, |write| {
        write.describe(format!(
            "{} “{}”",
            if request.hidden { "Hide" } else { "Show" },
            theme.label
        ));
        Ok(write.set_theme_hidden(theme.id, request.hidden)?)
    })
}
