use super::load::Loaded;
use super::{ThemeTrend, TrendPoint, TrendRequest};
use crate::themes::find;
use crate::{Project, Result};

/// One theme over time and in two periods.
pub fn show(project: &Project, request: TrendRequest) -> Result<ThemeTrend> {
    let theme = find(project, request.id)?;
    let unit = request.unit.as_deref();
    let loaded = Loaded::read(project, unit, request.split.as_ref(), Some(theme.id))?;
    loaded
        .of_theme(theme.id)
        .ok_or_else(|| crate::Error::not_found(format!("theme {} is gone by now", theme.id)))
}

impl Loaded {
    /// One theme's trend; `None` for a theme that was not read.
    pub(crate) fn of_theme(&self, id: i64) -> Option<ThemeTrend> {
        let place = self.themes.iter().position(|theme| theme.id == id)?;
        let raised = &self.trends.themes[place].people;
        let points = self.bins().into_iter().enumerate().map(|(at, bin)| {
            let share = self.trends.share(place, at);
            TrendPoint {
                bin,
                raised: raised[at],
                share: share.map(|share| share.value),
                low: share.and_then(|share| share.low),
                high: share.and_then(|share| share.high),
            }
        });
        Some(ThemeTrend {
            id,
            label: self.themes[place].label.clone(),
            unit: self.unit().into(),
            points: points.collect(),
            change: self.change(place),
            compared: self.compared(),
            notes: self.notes(),
        })
    }
}
