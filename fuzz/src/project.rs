//! A project file with some of its bytes changed.

use std::path::Path;
use std::sync::OnceLock;

use assay_store::{
    ItemFilter, LedgerFilter, NewItem, NewPassage, NewRun, NewSource, PartTag, RunTheme, SourceRow,
    Store, StoreError,
};

/// The first byte says how to go on. 0: what follows is the whole file. Otherwise it is changes to a
/// sound project: each four bytes of a place and one byte to put there.
pub fn open(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let mut file = sound().to_vec();
    if *first == 0 {
        file = rest.to_vec();
    } else {
        for change in rest.chunks_exact(5) {
            let place = u32::from_le_bytes([change[0], change[1], change[2], change[3]]);
            let place = place as usize % file.len();
            file[place] = change[4];
        }
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("a.assay");
    std::fs::write(&path, file).expect("the file is written");
    match Store::open(&path) {
        Ok(mut store) => use_it(&mut store),
        Err(error) => sentence(&error),
    }
}

/// Everything a window asks at its start, a check, a step, and taking it back. Each answers or says
/// in a sentence why not.
fn use_it(store: &mut Store) {
    tell(store.counts());
    tell(store.sources());
    tell(store.themes());
    tell(store.runs());
    tell(store.items(&ItemFilter::default()));
    tell(store.ledger(&LedgerFilter::default()));
    tell(store.customers());
    tell(store.actions());
    tell(store.rules());
    tell(store.history());
    tell(store.feedback());
    tell(store.event_counts());
    tell(store.setting::<String>("a"));
    tell(store.problems());
    tell(store.transact(9, |write| write.set_theme_label(1, Some("Other"))));
    tell(store.undo());
    tell(store.redo());
}

fn tell<T>(answer: Result<T, StoreError>) {
    if let Err(error) = answer {
        sentence(&error);
    }
}

fn sentence(error: &StoreError) {
    let text = error.to_string();
    assert!(
        !text.is_empty() && !text.contains('\n'),
        "not a sentence: {text}"
    );
}

/// A project with a source, three items, a run and a step that was taken back.
fn sound() -> &'static [u8] {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.assay");
        make(&path).expect("a sound project can be made");
        std::fs::read(&path).expect("the file is read")
    })
}

fn make(path: &Path) -> Result<(), StoreError> {
    let mut store = Store::create(path, 0, [7; 16])?;
    store.transact(1, |write| {
        write.describe("Import a.csv");
        let source = write.stage_source(&NewSource {
            name: "a.csv".into(),
            kind: "survey".into(),
            ..Default::default()
        })?;
        for (row, text) in (2..).zip(["too slow", "too dear", "slow and dear"]) {
            let item = NewItem {
                row: Some(row),
                text: text.into(),
                ..Default::default()
            };
            let passage = NewPassage {
                start: 0,
                end: text.len(),
                ..Default::default()
            };
            write.add_item(source, &item, &[passage])?;
        }
        write.publish_source(&SourceRow {
            id: source,
            rows: 3,
            items: 3,
            ..Default::default()
        })
    })?;
    let sources = store.live_sources()?;
    store.transact(2, |write| {
        write.describe("Find themes");
        let run = NewRun {
            passages: 3,
            ..Default::default()
        };
        let Some(run) = write.stage_run(&run, &sources, None)? else {
            return Ok(());
        };
        let theme = RunTheme {
            theme: write.add_machine_theme()?,
            label: "Slow".into(),
            keywords: vec!["slow".into()],
            quotes: vec![1],
            parent: None,
        };
        let tag = |passage| PartTag {
            passage,
            part: 0,
            similarity: 0.5,
            main: true,
            weak: false,
        };
        write.add_analysis(run, &[], &[tag(1), tag(2), tag(3)])?;
        write.add_cut(run, std::slice::from_ref(&theme), &[theme.theme])?;
        write.set_current_run(run)
    })?;
    store.transact(3, |write| {
        write.describe("Rename");
        write.set_theme_label(1, Some("Speed"))
    })?;
    store.undo()?;
    Ok(())
}
