//! What the window starts with: the workbench, and the project named on the command line.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use assay_workbench::{Error, Project, Task, Workbench};

/// What every call from the window needs.
pub struct Shell {
    /// The application itself.
    pub workbench: Arc<Workbench>,
    /// Work under way, by the id that the window gave it.
    pub tasks: Mutex<HashMap<String, Task>>,
    /// Why the project named on the command line did not open. The window's first question about
    /// the project is answered with it, so that it is shown as any other error is.
    pub start_error: Mutex<Option<Error>>,
}

/// Opens `project` when there is one. A project that cannot be opened is an error for the window
/// to show, not a reason to stay closed.
pub fn shell(project: Option<PathBuf>) -> Shell {
    let (workbench, start_error) = match project.as_deref().map(Project::open) {
        None => (Workbench::new(), None),
        Some(Ok(project)) => (Workbench::with_project(project), None),
        Some(Err(error)) => (Workbench::new(), Some(error)),
    };
    Shell {
        workbench: Arc::new(workbench),
        tasks: Mutex::default(),
        start_error: Mutex::new(start_error),
    }
}
