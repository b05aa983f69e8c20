//! Speech to one feedback with turns.

use std::collections::BTreeSet;

use super::interviewer::{self, INTERVIEWER, Interviewers};
use super::{Speech, Transcript};
use crate::{Feedback, FileError, Kind, Problem, Turn};

/// A conversation ready to be stored.
#[derive(Debug)]
pub(crate) struct Conversation {
    pub kind: Kind,
    pub reason: String,
    pub feedback: Feedback,
    pub problems: Vec<Problem>,
}

/// Seconds of silence, and length of a text that ends a sentence, that part captions without
/// speaker into turns.
const PAUSE: f64 = 2.0;
const TURN_BYTES: usize = 400;

/// Merges consecutive pieces of one speaker, tells who asks, and lays everything into one text.
pub(crate) fn assemble(
    name: &str,
    kind: Option<Kind>,
    mut transcript: Transcript,
) -> Result<Conversation, FileError> {
    for piece in &mut transcript.speech {
        piece.text = tidy(&piece.text);
        // Transcription services say so when they do not know a voice.
        piece.speaker = piece
            .speaker
            .take()
            .filter(|name| !matches!(name.to_lowercase().as_str(), "unknown speaker" | "unknown"));
    }
    transcript.speech.retain(|piece| !piece.text.is_empty());
    if transcript.speech.is_empty() {
        return Err(FileError::NoSpeech {
            name: name.to_owned(),
            format: transcript.format,
        });
    }
    let stem = crate::formats::stem(name);
    let mut details = transcript.details;
    details.notice_name(stem);
    let asking = match details.questions_stand_out {
        true => Interviewers {
            names: vec![INTERVIEWER.to_owned()],
            reason: "no speakers are named, so the questions that stand out are taken as the interviewer's".to_owned(),
        },
        false => interviewer::find(&details.interviewers, &transcript.speech),
    };
    let merged = merge(transcript.speech, transcript.captions);
    let mut respondents: BTreeSet<&str> = BTreeSet::new();
    let mut feedback = Feedback {
        row: 1,
        id: details.id,
        customer: details.customer,
        email: details.email,
        time: details.time,
        segments: details.segments,
        ..Feedback::default()
    };
    for piece in &merged {
        let asks = piece
            .speaker
            .as_ref()
            .is_some_and(|speaker| asking.names.contains(speaker));
        if let Some(speaker) = piece.speaker.as_deref().filter(|_| !asks) {
            respondents.insert(speaker);
        }
        if !feedback.text.is_empty() {
            feedback.text.push_str("\n\n");
        }
        let start = feedback.text.len();
        feedback.text.push_str(&piece.text);
        feedback.turns.push(Turn {
            start,
            end: feedback.text.len(),
            speaker: piece.speaker.clone(),
            interviewer: asks,
            seconds: piece.seconds,
        });
    }
    feedback.author = details.author.or_else(|| {
        respondents
            .first()
            .filter(|_| respondents.len() == 1)
            .map(|one| (*one).to_owned())
    });
    feedback.title = details.title.or_else(|| {
        Some(stem.replace('_', " ").trim().to_owned()).filter(|title| !title.is_empty())
    });
    let (kind, mut reason) = choose_kind(kind, details.kind, respondents.len());
    match (asking.names.is_empty(), respondents.len()) {
        (false, _) => reason.push_str(&format!("; {}", asking.reason)),
        (true, 0) => {
            reason.push_str("; no speakers are named, so all of it is taken as the respondent's")
        }
        (true, 1) => reason.push_str("; one speaker"),
        (true, count) => reason.push_str(&format!(
            "; {count} speakers, none of whom plainly asks the questions"
        )),
    }
    Ok(Conversation {
        kind,
        reason,
        feedback,
        problems: transcript.problems,
    })
}

fn choose_kind(asked: Option<Kind>, told: Option<Kind>, respondents: usize) -> (Kind, String) {
    if let Some(kind) = asked {
        (kind, "as chosen".to_owned())
    } else if let Some(kind) = told {
        (kind, "its name or details say so".to_owned())
    } else if respondents > 2 {
        (Kind::FocusGroup, format!("{respondents} people answer"))
    } else {
        (Kind::Interview, "it is a transcript".to_owned())
    }
}

fn merge(speech: Vec<Speech>, captions: bool) -> Vec<Speech> {
    let mut merged: Vec<Speech> = Vec::new();
    for piece in speech {
        match merged.last_mut() {
            Some(last) if continues(last, &piece, captions) => {
                let space = if captions { " " } else { "\n" };
                last.text.push_str(space);
                last.text.push_str(&piece.text);
                last.until = piece.until;
            }
            _ => merged.push(piece),
        }
    }
    merged
}

fn continues(last: &Speech, next: &Speech, captions: bool) -> bool {
    if last.speaker != next.speaker {
        return false;
    }
    if last.speaker.is_some() {
        return true;
    }
    let pause = match (last.until, next.seconds) {
        (Some(until), Some(from)) => from - until,
        _ => 0.0,
    };
    let complete =
        last.text.len() >= TURN_BYTES && last.text.ends_with(['.', '?', '!', '…', '。', '"', '”']);
    captions && pause < PAUSE && !complete
}

/// Lines without white space around them; never more than one blank line.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            blank = !tidy.is_empty();
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if blank { "\n\n" } else { "\n" });
        }
        blank = false;
        tidy.push_str(line);
    }
    tidy
}
