use super::super::clock::DAY;
use super::super::{ActivationRule, Event, inferred_as_of, outcomes};
use super::*;

fn customer(plan: &str, signed_up: i64) -> Customer {
    let mut customer = Customer {
        signed_up: Some(signed_up * DAY),
        ..Customer::default()
    };
    customer.segments.insert("plan".into(), plan.into());
    customer
}

fn event(customer: usize, on: i64) -> Event {
    Event {
        customer,
        name: 0,
        time: on * DAY,
        value: None,
    }
}

fn settings() -> ActivationSettings {
    ActivationSettings {
        rule: ActivationRule::Event {
            event: "export".into(),
            times: 1,
            distinct_days: false,
            span_days: None,
        },
        within_days: Some(7),
        as_of: None,
    }
}

fn input<'a>(
    settings: Option<&'a ActivationSettings>,
    customers: &'a [Customer],
    outcomes: &'a [Outcome],
    events: &'a [Event],
    by: Option<&'a str>,
) -> MetricsInput<'a> {
    MetricsInput {
        settings,
        customers,
        outcomes,
        events,
        as_of: inferred_as_of(customers, events, &[]).unwrap_or(0),
        by,
    }
}

#[test]
fn rates_and_times_are_taken_over_the_right_customers() {
    let customers = [
        customer("pro", 0),
        customer("pro", 0),
        customer("free", 1),
        customer("free", 10),
        customer("free", 38),
    ];
    let events = [event(0, 2), event(1, 20), event(3, 10), event(0, 40)];
    let rule = settings();
    let names = ["export".to_string()];
    let as_of = 40 * DAY;
    let activated = outcomes(&rule, &customers, &events, &names, as_of);
    let by = Some("plan");
    let got = metrics(&input(Some(&rule), &customers, &activated, &events, by));
    let rate = got.all.activation_rate.unwrap();
    assert_eq!(
        (rate.value, rate.n),
        (0.5, 4),
        "the last one's window is open"
    );
    let time = got.all.time_to_activate_days.unwrap();
    assert_eq!((time.n, time.activated), (5, 3), "late ones count here");
    // Steps at 0, 2 and 20 days: 4/5; with one censored at day 2, 3/4 and 1/2 of it.
    assert_eq!((time.p25, time.median), (Some(2.0), Some(20.0)));
    assert_eq!(time.p75, None);
    assert_eq!(time.median_of_activated, Some(2.0));
    let by = got.by.unwrap();
    assert_eq!(by.groups[0].value, "free");
    assert_eq!(by.groups[0].metrics.customers, 3);
    assert_eq!(by.groups[1].metrics.activation_rate.unwrap().value, 0.5);
    assert_eq!(by.groups[1].metrics.mau.unwrap().value, 2.0);
    assert!(got.rule.unwrap().contains("“export”"));
}

#[test]
fn churn_and_revenue_use_what_is_known() {
    let mut customers = vec![Customer::default(); 4];
    customers[0].churned = Some(true);
    customers[0].revenue = Some(10.0);
    customers[1].revenue = Some(30.0);
    customers[2].revenue = Some(f64::NAN);
    let got = metrics(&input(None, &customers, &[], &[], None));
    assert_eq!(
        got.all.churn_rate.unwrap().value,
        0.25,
        "nobody is said to have stayed"
    );
    assert_eq!(got.all.arpu.unwrap().value, 20.0);
    customers[1].churned = Some(false);
    let got = metrics(&input(None, &customers, &[], &[], None));
    assert_eq!(got.all.churn_rate.unwrap().n, 2, "empty now means unknown");
    customers[3].churned_at = Some(DAY);
    let got = metrics(&input(None, &customers, &[], &[], None));
    assert_eq!(got.all.churn_rate.unwrap().n, 3);
    assert_eq!(got.all.churn_rate.unwrap().value, 1.0 / 3.0, "leaves later");
}

#[test]
fn nothing_is_made_up_where_there_are_no_data() {
    let got = metrics(&input(None, &[], &[], &[], Some("plan")));
    assert_eq!(got.all, GroupMetrics::default());
    assert!(got.by.unwrap().groups.is_empty());
    let json = serde_json::to_value(metrics(&input(None, &[], &[], &[], None))).unwrap();
    assert_eq!(json, serde_json::json!({"as_of": 0, "customers": 0}));
}

#[test]
fn the_json_has_the_promised_keys() {
    let customers = [customer("pro", 0), customer("pro", 1)];
    let events = [event(0, 2), event(1, 30)];
    let rule = settings();
    let names = ["export".to_string()];
    let activated = outcomes(&rule, &customers, &events, &names, 30 * DAY);
    let got = metrics(&input(Some(&rule), &customers, &activated, &events, None));
    let json = serde_json::to_value(got).unwrap();
    for key in ["value", "low", "high", "n"] {
        assert!(json["activation_rate"][key].is_number(), "{json}");
    }
    for key in ["median", "p25", "p75"] {
        assert!(json["time_to_activate_days"].get(key).is_some(), "{json}");
    }
}
