use super::RunSummary;
use crate::{Project, Result};

/// The runs, newest first.
pub fn list(project: &Project) -> Result<Vec<RunSummary>> {
    project.read(|store| {
        let current = store.current_run()?.map(|run| run.id);
        let mut runs = Vec::new();
        for run in store.runs()?.into_iter().rev() {
            let mut themes: Vec<i64> = store
                .parts(run.id)?
                .into_iter()
                .map(|(_, theme)| theme)
                .collect();
            themes.sort_unstable();
            themes.dedup();
            runs.push(RunSummary {
                id: run.id,
                created_at: run.run.created_at,
                analysis: run.analysis(),
                granularity: run.run.granularity,
                asked: run.run.themes.map(|themes| themes as u64),
                themes: themes.len() as u64,
                passages: run.run.passages,
                current: current == Some(run.id),
                previous: run.previous,
            });
        }
        Ok(runs)
    })
}
