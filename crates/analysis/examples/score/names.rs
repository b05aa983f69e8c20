//! How good the names of themes are, as far as that can be counted.

use std::collections::HashSet;
use std::fmt;

use assay_analysis::FoundTheme;

/// What can be counted of one theme's name.
pub struct Judged {
    words: usize,
    /// Share of the theme's texts that have all words of the name, in whatever form.
    covers: f64,
    /// Share of the other themes' texts that do.
    elsewhere: f64,
    /// F1 of the name's words and those of what people call most of the theme's texts.
    like_people: Option<f64>,
}

impl fmt::Display for Judged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}/{:.2}", self.covers, self.elsewhere)?;
        self.like_people
            .map_or(Ok(()), |like| write!(f, " F1 {like:.2}"))
    }
}

/// Each theme's name judged. `labels` and `themes` have a number a text, `named` what people
/// call each label, where those are names.
pub fn judged(
    texts: &[&str],
    labels: &[usize],
    themes: &[usize],
    found: &[FoundTheme],
    named: Option<&[String]>,
) -> Vec<Judged> {
    let stems: Vec<HashSet<String>> = texts.iter().map(|text| stems(text).collect()).collect();
    let mut judged = Vec::new();
    for (theme, found) in found.iter().enumerate() {
        let name: HashSet<String> = self::stems(&found.label).collect();
        let (mut inside, mut all_inside, mut outside) = (0, 0, 0);
        for (stems, &of) in stems.iter().zip(themes) {
            let has = name.iter().all(|stem| stems.contains(stem));
            inside += usize::from(of == theme && has);
            outside += usize::from(of != theme && has);
            all_inside += usize::from(of == theme);
        }
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        judged.push(Judged {
            words: found
                .label
                .split_whitespace()
                .filter(|&word| word != "&")
                .count(),
            covers: share(inside, all_inside),
            elsewhere: share(outside, texts.len() - all_inside),
            like_people: named.map(|named| {
                let mut counts = vec![0; named.len()];
                for (&label, _) in labels.iter().zip(themes).filter(|(_, of)| **of == theme) {
                    counts[label] += 1;
                }
                let most = (0..counts.len()).max_by_key(|&label| counts[label]);
                let human: HashSet<String> =
                    most.map_or_else(HashSet::new, |most| self::stems(&named[most]).collect());
                let common = name.intersection(&human).count();
                share(2 * common, name.len() + human.len())
            }),
        });
    }
    judged
}

/// The means over themes, by their passages.
pub fn summary(found: &[FoundTheme], judged: &[Judged]) -> String {
    let all: f64 = found.iter().map(|theme| theme.passages as f64).sum();
    let mean = |of: &dyn Fn(&Judged) -> f64| {
        let weighted = found.iter().zip(judged);
        weighted
            .map(|(theme, one)| theme.passages as f64 * of(one))
            .sum::<f64>()
            / all.max(1.0)
    };
    let good = mean(&|one| f64::from(u8::from((2..=4).contains(&one.words))));
    let mut summary = format!(
        "names: two to four words {good:.2}, in their texts {:.3}, elsewhere {:.4}",
        mean(&|one| one.covers),
        mean(&|one| one.elsewhere)
    );
    if judged.iter().any(|one| one.like_people.is_some()) {
        let like = mean(&|one| one.like_people.unwrap_or(0.0));
        summary += &format!(", like people's (F1) {like:.3}");
    }
    summary
}

/// The words of a text that say something, without their endings.
fn stems(text: &str) -> impl Iterator<Item = String> {
    const IDLE: &[&str] = &[
        "the", "and", "for", "from", "with", "not", "isn't", "was", "are",
    ];
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let said = words
        .filter(|word| word.chars().nth(1).is_some())
        .map(str::to_lowercase);
    said.filter(|word| word.chars().nth(2).is_some() && !IDLE.contains(&word.as_str()))
        .map(|word| word.chars().take(5).collect())
}
