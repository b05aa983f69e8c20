//! Reddit: posts and comments, from the site's own JSON or an archive.

use serde_json::{Map, Value};

use super::Reshaped;

/// A post or comment with its words and votes; what was removed has none, and the site's own program
/// is nobody.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    let written = match record.get("data") {
        Some(Value::Object(inner)) if record.contains_key("kind") => inner,
        _ => record,
    };
    let is_reddit = written.contains_key("subreddit")
        && written.contains_key("author")
        && written.contains_key("created_utc");
    let text = |key: &str| written.get(key).and_then(Value::as_str);
    let words = text("selftext").or_else(|| text("body"));
    if !is_reddit || words.is_none() && text("title").is_none() {
        return None;
    }
    let mut plain = Map::new();
    for (from, to) in [
        ("id", "id"),
        ("title", "title"),
        ("author", "author"),
        ("created_utc", "created_utc"),
        ("score", "votes"),
        ("num_comments", "num_comments"),
        ("subreddit", "subreddit"),
        ("link_flair_text", "flair"),
    ] {
        if let Some(value) = written.get(from).filter(|value| !value.is_null()) {
            plain.insert(to.to_owned(), value.clone());
        }
    }
    let automatic = text("author") == Some("AutoModerator");
    let removed = matches!(words, Some("[deleted]" | "[removed]"));
    if let Some(words) = words.filter(|_| !automatic && !removed) {
        plain.insert("text".to_owned(), Value::String(words.to_owned()));
    }
    if automatic {
        plain.remove("title");
    }
    Some(Reshaped {
        left_out: usize::from(automatic),
        ..Reshaped::new("Reddit", plain)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn posts_and_comments_have_votes_and_removed_ones_no_words() {
        let post = json!({"kind": "t3", "data": {"id": "a1", "title": "Losing tabs?", "selftext": "They vanish.", "author": "ana",
            "created_utc": 1709460011.0, "score": 34, "ups": 34, "subreddit": "larkspur", "link_flair_text": null}});
        assert_eq!(
            Value::Object(reshape(post.as_object().unwrap()).unwrap().record),
            json!({"id": "a1", "title": "Losing tabs?", "text": "They vanish.", "author": "ana",
                "created_utc": 1709460011.0, "votes": 34, "subreddit": "larkspur"})
        );
        let comment = |author: &str, body: &str| {
            let record = json!({"id": "k", "author": author, "body": body, "created_utc": 1709460011, "score": 1, "subreddit": "larkspur"});
            reshape(record.as_object().unwrap()).unwrap()
        };
        assert_eq!(comment("bo", "So it is").record["text"], "So it is");
        assert_eq!(comment("bo", "[deleted]").record.get("text"), None);
        let bot = comment("AutoModerator", "I am a bot");
        assert_eq!((bot.left_out, bot.record.get("text")), (1, None));
    }
}
