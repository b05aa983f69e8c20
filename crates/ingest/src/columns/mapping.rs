//! What a person says about the columns.

use super::headings::Layout;
use crate::grid::letters;
use crate::{FileError, Kind, Role};

/// Finds the columns that a person names. Each is looked for as a heading, as a question, as a
/// number (`#3`) and as a letter, in this order.
pub(crate) fn resolve(
    name: &str,
    layout: &Layout,
    map: &[(Role, String)],
) -> Result<Vec<(Role, usize)>, FileError> {
    let mut mapped: Vec<(Role, usize)> = Vec::with_capacity(map.len());
    for (role, wanted) in map {
        let Some(index) = find(layout, wanted) else {
            return Err(FileError::UnknownColumn {
                name: name.to_owned(),
                role: *role,
                column: wanted.clone(),
                columns: list_columns(&layout.names),
            });
        };
        let wrong = |reason: String| FileError::WrongRole {
            name: name.to_owned(),
            role: *role,
            reason,
        };
        if let Some((other, _)) = mapped.iter().find(|(_, taken)| *taken == index) {
            return Err(wrong(format!(
                "the column “{}” has already been given the role {other}",
                layout.names[index]
            )));
        }
        if !role.repeats() && mapped.iter().any(|(taken, _)| taken == role) {
            return Err(wrong("only one column can have it".to_owned()));
        }
        mapped.push((*role, index));
    }
    Ok(mapped)
}

/// Refuses roles that the kind does not have.
pub(super) fn check(name: &str, kind: Kind, mapped: &[(Role, usize)]) -> Result<(), FileError> {
    let roles = Role::of(kind);
    match mapped.iter().find(|(role, _)| !roles.contains(role)) {
        None => Ok(()),
        Some(&(role, _)) => {
            let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
            Err(FileError::WrongRole {
                name: name.to_owned(),
                role,
                reason: format!("a file of kind {kind} has the roles {}", names.join(", ")),
            })
        }
    }
}

fn find(layout: &Layout, wanted: &str) -> Option<usize> {
    let wanted = wanted.trim();
    let same = |text: &str| text.trim().to_lowercase() == wanted.to_lowercase();
    if let Some(index) = layout.names.iter().position(|name| same(name)) {
        return Some(index);
    }
    if let Some(index) = layout
        .questions
        .iter()
        .position(|question| question.as_deref().is_some_and(same))
    {
        return Some(index);
    }
    if let Some(number) = wanted
        .strip_prefix('#')
        .and_then(|number| number.trim().parse::<usize>().ok())
    {
        return number
            .checked_sub(1)
            .filter(|&index| index < layout.names.len());
    }
    (0..layout.names.len()).find(|&index| letters(index).eq_ignore_ascii_case(wanted))
}

/// The first columns by name, for a message.
pub(crate) fn list_columns(names: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut list: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("“{}”", super::headings::shorten(name)))
        .collect();
    if names.len() > SHOWN {
        list.push(format!("and {} more", names.len() - SHOWN));
    }
    list.join(", ")
}
