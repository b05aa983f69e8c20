//! Answers, tickets and reviews.

use super::Built;
use super::cells::{address_or_key, filled, mended, rating, time_or_repair, words};
use super::ledger::{Ledger, data_rows};
use crate::columns::{Layout, Plan, is_question};
use crate::formats::Sheet;
use crate::grid::Row;
use crate::{Feedback, Kind, Record, Role};

/// Makes one feedback of each open answer. A row without any is none, and no problem.
pub(super) fn build(sheet: &Sheet, layout: &Layout, plan: &Plan) -> Built {
    let mut ledger = Ledger::default();
    let texts = plan.columns_of(Role::Text);
    let last = layout.names.len().saturating_sub(1);
    let tail = texts.contains(&last);
    let rows = data_rows(sheet, layout, tail, &mut ledger);
    let count = rows.len();
    let fields = Fields::of(plan);
    let questions: Vec<Option<String>> = texts
        .iter()
        .map(|&column| question(plan, column, texts.len()))
        .collect();
    let mail = plan.kind == Kind::Ticket;
    let mut records = Vec::with_capacity(count);
    for row in rows {
        let mut answers: Vec<(Option<String>, String)> = Vec::with_capacity(texts.len());
        for (&column, question) in texts.iter().zip(&questions) {
            let name = &layout.names[column];
            let mut text = words(row.get(column), mail, row.number, name, &mut ledger);
            if tail && column == last && row.len() > layout.names.len() {
                text = with_tail(text, row, layout.names.len());
            }
            if !text.is_empty() {
                answers.push((question.clone(), text));
            }
        }
        let mut title = fields
            .title
            .map(|column| {
                words(
                    row.get(column),
                    false,
                    row.number,
                    &layout.names[column],
                    &mut ledger,
                )
            })
            .filter(|title| !title.is_empty());
        if answers.is_empty() && matches!(plan.kind, Kind::Ticket | Kind::Review) {
            answers.extend(title.take().map(|title| (None, title)));
        }
        if answers.is_empty() {
            continue;
        }
        let common = fields.read(row, plan, layout, title, &mut ledger);
        records.extend(answers.into_iter().map(|(question, text)| {
            Record::Feedback(Feedback {
                question,
                text,
                ..common.clone()
            })
        }));
    }
    Built {
        records,
        problems: ledger.finish(),
        rows: count,
        remark: String::new(),
    }
}

/// A delimiter in an unquoted last column has cut it up; put together, it is what was written.
fn with_tail(mut text: String, row: Row<'_>, width: usize) -> String {
    for column in width..row.len() {
        let cell = row.get(column).trim();
        if !cell.is_empty() {
            text.push_str(", ");
            text.push_str(cell);
        }
    }
    text
}

/// The question in the words of the questionnaire; the heading only if it tells several apart.
fn question(plan: &Plan, column: usize, texts: usize) -> Option<String> {
    let guess = &plan.columns[column];
    guess
        .question
        .clone()
        .or_else(|| (is_question(&guess.name) || texts > 1).then(|| guess.name.clone()))
}

/// The columns besides the text.
struct Fields {
    id: Option<usize>,
    customer: Option<usize>,
    email: Option<usize>,
    author: Option<usize>,
    time: Option<usize>,
    rating: Option<usize>,
    title: Option<usize>,
    segments: Vec<usize>,
}

impl Fields {
    fn of(plan: &Plan) -> Fields {
        Fields {
            id: plan.column(Role::Id),
            customer: plan.column(Role::Customer),
            email: plan.column(Role::Email),
            author: plan.column(Role::Author),
            time: plan.column(Role::Time),
            rating: plan.column(Role::Rating),
            title: plan.column(Role::Title),
            segments: plan.columns_of(Role::Segment),
        }
    }

    fn read(
        &self,
        row: Row<'_>,
        plan: &Plan,
        layout: &Layout,
        title: Option<String>,
        ledger: &mut Ledger,
    ) -> Feedback {
        let moment = self
            .time
            .and_then(|column| time_or_repair(row, column, plan, layout, "time", ledger));
        let score = self.rating.and_then(|column| rating(row.get(column)));
        let customer = filled(row, self.customer);
        let address = address_or_key(row, self.email, self.customer);
        Feedback {
            row: row.number,
            id: filled(row, self.id),
            customer,
            email: address,
            author: filled(row, self.author),
            time: moment,
            rating: score,
            title,
            question: None,
            text: String::new(),
            turns: Vec::new(),
            segments: self
                .segments
                .iter()
                .filter_map(|&column| {
                    let cell = filled(row, Some(column))?;
                    let name = layout.names[column].clone();
                    let cell = mended(&cell, row.number, &name, ledger).into_owned();
                    Some((name, cell))
                })
                .collect(),
        }
    }
}

/// The first words of a cell, for a message.
pub(super) fn short(cell: &str) -> String {
    cell.trim().chars().take(40).collect()
}
