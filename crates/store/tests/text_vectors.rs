//! Vectors of a sentence encoder are kept with the runs that use it, outside the history.
#![allow(clippy::unwrap_used)]

use assay_store::{NewRun, Store, StoreError, TextDigest};

const TEXTS: [TextDigest; 2] = [[1; 16], [2; 16]];

fn analyse(store: &mut Store, encoder: &str) {
    let run = NewRun {
        encoder: Some(encoder.into()),
        ..NewRun::default()
    };
    let shown = store.current_run().unwrap().map(|run| run.id);
    store
        .transact(0, |write| {
            write.add_text_vectors(encoder, &[(TEXTS[0], vec![1, -2, i16::MAX])])?;
            let id = write.stage_run(&run, &[], shown)?.unwrap();
            write.set_current_run(id)?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn vectors_are_found_again_and_undo_leaves_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("a.assay"), 0, [0; 16]).unwrap();
    analyse(&mut store, "first");
    assert_eq!(
        store.current_run().unwrap().unwrap().run.encoder.unwrap(),
        "first"
    );
    let kept = Some(vec![1, -2, i16::MAX]);
    assert_eq!(
        store.text_vectors("first", &TEXTS).unwrap(),
        [kept.clone(), None]
    );
    assert_eq!(store.text_vectors("second", &TEXTS).unwrap(), [None, None]);

    analyse(&mut store, "second");
    assert_eq!(
        store.text_vectors("first", &TEXTS).unwrap()[0],
        kept,
        "a run uses it"
    );
    store.undo().unwrap();
    assert_eq!(
        store.text_vectors("second", &TEXTS).unwrap()[0],
        kept,
        "redo needs it"
    );

    // Nothing can bring the second run back now, and no other uses its encoder.
    analyse(&mut store, "third");
    assert_eq!(store.text_vectors("second", &TEXTS).unwrap(), [None, None]);
    assert_eq!(store.text_vectors("first", &TEXTS).unwrap()[0], kept);
}
