//! Roles in a table of customers.

use super::feedback::{email, single};
use super::{Column, synonyms};
use crate::Role;

/// Gives every column its role. What has no other role stays as a segment, with its raw values: it
/// may serve as the activation column or to compare groups by.
pub(super) fn assign(columns: &mut [Column]) {
    for column in columns
        .iter_mut()
        .filter(|column| column.is_free() && column.profile.is_empty())
    {
        column.give(Role::Ignore, "it is empty");
    }
    email(columns);
    key(columns);
    single(columns, Role::SignedUp, &synonyms::SIGNED_UP, |column| {
        column.profile.is_date(true)
    });
    single(columns, Role::Activated, &synonyms::ACTIVATED, outcome);
    single(columns, Role::Churned, &synonyms::CHURNED, outcome);
    single(columns, Role::Revenue, &synonyms::REVENUE, |column| {
        column.profile.is_numeric()
    });
    for column in columns.iter_mut().filter(|column| column.is_free()) {
        let p = &column.profile;
        if column.heading.rank(&synonyms::NOT_USED).is_some()
            || column
                .heading
                .rank(&synonyms::AUTHOR)
                .is_some_and(|_| p.distinct * 2 > p.filled)
        {
            column.give(Role::Ignore, "technical or personal detail");
        } else if p.share(p.addresses) >= 0.8 || p.share(p.code) >= 0.5 {
            column.give(Role::Ignore, "addresses or program text");
        } else if p.is_constant() && p.filled == p.rows && p.rows > 3 {
            column.give(Role::Ignore, "the same in every row");
        } else if p.is_choice() {
            column.give(Role::Segment, format!("{} different values", p.distinct));
        } else {
            column.give(Role::Segment, "kept as it is");
        }
    }
}

/// The customer's key: the best-named column without repetitions, or else the best-named.
fn key(columns: &mut [Column]) {
    let unique = |column: &Column| column.profile.is_key() && !column.profile.is_date(false);
    single(columns, Role::Customer, &synonyms::CUSTOMER, unique);
    single(columns, Role::Customer, &synonyms::ID, unique);
    if !columns
        .iter()
        .any(|column| column.role == Some(Role::Customer))
        && let Some(column) = columns.iter_mut().find(|column| {
            column.is_free()
                && unique(column)
                && column.heading.ends_in(&["id", "key", "nr", "number"])
        })
    {
        column.give(Role::Customer, "its values are all different");
    }
    let has_email = columns
        .iter()
        .any(|column| column.role == Some(Role::Email));
    // Some rows may lack it, or repeat; beside an address only a plain key will do.
    let likely = |column: &Column| {
        let p = &column.profile;
        !p.is_date(false) && (!has_email || (p.share(p.distinct) >= 0.9 && p.mean_words() <= 1.5))
    };
    single(columns, Role::Customer, &synonyms::CUSTOMER, likely);
    single(columns, Role::Customer, &synonyms::ID, likely);
}

/// Yes or no, or a date.
fn outcome(column: &Column) -> bool {
    let p = &column.profile;
    p.share(p.flags + p.dates + p.digit_dates) >= 0.6 || p.distinct <= 3
}
