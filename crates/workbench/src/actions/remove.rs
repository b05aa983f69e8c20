use super::{Action, ActionId, edit, find};
use crate::{Changed, Project, Result, Task};

/// Strike an action out. One that will not be done is rather called dropped.
pub fn remove(project: &Project, request: ActionId, _task: &Task) -> Result<Changed<Vec<Action>>> {
    let action = find(project, request.id)?;
    edit(project, |write| {
        write.describe(format!("Remove “{}”", action.what));
        Ok(write.remove_action(action.id)?)
    })
}
