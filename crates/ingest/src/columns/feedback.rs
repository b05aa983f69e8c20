//! Roles in a table of feedback.

use super::profile::Profile;
use super::{CHOSEN, Column, synonyms};
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
    single(columns, Role::Rating, &synonyms::RATING, |column| {
        let p = &column.profile;
        (p.is_numeric() && p.least >= -10.0 && p.greatest <= 100.0)
            || (p.distinct <= 12 && rated(p))
    });
    likelihood(columns);
    single(columns, Role::Customer, &synonyms::CUSTOMER, |column| {
        column.profile.mean_words() <= 4.0
            && column.profile.mean_chars() <= 80.0
            && !column.profile.is_date(false)
    });
    single(columns, Role::Id, &synonyms::ID, |column| {
        column.profile.mean_words() <= 2.0
            && !column.profile.is_date(false)
            && column.profile.distinct * 2 > column.profile.filled
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
    if !text_is_chosen {
        texts(kind, columns, problems);
    }
    single(columns, Role::Author, &synonyms::AUTHOR, |column| {
        names_a_person(column)
            && column.profile.is_wordy()
            && column.profile.mean_words() <= 5.0
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
    single(columns, Role::Email, &synonyms::EMAIL, |column| {
        column.profile.share(column.profile.emails) >= 0.5
    });
    if columns
        .iter()
        .any(|column| column.role == Some(Role::Email))
    {
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
        let bare = kind == Kind::Review && matches!(first, Some("reply" | "replied"));
        if heading.question.is_none() && says && (heading.has_word(OWN) || bare) {
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
        column
            .heading
            .has_word(&["date", "time", "datum", "zeit", "fecha", "data", "at", "on"])
    };
    let dated = |column: &Column| column.is_free() && column.profile.is_date(named(column));
    let best = columns
        .iter()
        .position(|column| dated(column) && named(column))
        .or_else(|| columns.iter().position(dated));
    if let Some(index) = best {
        columns[index].give(Role::Time, "its values are dates");
    }
}

/// “4 stars”, “★★★★”, “4/5”, “9 – very likely”
fn rated(profile: &Profile) -> bool {
    let brief = profile.mean_words() <= 4.0 || profile.share(profile.explained) >= 0.9;
    profile.filled > 0 && brief && profile.distinct <= 12
}

/// The usual NPS question has no usual heading.
fn likelihood(columns: &mut [Column]) {
    if columns
        .iter()
        .any(|column| column.role == Some(Role::Rating))
    {
        return;
    }
    const ASKS: &[&str] = &[
        "how likely",
        "recommend",
        "wie wahrscheinlich",
        "weiterempfehl",
        "recommand",
        "recomend",
        "recomien",
        "consigli",
        "waarschijnlijk",
        "aanbevelen",
        "rekommend",
        "polecił",
        "порекоменд",
        "薦め",
        "勧め",
        "推荐",
        "추천",
        "how satisfied",
        "how would you rate",
        "rate your",
        "zufrieden",
        "satisfait",
        "satisfech",
        "satisfeit",
        "soddisfatt",
        "tevreden",
        "nöjd",
    ];
    let scored = |column: &Column| {
        let p = &column.profile;
        let numbers = p.is_numeric() && p.least >= 0.0 && p.greatest <= 10.0;
        column.is_free() && (numbers || p.share(p.explained) >= 0.9 && p.distinct <= 12)
    };
    let asked = |column: &Column| {
        let question = column.heading.question.as_deref();
        let question = question.map(str::to_lowercase).unwrap_or_default();
        ASKS.iter().any(|words| question.contains(words))
    };
    // “Review Stars”, “NPS score (0-10)”.
    let named = |column: &Column| {
        column.heading.question.is_none()
            && column.heading.words.len() <= 5
            && (column.heading.has_word(&[
                "stars",
                "rating",
                "nps",
                "csat",
                "score",
                "sterne",
                "étoiles",
                "estrellas",
                "stelle",
                "sterren",
                "estrelas",
                "bewertung",
                "punkte",
                "punktzahl",
            ]) || column.heading.words == ["answer"])
    };
    if let Some(index) = columns.iter().position(|c| scored(c) && asked(c)) {
        columns[index].give(Role::Rating, "its question asks for a score");
    } else if let Some(index) = columns.iter().position(|c| scored(c) && named(c)) {
        columns[index].give(Role::Rating, "by its heading, and its values are scores");
    }
}

fn texts(kind: Kind, columns: &mut [Column], problems: &mut Vec<Problem>) {
    let mut named: Vec<(usize, usize)> = Vec::new();
    for (index, column) in columns.iter_mut().enumerate() {
        if !column.is_free() {
            continue;
        }
        let p = &column.profile;
        if !p.is_wordy() {
            continue;
        }
        let by_name = column.heading.rank(&synonyms::TEXT);
        let free_form =
            p.mean_words() >= 2.0 || p.share(p.spaced) >= 0.4 || p.share(p.distinct) >= 0.5;
        if let Some(rank) = by_name.filter(|_| {
            free_form && !is_repeated_choice(p)
                || p.filled <= 3 && p.mean_words() >= 1.0
                || kind == Kind::Ticket
                    && p.filled < 20
                    && column.heading.rank(&synonyms::BODIES).is_some()
        }) {
            named.push((rank, index));
            column.give(Role::Text, "by its heading, and its values are words");
        } else if column.heading.text_entry && !is_repeated_choice(p) {
            column.give(Role::Text, "people typed here, as the survey tool says");
        } else if column.heading.asks_to_specify()
            && !p.is_constant()
            && p.share(p.flags) < 0.5
            && !is_repeated_choice(p)
        {
            column.give(Role::Text, "people typed here what no choice says");
        } else if by_name.is_none() && is_segment_name(column) && !p.is_open_text() {
            continue;
        } else if p.is_open_text() && !is_place(column) {
            column.give(
                Role::Text,
                format!("open text: {:.0} words on average", p.mean_words()),
            );
        } else if column.heading.question.is_some()
            && !p.is_scale()
            && p.mean_words() >= 2.0
            && p.share(p.distinct) >= 0.5
            && p.distinct >= 3
            && p.share(p.spaced) >= 0.5
        {
            column.give(
                Role::Text,
                "its heading is a question, and the answers differ",
            );
        }
    }
    if kind == Kind::Ticket {
        keep_best_body(columns, &mut named);
    }
    if columns.iter().any(|column| column.role == Some(Role::Text)) {
        return;
    }
    let title = columns
        .iter()
        .position(|column| column.role == Some(Role::Title));
    if let Some(index) = title {
        columns[index].give(Role::Text, "the title is the only text");
        return;
    }
    let likely = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| {
            column.is_free()
                && column.profile.is_wordy()
                && (column.profile.mean_words() >= 3.0
                    || (column.profile.filled <= 5 && column.profile.mean_words() >= 1.9))
                && !is_repeated_choice(&column.profile)
                && !is_segment_name(column)
        })
        .max_by_key(|(index, column)| (column.profile.chars, std::cmp::Reverse(*index)));
    match likely.map(|(index, _)| index) {
        Some(index) => {
            columns[index].give(Role::Text, "no column is plainly open text; this is the likeliest");
            problems.push(Problem::repaired(
                None,
                None,
                format!("no column is plainly open text; “{}” was taken as the likeliest", columns[index].heading.words.join(" ")),
            ));
        }
        None => problems.push(Problem::repaired(
            None,
            None,
            "no column holds open text, so there is nothing to analyse; name one with text=COLUMN if there is",
        )),
    }
}

/// The same few answers over and over are choices, whatever the heading.
fn is_repeated_choice(profile: &Profile) -> bool {
    profile.filled >= 20 && profile.share(profile.distinct) < 0.05 && profile.mean_chars() < 60.0
}

/// Addresses have several words and differ, but nobody says anything in them.
fn is_place(column: &Column) -> bool {
    column.heading.question.is_none()
        && column.heading.has_word(&[
            "location",
            "address",
            "street",
            "city",
            "neighborhood",
            "venue",
            "url",
            "file",
            "path",
            "adresse",
            "straße",
            "ort",
            "adresse",
            "rue",
            "ville",
            "dirección",
            "calle",
            "ciudad",
            "indirizzo",
            "via",
            "città",
            "adres",
            "straat",
            "name",
        ])
}

fn is_segment_name(column: &Column) -> bool {
    column.heading.rank(&synonyms::SEGMENT).is_some()
        || column.heading.rank(&synonyms::AUTHOR).is_some()
        || column.heading.rank(&synonyms::ID).is_some()
}

/// A help desk exports one message in several columns (plain, HTML, latest comment): one is enough.
fn keep_best_body(columns: &mut [Column], named: &mut [(usize, usize)]) {
    named.sort_unstable();
    let bodies: Vec<usize> = named
        .iter()
        .map(|&(_, index)| index)
        .filter(|&index| {
            columns[index].heading.rank(&synonyms::BODIES).is_some()
                && !says_why_rated(&columns[index])
        })
        .collect();
    // The shallowest of the best filled.
    let Some(&best) = bodies.iter().max_by_key(|&&index| {
        (
            columns[index].profile.filled,
            std::cmp::Reverse(columns[index].heading.keys.len()),
            std::cmp::Reverse(index),
        )
    }) else {
        return;
    };
    let best_name = columns[best].heading.words.join(" ");
    for (index, column) in columns.iter_mut().enumerate() {
        let asked = column.heading.question.is_some()
            || column.heading.text_entry
            || says_why_rated(column);
        if index != best && column.role == Some(Role::Text) && column.reason != CHOSEN && !asked {
            column.give(
                Role::Ignore,
                format!("text besides “{best_name}”; give it the role text to analyse it, too"),
            );
        }
    }
}

/// What people wrote beside their rating of an answer is no copy of the ticket's words.
fn says_why_rated(column: &Column) -> bool {
    let rated = [
        "satisfaction",
        "csat",
        "rating",
        "survey",
        "zufriedenheit",
        "bewertung",
    ];
    let said = [
        "comment",
        "comments",
        "remark",
        "remarks",
        "feedback",
        "reason",
        "kommentar",
    ];
    column.heading.has_word(&rated) && column.heading.has_word(&said)
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
