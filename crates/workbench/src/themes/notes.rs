//! What a result can and cannot say.

use super::SetAside;

/// Fewer different comments than this are read, not counted.
const READ_THEM: u64 = 12;
/// Fewer than this give a first sorting.
const FEW: u64 = 30;

/// What is to be known about the themes of so many passages, in sentences.
pub(crate) fn notes(passages: u64, aside: &SetAside) -> Vec<String> {
    let different = passages.saturating_sub(aside.no_answer + aside.boilerplate + aside.repeat);
    let mut notes = Vec::new();
    match different {
        0 if passages > 0 => notes.push(
            "Nothing was said in which a theme could be found; ask again, or import more.".into(),
        ),
        0 => {}
        1..READ_THEM => notes.push(format!(
            "With only {} the themes are a way to sort them, not a finding: read them all, and do not count.",
            comments(different)
        )),
        READ_THEM..FEW => notes.push(format!(
            "With only {} the themes are a first sorting: shares are uncertain by up to {} points either way, \
             and something that one person in ten would raise has a chance of {} % of not being among them. \
             From about {FEW} on themes begin to hold.",
            comments(different),
            half_width(different),
            missed(different),
        )),
        _ => {}
    }
    notes
}

fn comments(count: u64) -> String {
    if count == 1 {
        "one comment that says something of its own".into()
    } else {
        format!("{count} comments that say something of their own")
    }
}

/// Half the width of the 95 % interval (Wilson 1927) of a share of one half, in points.
fn half_width(n: u64) -> u64 {
    const Z: f64 = 1.959_964;
    let n = n as f64;
    let half = Z / (1.0 + Z * Z / n) * (0.25 / n + Z * Z / (4.0 * n * n)).sqrt();
    (100.0 * half).round() as u64
}

/// The chance, in per cent, that none of `n` people raises what one in ten would.
fn missed(n: u64) -> u64 {
    (100.0 * 0.9_f64.powf(n as f64)).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_comments_are_said_to_be_few() {
        let aside = |repeat| SetAside {
            repeat,
            ..SetAside::default()
        };
        assert!(notes(0, &aside(0)).is_empty());
        assert!(notes(30, &aside(0)).is_empty());
        assert!(notes(1, &aside(0))[0].contains("only one comment"));
        assert!(notes(5, &aside(5))[0].starts_with("Nothing was said"));
        assert!(notes(11, &aside(0))[0].contains("read them all"));
        let twenty = &notes(50, &aside(30))[0];
        assert!(
            twenty.contains("20 comments")
                && twenty.contains("20 points")
                && twenty.contains("12 %"),
            "{twenty}"
        );
    }
}
