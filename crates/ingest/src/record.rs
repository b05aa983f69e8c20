//! What comes out of a file.
//!
//! In every record `row` is where a person finds it: in a CSV or a spreadsheet the number of the
//! row as a spreadsheet shows it (1-based, headings and blank rows counted, a cell with line
//! breaks is still one row); in JSON the 1-based place in the list; in JSON Lines the line; in a
//! transcript 1.

/// One thing read from a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// Something a customer said.
    Feedback(Feedback),
    /// A customer.
    Customer(Customer),
    /// Something a customer did.
    Event(Event),
}

/// One answer, ticket, review or transcript.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Feedback {
    /// Where it stands in the file; see the module. Several open answers of one respondent share it.
    pub row: u64,
    /// The response's or ticket's own number or key.
    pub id: Option<String>,
    /// The key of the customer.
    pub customer: Option<String>,
    /// The customer's e-mail address, in lower case.
    pub email: Option<String>,
    /// Who wrote it or, for an interview, who was interviewed.
    pub author: Option<String>,
    /// When, in seconds since 1970-01-01 UTC. A time without a zone is taken as UTC.
    pub time: Option<i64>,
    /// The score as it stands in the file.
    pub rating: Option<f64>,
    /// The subject of a ticket, the title of a review or transcript.
    pub title: Option<String>,
    /// The question that was answered, in the words of the questionnaire.
    pub question: Option<String>,
    /// The words themselves, never empty.
    pub text: String,
    /// Who speaks where in `text`, in order; empty if it is not a conversation.
    pub turns: Vec<Turn>,
    /// Attributes as (name, value), in the order of the columns.
    pub segments: Vec<(String, String)>,
}

/// What one person says before the next one speaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte in the text.
    pub end: usize,
    /// The speaker's name or label, if the transcript has one.
    pub speaker: Option<String>,
    /// Whether the speaker asks the questions.
    pub interviewer: bool,
    /// When it begins, in seconds from the start of the recording.
    pub seconds: Option<f64>,
}

/// One row of a customer file. It has a key or an e-mail address or both.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Customer {
    /// Where it stands in the file; see the module.
    pub row: u64,
    /// The customer's key.
    pub key: Option<String>,
    /// The e-mail address, in lower case.
    pub email: Option<String>,
    /// When they signed up, in seconds since 1970-01-01 UTC.
    pub signed_up: Option<i64>,
    /// The cell of the activation column as it stands; see [`crate::yes_no_or_date`].
    pub activated: Option<String>,
    /// The cell of the churn column as it stands; see [`crate::yes_no_or_date`].
    pub churned: Option<String>,
    /// What they pay or are worth, in the file's own currency.
    pub revenue: Option<f64>,
    /// Every other column that is filled in, as (name, cell), in the order of the columns.
    pub segments: Vec<(String, String)>,
}

/// One row of an event file.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Where it stands in the file; see the module.
    pub row: u64,
    /// The key, or failing that the e-mail address, of the customer.
    pub customer: String,
    /// What was done.
    pub name: String,
    /// When, in seconds since 1970-01-01 UTC.
    pub time: i64,
    /// How much of it.
    pub value: Option<f64>,
}
