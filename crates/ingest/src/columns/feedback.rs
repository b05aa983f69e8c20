//! Roles in a table of feedback.

use super::names::Heading;
use super::profile::Profile;
use super::{Column, ratings, synonyms, texts};
use crate::{Kind, Problem, Role};

/// Gives every column its role. Columns that a person has given a role keep it.
pub(super) fn assign(
    kind: Kind,
    columns: &mut [Column],
    text_is_chosen: bool,
    problems: &mut Vec<Problem>,
) {
    empty_and_unused(columns);
    own_replies(kind, columns);
    email(columns);
    time(columns);
    ratings::assign(columns);
    single(columns, Role::Customer, &synonyms::CUSTOMER, |column| {
        column.profile.mean_words() <= 4.0
            && column.profile.mean_chars() <= 80.0
            && !column.profile.is_date(false)
    });
    // A message's own number rather than that of the ticket it belongs to, which recurs.
    let numbers =
        |column: &Column| column.profile.mean_words() <= 2.0 && !column.profile.is_date(false);
    single(columns, Role::Id, &synonyms::ID, |column| {
        numbers(column) && column.profile.is_key()
    });
    single(columns, Role::Id, &synonyms::ID, |column| {
        numbers(column) && column.profile.distinct * 2 > column.profile.filled
    });
    if !columns.iter().any(|column| column.role == Some(Role::Id))
        && let Some(column) = columns.iter_mut().find(|column| {
            column.is_free()
                && (column.heading.ends_in(&["id", "key", "nr", "number"])
                    || column.heading.begins_with(&["id"]))
                && column.profile.is_key()
                && !column.profile.is_date(false)
        })
    {
        column.give(Role::Id, "its values are all different");
    }
    if kind.is_transcript() {
        single(columns, Role::Author, &synonyms::SPEAKER, |_| true);
    }
    single(columns, Role::Title, &synonyms::TITLE, |column| {
        column.profile.is_wordy()
    });
    // Boards and lists of tasks call a headline a name.
    single(columns, Role::Title, &["name", "item", "idea"], |column| {
        column.heading.depth == 0 && column.profile.is_headline()
    });
    if !text_is_chosen {
        texts::assign(kind, columns, problems);
    }
    single(columns, Role::Author, &synonyms::AUTHOR, |column| {
        names_a_person(column)
            && column.profile.is_wordy()
            && column.profile.mean_words() <= 5.0
            && !column.profile.is_headline()
            && !is_path(column)
            && !column.profile.is_constant()
    });
    segments(columns);
    for column in columns.iter_mut().filter(|column| column.is_free()) {
        let reason = leftover(&column.profile, text_is_chosen);
        column.give(Role::Ignore, reason);
    }
}

/// “author.name” names a person, “labels.name” does not.
fn names_a_person(column: &Column) -> bool {
    const PEOPLE: &[&str] = &[
        "author",
        "user",
        "customer",
        "requester",
        "reporter",
        "sender",
        "from",
        "creator",
        "contact",
        "person",
        "submitter",
        "reviewer",
        "owner",
        "client",
        "member",
    ];
    column.heading.depth == 0 || column.heading.has_word(PEOPLE)
}

/// “accounts/1/reviews/2” is what some services call a name.
fn is_path(column: &Column) -> bool {
    let p = &column.profile;
    p.mean_chars() > 20.0 && p.share(p.spaced) < 0.1
}

/// Gives a role to the best-named free column whose values fit, unless some column has it already.
pub(super) fn single(
    columns: &mut [Column],
    role: Role,
    names: &[&str],
    fits: impl Fn(&Column) -> bool,
) {
    if columns.iter().any(|column| column.role == Some(role)) {
        return;
    }
    let best = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.is_free() && !column.profile.is_empty() && fits(column))
        .filter_map(|(index, column)| {
            // “created_at” is the record's own, “milestone.created_at” something else's.
            let depth = column.heading.depth;
            let rank = column.heading.rank(names)?;
            Some((rank, depth, index))
        })
        .min();
    if let Some((_, _, index)) = best {
        columns[index].give(role, "by its heading");
    }
}

/// E-mail addresses, by heading or values.
pub(super) fn email(columns: &mut [Column]) {
    const STAFF: &[&str] = &[
        "assignee", "agent", "support", "staff", "admin", "owner", "teammate", "manager", "closed",
    ];
    const PEOPLE: &[&str] = &[
        "customer",
        "requester",
        "contact",
        "reporter",
        "consumer",
        "respondent",
        "visitor",
        "user",
    ];
    if columns
        .iter()
        .any(|column| column.role == Some(Role::Email))
    {
        return;
    }
    let named = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| {
            column.is_free()
                && column.profile.share(column.profile.emails) >= 0.5
                && !column.heading.has_word(STAFF)
        })
        .filter_map(|(index, column)| {
            let Heading { depth, .. } = column.heading;
            let rank = column.heading.rank(&synonyms::EMAIL)?;
            Some((rank, depth, !column.heading.has_word(PEOPLE), index))
        })
        .min();
    if let Some((.., index)) = named {
        columns[index].give(Role::Email, "by its heading");
        return;
    }
    // The addresses of the company's own people are not the customer's.
    const OWN: &[&str] = &[
        "recipient",
        "to",
        "cc",
        "bcc",
        "assignee",
        "agent",
        "support",
        "via",
        "reply",
        "staff",
        "admin",
        "owner",
        "url",
    ];
    if let Some(column) = columns.iter_mut().find(|column| {
        column.is_free()
            && column.profile.share(column.profile.emails) >= 0.8
            && !column.heading.has_word(OWN)
    }) {
        column.give(Role::Email, "its values are e-mail addresses");
    }
}

/// Columns without values, and those that nobody analyses.
pub(super) fn empty_and_unused(columns: &mut [Column]) {
    for column in columns.iter_mut().filter(|column| column.is_free()) {
        if column.profile.is_empty() {
            column.give(Role::Ignore, "it is empty");
        } else if column.heading.rank(&synonyms::NOT_USED).is_some()
            || column.heading.words.iter().any(|word| word == "fivetran")
        {
            column.give(Role::Ignore, "technical or personal detail");
        } else if column.profile.share(column.profile.addresses) >= 0.8 {
            column.give(
                Role::Ignore,
                "its values are addresses of pages or machines",
            );
        } else if column.profile.share(column.profile.code) >= 0.5 {
            column.give(Role::Ignore, "its values are program text");
        }
    }
}

/// What the company answered stands beside a review or ticket, and is nobody's feedback.
fn own_replies(kind: Kind, columns: &mut [Column]) {
    const OWN: &[&str] = &[
        "developer",
        "owner",
        "company",
        "business",
        "agent",
        "admin",
        "staff",
        "seller",
        "merchant",
        "vendor",
        "publisher",
        "management",
    ];
    const REPLY: &[&str] = &[
        "reply",
        "replies",
        "replied",
        "response",
        "answer",
        "antwort",
        "réponse",
        "respuesta",
    ];
    for column in columns.iter_mut().filter(|column| column.is_free()) {
        let heading = &column.heading;
        let says = heading.has_word(REPLY);
        let first = heading.words.first().map(String::as_str);
        let first = matches!(first, Some("reply" | "replied"));
        // Reviews are answered by nobody but the company.
        let bare = kind == Kind::Review && (first || heading.has_word(&["reply", "antwort"]));
        let makers = heading.has_word(&["developer", "publisher", "vendor", "seller", "merchant"]);
        let commented = makers && heading.has_word(&["comment", "comments"]);
        let replied = says && (heading.has_word(OWN) || bare);
        if heading.question.is_none() && (replied || commented) {
            column.give(Role::Ignore, "the company's own reply");
        }
    }
}

/// By heading; failing that the first column of dates.
fn time(columns: &mut [Column]) {
    single(columns, Role::Time, &synonyms::SAID_AT, |column| {
        column.profile.is_date(true)
    });
    if columns.iter().any(|column| column.role == Some(Role::Time)) {
        return;
    }
    let named = |column: &Column| {
        column.heading.has_word(&[
            "date", "time", "datum", "zeit", "fecha", "data", "at", "on", "seconds", "millis",
        ])
    };
    let dated = |column: &Column| column.is_free() && column.profile.is_date(named(column));
    // When somebody was asked is not when he answered.
    let asked = |column: &Column| column.heading.has_word(&["sent", "delivered", "invited"]);
    let best = columns
        .iter()
        .position(|column| dated(column) && named(column) && !asked(column))
        .or_else(|| {
            columns
                .iter()
                .position(|column| dated(column) && !asked(column))
        })
        .or_else(|| columns.iter().position(dated));
    if let Some(index) = best {
        columns[index].give(Role::Time, "its values are dates");
    }
}

fn segments(columns: &mut [Column]) {
    for column in columns.iter_mut().filter(|column| column.is_free()) {
        let p = &column.profile;
        if p.is_constant() && p.filled == p.rows && p.rows > 3 {
            column.give(Role::Ignore, "the same in every row");
        } else if column.heading.rank(&synonyms::SEGMENT).is_some()
            && p.mean_chars() <= 60.0
            && (p.distinct <= 200 || p.share(p.distinct) <= 0.1)
            && !p.is_date(false)
        {
            column.give(Role::Segment, "by its heading");
        } else if p.is_choice() && !p.is_date(false) {
            column.give(Role::Segment, format!("{} different values", p.distinct));
        }
    }
}

fn leftover(profile: &Profile, text_is_chosen: bool) -> String {
    if profile.is_date(false) {
        "another date".to_owned()
    } else if profile.is_numeric() {
        "numbers of many values".to_owned()
    } else if profile.is_open_text() && text_is_chosen {
        "open text, but another column was chosen".to_owned()
    } else if profile.is_wordy() && profile.mean_words() >= 1.5 {
        "short entries of many values; give it the role text to analyse them".to_owned()
    } else {
        "too many different values to compare groups by".to_owned()
    }
}
