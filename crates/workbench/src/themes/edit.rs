use assay_store::Write;

use super::ThemeSummary;
use super::list::list;
use crate::{Changed, Project, Result};

/// Change themes in one step and give back the list as it is afterwards.
pub(super) fn edit(
    project: &Project,
    body: impl FnOnce(&mut Write) -> Result<()>,
) -> Result<Changed<Vec<ThemeSummary>>> {
    let changed = project.write(body)?.changed;
    Ok(Changed {
        value: list(project)?,
        changed,
    })
}
