use super::{ActivationPreset, ActivationRequest, options, rule};
use crate::themes::LabelledCount;
use crate::{Error, Project, Result};

/// Events listed where none looks like the one a preset needs.
const CANDIDATES: usize = 8;

/// Usual rules by sort of business, each with the event of this project that it would count.
pub fn presets(project: &Project) -> Result<Vec<ActivationPreset>> {
    let events = options(project)?.events;
    PRESETS
        .iter()
        .map(|shape| preset(shape, find(shape, &events), &events))
        .collect()
}

/// The rule of the preset `id`, over `event` or else the event that looks like the one it needs.
///
/// # Errors
/// There is no such preset, or no event looks like it: a sentence with those there are.
pub fn preset_rule(
    project: &Project,
    id: &str,
    event: Option<String>,
) -> Result<ActivationRequest> {
    let shape = PRESETS.iter().find(|shape| shape.id == id).ok_or_else(|| {
        let known: Vec<&str> = PRESETS.iter().map(|shape| shape.id).collect();
        Error::bad_input(format!(
            "there is no preset “{id}”; there are {}",
            known.join(", ")
        ))
    })?;
    let events = options(project)?.events;
    let event = event.or_else(|| find(shape, &events));
    let preset = preset(shape, event, &events)?;
    preset.rule.ok_or_else(|| {
        let listed: Vec<String> = preset
            .candidates
            .iter()
            .map(|event| format!("“{}”", event.label))
            .collect();
        Error::bad_input(if listed.is_empty() {
            format!(
                "the preset “{id}” counts {}, and there are no events yet; import an event file first",
                shape.counts
            )
        } else {
            format!(
                "no event looks like {}, which the preset “{id}” counts; name one as the event: {}",
                shape.counts,
                listed.join(", ")
            )
        })
    })
}

/// A rule without its event.
struct Shape {
    id: &'static str,
    title: &'static str,
    /// What it counts, in words.
    counts: &'static str,
    /// Why it is usual, a sentence.
    why: &'static str,
    times: u32,
    within_days: u32,
    /// Words of the event's name, the groups that fit best first. Names within one group by how
    /// often the event happens.
    words: &'static [&'static [&'static str]],
    /// Words that speak against it.
    not: &'static [&'static str],
}

const PRESETS: &[Shape] = &[
    Shape {
        id: "saas",
        title: "Software as a service",
        counts: "the key action of the product, or failing that a visit",
        why: "Doing the product’s key action on three different days in the first two weeks is what tells using it from trying it out.",
        times: 3,
        within_days: 14,
        words: &[
            &[
                "create",
                "created",
                "publish",
                "published",
                "upload",
                "uploaded",
                "send",
                "sent",
                "complete",
                "completed",
                "build",
                "built",
                "import",
                "imported",
            ],
            &[
                "edit", "edited", "add", "added", "share", "shared", "save", "saved", "run", "ran",
                "invite", "invited", "export", "exported", "use", "used",
            ],
            &[
                "visit", "visited", "login", "log", "logged", "session", "open", "opened", "active",
            ],
        ],
        not: &[
            "account",
            "signup",
            "registered",
            "registration",
            "profile",
            "onboarding",
            "tutorial",
            "failed",
            "deleted",
            "email",
        ],
    },
    Shape {
        id: "ecommerce",
        title: "Online shop",
        counts: "a purchase",
        why: "A first purchase in the first month shows that somebody got past finding, paying and trusting the shop.",
        times: 1,
        within_days: 30,
        words: &[
            &["purchase", "purchased", "order", "ordered", "bought", "buy"],
            &["checkout", "payment", "paid", "transaction"],
        ],
        not: &[
            "cart",
            "view",
            "viewed",
            "cancel",
            "cancelled",
            "canceled",
            "refund",
            "refunded",
            "failed",
            "abandoned",
            "return",
            "returned",
            "started",
            "start",
            "begin",
        ],
    },
    Shape {
        id: "finance",
        title: "Bank, payments or investing",
        counts: "a deposit, transfer or other movement of money",
        why: "An account is in use when money moves on it: a first deposit, transfer or payment in the first month.",
        times: 1,
        within_days: 30,
        words: &[
            &[
                "deposit",
                "deposited",
                "fund",
                "funded",
                "transfer",
                "transferred",
                "topup",
            ],
            &[
                "transaction",
                "payment",
                "paid",
                "trade",
                "traded",
                "invest",
                "invested",
                "purchase",
                "purchased",
            ],
        ],
        not: &[
            "view",
            "viewed",
            "cancel",
            "cancelled",
            "canceled",
            "refund",
            "refunded",
            "failed",
            "declined",
            "reversed",
            "started",
            "start",
            "request",
            "requested",
        ],
    },
];

fn preset(
    shape: &Shape,
    event: Option<String>,
    events: &[LabelledCount],
) -> Result<ActivationPreset> {
    let rule = event.map(|event| ActivationRequest {
        event: Some(event),
        times: Some(shape.times),
        distinct_days: shape.times > 1,
        within_days: Some(shape.within_days),
        ..ActivationRequest::default()
    });
    let candidates = match rule {
        Some(_) => Vec::new(),
        None => events.iter().take(CANDIDATES).cloned().collect(),
    };
    Ok(ActivationPreset {
        id: shape.id.into(),
        title: shape.title.into(),
        counts: shape.counts.into(),
        why: shape.why.into(),
        sentence: rule
            .as_ref()
            .map(|rule| Ok::<_, Error>(rule::parse(rule)?.sentence()))
            .transpose()?,
        rule,
        candidates,
    })
}

/// The event that fits best: of the first group of words that any name has, the most frequent.
fn find(shape: &Shape, events: &[LabelledCount]) -> Option<String> {
    let fitting: Vec<(&String, Vec<String>)> = events
        .iter()
        .map(|event| (&event.label, words(&event.label)))
        .filter(|(_, words)| !words.iter().any(|word| shape.not.contains(&word.as_str())))
        .collect();
    shape.words.iter().find_map(|group| {
        let found = fitting
            .iter()
            .find(|(_, words)| words.iter().any(|word| group.contains(&word.as_str())));
        found.map(|(name, _)| (*name).clone())
    })
}

/// The lower-case words of a name: `createdProject`, `created_project` and `Created project` alike.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() || (small && letter.is_uppercase()) {
            words.push(String::new());
        }
        small = letter.is_lowercase();
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(id: &str, names: &[&str]) -> Option<String> {
        let events: Vec<LabelledCount> = names
            .iter()
            .map(|name| LabelledCount {
                label: (*name).into(),
                count: 1,
            })
            .collect();
        let shape = PRESETS.iter().find(|shape| shape.id == id).unwrap();
        find(shape, &events)
    }

    #[test]
    fn presets_find_the_event_they_need() {
        let saas = ["login", "account_created", "project.created", "edited"];
        assert_eq!(found("saas", &saas).unwrap(), "project.created");
        assert_eq!(found("saas", &["page_view", "visited"]).unwrap(), "visited");
        assert_eq!(found("saas", &["accountCreated", "page_view"]), None);
        let shop = [
            "order_cancelled",
            "add_to_cart",
            "checkoutStarted",
            "Order completed",
        ];
        assert_eq!(found("ecommerce", &shop).unwrap(), "Order completed");
        assert_eq!(found("ecommerce", &["visited"]), None);
        let bank = ["card payment", "deposit failed", "first_deposit"];
        assert_eq!(found("finance", &bank).unwrap(), "first_deposit");
    }
}
