//! Records of known tools, brought into the shape of a plain record: one value a question, and a
//! customer's own words told apart from those of agents and bots.
//!
//! Built after the tools' public documentation: Typeform's webhook and Responses API, Intercom's
//! conversations, Zendesk's tickets with comments, Freshdesk's tickets with conversations, Help
//! Scout's conversations with threads, Gorgias's tickets with messages.

use serde_json::{Map, Value};

/// A record in a plain shape.
#[derive(Debug)]
pub(super) struct Reshaped {
    /// Whose record it was.
    pub tool: &'static str,
    pub record: Map<String, Value>,
    /// Messages of agents and bots that were left out.
    pub left_out: usize,
}

/// The record in a plain shape, if it is one of a known tool.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    typeform(record).or_else(|| THREADS.iter().find_map(|thread| thread.reshape(record)))
}

/// A response with a list of answers, each naming its field and carrying its value under its type.
fn typeform(record: &Map<String, Value>) -> Option<Reshaped> {
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
    if let Some(score) = at(response, &["calculated", "score"]) {
        plain.insert("score".to_owned(), score.clone());
    }
    let titles = response.get("definition").and_then(|d| d.get("fields"));
    for answer in answers {
        let question = question(answer, titles);
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
    Some(Reshaped {
        tool: "Typeform",
        record: plain,
        left_out: 0,
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
    titled
        .or_else(|| text(field, "title"))
        .or_else(|| text(field, "ref"))
        .or_else(|| text(field, "id"))
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

/// Whether a message of a record is the customer's: `None` if it does not say, and the record is
/// another tool's.
type IsCustomers = fn(&Map<String, Value>, &Map<String, Value>) -> Option<bool>;

/// Where a tool keeps the messages of a conversation, and how it says whose they are.
struct Thread {
    tool: &'static str,
    /// Where the list of messages is.
    messages: &'static [&'static str],
    /// Where the opening message is, which the list does not repeat or repeats word by word.
    opening: &'static [&'static str],
    /// Keys of a message's words, the likeliest first.
    words: &'static [&'static str],
    is_customers: IsCustomers,
}

const THREADS: &[Thread] = &[
    Thread {
        tool: "Intercom",
        messages: &["conversation_parts", "conversation_parts"],
        opening: &["source"],
        words: &["body"],
        is_customers: |_, message| {
            let kind = at(message, &["author", "type"])?.as_str()?;
            Some(matches!(kind, "user" | "lead" | "contact"))
        },
    },
    Thread {
        tool: "Help Scout",
        messages: &["_embedded", "threads"],
        opening: &[],
        words: &["body", "text"],
        is_customers: |_, message| {
            Some(at(message, &["createdBy", "type"])?.as_str()? == "customer")
        },
    },
    Thread {
        tool: "Freshdesk",
        messages: &["conversations"],
        opening: &["description_text", "description"],
        words: &["body_text", "body"],
        is_customers: |_, message| message.get("incoming")?.as_bool(),
    },
    Thread {
        tool: "Gorgias",
        messages: &["messages"],
        opening: &[],
        words: &["stripped_text", "body_text", "body_html"],
        is_customers: |_, message| Some(!message.get("from_agent")?.as_bool()?),
    },
    Thread {
        tool: "Zendesk",
        messages: &["comments"],
        opening: &["description"],
        words: &["plain_body", "body"],
        is_customers: |ticket, message| {
            let author = message.get("author_id").filter(|id| !id.is_null())?;
            Some(author == ticket.get("requester_id")?)
        },
    },
];

impl Thread {
    fn reshape(&self, record: &Map<String, Value>) -> Option<Reshaped> {
        let messages = at(record, self.messages)?.as_array()?;
        let says_whose = |message: &Value| {
            let message = message.as_object();
            message.is_some_and(|message| (self.is_customers)(record, message).is_some())
        };
        if !messages.iter().all(says_whose) {
            return None;
        }
        let mut plain = record.clone();
        let mut said = Vec::new();
        let mut left_out = 0;
        for key in self.opening {
            match plain.remove(*key) {
                Some(Value::String(words)) if said.is_empty() => said.push(words),
                Some(Value::Object(opening)) => {
                    let own = (self.is_customers)(record, &opening).unwrap_or(true);
                    let words = self.words_of(&opening);
                    left_out += usize::from(!own && words.is_some());
                    if own {
                        said.extend(words.map(str::to_owned));
                        plain.extend(
                            opening
                                .get("author")
                                .map(|who| ("author".into(), who.clone())),
                        );
                    }
                    plain.extend(
                        opening
                            .get("subject")
                            .map(|subject| ("subject".into(), subject.clone())),
                    );
                }
                _ => {}
            }
        }
        for message in messages.iter().filter_map(Value::as_object) {
            let Some(words) = self.words_of(message) else {
                continue;
            };
            if (self.is_customers)(record, message) != Some(true) {
                left_out += 1;
            } else if said
                .first()
                .is_none_or(|opening| opening.trim() != words.trim())
            {
                said.push(words.to_owned());
            }
        }
        plain.remove(self.messages[0]);
        plain.insert("description".to_owned(), Value::String(said.join("\n\n")));
        Some(Reshaped {
            tool: self.tool,
            record: plain,
            left_out,
        })
    }

    fn words_of<'m>(&self, message: &'m Map<String, Value>) -> Option<&'m str> {
        let mut found = self
            .words
            .iter()
            .filter_map(|key| message.get(*key)?.as_str());
        found.find(|words| !words.trim().is_empty())
    }
}

fn at<'v>(record: &'v Map<String, Value>, path: &[&str]) -> Option<&'v Value> {
    let (first, rest) = path.split_first()?;
    let value = record.get(*first)?;
    rest.iter().try_fold(value, |value, key| value.get(*key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reshaped(record: Value) -> Reshaped {
        reshape(record.as_object().unwrap()).unwrap()
    }

    #[test]
    fn a_typeform_response_has_one_value_a_question() {
        let hook = json!({"event_type": "form_response", "form_response": {
            "token": "t1", "submitted_at": "2025-03-01T10:00:00Z", "hidden": {"plan": "team"},
            "definition": {"title": "Our form", "fields": [
                {"id": "a", "title": "What is hard?"}, {"id": "b", "title": "Which parts do you use?"},
                {"id": "c", "title": "Would you recommend us?"}, {"id": "d", "title": "How likely?"}]},
            "answers": [
                {"type": "text", "text": "The import", "field": {"id": "a", "type": "long_text"}},
                {"type": "choices", "choices": {"labels": ["Lists", "Charts"], "other": "Maps"}, "field": {"id": "b"}},
                {"type": "boolean", "boolean": true, "field": {"id": "c"}},
                {"type": "number", "number": 7, "field": {"id": "d"}}]}});
        assert_eq!(
            Value::Object(reshaped(hook).record),
            json!({"response_id": "t1", "submitted_at": "2025-03-01T10:00:00Z", "plan": "team",
                "What is hard?": "The import", "Which parts do you use?": "Lists; Charts; Maps",
                "Would you recommend us?": "Yes", "How likely?": "7"})
        );
    }

    #[test]
    fn only_the_customers_words_of_a_conversation_are_kept() {
        let intercom = json!({"type": "conversation", "id": "1",
            "source": {"body": "It is slow", "subject": "Slow", "author": {"type": "user", "email": "a@example.org"}},
            "conversation_parts": {"conversation_parts": [
                {"body": "Sorry!", "author": {"type": "admin"}},
                {"body": "Still slow", "author": {"type": "user"}},
                {"body": null, "author": {"type": "bot"}}]}});
        let zendesk = json!({"id": 2, "subject": "Slow", "description": "It is slow", "requester_id": 7,
            "comments": [{"author_id": 7, "body": "It is slow"}, {"author_id": 9, "body": "Sorry!"},
                {"author_id": 7, "plain_body": "Still slow", "body": "<p>Still slow</p>"}]});
        let freshdesk = json!({"id": 3, "subject": "Slow", "description_text": "It is slow",
            "conversations": [{"body_text": "Sorry!", "incoming": false}, {"body_text": "Still slow", "incoming": true}]});
        let help_scout = json!({"id": 4, "subject": "Slow", "_embedded": {"threads": [
            {"body": "It is slow", "createdBy": {"type": "customer"}}, {"body": "Sorry!", "createdBy": {"type": "user"}},
            {"body": "Still slow", "createdBy": {"type": "customer"}}]}});
        let gorgias = json!({"id": 5, "subject": "Slow", "messages": [{"body_text": "It is slow", "from_agent": false},
            {"body_text": "Sorry!", "from_agent": true}, {"stripped_text": "Still slow", "from_agent": false}]});
        for record in [intercom, zendesk, freshdesk, help_scout, gorgias] {
            let Reshaped {
                tool,
                record,
                left_out,
            } = reshaped(record);
            assert_eq!(record["description"], "It is slow\n\nStill slow", "{tool}");
            assert_eq!(
                (left_out, &record["subject"]),
                (1, &json!("Slow")),
                "{tool}"
            );
        }
    }

    #[test]
    fn what_does_not_say_whose_words_they_are_stays_as_it_is() {
        for record in [
            json!({"description": "Slow", "comments": [{"body": "a"}, {"body": "b"}]}),
            json!({"answers": [{"text": "a"}]}),
            json!({"messages": "three"}),
        ] {
            assert!(reshape(record.as_object().unwrap()).is_none(), "{record}");
        }
    }
}
