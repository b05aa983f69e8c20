//! Conversations of help desks: the customer's messages told apart from those of agents and bots.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::clean::{looks_like_html, strip_html, strip_replies};
use crate::columns::is_customers;

use super::{Reshaped, at};

/// The customer's words of a conversation, if it is one of a known help desk.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    let known = THREADS.iter().find_map(|thread| thread.reshape(record));
    known.or_else(|| of_another_tool(record))
}

/// The customer's words of a record with a list in which each message says by a usual name whose it is:
/// `"sender": "Customer"`, `"direction": "incoming"`.
fn of_another_tool(record: &Map<String, Value>) -> Option<Reshaped> {
    // A page of messages is numbered by none of these.
    const NUMBERS: &[&str] = &[
        "id",
        "_id",
        "uuid",
        "number",
        "subject",
        "title",
        "ticket_id",
        "conversation_id",
        "case_id",
        "chat_id",
        "thread_id",
    ];
    if !NUMBERS.iter().any(|key| record.contains_key(*key)) {
        return None;
    }
    const OPENINGS: &[&str] = &[
        "description",
        "body",
        "message",
        "text",
        "content",
        "question",
    ];
    let is_said = |key: &&str| record.get(*key).is_some_and(Value::is_string);
    let opening = OPENINGS.iter().copied().find(is_said);
    record.iter().find_map(|(key, messages)| {
        let thread = Thread {
            tool: "conversations",
            messages: &[key],
            opening: opening.as_slice(),
            words: &[
                "plain_body",
                "body_text",
                "body_plain",
                "text",
                "body",
                "message",
                "content",
                "msg",
                "body_html",
                "html",
            ],
            is_customers: |_, message| {
                message.iter().find_map(|(key, value)| match value {
                    Value::Object(inside) => inside
                        .iter()
                        .find_map(|(inner, value)| whose_words(&format!("{key} {inner}"), value)),
                    value => whose_words(key, value),
                })
            },
        };
        let messages = messages.as_array()?.iter();
        let said = messages.filter_map(|message| thread.words_of(message.as_object()?));
        (said.count() > 0).then(|| thread.reshape(record))?
    })
}

/// Whether a value that is called so says that a message is a customer's.
fn whose_words(name: &str, value: &Value) -> Option<bool> {
    match value {
        Value::String(text) => is_customers(name, text),
        Value::Bool(flag) => is_customers(name, if *flag { "true" } else { "false" }),
        _ => None,
    }
}

/// Whether a message of a record is the customer's: `None` if it does not say, and the record is
/// another tool's.
type IsCustomers = fn(&Map<String, Value>, &Map<String, Value>) -> Option<bool>;

/// Where a tool keeps the messages of a conversation, and how it says whose they are.
struct Thread<'k> {
    tool: &'static str,
    /// Where the list of messages is.
    messages: &'k [&'k str],
    /// Where the opening message is, which the list does not repeat or repeats word by word.
    opening: &'k [&'k str],
    /// Keys of a message's words, the likeliest first.
    words: &'static [&'static str],
    is_customers: IsCustomers,
}

const THREADS: &[Thread<'static>] = &[
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
            let who = at(message, &["createdBy", "type"]).or_else(|| message.get("type"))?;
            Some(who.as_str()? == "customer")
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
    // Its chats.
    Thread {
        tool: "Zendesk",
        messages: &["history"],
        opening: &[],
        words: &["msg"],
        is_customers: |_, message| {
            let who = message.get("nick").or_else(|| message.get("sender_type"))?;
            Some(who.as_str()?.to_lowercase().starts_with("visitor"))
        },
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

impl Thread<'_> {
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
                Some(Value::String(words)) if said.is_empty() => said.push(own_words(&words)),
                Some(Value::Object(opening)) => {
                    let own = (self.is_customers)(record, &opening).unwrap_or(true);
                    let words = self.words_of(&opening);
                    left_out += usize::from(!own && words.is_some());
                    if own {
                        said.extend(words.map(own_words));
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
            } else {
                let words = own_words(words);
                if said.first().is_none_or(|opening| *opening != words) {
                    said.push(words);
                }
            }
        }
        plain.remove(self.messages[0]);
        // What a visitor says of the chat, beside its rating.
        if self.messages == ["history"]
            && let Some(comment) = plain.remove("comment")
        {
            plain.insert("rating_comment".to_owned(), comment);
        }
        // Who rated an answer is the customer again, and whose answer it was an agent.
        if let Some(Value::Object(rating)) = plain.get_mut("conversation_rating") {
            rating.remove("contact");
            rating.remove("teammate");
        }
        plain.insert("description".to_owned(), Value::String(said.join("\n\n")));
        Some(Reshaped {
            left_out,
            ..Reshaped::new(self.tool, plain)
        })
    }

    fn words_of<'m>(&self, message: &'m Map<String, Value>) -> Option<&'m str> {
        // Intercom keeps the place of what was deleted.
        if message.get("redacted") == Some(&Value::Bool(true)) {
            return None;
        }
        let mut found = self
            .words
            .iter()
            .filter_map(|key| message.get(*key)?.as_str());
        found.find(|words| !words.trim().is_empty())
    }
}

/// A message without its markup, and without what it quotes and signs with: put together with others,
/// its end would not be seen any more.
fn own_words(message: &str) -> String {
    let plain = if looks_like_html(message) {
        strip_html(message)
    } else {
        Cow::Borrowed(message)
    };
    strip_replies(&plain).trim().to_owned()
}
