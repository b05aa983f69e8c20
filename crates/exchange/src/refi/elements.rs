//! Names that writing and reading share.

use super::VariableKind;

pub(super) const PROJECT_NAMESPACE: &str = "urn:QDA-XML:project:1.0";
pub(super) const CODEBOOK_NAMESPACE: &str = "urn:QDA-XML:codebook:1.0";
/// The project's document inside the archive.
pub(super) const PROJECT_DOCUMENT: &str = "project.qde";
/// The folder of the texts inside the archive.
pub(super) const SOURCES: &str = "Sources";
/// How a path into that folder begins.
pub(super) const INTERNAL: &str = "internal://";

/// Each kind of variable, its name, and the element of a value of it.
pub(super) const KINDS: [(VariableKind, &str, &str); 6] = [
    (VariableKind::Text, "Text", "TextValue"),
    (VariableKind::Boolean, "Boolean", "BooleanValue"),
    (VariableKind::Integer, "Integer", "IntegerValue"),
    (VariableKind::Float, "Float", "FloatValue"),
    (VariableKind::Date, "Date", "DateValue"),
    (VariableKind::DateTime, "DateTime", "DateTimeValue"),
];
