use super::Verification;
use crate::{Project, Result, Task, themes};

/// Check the file, and do the current run again to see that it gives the same result.
pub fn verify(project: &Project, task: &Task) -> Result<Verification> {
    task.update("Checking the file", 0, 0)?;
    let mut problems = project.writer().problems()?;
    let mut checked = vec![
        "the file's structure, its references and its search index".to_string(),
        "each source against its ledger, each tag against its passage".to_string(),
    ];
    if !project.read(|store| Ok(store.reads_while_writing()?))? {
        checked.push(
            "what the disk allows: no write-ahead log, as on many network folders, so that reading waits while something is written"
                .to_string(),
        );
    }
    let mut contents = blake3::Hasher::new();
    project.read(|store| {
        Ok(store.each_row_said(|row| {
            contents.update(row);
        })?)
    })?;
    let mut stored_hash = None;
    let mut recomputed_hash = None;
    if let Some(run) = project.read(|store| Ok(store.current_run()?))? {
        let again = themes::recompute(project, &run, task)?;
        checked.push(format!(
            "run {}, done again on the same {} passages",
            run.id, run.run.passages
        ));
        if again != run.run.hash {
            problems.push(format!(
                "run {} gives another result than the one stored; analyse again to bring them together",
                run.id
            ));
        }
        stored_hash = Some(run.run.hash);
        recomputed_hash = Some(again);
    }
    Ok(Verification {
        checked,
        problems,
        contents_hash: contents.finalize().to_hex().to_string(),
        stored_hash,
        recomputed_hash,
    })
}
