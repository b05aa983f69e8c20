//! Files inside of a ZIP archive, as which many tools hand out their exports. They are read where they
//! lie: nothing that was not redacted yet is ever written to the disk.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::files::{file_name, is_supported};
use crate::{Code, Error, Result};

/// Files in an archive.
const MOST_FILES: usize = 10_000;

/// Bytes that all files of an archive may always unpack to, 64 MiB, and how many times the archive's
/// size beyond that.
const UNPACKED: u64 = 64 << 20;
const EXPANSION: u64 = 200;

/// A file inside of an archive.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) archive: PathBuf,
    start: u64,
    packed: u64,
    /// Unpacked bytes, as the archive says.
    pub(super) size: u64,
    checksum: u32,
    is_packed: bool,
}

/// The files of the archive that can be imported, in the order of their names, each as a path that goes
/// on inside of it. None if `path` is no archive, or an office document under the name of one.
///
/// # Errors
/// If it is damaged, would unpack to more than is read, or has nothing in it that can be imported.
pub(super) fn parts(path: &Path) -> Result<Option<Vec<PathBuf>>> {
    if !is_named_so(path) || !path.is_file() {
        return Ok(None);
    }
    let mut archive = open(path)?;
    let is_document = ["[Content_Types].xml", "mimetype"]
        .iter()
        .any(|part| archive.index_for_name(part).is_some());
    if is_document {
        return Ok(None);
    }
    if archive.len() > MOST_FILES {
        return Err(refusal(path, &format!("has more than {MOST_FILES} files")));
    }
    let mut found = Vec::new();
    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let part = archive
            .by_index_raw(index)
            .map_err(|error| damaged(path, &error))?;
        unpacked = unpacked.saturating_add(part.size());
        let name = part.name().ok().filter(|_| part.is_file());
        let inside = name.and_then(|name| inside(&name));
        found.extend(inside.filter(|inside| {
            let mut names = inside.iter().map(|name| name.to_string_lossy());
            is_supported(inside) && !names.any(|name| name.starts_with('.') || name == "__MACOSX")
        }));
    }
    let size = std::fs::metadata(path).map_or(0, |data| data.len());
    if unpacked > UNPACKED.saturating_add(size.saturating_mul(EXPANSION)) {
        return Err(refusal(path, "would unpack to far more than a table does"));
    }
    if found.is_empty() {
        return Err(refusal(
            path,
            &format!(
                "has no file in it that can be imported; the formats that can are {}",
                assay_ingest::SUPPORTED
            ),
        ));
    }
    found.sort();
    Ok(Some(
        found.into_iter().map(|inside| path.join(inside)).collect(),
    ))
}

/// The path of a file inside of its archive by the name that it has there. None if that leads out of it.
fn inside(name: &str) -> Option<PathBuf> {
    let name = name.replace('\\', "/");
    let mut inside = PathBuf::new();
    for component in Path::new(&name).components() {
        match component {
            Component::CurDir => {}
            Component::Normal(name) => inside.push(name),
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    (!name.contains('\0')).then_some(inside)
}

/// The part that a path leads to, if it goes on inside of an archive.
///
/// # Errors
/// If the archive is damaged, or has no such file, or one that cannot be unpacked.
pub(super) fn part(path: &Path) -> Result<Option<Part>> {
    let mut above = path.ancestors().skip(1);
    let Some(archive) = above.find(|above| is_named_so(above) && above.is_file()) else {
        return Ok(None);
    };
    let wanted = path.strip_prefix(archive).unwrap_or(path);
    let mut reader = open(archive)?;
    let is_wanted = |name: &str| inside(name).is_some_and(|inside| inside == wanted);
    let mut names = reader.file_names();
    let index = names.position(|name| name.is_ok_and(|name| is_wanted(&name)));
    drop(names);
    let Some(index) = index else {
        return Err(refusal(
            archive,
            &format!("has no file “{}” in it", wanted.display()),
        ));
    };
    let part = reader
        .by_index_raw(index)
        .map_err(|error| damaged(archive, &error))?;
    if part.encrypted() {
        return Err(refusal(
            archive,
            "is protected by a password; unpack it and import what is in it",
        ));
    }
    let is_packed = match part.compression() {
        CompressionMethod::Stored => false,
        CompressionMethod::Deflated => true,
        _ => {
            return Err(refusal(
                archive,
                "is packed in a way that is not known here; unpack it and import what is in it",
            ));
        }
    };
    let Some(start) = part.data_start() else {
        return Err(refusal(archive, "is damaged; download it again"));
    };
    Ok(Some(Part {
        archive: archive.to_path_buf(),
        start,
        packed: part.compressed_size(),
        size: part.size(),
        checksum: part.crc32(),
        is_packed,
    }))
}

impl Part {
    /// Its bytes from the beginning.
    pub(super) fn open(&self) -> io::Result<Box<dyn Read>> {
        let mut file = File::open(&self.archive)?;
        file.seek(SeekFrom::Start(self.start))?;
        let packed = file.take(self.packed);
        let bytes: Box<dyn Read> = match self.is_packed {
            true => Box::new(DeflateDecoder::new(packed)),
            false => Box::new(packed),
        };
        Ok(Box::new(Checked {
            bytes,
            left: self.size,
            checksum: self.checksum,
            seen: Crc::new(),
        }))
    }
}

/// The bytes of a part, which have to be as many as the archive says, and those.
struct Checked {
    bytes: Box<dyn Read>,
    left: u64,
    checksum: u32,
    seen: Crc,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.seen.update(&buffer[..read]);
        let ends = read == 0 && !buffer.is_empty();
        let left = self.left.checked_sub(read as u64);
        match left {
            Some(left) if !ends => {
                self.left = left;
                Ok(read)
            }
            Some(0) if self.seen.sum() == self.checksum => Ok(0),
            _ => Err(io::Error::other(
                "the archive is damaged; download it again",
            )),
        }
    }
}

/// Whether a file is called as archives are.
pub(super) fn is_named_so(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

fn open(path: &Path) -> Result<ZipArchive<File>> {
    let file = File::open(path).map_err(|error| Error::file(path, "read", &error))?;
    ZipArchive::new(file).map_err(|error| damaged(path, &error))
}

fn damaged(path: &Path, error: &ZipError) -> Error {
    match error {
        ZipError::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Error::file(path, "read", error)
        }
        _ => refusal(
            path,
            "cannot be read as a ZIP archive: it is incomplete or damaged; download it again",
        ),
    }
}

fn refusal(path: &Path, why: &str) -> Error {
    Error::new(Code::File, format!("{} {why}", file_name(path)))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::Project;
    use crate::sources::{preview, trial};

    fn zipped(folder: &Path, name: &str, files: &[(&str, &[u8])]) -> PathBuf {
        let path = folder.join(name);
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        path
    }

    const ANSWERS: &[u8] = b"id,date,What could be better?\n1,2024-05-01,The export is far too slow for us\n2,2024-05-02,I never find the settings\n";
    const MORE: &[u8] = b"id,date,What could be better?\n3,2024-06-01,Please add a dark mode\n";

    #[test]
    fn an_archive_is_imported_as_what_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let archive = zipped(
            folder.path(),
            "Export.ZIP",
            &[
                ("2024/may.csv", ANSWERS),
                ("2024/june.csv", MORE),
                ("__MACOSX/2024/._may.csv", b"\0\x05\x16\x07"),
                ("cover.pdf", b"%PDF-1.4"),
            ],
        );
        let project = folder.path().join("p.assay");
        let import = |path: &Path| {
            let report = trial::import(&project, trial::file(path)).unwrap();
            let sources = report.sources.iter();
            sources
                .map(|source| (source.path.clone(), source.items))
                .collect::<Vec<_>>()
        };
        let inside = |name: &str| archive.join(name).display().to_string();
        let both = [(inside("2024/june.csv"), 1), (inside("2024/may.csv"), 2)];
        assert_eq!(import(&archive), both);
        assert_eq!(
            import(&archive.join("2024/may.csv")),
            [(inside("2024/may.csv"), 0)],
            "one of its files by its path, known already"
        );
        let left: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .filter(|name| !name.to_string_lossy().contains(".assay"))
            .collect();
        assert_eq!(left, ["Export.ZIP"], "nothing was unpacked");
        let project = Project::open(&project).unwrap();
        let seen = preview(&project, trial::file(&archive)).unwrap();
        let names: Vec<&str> = seen.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["2024/june.csv", "2024/may.csv"]);
        let single = zipped(folder.path(), "one.zip", &[("may.csv", ANSWERS)]);
        let seen = preview(&project, trial::file(&single)).unwrap();
        assert_eq!((seen.kind.as_str(), seen.columns.len()), ("survey", 3));
    }

    #[test]
    fn a_damaged_archive_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let told = |name: &str, files: &[(&str, &[u8])], spoil: &dyn Fn(&mut Vec<u8>)| {
            let path = zipped(folder.path(), name, files);
            let mut bytes = std::fs::read(&path).unwrap();
            spoil(&mut bytes);
            std::fs::write(&path, bytes).unwrap();
            let project = folder.path().join("q.assay");
            let error = trial::import(&project, trial::file(&path)).unwrap_err();
            assert!(!project.exists(), "nothing is half done");
            error.message
        };
        let one: &[(&str, &[u8])] = &[("may.csv", ANSWERS)];
        let cut = told("cut.zip", one, &|bytes| bytes.truncate(60));
        assert!(cut.contains("incomplete or damaged"), "{cut}");
        let changed = told("bit.zip", one, &|bytes| bytes[60] ^= 0x10);
        assert!(
            changed.contains("bit.zip") || changed.contains("may.csv"),
            "{changed}"
        );
        let none = told("none.zip", &[("a.pdf", b"%PDF")], &|_| {});
        assert!(
            none.contains("no file in it that can be imported"),
            "{none}"
        );
        let zeros = vec![b'0'; 80 << 20];
        let bomb = told("bomb.zip", &[("a.csv", &zeros)], &|_| {});
        assert!(bomb.contains("unpack to far more"), "{bomb}");
    }

    #[test]
    fn a_damaged_archive_in_a_folder_is_told_beside_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let exports = folder.path().join("exports");
        std::fs::create_dir(&exports).unwrap();
        std::fs::write(exports.join("june.csv"), MORE).unwrap();
        std::fs::write(exports.join("may.zip"), b"PK\x03\x04 cut off").unwrap();
        let project = folder.path().join("p.assay");
        let report = trial::import(&project, trial::file(&exports)).unwrap();
        let seen = preview(&Project::open(&project).unwrap(), trial::file(&exports)).unwrap();
        let problem = seen.files[1].problem.as_deref().unwrap_or_default();
        assert!(
            problem.contains("incomplete or damaged; download"),
            "{problem}"
        );
        let [june, may] = report.sources.as_slice() else {
            panic!("two sources: {report:?}")
        };
        assert_eq!((june.items, may.items), (1, 0));
        let told = &may.problems[0].reason;
        assert!(told.contains("incomplete or damaged; download"), "{told}");
    }

    #[test]
    fn names_lead_to_files_however_they_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let files: &[(&str, &[u8])] = &[
            ("./answers.csv", ANSWERS),
            ("may\\more.csv", MORE),
            ("../outside.csv", MORE),
        ];
        let archive = zipped(folder.path(), "a.zip", files);
        let found = parts(&archive).unwrap().unwrap();
        assert_eq!(
            found,
            [archive.join("answers.csv"), archive.join("may/more.csv")]
        );
        for (path, bytes) in found.iter().zip([ANSWERS, MORE]) {
            let mut read = Vec::new();
            let part = part(path).unwrap().unwrap();
            part.open().unwrap().read_to_end(&mut read).unwrap();
            assert_eq!(read, bytes);
        }
    }

    #[test]
    fn an_office_document_is_no_archive() {
        let folder = tempfile::tempdir().unwrap();
        let path = zipped(
            folder.path(),
            "a.zip",
            &[("[Content_Types].xml", b"<Types/>")],
        );
        assert!(parts(&path).unwrap().is_none());
        assert!(part(&folder.path().join("b.zip/a.csv")).unwrap().is_none());
    }
}
