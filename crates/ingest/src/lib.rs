//! Bytes to records and problems: one file a format, and guesses about columns.
