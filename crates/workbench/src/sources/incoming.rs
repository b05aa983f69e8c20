//! A file on its way into the project: its source, its ledger and what is reported of it.

use assay_ingest::{ColumnGuess, Kind, Problem, ProblemKind};
use assay_store::{CustomerRow, LedgerRow, NewItem, NewPassage, NewSource, SourceRow, Write};

use super::files::Found;
use super::{ImportProblem, ImportedSource};
use crate::Result;
use crate::handle::now;

/// Problems listed in a report; the ledger has them all.
const LISTED: usize = 1000;

const KNOWN_ALREADY: &str = "the project has this record already";

/// A file on its way into the project.
pub(super) struct Incoming<'f> {
    pub(super) file: &'f Found,
    pub(super) hash: &'f [u8],
    pub(super) name: &'f str,
    /// As they are compared with those of other files.
    pub(super) columns: &'f [ColumnGuess],
    /// Its number, once something of it is stored.
    pub(super) source: Option<i64>,
    /// Entries of the ledger that are not written yet.
    pub(super) ledger: Vec<LedgerRow>,
    pub(super) report: ImportedSource,
}

impl Incoming<'_> {
    /// A file of which nothing is stored yet.
    pub(super) fn begin<'f>(
        file: &'f Found,
        hash: &'f [u8],
        name: &'f str,
        kind: &str,
        format: &str,
    ) -> Incoming<'f> {
        Incoming {
            file,
            hash,
            name,
            columns: &[],
            source: None,
            ledger: Vec::new(),
            report: ImportedSource {
                path: file.request.path.clone(),
                kind: kind.into(),
                format: format.into(),
                encoding: "UTF-8".into(),
                ..ImportedSource::default()
            },
        }
    }

    /// What is in a file that is no table is counted as it is met.
    pub(super) fn counted(&mut self, rows: u64, texts: u64, customers: u64) {
        self.report.rows += rows;
        self.report.items += texts;
        self.report.customers += customers;
    }

    pub(super) fn customer(&mut self, write: &mut Write, customer: &CustomerRow) -> Result<()> {
        let source = self.source(write)?;
        Ok(write.add_customer(source, customer)?)
    }

    /// What the file's codes gave.
    pub(super) fn coded(&mut self, themes: u64, tags: u64) {
        self.report.themes = themes;
        self.report.tags = tags;
    }

    /// Contact details that were replaced in what is no item: memos, titles, codes.
    pub(super) fn redacted(&mut self, count: u64) {
        self.report.redacted += count;
    }

    /// Entries of the ledger that are held back: a file that brings nothing new leaves none.
    const HELD: usize = 10_000;

    pub(super) fn problems(&mut self, write: &mut Write, problems: Vec<Problem>) -> Result<()> {
        for problem in problems {
            if problem.row.is_some() || problem.what == ProblemKind::Rejected {
                match problem.what {
                    ProblemKind::Rejected => self.report.rejected += 1,
                    ProblemKind::Repaired => self.report.repaired += 1,
                }
            }
            if self.report.problems.len() < LISTED {
                self.report.problems.push(listed(&problem));
            }
            self.enter(write, ledger_row(problem))?;
        }
        Ok(())
    }

    /// Stores an item; gives its number.
    pub(super) fn item(
        &mut self,
        write: &mut Write,
        item: &NewItem,
        passages: &[NewPassage],
        redacted: u64,
    ) -> Result<i64> {
        if item.no_answer {
            self.report.no_answer += 1;
            let reason = "the answer says nothing; it is kept, and belongs to no theme";
            self.enter(write, entry(item.row, "no_answer", reason))?;
        }
        if redacted > 0 {
            self.report.redacted += redacted;
            let reason = format!("{redacted} contact or account details were replaced");
            self.enter(write, entry(item.row, "redacted", reason))?;
        }
        let source = self.source(write)?;
        Ok(write.add_item(source, item, passages)?)
    }

    pub(super) fn duplicate(&mut self, write: &mut Write, row: u64) -> Result<()> {
        self.report.duplicates += 1;
        self.enter(write, entry(Some(row), "duplicate", KNOWN_ALREADY))
    }

    pub(super) fn updated(&mut self, write: &mut Write, row: u64, what: &str) -> Result<()> {
        self.report.updated += 1;
        let reason = format!("the project had this record with other contents; new: {what}");
        self.enter(write, entry(Some(row), "updated", reason))
    }

    fn enter(&mut self, write: &mut Write, entry: LedgerRow) -> Result<()> {
        self.ledger.push(entry);
        if self.ledger.len() >= Self::HELD {
            self.flush(write)?;
        }
        Ok(())
    }

    fn flush(&mut self, write: &mut Write) -> Result<()> {
        let source = self.source(write)?;
        for entry in &mut self.ledger {
            entry.source = source;
        }
        write.add_ledger(&self.ledger)?;
        self.ledger.clear();
        Ok(())
    }

    /// The file's source, staged now if it is not yet.
    pub(super) fn source(&mut self, write: &mut Write) -> Result<i64> {
        if let Some(source) = self.source {
            return Ok(source);
        }
        let path = &self.file.path;
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let columns = self.columns.iter();
        let columns: Vec<[&str; 2]> = columns
            .map(|column| [column.name.as_str(), column.role.name()])
            .collect();
        let new = write.stage_source(&NewSource {
            path: path.display().to_string(),
            name: self.name.into(),
            kind: self.report.kind.clone(),
            format: self.report.format.clone(),
            encoding: self.report.encoding.clone(),
            hash: self.hash.to_vec(),
            mapping: serde_json::json!(columns).to_string(),
            imported_at: now(),
        })?;
        Ok(*self.source.insert(new))
    }

    pub(super) fn finish(mut self, write: &mut Write) -> Result<ImportedSource> {
        let report = &self.report;
        let brought = report.items + report.customers + report.events + report.updated;
        if brought == 0 && report.duplicates > 0 {
            if let Some(source) = self.source {
                write.discard_source(source)?;
            }
            return Ok(self.report);
        }
        // Where nothing in it could be used, that is worth a ledger.
        self.flush(write)?;
        let id = self.source(write)?;
        let report = &mut self.report;
        let of_customers = report.kind == Kind::Customers.name();
        let (items, customers) = match of_customers {
            true => (0, report.updated),
            false => (report.updated, 0),
        };
        write.publish_source(&SourceRow {
            id,
            rows: report.rows,
            items: report.items + items,
            customers: report.customers + customers,
            updated: report.updated,
            events: report.events,
            duplicates: report.duplicates,
            rejected: report.rejected,
            repaired: report.repaired,
            redacted: report.redacted,
            no_answer: report.no_answer,
            ..Default::default()
        })?;
        write.apply_word_rules()?;
        report.id = Some(id);
        Ok(self.report)
    }
}

fn entry(row: Option<u64>, what: &str, reason: impl Into<String>) -> LedgerRow {
    LedgerRow {
        source: 0,
        row,
        column: None,
        what: what.into(),
        reason: reason.into(),
    }
}

fn listed(problem: &Problem) -> ImportProblem {
    ImportProblem {
        row: problem.row,
        column: problem.column.clone(),
        reason: problem.reason.clone(),
    }
}

fn ledger_row(problem: Problem) -> LedgerRow {
    let what = match problem.what {
        ProblemKind::Rejected => "rejected",
        ProblemKind::Repaired => "repaired",
    };
    LedgerRow {
        source: 0,
        row: problem.row,
        column: problem.column,
        what: what.into(),
        reason: problem.reason,
    }
}
