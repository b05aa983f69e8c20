//! A sound project for the tests that damage it, and for the fuzz target that opens one.

use std::path::Path;

use assay_store::{
    NewItem, NewPassage, NewRun, NewSource, PartTag, RunTheme, SourceRow, Store, StoreError,
};

/// Make a project with one source of these texts and a run that found one theme in all of them.
pub fn make(path: &Path, texts: impl Iterator<Item = String>) -> Result<Store, StoreError> {
    let mut store = Store::create(path, 0, [7; 16])?;
    import(&mut store, texts)?;
    find_themes(&mut store)?;
    Ok(store)
}

/// Import the texts as answers of a survey: an item each, with one passage.
pub fn import(store: &mut Store, texts: impl Iterator<Item = String>) -> Result<(), StoreError> {
    store.transact(1, |write| {
        write.describe("Import answers.csv");
        let source = write.stage_source(&NewSource {
            name: "answers.csv".into(),
            kind: "survey".into(),
            ..Default::default()
        })?;
        let mut rows = 0;
        for text in texts {
            let mut fingerprint = [0; 16];
            fingerprint[..8].copy_from_slice(&u64::to_le_bytes(rows));
            let passage = NewPassage {
                start: 0,
                end: text.len(),
                ..Default::default()
            };
            let item = NewItem {
                row: Some(rows + 2),
                fingerprint,
                text,
                ..Default::default()
            };
            write.add_item(source, &item, &[passage])?;
            rows += 1;
        }
        write.publish_source(&SourceRow {
            id: source,
            rows,
            items: rows,
            ..Default::default()
        })
    })?;
    Ok(())
}

fn find_themes(store: &mut Store) -> Result<(), StoreError> {
    let sources = store.live_sources()?;
    let passages = store.passages()?;
    store.transact(2, |write| {
        write.describe("Find themes");
        let run = NewRun {
            passages: passages.len() as u64,
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
        let tags: Vec<PartTag> = passages
            .iter()
            .map(|passage| PartTag {
                passage: passage.id,
                part: 0,
                similarity: 0.5,
                main: true,
                weak: false,
            })
            .collect();
        write.add_analysis(run, &[], &tags)?;
        write.add_cut(run, std::slice::from_ref(&theme), &[theme.theme])?;
        write.set_current_run(run)
    })?;
    Ok(())
}
