//! What a file holds.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What the rows of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Answers to a questionnaire, one respondent a row.
    Survey,
    /// Support tickets or conversations, one a row.
    Ticket,
    /// The transcript of an interview with one person or a few.
    Interview,
    /// The transcript of a discussion of a group.
    FocusGroup,
    /// Public reviews, one a row.
    Review,
    /// The customers themselves: who, signed up when, activated or not.
    Customers,
    /// What customers did in the product and when.
    Events,
}

impl Kind {
    /// Every kind, in the order in which they are listed to people.
    pub const ALL: [Kind; 7] = [
        Kind::Survey,
        Kind::Ticket,
        Kind::Interview,
        Kind::FocusGroup,
        Kind::Review,
        Kind::Customers,
        Kind::Events,
    ];

    /// The name used on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Survey => "survey",
            Kind::Ticket => "ticket",
            Kind::Interview => "interview",
            Kind::FocusGroup => "focus-group",
            Kind::Review => "review",
            Kind::Customers => "customers",
            Kind::Events => "events",
        }
    }

    /// Whether its records are something that customers said.
    pub fn is_feedback(self) -> bool {
        !matches!(self, Kind::Customers | Kind::Events)
    }

    /// Whether one file is one conversation.
    pub fn is_transcript(self) -> bool {
        matches!(self, Kind::Interview | Kind::FocusGroup)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that is not the name of a kind; says which names there are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a kind of file; the kinds are survey, ticket, interview, focus-group, review, customers and events."
)]
pub struct UnknownKind(pub String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let wanted = word.trim().to_lowercase().replace(['_', ' '], "-");
        let singular = wanted.trim_end_matches('s');
        Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == wanted || kind.name().trim_end_matches('s') == singular)
            .ok_or_else(|| UnknownKind(word.trim().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for kind in Kind::ALL {
            assert_eq!(kind.name().parse(), Ok(kind));
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(
                json,
                format!("\"{}\"", kind.name()),
                "JSON uses the same name"
            );
        }
        assert_eq!("Focus_Group".parse(), Ok(Kind::FocusGroup));
        assert_eq!("tickets".parse(), Ok(Kind::Ticket));
        let error = "poem".parse::<Kind>().unwrap_err();
        assert!(error.to_string().contains("the kinds are survey"));
    }
}
