use super::{CutReport, RunId};
use crate::{Changed, Error, Project, Result, Task, themes};

/// Show an earlier run again. What a person decided since then is laid over it.
pub fn switch(project: &Project, request: RunId, _task: &Task) -> Result<Changed<CutReport>> {
    let runs = project.read(|store| Ok(store.runs()?))?;
    let run = runs
        .into_iter()
        .find(|run| run.id == request.id)
        .ok_or_else(|| {
            Error::not_found(format!(
                "there is no run {}; `assay runs` lists them",
                request.id
            ))
        })?;
    let what = format!("Show run {}", run.id);
    themes::show_run(project, &run, what)
}
