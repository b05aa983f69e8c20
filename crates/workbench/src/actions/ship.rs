use super::edit::set_status;
use super::{Action, ActionStatus, ShipActionRequest, edit, find};
use crate::{Changed, Project, Result, Task};

/// Say that an action went out, so that what changed after it can be watched.
pub fn ship(
    project: &Project,
    request: ShipActionRequest,
    _task: &Task,
) -> Result<Changed<Vec<Action>>> {
    let mut action = find(project, request.id)?;
    set_status(
        &mut action,
        Some(ActionStatus::Shipped),
        request.on.as_deref(),
    )?;
    edit(project, |write| {
        write.describe(format!("Ship “{}”", action.what));
        Ok(write.set_action(&action)?)
    })
}
