use assay_store::ActionRow;

use super::edit::{effort, one_line, set_status, what};
use super::{Action, ActionStatus, AddActionRequest, edit};
use crate::handle::now;
use crate::{Changed, Project, Result, Task};
use crate::{suggestions, themes};

/// Write down what will be done about a theme.
pub fn add(
    project: &Project,
    request: AddActionRequest,
    _task: &Task,
) -> Result<Changed<Vec<Action>>> {
    let theme = themes::find(project, request.theme)?;
    let mut action = ActionRow {
        theme: theme.id,
        what: what(&request.what)?,
        owner: one_line("the owner", request.owner.as_deref().unwrap_or_default())?,
        effort: effort(request.effort.unwrap_or(0.0))?,
        status: ActionStatus::Idea.name().into(),
        note: one_line("the note", request.note.as_deref().unwrap_or_default())?,
        suggestion: request
            .suggestion
            .map(|name| suggestions::cause(&name).map(|cause| cause.name().into()))
            .transpose()?,
        created_at: now(),
        ..ActionRow::default()
    };
    set_status(&mut action, request.status, request.shipped_on.as_deref())?;
    edit(project, |write| {
        write.describe(format!("Add “{}” to “{}”", action.what, theme.label));
        write.add_action(&action)?;
        Ok(())
    })
}
