//! Whether one account carries a theme.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::estimate::ThemeDifference;
use super::records::Customer;

/// Share of those who mention a theme from which one account is worth a note.
const LARGE: f64 = 0.2;
/// Fewest people of an account.
const FEWEST: u64 = 3;

/// Names of columns that say to which account a customer belongs, in the order of trust.
const ACCOUNTS: &[&str] = &[
    "account",
    "company",
    "organisation",
    "organization",
    "org",
    "workspace",
    "tenant",
    "employer",
];

/// An account that many of those who mention a theme belong to, and what is left without it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Influence {
    /// The account.
    pub account: String,
    /// Respondents of it who mention the theme.
    pub people: u64,
    /// Their share of all who mention it.
    pub share: f64,
    /// Of a theme called linked: the difference without the account's people, where there are
    /// enough others.
    pub difference: Option<f64>,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub high: Option<f64>,
    /// The theme is called linked with the account, and without it its interval holds 0 or too few
    /// mention it.
    pub carries_the_link: bool,
}

impl Influence {
    /// Takes down what is left of a linked theme's difference without the account's people, if that
    /// could be asked. A link that too few others mention is the account's.
    pub fn leave_out(&mut self, without: Option<&ThemeDifference>) {
        let Some(without) = without else {
            return;
        };
        if let Ok(without) = without {
            self.difference = Some(without.value);
            self.low = Some(without.low);
            self.high = Some(without.high);
        }
        self.carries_the_link =
            self.low.is_none_or(|low| low <= 0.0) && self.high.is_none_or(|high| high >= 0.0);
    }
}

/// The segment that tells accounts apart: named after one (“company”, `org_id`, “Account name”),
/// and with at least two accounts, one of which has several customers.
pub fn account_segment(customers: &[Customer]) -> Option<String> {
    let mut names: Vec<&String> = customers.iter().flat_map(|c| c.segments.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let rank = |name: &str| {
        let plain: String = name.to_lowercase();
        let mut words = plain.split(|c: char| !c.is_alphanumeric());
        let noun = words.next().unwrap_or_default();
        let rest_is_plain = words.all(|word| ["", "id", "name", "key"].contains(&word));
        let place = ACCOUNTS.iter().position(|account| *account == noun);
        place.filter(|_| rest_is_plain)
    };
    let mut named: Vec<(usize, &String)> = names
        .into_iter()
        .filter_map(|name| Some((rank(name)?, name)))
        .collect();
    named.sort_unstable();
    let tells_apart = |name: &str| {
        let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
        for value in customers.iter().filter_map(|c| c.segments.get(name)) {
            if !value.is_empty() {
                *sizes.entry(value).or_default() += 1;
            }
        }
        sizes.len() > 1 && sizes.values().any(|size| *size > 1)
    };
    let mut named = named.into_iter().map(|(_, name)| name);
    named.find(|name| tells_apart(name)).cloned()
}

/// The account with most of these customers, if that is a fifth of them or more; of several the
/// first by name.
pub fn largest_account(
    customers: &[Customer],
    segment: &str,
    mentioning: impl Iterator<Item = usize>,
) -> Option<Influence> {
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    let mut n = 0;
    for customer in mentioning {
        n += 1;
        if let Some(account) = customers[customer].segments.get(segment)
            && !account.is_empty()
        {
            *sizes.entry(account).or_default() += 1;
        }
    }
    let largest = sizes.into_iter().rev().max_by_key(|(_, people)| *people);
    let (account, people) = largest?;
    let share = people as f64 / n as f64;
    (people >= FEWEST && share >= LARGE).then(|| Influence {
        account: account.to_string(),
        people,
        share,
        ..Influence::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customer(column: &str, value: &str) -> Customer {
        Customer {
            segments: [(column.to_string(), value.to_string())].into(),
            ..Customer::default()
        }
    }

    #[test]
    fn accounts_are_known_by_their_column() {
        let with = |column: &str| {
            [
                customer(column, "a"),
                customer(column, "a"),
                customer(column, "b"),
            ]
        };
        for column in ["company", "Account ID", "org_id", "Organization name"] {
            assert_eq!(account_segment(&with(column)).as_deref(), Some(column));
        }
        for column in ["plan", "account manager", "company size", ""] {
            assert_eq!(account_segment(&with(column)), None, "{column}");
        }
        let all_alone = [customer("company", "a"), customer("company", "b")];
        assert_eq!(account_segment(&all_alone), None);
    }

    #[test]
    fn an_account_is_large_from_a_fifth_on() {
        let mut customers = vec![customer("company", "a"); 3];
        customers.extend((0..12).map(|i| customer("company", &format!("c{i}"))));
        let of = |n: usize| largest_account(&customers, "company", 0..n);
        let found = of(15).unwrap();
        assert_eq!(
            (found.account.as_str(), found.people, found.share),
            ("a", 3, 0.2)
        );
        customers.push(customer("company", "z"));
        assert_eq!(largest_account(&customers, "company", 0..16), None);
        assert_eq!(largest_account(&customers, "company", 0..2), None);
    }
}
