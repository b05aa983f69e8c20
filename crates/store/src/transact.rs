//! The one door through which everything is written, and the history behind undo and redo.
//!
//! What a person decides is recorded by SQLite's session extension as a changeset, kept in the
//! `change` table and inverted to undo. Bulk rows (items, tags, …) are written with recording off;
//! they count only while their source or run is live, and that is a recorded one-row change.

use std::collections::BTreeSet;

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::hooks::Action;
use rusqlite::session::{ChangesetIter, ConflictAction, ConflictType, Session, invert_strm};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use crate::log::empty;
use crate::revisions::revise;
use crate::{Result, Store, StoreError};

/// Tables whose rows are a person's decisions. Everything else belongs to a source or a run. Of items
/// only the moves to another source are recorded: they are added in bulk.
const RECORDED: &[&str] = &[
    "project",
    "setting",
    "source",
    "item",
    "superseded",
    "run",
    "theme",
    "person_tag",
    "action",
    "dismissed_suggestion",
    "span",
    "redescription",
    "struck_keyword",
    "rule",
    // What a rule takes in is computed, but from data that may be undone or removed later.
    "rule_tag",
    "code",
    "memo",
];

/// What a write touched, for a window to draw again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Noun {
    /// Sources and their ledgers.
    Sources,
    /// Items and passages.
    Items,
    /// Themes, their names and order.
    Themes,
    /// Tags.
    Tags,
    /// Runs.
    Runs,
    /// Actions and dismissed suggestions.
    Actions,
    /// Settings, the activation rule among them.
    Settings,
    /// The undo history.
    History,
}

impl Noun {
    /// Every noun.
    pub const ALL: [Noun; 8] = [
        Noun::Sources,
        Noun::Items,
        Noun::Themes,
        Noun::Tags,
        Noun::Runs,
        Noun::Actions,
        Noun::Settings,
        Noun::History,
    ];
}

/// One step of the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its number.
    pub id: i64,
    /// What was done, in words.
    pub what: String,
    /// When, unix seconds UTC.
    pub at: i64,
    /// It has been taken back.
    pub undone: bool,
}

/// A transaction under way. The nouns' files add the verbs.
pub struct Write<'a> {
    pub(crate) transaction: &'a Transaction<'a>,
    session: Session<'a>,
    what: String,
}

impl Write<'_> {
    /// Say what is being done, in words, for the history and the undo menu.
    pub fn describe(&mut self, what: impl Into<String>) {
        self.what = what.into();
    }

    /// Write rows that belong to a staged source or run, unrecorded.
    pub(crate) fn bulk<T>(&mut self, body: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.session.set_enabled(false);
        let result = body(self.transaction);
        self.session.set_enabled(true);
        result
    }
}

impl Store {
    /// Run `body` in one transaction. What it records becomes one step of the history at `now`
    /// (unix seconds UTC); on an error nothing is changed. Steps that were undone can no longer be
    /// redone afterwards, and what only they held is deleted.
    ///
    /// Returns the body's value and the nouns that changed.
    pub fn transact<T, E: From<StoreError>>(
        &mut self,
        now: i64,
        body: impl FnOnce(&mut Write) -> std::result::Result<T, E>,
    ) -> std::result::Result<(T, Vec<Noun>), E> {
        self.place().check()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        forget_undone(&transaction)?;
        let (value, what, changeset) = {
            let mut write = Write {
                transaction: &transaction,
                session: record(&transaction)?,
                what: String::new(),
            };
            let value = body(&mut write)?;
            let mut changeset = Vec::new();
            write
                .session
                .changeset_strm(&mut changeset)
                .map_err(StoreError::from)?;
            (value, write.what, changeset)
        };
        if changeset.is_empty() {
            // Nothing was decided, so there is nothing to undo: leave the file, and what can be redone, as it was.
            return Ok((value, Vec::new()));
        }
        transaction
            .execute(
                "INSERT INTO change (what, at, changeset) VALUES (?1, ?2, ?3)",
                (&what, now, &changeset),
            )
            .map_err(StoreError::from)?;
        let touched = nouns(&changeset)?;
        revise(&transaction, &touched)?;
        transaction.commit().map_err(StoreError::from)?;
        empty(&self.connection);
        Ok((value, touched))
    }

    /// Take back the newest step that stands. `None` when there is none.
    pub fn undo(&mut self) -> Result<Option<(Change, Vec<Noun>)>> {
        self.step("SELECT id, what, at, undone, changeset FROM change WHERE undone = 0 ORDER BY id DESC LIMIT 1", true)
    }

    /// Do again the oldest step that was taken back. `None` when there is none.
    pub fn redo(&mut self) -> Result<Option<(Change, Vec<Noun>)>> {
        self.step("SELECT id, what, at, undone, changeset FROM change WHERE undone = 1 ORDER BY id LIMIT 1", false)
    }

    /// The history, newest first.
    pub fn history(&self) -> Result<Vec<Change>> {
        let mut statement = self
            .connection
            .prepare("SELECT id, what, at, undone FROM change ORDER BY id DESC")?;
        let rows = statement.query_map([], change)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn step(&mut self, find: &str, undo: bool) -> Result<Option<(Change, Vec<Noun>)>> {
        self.place().check()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found = transaction
            .query_row(find, [], |row| {
                Ok((change(row)?, row.get::<_, Vec<u8>>(4)?))
            })
            .optional()?;
        let Some((mut step, recorded)) = found else {
            return Ok(None);
        };
        let mut changeset = recorded;
        if undo {
            let mut inverse = Vec::new();
            invert_strm(&mut changeset.as_slice(), &mut inverse)?;
            changeset = inverse;
        }
        transaction
            .apply_strm(
                &mut changeset.as_slice(),
                None::<fn(&str) -> bool>,
                |kind, item| {
                    // Foreign keys are checked once all rows are in; any real disagreement undoes everything.
                    match kind {
                        ConflictType::SQLITE_CHANGESET_FOREIGN_KEY
                            if item.fk_conflicts().is_ok_and(|n| n == 0) =>
                        {
                            ConflictAction::SQLITE_CHANGESET_OMIT
                        }
                        _ => ConflictAction::SQLITE_CHANGESET_ABORT,
                    }
                },
            )
            .map_err(|error| match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::OperationAborted) => {
                    StoreError::Conflict(step.what.clone())
                }
                _ => error.into(),
            })?;
        transaction.execute(
            "UPDATE change SET undone = ?2 WHERE id = ?1",
            (step.id, undo),
        )?;
        let touched = nouns(&changeset)?;
        revise(&transaction, &touched)?;
        transaction.commit()?;
        empty(&self.connection);
        step.undone = undo;
        Ok(Some((step, touched)))
    }
}

fn change(row: &rusqlite::Row) -> rusqlite::Result<Change> {
    Ok(Change {
        id: row.get(0)?,
        what: row.get(1)?,
        at: row.get(2)?,
        undone: row.get(3)?,
    })
}

fn record<'a>(connection: &'a Connection) -> Result<Session<'a>> {
    let mut session = Session::new(connection)?;
    for table in RECORDED {
        session.attach(Some(*table))?;
    }
    Ok(session)
}

/// Drop the steps that can no longer be redone, and the bulk rows that only they could bring back.
fn forget_undone(transaction: &Transaction) -> Result<()> {
    transaction.execute("DELETE FROM change WHERE undone = 1", [])?;
    transaction.execute_batch(
        "DELETE FROM part_tag WHERE run IN (SELECT id FROM run WHERE state = 'staged');
         DELETE FROM run_part WHERE run IN (SELECT id FROM run WHERE state = 'staged');
         DELETE FROM run_level WHERE run IN (SELECT id FROM run WHERE state = 'staged');
         DELETE FROM run_theme WHERE run IN (SELECT id FROM run WHERE state = 'staged');
         DELETE FROM run_source WHERE run IN (SELECT id FROM run WHERE state = 'staged');
         DELETE FROM run_map WHERE run IN (SELECT id FROM run WHERE state = 'staged');
         DELETE FROM run_language WHERE run IN (SELECT id FROM run WHERE state = 'staged');
         DELETE FROM other_language WHERE run IN (SELECT id FROM run WHERE state = 'staged');
         DELETE FROM aside WHERE run IN (SELECT id FROM run WHERE state = 'staged');
         DELETE FROM run WHERE state = 'staged';
         DELETE FROM rule_tag WHERE theme NOT IN (SELECT theme FROM rule);
         DELETE FROM theme WHERE origin = 'machine'
           AND id NOT IN (SELECT theme FROM run_theme)
           AND id NOT IN (SELECT theme FROM person_tag)
           AND id NOT IN (SELECT theme FROM action)
           AND id NOT IN (SELECT theme FROM dismissed_suggestion)
           AND id NOT IN (SELECT parent FROM theme WHERE parent IS NOT NULL)
           AND id NOT IN (SELECT merged_into FROM theme WHERE merged_into IS NOT NULL);",
    )?;
    let staged: bool = transaction.query_row(
        "SELECT EXISTS (SELECT 1 FROM source WHERE state = 'staged')",
        [],
        |row| row.get(0),
    )?;
    if staged {
        transaction.execute_batch(
            "DELETE FROM rule_tag WHERE passage IN
               (SELECT passage.id FROM passage JOIN item ON item.id = passage.item
                JOIN source ON source.id = item.source WHERE source.state = 'staged');
             DELETE FROM passage WHERE item IN
               (SELECT item.id FROM item JOIN source ON source.id = item.source WHERE source.state = 'staged');
             DELETE FROM item WHERE source IN (SELECT id FROM source WHERE state = 'staged');
             DELETE FROM customer WHERE source IN (SELECT id FROM source WHERE state = 'staged');
             DELETE FROM timeline WHERE source IN (SELECT id FROM source WHERE state = 'staged');
             DELETE FROM event_day WHERE source IN (SELECT id FROM source WHERE state = 'staged');
             DELETE FROM ledger WHERE source IN (SELECT id FROM source WHERE state = 'staged');
             DELETE FROM run_source WHERE source IN (SELECT id FROM source WHERE state = 'staged');
             DELETE FROM source WHERE state = 'staged';",
        )?;
    }
    Ok(())
}

/// The place of `merged_into` among the columns of `theme`; a changeset has no value of a column
/// that stays as it is.
const MERGED_INTO: usize = 4;

fn nouns(changeset: &[u8]) -> Result<Vec<Noun>> {
    let mut touched = BTreeSet::from([Noun::History]);
    let mut bytes: &[u8] = changeset;
    let input: &mut dyn std::io::Read = &mut bytes;
    let mut iter = ChangesetIter::start_strm(&input)?;
    while let Some(item) = iter.next()? {
        let operation = item.op()?;
        let of_table: &[Noun] = match (operation.table_name(), operation.code()) {
            ("source" | "item" | "superseded", _) => {
                &[Noun::Sources, Noun::Items, Noun::Themes, Noun::Tags]
            }
            ("project", _) => &[Noun::Runs, Noun::Themes, Noun::Tags],
            ("run", _) => &[Noun::Runs],
            // Tags follow a merge.
            ("theme", Action::SQLITE_UPDATE) if item.new_value(MERGED_INTO).is_err() => {
                &[Noun::Themes]
            }
            ("theme", _) => &[Noun::Themes, Noun::Tags],
            ("action" | "dismissed_suggestion", _) => &[Noun::Actions],
            ("span", _) => &[Noun::Tags],
            ("redescription" | "struck_keyword" | "code" | "memo", _) => &[Noun::Themes],
            ("person_tag" | "rule" | "rule_tag", _) => &[Noun::Tags, Noun::Themes],
            _ => &[Noun::Settings],
        };
        touched.extend(of_table);
    }
    Ok(touched.into_iter().collect())
}
