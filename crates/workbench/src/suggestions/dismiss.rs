use super::find::cause;
use super::{DismissRequest, ThemeSuggestions, for_theme};
use crate::themes::{self, ThemeId};
use crate::{Changed, Project, Result, Task};

/// Do not show a suggestion again, or show it again.
pub fn dismiss(
    project: &Project,
    request: DismissRequest,
    _task: &Task,
) -> Result<Changed<ThemeSuggestions>> {
    let theme = themes::find(project, request.theme)?;
    let cause = cause(&request.cause)?;
    let changed = project.write(|write| {
        let what = if request.dismissed { "Dismiss" } else { "Show" };
        write.describe(format!("{what} a suggestion for “{}”", theme.label));
        Ok(write.set_suggestion_dismissed(theme.id, cause.name(), request.dismissed)?)
    })?;
    Ok(Changed {
        value: for_theme(project, ThemeId { id: theme.id })?,
        changed: changed.changed,
    })
}
