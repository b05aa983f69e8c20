//! Surveys in long format: a row for each answer, the question in one column and the answer in another,
//! as databases and interfaces hand them out. They are read in wide format, as every other survey is: a
//! row for each response and a column for each question.

mod wide;

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::headings::Layout;
use super::names::Heading;
use super::profile::Profile;
use super::synonyms;
use crate::exported::is_exported;
use crate::grid::Row;
use crate::records::{Ledger, data_rows, with_tail};
use crate::table::Table;
use crate::{FileError, Problem};

/// Stands last in the name of such a table's format.
pub(in crate::columns) const LONG_FORMAT: &str = "long format";

/// Cells that are enough to decide whether a table is one, 64 MB of them. A table may be sorted by its
/// questions, so that few rows would show one of these only.
const JUDGED: usize = 8_000_000;
/// Columns of a sort that are tried, as each question is with each response.
const CANDIDATES: usize = 8;
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
    let Some(shape) = Judged::of(&table)?.shape(&names, &table) else {
        return Ok(table);
    };
    wide::widened(table, shape)
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
        if is_exported(layout) {
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
            let columns = found.into_iter().map(|(_, column)| column);
            columns.take(CANDIDATES).collect::<Vec<_>>()
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
        responses.truncate(CANDIDATES);
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
}

impl Judged {
    fn of(table: &Table<'_>) -> Result<Judged, FileError> {
        let mut judged = Judged {
            width: table.layout.names.len(),
            cells: Vec::new(),
        };
        table.each_block(|grid, data, _| {
            let rows = data.map(|index| grid.row(index));
            for row in rows.filter(|row| !row.is_blank()) {
                if judged.cells.len() >= JUDGED {
                    break;
                }
                let cells = (0..judged.width).map(|column| number(row.get(column)));
                judged.cells.extend(cells);
            }
            Ok(judged.cells.len() < JUDGED)
        })?;
        Ok(judged)
    }

    fn rows(&self) -> std::slice::ChunksExact<'_, u64> {
        self.cells.chunks_exact(self.width)
    }

    fn shape(&self, names: &Names, table: &Table<'_>) -> Option<Shape> {
        let part = names.part;
        let (response, question) = names.responses.iter().find_map(|&response| {
            let mut questions = names.questions.iter().copied();
            let question = questions.find(|&question| self.repeats(response, question, part))?;
            Some((response, question))
        })?;
        let mut answers = names.answers.clone();
        answers.retain(|answer| *answer != response && !names.questions.contains(answer));
        if answers.is_empty() {
            return None;
        }
        let mut shape = Shape {
            response,
            question,
            part: part.filter(|part| *part != question),
            tail: answers.contains(&(self.width - 1)),
            answers,
            known: vec![response],
            left_out: Vec::new(),
        };
        for column in 0..self.width {
            if shape.has_use_for(column) {
                continue;
            }
            let profile = || profile(table, column);
            // Of the times at which questions were answered the first is that of the response.
            if self.tells_of_response(response, column) || profile().is_date(false) {
                shape.known.push(column);
            } else if names.questions.contains(&column) || !profile().is_open_text() {
                shape.left_out.push(column);
            } else {
                // Something was written beside each answer.
                return None;
            }
        }
        shape.known.sort_unstable();
        Some(shape)
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
    /// Whether cells beyond the last column belong to an answer.
    tail: bool,
    /// What is known of the response, its number among them, from left to right.
    known: Vec<usize>,
    /// What is known of the question or the answer alone.
    left_out: Vec<usize>,
}

impl Shape {
    fn has_use_for(&self, column: usize) -> bool {
        [self.response, self.question].contains(&column)
            || self.part == Some(column)
            || self.answers.contains(&column)
    }

    /// The question and the answer of a row, if something was answered.
    fn answer(&self, row: Row<'_>, layout: &Layout) -> Option<(String, String)> {
        let filled = |column: &usize| !row.get(*column).trim().is_empty();
        let column = *self.answers.iter().find(|column| filled(column))?;
        let mut answer = row.get(column).trim().to_owned();
        if self.tail && column + 1 == layout.names.len() {
            answer = with_tail(answer, row, layout.names.len());
        }
        let question = match row.get(self.question).trim() {
            "" => layout.names[column].as_str(),
            question => question,
        };
        let question = match self.part.filter(filled) {
            Some(part) => format!("{question} – {}", row.get(part).trim()),
            None => question.to_owned(),
        };
        Some((question, answer))
    }

    /// Goes through the rows that are to be read, some at a time, with what was wrong among them.
    fn each_rows(&self, table: &Table<'_>, each: &mut TakeRows<'_>) -> Result<(), FileError> {
        let mut ledger = Ledger::default();
        let mut more = true;
        table.each_block(|grid, data, met| {
            let padded = table.sheet.padded;
            let rows = data_rows(grid, data, padded, &table.layout, self.tail, &mut ledger);
            let mut problems = std::mem::take(met);
            problems.append(&mut ledger.drain());
            more = each(&rows, problems)?;
            Ok(more)
        })?;
        if more {
            each(&[], ledger.finish())?;
        }
        Ok(())
    }
}

/// Takes some rows and what was wrong among them, and says whether it wants more.
type TakeRows<'t> = dyn FnMut(&[Row<'_>], Vec<Problem>) -> Result<bool, FileError> + 't;
