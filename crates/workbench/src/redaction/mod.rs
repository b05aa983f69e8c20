//! Redaction: what stands in place of contact data, and the watch over what leaves the project.

mod contacts;

pub(crate) use contacts::Contacts;
