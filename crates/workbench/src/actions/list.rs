use assay_store::{ActionRow, Store};

use super::{Action, ActionStatus};
use crate::{Code, Error, Project, Result};

/// Every action, in the order they were written down.
pub fn list(project: &Project) -> Result<Vec<Action>> {
    project.read(actions)
}

pub(super) fn actions(store: &Store) -> Result<Vec<Action>> {
    store.actions()?.into_iter().map(action).collect()
}

fn action(row: ActionRow) -> Result<Action> {
    Ok(Action {
        id: row.id,
        theme: row.theme,
        theme_label: row.theme_label,
        theme_shown: row.theme_shown,
        what: row.what,
        owner: row.owner,
        effort: row.effort,
        status: status(&row.status)?,
        shipped_on: row.shipped_on,
        note: row.note,
        suggestion: row.suggestion,
        created_at: row.created_at,
    })
}

fn status(name: &str) -> Result<ActionStatus> {
    ActionStatus::ALL
        .into_iter()
        .find(|status| status.name() == name)
        .ok_or_else(|| {
            Error::new(
                Code::Damaged,
                format!("an action has the status “{name}”, which does not exist"),
            )
        })
}

impl ActionStatus {
    /// Every status, from the idea to the end.
    pub const ALL: [ActionStatus; 5] = [
        ActionStatus::Idea,
        ActionStatus::Planned,
        ActionStatus::Doing,
        ActionStatus::Shipped,
        ActionStatus::Dropped,
    ];

    /// Its name, as it is stored and typed.
    pub fn name(self) -> &'static str {
        match self {
            ActionStatus::Idea => "idea",
            ActionStatus::Planned => "planned",
            ActionStatus::Doing => "doing",
            ActionStatus::Shipped => "shipped",
            ActionStatus::Dropped => "dropped",
        }
    }
}
