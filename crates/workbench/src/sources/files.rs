//! Paths a person named, turned into files to read.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use assay_ingest::{FileError, Input};

use super::FileToRead;
use super::archive::{self, Part};
use super::gzip;
use crate::{Code, Error, Result, Task};

/// A file to read. Files found in a folder may fail without failing the import.
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) request: FileToRead,
    pub(super) in_folder: bool,
}

/// Every file of the request, folders and archives unfolded in the order of their names.
pub(super) fn find(files: &[FileToRead]) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    for request in files {
        let path = Path::new(&request.path);
        if archive::part(path)?.is_some() {
            found.push(Found::new(path.to_path_buf(), request, false));
            continue;
        }
        let metadata =
            std::fs::metadata(path).map_err(|error| Error::file(path, "read", &error))?;
        if !metadata.is_dir() {
            match archive::parts(path)? {
                Some(parts) => {
                    let several = parts.len() > 1;
                    let parts = parts.into_iter();
                    found.extend(parts.map(|part| Found::new(part, request, several)));
                }
                None => found.push(Found::new(path.to_path_buf(), request, false)),
            }
            continue;
        }
        let mut inside = Vec::new();
        walk(path, 0, &mut inside)?;
        inside.sort();
        if inside.is_empty() {
            return Err(Error::new(
                Code::File,
                format!(
                    "{} is a folder without a file that can be imported; the formats that can are {}",
                    path.display(),
                    assay_ingest::SUPPORTED
                ),
            ));
        }
        for path in inside {
            // One that cannot be read is told as any other file of the folder.
            let parts = archive::parts(&path).ok().flatten();
            let parts = parts.unwrap_or_else(|| vec![path]);
            found.extend(
                parts
                    .into_iter()
                    .map(|path| Found::new(path, request, true)),
            );
        }
    }
    if found.is_empty() {
        return Err(Error::bad_input(
            "no file was named; name at least one to import",
        ));
    }
    Ok(found)
}

impl Found {
    fn new(path: PathBuf, request: &FileToRead, in_folder: bool) -> Found {
        Found {
            request: FileToRead {
                path: path.display().to_string(),
                ..request.clone()
            },
            path,
            in_folder,
        }
    }
}

/// A file that is read in several passes, with its progress told and heeding a wish to stop.
pub(super) struct FileOnDisk<'t> {
    /// Its name, without what says that it is packed by gzip.
    name: String,
    /// The file, or the archive that it is in.
    path: PathBuf,
    part: Option<Part>,
    /// Bytes that it unpacks to, if it is packed by gzip.
    unpacked: Option<u64>,
    /// Bytes of what stands at `path`.
    size: u64,
    changed: Option<SystemTime>,
    task: &'t Task,
    step: String,
    /// Whether reading tells how far it is; storing tells it in rows instead.
    telling: AtomicBool,
}

impl<'t> FileOnDisk<'t> {
    pub(super) fn find(path: &Path, task: &'t Task) -> Result<FileOnDisk<'t>> {
        let part = archive::part(path)?;
        if part.is_none() {
            // A damaged archive of a folder comes as far as here.
            archive::parts(path)?;
        }
        let name = file_name(path);
        let path = part.as_ref().map_or(path, |part| part.archive.as_path());
        let data = std::fs::metadata(path).map_err(|error| Error::file(path, "read", &error))?;
        if !data.is_file() {
            return Err(Error::new(
                Code::File,
                format!(
                    "{} is no file that can be read more than once; save what it gives as a file and import that",
                    path.display()
                ),
            ));
        }
        let mut file = FileOnDisk {
            name: without_gz(Path::new(&name)).display().to_string(),
            path: path.to_path_buf(),
            size: data.len(),
            changed: data.modified().ok(),
            task,
            step: format!("Reading {name}"),
            part,
            unpacked: None,
            telling: AtomicBool::new(true),
        };
        let raw = file.raw().map_err(|error| file.unreadable(&error));
        if gzip::is_packed(&mut *raw?).map_err(|error| file.unreadable(&error))? {
            let packed = file.open().map_err(|error| file.unreadable(&error))?;
            let length = gzip::length(packed, file.size());
            let failed = |why| Error::new(Code::File, format!("{name} {why}"));
            file.unpacked = Some(length.map_err(|why| file.stopped_or(failed(why)))?);
        }
        Ok(file)
    }

    /// Its name, which with its first bytes says what it is.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// BLAKE3 of its bytes.
    pub(super) fn hash(&self) -> Result<[u8; 32]> {
        let mut hasher = blake3::Hasher::new();
        let read = self.open().and_then(|read| hasher.update_reader(read));
        read.map_err(|error| self.stopped_or(self.unreadable(&error)))?;
        Ok(*hasher.finalize().as_bytes())
    }

    /// From now on somebody else tells how far the work is.
    pub(super) fn hush(&self) {
        self.telling.store(false, Ordering::Relaxed);
    }

    /// What a failure to read it means: that the work was to be stopped, or what the reader says.
    pub(super) fn failure(&self, error: FileError) -> Error {
        self.stopped_or(Error::new(Code::File, error.to_string()))
    }

    fn stopped_or(&self, error: Error) -> Error {
        match self.task.update(&self.step, 0, 0) {
            Err(stopped) => stopped.into(),
            Ok(()) => error,
        }
    }

    fn unreadable(&self, error: &io::Error) -> Error {
        Error::file(&self.path, "read", error)
    }

    /// The bytes as they lie there.
    fn raw(&self) -> io::Result<Box<dyn Read>> {
        match &self.part {
            Some(part) => part.open(),
            None => Ok(Box::new(File::open(&self.path)?)),
        }
    }

    /// Whether it is still the file that was found.
    ///
    /// # Errors
    /// If it was written to in the meantime: what was read of it may be half old, half new.
    pub(super) fn check_unchanged(&self) -> Result<()> {
        let now = std::fs::metadata(&self.path);
        let same = now.is_ok_and(|now| {
            now.len() == self.size
                && (self.changed.is_none() || now.modified().ok() == self.changed)
        });
        if same {
            return Ok(());
        }
        Err(Error::new(
            Code::File,
            format!(
                "{} was changed while it was being read; import it again when nothing writes to it",
                self.path.display()
            ),
        ))
    }
}

impl Input for FileOnDisk<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Pass {
            bytes: match self.unpacked {
                Some(_) => gzip::unpack(self.raw()?),
                None => self.raw()?,
            },
            of: self,
            done: 0,
        }))
    }

    fn size(&self) -> u64 {
        let packed = self.part.as_ref().map_or(self.size, |part| part.size);
        self.unpacked.unwrap_or(packed)
    }
}

/// One pass over a file.
struct Pass<'f> {
    bytes: Box<dyn Read>,
    of: &'f FileOnDisk<'f>,
    done: u64,
}

impl Read for Pass<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.done += read as u64;
        if self.of.telling.load(Ordering::Relaxed) {
            let told = self
                .of
                .task
                .update(&self.of.step, self.done, self.of.size());
            told.map_err(|_| io::Error::other("it was stopped"))?;
        }
        Ok(read)
    }
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<()> {
    const DEEPEST: usize = 8;
    let failed = |error: std::io::Error| Error::file(folder, "read", &error);
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() && !hidden && depth < DEEPEST {
            walk(&path, depth + 1, found)?;
        } else if kind.is_file() && !hidden && (is_supported(&path) || archive::is_named_so(&path))
        {
            found.push(path);
        }
    }
    Ok(())
}

/// The path without an ending that says only that the file is packed by gzip.
fn without_gz(path: &Path) -> PathBuf {
    match path.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("gz") => path.with_extension(""),
        _ => path.to_path_buf(),
    }
}

pub(super) fn is_supported(path: &Path) -> bool {
    let path = without_gz(path);
    let Some(extension) = path.extension() else {
        return false;
    };
    let extension = format!(".{}", extension.to_string_lossy().to_lowercase());
    assay_ingest::SUPPORTED
        .split([',', ' '])
        .any(|supported| supported == extension)
}
