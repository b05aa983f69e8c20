//! Text without the markup, quoted replies and signatures that mail and help desks add.

mod entities;
mod html;
mod replies;

pub(crate) use entities::decode_entities;
pub(crate) use html::{Tag, budget, looks_like_html, strip_html};
pub(crate) use replies::strip_replies;
