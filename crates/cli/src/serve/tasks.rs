//! Work under way, by the id that the window gave it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use assay_workbench::Task;

/// All work under way.
#[derive(Default)]
pub struct Tasks(Mutex<HashMap<String, Task>>);

impl Tasks {
    /// Remembers work that begins.
    pub fn begin(&self, id: &str, task: &Task) {
        self.running().insert(id.to_owned(), task.clone());
    }

    /// Forgets work that has ended.
    pub fn end(&self, id: &str) {
        self.running().remove(id);
    }

    /// Asks work to stop. Work that has ended is left as it is.
    pub fn cancel(&self, id: &str) {
        if let Some(task) = self.running().get(id) {
            task.cancel();
        }
    }

    /// Asks everything to stop.
    pub fn cancel_all(&self) {
        for task in self.running().values() {
            task.cancel();
        }
    }

    fn running(&self) -> MutexGuard<'_, HashMap<String, Task>> {
        // Each use is one step, so the map is whole even after a panic elsewhere.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
