use assay_store::SourceRow;

use super::SourceSummary;
use crate::{Project, Result};

/// The sources of the project, oldest first.
pub fn list(project: &Project) -> Result<Vec<SourceSummary>> {
    project.read(|store| Ok(store.sources()?.into_iter().map(summary).collect()))
}

fn summary(source: SourceRow) -> SourceSummary {
    SourceSummary {
        id: source.id,
        name: source.name,
        path: source.path,
        kind: source.kind,
        format: source.format,
        imported_at: source.imported_at,
        rows: source.rows,
        items: source.items,
        customers: source.customers,
        events: source.events,
        duplicates: source.duplicates,
        updated: source.updated,
        rejected: source.rejected,
        repaired: source.repaired,
        redacted: source.redacted,
        no_answer: source.no_answer,
    }
}
