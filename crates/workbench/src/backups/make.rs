use super::{Backup, BackupReason, folder};
use crate::handle::now;
use crate::{Error, Project, Result};

/// Make a backup now. It stays until a person removes the file.
pub fn make(project: &Project) -> Result<Backup> {
    write(project, BackupReason::Asked)
}

/// Copy the project into its folder of backups.
pub(super) fn write(project: &Project, why: BackupReason) -> Result<Backup> {
    let folder = folder::folder(project.path());
    if let Err(error) = std::fs::create_dir(&folder)
        && error.kind() != std::io::ErrorKind::AlreadyExists
    {
        return Err(Error::file(&folder, "made", &error));
    }
    let path = folder::free_path(project.path(), why, now());
    project.copy_to(&path)?;
    folder::backup(&path).ok_or_else(|| {
        Error::not_found(format!(
            "the backup {} was taken away by another program; make it again",
            path.display()
        ))
    })
}
