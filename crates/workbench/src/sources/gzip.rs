//! Files packed by gzip, as product analytics and databases hand out what is large. They are unpacked
//! in each pass over them, never to the disk.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

/// Bytes that a file may always unpack to, 16 MiB, and how many times its size beyond that.
const UNPACKED: u64 = 16 << 20;
const EXPANSION: u64 = 200;

/// Whether the bytes begin as those of a packed file do (RFC 1952, 2.3.1).
pub(super) fn is_packed(bytes: &mut dyn Read) -> io::Result<bool> {
    let mut start = Vec::new();
    bytes.take(3).read_to_end(&mut start)?;
    Ok(start == [0x1F, 0x8B, 8])
}

/// What packed bytes unpack to.
pub(super) fn unpack<'b>(packed: impl Read + 'b) -> Box<dyn Read + 'b> {
    Box::new(MultiGzDecoder::new(packed))
}

/// How many bytes those of a packed file of `size` bytes unpack to.
///
/// # Errors
/// In words that follow its name: if it is damaged, or unpacks to more than is read.
pub(super) fn length(packed: impl Read, size: u64) -> Result<u64, &'static str> {
    let most = UNPACKED.saturating_add(size.saturating_mul(EXPANSION));
    let mut bytes = unpack(packed).take(most + 1);
    let length = io::copy(&mut bytes, &mut io::sink());
    match length.map_err(|_| "is incomplete or damaged; download it again")? {
        length if length > most => Err("would unpack to far more than a table does"),
        length => Ok(length),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;
    use std::path::Path;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use crate::Project;
    use crate::sources::{preview, trial};

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    const EVENTS: &[u8] = b"{\"user_id\":\"c1\",\"event_type\":\"invite\",\"event_time\":\"2024-05-01 10:00:00.120000\"}\n{\"user_id\":\"c2\",\"event_type\":\"invite\",\"event_time\":\"2024-05-02 11:00:00.000000\"}\n";

    fn said_of(path: &Path) -> Result<(String, String), String> {
        let folder = tempfile::tempdir().unwrap();
        let project = Project::create(&folder.path().join("p.assay")).unwrap();
        let preview = preview(&project, trial::file(path)).map_err(|error| error.message)?;
        Ok((preview.kind, preview.format))
    }

    #[test]
    fn a_packed_file_is_imported_as_what_is_in_it_and_known_unpacked() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            path
        };
        let project = folder.path().join("p.assay");
        let import = |path: &Path| {
            let report = trial::import(&project, trial::file(path)).unwrap();
            report.sources.iter().map(|source| source.items).sum()
        };
        let answers = b"date,What could be better?\n2024-05-01,The export is far too slow for us\n2024-05-02,I never find the settings\n";
        let twice = [packed(answers), packed(b"2024-05-03,Add a dark mode\n")].concat();
        let items: u64 = import(&file("answers.csv.gz", &twice));
        assert_eq!(items, 3, "both members");
        let whole = [answers.as_slice(), b"2024-05-03,Add a dark mode\n"].concat();
        assert_eq!(import(&file("answers.csv", &whole)), 0, "known");
        let events = file("2024-05-01_10#0.json.gz", &packed(EVENTS));
        assert_eq!(said_of(&events), Ok(("events".into(), "JSON Lines".into())));
        let archive = folder.path().join("export.zip");
        let mut zip = ZipWriter::new(fs::File::create(&archive).unwrap());
        for hour in 0..3 {
            let name = format!("4711/4711_2024-05-01_{hour}#0.json.gz");
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&packed(EVENTS)).unwrap();
        }
        zip.finish().unwrap();
        let project = Project::open(&project).unwrap();
        let preview = preview(&project, trial::file(&archive)).unwrap();
        let kinds = preview.files.into_iter().filter_map(|file| file.kind);
        assert_eq!(kinds.collect::<Vec<_>>(), ["events"; 3]);
    }

    #[test]
    fn what_a_file_holds_counts_more_than_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let said = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            said_of(&path)
        };
        let read = Ok(("events".to_owned(), "JSON Lines".to_owned()));
        assert_eq!(said("unpacked by the browser.json.gz", EVENTS), read);
        assert_eq!(said("packed.json", &packed(EVENTS)), read);
        let cut = packed(&EVENTS.repeat(9));
        assert_eq!(
            said("a.json.gz", &cut[..cut.len() - 9]),
            Err("a.json.gz is incomplete or damaged; download it again".to_owned())
        );
        let member = packed(&vec![b'a'; 1 << 20]);
        assert_eq!(
            said("b.csv.gz", &member.repeat(40)),
            Err("b.csv.gz would unpack to far more than a table does".to_owned())
        );
    }
}
