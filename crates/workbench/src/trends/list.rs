use super::load::Loaded;
use super::{TrendRow, Trends, TrendsRequest};
use crate::{Project, Result};

/// Every theme that is not hidden, over time and in two periods.
pub fn list(project: &Project, request: TrendsRequest) -> Result<Trends> {
    let unit = request.unit.as_deref();
    Ok(Loaded::read(project, unit, request.split.as_ref(), None)?.list())
}

impl Loaded {
    /// Every theme's trend.
    pub(crate) fn list(&self) -> Trends {
        let mut themes: Vec<TrendRow> = self
            .themes
            .iter()
            .zip(&self.trends.themes)
            .enumerate()
            .map(|(place, (theme, trend))| TrendRow {
                id: theme.id,
                label: theme.label.clone(),
                change: self.change(place),
                people: trend.people.clone(),
                shares: (0..trend.people.len())
                    .map(|bin| Some(self.trends.share(place, bin)?.value))
                    .collect(),
            })
            .collect();
        themes.sort_by(|a, b| {
            group(a)
                .cmp(&group(b))
                .then(weight(b).total_cmp(&weight(a)))
                .then(a.id.cmp(&b.id))
        });
        Trends {
            unit: self.unit().into(),
            bins: self.bins(),
            compared: self.compared(),
            notes: self.notes(),
            themes,
        }
    }
}

fn group(row: &TrendRow) -> usize {
    match row.change.verdict.as_str() {
        "rising" => 0,
        "falling" => 1,
        _ => 2,
    }
}

/// What themes of one group go by: how far they moved, or by how many people they are raised.
fn weight(row: &TrendRow) -> f64 {
    if group(row) < 2 {
        row.change.difference.unwrap_or_default().abs()
    } else {
        row.people.iter().sum::<u64>() as f64
    }
}
