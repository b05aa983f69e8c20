//! The application: one folder a noun, one file a verb.
