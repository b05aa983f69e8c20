//! What the XML of office documents has in common.

use std::borrow::Cow;

use quick_xml::events::Event;

/// The characters that a piece of XML stands for, if it is one that stands for characters. Entities
/// that a document defines itself are never expanded.
pub(super) fn characters<'e>(event: &'e Event<'_>) -> Option<Cow<'e, str>> {
    match event {
        Event::Text(words) => Some(words.xml10_content()),
        Event::CData(words) => Some(words.xml10_content()),
        Event::GeneralRef(reference) => Some(match reference.resolve_char_ref() {
            Ok(Some(c)) => c.to_string().into(),
            _ => {
                let entity = format!("&{};", reference.xml10_content());
                crate::clean::decode_entities(&entity).into_owned().into()
            }
        }),
        _ => None,
    }
}
