//! What an event says of itself by its name.

use serde::{Deserialize, Serialize};

/// What kind of thing an event is; a person may know better than the name tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Signing up itself, which says nothing of using the product.
    SignUp,
    /// Recommending the product to others.
    Referral,
    /// Anything else: using the product.
    #[default]
    Use,
}

/// Words that mean signing up, each list a phrase to be found among the words of the name.
const SIGN_UP: &[&[&str]] = &[
    &["signup"],
    &["sign", "up"],
    &["signed", "up"],
    &["registered"],
    &["register"],
    &["registration"],
    &["account", "created"],
    &["created", "account"],
    &["create", "account"],
    &["user", "created"],
    &["customer", "created"],
];

/// Words that mean recommending.
const REFERRAL: &[&[&str]] = &[
    &["refer"],
    &["referred"],
    &["referral"],
    &["recommend"],
    &["recommended"],
    &["invite", "friend"],
    &["invited", "friend"],
    &["invited", "a", "friend"],
];

/// The kind that an event's name tells: “Signed up”, `account_created` and `userRegistered` are
/// signing up, “sent a referral” is recommending, everything else is use. A name means signing up
/// only if it ends so: “registered a domain” is use.
pub fn event_kind(name: &str) -> EventKind {
    let words = words(name);
    let ends_with = |phrase: &&[&str]| {
        let tail = words.len().checked_sub(phrase.len());
        tail.is_some_and(|tail| words[tail..] == **phrase)
    };
    let holds = |phrase: &&[&str]| words.windows(phrase.len()).any(|run| run == *phrase);
    if SIGN_UP.iter().any(ends_with) {
        EventKind::SignUp
    } else if REFERRAL.iter().any(holds) {
        EventKind::Referral
    } else {
        EventKind::Use
    }
}

/// Lower-case words; a capital after a small letter begins a new one.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (small && c.is_uppercase()) {
            words.push(String::new());
        }
        small = c.is_lowercase();
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_kind() {
        for name in [
            "Signed up",
            "sign_up",
            "user.signup",
            "account_created",
            "userRegistered",
        ] {
            assert_eq!(event_kind(name), EventKind::SignUp, "{name}");
        }
        for name in [
            "referral_sent",
            "Referred a friend",
            "recommendedToColleague",
        ] {
            assert_eq!(event_kind(name), EventKind::Referral, "{name}");
        }
        for name in [
            "created project",
            "registered a domain",
            "preferences",
            "",
            "login",
        ] {
            assert_eq!(event_kind(name), EventKind::Use, "{name}");
        }
    }
}
