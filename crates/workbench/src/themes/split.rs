use assay_analysis::{ThemeSettings, find_themes};
use assay_store::RunTheme;

use super::{SplitRequest, ThemeSummary, edit, find};
use crate::{Changed, Error, Project, Result, Task};

/// Finer than a whole project's default, so that a theme found there comes apart.
const GRANULARITY: f64 = 1.5;

/// Take a theme apart: its passages are grouped anew, each group becomes a theme under it, and
/// the largest keeps the theme's own place.
pub fn split(
    project: &Project,
    request: SplitRequest,
    task: &Task,
) -> Result<Changed<Vec<ThemeSummary>>> {
    let theme = find(project, request.id)?;
    let passages = project.read(|store| Ok(store.passages_of_theme(theme.id)?))?;
    let texts: Vec<&str> = passages
        .iter()
        .map(|passage| passage.text.as_str())
        .collect();
    let settings = ThemeSettings {
        granularity: GRANULARITY,
        themes: request.parts,
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
    let mut parts: Vec<Vec<i64>> = vec![Vec::new(); found.themes.len()];
    for tag in found.tags.iter().filter(|tag| tag.main) {
        parts[tag.theme].push(passages[tag.passage].id);
    }
    edit(project, |write| {
        write.describe(format!("Split “{}” into {}", theme.label, parts.len()));
        for (part, passages_of_part) in found.themes.iter().zip(&parts).skip(1) {
            let described = RunTheme {
                theme: 0,
                label: part.label.clone(),
                keywords: part.keywords.clone(),
                quotes: part
                    .quotes
                    .iter()
                    .map(|index| passages[*index].id)
                    .collect(),
            };
            let new = write.add_person_theme(&described, Some(theme.id))?;
            write.set_person_tags(passages_of_part, theme.id, false)?;
            write.set_person_tags(passages_of_part, new, true)?;
        }
        Ok(())
    })
}
