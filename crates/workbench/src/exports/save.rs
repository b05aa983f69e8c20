use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use assay_exchange::refi::{write_codebook, write_project};
use assay_exchange::tables::{Cell, Column, TableError, TableFormat, TableWriter, begin};

use super::{
    ExportContent, ExportFormat, ExportReport, ExportRequest, items, metrics, ranking, refi, themes,
};
use crate::file::{Unwritten, write_whole};
use crate::redaction::Contacts;
use crate::{Code, Error, Project, Result, Task};

/// Write a part of the project as a table for other programs.
pub fn save(project: &Project, request: ExportRequest, task: &Task) -> Result<ExportReport> {
    let path = PathBuf::from(&request.path);
    let format = match request.format {
        Some(format) => format,
        None => by_ending(&path)?,
    };
    let fitting = match format {
        ExportFormat::Qdpx => ExportContent::Project,
        ExportFormat::Qdc => ExportContent::Codebook,
        _ => ExportContent::Items,
    };
    let what = request.what.unwrap_or(fitting);
    let is_table = !matches!(what, ExportContent::Project | ExportContent::Codebook);
    let table = format.table();
    if is_table != table.is_some() || (!is_table && what != fitting) {
        return Err(Error::bad_input(format!(
            "{} cannot be written as .{}; a project goes into .qdpx, a codebook into .qdc, all else into .csv, \
             .xlsx, .json or .parquet",
            what.name(),
            format.name()
        )));
    }
    let mut export = Export {
        project,
        task,
        contacts: (!request.allow_contact_data).then(Contacts::default),
    };
    let mut notes = Vec::new();
    let rows = match table {
        None => export.refi(&path, what, request.dry_run, &mut notes)?,
        Some(format) => export.rows(&path, what, format, request.dry_run, &mut notes)?,
    };
    Ok(ExportReport {
        path: request.path,
        what,
        format,
        rows,
        notes,
        written: !request.dry_run,
    })
}

/// An export under way.
pub(super) struct Export<'a> {
    pub(super) project: &'a Project,
    pub(super) task: &'a Task,
    contacts: Option<Contacts>,
}

/// Opens the table once its columns are known.
pub(super) type Open<'a> =
    dyn FnMut(&[Column]) -> std::result::Result<Box<dyn TableWriter>, Unwritten> + 'a;

impl Export<'_> {
    fn rows(
        &mut self,
        path: &Path,
        what: ExportContent,
        format: TableFormat,
        dry_run: bool,
        notes: &mut Vec<String>,
    ) -> Result<u64> {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        if dry_run {
            let mut open = |columns: &[Column]| {
                begin(format, what.name(), columns, Nowhere::default(), folder).map_err(refused)
            };
            self.table(what, &mut open, notes)
                .map_err(|why| why.about(path))
        } else {
            write_whole(path, |file| {
                let mut open = |columns: &[Column]| {
                    let out = file.try_clone()?;
                    begin(format, what.name(), columns, out, folder).map_err(refused)
                };
                self.table(what, &mut open, notes)
            })
        }
    }

    /// Write the project or its codebook for programs for qualitative analysis.
    fn refi(
        &mut self,
        path: &Path,
        what: ExportContent,
        dry_run: bool,
        notes: &mut Vec<String>,
    ) -> Result<u64> {
        let codebook = what == ExportContent::Codebook;
        let exchange = refi::exchange(self.project, self.task, codebook)?;
        if let Some(contacts) = &mut self.contacts {
            refi::look(&exchange, contacts);
            contacts.refuse("the file")?;
        }
        notes.extend(exchange.notes);
        let project = exchange.project;
        let count = match codebook {
            true => refi::codes(&project),
            false => project.sources.len() as u64,
        };
        if !dry_run {
            write_whole(path, |file| {
                if codebook {
                    return Ok(write_codebook(&project, file)?);
                }
                write_project(&project, file, |done| {
                    Ok(self.task.update("Writing the texts", done, count)?)
                })
            })?;
        }
        Ok(count)
    }

    fn table(
        &mut self,
        what: ExportContent,
        open: &mut Open,
        notes: &mut Vec<String>,
    ) -> std::result::Result<u64, Unwritten> {
        let table = match what {
            ExportContent::Items => items::write(self, open)?,
            ExportContent::Themes => themes::write(self, open)?,
            ExportContent::Metrics => metrics::write(self, open)?,
            ExportContent::Ranking => ranking::write(self, open)?,
            ExportContent::Project | ExportContent::Codebook => {
                return Err(Error::bad_input("a project is no table").into());
            }
        };
        if let Some(contacts) = &self.contacts {
            contacts.refuse("the file")?;
        }
        let written = table.finish().map_err(refused)?;
        if written.cut > 0 {
            let cut = match written.cut {
                1 => "1 text was cut".to_owned(),
                cut => format!("{cut} texts were cut"),
            };
            notes.push(format!(
                "{cut}: a cell of a workbook holds 32,767 characters; CSV, JSON and Parquet hold them whole."
            ));
        }
        Ok(written.rows)
    }

    /// Add a row, after a look for contact data in it. The first `keys` cells name things by keys of
    /// the user's own.
    pub(super) fn row(
        &mut self,
        table: &mut dyn TableWriter,
        cells: &[Cell],
        keys: usize,
        place: impl Fn() -> String,
    ) -> std::result::Result<(), Unwritten> {
        if let Some(contacts) = &mut self.contacts {
            for (column, cell) in cells.iter().enumerate() {
                match cell {
                    Cell::Text(key) if column < keys => contacts.look_at_key(key, &place),
                    Cell::Text(text) => contacts.look(text, &place),
                    Cell::List(list) => list.iter().for_each(|text| contacts.look(text, &place)),
                    _ => {}
                }
            }
        }
        table.row(cells).map_err(refused)
    }
}

/// A file that keeps nothing, for a dry run.
#[derive(Default)]
struct Nowhere {
    at: u64,
    length: u64,
}

impl Write for Nowhere {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.at += bytes.len() as u64;
        self.length = self.length.max(self.at);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Nowhere {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

fn by_ending(path: &Path) -> Result<ExportFormat> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    ExportFormat::ALL
        .into_iter()
        .find(|format| format.name() == ending)
        .ok_or_else(|| {
            Error::bad_input(format!(
                "{} does not say its format; end its name in .csv, .xlsx, .json, .parquet, .qdpx or .qdc",
                path.display()
            ))
        })
}

fn refused(error: TableError) -> Unwritten {
    match error {
        TableError::File(error) => Unwritten::File(error),
        TableError::TooLarge(sentence) => Unwritten::Content(Error::bad_input(sentence)),
        TableError::Other(sentence) => Unwritten::Content(Error::new(Code::Internal, sentence)),
    }
}
