//! What a table holds, from its headings, values and name.

use super::long_format::LONG_FORMAT;
use super::{Column, ratings, synonyms};
use crate::formats::stem;
use crate::{Kind, Role};

/// Guesses the kind of a table; and why, in a short phrase.
pub(super) fn guess(
    name: &str,
    format: &str,
    columns: &[Column],
    mapped: &[(Role, usize)],
) -> (Kind, String) {
    if let Some(kind) = from_roles(mapped) {
        return (kind, "its columns were given such roles".to_owned());
    }
    // Records of a known help desk are tickets, whatever else stands in them.
    let tool = format.rsplit("; ").next().unwrap_or_default();
    if HELP_DESKS.contains(&tool) {
        return (Kind::Ticket, format!("its records are those of {tool}"));
    }
    if tool == LONG_FORMAT {
        return (Kind::Survey, "each row answers a question".to_owned());
    }
    let stem = stem(name).to_lowercase();
    let named = |words: &[&str]| words.iter().any(|word| stem.contains(word));
    let evidence = Evidence::of(columns);
    if evidence.survey_tool {
        return (
            Kind::Survey,
            "headings such as a survey tool writes".to_owned(),
        );
    }
    let said = mapped.iter().any(|(role, _)| {
        matches!(
            role,
            Role::Text | Role::Title | Role::Rating | Role::Author | Role::Id
        )
    });
    if !said
        && let Some(reason) = events(
            &evidence,
            named(&[
                "event",
                "engagement",
                "activity",
                "login",
                "usage",
                "session",
                "visit",
                "click",
            ]),
        )
    {
        return (Kind::Events, reason);
    }
    if !said
        && let Some(reason) = customers(
            &evidence,
            named(&[
                "customer",
                "user",
                "account",
                "client",
                "signup",
                "sign_up",
                "subscriber",
                "member",
                "kunden",
                "nutzer",
                "clientes",
                "klanten",
            ]),
        )
    {
        return (Kind::Customers, reason);
    }
    if evidence.speaker && evidence.text.is_some() {
        return (Kind::Interview, "a column names the speaker".to_owned());
    }
    if evidence.timed_speech {
        return (
            Kind::Interview,
            "its rows have a beginning, an end and words, as captions have".to_owned(),
        );
    }
    if let Some(reason) = ticket(
        &evidence,
        columns,
        named(&[
            "ticket",
            "zendesk",
            "helpdesk",
            "help_desk",
            "intercom",
            "freshdesk",
            "helpscout",
            "jira",
            "issues",
            "conversations",
            "complaint",
            "support",
        ]),
    ) {
        return (Kind::Ticket, reason);
    }
    if let Some(reason) = review(
        &evidence,
        columns,
        named(&[
            "review",
            "rezension",
            "trustpilot",
            "app_store",
            "appstore",
            "google_play",
            "avis",
            "reseñ",
            "recension",
        ]),
    ) {
        return (Kind::Review, reason);
    }
    let reason = match &evidence.text {
        Some(text) => format!("“{text}” is open text, and nothing says ticket or review"),
        None => "nothing in it says otherwise".to_owned(),
    };
    (Kind::Survey, reason)
}

/// What the readers of records call those of help desks and trackers of issues.
const HELP_DESKS: &[&str] = &[
    "Zendesk",
    "Intercom",
    "Freshdesk",
    "Help Scout",
    "Jira",
    "GitHub",
    "conversations",
];

/// Headings of the columns that survey tools add on their own.
const SURVEY_TOOLS: &[&str] = &[
    "response_id",
    "respondent_id",
    "response_set",
    "recorded_date",
    "external_data_reference",
    "external_reference",
    "distribution_channel",
    "recipient_email",
    "recipient_last_name",
    "collector_id",
    "submit_date_utc",
    "start_date_utc",
    "network_id",
    "lastpage",
    "startlanguage",
    "seed",
    "submission_id",
    "submitted_at",
    "landed_at",
    "xform_id_string",
    "submission_time",
    "submitted_by",
];

/// Roles that only one kind has.
fn from_roles(mapped: &[(Role, usize)]) -> Option<Kind> {
    mapped.iter().find_map(|(role, _)| match role {
        Role::SignedUp | Role::Activated | Role::Churned | Role::Revenue => Some(Kind::Customers),
        Role::Event | Role::Value => Some(Kind::Events),
        _ => None,
    })
}

/// What the headings and values say.
struct Evidence {
    /// Headings by what they are the name of.
    customer: Option<String>,
    customer_repeats: bool,
    key: Option<String>,
    email: bool,
    event: Option<String>,
    done_at: Option<String>,
    signed_up: Option<String>,
    plainly_signed_up: bool,
    outcome: Option<String>,
    revenue: Option<String>,
    /// Whether the open text is empty in most rows.
    sparse_text: bool,
    /// Open text: by name and value, or by value alone.
    text: Option<String>,
    long_text: bool,
    title: Option<String>,
    rating: Option<String>,
    /// Whether people vote on what the rows hold.
    voted_on: bool,
    /// Its scores are numbers that go beyond 5, and not beyond 10.
    rating_to_ten: bool,
    speaker: bool,
    /// Numbers or times under “start” and “end”, words, and little else.
    timed_speech: bool,
    survey_tool: bool,
    /// Columns that are neither key, date, number nor flag.
    other: usize,
    flags: usize,
    width: usize,
}

impl Evidence {
    fn of(columns: &[Column]) -> Evidence {
        let find = |list: &[&str], fits: &dyn Fn(&Column) -> bool| {
            columns
                .iter()
                .filter(|column| !column.profile.is_empty() && fits(column))
                .filter_map(|column| column.heading.rank(list).map(|rank| (rank, column)))
                .min_by_key(|(rank, _)| *rank)
                .map(|(_, column)| column)
        };
        let name = |column: &Column| column.heading.words.join(" ");
        let any = |_: &Column| true;
        let short = |column: &Column| column.profile.mean_words() <= 6.0;
        let dated = |column: &Column| column.profile.is_date(true);
        let customer = find(&synonyms::CUSTOMER, &|column| {
            short(column) && column.profile.mean_chars() <= 60.0
        });
        let signed_up = find(&synonyms::SIGNED_UP, &dated);
        let text = columns
            .iter()
            .find(|column| {
                column.heading.rank(&synonyms::TEXT).is_some()
                    && column.profile.is_wordy()
                    && (column.profile.mean_words() >= 2.0
                        || column.heading.text_entry
                        || is_body(column))
            })
            .or_else(|| {
                columns.iter().find(|column| {
                    column.profile.is_open_text()
                        && column.heading.rank(&synonyms::NOT_USED).is_none()
                })
            });
        let event = find(&synonyms::EVENT, &|column| {
            column.profile.is_wordy() && column.profile.mean_words() <= 5.0
        });
        let voted_on = ratings::are_voted_on(columns);
        let rating = find(&synonyms::RATING, &|column| {
            (column.profile.is_numeric() || column.profile.distinct <= 12)
                && ratings::counts_nothing(column, voted_on)
        });
        let filled: Vec<&Column> = columns
            .iter()
            .filter(|column| !column.profile.is_empty())
            .collect();
        let is_flag = |column: &&Column| column.profile.share(column.profile.flags) >= 0.98;
        Evidence {
            customer: customer.map(name),
            customer_repeats: customer
                .is_some_and(|column| column.profile.distinct < column.profile.filled),
            key: columns
                .iter()
                .find(|column| {
                    column.profile.is_key()
                        && (column
                            .heading
                            .rank(&synonyms::CUSTOMER)
                            .or(column.heading.rank(&synonyms::ID))
                            .is_some()
                            || column.heading.ends_in(&["id", "key"]))
                })
                .map(name),
            email: find(&synonyms::EMAIL, &any).is_some(),
            event: event.map(name),
            done_at: find(&synonyms::DONE_AT, &dated)
                .or_else(|| only_date(columns).filter(|_| event.is_some()))
                .map(name),
            plainly_signed_up: signed_up.is_some_and(|column| {
                column.heading.has_word(&[
                    "signed",
                    "signup",
                    "sign",
                    "registered",
                    "registration",
                    "joined",
                    "join",
                    "since",
                    "registriert",
                    "anmeldedatum",
                    "inscription",
                    "registro",
                    "registrazione",
                ])
            }),
            signed_up: signed_up.map(name),
            outcome: find(&synonyms::ACTIVATED, &any)
                .or_else(|| find(&synonyms::CHURNED, &any))
                .map(name),
            revenue: find(&synonyms::REVENUE, &|column| column.profile.is_numeric()).map(name),
            sparse_text: text.is_some_and(|column| column.profile.filled * 2 < column.profile.rows),
            long_text: text.is_some_and(|column| column.profile.mean_words() >= 8.0),
            text: text.map(name),
            title: find(&synonyms::TITLE, &|column| column.profile.is_wordy()).map(name),
            rating_to_ten: rating.is_some_and(|column| {
                let p = &column.profile;
                p.is_numeric() && p.greatest > 5.0 && p.greatest <= 10.0
            }),
            rating: rating.map(name),
            voted_on,
            speaker: find(&synonyms::SPEAKER, &|column| {
                column.profile.distinct < column.profile.filled.max(2)
            })
            .is_some(),
            timed_speech: text.is_some() && filled.len() <= 5 && {
                let clock = |names: &[&str]| {
                    columns.iter().any(|column| {
                        let p = &column.profile;
                        column.heading.rank(names).is_some()
                            && (p.is_numeric() || p.share(p.clocks) >= 0.9)
                    })
                };
                clock(&synonyms::STARTS) && clock(&synonyms::ENDS)
            },
            survey_tool: columns.iter().any(|column| column.heading.text_entry)
                || columns
                    .iter()
                    .filter(|column| column.heading.rank(SURVEY_TOOLS).is_some())
                    .count()
                    >= 2,
            other: filled
                .iter()
                .filter(|column| {
                    !column.profile.is_numeric()
                        && !column.profile.is_date(true)
                        && !is_flag(column)
                })
                .count(),
            flags: filled.iter().filter(|column| is_flag(column)).count(),
            width: filled.len(),
        }
    }
}

/// The column of dates, if there is one alone and it is none of signing up.
fn only_date(columns: &[Column]) -> Option<&Column> {
    let mut dated = columns
        .iter()
        .filter(|column| column.profile.is_date(false));
    let only = dated.next()?;
    let signed_up = only.heading.rank(&synonyms::SIGNED_UP).is_some();
    (dated.next().is_none() && !signed_up).then_some(only)
}

/// A column that only help desks and the like have holds what people wrote, however short.
fn is_body(column: &Column) -> bool {
    column.heading.rank(&synonyms::BODIES).is_some()
        && column.profile.share(column.profile.distinct) >= 0.5
}

fn events(evidence: &Evidence, named: bool) -> Option<String> {
    let who = evidence
        .customer
        .as_deref()
        .or(evidence.email.then_some("email"))?;
    let when = evidence.done_at.as_ref()?;
    if evidence.long_text {
        return None;
    }
    if let Some(event) = &evidence.event
        && (evidence.customer_repeats
            || named
            || evidence.signed_up.is_none()
            || !evidence.plainly_signed_up)
    {
        return Some(format!("“{who}”, “{event}” and “{when}” make events"));
    }
    let bare = evidence.width <= 4
        && evidence.other <= 1
        && evidence.flags <= 1
        && !evidence.plainly_signed_up
        && evidence.outcome.is_none();
    (bare && evidence.text.is_none() && (evidence.customer_repeats || named))
        .then(|| format!("“{who}” recurs with “{when}” and little else"))
}

fn customers(evidence: &Evidence, named: bool) -> Option<String> {
    let who = evidence.customer.as_ref().or(evidence.key.as_ref());
    let identified = who.is_some() || evidence.email;
    if !identified
        || (evidence.long_text && !named)
        || evidence.customer_repeats && !evidence.email && evidence.key.is_none()
    {
        return None;
    }
    if let (Some(signed_up), true) = (&evidence.signed_up, evidence.plainly_signed_up) {
        return Some(format!("“{signed_up}” says when they signed up"));
    }
    if let (Some(outcome), None) = (&evidence.outcome, evidence.title.as_ref()) {
        return Some(format!("“{outcome}” says what became of them"));
    }
    if let (Some(revenue), Some(_)) = (&evidence.revenue, &evidence.signed_up)
        && (evidence.text.is_none() || evidence.sparse_text)
        && evidence.title.is_none()
        && evidence.rating.is_none()
    {
        return Some(format!(
            "“{revenue}” says what they pay, and hardly anybody writes"
        ));
    }
    if evidence.text.is_none()
        && evidence.title.is_none()
        && evidence.rating.is_none()
        && let Some(created) = &evidence.signed_up
    {
        let who = who.map_or("email", String::as_str);
        return Some(format!("“{who}” and “{created}”, and no open text"));
    }
    (named && evidence.text.is_none() && evidence.key.is_some())
        .then(|| "its name says so, and it has no open text".to_owned())
}

/// Headings of what nothing but tickets have.
const TICKET_KEYS: &[&str] = &[
    "ticket_id",
    "ticket_number",
    "ticket_no",
    "ticketnummer",
    "vorgangsnummer",
    "issue_key",
    "conversation_id",
    "case_id",
    "case_number",
    "requester",
    "requester_id",
    "requester_email",
    "assignee",
];

fn ticket(evidence: &Evidence, columns: &[Column], named: bool) -> Option<String> {
    if evidence.text.is_none() && evidence.title.is_none() {
        return None;
    }
    let marks: &[&str] = &[
        "ticket_id",
        "ticket_number",
        "ticket",
        "ticket_type",
        "requester",
        "requester_id",
        "requester_email",
        "assignee",
        "assignee_id",
        "assigned_to",
        "issue_key",
        "conversation_id",
        "case_id",
        "case_number",
        "resolution",
        "resolved_at",
        "closed_at",
        "first_response_time",
        "sla_policy",
        "agent",
        "reporter",
        "complaint",
        "customer_complaint",
        "ticketnummer",
        "vorgangsnummer",
        "html_url",
        "state",
        "comments_url",
        "received_via",
        "urgency",
        "comment_id",
        "author_type",
        "message_author_type",
        "sender_type",
        "sender_role",
        "author_role",
        "incoming",
        "from_agent",
        "is_agent",
        "direction",
        "public",
        "private",
        "is_public",
        "is_private",
        "part_type",
        "reporter_id",
        "issue_type",
        "ticket_name",
        "ticket_status",
        "ticket_owner",
        "ticket_description",
        "conversation_state",
        "conversation_status",
        "conversation_tags",
        "first_message",
        "short_description",
        "assignment_group",
        "caller",
        "chat_id",
        "visitor_id",
        "last_operator_id",
        "operator",
    ];
    let count = columns
        .iter()
        .filter(|column| column.heading.rank(marks).is_some())
        .count();
    let has = |list: &[&str]| {
        columns
            .iter()
            .any(|column| column.heading.rank(list).is_some())
    };
    let status = has(&["status", "state"]) && has(&["priority", "severity", "urgency", "impact"]);
    if named {
        return Some("its name says so".to_owned());
    }
    if let (Some(title), Some(text)) = (&evidence.title, &evidence.text)
        // Help desks ask for ratings as well; what numbers its tickets is one all the same.
        && (evidence.rating.is_none() || has(TICKET_KEYS))
        && has(&[
            "subject",
            "betreff",
            "asunto",
            "objet",
            "oggetto",
            "onderwerp",
            "assunto",
            "title",
            "summary",
        ])
        && (count >= 1
            || status
            || has(&[
                "subject",
                "betreff",
                "asunto",
                "objet",
                "oggetto",
                "onderwerp",
                "assunto",
            ]))
    {
        return Some(format!("“{title}” with “{text}”"));
    }
    if evidence.voted_on
        && evidence.rating.is_none()
        && evidence.title.is_some()
        && evidence.text.is_some()
    {
        return Some("people vote on what others asked for".to_owned());
    }
    (count >= 2 || status && count >= 1).then(|| "headings such as a help desk has".to_owned())
}

fn review(evidence: &Evidence, columns: &[Column], named: bool) -> Option<String> {
    let text = evidence.text.as_ref()?;
    let asks = columns.iter().any(|column| {
        column.heading.text_entry
            || (column.heading.question.is_some() && column.profile.is_wordy())
    });
    let headed = columns.iter().any(|column| {
        column
            .heading
            .has_word(&["review", "reviewer", "reviews", "rezension", "reseña"])
    });
    // Tools that ask how likely people are to recommend something write a score from 0 to 10 and
    // when it was asked and answered.
    let polled = columns.iter().any(|column| {
        column.heading.has_word(&[
            "nps",
            "survey",
            "responded",
            "respondent",
            "promoter",
            "promoters",
            "detractors",
            "dismissed",
            "questionnaire",
            "umfrage",
        ])
    });
    let to_ten = evidence.rating_to_ten && evidence.title.is_none();
    if !named && !headed && (polled || to_ten) {
        return None;
    }
    match &evidence.rating {
        _ if named => Some("its name says so".to_owned()),
        Some(rating) if headed || !asks => Some(format!("“{text}” with the rating “{rating}”")),
        _ if headed => Some("its headings speak of reviews".to_owned()),
        _ => None,
    }
}
