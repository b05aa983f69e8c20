use std::path::{Path, PathBuf};

use assay_store::{Rescued, rescue};

use super::Repair;
use crate::{Project, Result};

/// Save what can be saved of the damaged project at `path` into a new file: `to`, or `NAME-repaired`
/// beside it. The damaged file is left as it is.
pub fn repair(path: &Path, to: Option<&Path>) -> Result<Repair> {
    let to = to.map_or_else(|| beside(path), Path::to_path_buf);
    let rescued = rescue(path, &to)?;
    let left = {
        let project = Project::open(&to)?;
        project.writer().problems()?
    };
    Ok(Repair {
        path: to.display().to_string(),
        saved: rescued.iter().map(|table| table.saved).sum(),
        lost: rescued.iter().filter_map(loss).collect(),
        problems: left,
    })
}

fn beside(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-repaired.assay"))
}

/// What is lost of a table, in words.
fn loss(table: &Rescued) -> Option<String> {
    let name = NAMES
        .iter()
        .find(|(known, _)| *known == table.table)
        .map_or(table.table.as_str(), |(_, name)| name);
    let mut lost = Vec::new();
    match table.gaps {
        0 => {}
        1 => lost.push("those at one place of the file could not be read".to_owned()),
        gaps => lost.push(format!(
            "those at {gaps} places of the file could not be read"
        )),
    }
    match table.dropped {
        0 => {}
        1 => lost.push("1 made no sense any more".to_owned()),
        dropped => lost.push(format!("{dropped} made no sense any more")),
    }
    (!lost.is_empty()).then(|| format!("{name}: {} saved; {}", table.saved, lost.join(", ")))
}

const NAMES: &[(&str, &str)] = &[
    ("action", "actions"),
    ("change", "steps of the history"),
    ("customer", "customer records"),
    ("item", "pieces of feedback"),
    ("ledger", "entries of the ledger"),
    ("part_tag", "the machine's tags"),
    ("passage", "passages"),
    ("person_tag", "tags by hand"),
    ("run", "runs"),
    ("setting", "settings"),
    ("source", "sources"),
    ("span", "marked words"),
    ("theme", "themes"),
    ("timeline", "customers' events"),
];
