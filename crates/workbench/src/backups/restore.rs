use std::path::{Path, PathBuf};

use assay_store::{Noun, put_in_place};

use super::automatic::before;
use super::{Backup, BackupName, BackupReason, Restored, folder};
use crate::handle::now;
use crate::{Changed, Code, Error, Project, Result, Task};

/// Make the project what it was when a backup was made. What it is now is backed up first, so that
/// restoring that one takes this back.
pub fn restore(project: &Project, request: BackupName, task: &Task) -> Result<Changed<Restored>> {
    let restored = match &request.name {
        Some(name) => named(project.path(), name)?,
        None => other_than_now(project)?,
    };
    task.update("Making a backup", 0, 0)?;
    let before = before(project, BackupReason::Restore)?;
    task.update("Restoring the backup", 0, 0)?;
    project.writer().replace_with(restored.path.as_ref())?;
    Ok(Changed {
        value: Restored {
            restored,
            before,
            aside: None,
        },
        changed: Noun::ALL.to_vec(),
    })
}

/// [`restore`] for the file at `path`, even when it is gone or cannot be opened: what lies there is
/// then put aside as `NAME.damaged` first.
pub fn restore_at(path: &Path, request: BackupName, task: &Task) -> Result<Restored> {
    match Project::open(path) {
        Ok(project) => match restore(&project, request.clone(), task) {
            Err(error) if error.code == Code::Damaged => {
                drop(project);
                in_place(path, &request)
            }
            other => Ok(other?.value),
        },
        Err(error)
            if matches!(
                error.code,
                Code::Damaged | Code::NotAProject | Code::NotFound | Code::Internal
            ) =>
        {
            in_place(path, &request)
        }
        Err(error) => Err(error),
    }
}

fn in_place(path: &Path, request: &BackupName) -> Result<Restored> {
    let restored = match &request.name {
        Some(name) => named(path, name)?,
        None => folder::backups(path)?
            .into_iter()
            .next()
            .ok_or_else(|| none(path))?,
    };
    let aside = free_aside(path);
    put_in_place(restored.path.as_ref(), path, &aside)?;
    drop(Project::open(path)?);
    Ok(Restored {
        restored,
        before: None,
        aside: aside.exists().then(|| aside.display().to_string()),
    })
}

fn named(project: &Path, name: &str) -> Result<Backup> {
    let backups = folder::backups(project)?;
    let found = backups.into_iter().find(|backup| backup.name == name);
    found.ok_or_else(|| {
        Error::not_found(format!(
            "there is no backup “{name}” of {}; see which there are with `assay backup list`",
            project.display()
        ))
    })
}

/// The newest backup of another state than the project is in: restoring again, after a restore that
/// was stopped when it had made its own backup, restores the same one.
fn other_than_now(project: &Project) -> Result<Backup> {
    let backups = folder::backups(project.path())?;
    if backups.is_empty() {
        return Err(none(project.path()));
    }
    project.read(|store| {
        for backup in backups {
            if !store.has_history_of(backup.path.as_ref())? {
                return Ok(backup);
            }
        }
        Err(Error::not_found(
            "the project is as every backup of it is; there is nothing to restore",
        ))
    })
}

fn none(project: &Path) -> Error {
    Error::not_found(format!(
        "there is no backup of {}; they lie in {}",
        project.display(),
        folder::folder(project).display()
    ))
}

/// A name beside the project that is free: `shop.assay.damaged`, with the time where that is taken.
fn free_aside(path: &Path) -> PathBuf {
    let named = |end: String| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let first = named(".damaged".to_owned());
    if first.exists() {
        named(format!(".damaged-{}", now()))
    } else {
        first
    }
}
