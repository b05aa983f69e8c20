use std::collections::{BTreeMap, HashMap, HashSet};

use assay_analysis::impact::wilson;
use assay_analysis::segments::FEWEST_PEOPLE;

use super::list::segments;
use super::members::Members;
use super::{SegmentShares, ShareOfGroup};
use crate::themes::{ThemeId, find};
use crate::{Project, Result};

/// In each segment, how many of the people of each group raise a theme, or one that stands under
/// it; largest group first. Groups of too few people are left out, and segments with fewer than two
/// others.
pub fn of_theme(project: &Project, request: ThemeId) -> Result<Vec<SegmentShares>> {
    find(project, request.id)?;
    let members = Members::read(project)?;
    let raising = project.read(|store| {
        let themes = store.themes()?;
        let parents: HashMap<i64, Option<i64>> = themes
            .iter()
            .map(|theme| (theme.id, theme.parent))
            .collect();
        let mut raising: HashSet<i64> = HashSet::new();
        store.each_mention(|item, theme, _, _| {
            let above = parents.get(&theme).copied().flatten();
            if theme == request.id || above == Some(request.id) {
                raising.insert(item);
            }
        })?;
        Ok(raising)
    })?;
    let shares = segments(&members).into_iter().map(|segment| {
        // Of each group its people, and whether they raise it.
        let mut groups: BTreeMap<String, HashMap<&str, bool>> = BTreeMap::new();
        for (place, item) in members.items.iter().enumerate() {
            if let Some(value) = members.value(place, &segment.name) {
                let raises = groups
                    .entry(value)
                    .or_default()
                    .entry(&item.person)
                    .or_default();
                *raises |= raising.contains(&item.item);
            }
        }
        let mut groups: Vec<ShareOfGroup> = groups
            .into_iter()
            .filter(|(_, people)| people.len() >= FEWEST_PEOPLE)
            .filter_map(|(value, people)| {
                let raised = people.values().filter(|raises| **raises).count() as u64;
                let share = wilson(raised, people.len() as u64)?;
                Some(ShareOfGroup {
                    value,
                    people: people.len() as u64,
                    raised,
                    share: share.value,
                    low: share.low?,
                    high: share.high?,
                })
            })
            .collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.people));
        SegmentShares {
            segment: segment.name,
            groups,
        }
    });
    Ok(shares.filter(|shares| shares.groups.len() > 1).collect())
}
