//! Which backups are kept: the last five, and the newest of each of the last seven days that have
//! any. What a person asked for and what a migration left are never removed.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Backup, BackupReason, folder};

const LAST: usize = 5;
const DAYS: usize = 7;
const DAY: i64 = 86_400;

/// Remove the backups that are kept no longer. One that cannot be removed is tried again next time.
pub(super) fn tidy(project: &Path) {
    let Ok(backups) = folder::backups(project) else {
        return;
    };
    for backup in superfluous(&backups) {
        let _ = std::fs::remove_file(&backup.path);
    }
}

/// Those that go, of backups listed newest first.
fn superfluous(backups: &[Backup]) -> Vec<&Backup> {
    let mut days = BTreeSet::new();
    let mut gone = Vec::new();
    let own = backups
        .iter()
        .filter(|backup| !matches!(backup.why, BackupReason::Asked | BackupReason::Migration));
    for (place, backup) in own.enumerate() {
        let newest_of_day = days.insert(backup.made_at.div_euclid(DAY)) && days.len() <= DAYS;
        if place >= LAST && !newest_of_day {
            gone.push(backup);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(hours_ago: i64, why: BackupReason) -> Backup {
        Backup {
            name: hours_ago.to_string(),
            path: String::new(),
            made_at: 1_000 * DAY - 3600 * hours_ago,
            why,
            bytes: 1,
        }
    }

    #[test]
    fn the_last_five_one_a_day_and_what_was_asked_for_are_kept() {
        let mut backups: Vec<Backup> = (1..=24 * 20)
            .map(|hours| made(hours, BackupReason::Import))
            .collect();
        backups.push(made(24 * 30, BackupReason::Asked));
        backups.push(made(24 * 31, BackupReason::Migration));
        let gone: BTreeSet<&str> = superfluous(&backups)
            .iter()
            .map(|backup| backup.name.as_str())
            .collect();
        let kept: Vec<&str> = backups
            .iter()
            .map(|backup| backup.name.as_str())
            .filter(|name| !gone.contains(name))
            .collect();
        assert_eq!(
            kept,
            [
                "1", "2", "3", "4", "5", "25", "49", "73", "97", "121", "145", "720", "744"
            ]
        );
    }
}
