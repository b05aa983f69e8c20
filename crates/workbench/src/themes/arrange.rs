use assay_store::RunTheme;

use super::{ArrangeRequest, ThemeSummary, clean_label, edit, find};
use crate::{Changed, Error, Project, Result, Task};

/// Put themes under another, under a new one that stands for them, or at the top; and in the place
/// asked for among those that are there.
pub fn arrange(
    project: &Project,
    request: ArrangeRequest,
    _task: &Task,
) -> Result<Changed<Vec<ThemeSummary>>> {
    let mut moved = Vec::new();
    for id in &request.themes {
        moved.push(find(project, *id)?);
    }
    let listed = super::list::list(project)?;
    let has_children = |id: i64| listed.iter().any(|theme| theme.parent == Some(id));
    let new_parent = request.new_parent.as_deref().map(clean_label).transpose()?;
    let parent = request.parent.map(|id| find(project, id)).transpose()?;
    if new_parent.is_some() && parent.is_some() {
        return Err(Error::bad_input(
            "name one parent: one that is there, or a new one",
        ));
    }
    if moved.is_empty() {
        return Err(Error::bad_input(
            "name at least one theme to put in its place",
        ));
    }
    if (parent.is_some() || new_parent.is_some())
        && let Some(above) = moved.iter().find(|theme| has_children(theme.id))
    {
        return Err(Error::bad_input(format!(
            "“{}” has themes under it, and themes stand at most one under another; move those first",
            above.label
        )));
    }
    if let Some(parent) = &parent {
        if moved.iter().any(|theme| theme.id == parent.id) {
            return Err(Error::bad_input(format!(
                "“{}” cannot stand under itself",
                parent.label
            )));
        }
        if parent
            .parent
            .is_some_and(|id| listed.iter().any(|theme| theme.id == id))
        {
            return Err(Error::bad_input(format!(
                "“{}” stands under another theme itself, and themes stand at most one under another",
                parent.label
            )));
        }
    }
    let names: Vec<String> = moved
        .iter()
        .map(|theme| format!("“{}”", theme.label))
        .collect();
    let names = names.join(", ");
    edit(project, |write| {
        let parent = match (&new_parent, &parent) {
            (Some(label), _) => {
                write.describe(format!("Put {names} under the new “{label}”"));
                let described = RunTheme {
                    label: label.clone(),
                    ..RunTheme::default()
                };
                let id = write.add_person_theme(&described, None)?;
                write.set_theme_label(id, Some(label))?;
                Some(id)
            }
            (None, Some(parent)) => {
                write.describe(format!("Put {names} under “{}”", parent.label));
                Some(parent.id)
            }
            (None, None) => {
                write.describe(format!("Arrange {names}"));
                None
            }
        };
        for theme in &moved {
            write.set_theme_parent(theme.id, parent)?;
        }
        let Some(position) = request.position else {
            return Ok(());
        };
        let mut brothers: Vec<i64> = listed
            .iter()
            .filter(|theme| theme.parent == parent && !request.themes.contains(&theme.id))
            .map(|theme| theme.id)
            .collect();
        let place = brothers.len().min(position as usize);
        brothers.splice(place..place, moved.iter().map(|theme| theme.id));
        for (position, theme) in brothers.into_iter().enumerate() {
            write.set_theme_position(theme, Some(position as i64))?;
        }
        Ok(())
    })
}
