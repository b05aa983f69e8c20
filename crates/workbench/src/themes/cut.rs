//! Which theme each part of an analysis belongs to.
//!
//! An analysis leaves parts, its finest groups. A cut joins them to themes: those of one level of
//! granularity, except for parts that a person's decision keeps in a theme; and to the parents of
//! these, which are themes of a broader level.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use assay_analysis::match_themes;
use assay_store::LevelRow;

use super::keeping::{Known, kept_in, known};

/// Fewer themes than this are taken in at a glance, without parents.
const WORTH_PARENTS: usize = 16;
/// A group of which fewer passages are free to be in a theme is none, …
const REMAINS: usize = 3;
/// … nor is one of which a smaller part is, when one in so many is the limit.
const REMAINS_OF: usize = 10;
/// How many themes a parent should have.
const CHILDREN: f64 = 4.0;

/// An analysis as it is cut.
pub(super) struct Parts {
    /// The passages whose main part it is, ascending, for each part.
    pub(super) passages: Vec<Vec<i64>>,
    /// The levels, broadest first.
    pub(super) levels: Vec<LevelRow>,
}

/// What the cut has to go by.
pub(super) struct Standing {
    /// The main theme of each passage.
    pub(super) theme_of: HashMap<i64, i64>,
    /// The passages among them that stay where a person put or keeps them, wherever their part goes.
    pub(super) pinned: HashSet<i64>,
    /// Themes that keep their parts because of what a person decided.
    pub(super) kept: BTreeSet<i64>,
    /// Those of them that take in nothing older which they did not have.
    pub(super) locked: BTreeSet<i64>,
    /// Each parent with the themes under it, as the machine put them.
    pub(super) parents: BTreeMap<i64, Vec<i64>>,
    /// Themes that earlier cuts of the same analysis made of these parts.
    pub(super) made_of: HashMap<Vec<usize>, i64>,
}

/// A theme of a cut.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Planned {
    /// The theme that it is; none for a new one.
    pub(super) id: Option<i64>,
    /// Its parts, ascending; for a parent those of the themes under it.
    pub(super) parts: Vec<usize>,
    /// The group of the level that it is, whole.
    pub(super) group: Option<usize>,
    /// The planned theme above it.
    pub(super) parent: Option<usize>,
    /// It is a parent.
    pub(super) above: bool,
}

/// The themes at a level: those shown first, then their parents.
pub(super) fn cut(parts: &Parts, level: usize, standing: &Standing) -> Vec<Planned> {
    let mut planned = themes_at(parts, level, &known(parts, standing), standing);
    parents(parts, level, &mut planned);
    name_known(&mut planned, standing);
    match_others(parts, &mut planned, standing);
    planned
}

/// The themes shown at a level: kept ones by their number, the others not known yet.
pub(super) fn themes_at(
    parts: &Parts,
    level: usize,
    known: &[Known],
    standing: &Standing,
) -> Vec<Planned> {
    let kept = kept_in(known, standing);
    let mut planned = shown(&parts.levels[level], &kept);
    without_remains(parts, level, known, &mut planned);
    planned
}

/// Gives what is left of a group whose passages nearly all stay in other themes to the largest theme
/// beside it at a broader level.
fn without_remains(parts: &Parts, level: usize, known: &[Known], planned: &mut Vec<Planned>) {
    let free = |part: usize| known[part].unbound;
    let size = |theme: &Planned, of: &dyn Fn(usize) -> usize| -> usize {
        theme.parts.iter().map(|&part| of(part)).sum()
    };
    let all = |part: usize| parts.passages[part].len();
    let mut of_group: BTreeMap<usize, usize> = BTreeMap::new();
    for (part, group) in parts.levels[level].group_of.iter().enumerate() {
        *of_group.entry(*group).or_default() += all(part);
    }
    let least = |theme: &Planned| {
        let group = parts.levels[level].group_of[theme.parts[0]];
        REMAINS.max(of_group[&group] / REMAINS_OF)
    };
    let remains = |theme: &Planned| {
        theme.id.is_none() && size(theme, &free) < least(theme).min(size(theme, &all))
    };
    let (left, mut kept): (Vec<Planned>, Vec<Planned>) = planned.drain(..).partition(remains);
    for theme in left {
        let beside = |broader: &LevelRow| {
            let group = broader.group_of[theme.parts[0]];
            (0..kept.len())
                .filter(|&other| kept[other].id.is_none())
                .filter(|&other| broader.group_of[kept[other].parts[0]] == group)
                .max_by_key(|&other| (size(&kept[other], &all), std::cmp::Reverse(other)))
        };
        match parts.levels[..level].iter().rev().find_map(beside) {
            Some(other) => {
                let other = &mut kept[other];
                other.group = None;
                other.parts.extend(theme.parts);
                other.parts.sort_unstable();
            }
            None => kept.push(theme),
        }
    }
    *planned = kept;
}

fn shown(level: &LevelRow, kept: &[Option<i64>]) -> Vec<Planned> {
    let mut of_kept: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    let mut of_group: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for (part, &group) in level.group_of.iter().enumerate() {
        *sizes.entry(group).or_default() += 1;
        match kept[part] {
            Some(theme) => of_kept.entry(theme).or_default().push(part),
            None => of_group.entry(group).or_default().push(part),
        }
    }
    let kept = of_kept.into_iter().map(|(theme, parts)| Planned {
        id: Some(theme),
        parts,
        group: None,
        parent: None,
        above: false,
    });
    let found = of_group.into_iter().map(|(group, parts)| Planned {
        id: None,
        group: (parts.len() == sizes[&group]).then_some(group),
        parts,
        parent: None,
        above: false,
    });
    kept.chain(found).collect()
}

/// Puts themes under those of a broader level, the one with about a quarter as many. A level where
/// one parent would take in more than a third of the themes says nothing and is passed over.
fn parents(parts: &Parts, level: usize, planned: &mut Vec<Planned>) {
    let count = planned.len();
    if count < WORTH_PARENTS {
        return;
    }
    let groups = |level: &LevelRow| level.group_of.iter().max().map_or(0, |last| last + 1);
    let far = |level: &LevelRow| (groups(level) as f64 * CHILDREN / count as f64).ln().abs();
    let divides = |under: &BTreeMap<usize, Vec<usize>>| {
        under.values().all(|children| 3 * children.len() <= count)
    };
    let broader = parts.levels[..level]
        .iter()
        .filter(|level| groups(level) >= 2 && 2 * groups(level) <= count)
        .map(|level| (far(level), under(parts, level, planned)))
        .filter(|(_, under)| divides(under))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    let Some((_, under)) = broader else {
        return;
    };
    for children in under.into_values().filter(|children| children.len() > 1) {
        let parent = planned.len();
        let mut parts = Vec::new();
        for child in children {
            planned[child].parent = Some(parent);
            parts.extend(&planned[child].parts);
        }
        parts.sort_unstable();
        planned.push(Planned {
            id: None,
            parts,
            group: None,
            parent: None,
            above: true,
        });
    }
}

/// The planned themes by the group of a broader level that most of their passages are in.
fn under(parts: &Parts, broader: &LevelRow, planned: &[Planned]) -> BTreeMap<usize, Vec<usize>> {
    let mut under: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, theme) in planned.iter().enumerate() {
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for &part in &theme.parts {
            *sizes.entry(broader.group_of[part]).or_default() += parts.passages[part].len();
        }
        let most = sizes
            .iter()
            .max_by_key(|(group, size)| (**size, std::cmp::Reverse(**group)));
        if let Some((&group, _)) = most {
            under.entry(group).or_default().push(place);
        }
    }
    under
}

/// Themes of exactly these parts were there before, in another cut of the analysis.
fn name_known(planned: &mut [Planned], standing: &Standing) {
    let mut taken: HashSet<i64> = standing.kept.iter().copied().collect();
    for theme in planned.iter_mut().filter(|theme| theme.id.is_none()) {
        theme.id = standing
            .made_of
            .get(&theme.parts)
            .copied()
            .filter(|id| taken.insert(*id));
    }
}

/// The others continue the themes, and the parents, that they have most in common with.
fn match_others(parts: &Parts, planned: &mut [Planned], standing: &Standing) {
    let taken: HashSet<i64> = planned
        .iter()
        .filter_map(|theme| theme.id)
        .chain(standing.kept.iter().copied())
        .collect();
    let mut before: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let mut above: HashMap<i64, i64> = HashMap::new();
    for (parent, children) in &standing.parents {
        above.extend(children.iter().map(|child| (*child, *parent)));
    }
    for (&passage, &theme) in &standing.theme_of {
        for id in [Some(theme), above.get(&theme).copied()]
            .into_iter()
            .flatten()
        {
            if !taken.contains(&id) {
                before.entry(id).or_default().push(passage);
            }
        }
    }
    let (ids, mut earlier): (Vec<i64>, Vec<Vec<i64>>) = before.into_iter().unzip();
    earlier
        .iter_mut()
        .for_each(|passages| passages.sort_unstable());
    let open: Vec<usize> = (0..planned.len())
        .filter(|&place| planned[place].id.is_none())
        .collect();
    let found: Vec<Vec<i64>> = open
        .iter()
        .map(|&place| passages_of(parts, &planned[place].parts))
        .collect();
    for (&place, matched) in open.iter().zip(match_themes(&earlier, &found)) {
        planned[place].id = matched.map(|index| ids[index]);
    }
}

/// The passages of some parts, ascending.
pub(super) fn passages_of(parts: &Parts, of: &[usize]) -> Vec<i64> {
    let mut passages: Vec<i64> = of
        .iter()
        .flat_map(|&part| parts.passages[part].iter().copied())
        .collect();
    passages.sort_unstable();
    passages
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twelve parts of ten passages; four levels of 2, 3, 6 and 12 groups.
    fn parts() -> Parts {
        parts_of(12, [6, 4, 2, 1])
    }

    /// Parts of ten passages; levels whose groups have so many parts each.
    fn parts_of(count: usize, sizes: [usize; 4]) -> Parts {
        let level = |(granularity, size): (f64, usize)| LevelRow {
            granularity,
            group_of: (0..count).map(|part| part / size).collect(),
        };
        Parts {
            passages: (0..count as i64)
                .map(|part| (part * 10..part * 10 + 10).collect())
                .collect(),
            levels: [0.25, 0.5, 1.0, 2.0]
                .into_iter()
                .zip(sizes)
                .map(level)
                .collect(),
        }
    }

    fn standing() -> Standing {
        Standing {
            theme_of: HashMap::new(),
            pinned: HashSet::new(),
            kept: BTreeSet::new(),
            locked: BTreeSet::new(),
            parents: BTreeMap::new(),
            made_of: HashMap::new(),
        }
    }

    /// What stands after a cut was shown, new themes numbered from `next`.
    fn after(parts: &Parts, planned: &mut [Planned], next: i64) -> Standing {
        let mut standing = standing();
        for (number, theme) in planned.iter_mut().enumerate() {
            let id = *theme.id.get_or_insert(next + number as i64);
            standing.made_of.insert(theme.parts.clone(), id);
            if !theme.above {
                let passages = passages_of(parts, &theme.parts);
                standing
                    .theme_of
                    .extend(passages.into_iter().map(|p| (p, id)));
            }
        }
        for theme in planned.iter() {
            if let Some(parent) = theme.parent {
                let parent = planned[parent].id.unwrap();
                standing.parents.entry(parent).or_default().extend(theme.id);
            }
        }
        standing
    }

    #[test]
    fn the_slider_there_and_back_gives_the_same_themes() {
        let parts = parts();
        let mut first = cut(&parts, 2, &standing());
        assert_eq!(first.len(), 6, "too few themes for parents");
        let mut known = after(&parts, &mut first, 1);
        let mut finer = cut(&parts, 3, &known);
        let continued: BTreeSet<i64> = finer.iter().filter_map(|theme| theme.id).collect();
        assert_eq!(
            continued,
            (1..=6).collect(),
            "each theme goes on as one of its halves or above both"
        );
        let made_of = known.made_of.clone();
        known = after(&parts, &mut finer, 100);
        known.made_of.extend(made_of);
        assert_eq!(cut(&parts, 2, &known), first);
    }

    #[test]
    fn what_a_person_keeps_stays_whole_at_every_level() {
        let parts = parts();
        let mut first = cut(&parts, 2, &standing());
        let mut known = after(&parts, &mut first, 1);
        // Two themes were merged, and a third was kept without its last passages.
        for passage in 20..40 {
            known.theme_of.insert(passage, 1);
        }
        for passage in 97..100 {
            known.theme_of.insert(passage, 6);
        }
        known.kept = [1, 5].into();
        for level in 0..4 {
            let themes = cut(&parts, level, &known);
            let of = |id: i64| {
                let theme = themes.iter().find(|theme| theme.id == Some(id)).unwrap();
                theme.parts.clone()
            };
            assert_eq!(
                (of(1), of(5)),
                (vec![0, 1, 2, 3], vec![8, 9]),
                "level {level}"
            );
            let mut all: Vec<usize> = themes
                .iter()
                .filter(|theme| !theme.above)
                .flat_map(|theme| theme.parts.clone())
                .collect();
            all.sort_unstable();
            assert_eq!(all, (0..12).collect::<Vec<_>>(), "nobody is left out");
        }
    }

    #[test]
    fn many_themes_stand_under_those_of_a_broader_level() {
        let parts = parts_of(20, [10, 5, 2, 1]);
        let mut finest = cut(&parts, 3, &standing());
        let parents: Vec<&Planned> = finest.iter().filter(|theme| theme.above).collect();
        assert_eq!(parents.len(), 4);
        assert_eq!(parents[1].parts, [5, 6, 7, 8, 9]);
        // The broader level, when it is shown, has the parents' numbers.
        let known = after(&parts, &mut finest, 1);
        let broader = cut(&parts, 1, &known);
        let ids: Vec<Option<i64>> = broader.iter().map(|theme| theme.id).collect();
        assert_eq!(ids, [Some(21), Some(22), Some(23), Some(24)]);
        let few = parts_of(12, [6, 4, 2, 1]);
        assert!(
            cut(&few, 3, &standing()).iter().all(|theme| !theme.above),
            "a dozen themes need no parents"
        );
    }

    #[test]
    fn a_locked_theme_takes_in_nothing_old() {
        let parts = parts();
        let mut known = standing();
        // Theme 1 has two parts but for two passages of theme 2; a third part is new.
        for passage in 0..20 {
            known
                .theme_of
                .insert(passage, if passage < 18 { 1 } else { 2 });
        }
        known.kept = [1].into();
        let of_theme = |known: &Standing| {
            let themes = cut(&parts, 3, known);
            let theme = themes.iter().find(|theme| theme.id == Some(1));
            theme.map(|theme| theme.parts.clone()).unwrap_or_default()
        };
        assert_eq!(of_theme(&known), [0, 1], "kept, not locked");
        known.locked = [1].into();
        known.pinned = (0..18).collect();
        assert_eq!(of_theme(&known), [0]);
        known.pinned.extend([18, 19]);
        assert_eq!(of_theme(&known), [0, 1], "those stay where they are");
    }

    #[test]
    fn what_hardly_anybody_is_left_in_is_no_theme() {
        let parts = parts();
        let mut known = standing();
        // All of the first group but two passages stay in a locked theme, which cannot take it.
        for passage in 0..20 {
            known
                .theme_of
                .insert(passage, if passage % 10 > 0 { 1 } else { 2 });
        }
        (known.kept, known.locked) = ([1].into(), [1].into());
        known.pinned = (0..20).filter(|passage| passage % 10 > 0).collect();
        let themes = cut(&parts, 2, &known);
        assert_eq!(themes.len(), 5);
        assert_eq!(
            themes[0].parts,
            [0, 1, 2, 3],
            "joined to the theme beside it"
        );
    }
}
