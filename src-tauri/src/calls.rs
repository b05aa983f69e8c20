//! The one door between the window and the workbench.

use std::sync::{Arc, MutexGuard, PoisonError};

use assay_workbench::{Code, Error, Progress, Task};
use serde_json::Value;
use tauri::State;
use tauri::ipc::Channel;

use crate::start::Shell;

/// Calls the workbench on a thread of its own and reports progress through the channel.
#[tauri::command]
pub async fn call(
    shell: State<'_, Shell>,
    name: String,
    request: Value,
    task: String,
    on_progress: Channel<Progress>,
) -> Result<Value, Error> {
    if name == "project_info"
        && let Some(error) = locked(&shell.start_error).take()
    {
        return Err(error);
    }
    let work = Task::new(move |progress| {
        // A window that has gone away no longer wants to know.
        let _ = on_progress.send(progress);
    });
    locked(&shell.tasks).insert(task.clone(), work.clone());
    let workbench = Arc::clone(&shell.workbench);
    let answer =
        tauri::async_runtime::spawn_blocking(move || workbench.call(&name, request, &work)).await;
    locked(&shell.tasks).remove(&task);
    answer.unwrap_or_else(|_| {
        Err(Error {
            code: Code::Internal,
            message: "a mistake in Assay stopped this step; the project is as it was".to_owned(),
        })
    })
}

/// Asks the work with this id to stop. Work that is already done is left as it is.
#[tauri::command]
pub fn cancel(shell: State<'_, Shell>, task: String) {
    if let Some(work) = locked(&shell.tasks).get(&task) {
        work.cancel();
    }
}

/// The data behind a lock are whole even if a thread stopped while holding it: each use is one step.
fn locked<T>(mutex: &std::sync::Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
