//! What may be said of a difference, and how many more people it would take to say it.

use super::distributions::{Z_95, Z_POWER_80};
use super::effects::{Count, NotEnough, Verdict};
use super::proportion::Difference;

/// A link counts when its q-value is below this.
const FALSE_DISCOVERY_RATE: f64 = 0.05;

/// How much is a wide interval, and how much a difference worth seeing.
///
/// For rates these are 15 and 5 points: an interval wider than ±15 points that holds 0 also holds
/// differences larger than most that are ever found. For numbers such as ratings it is as many
/// standard deviations as for a rate of one half: 0.3 and 0.1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Yardstick {
    /// Half-width above which "no clear link" would mislead.
    pub widest: f64,
    /// The difference worth seeing.
    pub worth_seeing: f64,
    /// Variance of the outcome. Two yes and two no are added to rates, so that a rate of 0 or 1
    /// does not promise certainty.
    pub variance: f64,
}

impl Yardstick {
    /// For an outcome of each respondent.
    pub fn new(outcome: &[f64], is_yes_or_no: bool) -> Yardstick {
        let n = outcome.len() as f64;
        let sum: f64 = outcome.iter().sum();
        if is_yes_or_no {
            let rate = (sum + 2.0) / (n + 4.0);
            return Yardstick {
                widest: 0.15,
                worth_seeing: 0.05,
                variance: rate * (1.0 - rate),
            };
        }
        let mean = sum / n.max(1.0);
        let squares: f64 = outcome.iter().map(|y| (y - mean) * (y - mean)).sum();
        let variance = squares / (n - 1.0).max(1.0);
        Yardstick {
            widest: 0.3 * variance.sqrt(),
            worth_seeing: 0.1 * variance.sqrt(),
            variance,
        }
    }
}

/// *Lower* or *higher* if the q-value is below 0.05 and the interval leaves out 0; otherwise
/// *unclear*, or *not enough data* if the interval is wide.
pub fn verdict(
    difference: &Difference,
    q_value: f64,
    yardstick: &Yardstick,
) -> (Verdict, Option<NotEnough>) {
    if q_value < FALSE_DISCOVERY_RATE && difference.high < 0.0 {
        (Verdict::Lower, None)
    } else if q_value < FALSE_DISCOVERY_RATE && difference.low > 0.0 {
        (Verdict::Higher, None)
    } else if half_width(difference) > yardstick.widest {
        (Verdict::NotEnoughData, Some(NotEnough::WideInterval))
    } else {
        (Verdict::Unclear, None)
    }
}

/// About how many more respondents mentioning a theme it takes to see a difference worth seeing (5
/// points) with a two-sided test at 5 % and 80 % power, if the others grow in proportion.
///
/// With a difference in hand its standard error is taken to fall with the root of the numbers, so
/// that what the strata and the other themes cost is counted in. Without one the usual formula for
/// two groups (Fleiss 1981, Statistical Methods for Rates and Proportions, section 3.2) is used
/// with the variance among all respondents. `None` if nobody fails to mention it: more of the same would not help.
pub fn more_needed(
    mentioned: &Count,
    others: &Count,
    difference: Option<&Difference>,
    yardstick: &Yardstick,
) -> Option<u64> {
    if others.n == 0 {
        return None;
    }
    let target = yardstick.worth_seeing / (Z_95 + Z_POWER_80);
    if target <= 0.0 {
        return None;
    }
    let needed = match difference {
        Some(difference) => {
            let error = half_width(difference) / Z_95;
            mentioned.n as f64 * (error / target).powi(2)
        }
        None => {
            let ratio = mentioned.n as f64 / others.n as f64;
            yardstick.variance * (1.0 + ratio) / (target * target)
        }
    };
    Some((needed - mentioned.n as f64).max(1.0).ceil() as u64)
}

fn half_width(difference: &Difference) -> f64 {
    (difference.high - difference.low) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(low: f64, high: f64) -> Difference {
        Difference {
            value: (low + high) / 2.0,
            low,
            high,
            p_value: 0.01,
        }
    }

    fn points() -> Yardstick {
        Yardstick::new(&[0.0, 1.0], true)
    }

    #[test]
    fn verdicts_need_both_the_interval_and_the_q_value() {
        let said = |low, high, q| verdict(&difference(low, high), q, &points());
        assert_eq!(said(-0.2, -0.1, 0.01), (Verdict::Lower, None));
        assert_eq!(said(0.1, 0.2, 0.01), (Verdict::Higher, None));
        assert_eq!(said(-0.2, -0.1, 0.05), (Verdict::Unclear, None));
        assert_eq!(said(-0.2, 0.09, 0.01), (Verdict::Unclear, None));
        assert_eq!(
            said(-0.3, 0.1, 0.5),
            (Verdict::NotEnoughData, Some(NotEnough::WideInterval))
        );
        assert_eq!(said(-0.6, -0.1, 0.01), (Verdict::Lower, None));
    }

    #[test]
    fn more_are_needed_when_little_is_known() {
        let few = Count { n: 5, activated: 2 };
        let rest = Count {
            n: 995,
            activated: 498,
        };
        // 0.25 · (1 + 5/995) / (0.05 / 2.8016)² = 789 in all.
        assert_eq!(more_needed(&few, &rest, None, &points()), Some(784));
        let known = difference(-0.2, 0.2);
        // A standard error of 0.102 has to fall to 0.0178: 33 times the five.
        assert_eq!(more_needed(&few, &rest, Some(&known), &points()), Some(159));
        assert_eq!(more_needed(&rest, &Count::default(), None, &points()), None);
        assert_eq!(
            more_needed(
                &Count::default(),
                &rest,
                None,
                &Yardstick::new(&[1.0; 9], true)
            ),
            Some(409)
        );
    }
}
