//! The table in wide format: made as it is read, a response after the other.

use std::collections::{HashMap, HashSet};

use super::{LONG_FORMAT, Shape, TakeRows, number};
use crate::formats::Sheet;
use crate::grid::{Grid, Row};
use crate::table::{Block, RowSource, Survey, Table, TakeBlock};
use crate::{FileError, Problem, limits};

/// The table in wide format; as it is if that would have too many columns, or take too much memory.
pub(super) fn widened(mut table: Table<'_>, shape: Shape) -> Result<Table<'_>, FileError> {
    let census = Census::of(&table, &shape)?;
    if shape.known.len() + census.questions.len() > limits::COLUMNS {
        return Ok(table);
    }
    let mut order = None;
    if census.scattered {
        let Some(gathered) = Gathered::of(&table, &shape)? else {
            return Ok(table);
        };
        order = Some(gathered.order());
        table.rows = None;
        table.layout.data = 0..gathered.grid.len();
        table.sheet.grid = gathered.grid;
        table.sheet.problems.extend(gathered.problems);
    }
    let wide = Wide {
        table,
        order,
        shape,
        census,
    };
    wide.table()
}

/// What is asked, by how many rows and responses.
struct Census {
    /// In the order in which they are first met.
    questions: Vec<String>,
    places: HashMap<String, usize>,
    rows: usize,
    responses: usize,
    /// Whether rows of one response stand apart.
    scattered: bool,
}

impl Census {
    fn of(table: &Table<'_>, shape: &Shape) -> Result<Census, FileError> {
        let mut census = Census {
            questions: Vec::new(),
            places: HashMap::new(),
            rows: 0,
            responses: 0,
            scattered: false,
        };
        let mut met: HashSet<u64> = HashSet::new();
        let mut before = 0;
        shape.each_rows(table, &mut |rows, _| {
            for &row in rows {
                census.rows += 1;
                let id = number(row.get(shape.response));
                if id == 0 || id != before {
                    let new = id == 0 || met.insert(id);
                    census.responses += usize::from(new);
                    census.scattered |= !new;
                }
                before = id;
                if let Some((question, _)) = shape.answer(row, &table.layout)
                    && !census.places.contains_key(&question)
                {
                    census
                        .places
                        .insert(question.clone(), census.questions.len());
                    census.questions.push(question);
                }
            }
            Ok(census.questions.len() <= limits::COLUMNS)
        })?;
        Ok(census)
    }
}

/// The rows of a table in memory as a whole.
#[derive(Default)]
struct Gathered {
    grid: Grid,
    problems: Vec<Problem>,
    /// Of each row the first one of its response.
    firsts: Vec<usize>,
}

impl Gathered {
    /// None if they are too many.
    fn of(table: &Table<'_>, shape: &Shape) -> Result<Option<Gathered>, FileError> {
        let mut gathered = Gathered::default();
        let mut responses: HashMap<String, usize> = HashMap::new();
        shape.each_rows(table, &mut |rows, mut met| {
            gathered.problems.append(&mut met);
            for &row in rows {
                let place = gathered.grid.len();
                let first = match row.get(shape.response).trim() {
                    "" => place,
                    id => *responses.entry(id.to_owned()).or_insert(place),
                };
                gathered.firsts.push(first);
                gathered.grid.push_row(row);
            }
            Ok(gathered.fits())
        })?;
        Ok(gathered.fits().then_some(gathered))
    }

    fn fits(&self) -> bool {
        self.grid.cells() <= limits::CELLS && self.grid.bytes() <= limits::FILE_BYTES
    }

    /// The rows in an order in which those of a response follow each other.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.grid.len()).collect();
        order.sort_by_key(|index| self.firsts[*index]);
        order
    }
}

/// A survey in long format that is read in wide format.
struct Wide<'a> {
    table: Table<'a>,
    /// The order of its rows, if it is not that of the file.
    order: Option<Vec<usize>>,
    shape: Shape,
    census: Census,
}

impl<'a> Wide<'a> {
    fn table(self) -> Result<Table<'a>, FileError> {
        let survey = Survey::of(|take| self.each_block(take))?;
        let Wide {
            table,
            shape,
            census,
            ..
        } = &self;
        let names = shape
            .known
            .iter()
            .map(|&column| &table.layout.names[column]);
        let keys: Vec<String> = names.chain(&census.questions).cloned().collect();
        let (known, questions) = (shape.known.len(), census.questions.clone());
        let mut problems = [table.sheet.problems.as_slice(), &table.layout.problems].concat();
        problems.push(Problem::repaired(None, None, self.remark()));
        let sheet = Sheet {
            grid: Grid::default(),
            format: format!("{}; {LONG_FORMAT}", table.sheet.format),
            encoding: table.sheet.encoding.clone(),
            problems,
            keys: Some(keys),
            typed: Vec::new(),
            padded: true,
        };
        let mut wide = Table::surveyed(survey, sheet, Box::new(self));
        for (asked, question) in wide.layout.questions[known..].iter_mut().zip(questions) {
            *asked = Some(question);
        }
        Ok(wide)
    }

    /// What was done, in a sentence.
    fn remark(&self) -> String {
        let Wide {
            table,
            shape,
            census,
            ..
        } = self;
        let name = |column: usize| table.layout.names[column].as_str();
        let left_out = match shape.left_out.as_slice() {
            [] => String::new(),
            columns => {
                let names: Vec<&str> = columns.iter().map(|column| name(*column)).collect();
                format!(
                    "; left out, as it changes with the question: “{}”",
                    names.join("”, “")
                )
            }
        };
        format!(
            "each row is one answer: {} rows became {} responses, put together by “{}”, with a column for each of the {} questions in “{}”{left_out} (choose another kind to read the rows as they stand)",
            census.rows,
            census.responses,
            name(shape.response),
            census.questions.len(),
            name(shape.question),
        )
    }

    fn each_rows(&self, each: &mut TakeRows<'_>) -> Result<(), FileError> {
        let Some(order) = &self.order else {
            return self.shape.each_rows(&self.table, each);
        };
        for indices in order.chunks(Block::ROWS) {
            let rows = indices
                .iter()
                .map(|index| self.table.sheet.grid.row(*index));
            if !each(&rows.collect::<Vec<_>>(), Vec::new())? {
                break;
            }
        }
        Ok(())
    }
}

impl RowSource for Wide<'_> {
    fn each_block(&self, take: &mut TakeBlock<'_>) -> Result<(), FileError> {
        let (shape, layout) = (&self.shape, &self.table.layout);
        let mut block = Block::default();
        let mut current: Option<Response> = None;
        let mut more = true;
        self.each_rows(&mut |rows, mut problems| {
            block.problems.append(&mut problems);
            for &row in rows {
                let id = row.get(shape.response).trim();
                if !current.as_ref().is_some_and(|response| response.has(id)) {
                    if let Some(complete) = current.replace(Response::new(id, row, shape)) {
                        complete.push_to(&mut block.grid);
                    }
                    if block.is_full() {
                        more = take(&mut block)?;
                        block.clear();
                        if !more {
                            return Ok(false);
                        }
                    }
                }
                if let Some(response) = &mut current {
                    response.know(row, shape);
                    if let Some((question, answer)) = shape.answer(row, layout)
                        && let Some(&place) = self.census.places.get(&question)
                    {
                        response.answers.push((place, answer));
                    }
                }
            }
            Ok(true)
        })?;
        if more {
            if let Some(complete) = current {
                complete.push_to(&mut block.grid);
            }
            take(&mut block)?;
        }
        Ok(())
    }
}

/// A response while its rows are read.
struct Response {
    id: String,
    /// The number of its first row.
    number: u64,
    known: Vec<String>,
    /// The places of questions, and answers.
    answers: Vec<(usize, String)>,
}

impl Response {
    fn new(id: &str, first: Row<'_>, shape: &Shape) -> Response {
        Response {
            id: id.to_owned(),
            number: first.number,
            known: vec![String::new(); shape.known.len()],
            answers: Vec::new(),
        }
    }

    /// Whether a row with this number belongs to it. Without one, nobody knows whose answer it is.
    fn has(&self, id: &str) -> bool {
        !id.is_empty() && self.id == id
    }

    fn know(&mut self, row: Row<'_>, shape: &Shape) {
        for (value, &column) in self.known.iter_mut().zip(&shape.known) {
            if value.is_empty() {
                row.get(column).trim().clone_into(value);
            }
        }
    }

    fn push_to(mut self, grid: &mut Grid) {
        grid.start_row(self.number);
        self.known.iter().for_each(|cell| grid.push_cell(cell));
        // Of several choices to a question each has an answer, in the order of the file.
        self.answers.sort_by_key(|(place, _)| *place);
        for choices in self.answers.chunk_by(|(one, _), (other, _)| one == other) {
            while grid.cells_in_row() < self.known.len() + choices[0].0 {
                grid.end_cell();
            }
            let mut met: HashSet<&str> = HashSet::new();
            for (_, answer) in choices {
                if met.insert(answer) {
                    grid.push_str(if met.len() > 1 { "; " } else { "" });
                    grid.push_str(answer);
                }
            }
            grid.end_cell();
        }
    }
}
