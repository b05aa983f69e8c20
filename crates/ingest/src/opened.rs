//! A file that was opened: what it is, and then its records, a batch at a time.

use crate::columns::{Plan, plan, widen_long_format};
use crate::formats::{Content, open};
use crate::records::{Builder, TableInfo};
use crate::table::Table;
use crate::transcript::{Conversation, Transcript, assemble};
use crate::{
    ColumnGuess, DateOrder, FileError, Input, Kind, Options, Problem, ProblemKind, Record,
};

/// A file that can be read. Its encoding, delimiter, headings and a sample of its rows are known;
/// its records are read by [`Opened::read`], as often as asked and never all at once.
pub struct Opened<'a> {
    name: String,
    content: Content<'a>,
}

/// What a file is and what its columns are for.
#[derive(Debug)]
pub struct Outline {
    /// What the file holds.
    pub kind: Kind,
    /// Why it is thought so, in a short phrase.
    pub kind_reason: String,
    /// As in [`crate::Reading::format`].
    pub format: String,
    /// As in [`crate::Reading::encoding`].
    pub encoding: String,
    /// As in [`crate::Reading::columns`].
    pub columns: Vec<ColumnGuess>,
    /// As in [`crate::Reading::header_rows`].
    pub header_rows: usize,
    /// As in [`crate::Reading::date_order`].
    pub date_order: Option<DateOrder>,
    /// How many rows there are at most; 1 for a transcript.
    pub rows: u64,
    /// What had to be decided or mended in the file as a whole.
    pub problems: Vec<Problem>,
    detail: Detail,
}

#[derive(Debug)]
enum Detail {
    Table(Box<Plan>),
    Conversation(Box<Record>),
}

/// Records that stand next to each other in a file.
#[derive(Debug, Default)]
pub struct Batch {
    /// In the order of the file.
    pub records: Vec<Record>,
    /// What was left out or corrected among them.
    pub problems: Vec<Problem>,
}

/// What can be said when all records were read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// As in [`crate::Reading::rows`].
    pub rows: u64,
    /// Said in addition to [`Outline::kind_reason`]; may be empty.
    pub remark: String,
}

impl<'a> Opened<'a> {
    /// Looks through a file. `name` is its file name: the extension decides the format, and
    /// messages repeat it. `kind` is what a person says that it holds.
    ///
    /// # Errors
    /// If the file cannot be read at all, or is beyond one of [`crate::limits`].
    pub fn open(
        name: &str,
        input: &'a dyn Input,
        kind: Option<Kind>,
    ) -> Result<Opened<'a>, FileError> {
        Opened::beginning(name, input, kind, None)
    }

    /// As [`Opened::open`], but of a table no more than so many rows.
    pub(crate) fn beginning(
        name: &str,
        input: &'a dyn Input,
        kind: Option<Kind>,
        rows: Option<usize>,
    ) -> Result<Opened<'a>, FileError> {
        let content = match open(name, input, kind, rows)? {
            Content::Table(table) if kind.is_none_or(|kind| kind == Kind::Survey) => {
                Content::Table(widen_long_format(table)?)
            }
            content => content,
        };
        let opened = Opened {
            name: name.to_owned(),
            content,
        };
        if let Content::Table(table) = &opened.content {
            has_data(name, table)?;
        }
        Ok(opened)
    }

    /// Decides what the file holds and what its columns are for.
    ///
    /// # Errors
    /// If `options` do not fit the file.
    pub fn outline(&self, options: &Options) -> Result<Outline, FileError> {
        match &self.content {
            Content::Table(table) => {
                let plan = plan(&self.name, table, options)?;
                let sheet = &table.sheet;
                Ok(Outline {
                    kind: plan.kind,
                    kind_reason: plan.kind_reason.clone(),
                    format: sheet.format.clone(),
                    encoding: sheet.encoding.clone(),
                    columns: plan.columns.clone(),
                    header_rows: table.layout.header_rows,
                    date_order: plan.dates.stated(),
                    rows: table.length,
                    problems: [
                        sheet.problems.as_slice(),
                        &table.layout.problems,
                        &plan.problems,
                    ]
                    .concat(),
                    detail: Detail::Table(Box::new(plan)),
                })
            }
            Content::Conversation(transcript) => self.conversation(transcript, options.kind),
        }
    }

    fn conversation(
        &self,
        transcript: &Transcript,
        kind: Option<Kind>,
    ) -> Result<Outline, FileError> {
        let kind = transcript_kind(&self.name, kind, &transcript.format)?;
        let Conversation {
            kind,
            reason,
            feedback,
            problems,
        } = assemble(&self.name, kind, transcript.clone())?;
        Ok(Outline {
            kind,
            kind_reason: reason,
            format: transcript.format.clone(),
            encoding: transcript.encoding.clone(),
            columns: Vec::new(),
            header_rows: 0,
            date_order: None,
            rows: 1,
            problems,
            detail: Detail::Conversation(Box::new(Record::Feedback(feedback))),
        })
    }

    /// Records of rows from all over the file: all of a small one's. They are what later ones are
    /// judged by, and are read again by [`Opened::read`].
    ///
    /// # Errors
    /// If a column is missing without which there are no records.
    pub fn sample(&self, outline: &Outline) -> Result<Vec<Record>, FileError> {
        match (&self.content, &outline.detail) {
            (Content::Table(table), Detail::Table(plan)) => {
                let mut builder = self.builder(table, plan)?;
                let mut records = builder.block(&table.sheet.grid, table.layout.data.clone());
                records.append(&mut builder.finish()?.records);
                Ok(records)
            }
            (_, Detail::Conversation(record)) => Ok(vec![record.as_ref().clone()]),
            _ => Ok(Vec::new()),
        }
    }

    /// Reads the file and hands over its records, a batch at a time and in its order. Nothing of
    /// `outline.problems` is repeated.
    ///
    /// # Errors
    /// If a column is missing without which there are no records, or the file cannot be read on;
    /// or what `take` returned.
    pub fn read<E: From<FileError>>(
        &self,
        outline: &Outline,
        mut take: impl FnMut(Batch) -> Result<(), E>,
    ) -> Result<Summary, E> {
        let (table, plan) = match (&self.content, &outline.detail) {
            (Content::Table(table), Detail::Table(plan)) => (table, plan),
            (_, Detail::Conversation(record)) => {
                take(Batch {
                    records: vec![record.as_ref().clone()],
                    problems: Vec::new(),
                })?;
                return Ok(Summary {
                    rows: 1,
                    remark: String::new(),
                });
            }
            _ => return Ok(Summary::default()),
        };
        let mut builder = self.builder(table, plan)?;
        let mut refused = None;
        table.each_block(|grid, data, met| {
            let records = builder.block(grid, data);
            let mut problems = std::mem::take(met);
            problems.append(&mut builder.problems());
            refused = take(Batch { records, problems }).err();
            Ok(refused.is_none())
        })?;
        if let Some(error) = refused {
            return Err(error);
        }
        let built = builder.finish()?;
        take(Batch {
            records: built.records,
            problems: built.problems,
        })?;
        Ok(Summary {
            rows: built.rows,
            remark: built.remark,
        })
    }

    fn builder<'p>(
        &'p self,
        table: &'p Table<'_>,
        plan: &'p Plan,
    ) -> Result<Builder<'p>, FileError> {
        Builder::new(TableInfo {
            name: &self.name,
            format: &table.sheet.format,
            padded: table.sheet.padded,
            layout: &table.layout,
            plan,
        })
    }

    /// The first rows, one cell a column; of a conversation the first turns, as speaker and words.
    pub(crate) fn first_rows(&self, outline: &Outline, shown: usize) -> Vec<Vec<String>> {
        match (&self.content, &outline.detail) {
            (Content::Table(table), _) => {
                let layout = &table.layout;
                let rows = layout.data.clone().map(|index| table.sheet.grid.row(index));
                rows.filter(|row| !row.is_blank())
                    .take(shown)
                    .map(|row| {
                        (0..layout.names.len())
                            .map(|column| row.get(column).trim().to_owned())
                            .collect()
                    })
                    .collect()
            }
            (_, Detail::Conversation(record)) => match record.as_ref() {
                Record::Feedback(feedback) => feedback
                    .turns
                    .iter()
                    .take(shown)
                    .map(|turn| {
                        vec![
                            turn.speaker.clone().unwrap_or_default(),
                            feedback.text[turn.start..turn.end].to_owned(),
                        ]
                    })
                    .collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The table, if it is one.
    pub(crate) fn table(&self) -> Option<&Table<'a>> {
        match &self.content {
            Content::Table(table) => Some(table),
            Content::Conversation(_) => None,
        }
    }
}

/// A table must have a row beneath its headings.
fn has_data(name: &str, table: &Table<'_>) -> Result<(), FileError> {
    let Table { sheet, layout, .. } = table;
    let mut rows = layout.data.clone().map(|index| sheet.grid.row(index));
    // Rows that were all rejected are told in the problems, not here.
    let rejected = |problem: &Problem| problem.what == ProblemKind::Rejected;
    if rows.any(|row| !row.is_blank())
        || table.rows.is_some()
        || sheet.problems.iter().any(rejected)
    {
        return Ok(());
    }
    let name = name.to_owned();
    Err(if layout.names.is_empty() || sheet.keys.is_some() {
        FileError::Empty { name }
    } else {
        FileError::HeadingsOnly { name }
    })
}

/// A conversation can be a survey's or ticket's long answer, but no table of customers or events.
fn transcript_kind(
    name: &str,
    kind: Option<Kind>,
    format: &str,
) -> Result<Option<Kind>, FileError> {
    match kind {
        Some(kind) if !kind.is_feedback() => {
            let article = if format.starts_with(['a', 'e', 'i', 'o', 'u']) {
                "an"
            } else {
                "a"
            };
            Err(FileError::WrongKind {
                name: name.to_owned(),
                format: format!("{article} {format} file"),
                kind,
            })
        }
        kind => Ok(kind),
    }
}
