//! Surveys in long format: a row for each answer, the question in one column and the answer in another,
//! as databases and interfaces hand them out. They are read in wide format, as every other survey is: a
//! row for each response and a column for each question.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::headings::Layout;
use super::names::Heading;
use super::profile::Profile;
use super::synonyms;
use crate::exported::EXPORTED_ITEM;
use crate::formats::Sheet;
use crate::grid::{Grid, Row};
use crate::records::{Ledger, data_rows, with_tail};
use crate::table::Table;
use crate::{FileError, Problem, limits};

/// Stands last in the name of such a table's format.
pub(super) const LONG_FORMAT: &str = "long format";

/// Rows by which it is decided whether a table is one.
const JUDGED: usize = 100_000;
/// No survey asks more.
const QUESTIONS: usize = 1_000;

/// The same table in wide format if it is a survey in long format, and as it is otherwise.
///
/// # Errors
/// If the file cannot be read on.
pub(crate) fn widen_long_format<'a>(table: Table<'a>) -> Result<Table<'a>, FileError> {
    let Some(names) = Names::of(&table.layout) else {
        return Ok(table);
    };
    let judged = Judged::of(&table)?;
    match judged.shape(&names, &table) {
        Some(shape) if judged.bytes <= limits::FILE_BYTES => shape.widen(table),
        _ => Ok(table),
    }
}

/// Columns that may be what a survey in long format needs, better ones first.
struct Names {
    questions: Vec<usize>,
    /// What tells the parts of a question apart.
    part: Option<usize>,
    answers: Vec<usize>,
    responses: Vec<usize>,
}

impl Names {
    fn of(layout: &Layout) -> Option<Names> {
        if layout
            .names
            .first()
            .is_some_and(|name| name == EXPORTED_ITEM)
        {
            return None;
        }
        let headings: Vec<Heading> = layout
            .names
            .iter()
            .map(|name| Heading::new(name, None, false))
            .collect();
        let ranked = |synonyms: &[&str]| {
            let mut found: Vec<(usize, usize)> = (0..headings.len())
                .filter_map(|column| Some((headings[column].rank(synonyms)?, column)))
                .collect();
            found.sort_unstable();
            found
                .into_iter()
                .map(|(_, column)| column)
                .collect::<Vec<_>>()
        };
        let questions = ranked(&synonyms::QUESTION);
        let mut responses = ranked(&synonyms::RESPONSE);
        // Histories of fields have users, too.
        if questions
            .first()
            .is_some_and(|&column| !headings[column].has_word(FIELD))
        {
            responses.extend(ranked(&synonyms::CUSTOMER));
            responses.extend(ranked(&synonyms::EMAIL));
        }
        let names = Names {
            part: ranked(&synonyms::SUB_QUESTION).first().copied(),
            answers: ranked(&synonyms::ANSWER),
            questions,
            responses,
        };
        let complete = ![&names.questions, &names.answers, &names.responses]
            .iter()
            .any(|columns| columns.is_empty());
        complete.then_some(names)
    }
}

/// What programs call a question.
const FIELD: &[&str] = &["field", "variable"];

/// Rows as one number a cell, 0 for a blank one.
struct Judged {
    width: usize,
    cells: Vec<u64>,
    /// Bytes of the whole table.
    bytes: usize,
}

impl Judged {
    fn of(table: &Table<'_>) -> Result<Judged, FileError> {
        let mut judged = Judged {
            width: table.layout.names.len(),
            cells: Vec::new(),
            bytes: 0,
        };
        table.each_row(|row| {
            judged.bytes += row.cells().map(str::len).sum::<usize>();
            if judged.cells.len() < JUDGED * judged.width && !row.is_blank() {
                judged
                    .cells
                    .extend((0..judged.width).map(|column| number(row.get(column))));
            }
        })?;
        Ok(judged)
    }

    fn rows(&self) -> std::slice::ChunksExact<'_, u64> {
        self.cells.chunks_exact(self.width)
    }

    fn shape(&self, names: &Names, table: &Table<'_>) -> Option<Shape> {
        names.responses.iter().find_map(|&response| {
            let question = names
                .questions
                .iter()
                .copied()
                .find(|&question| self.repeats(response, question, names.part))?;
            let answers: Vec<usize> = names
                .answers
                .iter()
                .copied()
                .filter(|&answer| answer != response && !names.questions.contains(&answer))
                .collect();
            if answers.is_empty() {
                return None;
            }
            let mut shape = Shape {
                response,
                question,
                part: names.part.filter(|part| *part != question),
                answers,
                kept: Vec::new(),
                left_out: Vec::new(),
            };
            for column in 0..self.width {
                if shape.has_use_for(column) {
                    continue;
                }
                let profile = profile(table, column);
                // Of the times at which questions were answered the first is that of the response.
                if profile.is_date(false) || self.tells_of_response(response, column) {
                    shape.kept.push(column);
                } else if names.questions.contains(&column) || !profile.is_open_text() {
                    shape.left_out.push(column);
                } else {
                    // Something was written beside each answer.
                    return None;
                }
            }
            Some(shape)
        })
    }

    /// Whether responses go over several rows, and most of these have a question that others have been
    /// asked, too; of several choices each may have a row.
    fn repeats(&self, response: usize, question: usize, part: Option<usize>) -> bool {
        let mut rows = 0;
        let mut responses: HashSet<u64> = HashSet::new();
        let mut pairs: HashSet<(u64, u64, u64)> = HashSet::new();
        let mut asked: HashMap<u64, usize> = HashMap::new();
        for row in self.rows() {
            let (id, question) = (row[response], row[question]);
            if id == 0 || question == 0 {
                continue;
            }
            rows += 1;
            responses.insert(id);
            if pairs.insert((id, question, part.map_or(0, |part| row[part]))) {
                *asked.entry(question).or_default() += 1;
            }
        }
        let alone = asked.values().filter(|count| **count == 1).count();
        responses.len() >= 2
            && (2..=QUESTIONS).contains(&asked.len())
            && rows * 10 >= self.rows().len() * 8
            && rows * 2 >= responses.len() * 3
            && pairs.len() * 2 >= rows
            && alone * 5 <= pairs.len()
    }

    /// Whether a column has one value in almost every response.
    fn tells_of_response(&self, response: usize, column: usize) -> bool {
        let mut values: HashMap<u64, u64> = HashMap::new();
        let mut changing: HashSet<u64> = HashSet::new();
        for row in self.rows().filter(|row| row[column] != 0) {
            if *values.entry(row[response]).or_insert(row[column]) != row[column] {
                changing.insert(row[response]);
            }
        }
        changing.len() * 50 <= values.len()
    }
}

fn number(cell: &str) -> u64 {
    let cell = cell.trim();
    if cell.is_empty() {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    cell.hash(&mut hasher);
    hasher.finish().max(1)
}

fn profile(table: &Table<'_>, column: usize) -> Profile {
    let Table { sheet, layout, .. } = table;
    Profile::of(&sheet.grid, layout.data.clone(), column)
}

/// What the columns of a survey in long format are.
struct Shape {
    response: usize,
    question: usize,
    part: Option<usize>,
    /// In the first of these that is not blank stands the answer.
    answers: Vec<usize>,
    /// What is known of the response.
    kept: Vec<usize>,
    /// What is known of the question or the answer alone.
    left_out: Vec<usize>,
}

impl Shape {
    fn has_use_for(&self, column: usize) -> bool {
        [self.response, self.question].contains(&column)
            || self.part == Some(column)
            || self.answers.contains(&column)
    }

    fn widen<'a>(self, table: Table<'a>) -> Result<Table<'a>, FileError> {
        let layout = &table.layout;
        let width = layout.names.len();
        let tail = width > 0 && self.answers.contains(&(width - 1));
        let mut known: Vec<usize> = self.kept.clone();
        known.push(self.response);
        known.sort_unstable();
        let mut wide = Wide::new(known);
        let mut ledger = Ledger::default();
        let mut problems: Vec<Problem> = Vec::new();
        table.each_block(|grid, data, met| {
            problems.append(met);
            for row in data_rows(grid, data, table.sheet.padded, layout, tail, &mut ledger) {
                wide.add(&self, row, width, tail);
            }
        })?;
        problems.append(&mut ledger.finish());
        if wide
            .responses
            .len()
            .saturating_mul(wide.known.len() + wide.questions.len())
            > limits::CELLS
        {
            return Ok(table);
        }
        problems.push(Problem::repaired(None, None, self.remark(layout, &wide)));
        let names = wide
            .known
            .iter()
            .map(|&column| layout.names[column].clone());
        let keys: Vec<String> = names.chain(wide.questions.iter().cloned()).collect();
        let asked = wide.known.len();
        let sheet = table.sheet;
        let mut widened = Table::held(Sheet {
            grid: wide.grid(),
            format: format!("{}; {LONG_FORMAT}", sheet.format),
            encoding: sheet.encoding,
            problems: [sheet.problems, table.layout.problems, problems].concat(),
            keys: Some(keys),
            typed: Vec::new(),
            padded: true,
        });
        for (question, name) in widened.layout.questions[asked..]
            .iter_mut()
            .zip(&wide.questions)
        {
            *question = Some(name.clone());
        }
        Ok(widened)
    }

    /// What was done, in a sentence.
    fn remark(&self, layout: &Layout, wide: &Wide) -> String {
        let left_out = match self.left_out.as_slice() {
            [] => String::new(),
            columns => {
                let names: Vec<&str> = columns.iter().map(|c| layout.names[*c].as_str()).collect();
                format!(
                    "; left out, as it changes with the question: “{}”",
                    names.join("”, “")
                )
            }
        };
        format!(
            "each row is one answer: {} rows became {} responses, put together by “{}”, with a column for each of the {} questions in “{}”{left_out} (choose another kind to read the rows as they stand)",
            wide.rows,
            wide.responses.len(),
            layout.names[self.response],
            wide.questions.len(),
            layout.names[self.question],
        )
    }
}

/// A survey in wide format while it is put together.
struct Wide {
    /// Columns of the file that are known of a response.
    known: Vec<usize>,
    questions: Vec<String>,
    places: HashMap<String, usize>,
    responses: Vec<Response>,
    by_id: HashMap<String, usize>,
    rows: usize,
}

struct Response {
    /// The number of its first row.
    number: u64,
    known: Vec<String>,
    /// Questions and answers.
    answers: Vec<(usize, String)>,
}

impl Wide {
    fn new(known: Vec<usize>) -> Wide {
        Wide {
            known,
            questions: Vec::new(),
            places: HashMap::new(),
            responses: Vec::new(),
            by_id: HashMap::new(),
            rows: 0,
        }
    }

    fn add(&mut self, shape: &Shape, row: Row<'_>, width: usize, tail: bool) {
        self.rows += 1;
        let id = row.get(shape.response).trim();
        // Whose answer it is may not be known; nothing else belongs to it then.
        let next = self.responses.len();
        let at = match id {
            "" => next,
            _ => *self.by_id.entry(id.to_owned()).or_insert(next),
        };
        if at == next {
            self.responses.push(Response {
                number: row.number,
                known: vec![String::new(); self.known.len()],
                answers: Vec::new(),
            });
        }
        let response = &mut self.responses[at];
        for (value, &column) in response.known.iter_mut().zip(&self.known) {
            if value.is_empty() {
                row.get(column).trim().clone_into(value);
            }
        }
        let filled = |column: &usize| !row.get(*column).trim().is_empty();
        let Some(&column) = shape.answers.iter().find(|column| filled(column)) else {
            return;
        };
        let mut answer = row.get(column).trim().to_owned();
        if tail && column + 1 == width {
            answer = with_tail(answer, row, width);
        }
        let mut question = row.get(shape.question).trim().to_owned();
        if let Some(part) = shape.part.filter(filled) {
            question = format!("{question} – {}", row.get(part).trim());
        }
        let place = match self.places.get(&question) {
            Some(&place) => place,
            None => {
                let place = self.questions.len();
                self.places.insert(question.clone(), place);
                self.questions.push(question);
                place
            }
        };
        match response
            .answers
            .iter_mut()
            .find(|(known, _)| *known == place)
        {
            // One of several choices.
            Some((_, before)) if before.split("; ").all(|choice| choice != answer) => {
                before.push_str("; ");
                before.push_str(&answer);
            }
            Some(_) => {}
            None => response.answers.push((place, answer)),
        }
    }

    fn grid(&self) -> Grid {
        let mut grid = Grid::default();
        for response in &self.responses {
            grid.start_row(response.number);
            response.known.iter().for_each(|cell| grid.push_cell(cell));
            let mut answers: Vec<&(usize, String)> = response.answers.iter().collect();
            answers.sort_unstable();
            for (place, answer) in answers {
                while grid.cells_in_row() < self.known.len() + place {
                    grid.end_cell();
                }
                grid.push_cell(answer);
            }
        }
        grid
    }
}
