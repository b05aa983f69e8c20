//! JSON of services that turn speech into text, as a conversation.
//!
//! After the public documentation of Whisper and WhisperX, AssemblyAI, Deepgram, Rev, Amazon
//! Transcribe, Azure, Google,
//! ElevenLabs and Fireflies.

mod words;

use serde_json::Value;

use crate::transcript::{Details, Speech, Transcript};

/// The conversation in a document, if it is one.
pub(super) fn conversation(document: &Value) -> Option<(Vec<Speech>, bool)> {
    let found = SERVICES.iter().find_map(|service| {
        let pieces = walk(document, service.pieces)?.as_array()?;
        let speech: Vec<Speech> = pieces
            .iter()
            .filter_map(|piece| service.speech(piece))
            .collect();
        // Others have lists under such names, too: most of its members must be speech.
        let is_speech = !speech.is_empty() && speech.len() * 2 >= pieces.len();
        is_speech.then_some(speech)
    });
    let names_speakers = |speech: &[Speech]| speech.iter().any(|piece| piece.speaker.is_some());
    if !found.as_deref().is_some_and(names_speakers)
        && let Some(speech) = words::speech(document)
    {
        return Some((speech, false));
    }
    if let Some(speech) = found {
        let named = names_speakers(&speech);
        return Some((speech, !named));
    }
    let whole = WHOLE
        .iter()
        .find_map(|path| walk(document, path)?.as_str())?;
    let speech = Speech {
        text: whole.to_owned(),
        ..Speech::default()
    };
    Some((vec![speech], false))
}

/// A transcript of that conversation.
pub(super) fn transcript(
    (speech, captions): (Vec<Speech>, bool),
    encoding: String,
    problems: Vec<crate::Problem>,
) -> Transcript {
    Transcript {
        format: "JSON; speech to text".to_owned(),
        encoding,
        problems,
        details: Details::default(),
        speech,
        captions,
    }
}

/// Where a service puts what was said.
struct Service {
    /// The list of pieces; a number is a place in a list.
    pieces: &'static [&'static str],
    words: &'static [&'static str],
    speaker: &'static [&'static str],
    start: &'static [&'static str],
    end: &'static [&'static str],
    /// How many of its units of time make a second.
    per_second: f64,
}

const SERVICES: &[Service] = &[
    // Whisper, WhisperX and others after them.
    Service {
        pieces: &["segments"],
        words: &["text"],
        speaker: &["speaker"],
        start: &["start"],
        end: &["end"],
        per_second: 1.0,
    },
    // whisper.cpp.
    Service {
        pieces: &["transcription"],
        words: &["text"],
        speaker: &["speaker"],
        start: &["offsets", "from"],
        end: &["offsets", "to"],
        per_second: 1000.0,
    },
    // AssemblyAI.
    Service {
        pieces: &["utterances"],
        words: &["text"],
        speaker: &["speaker"],
        start: &["start"],
        end: &["end"],
        per_second: 1000.0,
    },
    // Deepgram.
    Service {
        pieces: &["results", "utterances"],
        words: &["transcript"],
        speaker: &["speaker"],
        start: &["start"],
        end: &["end"],
        per_second: 1.0,
    },
    Service {
        pieces: &[
            "results",
            "channels",
            "0",
            "alternatives",
            "0",
            "paragraphs",
            "paragraphs",
        ],
        words: &["sentences"],
        speaker: &["speaker"],
        start: &["start"],
        end: &["end"],
        per_second: 1.0,
    },
    // Rev.
    Service {
        pieces: &["monologues"],
        words: &["elements"],
        speaker: &["speaker"],
        start: &["elements", "0", "ts"],
        end: &[],
        per_second: 1.0,
    },
    // Fireflies.
    Service {
        pieces: &["data", "transcript", "sentences"],
        words: &["text"],
        speaker: &["speaker_name"],
        start: &["start_time"],
        end: &["end_time"],
        per_second: 1.0,
    },
    Service {
        pieces: &["sentences"],
        words: &["text"],
        speaker: &["speaker_name"],
        start: &["start_time"],
        end: &["end_time"],
        per_second: 1.0,
    },
    // Amazon Transcribe.
    Service {
        pieces: &["results", "audio_segments"],
        words: &["transcript"],
        speaker: &["speaker_label"],
        start: &["start_time"],
        end: &["end_time"],
        per_second: 1.0,
    },
    // Azure, in ticks of 100 nanoseconds.
    Service {
        pieces: &["recognizedPhrases"],
        words: &["nBest", "0", "display"],
        speaker: &["speaker"],
        start: &["offsetInTicks"],
        end: &[],
        per_second: 1e7,
    },
    // Google.
    Service {
        pieces: &["results"],
        words: &["alternatives", "0", "transcript"],
        speaker: &[],
        start: &[],
        end: &[],
        per_second: 1.0,
    },
];

/// Where a service puts all words in one, with neither times nor speakers.
const WHOLE: &[&[&str]] = &[
    &[
        "results",
        "channels",
        "0",
        "alternatives",
        "0",
        "transcript",
    ],
    &["results", "transcripts", "0", "transcript"],
];

impl Service {
    /// A piece as speech: it must have words, and a time or a speaker where the service states them.
    fn speech(&self, piece: &Value) -> Option<Speech> {
        let text = words(walk(piece, self.words)?)?;
        let time = |path: &[&str]| {
            let value = walk(piece, path).filter(|_| !path.is_empty())?;
            let number = value.as_f64().or_else(|| value.as_str()?.parse().ok());
            number.map(|number| number / self.per_second)
        };
        let seconds = time(self.start);
        if seconds.is_none() && !self.start.is_empty() {
            return None;
        }
        let speaker = walk(piece, self.speaker)
            .filter(|_| !self.speaker.is_empty())
            .and_then(|speaker| match speaker {
                Value::String(name) => Some(name.clone()),
                Value::Number(number) => Some(format!("Speaker {number}")),
                _ => None,
            });
        Some(Speech {
            speaker,
            seconds,
            until: time(self.end),
            text,
        })
    }
}

/// The words of a string, or of a list of sentences or of single words and signs.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Array(parts) => {
            let mut text = String::new();
            for part in parts {
                if let Some(sentence) = part.get("text").and_then(Value::as_str) {
                    if !text.is_empty() {
                        text.push(' ');
                    }
                    text.push_str(sentence);
                } else {
                    text.push_str(part.get("value")?.as_str()?);
                }
            }
            Some(text.trim().to_owned())
        }
        _ => None,
    }
}

fn walk<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, step| match value {
        Value::Array(list) => list.get(step.parse::<usize>().ok()?),
        value => value.get(*step),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn services_put_speech_in_their_own_places() {
        let whisper = json!({"text": "So why? It took weeks.", "language": "en", "segments": [
            {"id": 0, "start": 1.0, "end": 2.5, "text": " So why?", "speaker": "A"},
            {"id": 1, "start": 3.0, "end": 5.0, "text": " It took weeks.", "speaker": "B"}]});
        let assembly = json!({"text": "…", "words": [], "utterances": [
            {"start": 1000, "end": 2500, "text": "So why?", "speaker": "A"},
            {"start": 3000, "end": 5000, "text": "It took weeks.", "speaker": "B"}]});
        let rev = json!({"monologues": [
            {"speaker": "A", "elements": [{"type": "text", "value": "So", "ts": 1.0}, {"type": "punct", "value": " "},
                {"type": "text", "value": "why", "ts": 1.5}, {"type": "punct", "value": "?"}]},
            {"speaker": "B", "elements": [{"type": "text", "value": "It took weeks.", "ts": 3.0}]}]});
        let deepgram = json!({"results": {"channels": [{"alternatives": [{"transcript": "…", "paragraphs": {"paragraphs": [
            {"speaker": "A", "start": 1.0, "end": 2.5, "sentences": [{"text": "So why?"}]},
            {"speaker": "B", "start": 3.0, "end": 5.0, "sentences": [{"text": "It took"}, {"text": "weeks."}]}]}}]}]}});
        let amazon = json!({"results": {"audio_segments": [
            {"transcript": "So why?", "start_time": "1.0", "end_time": "2.5", "speaker_label": "A"},
            {"transcript": "It took weeks.", "start_time": "3.0", "end_time": "5.0", "speaker_label": "B"}]}});
        for document in [whisper, assembly, rev, deepgram, amazon] {
            let (speech, captions) = conversation(&document).unwrap();
            let said: Vec<_> = speech
                .iter()
                .map(|s| (s.speaker.as_deref(), s.seconds, s.text.as_str()))
                .collect();
            assert_eq!(
                said,
                [
                    (Some("A"), Some(1.0), "So why?"),
                    (Some("B"), Some(3.0), "It took weeks.")
                ],
                "{document}"
            );
            assert!(!captions);
        }
    }

    #[test]
    fn other_documents_with_such_lists_are_none() {
        for document in [
            json!({"segments": [{"id": 1, "name": "Trial users"}]}),
            json!({"results": [{"id": 1, "text": "slow"}]}),
            json!({"utterances": []}),
            json!({"text": "slow"}),
            json!([{"start": 1, "text": "a"}]),
        ] {
            assert!(conversation(&document).is_none(), "{document}");
        }
    }
}
