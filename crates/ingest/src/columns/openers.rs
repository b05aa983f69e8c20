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
    /// The column that says who asked.
    Requester(usize),
    /// The authors who mostly answer.
    Answering(BTreeSet<String>),
}

impl Openers {
    /// Whether the row has the words of somebody who answers.
    pub fn is_own_staff(&self, row: Row<'_>) -> bool {
        let author = row.get(self.author).trim();
        match &self.by {
            By::Requester(column) => {
                let requester = row.get(*column).trim();
                !author.is_empty() && !requester.is_empty() && author != requester
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
        let by = By::Requester(requester);
        return Ok(Some(Openers { author, by }));
    }
    let time = place(synonyms::SAID_AT);
    Ok(
        answering(table, ticket, author, time)?.map(|authors| Openers {
            author,
            by: By::Answering(authors),
        }),
    )
}

/// The authors most of whose tickets were opened by others; none if they leave no customer, or no
/// ticket has two authors.
fn answering(
    table: &Table<'_>,
    ticket: usize,
    author: usize,
    time: Option<usize>,
) -> Result<Option<BTreeSet<String>>, FileError> {
    // Of each ticket who wrote first, and when; who wrote at all.
    let mut opened: HashMap<String, (i64, String)> = HashMap::new();
    let mut wrote: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut pairs = 0_usize;
    let mut number = 0_i64;
    table.each_row(|row| {
        number += 1;
        let (ticket, author) = (row.get(ticket).trim(), row.get(author).trim());
        if ticket.is_empty() || author.is_empty() || pairs > 2 * MOST_TICKETS {
            return;
        }
        let when = time
            .and_then(|column| parse_date(row.get(column), DateOrder::DayFirst))
            .map_or(number, |moment| moment.seconds);
        match opened.get_mut(ticket) {
            Some(first) if first.0 <= when => {}
            Some(first) => *first = (when, author.to_owned()),
            None => {
                opened.insert(ticket.to_owned(), (when, author.to_owned()));
            }
        }
        let tickets = wrote.entry(author.to_owned()).or_default();
        pairs += usize::from(tickets.insert(ticket.to_owned()));
    })?;
    if pairs > 2 * MOST_TICKETS || pairs == opened.len() {
        return Ok(None);
    }
    let own = |author: &str, ticket: &String| {
        opened
            .get(ticket)
            .is_some_and(|(_, opener)| opener == author)
    };
    let everybody = wrote.len();
    let authors: BTreeSet<String> = wrote
        .into_iter()
        .filter(|(author, tickets)| {
            let own = tickets.iter().filter(|ticket| own(author, ticket)).count();
            own * 2 < tickets.len()
        })
        .map(|(author, _)| author)
        .collect();
    Ok((!authors.is_empty() && authors.len() < everybody).then_some(authors))
}
