//! Where backups lie and how they are named: `2026-11-22T03-10-05Z-import.assay`.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDateTime};

use super::{Backup, BackupReason};
use crate::{Error, Result};

const TIME: &str = "%Y-%m-%dT%H-%M-%SZ";

const REASONS: [(BackupReason, &str); 5] = [
    (BackupReason::Asked, "asked"),
    (BackupReason::Import, "import"),
    (BackupReason::Analysis, "analysis"),
    (BackupReason::Removal, "removal"),
    (BackupReason::Restore, "restore"),
];

/// The folder of the backups of this project.
pub(super) fn folder(project: &Path) -> PathBuf {
    let mut name = project.as_os_str().to_owned();
    name.push(".backups");
    PathBuf::from(name)
}

/// The path of a backup made now for this reason; nothing lies there yet.
pub(super) fn free_path(project: &Path, why: BackupReason, now: i64) -> PathBuf {
    let time = DateTime::from_timestamp(now, 0)
        .map(|time| time.format(TIME).to_string())
        .unwrap_or_default();
    let word = REASONS
        .iter()
        .find(|(reason, _)| *reason == why)
        .map_or("asked", |(_, word)| word);
    let folder = folder(project);
    (1..)
        .map(|number| match number {
            1 => folder.join(format!("{time}-{word}.assay")),
            _ => folder.join(format!("{time}-{word}-{number}.assay")),
        })
        .find(|path| !path.exists())
        .unwrap_or_else(|| folder.join(word))
}

/// The backup at `path`, if its name says that it is one.
pub(super) fn backup(path: &Path) -> Option<Backup> {
    let name = path.file_name()?.to_str()?;
    let (made_at, why) = match name.strip_suffix(".backup") {
        Some(kept) => {
            kept.rsplit_once(".v")?.1.parse::<u32>().ok()?;
            let since = written(path)?.duration_since(UNIX_EPOCH).ok()?;
            (since.as_secs() as i64, BackupReason::Migration)
        }
        None => read_name(name)?,
    };
    Some(Backup {
        name: name.to_owned(),
        path: path.display().to_string(),
        made_at,
        why,
        bytes: path.metadata().ok()?.len(),
    })
}

/// Every backup of a project, newest first.
pub(super) fn backups(project: &Path) -> Result<Vec<Backup>> {
    let mut paths = files_of(&folder(project))?;
    let beside = match project.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let start = project.file_name().unwrap_or_default().to_string_lossy();
    paths.extend(files_of(beside)?.into_iter().filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.strip_prefix(&*start)
            .is_some_and(|rest| rest.starts_with(".v") && rest.ends_with(".backup"))
    }));
    let mut found: Vec<(Option<SystemTime>, Backup)> = paths
        .iter()
        .filter_map(|path| Some((written(path), backup(path)?)))
        .collect();
    // Several can be made within a second: then the system's clock, which is finer, decides.
    found.sort_by_key(|(written, backup)| Reverse((backup.made_at, *written)));
    Ok(found.into_iter().map(|(_, backup)| backup).collect())
}

fn written(path: &Path) -> Option<SystemTime> {
    path.metadata().ok()?.modified().ok()
}

fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    match std::fs::read_dir(folder) {
        Ok(entries) => Ok(entries.flatten().map(|entry| entry.path()).collect()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Error::file(folder, "read", &error)),
    }
}

fn read_name(name: &str) -> Option<(i64, BackupReason)> {
    let (time, rest) = name.strip_suffix(".assay")?.split_at_checked(20)?;
    let made_at = NaiveDateTime::parse_from_str(time, TIME).ok()?.and_utc();
    let word = rest.strip_prefix('-')?.split('-').next()?;
    let (why, _) = REASONS.iter().find(|(_, known)| *known == word)?;
    Some((made_at.timestamp(), *why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        let path = free_path(Path::new("shop.assay"), BackupReason::Import, 1_795_230_605);
        let name = path.file_name().unwrap().to_str().unwrap();
        assert_eq!(name, "2026-11-21T03-10-05Z-import.assay");
        assert_eq!(read_name(name), Some((1_795_230_605, BackupReason::Import)));
        for other in [
            "notes.assay",
            "2026-11-21T03-10-05Z-lunch.assay",
            "é",
            "x.part",
        ] {
            assert_eq!(read_name(other), None, "{other} is no backup");
        }
    }
}
