//! Roles in a table of events.

use super::feedback::{email, single};
use super::{Column, synonyms};
use crate::Role;
use crate::formats::stem;

/// Gives every column its role. Returns the name of the event if no column has names: that of a
/// column of ones and zeros, or of the file.
pub(super) fn assign(name: &str, columns: &mut [Column]) -> Option<String> {
    for column in columns
        .iter_mut()
        .filter(|column| column.is_free() && column.profile.is_empty())
    {
        column.give(Role::Ignore, "it is empty");
    }
    single(columns, Role::Customer, &synonyms::CUSTOMER, |column| {
        !column.profile.is_date(false)
    });
    email(columns);
    single(columns, Role::Time, &synonyms::DONE_AT, |column| {
        column.profile.is_date(true)
    });
    if !columns.iter().any(|column| column.role == Some(Role::Time))
        && let Some(column) = columns
            .iter_mut()
            .find(|column| column.is_free() && column.profile.is_date(false))
    {
        column.give(Role::Time, "its values are dates");
    }
    single(columns, Role::Event, &synonyms::EVENT, |column| {
        column.profile.is_wordy()
    });
    if !columns
        .iter()
        .any(|column| matches!(column.role, Some(Role::Customer | Role::Email)))
    {
        single(columns, Role::Customer, &synonyms::ID, |column| {
            column.profile.distinct < column.profile.filled
        });
    }
    let flag = flag_event(columns);
    single(columns, Role::Value, &synonyms::VALUE, |column| {
        column.profile.is_numeric()
    });
    for column in columns.iter_mut().filter(|column| column.is_free()) {
        column.give(Role::Ignore, "events have no such column");
    }
    let has_event = columns
        .iter()
        .any(|column| column.role == Some(Role::Event));
    match flag {
        Some(named) => Some(named),
        None if has_event => None,
        None => Some(
            stem(name)
                .to_lowercase()
                .replace(['_', '-'], " ")
                .trim()
                .to_owned(),
        )
        .filter(|event| !event.is_empty()),
    }
}

/// A column of ones and zeros is an event called by its heading.
fn flag_event(columns: &mut [Column]) -> Option<String> {
    // Single letters are more often names of events than yes and no.
    let is_flag = |column: &Column| {
        let p = &column.profile;
        p.filled > 0 && p.share(p.flags) >= 0.98 && (p.is_numeric() || p.mean_chars() >= 2.0)
    };
    let chosen = columns
        .iter()
        .position(|column| column.role == Some(Role::Event));
    let index = match chosen {
        Some(index) if is_flag(&columns[index]) => index,
        Some(_) => return None,
        None => {
            let mut flags = columns
                .iter()
                .enumerate()
                .filter(|(_, column)| column.is_free() && is_flag(column));
            let (index, _) = flags.next()?;
            if flags.next().is_some() {
                return None;
            }
            index
        }
    };
    let all = columns[index].profile.is_constant();
    let reason = if all {
        "every row says so; the heading is the event"
    } else {
        "yes or no; the heading is the event"
    };
    columns[index].give(Role::Event, reason);
    Some(columns[index].heading.words.join(" "))
}
