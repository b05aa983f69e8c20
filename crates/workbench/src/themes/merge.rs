use super::{MergeRequest, ThemeSummary, edit, find, find_own, sample};
use crate::standing::standing;
use crate::{Changed, Error, Project, Result, Task};

/// Make several themes one, with the name of the one that stays and the words and quotes of all.
/// Later runs that find them apart again keep them together. A parent stands for what is under it.
pub fn merge(
    project: &Project,
    request: MergeRequest,
    _task: &Task,
) -> Result<Changed<Vec<ThemeSummary>>> {
    let into = find_own(project, request.into)?;
    let mut others = Vec::new();
    for id in &request.themes {
        if *id == into.id {
            return Err(Error::bad_input(format!(
                "“{}” cannot be merged into itself; name another theme",
                into.label
            )));
        }
        let theme = find(project, *id)?;
        if theme.group {
            let under = project.read(|store| Ok(store.themes()?))?.into_iter();
            others.extend(
                under.filter(|child| child.parent == Some(theme.id) && child.id != into.id),
            );
        } else {
            others.push(theme);
        }
    }
    if others.is_empty() {
        return Err(Error::bad_input(format!(
            "name at least one theme to merge into “{}”",
            into.label
        )));
    }
    let standing = standing(project)?;
    let mut tags = standing.main_tags(into.id);
    for theme in &others {
        tags.extend(standing.main_tags(theme.id));
    }
    let (run, described) = project.read(|store| {
        let ids: Vec<i64> = others
            .iter()
            .map(|theme| theme.id)
            .chain([into.id])
            .collect();
        let described = sample::describe_against(store, &[tags], &ids)?.pop();
        Ok((store.current_run()?, described))
    })?;
    edit(project, |write| {
        let names: Vec<String> = others
            .iter()
            .map(|theme| format!("“{}”", theme.label))
            .collect();
        write.describe(format!("Merge {} into “{}”", names.join(", "), into.label));
        for theme in &others {
            write.merge_theme(theme.id, into.id)?;
        }
        if let (Some(run), Some(mut described), false) = (run, described, into.locked) {
            described.theme = into.id;
            described.label = into.machine_label.unwrap_or(into.label);
            write.redescribe_theme(run.id, &described)?;
        }
        Ok(())
    })
}
