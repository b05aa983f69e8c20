use std::path::Path;

use crate::{Project, Result};

/// Make a new, empty project file.
pub fn create(path: &Path) -> Result<Project> {
    Project::create(path)
}
