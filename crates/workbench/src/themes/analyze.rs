use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use assay_analysis::{
    Aside, FoundThemes, Level, Passages, TextVectors, ThemeSettings, aligned, find_themes,
};
use assay_store::{AsideRow, LevelRow, MapRow, NewRun, PartTag, PassageRow, RunRow};

use super::cut::Parts;
use super::notes::notes;
use super::publish::{Before, Found, Shown, publish};
use super::{AnalyzeReport, AnalyzeRequest, SetAside};
use crate::backups::{self, BackupReason};
use crate::encoder::{self, Encoded};
use crate::handle::now;
use crate::runs::RunDiff;
use crate::{Changed, Error, Project, Result, Task};

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
    let (sources, passages) =
        project.read(|store| Ok((store.live_sources()?, store.passages()?)))?;
    if passages.is_empty() {
        return Err(Error::bad_input(
            "there is no feedback to analyse yet; import a survey, tickets or interviews first",
        ));
    }
    let encoded = match &request.encoder {
        Some(folder) => {
            let folder = Path::new(folder);
            Some(encoder::project_vectors(
                project,
                folder,
                &texts(&passages),
                task,
            )?)
        }
        None => None,
    };
    let vectors = encoded.as_ref().map(|encoded| &encoded.vectors);
    let found = find(&passages, vectors, &settings, task)?;
    let level = &found.levels[found.level];
    let run = NewRun {
        created_at: now(),
        granularity: level.granularity,
        themes: settings.themes,
        seed: settings.seed,
        encoder: encoded.as_ref().map(|encoded| encoded.uses.digest.clone()),
        passages: passages.len() as u64,
        hash: found.hash(),
        seconds: started.elapsed().as_secs_f64(),
        analysis: None,
        level: Some(found.level),
    };
    let before = Before::read(project)?;
    let up_to_date = project.read(|store| match &before.run {
        Some(shown) => Ok(store.passages_without_run()? == 0 && store.has_map(shown.analysis())?),
        None => Ok(false),
    })?;
    let mut report = report(&found, &run);
    report.encoder = encoded.as_ref().map(|encoded| encoded.uses.clone());
    if let Some(shown) = before.run.as_ref().filter(|_| up_to_date)
        && shows_already(&shown.run, &run)
    {
        report.run = shown.id;
        report.diff.to = shown.id;
        return Ok(Changed {
            value: report,
            changed: Vec::new(),
        });
    }
    backups::inform(project, BackupReason::Analysis, task)?;
    task.update("Storing the themes", 0, 0)?;
    let what = format!("Find {} themes", found.themes.len());
    let analysis = before.run.as_ref().map(RunRow::analysis);
    let earlier = match analysis {
        Some(analysis) => project.read(|store| Ok(store.map(analysis)?))?,
        None => None,
    };
    let mut shown = shown(&found, encoded.as_ref(), &passages, sources, run);
    if let (Some(found), Some(earlier)) = (&mut shown.found, &earlier) {
        lie_as_before(&mut found.map, earlier);
    }
    let published = publish(project, before, shown, what)?;
    let diff = published.value.diff;
    Ok(Changed {
        value: AnalyzeReport {
            run: published.value.run,
            themes: published.value.themes,
            continued: diff.continued.len() as u64,
            new: labels(diff.new.iter().chain(&diff.split)),
            gone: labels(diff.gone.iter().chain(&diff.merged)),
            diff,
            ..report
        },
        changed: published.changed,
    })
}

fn labels<'a>(changes: impl Iterator<Item = &'a crate::runs::ThemeChange>) -> Vec<String> {
    changes.map(|change| change.label.clone()).collect()
}

/// What an analysis found, with the passages by their numbers.
fn shown<'a>(
    found: &'a FoundThemes,
    encoded: Option<&'a Encoded>,
    passages: &[PassageRow],
    sources: Vec<i64>,
    run: NewRun,
) -> Shown<'a> {
    let ids: Vec<i64> = passages.iter().map(|passage| passage.id).collect();
    let parts = found.levels[found.level].group_of.len();
    let mut of_part = vec![Vec::new(); parts];
    let mut similarity = std::collections::HashMap::with_capacity(ids.len());
    for tag in found.tags.iter().filter(|tag| tag.main) {
        of_part[tag.group].push(ids[tag.passage]);
        similarity.insert(ids[tag.passage], tag.similarity);
    }
    let mut tags: Vec<PartTag> = found
        .tags
        .iter()
        .map(|tag| PartTag {
            passage: ids[tag.passage],
            part: tag.group,
            similarity: tag.similarity,
            main: tag.main,
            weak: tag.weak,
        })
        .collect();
    tags.sort_unstable_by_key(|tag| (tag.passage, tag.part));
    let row = |level: &Level| LevelRow {
        granularity: level.granularity,
        group_of: level.group_of.clone(),
    };
    Shown {
        run,
        sources,
        parts: Parts {
            passages: of_part,
            levels: found.levels.iter().map(row).collect(),
        },
        similarity,
        found: Some(Found {
            themes: &found.themes,
            asides: asides(found, &ids),
            languages: languages(found, &ids),
            map: map(found, &ids),
            vectors: encoded.map_or(&[], |encoded| encoded.fresh.as_slice()),
            passage: ids,
            tags,
        }),
    }
}

/// What was set aside, for the store.
fn asides(found: &FoundThemes, ids: &[i64]) -> Vec<AsideRow> {
    let rows = found.aside.iter().enumerate();
    rows.filter_map(|(passage, why)| {
        let why = (*why)?;
        let first = found.same_as[passage];
        Some(AsideRow {
            passage: ids[passage],
            why: why.name(),
            same_as: (why == Aside::Repeat).then(|| ids[first]),
        })
    })
    .collect()
}

/// The language that most passages are in, and those in another one, for the store.
fn languages<'a>(found: &'a FoundThemes, ids: &[i64]) -> Option<(&'a str, Vec<(i64, &'a str)>)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for language in found.languages.iter().flatten() {
        *counts.entry(language).or_default() += 1;
    }
    let (&most, _) = counts.iter().max_by_key(|(_, count)| **count)?;
    let others = ids.iter().zip(&found.languages);
    let others = others
        .filter_map(|(id, language)| Some((*id, (*language)?)))
        .filter(|(_, language)| *language != most);
    Some((most, others.collect()))
}

/// Where passages lie, for the store: by their numbers, ascending.
fn map(found: &FoundThemes, ids: &[i64]) -> MapRow {
    let placed = ids.iter().zip(&found.map.places);
    let mut placed: Vec<(i64, [u16; 2])> = placed
        .filter_map(|(id, place)| Some((*id, (*place)?)))
        .collect();
    placed.sort_unstable();
    let (passages, places) = placed.into_iter().unzip();
    MapRow {
        passages,
        places,
        lengths: found.map.alike.lengths.clone(),
        cosines: found.map.alike.cosines.clone(),
    }
}

/// Turns a map to where the passages that are on an earlier one lay there.
fn lie_as_before(map: &mut MapRow, earlier: &MapRow) {
    let was = |passage: &i64| {
        let at = earlier.passages.binary_search(passage).ok()?;
        earlier.places.get(at).copied()
    };
    let earlier: Vec<Option<[u16; 2]>> = map.passages.iter().map(was).collect();
    map.places = aligned(&map.places, &earlier);
}

/// Whether doing the run that is shown again gave the same.
fn shows_already(shown: &NewRun, run: &NewRun) -> bool {
    shown.hash == run.hash
        && shown.level == run.level
        && shown.granularity == run.granularity
        && shown.themes == run.themes
        && shown.seed == run.seed
        && shown.encoder == run.encoder
        && shown.passages == run.passages
}

fn report(found: &FoundThemes, run: &NewRun) -> AnalyzeReport {
    let main = found.tags.iter().filter(|tag| tag.main);
    let count = |why| {
        let aside = found.aside.iter().filter(|aside| **aside == Some(why));
        aside.count() as u64
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
        granularity: run.granularity,
        weak: main.clone().filter(|tag| tag.weak).count() as u64,
        untagged: run.passages - main.count() as u64,
        aside,
        notes: notes(run.passages, &aside),
        continued: found.themes.len() as u64,
        new: Vec::new(),
        gone: Vec::new(),
        diff: RunDiff::default(),
        encoder: None,
        hash: run.hash.clone(),
        seconds: run.seconds,
    }
}

/// The hash of the analysis of `run` done again on the passages it read.
pub(crate) fn recompute(project: &Project, run: &RunRow, task: &Task) -> Result<String> {
    let (passages, analysis) = project.read(|store| {
        let of = |other: &RunRow| other.id == run.analysis();
        let analysis = store.runs()?.into_iter().find(of);
        Ok((store.passages_of_run(run.id)?, analysis))
    })?;
    let granularity = analysis.map_or(run.run.granularity, |analysis| analysis.run.granularity);
    let settings = ThemeSettings {
        granularity,
        themes: run.run.themes,
        seed: run.run.seed,
    };
    let vectors = match &run.run.encoder {
        Some(encoder) => Some(encoder::kept(project, encoder, &texts(&passages))?),
        None => None,
    };
    Ok(find(&passages, vectors.as_ref(), &settings, task)?.hash())
}

fn texts(passages: &[PassageRow]) -> Vec<&str> {
    let texts = passages.iter().map(|passage| passage.text.as_str());
    texts.collect()
}

fn find(
    passages: &[PassageRow],
    vectors: Option<&TextVectors>,
    settings: &ThemeSettings,
    task: &Task,
) -> Result<FoundThemes> {
    let texts = texts(passages);
    let items: Vec<i64> = passages.iter().map(|passage| passage.item).collect();
    let passages = Passages {
        texts: &texts,
        items: &items,
        vectors,
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
