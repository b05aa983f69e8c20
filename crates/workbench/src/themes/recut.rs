use std::collections::BTreeSet;
use std::sync::Arc;

use assay_store::{NewRun, RunRow};

use super::cut::themes_at;
use super::keeping::known;
use super::list::KNOWN;
use super::publish::{Before, Shown, main_parts, publish, stored_parts};
use super::{LevelSummary, Levels, RecutRequest};
use crate::handle::now;
use crate::runs::CutReport;
use crate::{Changed, Error, Project, Result, Task};

/// The levels of granularity that the themes on show can be cut at, with the themes that each would
/// show. What a person keeps together may leave a level nothing to show that the one before does not
/// show; such a level is left out.
pub fn levels(project: &Project) -> Result<Levels> {
    let levels: Arc<Levels> = project.cached(&KNOWN, read_levels)?;
    Ok((*levels).clone())
}

fn read_levels(project: &Project) -> Result<Levels> {
    let before = Before::read(project)?;
    let Some(run) = &before.run else {
        return Ok(Levels {
            levels: Vec::new(),
            current: None,
        });
    };
    let rows = project.read(|store| Ok(store.levels(run.analysis())?))?;
    let mut decided = match before.decided() {
        true => {
            let main = main_parts(project, run.analysis())?;
            let parts = project.read(|store| stored_parts(store, run.analysis(), &main))?;
            let standing = before.standing(run.run.granularity);
            Some((known(&parts, &standing), parts, standing))
        }
        false => None,
    };
    let current = run.run.level;
    let mut levels: Vec<LevelSummary> = Vec::new();
    let mut shown: Option<BTreeSet<Vec<usize>>> = None;
    for (level, row) in rows.iter().enumerate() {
        let mut themes = row.group_of.iter().max().map_or(0, |last| last + 1);
        if let Some((known, parts, standing)) = &mut decided {
            standing.kept = before.kept(row.granularity);
            let planned = themes_at(parts, level, known, standing).into_iter();
            let own: BTreeSet<Vec<usize>> = planned.map(|theme| theme.parts).collect();
            themes = own.len();
            if shown.replace(own.clone()) == Some(own) {
                if current != Some(level) {
                    continue;
                }
                levels.pop();
            }
        }
        levels.push(LevelSummary {
            level: level as u64,
            granularity: row.granularity,
            themes: themes as u64,
        });
    }
    Ok(Levels {
        levels,
        current: current.map(|level| level as u64),
    })
}

/// Show the same analysis at another level: its parts are joined to fewer or more themes. Themes
/// that go on keep their number and name, and what a person decided stands.
pub fn recut(project: &Project, request: RecutRequest, _task: &Task) -> Result<Changed<CutReport>> {
    let run = project
        .read(|store| Ok(store.current_run()?))?
        .ok_or_else(|| Error::bad_input("there are no themes yet; analyse first"))?;
    let levels = project.read(|store| Ok(store.levels(run.analysis())?))?;
    let level = levels.get(request.level as usize).ok_or_else(|| {
        Error::bad_input(match levels.len() {
            0 => "the themes have no levels of granularity yet; analyse first".to_owned(),
            count => format!(
                "there is no level {}; choose 0 to {}",
                request.level,
                count - 1
            ),
        })
    })?;
    let what = format!("Set the granularity to {}", level.granularity);
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
    let before = Before::read(project)?;
    let main = main_parts(project, run.analysis())?;
    let (sources, parts) = project.read(|store| {
        Ok((
            store.sources_of_run(run.id)?,
            stored_parts(store, run.analysis(), &main)?,
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
        similarity: main.similarity(),
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
