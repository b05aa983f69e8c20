//! What all spreadsheet formats share: which sheet is read, and how its cells become a table. Cells
//! come one at a time; the size that a sheet claims to have is never allocated.

use calamine::{Data, ExcelDateTime, SheetVisible};

use super::{Sheet, repeats};
use crate::grid::Grid;
use crate::{FileError, Problem, limits};

/// Sheets that are looked at for one that is a table.
const MOST_SHEETS: usize = 64;

/// A workbook of some format.
pub(super) trait Workbook {
    /// The sheets in order: the title, and whether a person sees it.
    fn sheets(&self) -> Vec<(String, bool)>;

    /// Hands over the cells of a sheet row by row until `filler` has enough.
    ///
    /// # Errors
    /// If the sheet is damaged or beyond a limit.
    fn cells(&mut self, title: &str, filler: &mut Filler<'_>) -> Result<(), FileError>;
}

/// Reads the first visible sheet that is a table, or failing that has cells at all: a report often
/// has a cover, or instructions. The others are named in a problem. `size` is the file's, in bytes.
pub(super) fn read(
    name: &str,
    format: &str,
    mut workbook: impl Workbook,
    size: usize,
    rows: Option<usize>,
) -> Result<Sheet, FileError> {
    let mut sheets = workbook.sheets();
    sheets.truncate(MOST_SHEETS);
    sheets.sort_by_key(|(title, visible)| (!visible, is_beside(title)));
    let mut fault = None;
    let mut cover = None;
    for (title, visible) in &sheets {
        let mut filler = Filler::new(name, size, rows);
        match workbook.cells(title, &mut filler) {
            Ok(()) if *visible && is_table(&filler.grid) => {
                cover = Some((title, filler));
                break;
            }
            Ok(()) if filler.grid.len() > 0 && cover.is_none() => cover = Some((title, filler)),
            Ok(()) => {}
            Err(error @ FileError::BeyondLimit { .. }) => return Err(error),
            Err(error) => fault = fault.or(Some(error)),
        }
    }
    let Some((title, filler)) = cover else {
        return Err(fault.unwrap_or(FileError::Empty {
            name: name.to_owned(),
        }));
    };
    let Filler {
        most,
        mut grid,
        mut problems,
        ..
    } = filler;
    let mut read = vec![title.clone()];
    if repeats::has_keys(&grid) {
        let (mut groups, mut bytes) = (Vec::new(), 0);
        for (other, _) in sheets.iter().filter(|(other, _)| other != title) {
            let mut filler = Filler::new(name, size, rows);
            if workbook.cells(other, &mut filler).is_ok() {
                bytes += filler.grid.bytes();
                check_bytes(name, bytes, most)?;
                groups.push((other.clone(), filler.grid));
            }
        }
        let fits = |grid: &Grid| {
            grid.check_size(name)?;
            check_bytes(name, grid.bytes(), most)
        };
        if let Some(joined) = repeats::joined(&grid, &groups, fits)? {
            problems.push(Problem::repaired(None, None, joined.remark()));
            read.extend(joined.titles);
            grid = joined.grid;
        }
    }
    note_other_sheets(&sheets, &read, &mut problems);
    Ok(Sheet {
        grid,
        format: format!("{format}; sheet “{title}”"),
        encoding: "UTF-8".to_owned(),
        problems,
        keys: None,
        typed: Vec::new(),
        padded: true,
    })
}

/// The sheets that calamine found, each with whether a person sees it.
pub(super) fn sheets_of(found: &[calamine::Sheet]) -> Vec<(String, bool)> {
    found
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect()
}

/// Whether a sheet is called as those are that stand beside the data and are about it.
fn is_beside(title: &str) -> bool {
    const BESIDE: &str = "instructions instruction readme read_me cover info information about legend \
        glossary codebook dictionary data_dictionary lookup lookups metadata contents toc summary overview \
        pivot chart charts changelog deckblatt anleitung hinweise legende übersicht zusammenfassung inhalt \
        sommaire légende résumé lisez-moi instrucciones resumen portada leyenda istruzioni riepilogo legenda \
        instructies samenvatting toelichting instruções resumo";
    let title = title.trim().to_lowercase().replace(' ', "_");
    BESIDE.split_whitespace().any(|word| word == title)
}

/// Whether at least two rows have two cells.
fn is_table(grid: &Grid) -> bool {
    grid.rows().filter(|row| row.filled() >= 2).take(2).count() == 2
}

fn note_other_sheets(sheets: &[(String, bool)], read: &[String], problems: &mut Vec<Problem>) {
    let others: Vec<String> = sheets
        .iter()
        .filter(|(title, _)| !read.contains(title))
        .map(|(title, _)| format!("“{title}”"))
        .collect();
    if !others.is_empty() {
        problems.push(Problem::repaired(
            None,
            None,
            format!(
                "only the sheet “{}” was read; the workbook also has {}",
                read.join("”, “"),
                others.join(", ")
            ),
        ));
    }
}

/// What a reader said is wrong, as a sentence.
pub(super) fn damaged(name: &str, format: &str, error: &dyn std::fmt::Display) -> FileError {
    FileError::Damaged {
        name: name.to_owned(),
        format: format.to_owned(),
        detail: error.to_string().trim_end_matches('.').to_owned(),
    }
}

/// Takes the cells of a sheet and makes a table of them.
pub(super) struct Filler<'a> {
    name: &'a str,
    /// Bytes that the cells may have.
    most: usize,
    rows: Option<usize>,
    grid: Grid,
    problems: Vec<Problem>,
    current: Option<u32>,
    spoilt: Option<u32>,
}

impl<'a> Filler<'a> {
    fn new(name: &'a str, size: usize, rows: Option<usize>) -> Filler<'a> {
        Filler {
            name,
            most: limits::SHEET_BYTES.max(size.saturating_mul(limits::SHEET_EXPANSION)),
            rows,
            grid: Grid::default(),
            problems: Vec::new(),
            current: None,
            spoilt: None,
        }
    }

    /// Takes cells, each with its row and column counted from 0, until there are no more or enough.
    ///
    /// # Errors
    /// If a cell cannot be read, or the table has too many.
    pub fn fill(
        &mut self,
        mut next: impl FnMut() -> Result<Option<((u32, u32), Data)>, FileError>,
    ) -> Result<(), FileError> {
        while let Some(((row, column), value)) = next()? {
            if !self.push(row, column, &text_of(value))? {
                break;
            }
        }
        Ok(())
    }

    /// Takes the cell at `row` and `column`, counted from 0. Returns whether more are wanted.
    ///
    /// # Errors
    /// If the table has too many cells.
    pub fn push(&mut self, row: u32, column: u32, text: &str) -> Result<bool, FileError> {
        let number = u64::from(row) + 1;
        if text.is_empty() || self.spoilt == Some(row) {
            return Ok(true);
        }
        if self.current.is_some_and(|current| row < current) {
            self.problems.push(Problem::rejected(
                number,
                None,
                "it stands out of order in the workbook",
            ));
            return Ok(true);
        }
        if self.current != Some(row) {
            if self.rows.is_some_and(|rows| self.grid.len() >= rows) {
                return Ok(false);
            }
            self.grid.start_row(number);
            self.current = Some(row);
        }
        let column = column as usize;
        if column >= limits::COLUMNS || text.len() > limits::CELL_BYTES {
            self.grid.drop_row();
            self.spoilt = Some(row);
            self.problems.push(Problem::rejected(
                number,
                None,
                "a cell is longer, or a row wider, than can be read",
            ));
            return Ok(true);
        }
        if column < self.grid.cells_in_row() {
            return Ok(true);
        }
        while self.grid.cells_in_row() < column {
            self.grid.end_cell();
        }
        self.grid.push_cell(text);
        self.grid.check_size(self.name)?;
        check_bytes(self.name, self.grid.bytes(), self.most)?;
        Ok(true)
    }
}

/// Refuses more words than the cells of a workbook of its size may have.
fn check_bytes(name: &str, bytes: usize, most: usize) -> Result<(), FileError> {
    if bytes <= most {
        return Ok(());
    }
    Err(FileError::BeyondLimit {
        name: name.to_owned(),
        what: "the words of its cells expand without end".to_owned(),
        limit: format!("{} MiB", most >> 20),
    })
}

/// A cell as a person sees it.
pub(super) fn text_of(value: Data) -> String {
    match value {
        Data::Empty | Data::Error(_) => String::new(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_as_shown(number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Bool(yes) => if yes { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(date) => date_as_iso(&date),
    }
}

/// Without the “.0” that a spreadsheet does not show, nor the noise in the last places.
pub(super) fn number_as_shown(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    // A spreadsheet keeps 15 significant digits.
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

fn date_as_iso(date: &ExcelDateTime) -> String {
    if date.is_duration() {
        let seconds = (date.as_f64() * 86_400.0).round() as i64;
        return format!(
            "{}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    if (0.0..1.0).contains(&date.as_f64()) {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}
