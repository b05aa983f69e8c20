//! Texts cut into passages, each with its sentiment.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use assay_analysis::{detect_language, detect_language_among, sentiment, split_passages};
use assay_ingest::{Record, Turn};
use assay_store::NewPassage;

/// A compound sentiment at or below this is negative (Hutto & Gilbert 2014).
const NEGATIVE: f64 = -0.05;

/// Turns of fewer words (“Yeah.”, “Right, right.”) stay in the transcript but are not analysed.
const FEWEST_WORDS_OF_A_TURN: usize = 3;

/// Cuts the texts of one file.
pub(super) struct Cutter {
    low_rating: Option<f64>,
    english: English,
}

impl Cutter {
    /// `records` are a sample of the file's.
    pub(super) fn new(records: &[Record]) -> Cutter {
        Cutter {
            low_rating: low_rating(records),
            english: English::of(records),
        }
    }

    /// The passages of a text, those of the interviewer left out.
    pub(super) fn passages(
        &self,
        text: &str,
        turns: &[Turn],
        rating: Option<f64>,
    ) -> Vec<NewPassage> {
        let mut passages = Vec::new();
        // Telling a language takes longer than scoring a text: only texts with words of the English
        // lexicon are looked at.
        let english = LazyCell::new(|| self.english.is(text));
        let mut add = |start: usize, end: usize, speaker: Option<&str>| {
            let Some(stretch) = text.get(start..end) else {
                return;
            };
            for range in split_passages(stretch) {
                let mut compound = sentiment(&stretch[range.clone()]);
                if compound != 0.0 && !*english {
                    compound = 0.0;
                }
                let low = compound == 0.0
                    && rating
                        .zip(self.low_rating)
                        .is_some_and(|(rating, low)| rating <= low);
                passages.push(NewPassage {
                    start: start + range.start,
                    end: start + range.end,
                    speaker: speaker.map(str::to_owned),
                    sentiment: compound,
                    negative: compound <= NEGATIVE || low,
                });
            }
        };
        if turns.is_empty() {
            add(0, text.len(), None);
        }
        for turn in turns.iter().filter(|turn| !turn.interviewer) {
            let words = text
                .get(turn.start..turn.end)
                .unwrap_or_default()
                .split_whitespace()
                .count();
            if words >= FEWEST_WORDS_OF_A_TURN {
                add(turn.start, turn.end, turn.speaker.as_deref());
            }
        }
        passages
    }
}

/// Which texts of a file the English sentiment lexicon can judge.
enum English {
    /// All of them: no need to look at each.
    All,
    /// Those that look English.
    Some {
        /// The languages of the file, and English.
        languages: Vec<&'static str>,
        /// The answer where a text leaves it open.
        unsure: bool,
    },
}

impl English {
    /// Texts looked at before the rest of a file is taken to be like them.
    const SAMPLE: usize = 400;
    /// One text of so many makes its language one of the file; fewer are taken for mistakes where function
    /// words say nothing.
    const MINORITY: usize = 33;

    fn of(records: &[Record]) -> English {
        let texts = records.iter().filter_map(|record| match record {
            Record::Feedback(feedback) => Some(feedback.text.as_str()),
            _ => None,
        });
        let stride = records.len().div_ceil(Self::SAMPLE).max(1);
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for code in texts.step_by(stride).filter_map(detect_language) {
            *counts.entry(code).or_default() += 1;
        }
        if counts.keys().all(|code| *code == "eng") {
            return English::All;
        }
        let sure: usize = counts.values().sum();
        counts.retain(|_, count| *count * Self::MINORITY >= sure);
        let english = counts.get("eng").copied().unwrap_or(0);
        counts.insert("eng", english);
        English::Some {
            languages: counts.into_keys().collect(),
            unsure: english * 2 >= sure,
        }
    }

    fn is(&self, text: &str) -> bool {
        match self {
            English::All => true,
            English::Some { languages, unsure } => {
                detect_language_among(text, languages).map_or(*unsure, |code| code == "eng")
            }
        }
    }
}

/// The highest rating that is still bad: two fifths of the best one seen (2 of 5 stars, 4 of 10).
fn low_rating(records: &[Record]) -> Option<f64> {
    let ratings = records.iter().filter_map(|record| match record {
        Record::Feedback(feedback) => feedback.rating,
        _ => None,
    });
    ratings
        .max_by(f64::total_cmp)
        .filter(|best| *best > 1.0)
        .map(|best| best * 0.4)
}

#[cfg(test)]
mod tests {
    use assay_ingest::Feedback;

    use super::*;

    #[test]
    fn english_words_are_not_found_in_other_languages() {
        let record = |text: &str| {
            Record::Feedback(Feedback {
                text: text.into(),
                ..Feedback::default()
            })
        };
        let german = "Die App ist gut, aber die Rechnung kam nicht an und das ist nicht schön.";
        let english = "I love it, the app is really great and easy to use.";
        for times in [1, 60] {
            let mut records = vec![record(english); times];
            records.push(record(german));
            let cutter = Cutter::new(&records);
            let sentiment = |text: &str| cutter.passages(text, &[], None)[0].sentiment;
            assert_eq!(sentiment(german), 0.0, "“Die” is an article");
            assert!(sentiment(english) > 0.5);
        }
    }
}
