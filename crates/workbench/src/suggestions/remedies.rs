use assay_analysis::suggest::Cause;

/// What is known to help where complaints are about something.
pub(super) struct Remedy {
    /// What the passages speak of, after “speak of”.
    pub(super) about: &'static str,
    /// What to do first.
    pub(super) action: &'static str,
    /// What else may help.
    pub(super) alternatives: &'static [&'static str],
}

/// The kind of remedy that is known for a cause, worded as a suggestion.
pub(super) fn remedy(cause: Cause) -> Remedy {
    let remedy = |about, action, alternatives| Remedy {
        about,
        action,
        alternatives,
    };
    match cause {
        Cause::Confusing => remedy(
            "something that is hard to understand",
            "Redesign the element people stumble over: fewer choices, plainer words, the place where they look for it.",
            &[
                "Watch five people try it before anything is built.",
                "Put a sentence of explanation beside it meanwhile.",
            ],
        ),
        Cause::Onboarding => remedy(
            "the first steps",
            "Guide newcomers through the first steps with a short checklist that ends where the product is first useful.",
            &[
                "Start with an example instead of an empty screen.",
                "Send a welcome series, one step a message, that stops for those who have done the step.",
            ],
        ),
        Cause::MissingHelp => remedy(
            "help or instructions that they miss",
            "Explain it in the product, where the question comes up.",
            &[
                "Write the missing help page in the customers' own words, and link to it from there.",
                "Record a two-minute walkthrough.",
            ],
        ),
        Cause::WaitingSupport => remedy(
            "waiting for an answer from support",
            "Say at once that the message has arrived and when an answer will come, and keep to it.",
            &[
                "Find the questions behind the waiting, and answer the most frequent ones in the product.",
                "Put more people where the waiting is longest.",
            ],
        ),
        Cause::Price => remedy(
            "the price",
            "Ask those who find it too expensive what they would pay for, and try an offer that fits them: a smaller plan, a longer trial, fewer seats.",
            &[
                "Show what it saves or earns before the price is asked for.",
                "Announce a change of price early, with the reason.",
            ],
        ),
        Cause::NotFound => remedy(
            "something that exists and was not found",
            "Move it to where people look for it, and announce it there to those who have not used it.",
            &[
                "Call it by the name that customers use.",
                "Let search find it.",
            ],
        ),
        Cause::Reliability => remedy(
            "something that breaks or gets lost",
            "Find the failure with those who report it, fix it, and tell them when it is fixed.",
            &[
                "Say plainly on the spot what went wrong and how to go on without losing work.",
                "Show the state of the service while it is disturbed.",
            ],
        ),
        Cause::Slow => remedy(
            "slowness",
            "Measure the slow step as these customers meet it, and make that one fast first.",
            &["Show progress, and let people go on meanwhile."],
        ),
        Cause::Inactive => remedy(
            "not using it any more",
            "Ask those who stopped what they had hoped for, one short question.",
            &[
                "Remind them once of what they had begun, with a link that leads straight there.",
                "Show what is new for people like them.",
            ],
        ),
        Cause::MissingFeature => remedy(
            "something they wish for",
            "Ask some of them what they would do with it, before building what they name.",
            &[
                "Show the way that exists today, where there is one.",
                "Tell those who asked when it is there.",
            ],
        ),
        Cause::Access => remedy(
            "not getting in",
            "Follow the way in as these customers go it – message, link, code, password – and mend the step that fails.",
            &[
                "Let people help themselves: send the message again, choose another way to prove who they are.",
                "Check that the messages do not end up in spam.",
            ],
        ),
        Cause::Charges => remedy(
            "charges that they did not expect or find wrong",
            "Show what will be charged before it is, and explain each line of the bill.",
            &[
                "Correct wrong charges without being asked twice, and say when the money will be back.",
                "Make cancelling as easy as signing up.",
            ],
        ),
    }
}
