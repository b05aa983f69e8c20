//! Answers, tickets and reviews.

use super::TableInfo;
use super::automatic::is_automatic;
use super::cells::{address_or_key, filled, mended, score_or_repair, time_or_repair, words};
use super::ledger::Ledger;
use crate::columns::{Layout, Plan, is_question};
use crate::grid::Row;
use crate::{Feedback, Kind, Record, Role};

/// Where in a table of feedback everything is.
pub(super) struct Columns {
    texts: Vec<usize>,
    questions: Vec<Option<String>>,
    fields: Fields,
    /// Rows with agents' words.
    staff: usize,
    /// Comments on issues by others than whoever reported them.
    others: usize,
    /// Whether replies and signatures are taken off.
    mail: bool,
    /// Whether the last column is text, so that cells beyond it are a part of it.
    pub tail: bool,
}

impl Columns {
    pub fn of(table: &TableInfo<'_>) -> Columns {
        let plan = table.plan;
        let texts = plan.columns_of(Role::Text);
        let last = table.layout.names.len().saturating_sub(1);
        Columns {
            questions: texts
                .iter()
                .map(|&column| question(plan, column, texts.len()))
                .collect(),
            fields: Fields::of(plan),
            staff: 0,
            others: 0,
            mail: plan.kind == Kind::Ticket,
            tail: texts.contains(&last),
            texts,
        }
    }

    /// Makes one feedback of each open answer. A row without any is none; the ledger says which.
    pub fn build(
        &mut self,
        rows: &[Row<'_>],
        table: &TableInfo<'_>,
        ledger: &mut Ledger,
    ) -> Vec<Record> {
        let mut records = Vec::with_capacity(rows.len() * self.texts.len());
        for row in rows {
            if let Some(tryouts) = &table.plan.tryouts
                && let Some(column) = tryouts.column(*row)
            {
                let name = &table.layout.names[column];
                ledger.reject(
                    row.number,
                    Some(name),
                    format!(
                        "it is a preview, test or spam answer (“{}”); map ignore={name} to keep such rows",
                        short(row.get(column))
                    ),
                );
            } else if table
                .plan
                .whose
                .iter()
                .any(|whose| whose.is_own_staff(*row))
                || table
                    .plan
                    .openers
                    .as_ref()
                    .is_some_and(|openers| openers.is_own_staff(*row))
            {
                self.staff += 1;
            } else {
                self.add(*row, table, ledger, &mut records);
            }
        }
        records
    }

    /// States what cannot be said of a single row.
    pub fn finish(&self, ledger: &mut Ledger) {
        if self.staff > 0 {
            ledger.note(format!(
                "{} rows have words of agents or bots, or notes that customers do not see; they were left out",
                self.staff
            ));
        }
        if self.others > 0 {
            ledger.note(format!(
                "comments by others than whoever reported an issue: {}; they were left out",
                self.others
            ));
        }
    }

    fn add(
        &mut self,
        row: Row<'_>,
        table: &TableInfo<'_>,
        ledger: &mut Ledger,
        records: &mut Vec<Record>,
    ) {
        let TableInfo { layout, plan, .. } = *table;
        let mut answers: Vec<(Option<String>, String)> = Vec::with_capacity(self.texts.len());
        for (&column, question) in self.texts.iter().zip(&self.questions) {
            let name = &layout.names[column];
            let mut text = words(row.get(column), self.mail, row.number, name, ledger);
            if self.tail
                && Some(column) == layout.names.len().checked_sub(1)
                && row.len() > layout.names.len()
            {
                text = with_tail(text, row, layout.names.len());
            }
            if !text.is_empty() {
                answers.push((question.clone(), text));
            }
        }
        if let Some(comments) = &plan.comments {
            let (added, others) = comments.of_reporter(row);
            self.others += others;
            for (column, comment) in added {
                let name = &layout.names[column];
                let text = words(comment, self.mail, row.number, name, ledger);
                match answers.first_mut() {
                    _ if text.is_empty() => {}
                    Some((_, said)) => said.extend(["\n\n", &text]),
                    None => answers.push((None, text)),
                }
            }
        }
        let mut title = self
            .fields
            .title
            .map(|column| {
                words(
                    row.get(column),
                    false,
                    row.number,
                    &layout.names[column],
                    ledger,
                )
            })
            .filter(|title| !title.is_empty());
        if answers.is_empty() && matches!(plan.kind, Kind::Ticket | Kind::Review) {
            answers.extend(title.take().map(|title| (None, title)));
        }
        if answers.is_empty() {
            if self.mail && self.fields.id.is_some() && filled(row, self.fields.id).is_none() {
                // Issue trackers write what does not fit a row into further ones.
                ledger.reject(
                    row.number,
                    None,
                    "it has neither an id nor words; it may go on from the row above",
                );
            } else {
                ledger.unanswered(row.number);
            }
            return;
        }
        let common = self.fields.read(row, plan, layout, title, ledger);
        let first = answers.first().map_or("", |(_, text)| text);
        let subject = common.title.as_deref().unwrap_or(first);
        if self.mail && is_automatic(Some(subject), common.email.as_deref(), first) {
            ledger.reject(
                row.number,
                None,
                format!("a program wrote it, not a customer: “{}”", short(subject)),
            );
            return;
        }
        records.extend(answers.into_iter().map(|(question, text)| {
            Record::Feedback(Feedback {
                question,
                text,
                ..common.clone()
            })
        }));
    }
}

/// A delimiter in an unquoted last column has cut it up; put together, it is what was written.
pub(crate) fn with_tail(mut text: String, row: Row<'_>, width: usize) -> String {
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
        let score = self
            .rating
            .and_then(|column| score_or_repair(row, column, layout, ledger));
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
