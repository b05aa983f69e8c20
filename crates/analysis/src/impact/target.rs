//! What themes are linked with: activation, or another outcome chosen by name.

use serde::{Deserialize, Serialize};

use super::activation::Outcome;
use super::behaviour::CustomerBehaviour;
use super::clock::{DAY, day, is_after, plus_days};
use super::metrics::churn::Churn;
use super::records::{Customer, Opinion};

/// An outcome by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Target {
    /// Activated within the window, by the activation rule.
    #[default]
    Activated,
    /// Has left.
    Churned,
    /// Would recommend the product.
    Recommended,
    /// Did something on that day after signing up or later (rolling retention).
    Retained {
        /// Days after signing up.
        day: u32,
    },
    /// The rating given, a number.
    Rating,
}

impl Target {
    /// Reads `activated`, `churned`, `recommended`, `retained:30` or `rating`.
    pub fn parse(name: &str) -> Option<Target> {
        Some(match name.split_once(':') {
            None => match name {
                "activated" => Target::Activated,
                "churned" => Target::Churned,
                "recommended" => Target::Recommended,
                "rating" => Target::Rating,
                _ => return None,
            },
            Some(("retained", day)) => Target::Retained {
                day: day.parse().ok().filter(|day| *day > 0)?,
            },
            Some(_) => return None,
        })
    }

    /// The name that [`Target::parse`] reads.
    pub fn name(self) -> String {
        match self {
            Target::Activated => "activated".into(),
            Target::Churned => "churned".into(),
            Target::Recommended => "recommended".into(),
            Target::Retained { day } => format!("retained:{day}"),
            Target::Rating => "rating".into(),
        }
    }

    /// Yes or no, so that its mean is a rate; a rating is a number.
    pub fn is_yes_or_no(self) -> bool {
        self != Target::Rating
    }

    /// More of it is worse: leaving.
    pub fn is_bad(self) -> bool {
        self == Target::Churned
    }

    /// What is linked with it, as a noun: “linked to lower activation”.
    pub fn noun(self) -> String {
        match self {
            Target::Activated => "activation".into(),
            Target::Churned => "churn".into(),
            Target::Recommended => "recommendation".into(),
            Target::Retained { day } => format!("retention at day {day}"),
            Target::Rating => "ratings".into(),
        }
    }
}

/// An outcome of each customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Response {
    /// Which.
    pub target: Target,
    /// In the customers' order: 1 or 0 for yes or no, the mean rating, `None` where it is not
    /// known (yet), so that the customer is not eligible.
    pub values: Vec<Option<f64>>,
    /// Feedback counts up to so many days after signing up, the same for everyone; `None` for any.
    pub window_days: Option<u32>,
}

impl Response {
    /// Activation within the window of the rule.
    pub fn activated(outcomes: &[Outcome], window_days: Option<u32>) -> Response {
        Response {
            target: Target::Activated,
            values: outcomes
                .iter()
                .map(|outcome| outcome.eligible.then(|| yes(outcome.activated)))
                .collect(),
            window_days,
        }
    }

    /// Having left by the as-of date: see [`Churn`]. All feedback counts, also what was given on
    /// leaving.
    pub fn churned(customers: &[Customer], as_of: i64) -> Response {
        let churn = Churn::new(customers, as_of);
        Response {
            target: Target::Churned,
            values: customers
                .iter()
                .map(|customer| churn.has_left(customer).map(yes))
                .collect(),
            window_days: None,
        }
    }

    /// Rolling retention: an event on the `on`-th day after signing up or later, of everyone who
    /// signed up so long before the last day with events. Feedback counts up to that day.
    ///
    /// Who signed up earlier has had longer to come back: hold the sign-up month constant.
    pub fn retained(
        customers: &[Customer],
        behaviour: &[CustomerBehaviour],
        on: u32,
        last_day: Option<i64>,
    ) -> Response {
        let until = last_day.map(|day| day.saturating_mul(DAY));
        let value = |(index, customer): (usize, &Customer)| {
            let from = plus_days(customer.signed_up?, on);
            if until.is_none_or(|until| is_after(from, until)) {
                return None;
            }
            let last = behaviour.get(index).and_then(|behaviour| behaviour.last);
            Some(yes(last.is_some_and(|last| day(last) >= day(from))))
        };
        Response {
            target: Target::Retained { day: on },
            values: customers.iter().enumerate().map(value).collect(),
            window_days: Some(on),
        }
    }

    /// Whether each customer would recommend the product: whoever said so at least as often as
    /// not.
    pub fn recommended(customers: usize, opinions: &[Opinion]) -> Response {
        let said = opinions
            .iter()
            .filter_map(|o| Some((o.customer, yes(o.recommended?))));
        let mut response = Response::mean_of(customers, said);
        for value in response.values.iter_mut().flatten() {
            *value = yes(*value >= 0.5);
        }
        Response {
            target: Target::Recommended,
            ..response
        }
    }

    /// The mean of the ratings each customer gave.
    pub fn rating(customers: usize, opinions: &[Opinion]) -> Response {
        let given = opinions
            .iter()
            .filter_map(|o| Some((o.customer, o.rating?)));
        Response::mean_of(customers, given.filter(|(_, rating)| rating.is_finite()))
    }

    fn mean_of(customers: usize, said: impl Iterator<Item = (usize, f64)>) -> Response {
        let mut sums = vec![(0.0, 0.0); customers];
        for (customer, value) in said {
            if let Some((sum, n)) = sums.get_mut(customer) {
                *sum += value;
                *n += 1.0;
            }
        }
        let mean = |(sum, n): (f64, f64)| (n > 0.0).then(|| sum / n);
        Response {
            target: Target::Rating,
            values: sums.into_iter().map(mean).collect(),
            window_days: None,
        }
    }
}

fn yes(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for name in [
            "activated",
            "churned",
            "recommended",
            "retained:30",
            "rating",
        ] {
            assert_eq!(Target::parse(name).unwrap().name(), name);
        }
        for name in [
            "",
            "retained",
            "retained:",
            "retained:0",
            "rating:3",
            "Churned",
        ] {
            assert_eq!(Target::parse(name), None, "{name}");
        }
    }

    #[test]
    fn retention_needs_so_many_days_on_record() {
        let signed_up = |day: i64| Customer {
            signed_up: Some(day * DAY + 5),
            ..Customer::default()
        };
        let customers = [
            signed_up(0),
            signed_up(0),
            signed_up(3),
            Customer::default(),
        ];
        let last = |day: i64| CustomerBehaviour {
            last: Some(day * DAY + 2),
            ..CustomerBehaviour::default()
        };
        let behaviour = [last(7), last(6), last(9), last(9)];
        let got = Response::retained(&customers, &behaviour, 7, Some(9));
        assert_eq!(got.values, [Some(1.0), Some(0.0), None, None]);
    }

    #[test]
    fn several_opinions_of_one_person_count_once() {
        let said = |customer, rating, recommended| Opinion {
            customer,
            rating: Some(rating),
            recommended: Some(recommended),
        };
        let opinions = [
            said(0, 4.0, true),
            said(0, 1.0, false),
            said(1, f64::NAN, false),
        ];
        let ratings = Response::rating(3, &opinions);
        assert_eq!(ratings.values, [Some(2.5), None, None]);
        let recommended = Response::recommended(3, &opinions);
        assert_eq!(recommended.values, [Some(1.0), Some(0.0), None]);
    }
}
