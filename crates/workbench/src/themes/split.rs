use std::collections::BTreeMap;

use assay_analysis::{ThemeSettings, find_themes};
use assay_store::{KeptTag, RunTheme, Store, ThemeRow};

use super::facts::mentions_of;
use super::{
    PreviewedTheme, SplitPreview, SplitRequest, ThemeSummary, edit, find_own, sample, show,
};
use crate::standing::{speech, standing};
use crate::{Changed, Error, Project, Result, Task};

/// Finer than a whole project's default, so that a theme found there comes apart.
const GRANULARITY: f64 = 1.5;
/// A part with a smaller share of the theme than this stays with the largest.
const LEAST_SHARE: f64 = 0.04;

/// What splitting a theme would give: the largest part keeps the theme's own place.
pub fn split_preview(
    project: &Project,
    request: SplitRequest,
    task: &Task,
) -> Result<SplitPreview> {
    let theme = find_own(project, request.id)?;
    let parts = parts(project, &theme, request.parts, task)?;
    Ok(SplitPreview {
        parts: parts
            .into_iter()
            .map(|part| previewed(project, &part.described, &part.tags))
            .collect::<Result<_>>()?,
    })
}

/// Take a theme apart as [`split_preview`] shows it: each part but the largest becomes a theme
/// under it.
pub fn split(
    project: &Project,
    request: SplitRequest,
    task: &Task,
) -> Result<Changed<Vec<ThemeSummary>>> {
    let theme = find_own(project, request.id)?;
    let mut parts = parts(project, &theme, request.parts, task)?;
    let run = project.read(|store| Ok(store.current_run()?))?;
    edit(project, |write| {
        write.describe(format!("Split “{}” into {}", theme.label, parts.len()));
        for part in &parts[1..] {
            let new = write.add_person_theme(&part.described, Some(theme.id))?;
            write.move_passages(&part.tags, Some(theme.id), new, false)?;
        }
        if let (Some(run), false) = (run, theme.locked) {
            let mut rest = parts.swap_remove(0).described;
            rest.theme = theme.id;
            rest.label = theme.machine_label.unwrap_or(theme.label);
            write.redescribe_theme(run.id, &rest)?;
        }
        Ok(())
    })
}

/// A theme that an edit would make.
pub(super) fn previewed(
    project: &Project,
    described: &RunTheme,
    tags: &[KeptTag],
) -> Result<PreviewedTheme> {
    let passages: Vec<i64> = tags.iter().map(|tag| tag.passage).collect();
    let mentions = mentions_of(&*speech(project)?, &passages);
    Ok(PreviewedTheme {
        label: described.label.clone(),
        keywords: described.keywords.clone(),
        quotes: project.read(|store| show::quotes(store, &described.quotes))?,
        items: mentions.items,
        customers: mentions.people,
        passages: mentions.passages,
    })
}

/// A part of a theme.
struct Part {
    tags: Vec<KeptTag>,
    described: RunTheme,
}

/// The parts of a theme, largest first: those that the levels of granularity give, or where these
/// leave it whole, or not in as many parts as asked for, those found by looking at it alone.
fn parts(
    project: &Project,
    theme: &ThemeRow,
    count: Option<usize>,
    task: &Task,
) -> Result<Vec<Part>> {
    if count.is_some_and(|count| count < 2) {
        return Err(Error::bad_input("a theme is split into 2 parts or more"));
    }
    let tags = standing(project)?.main_tags(theme.id);
    let groups = match project.read(|store| by_levels(store, &tags, count))? {
        Some(groups) => groups,
        None => found_within(project, theme, &tags, count, task)?,
    };
    project.read(|store| {
        let described = sample::describe_against(store, &groups, &[theme.id])?;
        let parts = groups.into_iter().zip(described);
        Ok(parts
            .map(|(tags, described)| Part { tags, described })
            .collect())
    })
}

/// The groups of the broadest level at which `tags` come apart in `count` parts, or in any.
fn by_levels(
    store: &Store,
    tags: &[KeptTag],
    count: Option<usize>,
) -> Result<Option<Vec<Vec<KeptTag>>>> {
    let Some(run) = store.current_run()? else {
        return Ok(None);
    };
    let passages: Vec<i64> = tags.iter().map(|tag| tag.passage).collect();
    let parts = store.parts_of(run.analysis(), &passages)?;
    let least = (tags.len() as f64 * LEAST_SHARE).max(2.0);
    for level in store.levels(run.analysis())? {
        let mut groups: BTreeMap<usize, Vec<KeptTag>> = BTreeMap::new();
        for (tag, part) in tags.iter().zip(&parts) {
            // Passages that this analysis has not read stay with the theme.
            let group = part.map_or(usize::MAX, |part| level.group_of[part]);
            groups.entry(group).or_default().push(*tag);
        }
        let mut rest = groups.remove(&usize::MAX).unwrap_or_default();
        let (mut large, small): (Vec<_>, Vec<_>) = groups
            .into_values()
            .partition(|tags| tags.len() as f64 >= least);
        large.sort_by_key(|tags| (std::cmp::Reverse(tags.len()), tags[0].passage));
        let enough = large.len() >= 2 && count.is_none_or(|count| large.len() == count);
        if enough {
            rest.extend(small.into_iter().flatten());
            large[0].extend(rest);
            large[0].sort_by_key(|tag| tag.passage);
            return Ok(Some(large));
        }
    }
    Ok(None)
}

/// The groups that an analysis of nothing but these passages finds.
fn found_within(
    project: &Project,
    theme: &ThemeRow,
    tags: &[KeptTag],
    count: Option<usize>,
    task: &Task,
) -> Result<Vec<Vec<KeptTag>>> {
    let ids: Vec<i64> = tags.iter().map(|tag| tag.passage).collect();
    let passages = project.read(|store| Ok(store.passages_by_id(&ids)?))?;
    let texts: Vec<&str> = passages
        .iter()
        .map(|passage| passage.text.as_str())
        .collect();
    let settings = ThemeSettings {
        // The number holds at the default granularity.
        granularity: if count.is_some() { 1.0 } else { GRANULARITY },
        themes: count,
        ..ThemeSettings::default()
    };
    let found = find_themes(texts.as_slice().into(), &settings, task)?;
    if found.themes.len() < 2 {
        return Err(Error::bad_input(format!(
            "the {} passages of “{}” are too much alike to come apart; say how many parts you want, or move passages by hand",
            passages.len(),
            theme.label
        )));
    }
    let by_id: BTreeMap<i64, KeptTag> = tags.iter().map(|tag| (tag.passage, *tag)).collect();
    let mut groups: Vec<Vec<KeptTag>> = vec![Vec::new(); found.themes.len()];
    for (passage, group) in passages.iter().zip(found.main_themes(passages.len())) {
        groups[group.unwrap_or(0)].extend(by_id.get(&passage.id));
    }
    Ok(groups)
}
