use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{ContinuedTheme, DiffRequest, RunDiff, ThemeChange};
use crate::{Error, Project, Result};

/// What changed from one run to another, with the names that themes have now.
pub fn diff(project: &Project, request: DiffRequest) -> Result<RunDiff> {
    project.read(|store| {
        let runs = store.runs()?;
        for id in [request.from, request.to] {
            if !runs.iter().any(|run| run.id == id) {
                return Err(Error::not_found(format!(
                    "there is no run {id}; `assay runs` lists them"
                )));
            }
        }
        let names = store.theme_names()?;
        let divided = |run| -> Result<Divided> {
            let themes = store.run_themes(run)?.into_iter();
            Ok(Divided {
                theme_of: store.run_partition(run)?.into_iter().collect(),
                parents: themes.filter_map(|theme| theme.parent).collect(),
            })
        };
        let mut diff = compare(&divided(request.from)?, &divided(request.to)?, &names);
        (diff.from, diff.to) = (Some(request.from), request.to);
        Ok(diff)
    })
}

/// The themes of a run.
#[derive(Default)]
pub(crate) struct Divided {
    /// The main theme of each passage.
    pub(crate) theme_of: HashMap<i64, i64>,
    /// Themes that stand for those under them.
    pub(crate) parents: BTreeSet<i64>,
}

/// What changed between two runs. A theme that was or becomes a parent neither came nor went.
pub(crate) fn compare(before: &Divided, after: &Divided, names: &HashMap<i64, String>) -> RunDiff {
    let mut diff = RunDiff::default();
    let (mut had, mut has): (Sizes, Sizes) = Default::default();
    // Passages by (theme before, theme after); of a passage that one side lacks, that is none.
    let mut flows: BTreeMap<(Option<i64>, Option<i64>), u64> = BTreeMap::new();
    for (passage, &to) in &after.theme_of {
        let from = before.theme_of.get(passage).copied();
        *flows.entry((from, Some(to))).or_default() += 1;
        *has.entry(to).or_default() += 1;
    }
    for (passage, &from) in &before.theme_of {
        *had.entry(from).or_default() += 1;
        if !after.theme_of.contains_key(passage) {
            *flows.entry((Some(from), None)).or_default() += 1;
        }
    }
    let flow = |from: Option<i64>, to: Option<i64>| flows.get(&(from, to)).copied().unwrap_or(0);
    let label = |id: &i64| names.get(id).cloned().unwrap_or_default();
    for (id, &passages) in &has {
        let new = flow(None, Some(*id));
        diff.new_passages += new;
        let stayed = flow(Some(*id), Some(*id));
        diff.moved_passages += passages - new - stayed;
        let was_parent = before.parents.contains(id).then_some(&0);
        if let Some(earlier) = had.get(id).or(was_parent) {
            diff.continued.push(ContinuedTheme {
                id: *id,
                label: label(id),
                passages,
                new,
                arrived: passages - new - stayed,
                left: earlier - stayed - flow(Some(*id), None),
            });
            continue;
        }
        let sources = flows.iter().filter(|((_, to), _)| *to == Some(*id));
        let source = most(
            sources.filter_map(|((from, _), count)| Some(((*from)?, *count))),
            passages,
        );
        let change = change(*id, passages, source, label);
        match source {
            Some(_) => diff.split.push(change),
            None => diff.new.push(change),
        }
    }
    let goes_on = |id: &i64| has.contains_key(id) || after.parents.contains(id);
    for (id, &passages) in had.iter().filter(|(id, _)| !goes_on(id)) {
        let targets = flows.iter().filter(|((from, _), _)| *from == Some(*id));
        let target = most(
            targets.filter_map(|((_, to), count)| Some(((*to)?, *count))),
            passages,
        );
        let change = change(*id, passages, target, label);
        match target {
            Some(_) => diff.merged.push(change),
            None => diff.gone.push(change),
        }
    }
    for changes in [
        &mut diff.new,
        &mut diff.split,
        &mut diff.merged,
        &mut diff.gone,
    ] {
        changes.sort_by_key(|change| (std::cmp::Reverse(change.passages), change.id));
    }
    diff.continued
        .sort_by_key(|theme| (std::cmp::Reverse(theme.passages), theme.id));
    diff
}

type Sizes = BTreeMap<i64, u64>;

/// The theme that more than half of `all` passages came from or went to.
fn most(flows: impl Iterator<Item = (i64, u64)>, all: u64) -> Option<i64> {
    flows
        .filter(|(_, count)| 2 * count > all)
        .map(|(id, _)| id)
        .next()
}

fn change(
    id: i64,
    passages: u64,
    other: Option<i64>,
    label: impl Fn(&i64) -> String,
) -> ThemeChange {
    ThemeChange {
        id,
        label: label(&id),
        passages,
        other,
        other_label: other.map(|other| label(&other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partition(themes: &[(i64, std::ops::Range<i64>)]) -> Divided {
        let of = |(theme, passages): &(i64, std::ops::Range<i64>)| {
            let theme = *theme;
            passages.clone().map(move |passage| (passage, theme))
        };
        Divided {
            theme_of: themes.iter().flat_map(of).collect(),
            parents: BTreeSet::new(),
        }
    }

    #[test]
    fn every_passage_is_accounted_for() {
        let before = partition(&[(1, 0..40), (2, 40..60), (3, 60..70), (4, 70..80)]);
        // 1 loses a part as 5, 2 gains new data, 3 goes into 2, 4 is spread, 6 is new.
        let after = partition(&[
            (1, 0..25),
            (5, 25..40),
            (2, 40..75),
            (1, 75..80),
            (2, 100..110),
            (6, 110..130),
        ]);
        let names = HashMap::from([(5, "Part".to_owned()), (1, "Whole".to_owned())]);
        let diff = compare(&before, &after, &names);
        let ids =
            |changes: &[ThemeChange]| changes.iter().map(|c| (c.id, c.other)).collect::<Vec<_>>();
        assert_eq!(ids(&diff.split), [(5, Some(1))]);
        assert_eq!(diff.split[0].other_label.as_deref(), Some("Whole"));
        assert_eq!(ids(&diff.merged), [(3, Some(2))]);
        assert_eq!(ids(&diff.gone), [(4, None)]);
        assert_eq!(ids(&diff.new), [(6, None)]);
        assert_eq!((diff.new_passages, diff.moved_passages), (30, 15 + 10 + 10));
        let two = diff.continued.iter().find(|theme| theme.id == 2).unwrap();
        assert_eq!(
            (two.passages, two.new, two.arrived, two.left),
            (45, 10, 15, 0)
        );
        let one = diff.continued.iter().find(|theme| theme.id == 1).unwrap();
        assert_eq!(
            (one.passages, one.new, one.arrived, one.left),
            (30, 0, 5, 15)
        );
    }
    #[test]
    fn a_parent_neither_comes_nor_goes() {
        let broad = partition(&[(1, 0..40), (2, 40..60)]);
        let mut fine = partition(&[(3, 0..20), (4, 20..40), (2, 40..60)]);
        fine.parents.insert(1);
        let finer = compare(&broad, &fine, &HashMap::new());
        assert_eq!(
            (finer.gone.len(), finer.merged.len(), finer.split.len()),
            (0, 0, 2)
        );
        let broader = compare(&fine, &broad, &HashMap::new());
        assert_eq!(
            (broader.new.len(), broader.split.len(), broader.merged.len()),
            (0, 0, 2)
        );
        let parent = &broader.continued[0];
        assert_eq!(
            (parent.id, parent.passages, parent.arrived, parent.left),
            (1, 40, 40, 0)
        );
    }
}
