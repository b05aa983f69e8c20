//! A file of the first version opens, keeps everything, and is from then on like a new one.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;

use assay_store::{SCHEMA_VERSION, Store};
use rusqlite::Connection;
use rusqlite::session::Session;

/// A project as the first version made it: three passages, a run with two themes, the first split
/// by a person, the second locked; its last step, a hand tag and a name, can be taken back.
fn first_version(path: &Path) {
    let file = Connection::open(path).unwrap();
    file.execute_batch(include_str!("../src/schema.sql"))
        .unwrap();
    file.pragma_update(None, "application_id", 0x4153_5359)
        .unwrap();
    file.pragma_update(None, "user_version", 1).unwrap();
    file.execute_batch(
        "INSERT INTO run (id, created_at, granularity, seed, passages, hash, seconds, state)
         VALUES (1, 5, 1.0, 42, 3, 'abc', 0.5, 'live');
         INSERT INTO project (id, created_at, current_run, salt) VALUES (1, 0, 1, x'00');
         INSERT INTO source VALUES (1, 'a.csv', 'a.csv', 'survey', 'csv', 'utf-8', x'01', '[]', 1,
                                    3, 3, 0, 0, 0, 0, 0, 0, 0, 'live');
         INSERT INTO item (id, source, row, fingerprint, customer, text, no_answer)
         VALUES (1, 1, 2, x'01', 'c1', 'too slow', 0), (2, 1, 3, x'02', 'c2', 'too dear', 0),
                (3, 1, 4, x'03', 'c2', 'slow and dear', 0);
         INSERT INTO passage (id, item, start, end, sentiment, negative)
         VALUES (1, 1, 0, 8, 0.0, 1), (2, 2, 0, 8, 0.0, 0), (3, 3, 0, 13, 0.0, 0);
         INSERT INTO run_source VALUES (1, 1);
         INSERT INTO theme (id, origin, locked, label) VALUES (4, 'machine', 0, NULL), (7, 'machine', 1, 'Price');
         INSERT INTO run_theme VALUES (1, 4, 'Slow', '[\"slow\"]', '[1]'), (1, 7, 'Dear', '[\"dear\"]', '[2]');
         INSERT INTO machine_tag VALUES (1, 1, 4, 0.9, 1, 0), (1, 2, 7, 0.8, 1, 0),
                                        (1, 3, 4, 0.3, 1, 1), (1, 3, 7, 0.5, 0, 0);
         INSERT INTO theme (id, origin, parent, found_label, keywords, quotes)
         VALUES (8, 'person', 4, 'Slow part', '[]', '[]');
         INSERT INTO person_tag VALUES (3, 4, 0), (3, 8, 1), (2, 7, 1);",
    )
    .unwrap();
    let mut session = Session::new(&file).unwrap();
    session.attach(None::<&str>).unwrap();
    file.execute_batch(
        "INSERT INTO theme (id, origin, found_label) VALUES (9, 'person', 'By hand');
         INSERT INTO person_tag VALUES (1, 9, 1);
         UPDATE theme SET label = 'Slowness' WHERE id = 4;",
    )
    .unwrap();
    let mut changeset = Vec::new();
    session.changeset_strm(&mut changeset).unwrap();
    drop(session);
    file.execute(
        "INSERT INTO change (what, at, changeset) VALUES ('Tag by hand', 9, ?1)",
        [changeset],
    )
    .unwrap();
}

/// Each theme with its label, parent and passages.
fn themes(store: &Store) -> Vec<(i64, String, Option<i64>, u64)> {
    let speech = store.speech().unwrap();
    let machine = store.machine_tags(&speech).unwrap();
    let tags = store.standing_tags(&speech, &machine).unwrap();
    let passages = |id: i64| {
        let of_theme = tags.iter().filter(|tag| tag.theme == id);
        let places: BTreeSet<u32> = of_theme.map(|tag| tag.place).collect();
        places.len() as u64
    };
    let themes = store.themes().unwrap().into_iter();
    themes
        .map(|theme| {
            let passages = passages(theme.id);
            (theme.id, theme.label, theme.parent, passages)
        })
        .collect()
}

#[test]
fn a_file_of_the_first_version_keeps_everything_and_becomes_like_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.assay");
    first_version(&path);
    let mut store = Store::open(&path).unwrap();

    let backup = Connection::open(folder.path().join("old.assay.v1.backup")).unwrap();
    let kept: i64 = backup
        .query_row("SELECT count(*) FROM machine_tag", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 4, "the file as it was lies beside it");

    let named = |id, label: &str, parent, passages| (id, label.to_owned(), parent, passages);
    assert_eq!(
        themes(&store),
        [
            named(4, "Slowness", None, 1),
            named(7, "Price", None, 2),
            named(8, "Slow part", Some(4), 1),
            named(9, "By hand", None, 1)
        ]
    );
    let main = store.main_parts(1).unwrap();
    assert_eq!(store.partition(&main).unwrap(), [(1, 4), (2, 7), (3, 8)]);
    assert_eq!(store.problems().unwrap(), Vec::<String>::new());
    let run = store.current_run().unwrap().unwrap();
    assert_eq!((run.analysis(), run.run.level), (1, None));

    let (step, _) = store.undo().unwrap().unwrap();
    assert_eq!(step.what, "Tag by hand");
    assert_eq!(themes(&store)[0].1, "Slow");
    assert_eq!(
        themes(&store).len(),
        3,
        "what was done before can be undone after"
    );
    store.redo().unwrap().unwrap();
    assert_eq!(themes(&store).len(), 4);
    drop(store);

    let fresh = folder.path().join("new.assay");
    drop(Store::create(&fresh, 0, [7; 16]).unwrap());
    let schema = |path: &Path| {
        let file = Connection::open(path).unwrap();
        let version: i64 = file
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        assert_eq!(version, SCHEMA_VERSION);
        let mut statement = file
            .prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")
            .unwrap();
        let rows = statement.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, Option<String>>(2)?,
            ))
        });
        rows.unwrap().collect::<Result<Vec<_>, _>>().unwrap()
    };
    assert_eq!(schema(&path), schema(&fresh));
}
