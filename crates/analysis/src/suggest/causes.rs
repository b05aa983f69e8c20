use std::sync::LazyLock;

use super::cues::Cue;

/// What a complaint can be about, in the order in which ties are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Something on the screen is hard to understand.
    Confusing,
    /// The first steps are hard.
    Onboarding,
    /// There is no explanation where it is needed.
    MissingHelp,
    /// Support does not answer, or late.
    WaitingSupport,
    /// It costs too much.
    Price,
    /// Something that exists was not found.
    NotFound,
    /// It breaks or loses things.
    Reliability,
    /// It is slow.
    Slow,
    /// People do not use it any more.
    Inactive,
    /// Something that does not exist is wished for.
    MissingFeature,
    /// People cannot get in.
    Access,
    /// A charge is wrong or unexpected.
    Charges,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Cause; 12] = [
        Cause::Confusing,
        Cause::Onboarding,
        Cause::MissingHelp,
        Cause::WaitingSupport,
        Cause::Price,
        Cause::NotFound,
        Cause::Reliability,
        Cause::Slow,
        Cause::Inactive,
        Cause::MissingFeature,
        Cause::Access,
        Cause::Charges,
    ];

    /// Its name in files and requests.
    pub fn name(self) -> &'static str {
        match self {
            Cause::Confusing => "confusing",
            Cause::Onboarding => "onboarding",
            Cause::MissingHelp => "missing_help",
            Cause::WaitingSupport => "waiting_support",
            Cause::Price => "price",
            Cause::NotFound => "not_found",
            Cause::Reliability => "reliability",
            Cause::Slow => "slow",
            Cause::Inactive => "inactive",
            Cause::MissingFeature => "missing_feature",
            Cause::Access => "access",
            Cause::Charges => "charges",
        }
    }

    /// The cause of that name.
    pub fn named(name: &str) -> Option<Cause> {
        Cause::ALL.into_iter().find(|cause| cause.name() == name)
    }
}

/// By what a cause is seen.
pub(super) struct Signs {
    /// Cues that say it by themselves.
    pub(super) sure: Vec<Cue>,
    /// Cues that say it together, or where the whole passage means something like it.
    pub(super) hints: Vec<Cue>,
    /// Sentences that say it.
    pub(super) like: Vec<&'static str>,
}

/// The signs of each cause, in the order of [`Cause::ALL`].
pub(super) fn signs() -> &'static [Signs] {
    static SIGNS: LazyLock<Vec<Signs>> = LazyLock::new(|| {
        let lines: Vec<[&str; 3]> = include_str!("causes.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut parts = line.split('\t');
                Some([parts.next()?, parts.next()?, parts.next()?])
            })
            .collect();
        let of = |cause: Cause, kind: &str| -> Vec<&'static str> {
            lines
                .iter()
                .filter(|[name, of_kind, _]| *name == cause.name() && *of_kind == kind)
                .map(|[_, _, text]| *text)
                .collect()
        };
        let cues = |cause, kind| of(cause, kind).into_iter().map(Cue::new).collect();
        Cause::ALL
            .into_iter()
            .map(|cause| Signs {
                sure: cues(cause, "sure"),
                hints: cues(cause, "hint"),
                like: of(cause, "like"),
            })
            .collect()
    });
    &SIGNS
}
