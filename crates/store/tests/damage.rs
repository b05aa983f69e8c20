//! A damaged, full, replaced or busy file: one sentence, nothing lost, and a way on.
#![allow(clippy::unwrap_used)]

mod sound;

use std::path::{Path, PathBuf};

use assay_store::{ItemFilter, LedgerFilter, Store, StoreError, put_in_place, rescue};
use proptest::prelude::*;

const ITEMS: usize = 900;
const PAGE: usize = 4096;

/// A project of some hundred pages, closed.
fn shop(folder: &Path) -> PathBuf {
    let path = folder.join("shop.assay");
    sound::make(&path, (0..ITEMS).map(words)).unwrap();
    path
}

/// The words of an answer: every row has its own, and one in fifty is longer than a page.
fn words(row: usize) -> String {
    let times = if row.is_multiple_of(50) { 700 } else { 12 };
    format!("answer {row} is slow and dear ").repeat(times)
}

/// Everything that is read answers, or says in a sentence why not. How many items were read.
fn read_all(store: &Store) -> Option<usize> {
    tell(store.problems());
    tell(store.counts());
    tell(store.themes());
    tell(store.history());
    tell(store.ledger(&LedgerFilter::default()));
    let filter = ItemFilter {
        limit: 10_000,
        ..Default::default()
    };
    tell(store.items(&filter)).map(|(_, items)| items.len())
}

fn tell<T>(answer: Result<T, StoreError>) -> Option<T> {
    match answer {
        Ok(value) => Some(value),
        Err(error) => {
            sentence(&error);
            None
        }
    }
}

fn sentence(error: &StoreError) {
    let text = error.to_string();
    assert!(
        !text.contains('\n') && text.len() < 700,
        "one sentence: {text}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn bytes_changed_anywhere_never_panic_and_leave_what_can_be_saved(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = shop(folder.path());
        let mut bytes = std::fs::read(&path).unwrap();
        for (place, byte) in &changes {
            let place = place.index(bytes.len());
            bytes[place] = *byte;
        }
        hurt_and_save(folder.path(), &bytes);
    }
}

/// Pages full of zeros or of rubbish: the first one and all that lead to others, and every fifth of
/// the rest.
#[test]
fn a_lost_page_costs_what_was_on_it_and_what_belongs_to_that() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.assay");
    sound::make(&path, (0..400).map(words)).unwrap();
    let sound = std::fs::read(&path).unwrap();
    let (hurt, saved) = (
        folder.path().join("hurt.assay"),
        folder.path().join("saved.assay"),
    );
    let rows_saved = |path: &Path| -> u64 {
        let _ = std::fs::remove_file(&saved);
        let tables = rescue(path, &saved).unwrap();
        tables.iter().map(|table| table.saved).sum()
    };
    let all = rows_saved(&path);
    assert!(all > 1200, "{all} rows");
    for (page, what, inner, rows) in pages(&path) {
        if page % 5 > 0 && page > 1 && !inner {
            continue;
        }
        let mut bytes = sound.clone();
        let filling = if page % 2 == 0 { 0 } else { 0x5a };
        bytes[(page - 1) * PAGE..page * PAGE].fill(filling);
        std::fs::write(&hurt, &bytes).unwrap();
        let lost = all - rows_saved(&hurt);
        assert_eq!(
            std::fs::read(&hurt).unwrap(),
            bytes,
            "the damaged file is as it was"
        );
        let store = Store::open(&saved).unwrap();
        assert_eq!(store.problems().unwrap(), Vec::<String>::new(), "{what}");
        let most = match what.as_str() {
            // The tags of a run that is lost say nothing, and it can be done again.
            "run" => all,
            // A table without row ids has rows on every page.
            "part_tag" => rows,
            _ if inner || page == 1 => 0,
            // An item goes with its passage, and that with its tag.
            _ => 3 * rows.max(1),
        };
        assert!(
            lost <= most,
            "page {page} of {what}: {lost} of {all} rows are lost"
        );
    }
}

/// Every page of a sound file with the name of its tree, whether it leads to others, and how many
/// rows are on it.
fn pages(path: &Path) -> Vec<(usize, String, bool, u64)> {
    let file = rusqlite::Connection::open(path).unwrap();
    let mut statement = file
        .prepare("SELECT pageno, name, pagetype = 'internal', ncell FROM dbstat ORDER BY pageno")
        .unwrap();
    let pages = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    });
    pages.unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

/// Use the damaged file, and save what can be saved: how many items.
fn hurt_and_save(folder: &Path, bytes: &[u8]) -> Option<u64> {
    let path = folder.join("hurt.assay");
    std::fs::write(&path, bytes).unwrap();
    if let Some(store) = tell(Store::open(&path)) {
        read_all(&store);
    }
    std::fs::write(&path, bytes).unwrap();
    let saved = folder.join("saved.assay");
    tell(rescue(&path, &saved))?;
    let store = Store::open(&saved).unwrap();
    assert_eq!(
        store.problems().unwrap(),
        Vec::<String>::new(),
        "what is saved is whole"
    );
    Some(store.counts().unwrap().items)
}

#[test]
fn nothing_is_lost_of_a_sound_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = shop(folder.path());
    let saved = folder.path().join("saved.assay");
    for table in rescue(&path, &saved).unwrap() {
        assert_eq!((table.gaps, table.dropped), (0, 0), "{}", table.table);
    }
    let said = |path: &Path| {
        let mut rows = Vec::new();
        let store = Store::open(path).unwrap();
        store.each_row_said(|row| rows.push(row.to_vec())).unwrap();
        rows
    };
    assert_eq!(said(&saved), said(&path));
    let mut store = Store::open(&saved).unwrap();
    assert_eq!(
        store.undo().unwrap().unwrap().0.what,
        "Find themes",
        "the history is saved too"
    );
    assert_eq!(store.passages_with_words("answer 7 is").unwrap().len(), 1);
}

#[test]
fn a_copy_is_one_whole_file_and_restoring_it_brings_everything_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = shop(folder.path());
    let copy = folder.path().join("copy.assay");
    let mut store = Store::open(&path).unwrap();
    let reader = Store::reader(store.place()).unwrap();
    store.copy_to(&copy).unwrap();
    assert!(store.has_history_of(&copy).unwrap());
    let beside: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("copy"))
        .collect();
    assert_eq!(beside, ["copy.assay"], "nothing lies beside it");

    sound::import(&mut store, (0..ITEMS).map(words)).unwrap();
    assert!(!store.has_history_of(&copy).unwrap());
    assert_eq!(reader.counts().unwrap().items, 2 * ITEMS as u64);
    store.replace_with(&copy).unwrap();
    assert_eq!(
        reader.counts().unwrap().items,
        ITEMS as u64,
        "who has it open sees it"
    );
    assert_eq!(store.problems().unwrap(), Vec::<String>::new());
    assert_eq!(store.undo().unwrap().unwrap().0.what, "Find themes");

    let mut broken = std::fs::read(&copy).unwrap();
    let middle = broken.len() / 2;
    broken[middle..middle + 3 * PAGE].fill(0);
    std::fs::write(&copy, broken).unwrap();
    sentence(&store.replace_with(&copy).unwrap_err());
    assert_eq!(
        store.counts().unwrap().items,
        ITEMS as u64,
        "a broken copy changes nothing"
    );
}

#[test]
fn a_copy_takes_the_place_of_what_cannot_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = shop(folder.path());
    let copy = folder.path().join("copy.assay");
    Store::open(&path).unwrap().copy_to(&copy).unwrap();
    std::fs::write(&path, "something else").unwrap();
    let aside = folder.path().join("shop.assay.damaged");
    put_in_place(&copy, &path, &aside).unwrap();
    assert_eq!(std::fs::read(&aside).unwrap(), b"something else");
    assert_eq!(
        Store::open(&path).unwrap().counts().unwrap().items,
        ITEMS as u64
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_is_removed_or_replaced_is_not_written_and_can_still_be_copied() {
    let folder = tempfile::tempdir().unwrap();
    let path = shop(folder.path());
    let mut store = Store::open(&path).unwrap();
    let other = folder.path().join("other.assay");
    Store::create(&other, 0, [1; 16]).unwrap();
    std::fs::rename(&other, &path).unwrap();
    let rename = |store: &mut Store| store.transact(9, |write| write.set_theme_label(1, Some("x")));
    let error = rename(&mut store).unwrap_err();
    assert!(matches!(error, StoreError::Gone(_)), "{error}");
    assert!(matches!(store.undo(), Err(StoreError::Gone(_))));
    assert!(matches!(
        Store::reader(store.place()),
        Err(StoreError::Gone(_))
    ));
    let kept = folder.path().join("kept.assay");
    store.copy_to(&kept).unwrap();
    assert_eq!(
        Store::open(&kept).unwrap().counts().unwrap().items,
        ITEMS as u64
    );
    assert_eq!(
        Store::open(&path).unwrap().counts().unwrap().items,
        0,
        "the other one is as it was"
    );

    std::fs::remove_file(&path).unwrap();
    assert!(matches!(
        rename(&mut store).unwrap_err(),
        StoreError::Gone(_)
    ));
}

/// What an open project has not put in its file yet lies in the log beside it, and SQLite would put
/// the log of one project into another one that it finds there.
#[cfg(unix)]
#[test]
fn a_project_that_takes_the_place_of_an_open_one_has_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = shop(folder.path());
    let other = folder.path().join("other.assay");
    drop(Store::create(&other, 0, [1; 16]).unwrap());
    let rename = |store: &mut Store, name: &str| {
        store
            .transact(9, |write| {
                write.describe("Rename");
                write.set_theme_label(1, Some(name))
            })
            .unwrap();
    };
    let mut first = Store::open(&path).unwrap();
    rename(&mut first, "Speed");
    let copy = folder.path().join("copy.assay");
    std::fs::copy(&path, &copy).unwrap();
    assert_eq!(
        Store::open(&copy).unwrap().history().unwrap().len(),
        first.history().unwrap().len(),
        "a plain copy has what was done until then"
    );

    std::fs::rename(&other, &path).unwrap();
    let mut second = Store::open(&path).unwrap();
    assert_eq!(second.counts().unwrap().items, 0);
    second
        .transact(1, |write| {
            write.describe("Search");
            write.set_setting("a", &1)
        })
        .unwrap();
    drop(first);
    assert_eq!(
        Store::open(&path).unwrap().history().unwrap().len(),
        1,
        "closing the first takes nothing from the second"
    );
    drop(second);
    let again = Store::open(&path).unwrap();
    assert_eq!(again.history().unwrap().len(), 1);
    assert_eq!(again.problems().unwrap(), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn a_new_project_has_nothing_of_one_whose_log_was_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = shop(folder.path());
    let killed = rusqlite::Connection::open(&path).unwrap();
    killed
        .execute_batch("PRAGMA wal_autocheckpoint = 0; UPDATE project SET created_at = 77")
        .unwrap();
    let log = folder.path().join("shop.assay-wal");
    let left = std::fs::read(&log).unwrap();
    assert!(!left.is_empty());
    drop(killed);
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&log, left).unwrap();

    let new = Store::create(&path, 0, [1; 16]).unwrap();
    assert_eq!(new.problems().unwrap(), Vec::<String>::new());
    let file = rusqlite::Connection::open(&path).unwrap();
    let created: i64 = file
        .query_row("SELECT created_at FROM project", [], |row| row.get(0))
        .unwrap();
    assert_eq!(created, 0);
}

#[test]
fn a_project_whose_mark_was_cleared_away_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = shop(folder.path());
    let mut store = Store::open(&path).unwrap();
    let marks = folder.path().join("shop.assay.open");
    assert_eq!(std::fs::read_dir(&marks).unwrap().count(), 1);
    std::fs::remove_dir_all(&marks).unwrap();
    let error = store
        .transact(9, |write| write.set_theme_label(1, Some("x")))
        .unwrap_err();
    assert!(matches!(error, StoreError::TakenOver(_)), "{error}");
    drop(store);
    let mut again = Store::open(&path).unwrap();
    again
        .transact(9, |write| write.set_theme_label(1, Some("x")))
        .unwrap();
    drop(again);
    assert!(!marks.exists(), "nothing is left when nobody has it open");
}

#[test]
fn a_second_writer_waits_or_is_told_that_another_one_writes() {
    let folder = tempfile::tempdir().unwrap();
    let path = shop(folder.path());
    let mut first = Store::open(&path).unwrap();
    let mut second = Store::open(&path).unwrap();
    first
        .transact(3, |write| {
            let error = second
                .transact(3, |write| write.set_theme_label(1, Some("second")))
                .unwrap_err();
            assert!(matches!(error, StoreError::Busy), "{error}");
            write.set_theme_label(1, Some("first"))
        })
        .unwrap();
    second
        .transact(4, |write| write.set_theme_label(1, Some("second")))
        .unwrap();
}

#[test]
fn two_windows_that_open_an_old_file_at_once_migrate_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.assay");
    let file = rusqlite::Connection::open(&path).unwrap();
    file.execute_batch(include_str!("../src/schema.sql"))
        .unwrap();
    file.pragma_update(None, "application_id", 0x4153_5359)
        .unwrap();
    file.pragma_update(None, "user_version", 1).unwrap();
    file.execute_batch("INSERT INTO project (id, created_at, salt) VALUES (1, 0, x'00')")
        .unwrap();
    drop(file);
    std::thread::scope(|scope| {
        let open = || Store::open(&path).map(|store| store.counts().unwrap());
        let windows: Vec<_> = (0..4).map(|_| scope.spawn(open)).collect();
        for window in windows {
            window.join().unwrap().unwrap();
        }
    });
}
