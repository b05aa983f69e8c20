use super::super::clock::DAY;
use super::super::{
    ActivationRule, BehaviourInput, Event, EventKind, FirstPass, Rule, SecondPass, event_kind,
};
use super::*;

/// A project small enough to be written down.
pub struct Project {
    pub customers: Vec<Customer>,
    /// What each customer did, in order of time.
    pub events: Vec<Vec<Event>>,
    pub names: Vec<String>,
    pub settings: Option<ActivationSettings>,
    pub as_of: i64,
}

/// Everything that is read off a project.
pub struct Reading {
    pub outcomes: Vec<Outcome>,
    pub behaviour: Behaviour,
    pub divisions: Divisions,
}

impl Project {
    pub fn new(customers: Vec<Customer>, events: Vec<Vec<Event>>) -> Project {
        let done = events.iter().flatten().map(|event| event.time);
        let last = done
            .chain(customers.iter().filter_map(|c| c.signed_up))
            .max();
        Project {
            as_of: last.unwrap_or(0),
            customers,
            events,
            names: vec!["export".into()],
            settings: None,
        }
    }

    pub fn with_rule(mut self) -> Project {
        self.settings = Some(settings());
        self
    }

    /// Reads the events with `readers` readers, each taking every so-manieth customer.
    pub fn read_by(&self, readers: usize, by: Option<&str>) -> Reading {
        let (customers, as_of) = (&self.customers, self.as_of);
        let rule = self.settings.as_ref();
        let rule = rule.map(|rule| Rule::new(rule, customers, &self.names, as_of));
        let visits = |reader: usize| (reader..self.events.len()).step_by(readers);
        let mut first = FirstPass::new(rule.as_ref(), customers, self.names.len(), as_of);
        for reader in 0..readers {
            let mut own = FirstPass::new(rule.as_ref(), customers, self.names.len(), as_of);
            visits(reader).for_each(|c| own.visit(c, &self.events[c]));
            first.merge(own);
        }
        let (outcomes, totals) = first.finish();
        let divisions = Divisions::new(customers, by, None);
        let kinds: Vec<EventKind> = self.names.iter().map(|name| event_kind(name)).collect();
        let input = BehaviourInput {
            customers,
            outcomes: &outcomes,
            rule_event: rule.as_ref().and_then(Rule::event),
            within_days: self.settings.as_ref().and_then(|s| s.within_days),
            as_of,
            totals: &totals,
            kinds: &kinds,
            divisions: &divisions,
        };
        let mut second = SecondPass::new(input);
        for reader in (0..readers).rev() {
            let mut own = SecondPass::new(input);
            visits(reader).for_each(|c| own.visit(c, &self.events[c]));
            second.merge(own);
        }
        let behaviour = second.finish();
        Reading {
            outcomes,
            behaviour,
            divisions,
        }
    }

    pub fn metrics(&self, by: Option<&str>) -> Metrics {
        let read = self.read_by(1, by);
        metrics(&MetricsInput {
            settings: self.settings.as_ref(),
            customers: &self.customers,
            outcomes: &read.outcomes,
            behaviour: &read.behaviour,
            divisions: &read.divisions,
            as_of: self.as_of,
        })
    }
}

fn customer(plan: &str, signed_up: i64) -> Customer {
    let mut customer = Customer {
        signed_up: Some(signed_up * DAY),
        ..Customer::default()
    };
    customer.segments.insert("plan".into(), plan.into());
    customer
}

pub fn event(on: i64) -> Event {
    Event {
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

#[test]
fn rates_and_times_are_taken_over_the_right_customers() {
    let customers = vec![
        customer("pro", 0),
        customer("pro", 0),
        customer("free", 1),
        customer("free", 10),
        customer("free", 38),
    ];
    let events = vec![
        vec![event(2), event(40)],
        vec![event(20)],
        vec![],
        vec![event(10)],
        vec![],
    ];
    let project = Project::new(customers, events).with_rule();
    let got = project.metrics(Some("plan"));
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
    let measured =
        |customers: &[Customer]| Project::new(customers.to_vec(), vec![]).metrics(None).all;
    let got = measured(&customers);
    assert_eq!(
        got.churn_rate.unwrap().value,
        0.25,
        "nobody is said to have stayed"
    );
    assert_eq!(got.arpu.unwrap().value, 20.0);
    customers[1].churned = Some(false);
    let got = measured(&customers);
    assert_eq!(got.churn_rate.unwrap().n, 2, "empty now means unknown");
    customers[3].churned_at = Some(DAY);
    let got = measured(&customers);
    assert_eq!(got.churn_rate.unwrap().n, 3);
    assert_eq!(got.churn_rate.unwrap().value, 1.0 / 3.0, "leaves later");
}

#[test]
fn nothing_is_made_up_where_there_are_no_data() {
    let nobody = Project::new(vec![], vec![]);
    let got = nobody.metrics(Some("plan"));
    assert_eq!(got.all, GroupMetrics::default());
    assert!(got.by.unwrap().groups.is_empty());
    let json = serde_json::to_value(nobody.metrics(None)).unwrap();
    assert_eq!(json, serde_json::json!({"as_of": 0, "customers": 0}));
}

#[test]
fn the_json_has_the_promised_keys() {
    let customers = vec![customer("pro", 0), customer("pro", 1)];
    let events = vec![vec![event(2)], vec![event(30)]];
    let got = Project::new(customers, events).with_rule().metrics(None);
    let json = serde_json::to_value(got).unwrap();
    for key in ["value", "low", "high", "n"] {
        assert!(json["activation_rate"][key].is_number(), "{json}");
    }
    for key in ["median", "p25", "p75"] {
        assert!(json["time_to_activate_days"].get(key).is_some(), "{json}");
    }
}

#[test]
fn actives_are_counted_once_a_day_up_to_the_last_day() {
    let customers = vec![Customer::default(); 4];
    let events = vec![
        (0..30).map(event).collect(),
        vec![event(29), event(29)],
        vec![event(22)],
    ];
    let mut project = Project::new(customers, events);
    project.as_of = 100 * DAY;
    let got = project.metrics(None).all;
    assert_eq!(got.mau.unwrap().value, 3.0);
    assert_eq!(got.wau.unwrap().value, 2.0);
    assert!((got.dau.unwrap().value - 32.0 / 30.0).abs() < 1e-12);
    assert!((got.stickiness.unwrap().value - 32.0 / 90.0).abs() < 1e-12);
    assert_eq!(got.engagement_rate.unwrap().value, 0.75);
    assert_eq!(got.active_until, Some(29 * DAY));
}

#[test]
fn a_short_record_says_only_what_it_can() {
    let mut project = Project::new(vec![Customer::default(); 2], vec![vec![event(5)]]);
    project.as_of = 100 * DAY;
    let got = project.metrics(None).all;
    assert_eq!(got.dau.unwrap().value, 1.0);
    assert!(got.wau.is_none() && got.mau.is_none() && got.stickiness.is_none());
    project.as_of = 0;
    assert!(project.metrics(None).all.dau.is_none());
}

/// Active customers day by day, as a person would count them.
fn counted(project: &Project, last: i64, ago: i64, length: i64) -> i64 {
    let active = |events: &&Vec<Event>| {
        let on = events.iter().map(|event| event.time.div_euclid(DAY));
        on.map(|on| last - ago - on)
            .any(|age| (0..length).contains(&age))
    };
    project.events.iter().filter(active).count() as i64
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]
    #[test]
    fn however_the_customers_are_shared_the_reading_is_the_same(
        days in proptest::collection::vec(proptest::collection::vec((0..200_i64, 0..3_u32), 0..9), 1..20),
        readers in 2..5_usize,
    ) {
        let customers = (0..days.len()).map(|i| customer(["a", "b"][i % 2], i as i64)).collect();
        let events = days.into_iter().map(|mut days| {
            days.sort_unstable();
            days.into_iter().map(|(on, name)| Event { name, ..event(on) }).collect()
        });
        let mut project = Project::new(customers, events.collect()).with_rule();
        project.names = ["export", "sign up", "open"].map(String::from).to_vec();
        let alone = project.read_by(1, Some("plan"));
        let shared = project.read_by(readers, Some("plan"));
        proptest::prop_assert_eq!(&alone.outcomes, &shared.outcomes);
        proptest::prop_assert_eq!(&alone.behaviour, &shared.behaviour);
        if let Some(last) = alone.behaviour.last_day {
            for ago in 0..90_i64 {
                let day = alone.behaviour.groups[0][0].active[89 - ago as usize];
                let expected = [1, 7, 30].map(|length| counted(&project, last, ago, length));
                proptest::prop_assert_eq!(day, expected);
            }
        }
    }
}
