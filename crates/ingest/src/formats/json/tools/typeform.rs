//! Typeform: a response with a list of answers, after the webhook and the Responses API.

use serde_json::{Map, Value};

use super::{Reshaped, at};

/// A response with a list of answers, each naming its field and carrying its value under its type.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    let response = match record.get("form_response") {
        Some(Value::Object(inner)) => inner,
        _ => record,
    };
    let answers = response.get("answers")?.as_array()?;
    let is_answer = |answer: &Value| {
        answer.get("field").is_some_and(Value::is_object)
            && answer.get("type").is_some_and(Value::is_string)
    };
    if answers.is_empty() || !answers.iter().all(is_answer) {
        return None;
    }
    let mut plain = Map::new();
    for (from, to) in [
        ("token", "response_id"),
        ("response_id", "response_id"),
        ("submitted_at", "submitted_at"),
    ] {
        if let Some(value @ Value::String(_)) = response.get(from) {
            plain.insert(to.to_owned(), value.clone());
        }
    }
    if let Some(Value::Object(hidden)) = response.get("hidden") {
        plain.extend(hidden.clone());
    }
    let titles = response.get("definition").and_then(|d| d.get("fields"));
    let mut typed = Vec::new();
    for answer in answers {
        let question = question(answer, titles);
        let kind = answer["field"].get("type").and_then(Value::as_str);
        if kind == Some("long_text") {
            typed.push(question.clone());
        }
        let value = answer_value(answer);
        match plain.get_mut(&question) {
            // Two questions may have one title, and each its answer.
            Some(Value::String(before)) if !value.is_empty() => {
                before.push_str("\n\n");
                before.push_str(&value);
            }
            _ => {
                plain.insert(question, Value::String(value));
            }
        }
    }
    // The points of a quiz are no rating, and forms without one have zero.
    if let Some(points) = at(response, &["calculated", "score"]).filter(|points| **points != 0) {
        plain.insert("points".to_owned(), points.clone());
    }
    Some(Reshaped {
        typed,
        ..Reshaped::new("Typeform", plain)
    })
}

/// A question's title; without one the name that its author gave it, or its key.
fn question(answer: &Value, titles: Option<&Value>) -> String {
    let text = |value: &Value, key: &str| Some(value.get(key)?.as_str()?.trim().to_owned());
    let field = &answer["field"];
    let id = field.get("id");
    let titled = titles.and_then(Value::as_array).and_then(|fields| {
        let defined = fields.iter().find(|defined| defined.get("id") == id)?;
        text(defined, "title")
    });
    let is_score = matches!(
        field.get("type").and_then(Value::as_str),
        Some("opinion_scale" | "rating" | "nps")
    );
    let named = || {
        let name = text(field, "ref").or_else(|| text(field, "id"))?;
        Some(if is_score {
            format!("{name} (rating)")
        } else {
            name
        })
    };
    titled
        .or_else(|| text(field, "title"))
        .or_else(named)
        .filter(|question| !question.is_empty())
        .unwrap_or_else(|| "answer".to_owned())
}

fn answer_value(answer: &Value) -> String {
    let kind = answer["type"].as_str().unwrap_or_default();
    let value = answer.get(kind).unwrap_or(&Value::Null);
    let mut parts = Vec::new();
    match value {
        Value::Bool(yes) => parts.push(if *yes { "Yes" } else { "No" }.to_owned()),
        Value::Object(choice) => {
            for key in ["label", "labels", "other"] {
                match choice.get(key) {
                    Some(Value::Array(labels)) => parts.extend(labels.iter().map(plain)),
                    Some(label) => parts.push(plain(label)),
                    None => {}
                }
            }
        }
        value => parts.push(plain(value)),
    }
    parts.join("; ")
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
