//! The activation rule at its edges, and the ranking by other outcomes, through files as people
//! have them.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::path::Path;

use assay_tests::file;
use assay_workbench::activation::{ActivationRequest, ActivationState};
use assay_workbench::priorities::{PeopleRequest, RankRequest, ThemeQuestion};
use assay_workbench::sources::ImportRequest;
use assay_workbench::themes::AnalyzeRequest;
use assay_workbench::{Project, Task, activation, history, priorities, sources, themes};

struct Desk {
    folder: tempfile::TempDir,
    project: Project,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let project = Project::create(&folder.path().join("a.assay")).unwrap();
        Desk { folder, project }
    }

    /// Events and duplicates of the file.
    fn import(&self, name: &str, kind: &str, text: &str) -> (u64, u64) {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        self.import_path(&path, kind)
    }

    fn import_path(&self, path: &Path, kind: &str) -> (u64, u64) {
        let request = ImportRequest {
            files: vec![file(path, Some(kind))],
            redact: true,
            dry_run: false,
            ..ImportRequest::default()
        };
        let report = sources::import(&self.project, request, &Task::silent()).unwrap();
        let source = &report.value.sources[0];
        (source.events, source.duplicates)
    }

    fn set(&self, rule: ActivationRequest) -> ActivationState {
        activation::set(&self.project, rule, &Task::silent())
            .unwrap()
            .value
    }
}

fn twice_within(days: u32) -> ActivationRequest {
    ActivationRequest {
        event: Some("created".into()),
        times: Some(2),
        within_days: Some(days),
        ..ActivationRequest::default()
    }
}

fn noted(state: &ActivationState, about: &str) -> u64 {
    let all = state.noted.iter().chain(&state.left_out);
    let mut found = all.filter(|noted| noted.label.contains(about));
    found.next().map_or(0, |noted| noted.count)
}

const CUSTOMERS: &str = "\
customer_id,email,signed_up_at
ann,ann@example.com,2026-01-01T10:00:00Z
bob,bob@example.com,2026-01-01T10:00:00Z
cid,cid@example.com,2026-01-25T10:00:00Z
dan,dan@example.com,
eve,eve@example.com,2026-01-01T12:00:00+02:00
";

#[test]
fn every_customer_is_counted_and_shown_where_they_belong() {
    let desk = Desk::new();
    desk.import("customers.csv", "customers", CUSTOMERS);
    let events = "\
customer_id,event,timestamp
ann,created,2025-12-31T10:00:00Z
ann,created,2026-01-01T10:00:00Z
ann,created,2026-01-15T10:00:00Z
ann,created,2026-02-20T10:00:00Z
ann,created,2026-02-20T10:00:00Z
bob@example.com,created,2026-01-02T10:00:00Z
bob,created,2026-01-15T10:00:01Z
cid,created,2026-01-26T10:00:00Z
zoe,created,2026-01-05T10:00:00Z
eve,created,2026-01-01T10:00:00Z
eve,created,2026-01-01T10:00:05Z
";
    assert_eq!(desk.import("events.csv", "events", events), (10, 1));
    let mut rule = twice_within(14);
    rule.as_of = Some("2026-01-31".into());
    let state = desk.set(rule);
    assert_eq!(state.customers, 5);
    assert_eq!(state.eligible, 3, "ann, bob and eve");
    assert_eq!(
        state.activated, 2,
        "ann to the very second, eve by the same instant in two zones; bob a second late"
    );
    assert_eq!((state.censored, state.excluded), (1, 1), "cid; dan");
    assert_eq!(noted(&state, "window was still open"), 1);
    assert_eq!(noted(&state, "no date of signing up"), 1);
    assert_eq!(noted(&state, "only after the window"), 1, "bob");
    assert_eq!(noted(&state, "before signing up (ignored)"), 1);
    assert_eq!(noted(&state, "after the date the data end"), 1);
    assert_eq!(
        noted(&state, "events of people who are in no customer file"),
        1
    );
    assert_eq!(noted(&state, "met again"), 1);
    let later = desk.set(twice_within(14));
    assert_eq!(
        noted(&later, "came back after 30 days"),
        1,
        "ann, counted once"
    );
    assert_eq!(later.activated, 2);
}

#[test]
fn the_window_that_closes_today_is_closed() {
    let desk = Desk::new();
    desk.import(
        "customers.csv",
        "customers",
        "customer_id,signed_up_at\na,2026-01-01\nb,2026-01-02\n",
    );
    desk.import("events.csv", "events", "customer_id,event,timestamp\na,created,2026-01-03T09:00:00Z\nb,created,2026-01-15T09:00:00Z\n");
    let state = desk.set(ActivationRequest {
        event: Some("created".into()),
        within_days: Some(14),
        ..ActivationRequest::default()
    });
    assert_eq!(
        (state.eligible, state.censored),
        (1, 1),
        "a until today, b until tomorrow"
    );
}

#[test]
fn one_mistyped_date_does_not_close_every_window_and_is_told() {
    let desk = Desk::new();
    let mut customers = String::from("customer_id,signed_up_at\n");
    let mut events = String::from("customer_id,event,timestamp\n");
    for day in 1..=28 {
        writeln!(customers, "c{day},2026-01-{day:02}T08:00:00Z").unwrap();
        writeln!(events, "c{day},created,2026-01-{day:02}T09:00:00Z").unwrap();
    }
    events.push_str("c1,created,2062-01-05T09:00:00Z\n");
    desk.import("customers.csv", "customers", &customers);
    desk.import("events.csv", "events", &events);
    let mut rule = twice_within(14);
    rule.times = Some(1);
    let tried = activation::attempt(&desk.project, rule.clone()).unwrap();
    assert_eq!(tried.eligible, 14);
    assert!(tried.notes[0].contains("2062-01-05"), "{:?}", tried.notes);
    assert!(
        activation::get(&desk.project).unwrap().rule.is_none(),
        "trying sets nothing"
    );
    rule.as_of = Some("2030-01-01".into());
    let far = activation::attempt(&desk.project, rule).unwrap();
    assert_eq!(far.eligible, 28);
    assert!(
        far.notes[0].contains("last record is of 2026-01-28"),
        "{:?}",
        far.notes
    );
}

#[test]
fn events_split_over_files_and_met_again_count_once_and_undo_takes_them_away() {
    let row = |day: u32, name: &str| format!("a,{name},2026-01-{day:02}\n");
    let head = "customer_id,event,timestamp\n";
    let desk = Desk::new();
    desk.import(
        "customers.csv",
        "customers",
        "customer_id,signed_up_at\na,2026-01-01\n",
    );
    let first = format!("{head}{}{}", row(2, "created"), row(2, "created"));
    assert_eq!(
        desk.import("one.csv", "events", &first),
        (2, 0),
        "two on one date"
    );
    let second = format!("{first}{}{}", row(2, "created"), row(3, "login"));
    assert_eq!(
        desk.import("two.csv", "events", &second),
        (2, 2),
        "a third on that date, and the login"
    );
    let events = |desk: &Desk| activation::options(&desk.project).unwrap().events;
    assert_eq!(
        (events(&desk)[0].label.as_str(), events(&desk)[0].count),
        ("created", 3)
    );
    history::undo(&desk.project).unwrap();
    assert_eq!(events(&desk).len(), 1);
    assert_eq!(events(&desk)[0].count, 2);
    history::redo(&desk.project).unwrap();
    assert_eq!(events(&desk)[0].count, 3);
}

#[test]
fn presets_take_the_event_that_fits_or_list_those_there_are() {
    let desk = Desk::new();
    desk.import(
        "customers.csv",
        "customers",
        "customer_id,signed_up_at\na,2026-01-01\n",
    );
    desk.import(
        "events.csv",
        "events",
        "customer_id,event,timestamp\na,login,2026-01-02\na,project_created,2026-01-02\n",
    );
    let rule = activation::preset_rule(&desk.project, "saas", None).unwrap();
    assert_eq!(rule.event.as_deref(), Some("project_created"));
    assert_eq!(
        (rule.times, rule.within_days, rule.distinct_days),
        (Some(3), Some(14), true)
    );
    let error = activation::preset_rule(&desk.project, "ecommerce", None).unwrap_err();
    assert!(
        error.message.contains("a purchase") && error.message.contains("“login”"),
        "{error}"
    );
    let own = activation::preset_rule(&desk.project, "ecommerce", Some("login".into())).unwrap();
    assert_eq!(
        (own.event.as_deref(), own.within_days),
        (Some("login"), Some(30))
    );
}

/// Reviews of people in no customer file: those on waiting recommend less often.
fn reviews() -> String {
    let mut text = String::from("id,author,date,review,rating,would_recommend,cabin\n");
    for n in 0..240 {
        let waits = n % 2 == 0;
        let says = if waits {
            "We waited three hours in the queue and nobody at the counter told us anything"
        } else {
            "The seat was wide and comfortable with plenty of room for my legs"
        };
        let recommends = if waits { n % 8 == 0 } else { n % 8 != 1 };
        let cabin = ["Economy", "Business", "First"][n % 3];
        writeln!(
            text,
            "{n},person {n},2026-01-{:02},{says},{},{},{cabin}",
            n % 28 + 1,
            if recommends { 8 + n % 3 } else { 2 + n % 3 },
            if recommends { "yes" } else { "no" }
        )
        .unwrap();
    }
    text
}

#[test]
fn reviews_are_ranked_by_recommending_and_by_rating_without_any_customer_file() {
    let desk = Desk::new();
    desk.import("reviews.csv", "review", &reviews());
    themes::analyze(
        &desk.project,
        AnalyzeRequest {
            themes: Some(2),
            ..AnalyzeRequest::default()
        },
        &Task::silent(),
    )
    .unwrap();
    let request = |outcome: &str| RankRequest {
        outcome: Some(outcome.into()),
        ..RankRequest::default()
    };
    let ranking = priorities::rank(&desk.project, request("recommended")).unwrap();
    assert_eq!((ranking.eligible, ranking.respondents), (240, 240));
    let first = &ranking.themes[0];
    assert_eq!(
        first.verdict_sentence, "linked to lower recommendation",
        "{ranking:#?}"
    );
    assert!(first.reason.contains("would recommend the product"));
    let question = ThemeQuestion {
        theme: first.id,
        outcome: Some("recommended".into()),
        strata: None,
    };
    let panel = priorities::sensitivity(&desk.project, question).unwrap();
    assert_eq!(panel.theme.difference, first.difference);
    assert!(!panel.ways.is_empty() && panel.ways.iter().all(|way| way.low <= way.high));
    for (mentioned, count) in [(true, first.mentioned), (false, first.others)] {
        for (activated, expected) in [(None, count.n), (Some(true), count.activated)] {
            let page = priorities::people(
                &desk.project,
                PeopleRequest {
                    theme: first.id,
                    mentioned,
                    activated,
                    outcome: Some("recommended".into()),
                    limit: Some(3),
                    ..PeopleRequest::default()
                },
            )
            .unwrap();
            assert_eq!(page.total, expected, "the people are the count");
            assert!(page.people.iter().all(|person| !person.passages.is_empty()));
        }
    }
    let rating = priorities::rank(&desk.project, request("rating")).unwrap();
    assert_eq!(rating.themes[0].verdict_sentence, "linked to lower ratings");
    assert!(rating.themes[0].reason.starts_with("the mean rating of"));
    let churn = priorities::rank(&desk.project, request("churned")).unwrap();
    assert!(
        churn.notes[0].contains("known whether they left"),
        "{:?}",
        churn.notes
    );
    assert!(priorities::rank(&desk.project, request("happy")).is_err());
}
