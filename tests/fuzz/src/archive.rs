//! An archive of exports, as the workbench finds the files in it and looks into each.

use std::path::Path;
use std::sync::OnceLock;

use assay_workbench::Project;
use assay_workbench::sources::{self, FileToRead};
use tempfile::TempDir;

use super::container;

/// The bytes are an archive, or (after a zero) the files to put into one (see [`container`]), or begin as
/// a file that is packed by gzip.
pub fn open(bytes: &[u8]) {
    let packed = bytes.starts_with(b"\0").then(|| container::pack(bytes));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let is_gzip = bytes.starts_with(b"\x1F\x8B");
    let path = folder
        .path()
        .join(if is_gzip { "a.csv.gz" } else { "a.zip" });
    std::fs::write(&path, packed.as_deref().unwrap_or(bytes)).expect("the file is written");
    look(&path);
    // The files of an archive of several are told by name; one that is not there is asked for as well.
    look(&path.join("b/a.csv"));
}

fn look(path: &Path) {
    let request = FileToRead {
        path: path.display().to_string(),
        ..FileToRead::default()
    };
    match sources::preview(project(), request) {
        Err(error) => sentence(&error.message),
        Ok(preview) => {
            for file in preview.files {
                assert!(!file.name.is_empty(), "a file has a name");
                assert!(
                    file.kind.is_none() || file.problem.is_none(),
                    "{}",
                    file.name
                );
                if let Some(problem) = &file.problem {
                    sentence(problem);
                }
            }
        }
    }
}

fn sentence(message: &str) {
    assert!(
        !message.is_empty() && !message.contains('\n'),
        "not a sentence: {message}"
    );
}

/// An empty project: a preview stores nothing.
fn project() -> &'static Project {
    static PROJECT: OnceLock<(TempDir, Project)> = OnceLock::new();
    let (_, project) = PROJECT.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let project = Project::create(&folder.path().join("a.assay")).expect("a project is made");
        (folder, project)
    });
    project
}
