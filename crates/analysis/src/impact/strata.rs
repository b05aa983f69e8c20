//! What is held constant: cells of the cross product of segments and sign-up cohorts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::clock::{monday, year_month_day};
use super::records::Customer;

/// The value of customers for whom a segment is not known.
pub const UNKNOWN: &str = "(unknown)";

/// The customer's value of a segment, or of `signed_up_week` (the week's Monday, "2024-02-26"),
/// `signed_up_month` ("2024-03"), `signed_up_quarter` ("2024-Q1") or `signed_up_year` ("2024"); a
/// segment so named comes first. [`UNKNOWN`] if there is none.
pub fn level<'a>(customer: &'a Customer, name: &str) -> Cow<'a, str> {
    if let Some(value) = customer.segments.get(name) {
        return if value.is_empty() {
            Cow::Borrowed(UNKNOWN)
        } else {
            Cow::Borrowed(value)
        };
    }
    customer
        .signed_up
        .and_then(|time| {
            let (year, month, _) = year_month_day(time);
            match name {
                "signed_up_week" => {
                    let (year, month, day) = year_month_day(monday(time));
                    Some(format!("{year:04}-{month:02}-{day:02}"))
                }
                "signed_up_month" => Some(format!("{year:04}-{month:02}")),
                "signed_up_quarter" => Some(format!("{year:04}-Q{}", (month - 1) / 3 + 1)),
                "signed_up_year" => Some(format!("{year:04}")),
                _ => None,
            }
        })
        .map_or(Cow::Borrowed(UNKNOWN), Cow::Owned)
}

/// Respondents put into cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    /// The cell of each respondent, `0..count`.
    pub cell: Vec<u32>,
    /// Number of cells, none of them empty.
    pub count: usize,
    /// Respondents whose own cell was too small, so that they were pooled.
    pub pooled: u64,
}

/// Puts the respondents (indices into the customers) into cells by all strata at once.
///
/// A cell of fewer than `min_cell` respondents is pooled with the other such cells that agree on
/// all strata but the last; if they are still too few, on all but the last two, and so on; what is
/// left at the end forms one cell, whatever its size. So the strata named first are held constant
/// longest.
pub fn cells(
    customers: &[Customer],
    respondents: &[usize],
    strata: &[String],
    min_cell: usize,
) -> Cells {
    let keys = keys(customers, respondents, strata);
    let depth = strata.len();
    let mut cell = vec![0_u32; respondents.len()];
    let mut count = 0;
    let mut pooled = 0;
    let mut left: Vec<usize> = (0..respondents.len()).collect();
    for length in (0..=depth).rev() {
        let mut groups: BTreeMap<&[u32], Vec<usize>> = BTreeMap::new();
        for &row in &left {
            groups
                .entry(&keys[row * depth..row * depth + length])
                .or_default()
                .push(row);
        }
        left = Vec::new();
        for rows in groups.into_values() {
            if rows.len() < min_cell && length > 0 {
                left.extend(rows);
                continue;
            }
            if length < depth {
                pooled += rows.len() as u64;
            }
            for row in rows {
                cell[row] = count;
            }
            count += 1;
        }
    }
    Cells {
        cell,
        count: count as usize,
        pooled,
    }
}

/// One number a stratum for each respondent, in the sorted order of the values.
fn keys(customers: &[Customer], respondents: &[usize], strata: &[String]) -> Vec<u32> {
    let mut keys = vec![0; respondents.len() * strata.len()];
    for (position, name) in strata.iter().enumerate() {
        let levels: Vec<Cow<str>> = respondents
            .iter()
            .map(|&customer| level(&customers[customer], name))
            .collect();
        let mut codes: BTreeMap<&str, u32> = levels.iter().map(|l| (l.as_ref(), 0)).collect();
        for (code, value) in codes.values_mut().enumerate() {
            *value = code as u32;
        }
        for (row, level) in levels.iter().enumerate() {
            keys[row * strata.len() + position] = codes[level.as_ref()];
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customer(plan: &str, channel: &str) -> Customer {
        let mut customer = Customer {
            signed_up: Some(1_709_251_200), // 2024-03-01
            ..Customer::default()
        };
        customer.segments.insert("plan".into(), plan.into());
        customer.segments.insert("channel".into(), channel.into());
        customer
    }

    #[test]
    fn levels_come_from_segments_or_the_sign_up_date() {
        let c = customer("pro", "");
        assert_eq!(level(&c, "plan"), "pro");
        assert_eq!(level(&c, "channel"), UNKNOWN);
        assert_eq!(
            level(&c, "signed_up_week"),
            "2024-02-26",
            "1 March was a Friday"
        );
        assert_eq!(level(&c, "signed_up_month"), "2024-03");
        assert_eq!(level(&c, "signed_up_quarter"), "2024-Q1");
        assert_eq!(level(&c, "signed_up_year"), "2024");
        assert_eq!(level(&c, "country"), UNKNOWN);
        assert_eq!(level(&Customer::default(), "signed_up_month"), UNKNOWN);
    }

    #[test]
    fn sparse_cells_are_pooled_under_the_first_strata() {
        let mut customers = vec![customer("pro", "web"); 12];
        customers.extend(vec![customer("pro", "ads"); 6]);
        customers.extend(vec![customer("pro", "fair"); 5]);
        customers.extend(vec![customer("free", "web"); 3]);
        let respondents: Vec<usize> = (0..customers.len()).collect();
        let strata = ["plan".to_string(), "channel".to_string()];
        let got = cells(&customers, &respondents, &strata, 10);
        assert_eq!(got.count, 3);
        assert_eq!(got.pooled, 14);
        assert_eq!(got.cell[12], got.cell[22], "pro/ads with pro/fair");
        assert_ne!(got.cell[0], got.cell[12]);
        assert_ne!(got.cell[25], got.cell[12], "free stands alone at the end");
        assert_eq!(cells(&customers, &respondents, &[], 10).count, 1);
        assert_eq!(cells(&customers, &[], &strata, 10).count, 0);
    }
}
