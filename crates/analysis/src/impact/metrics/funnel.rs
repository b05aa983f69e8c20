//! The four stages from signing up to recommending.

use serde::{Deserialize, Serialize};

use super::super::proportion::{Estimate, wilson};
use super::super::records::Opinion;
use super::super::target::Response;
use super::MetricsInput;

/// Share of the scale's top from which a rating is a recommendation: 9 and 10 of 10 (Reichheld
/// 2003, Harvard Business Review 81(12):46–54), 5 of 5.
const PROMOTER: f64 = 0.9;

/// The stages, in order. All are of the same customers: those eligible, who have had the whole
/// window; without a rule everyone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Funnel {
    /// Awareness, engagement, activation, advocacy.
    pub stages: Vec<Stage>,
}

/// One stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    /// Which.
    pub stage: StageName,
    /// Customers who reached it; `None` where the data do not say, so that it was not measured.
    pub reached: Option<u64>,
    /// Customers of the stage before of whom it is known whether they reached this one.
    pub of: Option<u64>,
    /// The first over the second (Wilson 1927).
    pub conversion: Option<Estimate>,
    /// 1 − conversion: who is lost here.
    pub drop_off: Option<Estimate>,
    /// Share of all who were aware; for advocacy the product of the shares so far.
    pub of_all: Option<f64>,
}

/// A stage by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageName {
    /// Signed up. Who merely heard of the product is in no customer file.
    #[default]
    Awareness,
    /// Did anything other than signing up in the window, or activated.
    Engagement,
    /// Activated in the window.
    Activation,
    /// Recommended the product: by a referral event, by saying so, or by a rating of at least 90 %
    /// of the scale's top. Known of everyone where there are referral events, and otherwise of
    /// those who gave such an opinion.
    Advocacy,
}

/// Whether each customer recommends the product by what they said; `None` for who said nothing.
/// The top of the scale is 5 where no rating is above 5, 10 where none is above 10, 100 above.
pub fn advocates(customers: usize, opinions: &[Opinion]) -> Vec<Option<bool>> {
    let ratings = Response::rating(customers, opinions).values;
    let said = Response::recommended(customers, opinions).values;
    let highest = opinions.iter().filter_map(|o| o.rating).fold(0.0, f64::max);
    let top = [5.0, 10.0]
        .into_iter()
        .find(|top| highest <= *top)
        .unwrap_or(100.0);
    let either = |(said, rating): (Option<f64>, Option<f64>)| {
        let rating = rating.map(|rating| rating >= PROMOTER * top);
        said.map(|said| said > 0.5).or(rating)
    };
    said.into_iter().zip(ratings).map(either).collect()
}

/// The funnel of these customers.
pub fn funnel(input: &MetricsInput, members: &[usize]) -> Funnel {
    let has_rule = !input.outcomes.is_empty();
    let behaviour = &input.behaviour.customers;
    let has_events = input.behaviour.last_day.is_some();
    let has_referrals = behaviour.iter().any(|behaviour| behaviour.referred);
    let mut counts = Counts::default();
    for &customer in members {
        let outcome = input.outcomes.get(customer).copied().unwrap_or_default();
        if has_rule && !outcome.eligible {
            continue;
        }
        let behaviour = behaviour.get(customer).copied().unwrap_or_default();
        counts.aware += 1;
        counts.engaged += u64::from(behaviour.engaged || outcome.activated);
        if !outcome.activated {
            continue;
        }
        counts.activated += 1;
        let said = input.advocates.get(customer).copied().flatten();
        if let Some(advocate) = said.or(has_referrals.then_some(false)) {
            counts.known += 1;
            counts.advocates += u64::from(advocate || behaviour.referred);
        }
    }
    let engaged = has_events.then_some(counts.engaged);
    let before_activation = if has_events {
        counts.engaged
    } else {
        counts.aware
    };
    let activated = has_rule.then_some(counts.activated);
    let advocates = (has_rule && counts.known > 0).then_some(counts.advocates);
    let mut stages = vec![Stage {
        stage: StageName::Awareness,
        reached: Some(counts.aware),
        of_all: (counts.aware > 0).then_some(1.0),
        ..Stage::default()
    }];
    let mut so_far = 1.0;
    for (stage, reached, of) in [
        (StageName::Engagement, engaged, counts.aware),
        (StageName::Activation, activated, before_activation),
        (StageName::Advocacy, advocates, counts.known),
    ] {
        let conversion = reached.and_then(|reached| wilson(reached, of));
        if let Some(conversion) = conversion {
            so_far *= conversion.value;
        }
        stages.push(Stage {
            stage,
            reached,
            of: reached.map(|_| of),
            conversion,
            drop_off: conversion.map(|conversion| Estimate {
                value: 1.0 - conversion.value,
                low: conversion.high.map(|high| 1.0 - high),
                high: conversion.low.map(|low| 1.0 - low),
                n: conversion.n,
            }),
            of_all: conversion.map(|_| so_far),
        });
    }
    Funnel { stages }
}

#[derive(Default)]
struct Counts {
    aware: u64,
    engaged: u64,
    activated: u64,
    /// Activated customers of whom it is known whether they recommend.
    known: u64,
    advocates: u64,
}
