use super::{MergeRequest, ThemeSummary, edit, find};
use crate::{Changed, Error, Project, Result, Task};

/// Make several themes one. Later runs that find them apart again keep them together.
pub fn merge(
    project: &Project,
    request: MergeRequest,
    _task: &Task,
) -> Result<Changed<Vec<ThemeSummary>>> {
    let into = find(project, request.into)?;
    let mut others = Vec::new();
    for id in &request.themes {
        if *id == into.id {
            return Err(Error::bad_input(format!(
                "“{}” cannot be merged into itself; name another theme",
                into.label
            )));
        }
        others.push(find(project, *id)?);
    }
    if others.is_empty() {
        return Err(Error::bad_input(format!(
            "name at least one theme to merge into “{}”",
            into.label
        )));
    }
    edit(project, |write| {
        let names: Vec<String> = others
            .iter()
            .map(|theme| format!("“{}”", theme.label))
            .collect();
        write.describe(format!("Merge {} into “{}”", names.join(", "), into.label));
        for theme in &others {
            write.merge_theme(theme.id, into.id)?;
        }
        Ok(())
    })
}
