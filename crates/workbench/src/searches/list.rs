use super::{KEY, SavedSearch};
use crate::{Project, Result};

/// The saved searches, by name.
pub fn list(project: &Project) -> Result<Vec<SavedSearch>> {
    project.read(|store| Ok(store.setting(KEY)?.unwrap_or_default()))
}
