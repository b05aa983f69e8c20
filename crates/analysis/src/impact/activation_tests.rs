use super::*;

const T0: i64 = 1_700_000_000; // 2023-11-14 22:13:20, an instant
const D0: i64 = 19_676 * DAY; // 2023-11-15, a date

fn rule(
    times: u32,
    distinct_days: bool,
    span: Option<u32>,
    within: Option<u32>,
) -> ActivationSettings {
    ActivationSettings {
        rule: ActivationRule::Event {
            event: "created a project".into(),
            times,
            distinct_days,
            span_days: span,
        },
        within_days: within,
        as_of: None,
    }
}

fn column(within: Option<u32>) -> ActivationSettings {
    ActivationSettings {
        rule: ActivationRule::Column {
            column: "activated".into(),
        },
        within_days: within,
        as_of: None,
    }
}

fn signed_up(time: i64) -> Customer {
    Customer {
        signed_up: Some(time),
        ..Customer::default()
    }
}

fn one(settings: &ActivationSettings, signed_up_at: i64, times: &[i64], as_of: i64) -> Outcome {
    let events: Vec<Event> = times
        .iter()
        .map(|&time| Event {
            name: 0,
            time,
            value: None,
        })
        .collect();
    let names = vec!["created a project".to_string()];
    Rule::new(settings, &[], &names, as_of).outcome(&signed_up(signed_up_at), &events)
}

#[test]
fn the_rule_reads_as_a_sentence() {
    assert_eq!(
        rule(3, true, None, Some(14)).sentence(),
        "A customer is activated when they “created a project” 3 times on different days within 14 days of signing up."
    );
    assert_eq!(
        rule(3, true, Some(7), None).sentence(),
        "A customer is activated when they “created a project” 3 times on different days in a span of 7 days."
    );
    assert_eq!(
        rule(2, false, Some(7), Some(1)).sentence(),
        "A customer is activated when they “created a project” 2 times in a span of 7 days, the last of them within 1 day of signing up."
    );
    assert_eq!(
        rule(1, false, Some(7), Some(30)).sentence(),
        "A customer is activated when they “created a project” within 30 days of signing up."
    );
    assert_eq!(
        column(None).sentence(),
        "A customer is activated when the column “activated” says so."
    );
}

#[test]
fn an_event_at_the_instant_of_signing_up_counts() {
    let outcome = one(&rule(1, false, None, Some(14)), T0, &[T0], T0 + 14 * DAY);
    assert!(outcome.eligible && outcome.activated);
    assert_eq!(outcome.activated_at, Some(T0));
}

#[test]
fn the_window_includes_its_last_instant_and_nothing_after() {
    let settings = rule(1, false, None, Some(14));
    let end = T0 + 14 * DAY;
    assert!(one(&settings, T0, &[end], end + DAY).activated);
    let late = one(&settings, T0, &[end + 1], end + DAY);
    assert!(late.eligible && !late.activated);
    assert_eq!(
        late.activated_at,
        Some(end + 1),
        "late, but its time is kept"
    );
}

#[test]
fn a_window_closing_exactly_at_the_as_of_date_is_closed() {
    let settings = rule(1, false, None, Some(14));
    assert!(one(&settings, T0, &[], T0 + 14 * DAY).eligible);
    let open = one(&settings, T0, &[T0 + 5], T0 + 14 * DAY - 1);
    assert!(!open.eligible && open.activated);
    assert_eq!(open.reason, Some(Ineligible::WindowOpen));
}

#[test]
fn events_before_signing_up_do_not_count_but_a_date_on_that_day_does() {
    let settings = rule(1, false, None, None);
    let early = one(&settings, T0, &[T0 - 1], T0 + DAY);
    assert!(!early.activated);
    assert_eq!(early.early_events, 1);
    let same_day = one(&settings, T0, &[day(T0) * DAY], T0 + DAY);
    assert!(same_day.activated, "the event carries a date only");
    let dated_sign_up = one(&settings, D0, &[D0 + 500], D0 + DAY);
    assert!(dated_sign_up.activated);
    assert_eq!(one(&settings, D0, &[D0 - 500], D0 + DAY).early_events, 1);
}

#[test]
fn with_dates_the_last_day_of_the_window_counts_whole() {
    let settings = rule(1, false, None, Some(14));
    assert!(one(&settings, D0, &[D0 + 14 * DAY + 80_000], D0 + 20 * DAY).activated);
    assert!(!one(&settings, D0, &[D0 + 15 * DAY], D0 + 20 * DAY).activated);
    assert!(one(&settings, T0, &[], day(T0) * DAY + 14 * DAY).eligible);
}

#[test]
fn a_span_slides_and_is_half_open() {
    let settings = rule(3, true, Some(7), None);
    let days = |list: &[i64]| -> Vec<i64> { list.iter().map(|d| D0 + d * DAY).collect() };
    assert!(one(&settings, D0, &days(&[0, 3, 6]), D0 + 90 * DAY).activated);
    assert!(!one(&settings, D0, &days(&[0, 3, 7]), D0 + 90 * DAY).activated);
    let later = one(&settings, D0, &days(&[0, 10, 20, 22, 24]), D0 + 90 * DAY);
    assert_eq!(later.activated_at, Some(D0 + 24 * DAY));
    let instants = rule(2, false, Some(7), None);
    assert!(one(&instants, T0, &[T0, T0 + 7 * DAY - 1], T0 + 90 * DAY).activated);
    assert!(!one(&instants, T0, &[T0, T0 + 7 * DAY], T0 + 90 * DAY).activated);
}

#[test]
fn distinct_days_count_a_day_once_and_rows_count_as_given() {
    let twice_a_day = [D0 + 100, D0 + 200, D0 + DAY + 100];
    assert!(!one(&rule(3, true, None, None), D0, &twice_a_day, D0 + 9 * DAY).activated);
    assert!(one(&rule(3, false, None, None), D0, &twice_a_day, D0 + 9 * DAY).activated);
    let same_instant = [T0 + 5, T0 + 5];
    assert!(one(&rule(2, false, None, None), T0, &same_instant, T0 + DAY).activated);
}

#[test]
fn events_after_the_as_of_date_do_not_count() {
    let settings = rule(1, false, None, None);
    assert!(!one(&settings, T0, &[T0 + 10], T0 + 9).activated);
    let after = one(&settings, T0 + 10, &[], T0);
    assert_eq!(after.reason, Some(Ineligible::WindowOpen));
}

#[test]
fn a_rule_about_an_event_nobody_did_activates_nobody() {
    let event = Event {
        name: 9,
        time: T0,
        value: None,
    };
    let rule = Rule::new(&rule(1, false, None, None), &[], &[], T0);
    assert_eq!(rule.event(), None);
    let got = rule.outcome(&Customer::default(), &[event]);
    assert_eq!(got.reason, Some(Ineligible::NoSignUp));
    assert!(!rule.outcome(&signed_up(T0), &[event]).activated);
}

fn with(activated: Option<ActivatedValue>, signed_up: Option<i64>) -> Customer {
    Customer {
        activated,
        signed_up,
        ..Customer::default()
    }
}

fn by_column(within: Option<u32>, customers: &[Customer], as_of: i64) -> Vec<Outcome> {
    let rule = Rule::new(&column(within), customers, &[], as_of);
    let each = customers.iter();
    each.map(|customer| rule.outcome(customer, &[])).collect()
}

#[test]
fn a_column_without_a_window_makes_everyone_it_speaks_of_eligible() {
    let customers = [
        with(Some(ActivatedValue::Yes), None),
        with(Some(ActivatedValue::No), Some(T0)),
        with(None, Some(T0)),
    ];
    let got = by_column(None, &customers, T0);
    assert!(got[0].eligible && got[0].activated);
    assert!(got[1].eligible && !got[1].activated);
    assert_eq!(got[2].reason, Some(Ineligible::NoValue));
    let counts = outcome_counts(&got);
    assert_eq!(
        (counts.eligible, counts.activated, counts.no_value),
        (2, 1, 1)
    );
}

#[test]
fn an_empty_cell_means_no_where_the_column_never_says_no() {
    let customers = [
        with(Some(ActivatedValue::At(T0 + DAY)), Some(T0)),
        with(None, Some(T0)),
        with(Some(ActivatedValue::At(T0 + 30 * DAY)), Some(T0)),
        with(Some(ActivatedValue::At(T0 - 3 * DAY)), Some(T0)),
        with(None, None),
        with(None, Some(T0 + 80 * DAY)),
    ];
    let got = by_column(Some(14), &customers, T0 + 90 * DAY);
    assert!(got[0].activated && got[0].eligible);
    assert!(!got[1].activated && got[1].eligible);
    assert!(!got[2].activated && got[2].eligible, "too late");
    assert_eq!(got[3].reason, Some(Ineligible::ActivatedBeforeSignUp));
    assert_eq!(got[4].reason, Some(Ineligible::NoSignUp));
    assert_eq!(got[5].reason, Some(Ineligible::WindowOpen));
    assert_eq!(outcome_counts(&got).late, 1);
}
