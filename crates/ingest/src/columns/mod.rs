//! What the columns of a table are for.

mod comments;
mod copies;
mod customers;
mod events;
mod feedback;
mod further_tables;
mod headings;
mod kinds;
mod long_format;
mod mapping;
mod names;
mod openers;
mod profile;
mod ratings;
mod scales;
mod synonyms;
mod texts;
mod times;
mod tryouts;
mod whose;

pub(crate) use comments::Comments;
pub(crate) use further_tables::leave_further_tables;
pub(crate) use headings::{Layout, find_headings};
pub(crate) use long_format::widen_long_format;
pub(crate) use mapping::{list_columns, resolve};
pub(crate) use names::{is_question, key};
pub(crate) use openers::Openers;
pub(crate) use synonyms::{ENDS, STARTS};
pub(crate) use times::DateReader;
pub(crate) use tryouts::Tryouts;
pub(crate) use whose::{Whose, is_customers};

use std::ops::Range;

use crate::grid::Grid;
use crate::table::Table;
use crate::{ColumnGuess, FileError, Kind, Options, Problem, Role};

use names::Heading;
use profile::Profile;

/// Whether a column says what is known of a record, as ids, dates and choices do, rather than what
/// somebody said in it.
pub(crate) fn tells_of_record(name: &str, grid: &Grid, data: Range<usize>, column: usize) -> bool {
    let profile = Profile::of(grid, data, column);
    let heading = Heading::new(name, None, false);
    if name.starts_with('_') || !profile.is_wordy() {
        return true;
    }
    let typed = heading.rank(&synonyms::TEXT).is_some() || heading.asks_to_specify();
    !typed && (profile.spaced == 0 || profile.is_choice() && profile.mean_words() <= 3.0)
}

/// How a table is to be read.
#[derive(Debug)]
pub(crate) struct Plan {
    pub kind: Kind,
    pub kind_reason: String,
    pub columns: Vec<ColumnGuess>,
    /// How the dates of each date column are read.
    pub dates: DateReader,
    /// A column with the time of day that belongs to the date column.
    pub time_of_day: Option<usize>,
    /// The columns that tell whose words a row has.
    pub whose: Vec<Whose>,
    /// What tells rows that nobody answered.
    pub tryouts: Option<Tryouts>,
    /// Who answers, where authors are named by a number alone.
    pub openers: Option<Openers>,
    /// Comments in the rows of issues.
    pub comments: Option<Comments>,
    /// The name of the event where no column has it.
    pub event_name: Option<String>,
    pub problems: Vec<Problem>,
}

impl Plan {
    /// The column with a role that only one can have.
    pub fn column(&self, role: Role) -> Option<usize> {
        self.columns
            .iter()
            .find(|column| column.role == role)
            .map(|column| column.index)
    }

    /// All columns with a role.
    pub fn columns_of(&self, role: Role) -> Vec<usize> {
        self.columns
            .iter()
            .filter(|column| column.role == role)
            .map(|column| column.index)
            .collect()
    }
}

/// The reason of what a person decided.
pub(crate) const CHOSEN: &str = "as chosen";

/// A column while its role is being found.
#[derive(Debug)]
pub(crate) struct Column {
    pub heading: Heading,
    pub profile: Profile,
    pub role: Option<Role>,
    pub reason: String,
}

impl Column {
    fn give(&mut self, role: Role, reason: impl Into<String>) {
        self.role = Some(role);
        self.reason = reason.into();
    }

    fn is_free(&self) -> bool {
        self.role.is_none()
    }
}

/// Decides what a table holds and what each column is for.
pub(crate) fn plan(name: &str, table: &Table<'_>, options: &Options) -> Result<Plan, FileError> {
    let Table { sheet, layout, .. } = table;
    let mut columns: Vec<Column> = (0..layout.names.len())
        .map(|index| Column {
            heading: Heading::new(
                &layout.names[index],
                layout.questions[index].as_deref(),
                layout.text_entry[index],
            ),
            profile: Profile::of(&sheet.grid, layout.data.clone(), index),
            role: None,
            reason: String::new(),
        })
        .collect();
    let mapped = mapping::resolve(name, layout, &options.map)?;
    let (mut kind, mut kind_reason) = match options.kind {
        Some(kind) => (kind, CHOSEN.to_owned()),
        None => kinds::guess(name, &sheet.format, &columns, &mapped),
    };
    mapping::check(name, kind, &mapped)?;
    for (role, index) in &mapped {
        columns[*index].give(*role, CHOSEN);
    }
    let mut problems = Vec::new();
    let chosen_text = mapped.iter().any(|(role, _)| *role == Role::Text);
    let mut event_name = None;
    let messages =
        options.kind.is_none() && kind == Kind::Survey && whose::may_be_messages(&columns);
    let mut whose = match kind {
        Kind::Ticket => whose::find(table, &mut columns),
        _ if messages => whose::find(table, &mut columns),
        _ => Vec::new(),
    };
    if messages && whose.iter().any(Whose::tells_who) {
        kind = Kind::Ticket;
        kind_reason = "a column tells customers' messages from agents'".to_owned();
    } else if messages {
        whose.retain(Whose::tells_bots);
    }
    let tryouts = match kind {
        Kind::Survey | Kind::Review => tryouts::find(table, &columns)?,
        _ => None,
    };
    let openers = match kind {
        Kind::Ticket if !whose.iter().any(Whose::tells_who) => openers::find(table, &columns)?,
        _ => None,
    };
    if openers.is_some() {
        problems.push(Problem::repaired(
            None,
            None,
            "authors are named by a number alone: who opened a ticket was taken for the customer, and who mostly writes in tickets of others for an agent",
        ));
    }
    let comments = match kind {
        Kind::Ticket => comments::find(table, &mut columns),
        _ => None,
    };
    match kind {
        Kind::Customers => customers::assign(&mut columns),
        Kind::Events => event_name = events::assign(name, &mut columns),
        _ => {
            feedback::assign(kind, &mut columns, chosen_text, &mut problems);
            copies::leave_out(table, &mut columns);
        }
    }
    let index_of = |role: Role| columns.iter().position(|column| column.role == Some(role));
    // A date among the segments of customers may serve as the activation column later on.
    let dated = |column: &Column| match column.role {
        Some(Role::Time | Role::SignedUp | Role::Activated | Role::Churned) => true,
        Some(Role::Segment) => kind == Kind::Customers && column.profile.is_date(false),
        _ => false,
    };
    let date_columns: Vec<usize> = (0..columns.len())
        .filter(|&index| dated(&columns[index]))
        .collect();
    let other_dates: Vec<usize> = (0..columns.len())
        .filter(|index| !date_columns.contains(index) && columns[*index].profile.is_date(false))
        .collect();
    let mut dates = DateReader::new(table, &date_columns, &other_dates, options.date_order)?;
    let mut time_of_day = None;
    if kind.is_feedback()
        && let Some(time) = index_of(Role::Time)
    {
        let fixed = mapped.iter().any(|(role, _)| *role == Role::Time);
        if !fixed
            && let Some(better) = times::plainer_twin(sheet, layout, &columns, time, &mut problems)
        {
            columns[better].give(Role::Time, "dates that can be read in one way only");
            columns[time].give(
                Role::Ignore,
                format!(
                    "the same date, less clearly than “{}”",
                    layout.names[better]
                ),
            );
            dates = DateReader::new(table, &[better], &other_dates, options.date_order)?;
        }
        let time = columns
            .iter()
            .position(|column| column.role == Some(Role::Time))
            .unwrap_or(time);
        time_of_day = times::time_of_day(sheet, layout, &mut columns, time);
    }
    dates.explain(layout, &mut problems);
    let columns = columns
        .into_iter()
        .enumerate()
        .map(|(index, column)| ColumnGuess {
            index,
            name: layout.names[index].clone(),
            question: column.heading.question,
            role: column.role.unwrap_or(Role::Ignore),
            reason: column.reason,
        })
        .collect();
    Ok(Plan {
        kind,
        kind_reason,
        columns,
        dates,
        time_of_day,
        whose,
        tryouts,
        openers,
        comments,
        event_name,
        problems,
    })
}
