use super::{AutomaticBackups, Backup, BackupReason, folder, keep, make};
use crate::{Changed, Error, Project, Result, Task};

const SETTING: &str = "automatic_backups";

/// Say whether backups are made by themselves from now on.
pub fn set_automatic(project: &Project, request: AutomaticBackups) -> Result<Changed<()>> {
    project.write(|write| {
        let how = if request.on { "on" } else { "off" };
        write.describe(format!("Turn automatic backups {how}"));
        Ok(write.set_setting(SETTING, &request.on)?)
    })
}

/// Make a backup before a step that changes much, and remove those that are kept no longer. None
/// is made of a project in which nothing was done yet, of one whose newest backup has the same
/// history, and where a person turned it off.
///
/// # Errors
/// When it cannot be made: then the step should not happen either.
pub(crate) fn before(project: &Project, why: BackupReason) -> Result<Option<Backup>> {
    let wanted = project.read(|store| {
        let on = store.setting(SETTING)?.unwrap_or(true);
        Ok(on && !store.history()?.is_empty() && !is_backed_up(store, project)?)
    })?;
    if !wanted {
        return Ok(None);
    }
    let made = make::write(project, why).map_err(|error| Error {
        code: error.code,
        message: format!(
            "no backup could be made, so nothing was changed: {}; or go on without (`assay backup automatic {} off`)",
            error.message,
            project.path().display()
        ),
    })?;
    keep::tidy(project.path());
    Ok(Some(made))
}

/// [`before`], told to whoever watches the task.
pub(crate) fn inform(project: &Project, why: BackupReason, task: &Task) -> Result<Option<Backup>> {
    task.update("Making a backup", 0, 0)?;
    before(project, why)
}

/// Take a backup away again when what it was made before did not happen.
pub(crate) fn discard(project: &Project, made: Option<Backup>) {
    let Some(made) = made else { return };
    let _ = std::fs::remove_file(made.path);
    // Only an empty folder goes.
    let _ = std::fs::remove_dir(folder::folder(project.path()));
}

fn is_backed_up(store: &assay_store::Store, project: &Project) -> Result<bool> {
    match folder::backups(project.path())?.first() {
        Some(newest) => Ok(store.has_history_of(newest.path.as_ref())?),
        None => Ok(false),
    }
}
