use std::collections::HashMap;
use std::time::Instant;

use assay_analysis::{Aside, FoundThemes, Passages, ThemeSettings, find_themes, match_themes};
use assay_store::{AsideRow, MachineTag, NewRun, PassageRow, RunRow, RunTheme, Store, Write};

use super::notes::notes;
use super::{AnalyzeReport, AnalyzeRequest, SetAside};
use crate::handle::now;
use crate::{Changed, Code, Error, Project, Result, Task};

/// Find themes in all passages. Themes that continue earlier ones keep their number, name and
/// everything a person decided about them. When the result is the one already shown, nothing
/// changes.
pub fn analyze(
    project: &Project,
    request: AnalyzeRequest,
    task: &Task,
) -> Result<Changed<AnalyzeReport>> {
    let settings = settings(&request)?;
    let started = Instant::now();
    task.update("Reading the passages", 0, 0)?;
    let before = project.read(Before::read)?;
    if before.passages.is_empty() {
        return Err(Error::bad_input(
            "there is no feedback to analyse yet; import a survey, tickets or interviews first",
        ));
    }
    let found = find(&before.passages, &settings, task)?;
    let continued = before.continued_by(&found);
    let run = NewRun {
        created_at: now(),
        granularity: settings.granularity,
        themes: settings.themes,
        seed: settings.seed,
        passages: before.passages.len() as u64,
        hash: found.hash(),
        seconds: started.elapsed().as_secs_f64(),
    };
    let report = before.report(&found, &continued, &run);
    if let Some(shown) = before.shows_already(&run) {
        let value = AnalyzeReport {
            run: shown,
            ..report
        };
        return Ok(Changed {
            value,
            changed: Vec::new(),
        });
    }
    task.update("Storing the themes", 0, 0)?;
    let stored = project.write(|write| {
        write.describe(format!("Find {} themes", found.themes.len()));
        store(write, &before, &run, &found, &continued)
    })?;
    Ok(Changed {
        value: AnalyzeReport {
            run: stored.value,
            ..report
        },
        changed: stored.changed,
    })
}

/// The project as the analysis found it.
struct Before {
    sources: Vec<i64>,
    passages: Vec<PassageRow>,
    run: Option<RunRow>,
    unread: u64,
    /// Each theme of the run before with its passages, both by number.
    themes: Vec<(i64, Vec<i64>)>,
    labels: HashMap<i64, String>,
}

impl Before {
    fn read(store: &Store) -> Result<Before> {
        Ok(Before {
            sources: store.live_sources()?,
            passages: store.passages()?,
            run: store.current_run()?,
            unread: store.passages_without_run()?,
            themes: store.machine_partition()?,
            labels: store
                .themes()?
                .into_iter()
                .map(|theme| (theme.id, theme.label))
                .collect(),
        })
    }

    /// For each found theme the number of the theme before that it continues.
    fn continued_by(&self, found: &FoundThemes) -> Vec<Option<i64>> {
        let earlier: Vec<Vec<i64>> = self
            .themes
            .iter()
            .map(|(_, passages)| passages.clone())
            .collect();
        let mut parts = vec![Vec::new(); found.themes.len()];
        for tag in found.tags.iter().filter(|tag| tag.main) {
            parts[tag.theme].push(self.passages[tag.passage].id);
        }
        let continued = match_themes(&earlier, &parts).into_iter();
        continued
            .map(|index| index.map(|index| self.themes[index].0))
            .collect()
    }

    /// The run on show, when doing it again gave the same.
    fn shows_already(&self, run: &NewRun) -> Option<i64> {
        let shown = self.run.as_ref().filter(|_| self.unread == 0)?;
        let same = shown.run.hash == run.hash
            && shown.run.granularity == run.granularity
            && shown.run.themes == run.themes
            && shown.run.seed == run.seed
            && shown.run.passages == run.passages;
        same.then_some(shown.id)
    }

    fn report(
        &self,
        found: &FoundThemes,
        continued: &[Option<i64>],
        run: &NewRun,
    ) -> AnalyzeReport {
        let main = found.tags.iter().filter(|tag| tag.main);
        let new = found
            .themes
            .iter()
            .zip(continued)
            .filter(|(_, old)| old.is_none());
        let gone = self
            .themes
            .iter()
            .filter(|(number, _)| !continued.contains(&Some(*number)));
        let count = |why| {
            found
                .aside
                .iter()
                .filter(|aside| **aside == Some(why))
                .count() as u64
        };
        let aside = SetAside {
            no_answer: count(Aside::NoAnswer),
            boilerplate: count(Aside::Boilerplate),
            repeat: count(Aside::Repeat),
            trimmed: count(Aside::Trimmed),
        };
        AnalyzeReport {
            run: 0,
            passages: run.passages,
            themes: found.themes.len() as u64,
            weak: main.clone().filter(|tag| tag.weak).count() as u64,
            untagged: run.passages - main.count() as u64,
            aside,
            notes: notes(run.passages, &aside),
            continued: continued.iter().flatten().count() as u64,
            new: new.map(|(theme, _)| theme.label.clone()).collect(),
            gone: gone
                .filter_map(|(number, _)| self.labels.get(number).cloned())
                .collect(),
            hash: run.hash.clone(),
            seconds: run.seconds,
        }
    }
}

fn store(
    write: &mut Write,
    before: &Before,
    run: &NewRun,
    found: &FoundThemes,
    continued: &[Option<i64>],
) -> Result<i64> {
    let run = write.stage_run(run, &before.sources)?.ok_or_else(|| {
        Error::new(
            Code::Busy,
            "the project's sources changed during the analysis, so its result was put aside; analyse again",
        )
    })?;
    let passage = |index: &usize| before.passages[*index].id;
    let mut themes = Vec::with_capacity(found.themes.len());
    for (theme, continued) in found.themes.iter().zip(continued) {
        themes.push(RunTheme {
            theme: match continued {
                Some(number) => *number,
                None => write.add_machine_theme()?,
            },
            label: theme.label.clone(),
            keywords: theme.keywords.clone(),
            quotes: theme.quotes.iter().map(passage).collect(),
        });
    }
    let tag = |tag: &assay_analysis::FoundTag| MachineTag {
        passage: passage(&tag.passage),
        theme: themes[tag.theme].theme,
        similarity: tag.similarity,
        main: tag.main,
        weak: tag.weak,
    };
    let tags: Vec<MachineTag> = found.tags.iter().map(tag).collect();
    write.add_findings(run, &themes, &tags)?;
    write.add_asides(run, &asides(before, found))?;
    write.set_current_run(run)?;
    Ok(run)
}

/// What was set aside, for the store.
fn asides(before: &Before, found: &FoundThemes) -> Vec<AsideRow> {
    let rows = found.aside.iter().enumerate();
    rows.filter_map(|(passage, why)| {
        let why = (*why)?;
        let first = found.same_as[passage];
        Some(AsideRow {
            passage: before.passages[passage].id,
            why: why.name(),
            same_as: (why == Aside::Repeat).then(|| before.passages[first].id),
        })
    })
    .collect()
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
    let items: Vec<i64> = passages.iter().map(|passage| passage.item).collect();
    let passages = Passages {
        texts: &texts,
        items: &items,
    };
    Ok(find_themes(passages, settings, task)?)
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
