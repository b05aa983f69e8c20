use std::collections::HashMap;
use std::time::Instant;

use assay_analysis::{FoundThemes, ThemeSettings, find_themes, match_themes};
use assay_store::{MachineTag, NewRun, PassageRow, RunRow, RunTheme};

use super::{AnalyzeReport, AnalyzeRequest};
use crate::handle::now;
use crate::{Changed, Error, Project, Result, Task};

/// Find themes in all passages. Themes that continue earlier ones keep their number, name and
/// everything a person decided about them.
pub fn analyze(
    project: &Project,
    request: AnalyzeRequest,
    task: &Task,
) -> Result<Changed<AnalyzeReport>> {
    let settings = settings(&request)?;
    let started = Instant::now();
    task.update("Reading the passages", 0, 0)?;
    let (passages, previous, labels) = project.read(|store| {
        let labels: HashMap<i64, String> = store
            .themes()?
            .into_iter()
            .map(|theme| (theme.id, theme.label))
            .collect();
        Ok((store.passages()?, store.machine_partition()?, labels))
    })?;
    if passages.is_empty() {
        return Err(Error::bad_input(
            "there is no feedback to analyse yet; import a survey, tickets or interviews first",
        ));
    }
    let found = find(&passages, &settings, task)?;
    let hash = found.hash();

    let (numbers, earlier): (Vec<i64>, Vec<Vec<i64>>) = previous.into_iter().unzip();
    let continues: Vec<Option<i64>> = match_themes(&earlier, &partition(&found, &passages))
        .into_iter()
        .map(|index| index.and_then(|index| numbers.get(index).copied()))
        .collect();
    let main = found.tags.iter().filter(|tag| tag.main).count() as u64;
    let mut report = AnalyzeReport {
        run: 0,
        passages: passages.len() as u64,
        themes: found.themes.len() as u64,
        weak: found.tags.iter().filter(|tag| tag.main && tag.weak).count() as u64,
        untagged: passages.len() as u64 - main,
        continued: continues.iter().flatten().count() as u64,
        new: found
            .themes
            .iter()
            .zip(&continues)
            .filter(|(_, old)| old.is_none())
            .map(|(theme, _)| theme.label.clone())
            .collect(),
        gone: numbers
            .iter()
            .filter(|number| !continues.contains(&Some(**number)))
            .filter_map(|number| labels.get(number).cloned())
            .collect(),
        seconds: 0.0,
        hash: hash.clone(),
    };
    task.update("Storing the themes", 0, 0)?;
    report.seconds = started.elapsed().as_secs_f64();
    let changed = project.write(|write| {
        write.describe(format!("Find {} themes", found.themes.len()));
        let run = write.stage_run(&NewRun {
            created_at: now(),
            granularity: settings.granularity,
            themes: settings.themes,
            seed: settings.seed,
            passages: passages.len() as u64,
            hash,
            seconds: report.seconds,
        })?;
        let mut themes = Vec::with_capacity(found.themes.len());
        for (theme, continued) in found.themes.iter().zip(&continues) {
            themes.push(RunTheme {
                theme: match continued {
                    Some(number) => *number,
                    None => write.add_machine_theme()?,
                },
                label: theme.label.clone(),
                keywords: theme.keywords.clone(),
                quotes: theme
                    .quotes
                    .iter()
                    .map(|index| passages[*index].id)
                    .collect(),
            });
        }
        let tags: Vec<MachineTag> = found
            .tags
            .iter()
            .map(|tag| MachineTag {
                passage: passages[tag.passage].id,
                theme: themes[tag.theme].theme,
                similarity: tag.similarity,
                main: tag.main,
                weak: tag.weak,
            })
            .collect();
        write.add_findings(run, &themes, &tags)?;
        write.set_current_run(run)?;
        Ok(run)
    })?;
    report.run = changed.value;
    Ok(Changed {
        value: report,
        changed: changed.changed,
    })
}

/// The hash of `run` done again on the passages it read.
pub(crate) fn recompute(project: &Project, run: &RunRow, task: &Task) -> Result<String> {
    let passages = project.read(|store| Ok(store.passages_of_run(run.id)?))?;
    let settings = ThemeSettings {
        granularity: run.run.granularity,
        themes: run.run.themes,
        seed: run.run.seed,
    };
    Ok(find(&passages, &settings, task)?.hash())
}

fn find(passages: &[PassageRow], settings: &ThemeSettings, task: &Task) -> Result<FoundThemes> {
    let texts: Vec<&str> = passages
        .iter()
        .map(|passage| passage.text.as_str())
        .collect();
    Ok(find_themes(&texts, settings, task)?)
}

fn settings(request: &AnalyzeRequest) -> Result<ThemeSettings> {
    let default = ThemeSettings::default();
    let granularity = request.granularity.unwrap_or(default.granularity);
    if !(0.01..=100.0).contains(&granularity) {
        return Err(Error::bad_input(format!(
            "a granularity of {granularity} makes no sense; 1 is the default, 0.5 is broader, 2 is finer"
        )));
    }
    if request.themes == Some(0) {
        return Err(Error::bad_input(
            "0 themes make no sense; ask for at least 1, or leave the number out",
        ));
    }
    Ok(ThemeSettings {
        granularity,
        themes: request.themes,
        seed: request.seed.unwrap_or(default.seed),
    })
}

/// The passages of each found theme, by number.
fn partition(found: &FoundThemes, passages: &[PassageRow]) -> Vec<Vec<i64>> {
    let mut partition = vec![Vec::new(); found.themes.len()];
    for tag in found.tags.iter().filter(|tag| tag.main) {
        partition[tag.theme].push(passages[tag.passage].id);
    }
    partition
}
