//! Which columns have what people wrote.

use super::profile::Profile;
use super::{CHOSEN, Column, synonyms};
use crate::{Kind, Problem, Role};

/// Gives the columns in which people wrote the role of text, and sets aside what stands beside
/// their words.
pub(super) fn assign(kind: Kind, columns: &mut [Column], problems: &mut Vec<Problem>) {
    beside_the_words(kind, columns);
    choose(kind, columns, problems);
}

/// Translations of other columns, and the team's own notes on an answer.
fn beside_the_words(kind: Kind, columns: &mut [Column]) {
    const TRANSLATED: &[&str] = &["translated", "translation", "übersetzung", "übersetzt"];
    const ANSWERS: &[&str] = &[
        "comment", "comments", "feedback", "verbatim", "review", "answer",
    ];
    const NOTES: &[&str] = &["notes", "note", "internal_notes", "internal_note"];
    let original = |column: &Column, all: &[Column]| {
        let words = column.heading.words.iter();
        let rest: Vec<&String> = words
            .filter(|word| !TRANSLATED.contains(&word.as_str()))
            .collect();
        all.iter().any(|other| {
            !other.profile.is_empty() && other.heading.words.iter().eq(rest.iter().copied())
        })
    };
    let translations: Vec<usize> = (0..columns.len())
        .filter(|&index| {
            let column = &columns[index];
            column.is_free()
                && column.heading.has_word(TRANSLATED)
                && column.profile.is_wordy()
                && original(column, columns)
        })
        .collect();
    for index in translations {
        columns[index].give(
            Role::Ignore,
            "a translation of another column; give it the role text to analyse it, too",
        );
    }
    // “CSM follow-up notes”, “Internal note”.
    const TEAM: &[&str] = &[
        "csm", "internal", "agent", "staff", "admin", "rep", "sales", "owner", "team", "follow",
    ];
    for column in columns.iter_mut().filter(|column| column.is_free()) {
        let heading = &column.heading;
        let noted = heading.ends_in(&["notes", "note", "notizen", "notiz"]);
        if heading.question.is_none() && noted && heading.has_word(TEAM) {
            column.give(
                Role::Ignore,
                "the team's own notes; give it the role text to analyse them",
            );
        }
    }
    let answered = columns
        .iter()
        .any(|column| column.heading.rank(ANSWERS).is_some() && column.profile.is_wordy());
    if answered && matches!(kind, Kind::Survey | Kind::Review) {
        for column in columns.iter_mut().filter(|column| column.is_free()) {
            if column.heading.depth == 0 && column.heading.rank(NOTES).is_some() {
                column.give(
                    Role::Ignore,
                    "notes beside people's own words are mostly the team's; give it the role text to analyse them",
                );
            }
        }
    }
}

/// Gives the columns of what people wrote their role.
fn choose(kind: Kind, columns: &mut [Column], problems: &mut Vec<Problem>) {
    let mut named: Vec<(usize, usize)> = Vec::new();
    for (index, column) in columns.iter_mut().enumerate() {
        if !column.is_free() {
            continue;
        }
        let p = &column.profile;
        if !p.is_wordy() {
            continue;
        }
        let by_name = column
            .heading
            .rank(&synonyms::TEXT)
            .or_else(|| ends_as_comment(column).then_some(synonyms::TEXT.len()));
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
        // What somebody says of the answer is not what the ticket is about.
        let about_answers =
            |column: &Column| column.role != Some(Role::Text) || says_why_rated(column);
        let title = columns
            .iter()
            .position(|column| column.role == Some(Role::Title) && column.reason != CHOSEN);
        if columns.iter().all(about_answers)
            && let Some(index) = title
        {
            columns[index].give(
                Role::Text,
                "the title is the only text of the ticket itself",
            );
        }
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

/// “Survey comment”, “Rating Comments”: what people wrote beside something else. What the company
/// wrote is none.
fn ends_as_comment(column: &Column) -> bool {
    const ENDS: &[&str] = &[
        "comment",
        "comments",
        "remark",
        "remarks",
        "verbatim",
        "kommentar",
        "kommentare",
        "commentaire",
        "commentaires",
        "comentario",
        "comentarios",
        "commento",
        "commenti",
        "opmerking",
        "opmerkingen",
        "comentário",
        "comentários",
    ];
    const OWN: &[&str] = &[
        "agent",
        "internal",
        "admin",
        "staff",
        "developer",
        "owner",
        "company",
        "vendor",
        "manager",
        "resolution",
        "legacy",
        "change",
    ];
    // What is said of a conversation stands beside each of its messages.
    let varied = column.profile.share(column.profile.distinct) >= 0.8;
    varied && column.heading.ends_in(ENDS) && !column.heading.has_word(OWN)
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
        "happiness",
        "rate",
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
