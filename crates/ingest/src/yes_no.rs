//! What a cell of an activation or churn column says.

use crate::DateOrder;

/// What a cell of an activation or churn column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YesNoOrDate {
    /// It did not happen.
    No,
    /// It happened; when is not known.
    Yes,
    /// It happened then, in seconds since 1970-01-01 UTC.
    On(i64),
}

/// Reads a cell as yes, no or a date. Nothing, “never” and the like mean no. `None` if it can be
/// read as none of them. `order` decides dates such as 3/4/2025; without it they are day first.
pub fn yes_no_or_date(value: &str, order: Option<DateOrder>) -> Option<YesNoOrDate> {
    let _ = (value, order);
    todo!()
}
