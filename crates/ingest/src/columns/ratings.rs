//! Which column has the score that people gave.

use std::sync::LazyLock;

use super::feedback::single;
use super::names::Heading;
use super::profile::Profile;
use super::{Column, synonyms};
use crate::Role;

/// Gives one column the role of the rating: by its heading, or as the answers to a question that
/// asks for a score.
pub(super) fn assign(columns: &mut [Column]) {
    let voted_on = are_voted_on(columns);
    single(columns, Role::Rating, &synonyms::RATING, |column| {
        may_be_rating(column, voted_on)
    });
    likelihood(columns, voted_on);
}

/// Whether people vote on what the rows hold, as on ideas and posts: then a bare score counts votes.
pub(super) fn are_voted_on(columns: &[Column]) -> bool {
    columns.iter().any(|column| {
        column.heading.question.is_none()
            && column.profile.is_numeric()
            && counts_votes(&column.heading)
    })
}

/// Votes on the matter itself, not on how helpful a review of it was.
fn counts_votes(heading: &Heading) -> bool {
    heading.has_word(VOTES) && !heading.has_word(&["helpful", "useful", "funny"])
}

/// Whether a column that is called a rating holds one.
fn may_be_rating(column: &Column, voted_on: bool) -> bool {
    let p = &column.profile;
    let numbers = p.is_numeric() && p.least >= -10.0 && p.greatest <= 100.0;
    counts_nothing(column, voted_on) && (numbers || in_words(p))
}

/// Whether a column that is called a rating is neither a count of votes, nor a group of ratings such
/// as “Promoter”, nor reckoned by a program, as a sentiment score is.
pub(super) fn counts_nothing(column: &Column, voted_on: bool) -> bool {
    let heading = &column.heading;
    let group = heading.ends_in(&[
        "group", "category", "label", "count", "id", "at", "date", "comment", "reason",
    ]);
    let counted = counts_votes(heading) || voted_on && heading.ends_in(&["score"]);
    // What a program or the team thinks of it, or how much it counts.
    let reckoned = heading.has_word(&[
        "weight",
        "weighted",
        "sentiment",
        "confidence",
        "lead",
        "health",
        "risk",
        "priority",
        "engagement",
        "toxicity",
        "spam",
        "similarity",
    ]);
    !group && !counted && !reckoned
}

const VOTES: &[&str] = &[
    "vote",
    "votes",
    "voters",
    "upvote",
    "upvotes",
    "downvotes",
    "ups",
    "supporters",
    "karma",
];

/// “4 stars”, “★★★★”, “4/5”, “9 – very likely”.
fn in_words(profile: &Profile) -> bool {
    let brief = profile.mean_words() <= 4.0 || profile.share(profile.explained) >= 0.9;
    profile.share(profile.scored) >= 0.5 && brief && profile.distinct <= 12
}

/// The usual question for a likelihood or satisfaction has no usual heading.
fn likelihood(columns: &mut [Column], voted_on: bool) {
    if columns
        .iter()
        .any(|column| column.role == Some(Role::Rating))
    {
        return;
    }
    let scored = |column: &Column| {
        let p = &column.profile;
        let numbers = p.numbers == 0 || p.least >= 0.0 && p.greatest <= 10.0;
        column.is_free()
            && numbers
            && p.share(p.explained + p.numbers) >= 0.9
            && (p.is_numeric() || p.distinct <= 12)
            && may_be_rating(column, voted_on)
    };
    // What is asked of several things side by side is no rating of the whole.
    let stem = |column: &Column| {
        let heading = &column.heading;
        let words = || Some(heading.words.join(" ")).filter(|_| heading.words.len() >= 3);
        let question = heading.question.clone().or_else(words)?;
        let whole = question.split(['[', '–']).next()?;
        Some(whole.trim().to_lowercase())
    };
    let asked = |column: &Column| {
        stem(column).is_some_and(|asked| {
            ASKS.iter().any(|words| asked.contains(words))
                && columns
                    .iter()
                    .filter(|c| stem(c).as_ref() == Some(&asked) && scored(c))
                    .count()
                    == 1
        })
    };
    // “Review Stars”, “NPS score (0-10)”; some scripts write no spaces between words.
    let named = |column: &Column| {
        let heading = &column.heading;
        heading.question.is_none()
            && heading.words.len() <= 5
            && (heading.has_word(NAMES)
                || SCALES
                    .iter()
                    .any(|scale| heading.words.len() > 2 && heading.words.ends_with(scale))
                || heading.words == ["answer"]
                || UNSPACED
                    .iter()
                    .any(|name| heading.words.iter().any(|word| word.contains(name))))
    };
    // Qualtrics puts the group of each score, as “Promoter”, under the name of its question.
    let grouped = |column: &Column| {
        let group = format!("{}_nps_group", column.heading.words.join("_"));
        columns
            .iter()
            .any(|c| c.heading.keys.first() == Some(&group))
    };
    let by_group = columns.iter().position(|c| scored(c) && grouped(c));
    let by_question = columns.iter().position(|c| scored(c) && asked(c));
    let by_name = columns.iter().position(|c| scored(c) && named(c));
    if let Some(index) = by_group {
        columns[index].give(Role::Rating, "another column has its groups");
    } else if let Some(index) = by_question {
        columns[index].give(Role::Rating, "its question asks for a score");
    } else if let Some(index) = by_name {
        columns[index].give(Role::Rating, "by its heading, and its values are scores");
    }
}

/// What questions for a score say.
const ASKS: &[&str] = &[
    "how likely",
    "recommend",
    "how satisfied",
    "how easy",
    "how difficult",
    "how would you rate",
    "how do you rate",
    "rate your",
    "rate our",
    "rate the",
    "wie wahrscheinlich",
    "weiterempfehl",
    "zufrieden",
    "wie bewert",
    "wie würden sie",
    "wie einfach",
    "recommand",
    "satisfait",
    "comment évalu",
    "comment not",
    "quelle note",
    "recomend",
    "recomien",
    "satisfech",
    "cómo calific",
    "cómo valor",
    "cómo puntu",
    "consigli",
    "soddisfatt",
    "come valut",
    "satisfeit",
    "como avali",
    "waarschijnlijk",
    "aanbeve",
    "tevreden",
    "hoe beoordeel",
    "rekommend",
    "nöjd",
    "polecił",
    "polecasz",
    "ocenia",
    "tavsiye",
    "memnun",
    "değerlendir",
    "порекоменд",
    "оцен",
    "薦め",
    "勧め",
    "满意",
    "推荐",
    "추천",
];

/// What headings of scores say.
const NAMES: &[&str] = &[
    "stars",
    "rating",
    "nps",
    "csat",
    "ces",
    "score",
    "sterne",
    "bewertung",
    "punkte",
    "punktzahl",
    "étoiles",
    "note",
    "estrellas",
    "puntuación",
    "calificación",
    "valoración",
    "stelle",
    "valutazione",
    "sterren",
    "cijfer",
    "beoordeling",
    "estrelas",
    "nota",
    "avaliação",
    "ocena",
    "betyg",
    "rate",
];

/// “Emotion (1-5)”
static SCALES: LazyLock<Vec<[String; 2]>> = LazyLock::new(|| {
    let pairs = [("1", "5"), ("0", "5"), ("1", "7"), ("1", "10"), ("0", "10")];
    pairs
        .map(|(low, high)| [low.to_owned(), high.to_owned()])
        .to_vec()
});

const UNSPACED: &[&str] = &[
    "満足度",
    "評価",
    "满意度",
    "评分",
    "評分",
    "滿意度",
    "만족도",
    "평점",
    "별점",
];
