//! What the XML of office documents has in common.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};

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

/// An attribute by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(crate::clean::decode_entities(&found.value).into_owned())
}

/// An attribute that counts something.
pub(super) fn number(element: &BytesStart<'_>, name: &str) -> Option<usize> {
    attribute(element, name)?.parse().ok()
}
