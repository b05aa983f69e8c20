use super::{Comparison, ContrastVerdict, ThemeContrast, Voice};
use crate::impact::{Difference, Estimate, Z_95, benjamini_hochberg, newcombe, wilson};

/// Fewest people in either group.
pub const FEWEST_PEOPLE: usize = 10;

/// A difference counts when its q-value is below this.
const FALSE_DISCOVERY_RATE: f64 = 0.05;

/// Compares two groups of people, theme by theme and in how negative they are.
///
/// A theme's share is that of the people who raise it, however often. The negative share is that
/// of passages; its interval goes by people, since one person's passages resemble one another.
pub fn compare_groups(first: &[Voice], second: &[Voice], themes: usize) -> Comparison {
    let groups = [first, second];
    let counts = groups.map(|group| people_by_theme(group, themes));
    let n = groups.map(|group| group.len() as u64);
    let mut contrasts: Vec<ThemeContrast> = (0..themes)
        .map(|theme| {
            let people = [0, 1].map(|group: usize| counts[group][theme]);
            ThemeContrast {
                share: [0, 1].map(|group: usize| wilson(people[group], n[group])),
                people,
                difference: newcombe(people, n),
                ..ThemeContrast::default()
            }
        })
        .collect();
    let enough = groups.iter().all(|group| group.len() >= FEWEST_PEOPLE);
    if enough {
        judge(&mut contrasts);
    }
    let ratios = groups.map(ratio);
    Comparison {
        themes: contrasts,
        negative: ratios.map(|ratio| ratio.map(|ratio| ratio.estimate)),
        negative_difference: match (enough, ratios) {
            (true, [Some(first), Some(second)]) => contrast(&first, &second),
            _ => None,
        },
    }
}

fn people_by_theme(group: &[Voice], themes: usize) -> Vec<u64> {
    let mut people = vec![0; themes];
    let mut last = vec![usize::MAX; themes];
    for (place, voice) in group.iter().enumerate() {
        for &theme in &voice.themes {
            let theme = theme as usize;
            if theme < themes && last[theme] != place {
                last[theme] = place;
                people[theme] += 1;
            }
        }
    }
    people
}

fn judge(contrasts: &mut [ThemeContrast]) {
    let p_values: Vec<Option<f64>> = contrasts
        .iter()
        .map(|theme| {
            let raised = theme.people.iter().any(|people| *people > 0);
            theme.difference.filter(|_| raised).map(|d| d.p_value)
        })
        .collect();
    for (theme, q_value) in contrasts.iter_mut().zip(benjamini_hochberg(&p_values)) {
        theme.q_value = q_value;
        theme.verdict = match (theme.difference, q_value) {
            (Some(difference), Some(q)) if q < FALSE_DISCOVERY_RATE && difference.low > 0.0 => {
                ContrastVerdict::MoreInFirst
            }
            (Some(difference), Some(q)) if q < FALSE_DISCOVERY_RATE && difference.high < 0.0 => {
                ContrastVerdict::MoreInSecond
            }
            _ => ContrastVerdict::Unclear,
        };
    }
}

/// A share of passages with its standard error by people.
#[derive(Clone, Copy, Debug)]
struct Ratio {
    estimate: Estimate,
    error: f64,
}

/// Ratio of two sums over people, with the linearised variance (Cochran 1977, Sampling Techniques,
/// 3rd ed., equation 2.45, without the finite population correction).
fn ratio(group: &[Voice]) -> Option<Ratio> {
    let passages: u64 = group.iter().map(|voice| voice.passages).sum();
    let negative: u64 = group.iter().map(|voice| voice.negative).sum();
    if passages == 0 {
        return None;
    }
    let value = negative as f64 / passages as f64;
    let people = group.iter().filter(|voice| voice.passages > 0).count() as f64;
    let squares: f64 = group
        .iter()
        .map(|voice| (voice.negative as f64 - value * voice.passages as f64).powi(2))
        .sum();
    let error = if people > 1.0 {
        (squares * people / (people - 1.0)).sqrt() / passages as f64
    } else {
        f64::NAN
    };
    let bound = |sign: f64| (error > 0.0).then(|| (value + sign * Z_95 * error).clamp(0.0, 1.0));
    Some(Ratio {
        estimate: Estimate {
            value,
            low: bound(-1.0),
            high: bound(1.0),
            n: passages,
        },
        error,
    })
}

fn contrast(first: &Ratio, second: &Ratio) -> Option<Difference> {
    let error = first.error.hypot(second.error);
    (error > 0.0).then(|| {
        Difference::with_error(
            first.estimate.value - second.estimate.value,
            error,
            Z_95,
            crate::impact::normal_two_sided,
        )
    })
}
