use super::SourceId;
use crate::backups::{self, BackupReason};
use crate::{Changed, Error, Project, Result, Task};

/// Take a source with everything it brought out of the project. Undo brings it back.
pub fn remove(project: &Project, request: SourceId, task: &Task) -> Result<Changed<()>> {
    let source = project.read(|store| Ok(store.source(request.source)?))?;
    let source = source.ok_or_else(|| {
        Error::not_found(format!(
            "there is no source {} in this project",
            request.source
        ))
    })?;
    backups::inform(project, BackupReason::Removal, task)?;
    project.write(|write| {
        write.describe(format!("Remove {}", source.name));
        Ok(write.remove_source(source.id)?)
    })
}
