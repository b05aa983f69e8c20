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
    let label = match request.label.trim() {
        "" => String::new(),
        label => clean_label(label)?,
    };
    edit(project, |write| {
        if label.is_empty() {
            write.describe(format!("Give “{}” its first name back", theme.label));
            return Ok(write.set_theme_label(theme.id, None)?);
        }
        write.describe(format!("Rename “{}” to “{label}”", theme.label));
        Ok(write.set_theme_label(theme.id, Some(&label))?)
    })
}

/// A name as a person typed it, its white space evened out.
pub(super) fn clean_label(typed: &str) -> Result<String> {
    let label = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if label.is_empty() {
        return Err(Error::bad_input("a theme needs a name"));
    }
    if label.chars().count() > LONGEST {
        return Err(Error::bad_input(format!(
            "a theme's name can have {LONGEST} characters; this one is longer"
        )));
    }
    Ok(label)
}
