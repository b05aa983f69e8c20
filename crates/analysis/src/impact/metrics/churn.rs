//! Who has left, and after how long.

use super::super::clock::{days_between, is_after};
use super::super::records::Customer;

/// What the churn columns mean in a set of customers.
///
/// A customer has left if the file says so or gives a date up to the as-of date. Where the file
/// never says that somebody stayed, an empty cell means they did; where it says nothing of anybody,
/// nothing is known.
#[derive(Clone, Copy, Debug)]
pub struct Churn {
    says_anything: bool,
    says_stayed: bool,
    as_of: i64,
}

impl Churn {
    /// Read from all customers.
    pub fn new(customers: &[Customer], as_of: i64) -> Churn {
        let said = |c: &Customer| c.churned.is_some() || c.churned_at.is_some();
        Churn {
            says_anything: customers.iter().any(said),
            says_stayed: customers.iter().any(|c| c.churned == Some(false)),
            as_of,
        }
    }

    /// Whether the customer has left; `None` if that is not known.
    pub fn has_left(&self, customer: &Customer) -> Option<bool> {
        match (customer.churned_at, customer.churned) {
            _ if !self.says_anything => None,
            (Some(time), said) => Some(said != Some(false) && !is_after(time, self.as_of)),
            (None, Some(said)) => Some(said),
            (None, None) => (!self.says_stayed).then_some(false),
        }
    }

    /// Days from signing up to leaving, or to the as-of date for those who stay, and whether they
    /// left; `None` where a date is missing.
    pub fn time(&self, customer: &Customer) -> Option<(f64, bool)> {
        let signed_up = customer.signed_up.filter(|t| !is_after(*t, self.as_of))?;
        if self.has_left(customer)? {
            Some((days_between(signed_up, customer.churned_at?), true))
        } else {
            Some((days_between(signed_up, self.as_of), false))
        }
    }
}
