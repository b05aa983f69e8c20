//! GitHub: issues, discussions and comments, from the REST API, as a web hook sends them, or as its
//! command-line tool lists them.

use serde_json::{Map, Value};

use super::{Reshaped, at};

/// What somebody wrote, without the addresses and settings around it. A web hook about a comment has
/// the issue or discussion beside it, whose title the comment then goes by.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    listed(record).or_else(|| sent(record))
}

/// An issue as `gh issue list --json` writes it. Its author's comments are a part of it, those of the
/// project's own people are left out, and those of others are records of their own.
fn listed(record: &Map<String, Value>) -> Option<Reshaped> {
    const LONGEST_TITLE: usize = 500;
    let author = at(record, &["author", "login"])?;
    let is_listed = record.contains_key("createdAt")
        && record.contains_key("body")
        && (record.contains_key("number") || record.contains_key("title"));
    if !is_listed {
        return None;
    }
    let written = |from: &Map<String, Value>, id: &str| {
        let mut plain = Map::new();
        for (key, path) in [
            ("id", &[id][..]),
            ("body", &["body"]),
            ("created_at", &["createdAt"]),
            ("user_login", &["author", "login"]),
        ] {
            plain.extend(at(from, path).map(|value| (key.to_owned(), value.clone())));
        }
        // A title is short; it is repeated with each comment.
        let title = record.get("title").and_then(Value::as_str);
        plain.extend(title.map(|title| {
            let title: String = title.chars().take(LONGEST_TITLE).collect();
            ("title".to_owned(), Value::String(title))
        }));
        let bot = at(from, &["author", "is_bot"]) == Some(&Value::Bool(true));
        let sort = if bot { "Bot" } else { "User" };
        plain.insert("user_type".to_owned(), Value::String(sort.to_owned()));
        plain
    };
    let mut plain = written(record, "number");
    plain.extend(
        record
            .get("state")
            .map(|state| ("state".to_owned(), state.clone())),
    );
    plain.insert("labels".to_owned(), Value::String(labels(record)));
    let mut said: Vec<&str> = record
        .get("body")
        .and_then(Value::as_str)
        .into_iter()
        .collect();
    let (mut further, mut left_out) = (Vec::new(), 0);
    let comments = record.get("comments").and_then(Value::as_array);
    for comment in comments.into_iter().flatten().filter_map(Value::as_object) {
        let standing = comment.get("authorAssociation").and_then(Value::as_str);
        if at(comment, &["author", "login"]) == Some(author) {
            said.extend(comment.get("body").and_then(Value::as_str));
        } else if matches!(standing, Some("OWNER" | "MEMBER" | "COLLABORATOR")) {
            left_out += 1;
        } else {
            further.push(written(comment, "id"));
        }
    }
    plain.insert("body".to_owned(), Value::String(said.join("\n\n")));
    Some(Reshaped {
        further,
        left_out,
        ..Reshaped::new("GitHub", plain)
    })
}

fn labels(issue: &Map<String, Value>) -> String {
    let labels = issue.get("labels").and_then(Value::as_array);
    let names: Vec<&str> = labels
        .into_iter()
        .flatten()
        .filter_map(|label| label.get("name").and_then(Value::as_str))
        .collect();
    names.join(", ")
}

fn sent(record: &Map<String, Value>) -> Option<Reshaped> {
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
    plain.insert("labels".to_owned(), Value::String(labels(subject)));
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

    #[test]
    fn comments_in_a_list_are_the_authors_the_projects_or_others() {
        let issue = json!({"author": {"login": "ana", "is_bot": false}, "body": "It hangs when I paste.", "number": 5,
            "createdAt": "2024-03-01T10:00:00Z", "state": "OPEN", "title": "Pasting hangs", "labels": [{"name": "bug"}], "comments": [
                {"id": "C1", "author": {"login": "kim"}, "authorAssociation": "MEMBER", "body": "Thanks", "createdAt": "2024-03-01T11:00:00Z"},
                {"id": "C2", "author": {"login": "bo"}, "authorAssociation": "NONE", "body": "Here as well", "createdAt": "2024-03-01T12:00:00Z"},
                {"id": "C3", "author": {"login": "ana"}, "authorAssociation": "NONE", "body": "Still there", "createdAt": "2024-03-01T13:00:00Z"}]});
        let found = reshape(issue.as_object().unwrap()).unwrap();
        assert_eq!(
            Value::Object(found.record),
            json!({"id": 5, "title": "Pasting hangs", "body": "It hangs when I paste.\n\nStill there", "user_login": "ana",
                "user_type": "User", "created_at": "2024-03-01T10:00:00Z", "state": "OPEN", "labels": "bug"})
        );
        assert_eq!(found.left_out, 1);
        assert_eq!(
            Value::Object(found.further[0].clone()),
            json!({"id": "C2", "title": "Pasting hangs", "body": "Here as well", "user_login": "bo", "user_type": "User",
                "created_at": "2024-03-01T12:00:00Z"})
        );
    }
}
