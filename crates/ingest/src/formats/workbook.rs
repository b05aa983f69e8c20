//! What all spreadsheet formats share: which sheet is read, and how its cells become a table. Cells
//! come one at a time; the size that a sheet claims to have is never allocated.

use calamine::{Data, ExcelDateTime};

use super::Sheet;
use super::repeats::{self, Joined};
use crate::grid::Grid;
use crate::table::{Block, RowSource, Survey, Table, TakeBlock};
use crate::{FileError, Problem, limits};

/// Sheets that are looked at for one that is a table.
const MOST_SHEETS: usize = 64;

/// A workbook of some format.
pub(super) trait Workbook: Send + Sync {
    /// The sheets in order: the title, and whether a person sees it.
    fn sheets(&self) -> Vec<(String, bool)>;

    /// Hands over the cells of a sheet row by row until `filler` has enough.
    ///
    /// # Errors
    /// If the sheet is damaged or beyond a limit.
    fn cells(&self, title: &str, filler: &mut Filler<'_, '_>) -> Result<(), FileError>;
}

/// Reads the first visible sheet that is a table, or failing that has cells at all: a report often
/// has a cover, or instructions. The others are named in a problem. `size` is the file's, in bytes.
pub(super) fn read(
    name: &str,
    format: &str,
    workbook: impl Workbook + 'static,
    size: usize,
    rows: Option<usize>,
) -> Result<Table<'static>, FileError> {
    let mut sheets = workbook.sheets();
    sheets.truncate(MOST_SHEETS);
    sheets.sort_by_key(|(title, visible)| (!visible, is_beside(title)));
    let book = Book {
        name: name.to_owned(),
        workbook,
        most: limits::SHEET_BYTES.max(size.saturating_mul(limits::SHEET_EXPANSION)),
        rows,
    };
    let (title, survey) = book.table(&sheets)?;
    let mut read = vec![title.clone()];
    let mut problems = Vec::new();
    let joined = match repeats::has_keys(&survey.head) && sheets.len() > 1 {
        true => book.joined(&title, &sheets)?,
        false => None,
    };
    if let Some(joined) = &joined {
        problems.push(Problem::repaired(None, None, joined.remark()));
        read.extend_from_slice(&joined.titles);
    }
    note_other_sheets(&sheets, &read, &mut problems);
    let sheet = Sheet {
        grid: Grid::default(),
        format: format!("{format}; sheet “{title}”"),
        encoding: "UTF-8".to_owned(),
        problems,
        keys: None,
        typed: Vec::new(),
        padded: true,
    };
    Ok(match joined {
        Some(joined) => Table::held(Sheet {
            grid: joined.grid,
            ..sheet
        }),
        None => Table::surveyed(survey, sheet, Box::new(Rows { book, title })),
    })
}

/// A workbook whose sheets are gone through as often as it takes.
struct Book<W> {
    name: String,
    workbook: W,
    /// Bytes that the cells of a sheet may have.
    most: usize,
    /// How many rows of a sheet are read.
    rows: Option<usize>,
}

impl<W: Workbook> Book<W> {
    /// The sheet that matters, looked through.
    fn table(&self, sheets: &[(String, bool)]) -> Result<(String, Survey), FileError> {
        let mut fault = None;
        let mut cover = None;
        for (title, visible) in sheets {
            match Survey::of(|take| self.go(title, take)) {
                Ok(survey) if *visible && is_table(&survey.sample) => {
                    return Ok((title.clone(), survey));
                }
                Ok(survey) if survey.length > 0 && cover.is_none() => {
                    cover = Some((title.clone(), survey));
                }
                Ok(_) => {}
                Err(error @ FileError::BeyondLimit { .. }) => return Err(error),
                Err(error) => fault = fault.or(Some(error)),
            }
        }
        cover.ok_or_else(|| {
            fault.unwrap_or(FileError::Empty {
                name: self.name.clone(),
            })
        })
    }

    /// The sheet with the rows of further sheets that belong to its own.
    fn joined(&self, title: &str, sheets: &[(String, bool)]) -> Result<Option<Joined>, FileError> {
        let (mut groups, mut bytes) = (Vec::new(), 0);
        for (other, _) in sheets.iter().filter(|(other, _)| other != title) {
            if let Ok(grid) = self.whole(other) {
                bytes += grid.bytes();
                check_bytes(&self.name, bytes, self.most)?;
                groups.push((other.clone(), grid));
            }
        }
        repeats::joined(&self.whole(title)?, &groups, |grid| {
            grid.check_size(&self.name)?;
            check_bytes(&self.name, grid.bytes(), self.most)
        })
    }

    /// All rows of a sheet.
    fn whole(&self, title: &str) -> Result<Grid, FileError> {
        let mut grid = Grid::default();
        self.go(title, &mut |block| {
            block.grid.rows().for_each(|row| grid.push_row(row));
            grid.check_size(&self.name).map(|()| true)
        })?;
        Ok(grid)
    }

    fn go(&self, title: &str, take: &mut TakeBlock<'_>) -> Result<(), FileError> {
        let mut filler = Filler {
            name: &self.name,
            most: self.most,
            rows: self.rows.unwrap_or(usize::MAX),
            take,
            block: Block::default(),
            length: 0,
            bytes: 0,
            current: None,
            spoilt: None,
            full: false,
        };
        self.workbook.cells(title, &mut filler)?;
        filler.finish()
    }
}

/// The rows of the sheet that matters.
struct Rows<W> {
    book: Book<W>,
    title: String,
}

impl<W: Workbook> RowSource for Rows<W> {
    fn each_block(&self, take: &mut TakeBlock<'_>) -> Result<(), FileError> {
        self.book.go(&self.title, take)
    }
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

/// Takes the cells of a sheet and makes rows of them.
pub(super) struct Filler<'a, 't> {
    name: &'a str,
    /// Bytes that the cells may have.
    most: usize,
    /// How many rows are wanted.
    rows: usize,
    take: &'a mut TakeBlock<'t>,
    block: Block,
    /// Rows so far.
    length: usize,
    /// Bytes so far.
    bytes: usize,
    current: Option<u32>,
    spoilt: Option<u32>,
    /// Whether no more are wanted.
    full: bool,
}

impl Filler<'_, '_> {
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
    /// If the sheet goes on without end, or what the rows were handed over to returned.
    pub fn push(&mut self, row: u32, column: u32, text: &str) -> Result<bool, FileError> {
        let number = u64::from(row) + 1;
        if text.is_empty() {
            return Ok(true);
        }
        self.check(row, text.len())?;
        if self.spoilt == Some(row) {
            return Ok(true);
        }
        if self.current.is_some_and(|current| row < current) {
            self.block.problems.push(Problem::rejected(
                number,
                None,
                "it stands out of order in the workbook",
            ));
            return Ok(true);
        }
        if self.current != Some(row) {
            if self.block.is_full() {
                self.hand_over()?;
            }
            if self.full || self.length >= self.rows {
                return Ok(false);
            }
            self.block.grid.start_row(number);
            self.length += 1;
            self.current = Some(row);
        }
        let column = column as usize;
        let grid = &mut self.block.grid;
        if column >= limits::COLUMNS
            || text.len() > limits::CELL_BYTES
            || grid.bytes_in_row() + text.len() > limits::ROW_BYTES
        {
            grid.drop_row();
            self.length -= 1;
            self.spoilt = Some(row);
            self.block.problems.push(Problem::rejected(
                number,
                None,
                "a cell is longer, or a row wider, than can be read",
            ));
            return Ok(true);
        }
        if column < grid.cells_in_row() {
            return Ok(true);
        }
        while grid.cells_in_row() < column {
            grid.end_cell();
        }
        grid.push_cell(text);
        Ok(true)
    }

    /// Refuses a sheet that goes on without end; what is rejected counts as well.
    fn check(&mut self, row: u32, bytes: usize) -> Result<(), FileError> {
        if row >= limits::SHEET_ROWS {
            return Err(FileError::BeyondLimit {
                name: self.name.to_owned(),
                what: "a sheet of it has too many rows".to_owned(),
                limit: format!("{} million", limits::SHEET_ROWS / 1_000_000),
            });
        }
        self.bytes += bytes;
        check_bytes(self.name, self.bytes, self.most)
    }

    fn hand_over(&mut self) -> Result<(), FileError> {
        self.full |= !(self.take)(&mut self.block)?;
        self.block.clear();
        Ok(())
    }

    fn finish(mut self) -> Result<(), FileError> {
        match self.full {
            true => Ok(()),
            false => self.hand_over(),
        }
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
