//! The project file: the only crate that contains SQL.
