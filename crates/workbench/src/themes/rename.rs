use super::{RenameRequest, ThemeSummary, edit, find};
use crate::{Changed, Error, Project, Result, Task};

const LONGEST: usize = 200;

/// Give a theme a name, or its machine's name back.
pub fn rename(
    project: &Project,
    request: RenameRequest,
    _task: &Task,
) -> Result<Changed<Vec<ThemeSummary>>> {
    let theme = find(project, request.id)?;
    let label = request
        .label
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if label.chars().count() > LONGEST {
        return Err(Error::bad_input(format!(
            "a theme's name can have {LONGEST} characters; this one is longer"
        )));
    }
    edit(project, |write| {
        if label.is_empty() {
            write.describe(format!("Give “{}” its first name back", theme.label));
            return Ok(write.set_theme_label(theme.id, None)?);
        }
        write.describe(format!("Rename “{}” to “{label}”", theme.label));
        Ok(write.set_theme_label(theme.id, Some(&label))?)
    })
}
