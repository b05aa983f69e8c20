use assay_store::LedgerFilter;

use super::{LedgerEntry, LedgerPage, LedgerRequest};
use crate::{Project, Result};

/// What happened to each row that was not simply taken as it stood.
pub fn ledger(project: &Project, request: LedgerRequest) -> Result<LedgerPage> {
    let filter = LedgerFilter {
        source: request.source,
        what: request.what.as_deref(),
        offset: request.offset,
        limit: request.limit.unwrap_or(200),
    };
    let (total, rows) = project.read(|store| Ok(store.ledger(&filter)?))?;
    let entries = rows
        .into_iter()
        .map(|row| LedgerEntry {
            source: row.source,
            row: row.row,
            column: row.column,
            what: row.what,
            reason: row.reason,
        })
        .collect();
    Ok(LedgerPage { total, entries })
}
