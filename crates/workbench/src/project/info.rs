use assay_store::{AsideCounts, Noun};

use super::{Counts, ProjectInfo, RunInfo};
use crate::themes::notes;
use crate::{Project, Result, activation};

/// What the project holds now.
pub fn info(project: &Project) -> Result<ProjectInfo> {
    let sentence = activation::settings(project)?.map(|settings| settings.sentence());
    let counts = project.cached(&[Noun::Items], |project| {
        project.read(|store| Ok(store.counts()?))
    })?;
    let of_run = project.cached(&[Noun::Items, Noun::Runs], |project| {
        project.read(|store| {
            Ok(OfRun {
                aside: store.aside_counts()?,
                passages_without_run: store.passages_without_run()?,
            })
        })
    })?;
    project.read(|store| {
        let history = store.history()?;
        let aside = of_run.aside.into();
        let themes = store.themes()?.into_iter();
        let themes = themes.filter(|theme| !theme.hidden && !theme.group);
        let path = project.path();
        Ok(ProjectInfo {
            path: path.display().to_string(),
            name: path
                .file_stem()
                .map(|stem| stem.to_string_lossy().into_owned())
                .unwrap_or_default(),
            counts: Counts {
                sources: counts.sources,
                items: counts.items,
                no_answers: counts.no_answers,
                passages: counts.passages,
                customers: counts.customers,
                events: counts.events,
                themes: themes.count() as u64,
            },
            run: store.current_run()?.map(|row| RunInfo {
                notes: notes(row.run.passages, &aside),
                aside,
                id: row.id,
                previous: row.previous,
                created_at: row.run.created_at,
                granularity: row.run.granularity,
                themes: row.run.themes,
                seed: row.run.seed,
                encoder: row.run.encoder,
                passages: row.run.passages,
                hash: row.run.hash,
                seconds: row.run.seconds,
            }),
            passages_without_run: of_run.passages_without_run,
            undo: history
                .iter()
                .find(|change| !change.undone)
                .map(|change| change.what.clone()),
            redo: history
                .iter()
                .rev()
                .find(|change| change.undone)
                .map(|change| change.what.clone()),
            activation: sentence,
        })
    })
}

/// What is counted of the current run.
struct OfRun {
    aside: AsideCounts,
    passages_without_run: u64,
}
