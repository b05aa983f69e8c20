use std::path::Path;

use crate::{Project, Result};

/// Open a project file, migrating it when an older Assay made it.
pub fn open(path: &Path) -> Result<Project> {
    Project::open(path)
}
