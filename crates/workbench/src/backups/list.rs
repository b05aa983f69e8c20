use std::path::Path;

use super::{Backup, folder};
use crate::{Project, Result};

/// The backups of a project, newest first.
pub fn list(project: &Project) -> Result<Vec<Backup>> {
    list_at(project.path())
}

/// [`list`] for a project that may be damaged or gone.
pub fn list_at(path: &Path) -> Result<Vec<Backup>> {
    folder::backups(path)
}
