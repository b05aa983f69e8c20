use super::{MonitorVerdict, WatchedChange};

/// What both measures come to, and a sentence that says it.
pub(super) fn overall(
    mentions: &WatchedChange,
    activation: Option<&WatchedChange>,
) -> (MonitorVerdict, String) {
    use MonitorVerdict::{Improved, NoClearChange, NotComparable, TooEarly, Worse};
    let verdicts = [
        Some(mentions.verdict),
        activation.map(|change| change.verdict),
    ];
    let any = |verdict| verdicts.contains(&Some(verdict));
    let verdict = match (any(Improved), any(Worse)) {
        (true, false) => Improved,
        (false, true) => Worse,
        (true, true) => NoClearChange,
        (false, false) if any(TooEarly) => TooEarly,
        (false, false) if any(NoClearChange) => NoClearChange,
        (false, false) => NotComparable,
    };
    let mixed = any(Improved) && any(Worse);
    let both = [Some(mentions), activation];
    let sentences: Vec<&str> = both
        .into_iter()
        .flatten()
        .filter(|change| mixed || change.verdict == verdict)
        .map(|change| change.sentence.as_str())
        .collect();
    let begin = if mixed {
        "The two point different ways. "
    } else {
        ""
    };
    (verdict, format!("{begin}{}", sentences.join(" ")))
}
