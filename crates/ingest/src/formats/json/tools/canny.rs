//! Canny: a post on a board of ideas, on which others vote.

use serde_json::{Map, Value};

use super::{Reshaped, at};

/// A post with its author, and its votes under that name: Canny calls them the score.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    let is_post = at(record, &["board", "name"]).is_some()
        && record.contains_key("details")
        && record.contains_key("commentCount");
    if !is_post {
        return None;
    }
    let mut plain = Map::new();
    for (key, path) in [
        ("post_id", &["id"][..]),
        ("title", &["title"]),
        ("details", &["details"]),
        ("votes", &["score"]),
        ("status", &["status"]),
        ("created", &["created"]),
        ("board", &["board", "name"]),
        ("category", &["category", "name"]),
        ("tags", &["tags"]),
        ("author_name", &["author", "name"]),
        ("author_email", &["author", "email"]),
        ("customer_id", &["author", "userID"]),
        ("author_id", &["author", "id"]),
    ] {
        if let Some(value) = at(record, path).filter(|value| !value.is_null()) {
            plain.insert(key.to_owned(), value.clone());
        }
    }
    if let Some(Value::Array(tags)) = plain.get("tags") {
        let names: Vec<&str> = tags
            .iter()
            .filter_map(|tag| tag.get("name")?.as_str())
            .collect();
        let names = Value::String(names.join(", "));
        plain.insert("tags".to_owned(), names);
    }
    Some(Reshaped::new("Canny", plain))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_post_has_votes_and_its_authors_address() {
        let post = json!({"id": "553", "title": "Dark mode", "details": "My eyes hurt", "score": 34, "commentCount": 2,
            "author": {"id": "u1", "email": "ana@example.org", "name": "Ana", "userID": "1234", "isAdmin": false},
            "board": {"id": "b", "name": "Ideas", "postCount": 4}, "category": null, "created": "2024-03-01T10:00:00Z",
            "owner": {"email": "kim@desk.example"}, "status": "open", "tags": [{"id": "t", "name": "night"}]});
        assert_eq!(
            Value::Object(reshape(post.as_object().unwrap()).unwrap().record),
            json!({"post_id": "553", "title": "Dark mode", "details": "My eyes hurt", "votes": 34, "status": "open",
                "created": "2024-03-01T10:00:00Z", "board": "Ideas", "tags": "night", "author_name": "Ana",
                "author_email": "ana@example.org", "customer_id": "1234", "author_id": "u1"})
        );
    }
}
