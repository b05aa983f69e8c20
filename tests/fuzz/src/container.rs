//! Containers of Office files from a plain notation that a fuzzer can change part by part.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A container with the parts that `parts` lists: each a zero byte, its path, a line end, and what
/// is in it. A path that a container cannot have is left out.
pub fn pack(parts: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts
        .split(|byte| *byte == 0)
        .filter(|part| !part.is_empty())
    {
        let end = part
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(part.len());
        let path = String::from_utf8_lossy(&part[..end]);
        let content = part.get(end + 1..).unwrap_or_default();
        if archive
            .start_file(path, SimpleFileOptions::default())
            .is_ok()
        {
            let _ = archive.write_all(content);
        }
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// A container of Excel 97 around the records of a workbook.
pub fn excel_97(records: &[u8]) -> Vec<u8> {
    let pack = || -> std::io::Result<Vec<u8>> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
        file.create_stream("/Workbook")?.write_all(records)?;
        file.flush()?;
        Ok(file.into_inner().into_inner())
    };
    pack().unwrap_or_default()
}
