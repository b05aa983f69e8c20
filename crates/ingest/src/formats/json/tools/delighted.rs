//! Delighted: a response to a survey of one score, with what was asked besides.

use serde_json::{Map, Value};

use super::{Reshaped, at};

/// A response whose further answers stand under their questions, without the notes of the team.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    let is_response = record.contains_key("survey_type")
        && record.contains_key("score")
        && record.contains_key("person");
    if !is_response {
        return None;
    }
    let mut plain = record.clone();
    let notes = plain.remove("notes");
    plain.remove("permalink");
    if let Some(person @ (Value::String(_) | Value::Number(_))) = plain.remove("person") {
        plain.insert("person_id".to_owned(), person);
    } else if let Some(Value::Object(person)) = record.get("person") {
        for (from, to) in [("id", "person_id"), ("email", "email"), ("name", "name")] {
            plain.extend(person.get(from).map(|value| (to.to_owned(), value.clone())));
        }
    }
    let mut typed = Vec::new();
    if let Some(Value::Array(answers)) = plain.remove("additional_answers") {
        for answer in answers.iter().filter_map(Value::as_object) {
            let Some(Value::String(question)) = at(answer, &["question", "text"]) else {
                continue;
            };
            let Some((kind, value)) = value(answer) else {
                continue;
            };
            if kind == "free_response" {
                typed.push(question.clone());
            }
            plain.insert(question.clone(), value);
        }
    }
    Some(Reshaped {
        left_out: notes.as_ref().and_then(Value::as_array).map_or(0, Vec::len),
        typed,
        ..Reshaped::new("Delighted", plain)
    })
}

/// A further answer: typed, a number on a scale, or the words of what was chosen.
fn value(answer: &Map<String, Value>) -> Option<(&str, Value)> {
    let value = answer.get("value")?;
    let Value::Object(value) = value else {
        return Some(("plain", value.clone()));
    };
    let (kind, value) = value.iter().find(|(_, value)| !value.is_null())?;
    let text = |choice: &Value| choice.get("text")?.as_str().map(str::to_owned);
    let value = match value {
        Value::Array(choices) => {
            let texts: Vec<String> = choices.iter().filter_map(text).collect();
            Value::String(texts.join("; "))
        }
        Value::Object(_) => Value::String(text(value)?),
        value => value.clone(),
    };
    Some((kind.as_str(), value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn further_answers_stand_under_their_questions() {
        let response = json!({"id": "5", "person": "8", "survey_type": "nps", "score": 9, "comment": "It just works",
            "permalink": "https://x", "created_at": 1709460011, "notes": [{"text": "called her", "user_email": "kim@desk.example"}],
            "additional_answers": [
                {"value": {"free_response": "Dark mode"}, "question": {"type": "free_response", "text": "What do you miss?"}},
                {"value": {"select_many": [{"id": "a", "text": "Boards"}, {"id": "b", "text": "Lists"}]}, "question": {"type": "select_many", "text": "What do you use?"}},
                {"value": {"scale": 4}, "question": {"type": "scale", "text": "How easy was it?"}}]});
        let found = reshape(response.as_object().unwrap()).unwrap();
        assert_eq!(
            Value::Object(found.record),
            json!({"id": "5", "person_id": "8", "survey_type": "nps", "score": 9, "comment": "It just works",
                "created_at": 1709460011, "What do you miss?": "Dark mode", "What do you use?": "Boards; Lists",
                "How easy was it?": 4})
        );
        assert_eq!(
            (found.left_out, found.typed),
            (1, vec!["What do you miss?".to_owned()])
        );
    }
}
