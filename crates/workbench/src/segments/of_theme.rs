use std::collections::HashSet;

use assay_analysis::impact::wilson;
use assay_analysis::segments::FEWEST_PEOPLE;

use super::list::divided;
use super::{SegmentShares, ShareOfGroup};
use crate::standing::standing;
use crate::themes::{ThemeId, find};
use crate::{Project, Result};

/// In each segment, how many of the people of each group raise a theme, or one that stands under
/// it; largest group first. Groups of too few people are left out, and segments with fewer than two
/// others.
pub fn of_theme(project: &Project, request: ThemeId) -> Result<Vec<SegmentShares>> {
    find(project, request.id)?;
    let divided = divided(project)?;
    let members = &divided.members;
    let themes = project.read(|store| Ok(store.themes()?))?;
    let under = themes
        .iter()
        .filter(|theme| theme.id == request.id || theme.parent == Some(request.id));
    let under: HashSet<i64> = under.map(|theme| theme.id).collect();
    let raising = standing(project)?.items_on(|theme| under.contains(&theme));
    let raising: Vec<usize> = raising
        .iter()
        .filter_map(|item| members.place(*item))
        .collect();
    let shares = divided.segments.iter().map(|division| {
        // People who raise it, each once a value.
        let mut raised: Vec<(u8, u32)> = raising
            .iter()
            .filter_map(|&place| Some((division.value_of[place]?, members.items[place].person)))
            .collect();
        raised.sort_unstable();
        raised.dedup();
        let values = division.segment.values.iter().zip(0..);
        let groups = values.filter_map(|(people, value)| {
            let raised = raised.iter().filter(|(of, _)| *of == value).count() as u64;
            let share = wilson(raised, people.count)?;
            Some(ShareOfGroup {
                value: people.label.clone(),
                people: people.count,
                raised,
                share: share.value,
                low: share.low?,
                high: share.high?,
            })
        });
        SegmentShares {
            segment: division.segment.name.clone(),
            groups: groups
                .filter(|group| group.people >= FEWEST_PEOPLE as u64)
                .collect(),
        }
    });
    Ok(shares.filter(|shares| shares.groups.len() > 1).collect())
}
