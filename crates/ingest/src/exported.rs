//! Tables that Assay itself exported.

/// The heading of the first column of such a table, by which it is known again.
pub const EXPORTED_ITEM: &str = "assay_item";
