//! What a user relies on: undo takes back exactly what was done, search and references included,
//! and survives closing the file.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use assay_store::{
    ItemFilter, LedgerFilter, LedgerRow, NewItem, NewPassage, NewRun, NewSource, PartTag, RunTheme,
    SourceRow, StandingTag, Store, StoreError, decode_events,
};

fn project() -> (tempfile::TempDir, PathBuf, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.assay");
    let store = Store::create(&path, 0, [7; 16]).unwrap();
    (folder, path, store)
}

/// One source with an item a text, each text one passage.
fn import(store: &mut Store, name: &str, texts: &[&str]) -> i64 {
    let (source, _) = store
        .transact(1, |write| {
            write.describe(format!("Import {name}"));
            let source = write.stage_source(&NewSource {
                name: name.into(),
                kind: "survey".into(),
                ..Default::default()
            })?;
            for (index, text) in texts.iter().enumerate() {
                let mut fingerprint = [0; 16];
                fingerprint[0] = index as u8;
                fingerprint[1] = source as u8;
                write.add_item(
                    source,
                    &NewItem {
                        row: Some(index as u64 + 2),
                        fingerprint,
                        text: (*text).into(),
                        ..Default::default()
                    },
                    &[NewPassage {
                        start: 0,
                        end: text.len(),
                        ..Default::default()
                    }],
                )?;
            }
            let entry = LedgerRow {
                source,
                row: Some(9),
                column: None,
                what: "rejected".into(),
                reason: "it is short".into(),
            };
            write.add_ledger(&[entry])?;
            write.publish_source(&SourceRow {
                id: source,
                rows: texts.len() as u64,
                items: texts.len() as u64,
                ..Default::default()
            })?;
            Ok::<_, StoreError>(source)
        })
        .unwrap();
    source
}

/// A run that gives each passage a theme of its own.
fn analyze(store: &mut Store) -> Vec<i64> {
    let passages = store.passages().unwrap();
    let sources = store.live_sources().unwrap();
    let (themes, _) = store
        .transact(2, |write| {
            write.describe("Find themes");
            let run = write
                .stage_run(
                    &NewRun {
                        passages: passages.len() as u64,
                        ..Default::default()
                    },
                    &sources,
                    None,
                )?
                .unwrap();
            let (mut themes, mut found, mut tags) = (Vec::new(), Vec::new(), Vec::new());
            for (part, passage) in passages.iter().enumerate() {
                let theme = write.add_machine_theme()?;
                found.push(RunTheme {
                    theme,
                    label: passage.text.clone(),
                    quotes: vec![passage.id],
                    ..Default::default()
                });
                tags.push(PartTag {
                    passage: passage.id,
                    part,
                    similarity: 0.9,
                    main: true,
                    weak: false,
                });
                themes.push(theme);
            }
            write.add_analysis(run, &[], &tags)?;
            write.add_cut(run, &found, &themes)?;
            write.set_current_run(run)?;
            Ok::<_, StoreError>(themes)
        })
        .unwrap();
    themes
}

#[test]
fn a_search_counts_each_live_item_once_and_gives_the_page_asked_for() {
    let (_folder, _path, mut store) = project();
    let texts: Vec<String> = (0..7).map(|n| format!("late parcel {n}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let first = import(&mut store, "a.csv", &texts);
    import(&mut store, "b.csv", &["parcel lost", "rude driver"]);
    let page = |store: &Store, offset| {
        let filter = ItemFilter {
            search: Some("parc"),
            offset,
            limit: 3,
            ..Default::default()
        };
        let (total, rows) = store.items(&filter).unwrap();
        let texts: Vec<String> = rows.into_iter().map(|row| row.text).collect();
        (total, texts)
    };
    assert_eq!(page(&store, 6).0, 8);
    assert_eq!(page(&store, 6).1, ["late parcel 6", "parcel lost"]);
    assert_eq!(page(&store, 8).1, [""; 0]);
    store
        .transact(3, |write| write.remove_source(first))
        .unwrap();
    assert_eq!(page(&store, 0), (1, vec!["parcel lost".to_owned()]));
}

fn hits(store: &Store, words: &str) -> u64 {
    store
        .items(&ItemFilter {
            search: Some(words),
            limit: 10,
            ..Default::default()
        })
        .unwrap()
        .0
}

fn tags(store: &Store) -> Vec<StandingTag> {
    let speech = store.speech().unwrap();
    let machine = store.machine_tags(&speech).unwrap();
    store.standing_tags(&speech, &machine).unwrap()
}

/// Everything a user can see, as text.
fn state(store: &Store) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        store.counts().unwrap(),
        store.sources().unwrap(),
        store.themes().unwrap(),
        tags(store),
        store
            .items(&ItemFilter {
                limit: 100,
                ..Default::default()
            })
            .unwrap(),
        store.setting::<String>("rule").unwrap(),
        store
            .ledger(&LedgerFilter {
                limit: 10,
                ..Default::default()
            })
            .unwrap(),
    )
}

#[test]
fn undo_and_redo_bring_back_every_state_search_and_references_included() {
    let (_folder, path, mut store) = project();
    let mut states = vec![state(&store)];
    import(
        &mut store,
        "a.csv",
        &["the invite never came", "love the templates"],
    );
    states.push(state(&store));
    let themes = analyze(&mut store);
    states.push(state(&store));
    let edits: [&dyn Fn(&mut Store); 5] = [
        &|store| {
            drop(
                store
                    .transact(3, |write| write.set_theme_label(themes[0], Some("Invites")))
                    .unwrap(),
            )
        },
        &|store| {
            drop(
                store
                    .transact(4, |write| write.merge_theme(themes[1], themes[0]))
                    .unwrap(),
            )
        },
        &|store| {
            drop(
                store
                    .transact(5, |write| write.set_person_tags(&[1], themes[0], false))
                    .unwrap(),
            )
        },
        &|store| {
            drop(
                store
                    .transact(6, |write| write.set_setting("rule", &"signed in"))
                    .unwrap(),
            )
        },
        &|store| drop(store.transact(7, |write| write.remove_source(1)).unwrap()),
    ];
    for edit in edits {
        edit(&mut store);
        states.push(state(&store));
    }
    drop(store);

    let mut store = Store::open(&path).unwrap();
    for expected in states.iter().rev().skip(1) {
        store.undo().unwrap().unwrap();
        assert_eq!(&state(&store), expected);
        assert_eq!(store.problems().unwrap(), Vec::<String>::new());
    }
    assert!(
        store.undo().unwrap().is_none(),
        "there is nothing before the first step"
    );
    assert_eq!(
        hits(&store, "invite"),
        0,
        "what was imported is not found once the import is undone"
    );

    for expected in states.iter().skip(1) {
        store.redo().unwrap().unwrap();
        assert_eq!(&state(&store), expected);
        assert_eq!(store.problems().unwrap(), Vec::<String>::new());
    }
    assert!(store.redo().unwrap().is_none());
}

#[test]
fn a_new_step_forgets_what_was_undone_and_leaves_no_rows_behind() {
    let (_folder, _path, mut store) = project();
    import(&mut store, "a.csv", &["one thing", "another thing"]);
    analyze(&mut store);
    store.undo().unwrap();
    store.undo().unwrap();
    import(&mut store, "b.csv", &["something else"]);
    assert!(store.redo().unwrap().is_none());
    assert_eq!(hits(&store, "thing"), 0);
    assert_eq!(
        hits(&store, "somethi"),
        1,
        "the last word may be unfinished"
    );
    assert_eq!(store.passages().unwrap().len(), 1);
    assert_eq!(store.problems().unwrap(), Vec::<String>::new());
}

#[test]
fn an_error_leaves_everything_as_it_was() {
    let (_folder, _path, mut store) = project();
    import(&mut store, "a.csv", &["one thing"]);
    store.undo().unwrap();
    let before = state(&store);
    let result: Result<((), _), StoreError> = store.transact(2, |write| {
        write.stage_source(&NewSource::default())?;
        write.set_setting("rule", &"half")?;
        Err(StoreError::Busy)
    });
    assert!(result.is_err());
    assert_eq!(state(&store), before);
    assert!(
        store.redo().unwrap().is_some(),
        "what could be redone before still can"
    );
}

#[test]
fn a_second_connection_reads_while_the_first_writes() {
    let (_folder, path, mut store) = project();
    let reader = Store::open(&path).unwrap();
    store
        .transact(1, |write| {
            write.set_setting("rule", &"new")?;
            assert_eq!(
                reader.setting::<String>("rule")?,
                None,
                "what is not finished is not seen"
            );
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(
        reader.setting::<String>("rule").unwrap().as_deref(),
        Some("new")
    );
}

#[test]
fn files_that_are_not_projects_are_refused_with_a_sentence_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let text = file("text.assay", b"hello, I am not a project");
    let empty = file("empty.assay", b"");
    for path in [
        &text,
        &empty,
        &folder.path().join("missing.assay"),
        &folder.path().to_path_buf(),
    ] {
        let sentence = Store::open(path).unwrap_err().to_string();
        assert!(
            sentence.contains(&*path.to_string_lossy()) && !sentence.contains('\n'),
            "{sentence}"
        );
    }
    assert_eq!(std::fs::read(&text).unwrap(), b"hello, I am not a project");
    assert!(matches!(
        Store::create(&text, 0, [0; 16]),
        Err(StoreError::Exists(_))
    ));

    let path = folder.path().join("newer.assay");
    Store::create(&path, 0, [0; 16]).unwrap();
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", 999).unwrap();
    drop(raw);
    assert!(matches!(
        Store::open(&path),
        Err(StoreError::Newer { found: 999, .. })
    ));
}

#[test]
fn an_older_file_is_backed_up_and_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.assay");
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.pragma_update(None, "application_id", 0x4153_5359)
        .unwrap();
    raw.execute_batch("CREATE TABLE unrelated (id INTEGER PRIMARY KEY)")
        .unwrap();
    drop(raw);
    Store::open(&path).unwrap();
    assert!(folder.path().join("old.assay.v0.backup").exists());

    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", 0).unwrap();
    drop(raw);
    let before = std::fs::read(&path).unwrap();
    Store::open(&path).expect_err("version 0 that holds these tables already cannot be migrated");
    assert_eq!(
        std::fs::read(&path).unwrap(),
        before,
        "a failed migration leaves the file untouched"
    );
}

#[test]
fn another_programs_database_is_refused_and_left_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch(
        "CREATE TABLE theirs (id INTEGER PRIMARY KEY); INSERT INTO theirs VALUES (1)",
    )
    .unwrap();
    drop(raw);
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(
        Store::open(&path),
        Err(StoreError::NotAProject { .. })
    ));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn events_of_an_older_file_are_all_there_after_migrating() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.assay");
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch(include_str!("../src/schema.sql"))
        .unwrap();
    raw.execute_batch(
        "PRAGMA application_id = 0x41535359; PRAGMA user_version = 1;
         INSERT INTO project (id, created_at, salt) VALUES (1, 0, x'00');",
    )
    .unwrap();
    for (id, state) in [(1, "live"), (2, "removed")] {
        raw.execute(
            "INSERT INTO source (id, path, name, kind, format, encoding, hash, mapping, imported_at, rows, items,
                 customers, events, duplicates, rejected, repaired, redacted, no_answer, state)
             VALUES (?1, '', '', 'events', '', '', x'', '', 0, 4, 0, 0, 4, 0, 0, 0, 0, 0, ?2)",
            (id, state),
        )
        .unwrap();
        for (customer, name, time) in [
            ("b", "login", 300),
            ("a", "order", 90_000),
            ("b", "login", 100),
            ("a", "login", 100),
        ] {
            raw.execute(
                "INSERT INTO event (source, fingerprint, customer, name, time, value) VALUES (?1, x'', ?2, ?3, ?4, 1.5)",
                (id, customer, name, time),
            )
            .unwrap();
        }
    }
    drop(raw);
    let store = Store::open(&path).unwrap();
    assert_eq!(
        store.event_counts().unwrap(),
        [("login".into(), 3), ("order".into(), 1)],
        "of the live source"
    );
    let names: std::collections::HashMap<u32, String> =
        store.event_names().unwrap().into_iter().collect();
    let mut found = Vec::new();
    let mut timelines = Vec::new();
    store
        .each_timeline(|customer, id, _| timelines.push((customer.to_owned(), id)))
        .unwrap();
    for (customer, id) in timelines {
        let (mut bytes, mut events) = (Vec::new(), Vec::new());
        store
            .read_timelines([id], &mut bytes, &mut Vec::new())
            .unwrap();
        decode_events(&bytes, &mut events).unwrap();
        for event in events {
            assert_eq!(event.value, Some(1.5));
            found.push((customer.clone(), event.time, names[&event.name].clone()));
        }
    }
    let expected = [
        ("a", 100, "login"),
        ("a", 90_000, "order"),
        ("b", 100, "login"),
        ("b", 300, "login"),
    ];
    assert_eq!(
        found,
        expected.map(|(c, time, name)| (c.into(), time, name.into()))
    );
    assert_eq!(store.problems().unwrap(), Vec::<String>::new());
}
