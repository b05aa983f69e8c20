//! GitHub: issues, discussions and comments, from the REST API or as a web hook sends them.

use serde_json::{Map, Value};

use super::{Reshaped, at};

/// What somebody wrote, without the addresses and settings around it. A web hook about a comment has
/// the issue or discussion beside it, whose title the comment then goes by.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    let object = |key: &str| record.get(key).and_then(Value::as_object);
    let subject = object("issue")
        .or_else(|| object("discussion"))
        .or_else(|| object("pull_request"))
        .filter(|_| record.contains_key("repository") || record.contains_key("sender"));
    let written = match subject {
        Some(subject) => object("comment").unwrap_or(subject),
        None => record,
    };
    let is_written = at(written, &["user", "login"]).is_some()
        && written.contains_key("body")
        && written.contains_key("html_url");
    if !is_written {
        return None;
    }
    let mut plain = Map::new();
    for key in ["id", "number", "title", "body", "created_at", "updated_at"] {
        plain.extend(
            written
                .get(key)
                .map(|value| (key.to_owned(), value.clone())),
        );
    }
    let subject = subject.unwrap_or(written);
    for (key, path) in [
        ("user_login", &["user", "login"][..]),
        ("user_type", &["user", "type"]),
        ("author_association", &["author_association"]),
    ] {
        plain.extend(at(written, path).map(|value| (key.to_owned(), value.clone())));
    }
    for (key, path) in [
        ("title", &["title"][..]),
        ("state", &["state"]),
        ("milestone", &["milestone", "title"]),
        ("category", &["category", "name"]),
    ] {
        if let Some(value) = at(subject, path).filter(|value| !value.is_null()) {
            plain.insert(key.to_owned(), value.clone());
        }
    }
    let labels = subject.get("labels").and_then(Value::as_array);
    let labels: Vec<&str> = labels
        .into_iter()
        .flatten()
        .filter_map(|label| label.get("name").and_then(Value::as_str))
        .collect();
    plain.insert("labels".to_owned(), Value::String(labels.join(", ")));
    Some(Reshaped::new("GitHub", plain))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_hook_about_a_comment_is_the_comment() {
        let issue = json!({"id": 5, "number": 1, "html_url": "https://x", "title": "Typo", "body": "In the README",
            "user": {"login": "jo", "id": 7, "type": "User"}, "created_at": "2024-03-01T10:00:00Z", "state": "open",
            "milestone": {"title": "v1", "created_at": "2020-01-01T00:00:00Z"},
            "labels": [{"name": "bug", "description": "Something isn't working"}, {"name": "docs"}]});
        let plain =
            |record: Value| Value::Object(reshape(record.as_object().unwrap()).unwrap().record);
        let expected = json!({"id": 5, "number": 1, "title": "Typo", "body": "In the README", "user_login": "jo",
            "user_type": "User", "created_at": "2024-03-01T10:00:00Z", "state": "open", "milestone": "v1",
            "labels": "bug, docs"});
        assert_eq!(plain(issue.clone()), expected);
        assert_eq!(
            plain(json!({"action": "opened", "issue": issue, "sender": {}})),
            expected
        );
        let comment = json!({"id": 9, "html_url": "https://y", "body": "So it is", "user": {"login": "ann"},
            "created_at": "2024-03-02T10:00:00Z"});
        let hook =
            plain(json!({"action": "created", "issue": issue, "comment": comment, "sender": {}}));
        assert_eq!(
            (
                &hook["body"],
                &hook["title"],
                &hook["user_login"],
                &hook["id"]
            ),
            (&json!("So it is"), &json!("Typo"), &json!("ann"), &json!(9))
        );
    }
}
