//! Services that write down single words, each with its speaker: put together to what each says.
//!
//! After the public documentation of Amazon Transcribe, Deepgram, ElevenLabs and Google.

use std::collections::HashMap;

use serde_json::Value;

use super::walk;
use crate::transcript::Speech;

/// What was said, if the document has words with speakers.
pub(super) fn speech(document: &Value) -> Option<Vec<Speech>> {
    let words = amazon(document)
        .or_else(|| deepgram(document))
        .or_else(|| eleven_labs(document))
        .or_else(|| google(document))?;
    let mut speech: Vec<Speech> = Vec::new();
    for word in words {
        let goes_on = speech
            .last()
            .is_some_and(|last| word.speaker.is_none() || last.speaker == word.speaker);
        if !goes_on {
            speech.push(Speech {
                speaker: word.speaker,
                seconds: word.start,
                ..Speech::default()
            });
        }
        if let Some(last) = speech.last_mut() {
            if word.apart && !last.text.is_empty() {
                last.text.push(' ');
            }
            last.text.push_str(word.text);
            last.until = word.end.or(last.until);
        }
    }
    let named = speech.iter().any(|piece| piece.speaker.is_some());
    named.then_some(speech)
}

struct Word<'v> {
    text: &'v str,
    /// None goes on with the speaker before.
    speaker: Option<String>,
    start: Option<f64>,
    end: Option<f64>,
    /// Whether a space stands before it.
    apart: bool,
}

/// Words and signs in one list, and which of them are whose in another, told by when they begin; newer
/// documents name the speaker beside each word as well.
fn amazon(document: &Value) -> Option<Vec<Word<'_>>> {
    let items = walk(document, &["results", "items"])?.as_array()?;
    let segments = walk(document, &["results", "speaker_labels", "segments"])?.as_array()?;
    let said_at: HashMap<&str, &str> = segments
        .iter()
        .filter_map(|segment| segment.get("items")?.as_array())
        .flatten()
        .filter_map(|item| Some((text(item, "start_time")?, text(item, "speaker_label")?)))
        .collect();
    items
        .iter()
        .map(|item| {
            let start = text(item, "start_time");
            let speaker = text(item, "speaker_label").or_else(|| said_at.get(start?).copied());
            Some(Word {
                text: walk(item, &["alternatives", "0", "content"])?.as_str()?,
                speaker: speaker.map(str::to_owned),
                start: start.and_then(|time| time.parse().ok()),
                end: text(item, "end_time").and_then(|time| time.parse().ok()),
                apart: text(item, "type") != Some("punctuation"),
            })
        })
        .collect()
}

fn deepgram(document: &Value) -> Option<Vec<Word<'_>>> {
    let path = ["results", "channels", "0", "alternatives", "0", "words"];
    let words = walk(document, &path)?.as_array()?;
    let word = |word| {
        Some(Word {
            text: text(word, "punctuated_word").or_else(|| text(word, "word"))?,
            speaker: word.get("speaker").and_then(numbered),
            start: word.get("start").and_then(Value::as_f64),
            end: word.get("end").and_then(Value::as_f64),
            apart: true,
        })
    };
    words.iter().map(word).collect()
}

/// Spaces are pieces of their own.
fn eleven_labs(document: &Value) -> Option<Vec<Word<'_>>> {
    let words = document.get("words")?.as_array()?;
    let word = |word| {
        text(word, "type")?;
        Some(Word {
            text: text(word, "text")?,
            speaker: text(word, "speaker_id").map(str::to_owned),
            start: word.get("start").and_then(Value::as_f64),
            end: word.get("end").and_then(Value::as_f64),
            apart: false,
        })
    };
    words.iter().map(word).collect()
}

/// The last result repeats all words, each with the number of its speaker.
fn google(document: &Value) -> Option<Vec<Word<'_>>> {
    let last = document.get("results")?.as_array()?.last()?;
    let words = walk(last, &["alternatives", "0", "words"])?.as_array()?;
    let seconds = |value: &Value| value.as_str()?.trim_end_matches('s').parse().ok();
    let word = |word: &'_ Value| -> Option<(String, Option<f64>, Option<f64>)> {
        Some((
            numbered(
                word.get("speakerTag")
                    .or_else(|| word.get("speakerLabel"))?,
            )?,
            word.get("startTime")
                .or_else(|| word.get("startOffset"))
                .and_then(seconds),
            word.get("endTime")
                .or_else(|| word.get("endOffset"))
                .and_then(seconds),
        ))
    };
    words
        .iter()
        .map(|spoken| {
            let (speaker, start, end) = word(spoken)?;
            Some(Word {
                text: text(spoken, "word")?,
                speaker: Some(speaker),
                start,
                end,
                apart: true,
            })
        })
        .collect()
}

fn numbered(speaker: &Value) -> Option<String> {
    match speaker {
        Value::Number(number) => Some(format!("Speaker {number}")),
        Value::String(name) => Some(name.clone()),
        _ => None,
    }
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_become_what_each_says() {
        let amazon = json!({"results": {"transcripts": [{"transcript": "So why? Weeks."}],
            "speaker_labels": {"speakers": 2, "segments": [
                {"items": [{"start_time": "0.0", "speaker_label": "Speaker 0"}, {"start_time": "0.4", "speaker_label": "Speaker 0"}]},
                {"items": [{"start_time": "1.5", "speaker_label": "Speaker 1"}]}]},
            "items": [
                {"type": "pronunciation", "start_time": "0.0", "end_time": "0.4", "alternatives": [{"content": "So"}]},
                {"type": "pronunciation", "start_time": "0.4", "end_time": "0.9", "alternatives": [{"content": "why"}]},
                {"type": "punctuation", "alternatives": [{"content": "?"}]},
                {"type": "pronunciation", "start_time": "1.5", "end_time": "1.8", "alternatives": [{"content": "Weeks"}]},
                {"type": "punctuation", "alternatives": [{"content": "."}]}]}});
        let deepgram = json!({"results": {"channels": [{"alternatives": [{"transcript": "…", "words": [
            {"word": "so", "punctuated_word": "So", "start": 0.0, "end": 0.4, "speaker": 0},
            {"word": "why", "punctuated_word": "why?", "start": 0.4, "end": 0.9, "speaker": 0},
            {"word": "weeks", "punctuated_word": "Weeks.", "start": 1.5, "end": 1.8, "speaker": 1}]}]}]}});
        let eleven_labs = json!({"text": "So why? Weeks.", "words": [
            {"text": "So", "type": "word", "start": 0.0, "end": 0.4, "speaker_id": "Speaker 0"}, {"text": " ", "type": "spacing", "speaker_id": "Speaker 0"},
            {"text": "why?", "type": "word", "start": 0.4, "end": 0.9, "speaker_id": "Speaker 0"},
            {"text": "Weeks.", "type": "word", "start": 1.5, "end": 1.8, "speaker_id": "Speaker 1"}]});
        let google = json!({"results": [{"alternatives": [{"transcript": "So why? Weeks."}]}, {"alternatives": [{"words": [
            {"word": "So", "startTime": "0s", "endTime": "0.4s", "speakerTag": 0}, {"word": "why?", "startTime": "0.4s", "speakerTag": 0},
            {"word": "Weeks.", "startTime": "1.5s", "endTime": "1.8s", "speakerTag": 1}]}]}]});
        for document in [amazon, deepgram, eleven_labs, google] {
            let said: Vec<_> = speech(&document)
                .unwrap_or_else(|| panic!("{document}"))
                .into_iter()
                .map(|piece| (piece.speaker.unwrap(), piece.seconds, piece.text))
                .collect();
            assert_eq!(
                said,
                [
                    ("Speaker 0".to_owned(), Some(0.0), "So why?".to_owned()),
                    ("Speaker 1".to_owned(), Some(1.5), "Weeks.".to_owned())
                ],
                "{document}"
            );
        }
    }

    #[test]
    fn words_without_speakers_say_nothing_more() {
        for document in [
            json!({"results": {"channels": [{"alternatives": [{"words": [{"word": "so", "start": 0.0}]}]}]}}),
            json!({"words": [{"text": "So", "start": 0.0}]}),
            json!({"results": [{"alternatives": [{"transcript": "So"}]}]}),
            json!({"words": ["so"]}),
        ] {
            assert!(speech(&document).is_none(), "{document}");
        }
    }
}
