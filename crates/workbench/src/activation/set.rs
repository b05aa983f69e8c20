use super::rule::{KEY, checked, stored};
use super::{ActivationRequest, ActivationState, get};
use crate::{Changed, Project, Result, Task};

/// Set the rule by which customers count as activated.
pub fn set(
    project: &Project,
    request: ActivationRequest,
    _task: &Task,
) -> Result<Changed<ActivationState>> {
    checked(project, &request)?;
    let mut request = request;
    if request.strata.is_none() {
        request.strata = stored(project)?.and_then(|before| before.strata);
    }
    let changed = project.write(|write| {
        write.describe("Set the activation rule");
        Ok(write.set_setting(KEY, &request)?)
    })?;
    Ok(Changed {
        value: get(project)?,
        changed: changed.changed,
    })
}
