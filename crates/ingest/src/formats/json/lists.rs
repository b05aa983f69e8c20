//! Where in a JSON document the records are.

use serde_json::{Map, Value};

/// Keys under which services put their list.
pub(super) const LISTS: &[&str] = &[
    "tickets",
    "satisfaction_ratings",
    "conversations",
    "chats",
    "posts",
    "suggestions",
    "ideas",
    "notes",
    "issues",
    "reviews",
    "responses",
    "submissions",
    "answers",
    "feedback",
    "comments",
    "events",
    "customers",
    "users",
    "contacts",
    "data",
    "results",
    "items",
    "records",
    "rows",
    "entries",
    "values",
    "value",
    "content",
    "list",
    "objects",
    "messages",
    "surveys",
    "hits",
    "documents",
    "cards",
    "tasks",
    "entry",
    "_results",
    "nodes",
];

/// Keys under which services put an object that has the list.
pub(super) const WRAPPERS: &[&str] = &[
    "data",
    "response",
    "result",
    "results",
    "payload",
    "body",
    "_embedded",
    "hits",
    "feed",
    "post_stream",
];

/// The list inside a page such as `{"type": "conversation.list", "conversations": […]}`.
pub(super) fn find_list_in(element: &Value) -> Option<&Vec<Value>> {
    let object = element.as_object()?;
    let says_so = object
        .get("type")
        .and_then(Value::as_str)
        .is_some_and(|kind| kind.ends_with(".list"));
    if says_so {
        find_list(object, 1).map(|(_, list)| list)
    } else {
        None
    }
}

/// The list of records inside a wrapper, with its path.
pub(super) fn find_list(
    object: &Map<String, Value>,
    depth: usize,
) -> Option<(String, &Vec<Value>)> {
    let is_list = |value: &Value| {
        value
            .as_array()
            .is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_object))
    };
    for key in LISTS {
        if let Some(Value::Array(list)) = object.get(*key).filter(|value| is_list(value))
            && !looks_like_record(object)
        {
            return Some(((*key).to_owned(), list));
        }
    }
    if depth > 1 {
        for key in WRAPPERS {
            if let Some(Value::Object(inner)) = object.get(*key)
                && let Some((path, list)) = find_list(inner, depth - 1)
            {
                return Some((format!("{key}.{path}"), list));
            }
        }
    }
    // Answers to a query repeat its path: `{"data": {"issues": {"nodes": […]}}}`.
    let mut members = object.iter();
    if let (Some((key, Value::Object(inner))), None) = (members.next(), members.next())
        && let Some((path, list)) = find_list(inner, depth)
    {
        return Some((format!("{key}.{path}"), list));
    }
    // Under a name of its own.
    let sizes: Vec<usize> = object
        .values()
        .map(|value| value.to_string().len())
        .collect();
    let lists = object.iter().zip(&sizes);
    let lists = lists.filter(|((_, value), _)| is_list(value));
    let ((key, list), size) = lists.max_by_key(|(_, size)| **size)?;
    let plain = object
        .iter()
        .all(|(other, value)| other == key || !(value.is_object() || value.is_array()));
    if (plain || is_most(*size, sizes.iter().sum())) && !looks_like_record(object) {
        return list.as_array().map(|list| (key.clone(), list));
    }
    None
}

/// Whether a list of so many bytes among others is what an object is about.
pub(super) fn is_most(list: usize, all: usize) -> bool {
    list * 3 >= all * 2
}

/// A ticket with its comments is one record, not a wrapper of comments.
pub(super) fn looks_like_record(object: &Map<String, Value>) -> bool {
    [
        "subject",
        "description",
        "body",
        "text",
        "message",
        "content",
        "comment",
        "email",
    ]
    .iter()
    .any(|key| object.get(*key).is_some_and(Value::is_string))
}

pub(super) fn is_by_columns(object: &Map<String, Value>) -> bool {
    let mut columns = object.values();
    let Some(Value::Object(first)) = columns.next() else {
        return false;
    };
    let numbered = !first.is_empty()
        && first
            .keys()
            .enumerate()
            .all(|(index, key)| *key == index.to_string());
    numbered
        && columns.all(|column| {
            column
                .as_object()
                .is_some_and(|column| column.len() == first.len() && column.keys().eq(first.keys()))
        })
}
