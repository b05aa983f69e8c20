//! Passages, languages and words.

mod corpus;
mod irregular;
mod language;
mod no_answer;
mod passages;
mod set_aside;
mod stems;
mod stop_words;
mod tokens;
mod word_class;
mod words;

pub use language::{detect_language, detect_language_among};
pub use no_answer::is_no_answer;
pub use passages::split_passages;
pub use set_aside::Aside;

pub(crate) use corpus::Corpus;
pub(crate) use language::languages_of;
pub(crate) use stems::Stems;
pub(crate) use stop_words::{Part, parts};
pub(crate) use word_class::{is_adjective, is_basic_verb, third_person};
pub(crate) use words::{Token, Words};
