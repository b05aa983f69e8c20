use super::{StrikeRequest, ThemeSummary, edit, find};
use crate::{Changed, Error, Project, Result, Task};

/// Strike a keyword out of a theme, or let it stand again. It holds for every later run.
pub fn strike(
    project: &Project,
    request: StrikeRequest,
    _task: &Task,
) -> Result<Changed<Vec<ThemeSummary>>> {
    let theme = find(project, request.id)?;
    let keyword = request.keyword.trim();
    let same = |other: &String| other.to_lowercase() == keyword.to_lowercase();
    if request.struck && !theme.keywords.iter().any(same) {
        return Err(Error::not_found(format!(
            "“{}” has no keyword “{keyword}”",
            theme.label
        )));
    }
    edit(project, |write| {
        let what = if request.struck {
            "Strike out"
        } else {
            "Let stand"
        };
        write.describe(format!("{what} “{keyword}” of “{}”", theme.label));
        Ok(write.strike_keyword(theme.id, keyword, request.struck)?)
    })
}
