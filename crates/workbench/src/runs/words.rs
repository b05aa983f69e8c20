use super::{RunDiff, ThemeChange};

/// Changes told one by one; the rest are counted.
const TOLD: usize = 10;

/// What changed, in sentences for a person to read; none where nothing did.
pub fn sentences(diff: &RunDiff) -> Vec<String> {
    let mut said = Vec::new();
    if diff.from.is_none() {
        return said;
    }
    if diff.new_passages > 0 {
        let gained = diff.continued.iter().filter(|theme| theme.new > 0).count();
        let joined: u64 = diff.continued.iter().map(|theme| theme.new).sum();
        said.push(format!(
            "{} new; {joined} of them joined {}.",
            count(diff.new_passages, "passage is", "passages are"),
            count(
                gained as u64,
                "theme that was there",
                "themes that were there"
            ),
        ));
    }
    let some = |theme: &ThemeChange| format!("“{}” ({})", theme.label, theme.passages);
    let with = |word: &str, theme: &ThemeChange| {
        let other = theme.other_label.as_deref().unwrap_or_default();
        format!("“{}” ({}) {word} “{other}”", theme.label, theme.passages)
    };
    tell(&mut said, "New", &diff.new, some);
    tell(&mut said, "Split off", &diff.split, |theme| {
        with("from", theme)
    });
    tell(&mut said, "Gone into another", &diff.merged, |theme| {
        with("into", theme)
    });
    tell(&mut said, "Gone", &diff.gone, some);
    if diff.moved_passages > 0 {
        said.push(format!(
            "{} under another theme than before.",
            count(diff.moved_passages, "passage is", "passages are")
        ));
    }
    said
}

fn tell(
    said: &mut Vec<String>,
    what: &str,
    changes: &[ThemeChange],
    one: impl Fn(&ThemeChange) -> String,
) {
    if changes.is_empty() {
        return;
    }
    let mut told: Vec<String> = changes.iter().take(TOLD).map(one).collect();
    if changes.len() > TOLD {
        told.push(format!("{} more", changes.len() - TOLD));
    }
    said.push(format!("{what}: {}.", told.join(", ")));
}

fn count(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
