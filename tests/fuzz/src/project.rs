//! A project file with some of its bytes changed.

#[path = "../../../crates/store/tests/sound/mod.rs"]
mod sound_project;

use std::path::Path;
use std::sync::OnceLock;

use assay_store::{ItemFilter, LedgerFilter, Store, StoreError};

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
    let texts = ["too slow", "too dear", "slow and dear"].map(String::from);
    let mut store = sound_project::make(path, texts.into_iter())?;
    store.transact(3, |write| {
        write.describe("Rename");
        write.set_theme_label(1, Some("Speed"))
    })?;
    store.undo()?;
    Ok(())
}
