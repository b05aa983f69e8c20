use super::edit::{effort, find, one_line, set_status, what};
use super::{Action, UpdateActionRequest, edit};
use crate::themes;
use crate::{Changed, Project, Result, Task};

/// Change what an action says.
pub fn update(
    project: &Project,
    request: UpdateActionRequest,
    _task: &Task,
) -> Result<Changed<Vec<Action>>> {
    let mut action = find(project, request.id)?;
    let before = action.clone();
    if let Some(theme) = request.theme {
        action.theme = themes::find(project, theme)?.id;
    }
    if let Some(text) = &request.what {
        action.what = what(text)?;
    }
    if let Some(owner) = &request.owner {
        action.owner = one_line("the owner", owner)?;
    }
    if let Some(given) = request.effort {
        action.effort = effort(given)?;
    }
    if let Some(note) = &request.note {
        action.note = one_line("the note", note)?;
    }
    set_status(&mut action, request.status, request.shipped_on.as_deref())?;
    edit(project, |write| {
        write.describe(if action.status == before.status {
            format!("Change “{}”", before.what)
        } else {
            format!("Call “{}” {}", before.what, action.status)
        });
        Ok(write.set_action(&action)?)
    })
}
