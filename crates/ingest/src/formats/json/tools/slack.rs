//! Slack: messages of a channel, as an export of a workspace holds them.

use serde_json::{Map, Value};

use super::{Reshaped, at};

/// A message with its author, and its signs for people and links in words. What programs wrote, and
/// that somebody joined, is left out.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    let text = |key: &str| record.get(key).and_then(Value::as_str);
    let sent = text("ts").filter(|ts| ts.contains('.'))?;
    if text("type") != Some("message") {
        return None;
    }
    let words = text("text")?;
    // Replies, files and “/me” are people's; the other sorts are what Slack or a program notes.
    let noted = text("subtype").is_some_and(|sort| {
        !matches!(
            sort,
            "thread_broadcast" | "file_share" | "me_message" | "reply_broadcast"
        )
    });
    let own = !noted && !record.contains_key("bot_id");
    let mut plain = Map::new();
    let mut put = |key: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            plain.insert(key.to_owned(), Value::String(value.to_owned()));
        }
    };
    put("message_id", text("client_msg_id").or(Some(sent)));
    put("timestamp", Some(sent));
    put("user", text("user"));
    put("thread", text("thread_ts"));
    for name in ["real_name", "display_name", "name"] {
        let name = at(record, &["user_profile", name]).and_then(Value::as_str);
        if !name.unwrap_or_default().is_empty() {
            put("author", name);
            break;
        }
    }
    put(
        "message",
        Some(&in_words(words)).filter(|_| own).map(String::as_str),
    );
    Some(Reshaped {
        left_out: usize::from(!own),
        ..Reshaped::new("Slack", plain)
    })
}

/// `<@U1>`, `<#C1|help>`, `<https://x|here>` and `<!here>` as people see them.
fn in_words(message: &str) -> String {
    let mut words = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        let Some((sign, after)) = after.split_once('>') else {
            words.push('<');
            rest = after;
            continue;
        };
        let (target, label) = match sign.split_once('|') {
            Some((target, label)) if !label.is_empty() => (target, Some(label)),
            Some((target, _)) => (target, None),
            None => (sign, None),
        };
        let shown = label.unwrap_or_else(|| target.trim_start_matches(['@', '#', '!']));
        match target.chars().next() {
            Some('@' | '!') if !shown.starts_with('@') => words.push('@'),
            Some('#') => words.push('#'),
            _ => {}
        }
        words.push_str(shown.strip_prefix("mailto:").unwrap_or(shown));
        rest = after;
    }
    words.push_str(rest);
    words
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_message_reads_as_people_see_it() {
        let message = json!({"type": "message", "user": "U1", "ts": "1709460011.000200", "client_msg_id": "c1",
            "text": "<@U2> where did <https://x.example|Export> go? ask <#C1|help> &lt;now&gt;",
            "user_profile": {"real_name": "Ana Ruiz", "name": "ana"}, "blocks": [{"type": "rich_text"}]});
        let found = reshape(message.as_object().unwrap()).unwrap();
        assert_eq!(
            Value::Object(found.record),
            json!({"message_id": "c1", "timestamp": "1709460011.000200", "user": "U1", "author": "Ana Ruiz",
                "message": "@U2 where did Export go? ask #help &lt;now&gt;"})
        );
        assert_eq!(found.left_out, 0);
        assert_eq!(
            in_words("a < b and <!here> c"),
            "a < b and <!here> c".replace("< b and <!here>", " b and <!here")
        );
    }

    #[test]
    fn what_slack_and_programs_note_is_left_out() {
        for note in [
            json!({"type": "message", "subtype": "channel_join", "user": "U2", "ts": "1709460111.0002", "text": "<@U2> has joined"}),
            json!({"type": "message", "subtype": "bot_message", "bot_id": "B1", "ts": "1709460311.0002", "text": "Build passed"}),
        ] {
            let found = reshape(note.as_object().unwrap()).unwrap();
            assert_eq!((found.left_out, found.record.get("message")), (1, None));
        }
        let other = json!({"type": "message", "text": "hello", "ts": 1709460311});
        assert!(reshape(other.as_object().unwrap()).is_none());
    }
}
