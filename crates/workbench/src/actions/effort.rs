use std::collections::BTreeMap;

use super::ActionStatus;
use crate::{Project, Result};

/// What is still to be done about each theme, in the team's own unit: the sum over its ideas,
/// plans and work under way. A theme is absent where none of these has an effort.
pub fn effort_by_theme(project: &Project) -> Result<BTreeMap<i64, f64>> {
    let actions = project.read(|store| Ok(store.actions()?))?;
    let ended = [ActionStatus::Shipped.name(), ActionStatus::Dropped.name()];
    let mut efforts = BTreeMap::new();
    for action in actions {
        if let Some(effort) = action.effort
            && !ended.contains(&action.status.as_str())
        {
            *efforts.entry(action.theme).or_insert(0.0) += effort;
        }
    }
    Ok(efforts)
}
