//! Libraries that were not written against files made to harm: a panic inside one is a damaged file.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::FileError;

/// Runs what a library does with the file `name`.
///
/// # Errors
/// What it returned, or that the file is damaged if the library broke down.
pub(super) fn guarded<T>(
    name: &str,
    format: &str,
    run: impl FnOnce() -> Result<T, FileError>,
) -> Result<T, FileError> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        Err(FileError::Damaged {
            name: name.to_owned(),
            format: format.to_owned(),
            detail: "its contents do not fit its own description".to_owned(),
        })
    })
}
