//! Whose words a row of a comment table has that names authors by a number alone: a ticket is opened
//! by whoever asked, and agents are those who mostly write in tickets of others.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{CHOSEN, Column, synonyms};
use crate::dates::parse_date;
use crate::grid::Row;
use crate::table::Table;
use crate::{DateOrder, FileError};

/// The authors of a comment table who are not customers.
#[derive(Debug)]
pub(crate) struct Openers {
    author: usize,
    by: By,
}

#[derive(Debug)]
enum By {
    /// The column that says who asked; and who writes in tickets of others without being an agent.
    Requester(usize, BTreeSet<String>),
    /// The authors who mostly answer.
    Answering(BTreeSet<String>),
}

impl Openers {
    /// Whether the row has the words of somebody who answers.
    pub fn is_own_staff(&self, row: Row<'_>) -> bool {
        let author = row.get(self.author).trim();
        match &self.by {
            By::Requester(column, colleagues) => {
                let requester = row.get(*column).trim();
                !author.is_empty()
                    && !requester.is_empty()
                    && author != requester
                    && !colleagues.contains(author)
            }
            By::Answering(authors) => authors.contains(author),
        }
    }
}

/// Tickets of which it is remembered who opened them; a larger table keeps everybody's words.
const MOST_TICKETS: usize = 1_000_000;

const TICKETS: &[&str] = &[
    "ticket_id",
    "ticket_number",
    "ticket",
    "conversation_id",
    "case_id",
    "case_number",
    "issue_id",
    "issue_key",
    "thread_id",
];

const AUTHORS: &[&str] = &[
    "author_id",
    "commenter_id",
    "comment_author_id",
    "sender_id",
    "created_by_id",
    "user_id",
];

/// Finds who answers in a table of comments, if its columns allow.
///
/// # Errors
/// If the rows cannot be read.
pub(super) fn find(table: &Table<'_>, columns: &[Column]) -> Result<Option<Openers>, FileError> {
    let place = |names: &[&str]| {
        let usable = |column: &Column| column.reason != CHOSEN && !column.profile.is_empty();
        let named = columns.iter().enumerate().filter(|(_, c)| usable(c));
        let ranked = named.filter_map(|(index, c)| Some((c.heading.rank(names)?, index)));
        ranked.min().map(|(_, index)| index)
    };
    let (Some(ticket), Some(author)) = (place(TICKETS), place(AUTHORS)) else {
        return Ok(None);
    };
    let repeats = |index: usize| {
        let profile = &columns[index].profile;
        profile.distinct < profile.filled
    };
    if ticket == author || !repeats(ticket) {
        return Ok(None);
    }
    if let Some(requester) = place(&["requester_id"]).filter(|requester| *requester != author) {
        let wrote = Wrote::read(table, ticket, author, Opener::Named(requester))?;
        let colleagues = wrote.map(|wrote| wrote.colleagues()).unwrap_or_default();
        let by = By::Requester(requester, colleagues);
        return Ok(Some(Openers { author, by }));
    }
    let first = Opener::First(place(&synonyms::SAID_AT));
    let answering = Wrote::read(table, ticket, author, first)?.and_then(|wrote| wrote.answering());
    Ok(answering.map(|authors| Openers {
        author,
        by: By::Answering(authors),
    }))
}

/// How it is known who opened a ticket.
#[derive(Clone, Copy)]
enum Opener {
    /// A column says so.
    Named(usize),
    /// Whoever wrote first, by the column of times or the order of the rows.
    First(Option<usize>),
}

/// Who wrote in which tickets.
struct Wrote {
    /// Of each ticket when it was opened, and by whom.
    opened: HashMap<String, (i64, String)>,
    tickets: BTreeMap<String, BTreeSet<String>>,
}

impl Wrote {
    /// None if there are too many tickets, or no ticket has two authors.
    fn read(
        table: &Table<'_>,
        ticket: usize,
        author: usize,
        opener: Opener,
    ) -> Result<Option<Wrote>, FileError> {
        let mut wrote = Wrote {
            opened: HashMap::new(),
            tickets: BTreeMap::new(),
        };
        let mut pairs = 0_usize;
        let mut number = 0_i64;
        table.each_row(|row| {
            number += 1;
            let (ticket, author) = (row.get(ticket).trim(), row.get(author).trim());
            if ticket.is_empty() || author.is_empty() || pairs > 2 * MOST_TICKETS {
                return;
            }
            let (when, opener) = match opener {
                Opener::Named(column) => (0, row.get(column).trim()),
                Opener::First(time) => {
                    let when = time
                        .and_then(|column| parse_date(row.get(column), DateOrder::DayFirst))
                        .map_or(number, |moment| moment.seconds);
                    (when, author)
                }
            };
            match wrote.opened.get_mut(ticket) {
                Some(first) if first.0 <= when => {}
                Some(first) => *first = (when, opener.to_owned()),
                None => {
                    wrote
                        .opened
                        .insert(ticket.to_owned(), (when, opener.to_owned()));
                }
            }
            let tickets = wrote.tickets.entry(author.to_owned()).or_default();
            pairs += usize::from(tickets.insert(ticket.to_owned()));
        })?;
        let told = pairs <= 2 * MOST_TICKETS && pairs > wrote.opened.len();
        Ok(told.then_some(wrote))
    }

    /// The authors most of whose tickets were opened by others, colleagues of customers left out;
    /// none if that leaves no customer.
    fn answering(&self) -> Option<BTreeSet<String>> {
        let colleagues = self.colleagues();
        let authors: BTreeSet<String> = self
            .tickets
            .keys()
            .filter(|author| self.mostly_answers(author) && !colleagues.contains(*author))
            .cloned()
            .collect();
        (!authors.is_empty() && authors.len() < self.tickets.len()).then_some(authors)
    }

    /// Those who write in the tickets of one customer alone, where somebody answers who does so for
    /// several: colleagues in copy.
    fn colleagues(&self) -> BTreeSet<String> {
        let served: BTreeMap<&str, BTreeSet<&str>> = self
            .tickets
            .iter()
            .filter(|(author, _)| self.mostly_answers(author))
            .map(|(author, tickets)| {
                let openers = tickets.iter().filter_map(|ticket| self.opener(ticket));
                (
                    author.as_str(),
                    openers.filter(|opener| opener != author).collect(),
                )
            })
            .collect();
        let answered: BTreeSet<&String> = served
            .iter()
            .filter(|(_, openers)| openers.len() >= 2)
            .flat_map(|(author, _)| &self.tickets[*author])
            .collect();
        served
            .iter()
            .filter(|(author, openers)| {
                openers.len() == 1
                    && self.tickets[**author]
                        .iter()
                        .all(|ticket| answered.contains(ticket))
            })
            .map(|(author, _)| (*author).to_owned())
            .collect()
    }

    fn mostly_answers(&self, author: &str) -> bool {
        let tickets = &self.tickets[author];
        let own = tickets
            .iter()
            .filter(|ticket| self.opener(ticket) == Some(author));
        own.count() * 2 < tickets.len()
    }

    fn opener(&self, ticket: &str) -> Option<&str> {
        self.opened.get(ticket).map(|(_, opener)| opener.as_str())
    }
}
