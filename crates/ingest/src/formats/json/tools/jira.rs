//! Jira: an issue whose fields stand apart, its description as text or as a tree (Atlassian Document
//! Format), its comments beside it.

use serde_json::{Map, Value};

use super::{Reshaped, at};

/// An issue of the REST API: its key as id, its fields at the top, of the comments those of whoever
/// reported it.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    let fields = record.get("fields")?.as_object()?;
    let key = record.get("key")?.as_str()?;
    if !fields.contains_key("summary") {
        return None;
    }
    let mut plain = Map::new();
    plain.insert("issue_key".to_owned(), Value::String(key.to_owned()));
    let mut said: Vec<String> = fields.get("description").map(words).into_iter().collect();
    let mut left_out = 0;
    let comments = at(record, &["fields", "comment", "comments"]).and_then(Value::as_array);
    for comment in comments.into_iter().flatten() {
        if is_same_person(fields.get("reporter"), comment.get("author")) {
            said.extend(comment.get("body").map(words));
        } else {
            left_out += 1;
        }
    }
    said.retain(|words| !words.is_empty());
    for (name, value) in fields {
        let is_custom = name.starts_with("customfield_");
        if !is_custom && !matches!(name.as_str(), "comment" | "description" | "worklog") {
            plain.insert(name.clone(), value.clone());
        }
    }
    plain.insert("description".to_owned(), Value::String(said.join("\n\n")));
    Some(Reshaped {
        left_out,
        ..Reshaped::new("Jira", plain)
    })
}

fn is_same_person(one: Option<&Value>, other: Option<&Value>) -> bool {
    ["accountId", "key", "name", "emailAddress"]
        .iter()
        .any(|key| match (one.and_then(|one| one.get(*key)), other) {
            (Some(Value::String(one)), Some(other)) => {
                other.get(*key).and_then(Value::as_str) == Some(one)
            }
            _ => false,
        })
}

/// The words of a text, or of a document: each paragraph, heading and item a line of its own.
fn words(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::String(plain) => text.push_str(plain),
        document => read(document, &mut text),
    }
    text.trim().to_owned()
}

fn read(node: &Value, text: &mut String) {
    if let Some(words) = node.get("text").and_then(Value::as_str) {
        text.push_str(words);
    }
    let kind = node.get("type").and_then(Value::as_str).unwrap_or_default();
    if kind == "hardBreak" {
        text.push('\n');
    }
    for child in node
        .get("content")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        read(child, text);
    }
    let is_block = matches!(kind, "paragraph" | "heading" | "codeBlock" | "tableRow");
    if is_block && !text.ends_with('\n') {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_issue_has_what_its_reporter_wrote() {
        let issue = json!({"id": "10001", "key": "ABC-1", "fields": {
            "summary": "Export fails", "customfield_10010": {"x": 1},
            "reporter": {"accountId": "a1", "displayName": "Jo"},
            "description": {"type": "doc", "version": 1, "content": [
                {"type": "paragraph", "content": [{"type": "text", "text": "It stops at "},
                    {"type": "text", "text": "90 %", "marks": [{"type": "strong"}]}]},
                {"type": "bulletList", "content": [{"type": "listItem", "content": [
                    {"type": "paragraph", "content": [{"type": "text", "text": "on Mondays"}]}]}]}]},
            "comment": {"comments": [
                {"body": "We will look", "author": {"accountId": "b2"}},
                {"body": "Still there", "author": {"accountId": "a1"}}]}}});
        let Reshaped {
            record, left_out, ..
        } = reshape(issue.as_object().unwrap()).unwrap();
        assert_eq!(
            record["description"],
            "It stops at 90 %\non Mondays\n\nStill there"
        );
        assert_eq!((&record["issue_key"], left_out), (&json!("ABC-1"), 1));
        assert!(!record.contains_key("customfield_10010") && !record.contains_key("comment"));
    }
}
