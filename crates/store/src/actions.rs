//! Actions: what will be done about a theme; and the suggestions that a person dismissed.

use rusqlite::{Row, params};

use crate::{Result, Store, Write};

/// An action as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActionRow {
    /// Its number; ignored when it is added.
    pub id: i64,
    /// The theme it is about, with merges followed.
    pub theme: i64,
    /// The theme's label; its last known one when the current run does not have it.
    pub theme_label: String,
    /// The current run, or a person, has the theme and does not hide it.
    pub theme_shown: bool,
    /// What will be done.
    pub what: String,
    /// Who does it.
    pub owner: Option<String>,
    /// How much work it is, in the unit that the team counts in; above 0.
    pub effort: Option<f64>,
    /// `idea`, `planned`, `doing`, `shipped` or `dropped`.
    pub status: String,
    /// The day it went out, `YYYY-MM-DD`: known exactly when it is shipped.
    pub shipped_on: Option<String>,
    /// Whatever else is to be said.
    pub note: Option<String>,
    /// The suggestion it was made from, by what that said the theme is about.
    pub suggestion: Option<String>,
    /// When it was written down, unix seconds UTC.
    pub created_at: i64,
}

impl Store {
    /// Every action, in the order they were written down.
    pub fn actions(&self) -> Result<Vec<ActionRow>> {
        let shown: Vec<i64> = self
            .themes()?
            .into_iter()
            .filter(|theme| !theme.hidden)
            .map(|theme| theme.id)
            .collect();
        let mut statement = self.connection.prepare(
            "SELECT action.id, shown.id,
                    coalesce(shown.label, (
                        SELECT run_theme.label FROM run_theme WHERE run_theme.theme = shown.id
                        ORDER BY run_theme.run = (SELECT current_run FROM project) DESC, run_theme.run DESC LIMIT 1
                    ), shown.found_label, 'Unnamed theme'),
                    action.what, action.owner, action.effort, action.status, action.shipped_on, action.note,
                    action.suggestion, action.created_at
             FROM action
             JOIN theme ON theme.id = action.theme
             JOIN theme AS shown ON shown.id = coalesce(theme.merged_into, theme.id)
             ORDER BY action.id",
        )?;
        let rows = statement.query_map([], |row| action(row, &shown))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Suggestions that were dismissed, by theme (merges followed) and cause.
    pub fn dismissed_suggestions(&self) -> Result<Vec<(i64, String)>> {
        let mut statement = self.connection.prepare(
            "SELECT DISTINCT coalesce(theme.merged_into, theme.id), dismissed_suggestion.cause
             FROM dismissed_suggestion JOIN theme ON theme.id = dismissed_suggestion.theme ORDER BY 1, 2",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Write an action down.
    pub fn add_action(&mut self, action: &ActionRow) -> Result<i64> {
        self.transaction.execute(
            "INSERT INTO action (theme, what, owner, effort, status, shipped_on, note, suggestion, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                action.theme,
                action.what,
                action.owner,
                action.effort,
                action.status,
                action.shipped_on,
                action.note,
                action.suggestion,
                action.created_at
            ],
        )?;
        Ok(self.transaction.last_insert_rowid())
    }

    /// Make the action of that number what `action` says.
    pub fn set_action(&mut self, action: &ActionRow) -> Result<()> {
        self.transaction.execute(
            "UPDATE action SET theme = ?2, what = ?3, owner = ?4, effort = ?5, status = ?6, shipped_on = ?7, note = ?8
             WHERE id = ?1",
            params![
                action.id,
                action.theme,
                action.what,
                action.owner,
                action.effort,
                action.status,
                action.shipped_on,
                action.note
            ],
        )?;
        Ok(())
    }

    /// Strike an action out.
    pub fn remove_action(&mut self, id: i64) -> Result<()> {
        self.transaction
            .execute("DELETE FROM action WHERE id = ?1", [id])?;
        Ok(())
    }

    /// Do not show a theme's suggestion again, or (`dismissed` false) show it again.
    pub fn set_suggestion_dismissed(
        &mut self,
        theme: i64,
        cause: &str,
        dismissed: bool,
    ) -> Result<()> {
        if dismissed {
            self.transaction.execute(
                "INSERT INTO dismissed_suggestion (theme, cause) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                (theme, cause),
            )?;
        } else {
            self.transaction.execute(
                "DELETE FROM dismissed_suggestion WHERE cause = ?2
                   AND theme IN (SELECT id FROM theme WHERE coalesce(merged_into, id) = ?1)",
                (theme, cause),
            )?;
        }
        Ok(())
    }
}

fn action(row: &Row, shown: &[i64]) -> rusqlite::Result<ActionRow> {
    let theme: i64 = row.get(1)?;
    Ok(ActionRow {
        id: row.get(0)?,
        theme,
        theme_label: row.get(2)?,
        theme_shown: shown.binary_search(&theme).is_ok(),
        what: row.get(3)?,
        owner: row.get(4)?,
        effort: row.get(5)?,
        status: row.get(6)?,
        shipped_on: row.get(7)?,
        note: row.get(8)?,
        suggestion: row.get(9)?,
        created_at: row.get(10)?,
    })
}
