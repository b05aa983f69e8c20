use std::collections::BTreeMap;

use assay_analysis::impact::Opinion;
use assay_ingest::{YesNoOrDate, yes_no_or_date};

use super::People;
use crate::{Project, Result};

/// What customers on record said of the product as a whole; feedback that rates nothing left out.
pub(super) fn opinions(project: &Project, people: &People) -> Result<Vec<Opinion>> {
    let rows = project.read(|store| Ok(store.opinions()?))?;
    let mut opinions = Vec::new();
    for row in rows {
        let recommended = recommended(&segments(row.segments.as_deref()));
        if row.rating.is_none() && recommended.is_none() {
            continue;
        }
        if let Some(customer) = people.place(&row.person) {
            opinions.push(Opinion {
                customer,
                rating: row.rating,
                recommended,
            });
        }
    }
    Ok(opinions)
}

/// The columns of a piece of feedback.
pub(crate) fn segments(json: Option<&str>) -> BTreeMap<String, String> {
    json.and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default()
}

/// What a column about recommending says, if there is one.
pub(crate) fn recommended(segments: &BTreeMap<String, String>) -> Option<bool> {
    segments.iter().find_map(|(name, value)| {
        if !name.to_lowercase().contains("recommend") {
            return None;
        }
        match yes_no_or_date(value, None)? {
            YesNoOrDate::Yes => Some(true),
            YesNoOrDate::No => Some(false),
            YesNoOrDate::On(_) => None,
        }
    })
}
