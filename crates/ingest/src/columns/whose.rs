//! Whose words a row of a help desk's table has: columns that tell customers from agents and bots,
//! and what everybody may see from internal notes.
//!
//! After the tables of Zendesk (comments: `public`), Freshdesk (conversations: `incoming`,
//! `private`), Intercom (message export: `message_author_type`), Help Scout (threads: `type`),
//! Gorgias (messages: `from_agent`) and their like, as publicly documented.

use super::{CHOSEN, Column, names};
use crate::Role;
use crate::grid::Row;
use crate::table::Table;
use crate::yes_no::flag;

/// A column that tells whose words its row has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whose {
    column: usize,
    rule: &'static Rule,
}

impl Whose {
    /// Whether it tells people apart; else it tells open messages from internal notes.
    pub fn tells_who(&self) -> bool {
        self.rule.people
    }

    /// Whether it tells a program's words from people's.
    pub fn tells_bots(&self) -> bool {
        self.rule.headings.contains(&"is_bot")
    }

    /// Whether the row has an agent's or a bot's words, or a note that customers do not see.
    pub fn is_own_staff(&self, row: Row<'_>) -> bool {
        self.rule.customers(row.get(self.column)) == Some(false)
    }
}

/// How headings of a sort tell it.
#[derive(Debug)]
struct Rule {
    /// The last words of a heading, joined by `_`.
    headings: &'static [&'static str],
    /// Whether it is about who wrote; else about who may read.
    people: bool,
    says: Says,
}

#[derive(Debug)]
enum Says {
    /// The cell names a sort of person.
    Who,
    /// Yes or no; which of them is the customer.
    YesIs(bool),
    /// In or out.
    Direction,
    /// The sort of message: a customer's, an answer or a note.
    Sort,
    /// Public or private.
    Seen,
}

const RULES: &[Rule] = &[
    Rule {
        headings: &[
            "author_type",
            "author_role",
            "author_kind",
            "sender_type",
            "sender_role",
            "from_type",
            "actor_type",
            "commenter_type",
            "created_by_type",
            "sent_by_type",
            "poster_type",
            "participant_type",
            "speaker_type",
            "user_type",
            "actor_id",
            "sender",
            "sent_by",
            "from",
            "author",
            "message_from",
            "who",
        ],
        people: true,
        says: Says::Who,
    },
    Rule {
        headings: &[
            "incoming",
            "inbound",
            "is_incoming",
            "is_inbound",
            "from_customer",
            "is_customer",
            "by_customer",
            "customer_reply",
        ],
        people: true,
        says: Says::YesIs(true),
    },
    Rule {
        headings: &[
            "from_agent",
            "is_agent",
            "by_agent",
            "agent_reply",
            "is_staff",
            "is_admin",
            "staff_reply",
            "created_by_agent",
            "created_by_an_agent",
        ],
        people: true,
        says: Says::YesIs(false),
    },
    // A program's words are nobody's; people are not told from agents by it.
    Rule {
        headings: &["is_bot", "author_is_bot", "from_bot", "by_bot"],
        people: false,
        says: Says::YesIs(false),
    },
    Rule {
        headings: &[
            "private",
            "is_private",
            "internal",
            "is_internal",
            "internal_note",
        ],
        people: false,
        says: Says::YesIs(false),
    },
    Rule {
        headings: &["public", "is_public", "comment_public"],
        people: false,
        says: Says::YesIs(true),
    },
    Rule {
        headings: &["direction", "message_direction"],
        people: true,
        says: Says::Direction,
    },
    Rule {
        headings: &["thread_type", "message_type", "comment_type", "event_type"],
        people: true,
        says: Says::Sort,
    },
    Rule {
        headings: &["visibility", "comment_visibility", "message_visibility"],
        people: false,
        says: Says::Seen,
    },
];

const CUSTOMERS: &[&str] = &[
    "customer",
    "user",
    "end user",
    "enduser",
    "lead",
    "contact",
    "requester",
    "visitor",
    "client",
    "consumer",
    "guest",
    "subscriber",
    "shopper",
    "buyer",
    "member",
    "kunde",
    "kundin",
    "cliente",
    "klant",
];

const STAFF: &[&str] = &[
    "agent",
    "admin",
    "staff",
    "support",
    "bot",
    "system",
    "operator",
    "teammate",
    "team",
    "employee",
    "business",
    "company",
    "workflow",
    "automation",
    "trigger",
    "ai agent",
    "internal",
    "representative",
    "rep",
    "support agent",
    "mitarbeiter",
    "agente",
    "medewerker",
    "assistant",
];

impl Rule {
    /// Whether it is for a heading in the form of [`names::key`]. A bare “from” must be all of it:
    /// “plan from” is none.
    fn is_for(&self, key: &str) -> bool {
        let ends = |heading: &str| {
            key.strip_suffix(heading)
                .is_some_and(|before| before.is_empty() || before.ends_with('_'))
        };
        let mut headings = self.headings.iter();
        headings.any(|heading| match heading.contains('_') {
            true => ends(heading),
            false => key == *heading,
        })
    }

    /// Whether a cell says that the words are a customer's and open to them; none if it says
    /// neither.
    fn customers(&self, cell: &str) -> Option<bool> {
        let cell = cell.trim().to_lowercase().replace(['_', '-'], " ");
        let one_of = |own: &[&str], other: &[&str], cell: &str| {
            if own.contains(&cell) {
                Some(true)
            } else {
                other.contains(&cell).then_some(false)
            }
        };
        match self.says {
            // “agent:403969141094” names the sort before the person.
            Says::Who => one_of(
                CUSTOMERS,
                STAFF,
                cell.split(':').next().unwrap_or("").trim(),
            ),
            Says::YesIs(customer) => flag(&cell).map(|yes| yes == customer),
            Says::Direction => one_of(
                &["in", "incoming", "inbound", "received"],
                &["out", "outgoing", "outbound", "sent"],
                &cell,
            ),
            Says::Sort => one_of(
                &[
                    "customer",
                    "customer message",
                    "customer reply",
                    "question",
                    "incoming",
                    "user message",
                    "beta customer",
                ],
                &[
                    "message",
                    "reply",
                    "agent reply",
                    "staff reply",
                    "answer",
                    "response",
                    "outgoing",
                    "note",
                    "internal note",
                    "private note",
                    "public note",
                    "agent message",
                    "line item",
                    "lineitem",
                    "forward",
                    "forwardchild",
                    "forwardparent",
                    "system",
                    "bot message",
                    "auto reply",
                ],
                &cell,
            ),
            Says::Seen => one_of(
                &["public", "external", "everyone"],
                &["private", "internal", "agents only"],
                &cell,
            ),
        }
    }
}

/// Whether a value under a name says that a message is a customer's; none if it says neither. The mere
/// sort of a message says nothing of a single one: customers send messages as well.
pub(crate) fn is_customers(name: &str, value: &str) -> Option<bool> {
    let key = names::key(name);
    let told = |rule: &&Rule| rule.people && !matches!(rule.says, Says::Sort) && rule.is_for(&key);
    RULES.iter().find(told)?.customers(value)
}

/// Whether a heading speaks of who sent a message: then the rows are messages, if the cells say so too.
pub(super) fn may_be_messages(columns: &[Column]) -> bool {
    const SENT_BY: &[&str] = &[
        "sender",
        "sender_type",
        "sender_role",
        "author_type",
        "author_role",
        "message_author_type",
        "message_from",
        "sent_by",
        "sent_by_type",
        "from_agent",
        "is_agent",
        "from_customer",
        "direction",
        "message_direction",
        "incoming",
        "thread_type",
        "is_bot",
        "author_is_bot",
        "is_inbound",
        "from",
    ];
    columns
        .iter()
        .any(|column| column.heading.rank(SENT_BY).is_some())
}

/// Finds the columns that tell whose words a row has. Each knows nearly all its cells, and some of
/// them are the customers'; else it is about something else.
pub(super) fn find(table: &Table<'_>, columns: &mut [Column]) -> Vec<Whose> {
    let mut found = Vec::new();
    for (index, column) in columns.iter_mut().enumerate() {
        if column.reason == CHOSEN || column.profile.is_empty() {
            continue;
        }
        let keys = &column.heading.keys;
        let is_for = |rule: &&Rule| keys.iter().any(|key| rule.is_for(key));
        let Some(rule) = RULES.iter().find(is_for) else {
            continue;
        };
        let (mut filled, mut customers, mut staff) = (0_usize, 0_usize, 0_usize);
        for row in table.layout.data.clone() {
            let cell = table.sheet.grid.row(row).get(index);
            filled += usize::from(!cell.trim().is_empty());
            match rule.customers(cell) {
                Some(true) => customers += 1,
                Some(false) => staff += 1,
                None => {}
            }
        }
        if customers == 0 || staff == 0 || (customers + staff) * 20 < filled * 19 {
            continue;
        }
        column.give(
            Role::Ignore,
            "it tells whose words they are; agents' and bots' are left out, and notes that customers do not see",
        );
        found.push(Whose {
            column: index,
            rule,
        });
    }
    found
}
