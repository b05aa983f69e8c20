use assay_store::{NewRun, RunRow};

use super::publish::{Before, Shown, publish, stored_parts};
use super::{LevelSummary, Levels, RecutRequest};
use crate::handle::now;
use crate::runs::CutReport;
use crate::{Changed, Error, Project, Result, Task};

/// The levels of granularity that the themes on show can be cut at.
pub fn levels(project: &Project) -> Result<Levels> {
    project.read(|store| {
        let Some(run) = store.current_run()? else {
            return Ok(Levels {
                levels: Vec::new(),
                current: None,
            });
        };
        let levels = store.levels(run.analysis())?;
        Ok(Levels {
            levels: levels
                .iter()
                .enumerate()
                .map(|(level, row)| LevelSummary {
                    level: level as u64,
                    granularity: row.granularity,
                    themes: row.group_of.iter().max().map_or(0, |last| last + 1) as u64,
                })
                .collect(),
            current: run.run.level.map(|level| level as u64),
        })
    })
}

/// Show the same analysis at another level: its parts are joined to fewer or more themes. Themes
/// that go on keep their number and name, and what a person decided stands.
pub fn recut(project: &Project, request: RecutRequest, _task: &Task) -> Result<Changed<CutReport>> {
    let levels = levels(project)?;
    let level = levels.levels.get(request.level as usize).ok_or_else(|| {
        Error::bad_input(match levels.levels.len() {
            0 => "the themes have no levels of granularity yet; analyse first".to_owned(),
            count => format!(
                "there is no level {}; choose 0 to {}",
                request.level,
                count - 1
            ),
        })
    })?;
    let what = format!("Set the granularity to {}", level.granularity);
    let run = project
        .read(|store| Ok(store.current_run()?))?
        .ok_or_else(|| Error::bad_input("there are no themes yet; analyse first"))?;
    show_level(project, &run, Some(request.level as usize), what)
}

/// Show `run`, an analysis or a cut of one, again.
pub(crate) fn show_run(
    project: &Project,
    run: &RunRow,
    what: String,
) -> Result<Changed<CutReport>> {
    show_level(project, run, run.run.level, what)
}

fn show_level(
    project: &Project,
    run: &RunRow,
    level: Option<usize>,
    what: String,
) -> Result<Changed<CutReport>> {
    let (before, sources, (parts, similarity)) = project.read(|store| {
        Ok((
            Before::read(store)?,
            store.sources_of_run(run.id)?,
            stored_parts(store, run.analysis())?,
        ))
    })?;
    let granularity = match level {
        Some(level) => parts.levels[level].granularity,
        None => run.run.granularity,
    };
    let shown = Shown {
        run: NewRun {
            created_at: now(),
            granularity,
            level,
            analysis: Some(run.analysis()),
            ..run.run.clone()
        },
        sources,
        parts,
        similarity,
        found: None,
    };
    let published = publish(project, before, shown, what)?;
    Ok(Changed {
        value: CutReport {
            run: published.value.run,
            level: level.map(|level| level as u64),
            granularity,
            themes: published.value.themes,
            diff: published.value.diff,
        },
        changed: published.changed,
    })
}
