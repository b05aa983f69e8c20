//! A conversation: who says what, and who asks the questions.

mod assemble;
mod census;
mod details;
mod interviewer;
mod labels;
mod lines;

pub(crate) use assemble::{Conversation, assemble};
pub(crate) use census::LabelCensus;
pub(crate) use details::{Details, front_matter};
pub(crate) use labels::{label, timestamp};
pub(crate) use lines::read_lines;

use crate::Problem;

/// A transcript as its format gives it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Transcript {
    pub format: String,
    pub encoding: String,
    pub problems: Vec<Problem>,
    pub details: Details,
    pub speech: Vec<Speech>,
    /// Whether pieces without speaker are captions that run on, rather than paragraphs.
    pub captions: bool,
}

/// One paragraph or caption.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Speech {
    pub speaker: Option<String>,
    /// From the start of the recording.
    pub seconds: Option<f64>,
    /// When it ends, if the format says so.
    pub until: Option<f64>,
    pub text: String,
}
