//! Showing an analysis at one of its levels, with what a person decided laid over it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use assay_analysis::FoundTheme;
use assay_store::{
    AsideRow, KeptTag, LevelRow, MainPart, MapRow, NewRun, PartTag, RunRow, RunTheme, Store,
    TextDigest, ThemeRow,
};

use super::cut::{Parts, Planned, Standing, cut};
use super::keeping::joining;
use super::naming::described;
use super::rules;
use crate::runs::{Divided, RunDiff, compare};
use crate::{Changed, Code, Error, Noun, Project, Result};

/// The project as it stands, before another run is shown.
pub(super) struct Before {
    pub(super) run: Option<RunRow>,
    /// The main theme of each passage.
    pub(super) theme_of: HashMap<i64, i64>,
    /// The passages among them whose theme a person decided.
    moved: Vec<(i64, i64)>,
    pub(super) themes: Vec<ThemeRow>,
    /// Of the run that is shown, each parent with the themes under it.
    parents: BTreeMap<i64, Vec<i64>>,
}

/// What is to be shown.
pub(super) struct Shown<'a> {
    /// The run; of a cut, `analysis` says of what.
    pub(super) run: NewRun,
    /// The sources it read.
    pub(super) sources: Vec<i64>,
    pub(super) parts: Parts,
    /// How like each passage is to its part.
    pub(super) similarity: HashMap<i64, f32>,
    /// What a new analysis found.
    pub(super) found: Option<Found<'a>>,
}

/// What a new analysis found beside its parts.
pub(super) struct Found<'a> {
    /// The themes of the level that is shown, by group.
    pub(super) themes: &'a [FoundTheme],
    /// The passage that each of their quotes is.
    pub(super) passage: Vec<i64>,
    /// By passage and part.
    pub(super) tags: Vec<PartTag>,
    /// What was set aside.
    pub(super) asides: Vec<AsideRow>,
    /// The language that most passages are in, and those in another one.
    pub(super) languages: Option<(&'a str, Vec<(i64, &'a str)>)>,
    /// Where the passages lie.
    pub(super) map: MapRow,
    /// Vectors that its sentence encoder gave to texts and that are new.
    pub(super) vectors: &'a [(TextDigest, Vec<i16>)],
}

/// What was shown.
pub(super) struct Published {
    pub(super) run: i64,
    pub(super) themes: u64,
    pub(super) diff: RunDiff,
}

impl Found<'_> {
    /// Passages of themes as they will be kept there: with how well they fit the part they are in.
    fn kept(&self, passages: &BTreeMap<i64, Vec<i64>>) -> Vec<(i64, Vec<KeptTag>)> {
        let main = |passage: &i64| {
            let from = self.tags.partition_point(|tag| tag.passage < *passage);
            let own = self.tags[from..].iter();
            let mut own = own.take_while(|tag| tag.passage == *passage);
            own.find(|tag| tag.main).map(|tag| KeptTag {
                passage: *passage,
                similarity: f64::from(tag.similarity),
                weak: tag.weak,
            })
        };
        let kept = passages.iter();
        kept.map(|(theme, passages)| (*theme, passages.iter().filter_map(main).collect()))
            .collect()
    }
}

impl Before {
    pub(super) fn read(project: &Project) -> Result<Before> {
        let run = project.read(|store| Ok(store.current_run()?))?;
        let main = match &run {
            Some(run) => main_parts(project, run.analysis())?,
            None => Arc::default(),
        };
        project.read(|store| {
            let mut parents: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
            if let Some(run) = &run {
                for theme in store.run_themes(run.id)? {
                    if let Some(parent) = theme.parent {
                        parents.entry(parent).or_default().push(theme.theme);
                    }
                }
            }
            Ok(Before {
                theme_of: store.partition(&main.parts)?.into_iter().collect(),
                moved: store.moved_passages()?,
                themes: store.themes()?,
                parents,
                run,
            })
        })
    }

    /// Whether a person decided anything that stands over a cut.
    pub(super) fn decided(&self) -> bool {
        !self.moved.is_empty() || self.themes.iter().any(|theme| stays(theme, true))
    }

    /// What a cut at `granularity` has to go by, but for earlier cuts.
    pub(super) fn standing(&self, granularity: f64) -> Standing {
        let locked = self.themes.iter().filter(|theme| theme.locked);
        Standing {
            theme_of: self.theme_of.clone(),
            pinned: self.moved.iter().map(|(passage, _)| *passage).collect(),
            kept: self.kept(granularity),
            locked: locked.map(|theme| theme.id).collect(),
            parents: self.parents.clone(),
            made_of: HashMap::new(),
        }
    }

    /// Themes whose passages stay together: those that a person made, merged, locked or hid, and
    /// where the granularity is the same as before, those that a person named or put in their place.
    pub(super) fn kept(&self, granularity: f64) -> BTreeSet<i64> {
        let same = self
            .run
            .as_ref()
            .is_some_and(|run| run.run.granularity == granularity);
        let with_passages: BTreeSet<i64> = self.theme_of.values().copied().collect();
        self.themes
            .iter()
            .filter(|theme| stays(theme, same))
            .map(|theme| theme.id)
            .filter(|id| with_passages.contains(id))
            .collect()
    }
}

/// Whether a theme keeps its parts: at any granularity, or only at the `same` one.
fn stays(theme: &ThemeRow, same: bool) -> bool {
    let always = theme.made || theme.merged || theme.locked || theme.hidden;
    always || ((theme.renamed || theme.arranged) && same)
}

/// Show `shown` in one step that `what` describes.
pub(super) fn publish(
    project: &Project,
    before: Before,
    shown: Shown,
    what: String,
) -> Result<Changed<Published>> {
    let earlier = match shown.run.analysis {
        Some(analysis) => project.read(|store| Earlier::read(store, analysis))?,
        None => Earlier::default(),
    };
    let level = shown.run.level.unwrap_or(0);
    let mut standing = before.standing(shown.run.granularity);
    standing.made_of.clone_from(&earlier.made_of);
    // New data joins a locked theme also out of a part that the theme cannot take as a whole.
    let joining = match &shown.found {
        Some(found) => found.kept(&joining(&shown.parts, &standing)),
        None => Vec::new(),
    };
    let joined = joining
        .iter()
        .flat_map(|(theme, tags)| tags.iter().map(|tag| (tag.passage, *theme)));
    let joined: Vec<(i64, i64)> = joined.collect();
    (standing.pinned).extend(joined.iter().map(|(passage, _)| *passage));
    let planned = cut(&shown.parts, level, &standing);
    let described = project.read(|store| described(store, &before, &shown, &earlier, &planned))?;
    let same = earlier.same(&planned, level);
    // New data is a reason to look again for what rules take in; another level is none.
    let rules = match shown.found {
        Some(_) => project.read(rules::all_matches)?,
        None => Vec::new(),
    };
    let written = project.write(|write| {
        write.describe(what);
        if let Some(run) = same {
            write.set_current_run(run)?;
            return Ok((run, planned.iter().filter_map(|theme| theme.id).collect()));
        }
        let after = before.run.as_ref().map(|run| run.id);
        let run = write
            .stage_run(&shown.run, &shown.sources, after)?
            .ok_or_else(|| {
                Error::new(
                    Code::Busy,
                    "the project's sources or themes changed meanwhile, so the result was put aside; try again",
                )
            })?;
        if let Some(found) = &shown.found {
            write.add_analysis(run, &shown.parts.levels, &found.tags)?;
            write.add_asides(run, &found.asides)?;
            write.add_map(run, &found.map)?;
            if let Some((most, others)) = &found.languages {
                write.add_languages(run, most, others)?;
            }
            if let Some(encoder) = &shown.run.encoder {
                write.add_text_vectors(encoder, found.vectors)?;
            }
        }
        for (theme, tags) in &rules {
            write.set_rule_tags(*theme, tags)?;
        }
        let mut ids = Vec::with_capacity(planned.len());
        for theme in &planned {
            ids.push(match theme.id {
                Some(id) => id,
                None => write.add_machine_theme()?,
            });
        }
        let rows: Vec<RunTheme> = planned
            .iter()
            .zip(described)
            .enumerate()
            .map(|(place, (theme, described))| RunTheme {
                theme: ids[place],
                parent: theme.parent.map(|parent| ids[parent]),
                ..described
            })
            .collect();
        for (theme, tags) in &joining {
            write.keep_passages(tags, *theme)?;
        }
        let theme_of_part = of_parts(&planned, &ids, shown.parts.passages.len());
        write.add_cut(run, &rows, &theme_of_part)?;
        write.set_current_run(run)?;
        Ok((run, ids))
    })?;
    let (run, ids): (i64, Vec<i64>) = written.value;
    let theme_of_part = of_parts(&planned, &ids, shown.parts.passages.len());
    let mut after: HashMap<i64, i64> = HashMap::new();
    for (passages, theme) in shown.parts.passages.iter().zip(&theme_of_part) {
        after.extend(passages.iter().map(|passage| (*passage, *theme)));
    }
    after.extend(before.moved.iter().copied());
    after.extend(joined);
    let names = project.read(|store| Ok(store.theme_names()?))?;
    let above = planned.iter().zip(&ids).filter(|(theme, _)| theme.above);
    let after = Divided {
        theme_of: after,
        parents: above.map(|(_, id)| *id).collect(),
    };
    let before_it = Divided {
        theme_of: before.theme_of,
        parents: before.parents.into_keys().collect(),
    };
    let mut diff = compare(&before_it, &after, &names);
    (diff.from, diff.to) = (before.run.as_ref().map(|run| run.id), run);
    Ok(Changed {
        value: Published {
            run,
            themes: planned.iter().filter(|theme| !theme.above).count() as u64,
            diff,
        },
        changed: written.changed,
    })
}

/// The theme of each part.
fn of_parts(planned: &[Planned], ids: &[i64], parts: usize) -> Vec<i64> {
    let mut of_parts = vec![0; parts];
    for (theme, &id) in planned.iter().zip(ids).filter(|(theme, _)| !theme.above) {
        for &part in &theme.parts {
            of_parts[part] = id;
        }
    }
    of_parts
}

/// How a run groups its parts: the theme of each set of parts.
type Cut = BTreeSet<(Vec<usize>, i64)>;

/// Earlier cuts of the same analysis.
#[derive(Default)]
pub(super) struct Earlier {
    made_of: HashMap<Vec<usize>, i64>,
    pub(super) described: HashMap<Vec<usize>, RunTheme>,
    /// The run of each (level, theme of each part, its parents).
    runs: Vec<(i64, usize, Cut)>,
}

impl Earlier {
    fn read(store: &Store, analysis: i64) -> Result<Earlier> {
        let mut earlier = Earlier::default();
        for run in store.runs()? {
            if run.analysis() != analysis {
                continue;
            }
            let mut parts: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
            for (part, theme) in store.parts(run.id)? {
                parts.entry(theme).or_default().push(part);
            }
            let themes = store.run_themes(run.id)?;
            let mut above: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
            for theme in &themes {
                if let (Some(parent), Some(own)) = (theme.parent, parts.get(&theme.theme)) {
                    above.entry(parent).or_default().extend(own);
                }
            }
            above.values_mut().for_each(|parts| parts.sort_unstable());
            parts.extend(above);
            for theme in themes {
                if let Some(parts) = parts.get(&theme.theme) {
                    earlier.made_of.insert(parts.clone(), theme.theme);
                    earlier.described.insert(parts.clone(), theme);
                }
            }
            let made = parts.into_iter().map(|(theme, parts)| (parts, theme));
            earlier
                .runs
                .push((run.id, run.run.level.unwrap_or(0), made.collect()));
        }
        Ok(earlier)
    }

    /// The run that shows exactly what is planned, if there is one.
    fn same(&self, planned: &[Planned], level: usize) -> Option<i64> {
        let made: Option<BTreeSet<(Vec<usize>, i64)>> = planned
            .iter()
            .map(|theme| Some((theme.parts.clone(), theme.id?)))
            .collect();
        let made = made?;
        let same = self.runs.iter().find(|run| run.1 == level && run.2 == made);
        same.map(|run| run.0)
    }
}

/// The main part of each passage of an analysis.
#[derive(Default)]
pub(super) struct MainParts {
    analysis: Option<i64>,
    /// By passage.
    pub(super) parts: Vec<MainPart>,
}

/// The main parts of an analysis; those of the one that is shown are kept while people edit.
pub(super) fn main_parts(project: &Project, analysis: i64) -> Result<Arc<MainParts>> {
    let read = |store: &Store, analysis: i64| {
        Ok(MainParts {
            analysis: Some(analysis),
            parts: store.main_parts(analysis)?,
        })
    };
    let shown = project.cached(&[Noun::Items, Noun::Runs], |project| {
        project.read(|store| match store.current_run()? {
            Some(run) => read(store, run.analysis()),
            None => Ok(MainParts::default()),
        })
    })?;
    if shown.analysis == Some(analysis) {
        return Ok(shown);
    }
    project.read(|store| Ok(Arc::new(read(store, analysis)?)))
}

/// The parts of a stored analysis, whose main parts are `main`. One made before there were levels
/// has one level: its themes.
pub(super) fn stored_parts(store: &Store, analysis: i64, main: &MainParts) -> Result<Parts> {
    let mut levels = store.levels(analysis)?;
    let of_run = store.parts(analysis)?;
    let count = of_run.iter().map(|(part, _)| part + 1).max().unwrap_or(0);
    if levels.is_empty() {
        levels.push(LevelRow {
            granularity: 1.0,
            group_of: (0..count).collect(),
        });
    }
    let mut passages = vec![Vec::new(); count];
    for main in &main.parts {
        passages[main.part].push(main.passage);
    }
    Ok(Parts { passages, levels })
}

impl MainParts {
    /// How like each passage is to its part.
    pub(super) fn similarity(&self) -> HashMap<i64, f32> {
        let parts = self.parts.iter();
        parts.map(|main| (main.passage, main.similarity)).collect()
    }
}
