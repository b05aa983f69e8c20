use super::super::clock::DAY;
use super::super::{
    ActivationRule, BehaviourInput, Event, EventKind, FirstPass, Opinion, Rule, SecondPass,
    event_kind,
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
    pub opinions: Vec<Opinion>,
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
            opinions: Vec::new(),
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
        let kinds = self.kinds();
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

    fn kinds(&self) -> Vec<EventKind> {
        self.names.iter().map(|name| event_kind(name)).collect()
    }

    pub fn metrics(&self, by: Option<&str>) -> Metrics {
        let read = self.read_by(1, by);
        metrics(&MetricsInput {
            settings: self.settings.as_ref(),
            customers: &self.customers,
            outcomes: &read.outcomes,
            behaviour: &read.behaviour,
            divisions: &read.divisions,
            event_names: &self.names,
            kinds: &self.kinds(),
            rule_event: self.settings.as_ref().map(|_| 0),
            advocates: &advocates(self.customers.len(), &self.opinions),
            revenue_is_lifetime_value: false,
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

fn named(name: u32, on: i64) -> Event {
    Event { name, ..event(on) }
}

/// 100 customers: 80 open the product in the window, 40 of them export (which activates), and 20
/// of these are asked; 12 give nine or ten.
fn four_stages() -> Project {
    let customers: Vec<Customer> = (0..100).map(|_| customer("pro", 0)).collect();
    let events = (0..100).map(|c| {
        let mut events = vec![named(1, 0)];
        events.extend((c < 80).then(|| named(2, 1)));
        events.extend((c < 40).then(|| named(0, 3)));
        events.extend((c == 99).then(|| named(2, 20)));
        events
    });
    let mut project = Project::new(customers, events.collect()).with_rule();
    project.names = ["export", "signed up", "open"].map(String::from).to_vec();
    project.opinions = (0..20)
        .map(|customer| Opinion {
            customer,
            rating: Some(if customer < 12 {
                9.0 + (customer % 2) as f64
            } else {
                8.0
            }),
            recommended: None,
        })
        .collect();
    project
}

#[test]
fn the_funnel_has_four_stages_of_the_same_customers() {
    let mut project = four_stages();
    let funnel = project.metrics(None).all.funnel.unwrap();
    let reached: Vec<_> = funnel.stages.iter().map(|stage| stage.reached).collect();
    assert_eq!(reached, [Some(100), Some(80), Some(40), Some(12)]);
    let [_, engagement, activation, advocacy] = &funnel.stages[..] else {
        panic!("four stages")
    };
    assert_eq!(
        engagement.conversion,
        wilson(80, 100),
        "opened after the window: not engaged"
    );
    assert_eq!(activation.conversion, wilson(40, 80));
    assert_eq!(
        advocacy.conversion,
        wilson(12, 20),
        "of those who were asked"
    );
    assert!((advocacy.of_all.unwrap() - 0.4 * 0.6).abs() < 1e-12);
    let lost = activation.drop_off.unwrap();
    assert!((lost.value - 0.5).abs() < 1e-12);
    assert_eq!(
        lost.low,
        wilson(40, 80).unwrap().high.map(|high| 1.0 - high)
    );
    project.opinions.clear();
    let stages = project.metrics(None).all.funnel.unwrap().stages;
    assert_eq!(
        stages[3],
        Stage {
            stage: StageName::Advocacy,
            ..Stage::default()
        }
    );
    // With referral events everyone's advocacy is known.
    project.names.push("sent a referral".into());
    project.events[0].push(named(3, 5));
    let stages = project.metrics(None).all.funnel.unwrap().stages;
    assert_eq!((stages[3].reached, stages[3].of), (Some(1), Some(40)));
}

#[test]
fn features_are_shares_of_customers_and_signing_up_is_none() {
    let got = four_stages().metrics(None).all;
    let usage: Vec<_> = got.feature_usage.iter().map(|f| f.event.as_str()).collect();
    assert_eq!(usage, ["open", "export"]);
    assert_eq!(
        got.feature_usage[0].ever.value, 0.81,
        "one only after the window"
    );
    assert_eq!(got.feature_usage[0].in_window, wilson(80, 100));
    assert_eq!(got.feature_usage[1].recent, wilson(40, 100).unwrap());
}

#[test]
fn scores_order_customers_by_what_they_did() {
    let project = four_stages();
    let read = project.read_by(1, None);
    let names = &project.names;
    let input = MetricsInput {
        settings: project.settings.as_ref(),
        customers: &project.customers,
        outcomes: &read.outcomes,
        behaviour: &read.behaviour,
        divisions: &read.divisions,
        event_names: names,
        kinds: &project.kinds(),
        rule_event: Some(0),
        advocates: &[],
        revenue_is_lifetime_value: false,
        as_of: project.as_of,
    };
    let scores: Vec<f64> = activation_scores(&input).into_iter().flatten().collect();
    assert!(
        scores[0] > scores[50] && scores[50] > scores[90],
        "{scores:?}"
    );
    // Recency and breadth 0.795 each, days 0.795 too but for one: 40 + 60 × 0.795.
    assert!((scores[0] - 87.7).abs() < 0.5, "{}", scores[0]);
    assert!(scores.iter().all(|score| (0.0..=100.0).contains(score)));
    let bands = project.metrics(None).all.activation_score;
    let customers: Vec<u64> = bands.iter().map(|band| band.customers).collect();
    assert_eq!(customers, [0, 40, 60]);
    assert_eq!(bands[1].lifetime_value, None, "no revenue is known");
}

#[test]
fn lifetime_value_says_what_it_rests_on() {
    let mut customers: Vec<Customer> = (0..40).map(|_| customer("pro", 0)).collect();
    for (index, customer) in customers.iter_mut().enumerate() {
        customer.key = index.to_string();
        customer.revenue = Some(10.0 + (index % 4) as f64);
        if index < 10 {
            customer.churned_at = Some((10 + 10 * index as i64) * DAY);
        }
    }
    let measured = |customers: &[Customer]| {
        let mut project = Project::new(customers.to_vec(), vec![]);
        project.as_of = 200 * DAY;
        project.metrics(None).all
    };
    let got = measured(&customers);
    let arpu = got.arpu.unwrap();
    assert!(
        (arpu.value - 11.5).abs() < 1e-12 && arpu.low.unwrap() > 11.0,
        "{arpu:?}"
    );
    let value = got.customer_lifetime_value.unwrap();
    assert_eq!(value.basis, LifetimeBasis::RevenueOverChurn);
    assert!((value.estimate.value - 11.5 * 40.0 / 10.0).abs() < 1e-9);
    assert!(value.estimate.low.unwrap() < 40.0 && value.estimate.high.unwrap() > 60.0);
    let stay = got.lifetime_days.unwrap();
    assert_eq!((stay.n, stay.left, stay.median), (40, 10, None));
    let shares: Vec<(u32, f64)> = stay.staying.iter().map(|s| (s.day, s.value)).collect();
    assert_eq!(shares.len(), 3, "the record reaches 200 days: {shares:?}");
    assert!((shares[0].1 - 37.0 / 40.0).abs() < 1e-12 && (shares[2].1 - 0.75).abs() < 1e-12);
    customers[0].churned_at = None;
    customers[0].churned = Some(false);
    let value = measured(&customers).customer_lifetime_value.unwrap();
    assert_eq!(value.basis, LifetimeBasis::SoFar, "nine have left");
}

#[test]
fn amounts_of_events_are_revenue_where_there_is_no_column() {
    let paid = |value: f64| Event {
        value: Some(value),
        ..event(1)
    };
    let events = vec![vec![paid(3.0), paid(4.0)], vec![], vec![event(2)]];
    let got = Project::new(vec![Customer::default(); 3], events)
        .metrics(None)
        .all;
    assert!((got.arpu.unwrap().value - 7.0 / 3.0).abs() < 1e-12);
}

#[test]
fn frequency_and_return_are_of_those_who_activated() {
    // Activated on day 1; the first exports on 90, 95 and 100 after a pause, the second never again.
    let events = vec![
        vec![event(1), event(90), event(95), event(100)],
        vec![event(1)],
    ];
    let customers = vec![customer("pro", 0), customer("pro", 0)];
    let got = Project::new(customers, events)
        .with_rule()
        .metrics(None)
        .all;
    assert_eq!(got.activation_frequency.unwrap().value, 1.5);
    assert_eq!(got.return_rate, wilson(1, 2));
}

/// Of 400 customers half invite a colleague on the first day; 80 % of them activate, 30 % of the
/// others. A second event is chance; the rule's own event on the way to activation is no finding.
#[test]
fn the_golden_path_is_what_separates_and_not_the_rule_itself() {
    let customers: Vec<Customer> = (0..400).map(|_| customer("pro", 0)).collect();
    let events = (0..400_i64).map(|c| {
        let mut events = Vec::new();
        events.extend((c % 2 == 0).then(|| named(1, 1)));
        events.extend((c / 2 % 2 == 0).then(|| named(2, 1)));
        let bar = if c % 2 == 0 { 8 } else { 3 };
        events.extend((c / 4 % 10 < bar).then(|| named(0, 5)));
        events
    });
    let mut project = Project::new(customers, events.collect()).with_rule();
    project.names = ["export", "invite", "open"].map(String::from).to_vec();
    project.as_of = 60 * DAY;
    let path = project.metrics(None).golden_path;
    assert_eq!(path.len(), 1, "{path:?}");
    let step = &path[0];
    assert_eq!(
        (step.event.as_str(), step.times, step.days),
        ("invite", 1, 1)
    );
    assert_eq!((step.with, step.with_activated), (200, 160));
    assert_eq!((step.without, step.without_activated), (200, 60));
    assert!((step.difference - 0.5).abs() < 1e-12 && step.low > 0.4);
    assert!((step.lift.unwrap() - 0.8 / 0.55).abs() < 1e-12);
    // φ = (160·140 − 40·60) / √(200·200·220·180).
    let phi = 20_000.0 / (200.0 * 200.0 * 220.0 * 180.0_f64).sqrt();
    assert!((step.phi - phi).abs() < 1e-12);
    // Whoever activated before the span ended says nothing of it.
    for events in &mut project.events {
        events
            .iter_mut()
            .filter(|e| e.name == 0)
            .for_each(|e| e.time = 0);
        events.sort_by_key(|event| event.time);
    }
    assert!(project.metrics(None).golden_path.is_empty());
}

/// The JSON with every number rounded to what the order of adding may leave.
fn rounded(value: &serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Number(number) => {
            let number = number.as_f64().unwrap();
            serde_json::json!(format!("{number:.9}"))
        }
        serde_json::Value::Array(values) => values.iter().map(rounded).collect(),
        serde_json::Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(key, value)| (key.clone(), rounded(value)));
            serde_json::Value::Object(fields.collect())
        }
        other => other.clone(),
    }
}

#[test]
fn the_order_of_the_customers_changes_no_metric() {
    let mut project = four_stages();
    for (index, customer) in project.customers.iter_mut().enumerate() {
        customer.key = format!("customer {index}");
        customer.revenue = Some((index * index % 83) as f64);
        customer.churned = Some(index % 6 == 0);
        let plan = if index % 3 == 0 { "free" } else { "pro" };
        customer.segments.insert("plan".into(), plan.into());
    }
    let json = |project: &Project| serde_json::to_value(project.metrics(Some("plan"))).unwrap();
    let before = json(&project);
    assert!(
        before["customer_lifetime_value"]["low"].is_number(),
        "{before}"
    );
    project.customers.reverse();
    project.events.reverse();
    for opinion in &mut project.opinions {
        opinion.customer = 99 - opinion.customer;
    }
    assert_eq!(rounded(&before), rounded(&json(&project)));
}

/// Run by hand: `cargo test -p assay-analysis -- --ignored fifty_million --nocapture`.
#[test]
#[ignore = "measures time"]
fn fifty_million_events() {
    let customers: Vec<Customer> = (0..1_000_000)
        .map(|index| Customer {
            key: format!("customer-{index}"),
            revenue: Some(f64::from(index % 97)),
            churned: Some(index % 9 == 0),
            ..customer(
                ["free", "team", "pro"][index as usize % 3],
                i64::from(index % 300),
            )
        })
        .collect();
    let names: Vec<String> = (0..40).map(|i| format!("event {i}")).collect();
    let mut settings = settings();
    settings.rule = ActivationRule::Event {
        event: "event 3".into(),
        times: 3,
        distinct_days: true,
        span_days: Some(7),
    };
    let as_of = 400 * DAY;
    let mut events = Vec::new();
    let fill = |events: &mut Vec<Event>, customer: usize| {
        events.clear();
        let mut state = customer as u64;
        let mut time = (customer % 300) as i64 * DAY;
        for _ in 0..50 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            time += (state >> 40) as i64 % (4 * DAY);
            events.push(Event {
                name: (state >> 33) as u32 % 40,
                time,
                value: None,
            });
        }
    };
    let start = std::time::Instant::now();
    let rule = Rule::new(&settings, &customers, &names, as_of);
    let mut first = FirstPass::new(Some(&rule), &customers, names.len(), as_of);
    for customer in 0..customers.len() {
        fill(&mut events, customer);
        first.visit(customer, &events);
    }
    let (outcomes, totals) = first.finish();
    println!("outcomes {:?}", start.elapsed());
    let divisions = Divisions::new(&customers, Some("plan"), Some("signed_up_month"));
    let kinds: Vec<EventKind> = names.iter().map(|name| event_kind(name)).collect();
    let mut second = SecondPass::new(BehaviourInput {
        customers: &customers,
        outcomes: &outcomes,
        rule_event: rule.event(),
        within_days: Some(7),
        as_of,
        totals: &totals,
        kinds: &kinds,
        divisions: &divisions,
    });
    for customer in 0..customers.len() {
        fill(&mut events, customer);
        second.visit(customer, &events);
    }
    let behaviour = second.finish();
    println!("behaviour {:?}", start.elapsed());
    let got = metrics(&MetricsInput {
        settings: Some(&settings),
        customers: &customers,
        outcomes: &outcomes,
        behaviour: &behaviour,
        event_names: &names,
        kinds: &kinds,
        rule_event: rule.event(),
        advocates: &[],
        revenue_is_lifetime_value: false,
        divisions: &divisions,
        as_of,
    });
    println!(
        "metrics {:?}, {} customers",
        start.elapsed(),
        got.all.customers
    );
}
