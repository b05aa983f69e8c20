//! What stays in the themes that a person keeps, and what is new in them.

use std::collections::BTreeMap;

use super::cut::{Parts, Standing};

/// What the passages of each part are in already, in the order of the parts.
pub(super) fn known(parts: &Parts, standing: &Standing) -> Vec<Known> {
    let of_part = |passages: &Vec<i64>| Known::of(passages, standing);
    parts.passages.iter().map(of_part).collect()
}

/// The kept theme that most of the passages of each part are in already; of a locked theme, that has
/// all of them but those which stay elsewhere.
pub(super) fn kept_in(known: &[Known], standing: &Standing) -> Vec<Option<i64>> {
    let of_part = |known: &Known| {
        let theme = known.most(standing)?;
        (!standing.locked.contains(&theme) || !known.strangers(theme)).then_some(theme)
    };
    known.iter().map(of_part).collect()
}

/// The new passages that join each locked theme one by one, ascending: those of parts of which it has
/// most of the known passages, but which it cannot take whole.
pub(super) fn joining(parts: &Parts, standing: &Standing) -> BTreeMap<i64, Vec<i64>> {
    let mut joining: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for passages in &parts.passages {
        let known = Known::of(passages, standing);
        let theme = known.most(standing);
        let locked =
            theme.filter(|theme| standing.locked.contains(theme) && known.strangers(*theme));
        if let Some(theme) = locked {
            let new = passages
                .iter()
                .filter(|passage| !standing.theme_of.contains_key(passage));
            joining.entry(theme).or_default().extend(new);
        }
    }
    joining.retain(|_, passages| !passages.is_empty());
    joining
        .values_mut()
        .for_each(|passages| passages.sort_unstable());
    joining
}

/// The themes that the passages of a part are in already.
pub(super) struct Known {
    /// Passages by theme.
    counts: BTreeMap<i64, usize>,
    /// Those of them that go where their part goes.
    free: BTreeMap<i64, usize>,
    /// Passages that go where their part goes, new ones among them.
    pub(super) unbound: usize,
}

impl Known {
    fn of(passages: &[i64], standing: &Standing) -> Known {
        let (mut counts, mut free) = (BTreeMap::new(), BTreeMap::new());
        let mut unbound = 0;
        for passage in passages {
            let bound = standing.pinned.contains(passage);
            unbound += usize::from(!bound);
            if let Some(theme) = standing.theme_of.get(passage) {
                *counts.entry(*theme).or_default() += 1;
                *free.entry(*theme).or_default() += usize::from(!bound);
            }
        }
        Known {
            counts,
            free,
            unbound,
        }
    }

    /// The kept theme that has more than half of them.
    fn most(&self, standing: &Standing) -> Option<i64> {
        let known: usize = self.counts.values().sum();
        let most = self.counts.iter().find(|(_, count)| 2 * **count > known);
        let theme = most.map(|(theme, _)| *theme);
        theme.filter(|theme| standing.kept.contains(theme))
    }

    /// Whether some that are in other themes would come along.
    fn strangers(&self, theme: i64) -> bool {
        self.free.iter().any(|(of, free)| *of != theme && *free > 0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashMap, HashSet};

    use assay_store::LevelRow;

    use super::*;

    fn kept(parts: &Parts, standing: &Standing) -> Vec<Option<i64>> {
        kept_in(&known(parts, standing), standing)
    }

    #[test]
    fn new_passages_join_a_locked_theme_that_cannot_take_their_part() {
        // Of the first part 0 to 5 are in the locked theme 1, 6 and 7 in theme 2, the rest is new; most
        // of the second part is in theme 2.
        let parts = Parts {
            passages: vec![(0..12).collect(), (12..20).collect()],
            levels: vec![LevelRow {
                granularity: 1.0,
                group_of: vec![0, 1],
            }],
        };
        let theme = |passage: i64| if passage < 6 || passage == 12 { 1 } else { 2 };
        let before = (0..8).chain(12..16);
        let mut standing = Standing {
            theme_of: before.map(|passage| (passage, theme(passage))).collect(),
            pinned: (0..6).chain([12]).collect(),
            kept: [1].into(),
            locked: [1].into(),
            parents: BTreeMap::new(),
            made_of: HashMap::new(),
        };
        assert_eq!(kept(&parts, &standing), [None, None]);
        assert_eq!(joining(&parts, &standing), [(1, vec![8, 9, 10, 11])].into());
        // Without strangers it takes the part as a whole.
        standing.pinned.extend([6, 7]);
        assert_eq!(kept(&parts, &standing), [Some(1), None]);
        assert_eq!(joining(&parts, &standing), BTreeMap::new());
        // A theme that is not locked takes the others along.
        (standing.locked, standing.pinned) = (BTreeSet::new(), HashSet::new());
        assert_eq!(kept(&parts, &standing), [Some(1), None]);
        assert_eq!(joining(&parts, &standing), BTreeMap::new());
    }
}
