//! Which theme of a new run continues which of the run before.

use std::collections::{BTreeMap, HashMap};

/// Themes with less in common than this (Jaccard) are different themes …
const JACCARD: f64 = 0.3;
/// … unless the smaller one lies in the other for this part and is not much the smaller.
const OVERLAP: f64 = 0.7;
const LEAST_JACCARD: f64 = 0.15;

/// For each found theme, the previous theme it continues, if any.
///
/// Themes are given as ascending passage ids. Pairs are matched one to one, those with
/// most in common first. New passages do not count against a theme: of the found themes
/// only passages that some previous theme had are compared, if there are any.
#[must_use]
pub fn match_themes(previous: &[Vec<i64>], found: &[Vec<i64>]) -> Vec<Option<usize>> {
    let mut previous_of: HashMap<i64, Vec<usize>> = HashMap::new();
    for (theme, passages) in previous.iter().enumerate() {
        for &passage in passages {
            previous_of.entry(passage).or_default().push(theme);
        }
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (new, passages) in found.iter().enumerate() {
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        let mut known = 0usize;
        for passage in passages {
            if let Some(themes) = previous_of.get(passage) {
                known += 1;
                for &theme in themes {
                    *common.entry(theme).or_default() += 1;
                }
            }
        }
        for (old, common) in common {
            let (common, known, size) = (common as f64, known as f64, previous[old].len() as f64);
            let jaccard = common / (known + size - common);
            let overlap = common / known.min(size);
            if jaccard >= JACCARD || (overlap >= OVERLAP && jaccard >= LEAST_JACCARD) {
                pairs.push((jaccard, old, new));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut continues = vec![None; found.len()];
    let mut taken = vec![false; previous.len()];
    for (_, old, new) in pairs {
        if !taken[old] && continues[new].is_none() {
            taken[old] = true;
            continues[new] = Some(old);
        }
    }
    continues
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_are_continued_one_to_one() {
        let previous = [vec![1, 2, 3, 4], vec![5, 6, 7], vec![20, 21]];
        let found = [
            vec![5, 6, 7, 8, 9, 10, 11],
            vec![1, 2, 3],
            vec![4, 12],
            vec![30, 31],
        ];
        assert_eq!(
            match_themes(&previous, &found),
            [Some(1), Some(0), None, None]
        );
    }

    #[test]
    fn a_split_theme_goes_to_its_larger_part_and_a_merged_one_takes_the_larger_name() {
        assert_eq!(
            match_themes(&[vec![1, 2, 3, 4, 5]], &[vec![1, 2], vec![3, 4, 5]]),
            [None, Some(0)]
        );
        assert_eq!(
            match_themes(&[vec![1, 2], vec![3, 4, 5]], &[vec![1, 2, 3, 4, 5]]),
            [Some(1)]
        );
        assert!(match_themes(&[], &[]).is_empty());
    }
}
