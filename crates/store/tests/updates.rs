//! An item that a later file has anew: what stands in its place, and what a person decided about it.
#![allow(clippy::unwrap_used)]

use assay_store::{
    ItemFilter, NewItem, NewPassage, NewSource, RunTheme, SourceRow, Store, StoreError,
    SupersededSources,
};

/// One source with one item, whose passages are its sentences.
fn import(store: &mut Store, name: &str, sentences: &[&str], instead_of: Option<i64>) -> i64 {
    let written = store.transact(1, |write| {
        let source = write.stage_source(&NewSource {
            name: name.into(),
            kind: "survey".into(),
            hash: name.into(),
            ..Default::default()
        })?;
        let mut text = String::new();
        let mut passages = Vec::new();
        for sentence in sentences {
            let start = text.len();
            text.push_str(sentence);
            passages.push(NewPassage {
                start,
                end: text.len(),
                ..Default::default()
            });
            text.push(' ');
        }
        let item = NewItem {
            text,
            ..Default::default()
        };
        let item = write.add_item(source, &item, &passages)?;
        write.publish_source(&SourceRow {
            id: source,
            rows: 1,
            items: 1,
            ..Default::default()
        })?;
        if let Some(old) = instead_of {
            write.supersede(old, item, &mut SupersededSources::default())?;
        }
        Ok::<_, StoreError>(source)
    });
    written.unwrap().0
}

fn texts(store: &Store) -> Vec<(i64, String)> {
    let filter = ItemFilter {
        limit: 10,
        ..Default::default()
    };
    let (_, items) = store.items(&filter).unwrap();
    items.into_iter().map(|item| (item.id, item.text)).collect()
}

#[test]
fn decisions_go_along_to_the_same_words_and_undo_brings_everything_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("p.assay"), 0, [7; 16]).unwrap();
    import(&mut store, "a", &["It is slow.", "I like the lists."], None);
    let theme = store
        .transact(2, |write| {
            let theme = write.add_person_theme(&RunTheme::default(), None)?;
            write.set_person_tags(&[1, 2], theme, true)?;
            write.add_span(1, 12, 18, theme)?;
            Ok::<_, StoreError>(theme)
        })
        .unwrap()
        .0;
    let before = texts(&store);
    let later = ["It is much slower.", "I like the lists."];
    let source = import(&mut store, "b", &later, Some(1));
    assert_eq!(
        texts(&store).len(),
        1,
        "one stands in the place of the other"
    );
    assert_eq!(store.with_theme(&[1, 2, 3, 4], theme).unwrap(), [1, 2, 4]);
    let item = store.item_reading(2).unwrap().unwrap();
    let marks: Vec<(usize, usize)> = item.spans.iter().map(|s| (s.start, s.end)).collect();
    assert_eq!(marks, [(19, 25)], "the mark lies on “I like” again");
    assert!(store.problems().unwrap().is_empty());
    let after = texts(&store);

    store.undo().unwrap();
    assert_eq!(texts(&store), before);
    assert!(store.problems().unwrap().is_empty());
    store.redo().unwrap();
    assert_eq!(texts(&store), after);

    store
        .transact(4, |write| write.remove_source(source))
        .unwrap();
    assert_eq!(
        texts(&store),
        before,
        "without the later file the earlier counts"
    );
    assert!(store.problems().unwrap().is_empty());
}

#[test]
fn of_an_update_that_was_undone_for_good_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.assay");
    let mut store = Store::create(&path, 0, [7; 16]).unwrap();
    import(&mut store, "a", &["It is slow."], None);
    import(&mut store, "b", &["It is much slower."], Some(1));
    store.undo().unwrap();
    import(&mut store, "c", &["It is dear."], None);
    assert!(store.problems().unwrap().is_empty());
    let file = rusqlite::Connection::open(&path).unwrap();
    let count = |table: &str| -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        file.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(
        (count("source"), count("item"), count("superseded")),
        (2, 2, 0)
    );
}
