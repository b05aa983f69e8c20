//! Forms whose responses list an answer to each question: SurveyMonkey, Jotform, Tally and Google
//! Forms, after the public documentation of their interfaces.

use serde_json::{Map, Value};

use super::{Reshaped, at};

/// A response with one value a question.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    survey_monkey(record)
        .or_else(|| jotform(record))
        .or_else(|| tally(record))
        .or_else(|| google_forms(record))
}

/// Questions stand on pages; without “simple” details they have neither headings nor choices in words.
fn survey_monkey(record: &Map<String, Value>) -> Option<Reshaped> {
    let pages = record.get("pages")?.as_array()?;
    let questions: Vec<&Value> = pages
        .iter()
        .filter_map(|page| page.get("questions")?.as_array())
        .flatten()
        .collect();
    let is_question = |question: &&Value| question.get("answers").is_some_and(Value::is_array);
    if questions.is_empty() || !questions.iter().all(is_question) {
        return None;
    }
    let mut response = Response::new("SurveyMonkey");
    response.keep(
        record,
        &[
            ("id", "response_id"),
            ("date_created", "date_created"),
            ("email_address", "email_address"),
            ("response_status", "response_status"),
            ("collector_id", "collector_id"),
        ],
    );
    if let Some(Value::Object(variables)) = record.get("custom_variables") {
        response.record.extend(variables.clone());
    }
    for question in questions {
        let answers = question["answers"].as_array().into_iter().flatten();
        let words: Vec<String> = answers
            .filter_map(|answer| {
                ["text", "simple_text", "choice_id"]
                    .iter()
                    .find_map(|key| plain(answer.get(*key)?))
            })
            .collect();
        let asked = ["heading", "id"]
            .iter()
            .find_map(|key| plain(question.get(*key)?));
        let typed = question.get("family").and_then(Value::as_str) == Some("open_ended");
        response.answer(asked, words, typed);
    }
    Some(response.finish())
}

/// Answers by the number of their question.
fn jotform(record: &Map<String, Value>) -> Option<Reshaped> {
    let answers = record.get("answers")?.as_object()?;
    let kind = |answer: &Value| {
        let kind = answer.get("type")?.as_str()?;
        kind.strip_prefix("control_").map(str::to_owned)
    };
    if answers.is_empty() || !answers.values().all(|answer| kind(answer).is_some()) {
        return None;
    }
    let mut response = Response::new("Jotform");
    response.keep(
        record,
        &[("id", "submission_id"), ("created_at", "created_at")],
    );
    for answer in answers.values() {
        let Some(given) = answer.get("prettyFormat").or_else(|| answer.get("answer")) else {
            continue;
        };
        let words = match given {
            Value::Array(several) => several.iter().filter_map(plain).collect(),
            Value::Object(parts) => vec![
                parts
                    .values()
                    .filter_map(plain)
                    .collect::<Vec<_>>()
                    .join(" "),
            ],
            one => plain(one).into_iter().collect(),
        };
        let asked = ["text", "name"]
            .iter()
            .find_map(|key| plain(answer.get(*key)?));
        response.answer(asked, words, kind(answer).as_deref() == Some("textarea"));
    }
    Some(response.finish())
}

/// A web hook with its fields, of which choices are named by keys.
fn tally(record: &Map<String, Value>) -> Option<Reshaped> {
    let data = record.get("data")?.as_object()?;
    let fields = data.get("fields")?.as_array()?;
    let is_field = |field: &Value| {
        ["key", "label", "type"]
            .iter()
            .all(|key| field.get(*key).is_some())
    };
    if fields.is_empty() || !fields.iter().all(is_field) {
        return None;
    }
    let mut response = Response::new("Tally");
    response.keep(
        data,
        &[
            ("submissionId", "submission_id"),
            ("respondentId", "respondent_id"),
            ("createdAt", "submitted_at"),
        ],
    );
    for field in fields {
        let choice = |key: &Value| {
            let options = field.get("options")?.as_array()?;
            let option = options
                .iter()
                .find(|option| option.get("id") == Some(key))?;
            plain(option.get("text")?)
        };
        let words = match field.get("value") {
            Some(Value::Array(several)) => several
                .iter()
                .filter_map(|one| choice(one).or_else(|| plain(one)))
                .collect(),
            Some(one) => plain(one).into_iter().collect(),
            None => Vec::new(),
        };
        let typed = field.get("type").and_then(Value::as_str) == Some("TEXTAREA");
        response.answer(plain(&field["label"]), words, typed);
    }
    Some(response.finish())
}

/// Answers by the key of their question; its words stand in the form alone.
fn google_forms(record: &Map<String, Value>) -> Option<Reshaped> {
    let answers = record.get("answers")?.as_object()?;
    let given = |answer: &Value| {
        let answer = answer.as_object()?;
        let list = at(answer, &["textAnswers", "answers"])?.as_array()?;
        Some(
            list.iter()
                .filter_map(|one| plain(one.get("value")?))
                .collect(),
        )
    };
    if answers.is_empty()
        || !answers
            .values()
            .all(|answer| answer.get("questionId").is_some())
    {
        return None;
    }
    let mut response = Response::new("Google Forms");
    response.keep(
        record,
        &[
            ("responseId", "response_id"),
            ("lastSubmittedTime", "submitted_at"),
            ("respondentEmail", "respondent_email"),
        ],
    );
    for (key, answer) in answers {
        response.answer(Some(key.clone()), given(answer).unwrap_or_default(), false);
    }
    Some(response.finish())
}

/// A response while its answers are put in.
struct Response {
    tool: &'static str,
    record: Map<String, Value>,
    typed: Vec<String>,
}

impl Response {
    fn new(tool: &'static str) -> Response {
        Response {
            tool,
            record: Map::new(),
            typed: Vec::new(),
        }
    }

    fn keep(&mut self, from: &Map<String, Value>, keys: &[(&str, &str)]) {
        for (key, name) in keys {
            if let Some(value) = from.get(*key).filter(|value| plain(value).is_some()) {
                self.record.insert((*name).to_owned(), value.clone());
            }
        }
    }

    /// Several choices are joined. Two questions may have the same words, and each its answer.
    fn answer(&mut self, asked: Option<String>, words: Vec<String>, typed: bool) {
        let asked = asked.unwrap_or_else(|| "answer".to_owned());
        let words = words.join("; ");
        if typed && !self.typed.contains(&asked) {
            self.typed.push(asked.clone());
        }
        match self.record.get_mut(&asked) {
            Some(Value::String(before)) if !words.is_empty() => {
                before.push_str("\n\n");
                before.push_str(&words);
            }
            Some(_) => {}
            None => {
                self.record.insert(asked, Value::String(words));
            }
        }
    }

    fn finish(self) -> Reshaped {
        Reshaped {
            typed: self.typed,
            ..Reshaped::new(self.tool, self.record)
        }
    }
}

/// The words of a value; none if it has none.
fn plain(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => if *yes { "Yes" } else { "No" }.to_owned(),
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_question_has_its_answer() {
        let survey_monkey = json!({"id": "9", "date_created": "2024-03-01T10:00:00Z", "pages": [{"id": "p", "questions": [
            {"id": "q1", "heading": "How likely?", "family": "matrix", "answers": [{"choice_id": "5", "simple_text": "7"}]},
            {"id": "q2", "heading": "What is missing?", "family": "open_ended", "answers": [{"text": "Dark mode"}]},
            {"id": "q3", "heading": "What do you use?", "family": "multiple_choice", "answers": [{"simple_text": "Boards"}, {"other_id": "1", "text": "my own"}]}]}]});
        let jotform = json!({"id": "9", "created_at": "2024-03-01 10:00:00", "answers": {
            "3": {"type": "control_rating", "text": "How likely?", "answer": "7"},
            "4": {"type": "control_textarea", "text": "What is missing?", "answer": "Dark mode"},
            "5": {"type": "control_checkbox", "text": "What do you use?", "answer": ["Boards", "my own"]},
            "6": {"type": "control_button", "text": "Submit"}}});
        let tally = json!({"eventType": "FORM_RESPONSE", "data": {"submissionId": "9", "createdAt": "2024-03-01T10:00:00Z", "fields": [
            {"key": "a", "label": "How likely?", "type": "LINEAR_SCALE", "value": 7},
            {"key": "b", "label": "What is missing?", "type": "TEXTAREA", "value": "Dark mode"},
            {"key": "c", "label": "What do you use?", "type": "CHECKBOXES", "value": ["x", "my own"], "options": [{"id": "x", "text": "Boards"}]}]}});
        for response in [survey_monkey, jotform, tally] {
            let found =
                reshape(response.as_object().unwrap()).unwrap_or_else(|| panic!("{response}"));
            let answers: Vec<_> = ["How likely?", "What is missing?", "What do you use?"]
                .iter()
                .map(|question| found.record[*question].as_str().unwrap())
                .collect();
            assert_eq!(answers, ["7", "Dark mode", "Boards; my own"], "{response}");
            assert_eq!(found.typed, ["What is missing?"]);
            assert_eq!(found.record.len(), 5, "{:?}", found.record);
        }
        let google = json!({"responseId": "9", "answers": {"1a": {"questionId": "1a", "textAnswers": {"answers": [{"value": "Dark mode"}, {"value": "Boards"}]}}}});
        let found = reshape(google.as_object().unwrap()).unwrap();
        assert_eq!(found.record["1a"], "Dark mode; Boards");
    }

    #[test]
    fn other_lists_of_answers_are_left_alone() {
        for record in [
            json!({"pages": [{"title": "x"}]}),
            json!({"answers": {"a": "slow"}}),
            json!({"data": {"fields": ["a"]}}),
            json!({"answers": {}}),
        ] {
            assert!(reshape(record.as_object().unwrap()).is_none(), "{record}");
        }
    }
}
