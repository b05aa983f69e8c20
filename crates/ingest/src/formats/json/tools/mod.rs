//! Records of known tools, brought into the shape of a plain record: one value a question, and a
//! customer's own words told apart from those of agents and bots.
//!
//! Built after the tools' public documentation: Typeform's webhook and Responses API, Qualtrics's
//! response export, KoboToolbox's submissions, Intercom's conversations, Zendesk's tickets with
//! comments, Freshdesk's tickets with conversations, Help Scout's conversations with threads,
//! Gorgias's tickets with messages, Jira's and GitHub's issues, the App Store's feed of reviews,
//! SurveyMonkey's, Jotform's, Tally's, Google Forms's, LimeSurvey's and Delighted's responses, Canny's posts, Slack's and Reddit's messages.

mod answers;
mod app_store;
mod canny;
mod delighted;
mod github;
mod jira;
mod kobo;
mod lime_survey;
mod qualtrics;
mod reddit;
mod slack;
mod threads;
mod typeform;

use serde_json::{Map, Value};

/// A record in a plain shape.
#[derive(Debug)]
pub(super) struct Reshaped {
    /// Whose record it was.
    pub tool: &'static str,
    pub record: Map<String, Value>,
    /// What others said in it, or was said in it again: records of their own.
    pub further: Vec<Map<String, Value>>,
    /// Messages of agents and bots that were left out.
    pub left_out: usize,
    /// Keys of the record under which people typed freely, as the tool says.
    pub typed: Vec<String>,
}

impl Reshaped {
    fn new(tool: &'static str, record: Map<String, Value>) -> Reshaped {
        Reshaped {
            tool,
            record,
            further: Vec::new(),
            left_out: 0,
            typed: Vec::new(),
        }
    }
}

/// The record in a plain shape, if it is one of a known tool.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    [
        typeform::reshape,
        qualtrics::reshape,
        kobo::reshape,
        jira::reshape,
        github::reshape,
        app_store::reshape,
        answers::reshape,
        lime_survey::reshape,
        delighted::reshape,
        canny::reshape,
        slack::reshape,
        reddit::reshape,
        threads::reshape,
    ]
    .iter()
    .find_map(|reshape| reshape(record))
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
        let unknown = json!({"number": "6", "subject": "Slow", "group": "Users", "articles": [
            {"sender": "Customer", "from": "Ana", "body": "<p>It is slow</p>"}, {"sender": "System", "body": ""},
            {"sender": "Agent", "from": "Kim", "body": "Sorry!"}, {"sender": "Customer", "body": "Still slow"}]});
        let nested = json!({"_id": 7, "subject": "Slow", "body": "It is slow", "thread": [
            {"text": "Sorry!", "sentBy": {"type": "agent"}}, {"text": "Still slow", "sentBy": {"type": "visitor"}}]});
        for record in [
            intercom, zendesk, freshdesk, help_scout, gorgias, unknown, nested,
        ] {
            let Reshaped {
                tool,
                record,
                left_out,
                ..
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
    fn what_a_message_quotes_does_not_swallow_the_next_one() {
        let ticket = json!({"id": 2, "subject": "Slow", "requester_id": 7,
            "description": "It is slow\n\nOn Mon, Mar 4, 2024 at 9:12 AM Support <help@example.org> wrote:\n> How can we help?",
            "comments": [{"author_id": 9, "body": "Sorry!"}, {"author_id": 7, "body": "<p>Still slow</p>"}]});
        assert_eq!(
            reshaped(ticket).record["description"],
            "It is slow\n\nStill slow"
        );
    }

    #[test]
    fn what_does_not_say_whose_words_they_are_stays_as_it_is() {
        for record in [
            json!({"description": "Slow", "comments": [{"body": "a"}, {"body": "b"}]}),
            json!({"answers": [{"text": "a"}]}),
            json!({"messages": "three"}),
            json!({"id": 1, "articles": [{"sender": "Customer", "body": "a"}, {"sender": "Ana", "body": "b"}]}),
            json!({"count": 1, "messages": [{"sender": "Customer", "body": "a"}]}),
        ] {
            assert!(reshape(record.as_object().unwrap()).is_none(), "{record}");
        }
    }
}
