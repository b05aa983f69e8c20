use super::SourceId;
use crate::{Changed, Error, Project, Result, Task};

/// Take a source with everything it brought out of the project. Undo brings it back.
pub fn remove(project: &Project, request: SourceId, _task: &Task) -> Result<Changed<()>> {
    let source = project.read(|store| Ok(store.source(request.source)?))?;
    let source = source.ok_or_else(|| {
        Error::not_found(format!(
            "there is no source {} in this project",
            request.source
        ))
    })?;
    project.write(|write| {
        write.describe(format!("Remove {}", source.name));
        Ok(write.remove_source(source.id)?)
    })
}
