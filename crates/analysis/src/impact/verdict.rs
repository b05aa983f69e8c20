//! What may be said of a difference, and how many more people it would take to say it.

use super::distributions::{Z_95, Z_POWER_80};
use super::effects::{Count, NotEnough, Verdict};
use super::proportion::Difference;

/// A link counts when its q-value is below this.
const FALSE_DISCOVERY_RATE: f64 = 0.05;

/// Half-width above which "no clear link" would mislead: an interval wider than ±15 points that
/// holds 0 also holds differences larger than most that are ever found.
const WIDEST_HALF_WIDTH: f64 = 0.15;

/// The difference worth seeing: 5 points.
const WORTH_SEEING: f64 = 0.05;

/// *Lower* or *higher* if the q-value is below 0.05 and the interval leaves out 0; otherwise
/// *unclear*, or *not enough data* if the interval is wider than ±15 points.
pub fn verdict(difference: &Difference, q_value: f64) -> (Verdict, Option<NotEnough>) {
    if q_value < FALSE_DISCOVERY_RATE && difference.high < 0.0 {
        (Verdict::Lower, None)
    } else if q_value < FALSE_DISCOVERY_RATE && difference.low > 0.0 {
        (Verdict::Higher, None)
    } else if half_width(difference) > WIDEST_HALF_WIDTH {
        (Verdict::NotEnoughData, Some(NotEnough::WideInterval))
    } else {
        (Verdict::Unclear, None)
    }
}

/// About how many more respondents mentioning a theme it takes to see a difference of 5 points
/// with a two-sided test at 5 % and 80 % power, if the others grow in proportion.
///
/// With a difference in hand its standard error is taken to fall with the root of the numbers, so
/// that what the strata and the other themes cost is counted in. Without one the usual formula for
/// two shares (Fleiss 1981, Statistical Methods for Rates and Proportions, section 3.2) is used at
/// the respondents' rate. `None` if nobody fails to mention it: more of the same would not help.
pub fn more_needed(
    mentioned: &Count,
    others: &Count,
    difference: Option<&Difference>,
) -> Option<u64> {
    if others.n == 0 {
        return None;
    }
    let target = WORTH_SEEING / (Z_95 + Z_POWER_80);
    let needed = match difference {
        Some(difference) => {
            let error = half_width(difference) / Z_95;
            mentioned.n as f64 * (error / target).powi(2)
        }
        None => {
            // Two of each added, so that a rate of 0 or 1 does not promise certainty.
            let rate = (mentioned.activated + others.activated + 2) as f64
                / (mentioned.n + others.n + 4) as f64;
            let ratio = mentioned.n as f64 / others.n as f64;
            rate * (1.0 - rate) * (1.0 + ratio) / (target * target)
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

    #[test]
    fn verdicts_need_both_the_interval_and_the_q_value() {
        let said = |low, high, q| verdict(&difference(low, high), q);
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
        assert_eq!(more_needed(&few, &rest, None), Some(784));
        let known = difference(-0.2, 0.2);
        // A standard error of 0.102 has to fall to 0.0178: 33 times the five.
        assert_eq!(more_needed(&few, &rest, Some(&known)), Some(159));
        assert_eq!(more_needed(&rest, &Count::default(), None), None);
        assert_eq!(
            more_needed(&Count::default(), &Count { n: 9, activated: 9 }, None),
            Some(409)
        );
    }
}
