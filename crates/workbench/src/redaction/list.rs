//! The user's own list of what is to be replaced: names, projects, numbers of a form of their own.

use std::path::Path;

use assay_ingest::Listed;
use assay_store::{Store, Write};

use crate::{Code, Error, Result};

/// Where the project remembers the file's place. The words themselves are never in the project.
const SETTING: &str = "redaction list";
/// Bytes that a list may have.
const LARGEST: u64 = 4 << 20;

/// The list that an import goes by: the one it names, which the project then remembers (an empty
/// name forgets it), or the one remembered.
pub(crate) fn words(store: &Store, named: Option<&str>) -> Result<Option<Listed>> {
    let path = match named {
        Some(path) => Some(path.to_owned()).filter(|path| !path.is_empty()),
        None => store
            .setting::<String>(SETTING)?
            .filter(|path| !path.is_empty()),
    };
    path.map(|path| read(Path::new(&path))).transpose()
}

/// Remember where the list is, for the next import.
pub(crate) fn remember(write: &mut Write, named: Option<&str>) -> Result<()> {
    if let Some(path) = named {
        let path = match path {
            "" => String::new(),
            path => std::path::absolute(path)
                .unwrap_or_else(|_| path.into())
                .display()
                .to_string(),
        };
        write.set_setting(SETTING, &path)?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<Listed> {
    let wrong = |why: String| {
        Error::new(
            Code::File,
            format!(
                "the list of words to replace, {}, {why}; put it there again, name another with --redact-list, \
                 or none with --redact-list \"\"",
                path.display()
            ),
        )
    };
    let unreadable = |error: std::io::Error| wrong(format!("cannot be read ({error})"));
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > LARGEST {
        return Err(wrong(format!("is larger than {} MiB", LARGEST >> 20)));
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    Listed::parse(&text).map_err(|error| wrong(error.to_string()))
}
