//! The App Store's public feed of reviews, and what else is written so: every value is an object
//! with a label.

use serde_json::{Map, Value};

use super::Reshaped;

/// A review of the feed: the label of each value under the value's name.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    let label = |name: &str| record.get(name)?.get("label")?.as_str();
    label("im:rating")?;
    let mut plain = Map::new();
    for (name, key) in [
        ("id", "review_id"),
        ("updated", "updated"),
        ("im:rating", "rating"),
        ("im:version", "version"),
        ("title", "title"),
        ("content", "review"),
    ] {
        if let Some(value) = label(name) {
            plain.insert(key.to_owned(), Value::String(value.to_owned()));
        }
    }
    if let Some(Value::String(author)) = super::at(record, &["author", "name", "label"]) {
        plain.insert("author".to_owned(), Value::String(author.clone()));
    }
    Some(Reshaped::new("App Store", plain))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn labels_are_the_values() {
        let entry = json!({"author": {"name": {"label": "joe"}, "label": ""}, "im:rating": {"label": "2"},
            "id": {"label": "9001"}, "title": {"label": "Meh"}, "updated": {"label": "2024-03-01T10:00:00-07:00"},
            "content": {"label": "It crashes", "attributes": {"type": "text"}}});
        assert_eq!(
            Value::Object(reshape(entry.as_object().unwrap()).unwrap().record),
            json!({"review_id": "9001", "updated": "2024-03-01T10:00:00-07:00", "rating": "2",
                "title": "Meh", "review": "It crashes", "author": "joe"})
        );
    }
}
