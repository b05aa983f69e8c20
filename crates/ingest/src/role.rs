//! What a column is for.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Kind;

/// What a column of a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Open text: what is analysed. Several columns may have it.
    Text,
    /// The subject line of a ticket or the title of a review.
    Title,
    /// The number or key of the response, ticket or review.
    Id,
    /// The key of the customer, as the customer file has it.
    Customer,
    /// The customer's e-mail address.
    Email,
    /// When it was said or done.
    Time,
    /// A score, number of stars or likelihood to recommend.
    Rating,
    /// An attribute to compare groups by. Several columns may have it.
    Segment,
    /// Who wrote it.
    Author,
    /// Not used.
    Ignore,
    /// When the customer signed up.
    SignedUp,
    /// Whether, or when, the customer became active.
    Activated,
    /// Whether, or when, the customer left.
    Churned,
    /// What the customer pays or is worth.
    Revenue,
    /// The name of what was done.
    Event,
    /// How much of it was done.
    Value,
}

impl Role {
    /// Every role, in the order in which they are listed to people.
    pub const ALL: [Role; 16] = [
        Role::Text,
        Role::Title,
        Role::Id,
        Role::Customer,
        Role::Email,
        Role::Time,
        Role::Rating,
        Role::Segment,
        Role::Author,
        Role::Ignore,
        Role::SignedUp,
        Role::Activated,
        Role::Churned,
        Role::Revenue,
        Role::Event,
        Role::Value,
    ];

    /// The name used on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Role::Text => "text",
            Role::Title => "title",
            Role::Id => "id",
            Role::Customer => "customer",
            Role::Email => "email",
            Role::Time => "time",
            Role::Rating => "rating",
            Role::Segment => "segment",
            Role::Author => "author",
            Role::Ignore => "ignore",
            Role::SignedUp => "signed_up",
            Role::Activated => "activated",
            Role::Churned => "churned",
            Role::Revenue => "revenue",
            Role::Event => "event",
            Role::Value => "value",
        }
    }

    /// Whether several columns of one file may have it.
    pub fn repeats(self) -> bool {
        matches!(self, Role::Text | Role::Segment | Role::Ignore)
    }

    /// The roles that the columns of such a file can have.
    pub fn of(kind: Kind) -> &'static [Role] {
        match kind {
            Kind::Customers => &[
                Role::Customer,
                Role::Email,
                Role::SignedUp,
                Role::Activated,
                Role::Churned,
                Role::Revenue,
                Role::Segment,
                Role::Ignore,
            ],
            Kind::Events => &[
                Role::Customer,
                Role::Email,
                Role::Event,
                Role::Time,
                Role::Value,
                Role::Ignore,
            ],
            _ => &[
                Role::Text,
                Role::Title,
                Role::Id,
                Role::Customer,
                Role::Email,
                Role::Time,
                Role::Rating,
                Role::Segment,
                Role::Author,
                Role::Ignore,
            ],
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that is not the name of a role; says which names there are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a role of a column; the roles are text, title, id, customer, email, time, rating, segment, author, ignore, signed_up, activated, churned, revenue, event and value."
)]
pub struct UnknownRole(pub String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let wanted = word.trim().to_lowercase().replace(['-', ' '], "_");
        Role::ALL
            .into_iter()
            .find(|role| role.name() == wanted)
            .ok_or_else(|| UnknownRole(word.trim().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for role in Role::ALL {
            assert_eq!(role.name().parse(), Ok(role));
            let json = serde_json::to_string(&role).unwrap();
            assert_eq!(
                json,
                format!("\"{}\"", role.name()),
                "JSON uses the same name"
            );
        }
        assert_eq!("Signed-Up".parse(), Ok(Role::SignedUp));
        assert!(
            "colour"
                .parse::<Role>()
                .unwrap_err()
                .to_string()
                .contains("the roles are text")
        );
    }
}
