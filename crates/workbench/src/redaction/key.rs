//! The key: a file of its own that says what tokens stand for. It never lies in the project, and
//! whoever does not keep one cannot get the originals back.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

use assay_ingest::Sensitive;
use serde::{Deserialize, Serialize};

use crate::{Code, Error, Result};

/// Tells a key from any other JSON file.
const FORMAT: &str = "assay redaction key 1";

/// What tokens stand for: `email 12` and the address.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Key {
    format: String,
    /// By token, without its brackets.
    pub(crate) originals: BTreeMap<String, String>,
}

impl Key {
    /// The key in the file at `path`.
    pub(crate) fn read(path: &Path) -> Result<Key> {
        let file = File::open(path).map_err(|error| {
            let mut error = Error::file(path, "read", &error);
            error.message = format!("the redaction key {}", error.message);
            error
        })?;
        let key: Option<Key> = serde_json::from_reader(BufReader::new(file)).ok();
        key.filter(|key| key.format == FORMAT).ok_or_else(|| {
            Error::new(
                Code::File,
                format!(
                    "{} is no redaction key of Assay; name the file that --redaction-key wrote",
                    path.display()
                ),
            )
        })
    }

    /// The key at `path`, or an empty one where there is no such file.
    pub(crate) fn read_or_new(path: &Path) -> Result<Key> {
        match path.symlink_metadata() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Key {
                format: FORMAT.into(),
                ..Key::default()
            }),
            _ => Key::read(path),
        }
    }

    /// Take in what was replaced. A token has one meaning in a project: the newest.
    pub(crate) fn add<'a>(&mut self, met: impl Iterator<Item = (Sensitive, u32, &'a str)>) {
        for (kind, number, original) in met {
            let token = format!("{} {number}", kind.name());
            self.originals.insert(token, original.to_owned());
        }
    }

    /// Write the key, whole or not at all, for its owner alone to read.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let failed = |error: std::io::Error| Error::file(path, "written", &error);
        let mut beside = path.as_os_str().to_owned();
        beside.push(".part");
        let beside = PathBuf::from(beside);
        // One that was left behind may be anybody's to read.
        match std::fs::remove_file(&beside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(failed(error));
            }
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let written = options.open(&beside).and_then(|mut file| {
            let text = serde_json::to_string_pretty(self).map_err(std::io::Error::from)?;
            file.write_all(text.as_bytes())?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            std::fs::rename(&beside, path)
        });
        written.map_err(|error| {
            let _ = std::fs::remove_file(&beside);
            failed(error)
        })
    }
}
