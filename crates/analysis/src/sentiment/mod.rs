//! Sentiment by rules and a lexicon: VADER.
//!
//! The rules and the two lexicons are those of `vaderSentiment` 3.3.2 (C.J. Hutto,
//! MIT licence, see `LICENSE-vader.txt`); the files beside this one keep its words
//! and mean ratings, without the ten single ratings.

mod words;

use words::{BOOSTERS, LEXICON, NEGATIONS, SPECIAL_CASES, without_emoji};

/// What a word in capitals adds when other words are not in capitals.
const CAPITALS: f64 = 0.733;
/// What a negation multiplies a valence by.
const NEGATION: f64 = -0.74;

/// How positive an English text is, from −1 (most negative) to 1 (most positive).
///
/// This is VADER's compound score (Hutto & Gilbert 2014), rounded to four decimals:
/// the sum of the rated words' valences, each changed by the boosters, negations,
/// capitals and idioms around it, then normalised by `s / √(s² + 15)`. A text
/// without a rated word scores 0. By the authors' convention ≤ −0.05 is negative
/// and ≥ 0.05 positive. The lexicon is English: for other languages the score means nothing.
#[must_use]
pub fn sentiment(text: &str) -> f64 {
    let text = without_emoji(text);
    let sentence = Sentence::new(&text);
    let mut valences: Vec<f64> = (0..sentence.words.len())
        .map(|i| sentence.valence(i))
        .collect();
    weigh_around_but(&sentence.lower, &mut valences);
    let sum: f64 = valences.iter().sum();
    let emphasis = punctuation_emphasis(&text);
    let sum = if sum > 0.0 {
        sum + emphasis
    } else if sum < 0.0 {
        sum - emphasis
    } else {
        return 0.0;
    };
    let compound = (sum / (sum * sum + 15.0).sqrt()).clamp(-1.0, 1.0);
    (compound * 1e4).round() / 1e4
}

/// The words and emoticons of a text, as written and in lower case.
struct Sentence<'a> {
    words: Vec<&'a str>,
    lower: Vec<String>,
    /// Some words are in capitals and some are not.
    mixed_capitals: bool,
}

impl<'a> Sentence<'a> {
    fn new(text: &'a str) -> Self {
        let words: Vec<&str> = text.split_whitespace().map(without_punctuation).collect();
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let capitals = words.iter().filter(|word| is_capitals(word)).count();
        let mixed_capitals = capitals > 0 && capitals < words.len();
        Self {
            words,
            lower,
            mixed_capitals,
        }
    }

    fn valence(&self, i: usize) -> f64 {
        let word = self.lower[i].as_str();
        let next = self.lower.get(i + 1).map(String::as_str);
        if BOOSTERS.contains_key(word) || (word == "kind" && next == Some("of")) {
            return 0.0;
        }
        let Some(&rating) = LEXICON.get(word) else {
            return 0.0;
        };
        let mut valence = rating;
        // "no" before a rated word negates that word rather than counting by itself.
        if word == "no" && next.is_some_and(|next| LEXICON.contains_key(next)) {
            valence = 0.0;
        }
        if self.before(i, 1) == Some("no")
            || self.before(i, 2) == Some("no")
            || (self.before(i, 3) == Some("no") && matches!(self.before(i, 1), Some("or" | "nor")))
        {
            valence = rating * NEGATION;
        }
        if self.mixed_capitals && is_capitals(self.words[i]) {
            valence += if valence > 0.0 { CAPITALS } else { -CAPITALS };
        }
        for distance in 1..=3 {
            if self
                .before(i, distance)
                .is_some_and(|before| !LEXICON.contains_key(before))
            {
                // The further a booster, the less it does.
                let damping = [1.0, 0.95, 0.9][distance - 1];
                valence += damping * self.boost(i - distance, valence);
                valence = self.negate(valence, i, distance);
                if distance == 3 {
                    valence = self.idioms(valence, i);
                }
            }
        }
        self.negate_by_least(valence, i)
    }

    fn before(&self, i: usize, distance: usize) -> Option<&str> {
        i.checked_sub(distance).map(|at| self.lower[at].as_str())
    }

    fn boost(&self, i: usize, valence: f64) -> f64 {
        let Some(&boost) = BOOSTERS.get(self.lower[i].as_str()) else {
            return 0.0;
        };
        let boost = if valence < 0.0 { -boost } else { boost };
        if !self.mixed_capitals || !is_capitals(self.words[i]) {
            return boost;
        }
        if valence > 0.0 {
            boost + CAPITALS
        } else {
            boost - CAPITALS
        }
    }

    fn negate(&self, valence: f64, i: usize, distance: usize) -> f64 {
        let word = |distance| self.before(i, distance).unwrap_or_default();
        let so = |distance| matches!(word(distance), "so" | "this");
        let doubt = |distance| word(distance) == "doubt";
        // The precedence of "and" over "or" in the last line of each is the original's.
        let (strengthened, neutral) = match distance {
            2 => (
                word(2) == "never" && so(1),
                word(2) == "without" && doubt(1),
            ),
            3 => (
                (word(3) == "never" && so(2)) || so(1),
                word(3) == "without" && (doubt(2) || doubt(1)),
            ),
            _ => (false, false),
        };
        if strengthened {
            valence * 1.25
        } else if !neutral && is_negation(word(distance)) {
            valence * NEGATION
        } else {
            valence
        }
    }

    /// Phrases whose valence is not that of their words; `i` is at least 3.
    fn idioms(&self, mut valence: f64, i: usize) -> f64 {
        let phrase = |from: usize, to: usize| self.lower[from..=to].join(" ");
        let earlier = [
            phrase(i - 1, i),
            phrase(i - 2, i),
            phrase(i - 2, i - 1),
            phrase(i - 3, i - 1),
            phrase(i - 3, i - 2),
        ];
        if let Some(&special) = earlier
            .iter()
            .find_map(|phrase| SPECIAL_CASES.get(phrase.as_str()))
        {
            valence = special;
        }
        for to in [i + 1, i + 2] {
            if to < self.lower.len()
                && let Some(&special) = SPECIAL_CASES.get(phrase(i, to).as_str())
            {
                valence = special;
            }
        }
        for phrase in [&earlier[3], &earlier[4], &earlier[2]] {
            valence += BOOSTERS.get(phrase.as_str()).copied().unwrap_or(0.0);
        }
        valence
    }

    fn negate_by_least(&self, valence: f64, i: usize) -> f64 {
        let least = self.before(i, 1) == Some("least");
        if least && !matches!(self.before(i, 2), Some("at" | "very")) {
            valence * NEGATION
        } else {
            valence
        }
    }
}

/// Halves what comes before the first "but" and raises by half what comes after.
///
/// As in the original, a valence is looked up by its value, so of two equal ones
/// the first is changed twice; published scores depend on it.
fn weigh_around_but(lower: &[String], valences: &mut [f64]) {
    let Some(but) = lower.iter().position(|word| word == "but") else {
        return;
    };
    for i in 0..valences.len() {
        let value = valences[i];
        if value == 0.0 {
            continue;
        }
        let Some(at) = valences.iter().position(|&other| other == value) else {
            continue;
        };
        if at < but {
            valences[at] = value * 0.5;
        } else if at > but {
            valences[at] = value * 1.5;
        }
    }
}

fn punctuation_emphasis(text: &str) -> f64 {
    let exclamations = text.matches('!').count().min(4) as f64 * 0.292;
    let questions = match text.matches('?').count() {
        0 | 1 => 0.0,
        count @ 2..=3 => count as f64 * 0.18,
        _ => 0.96,
    };
    exclamations + questions
}

fn is_negation(word: &str) -> bool {
    NEGATIONS.contains(&word) || word.contains("n't")
}

/// Has letters, and none of them is small.
fn is_capitals(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// What is left of two characters or fewer was an emoticon, and is kept whole.
fn without_punctuation(token: &str) -> &str {
    let stripped = token.trim_matches(|c: char| c.is_ascii_punctuation());
    if stripped.chars().nth(2).is_none() {
        token
    } else {
        stripped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // vaderSentiment 3.3.2: SentimentIntensityAnalyzer().polarity_scores(text)["compound"]
    const VADER: &[(&str, f64)] = &[
        ("VADER is smart, handsome, and funny.", 0.8316),
        ("VADER is smart, handsome, and funny!", 0.8439),
        ("VADER is very smart, handsome, and funny.", 0.8545),
        ("VADER is VERY SMART, handsome, and FUNNY.", 0.9227),
        ("VADER is VERY SMART, handsome, and FUNNY!!!", 0.9342),
        (
            "VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!",
            0.9469,
        ),
        ("VADER is not smart, handsome, nor funny.", -0.7424),
        ("The book was good.", 0.4404),
        ("At least it isn't a horrible book.", 0.431),
        ("The book was only kind of good.", 0.3832),
        (
            "The plot was good, but the characters are uncompelling and the dialog is not great.",
            -0.7042,
        ),
        ("Today SUX!", -0.5461),
        ("Today only kinda sux! But I'll get by, lol", 0.5249),
        ("Make sure you :) or :D today!", 0.8633),
        ("Catch utf-8 emoji such as 💘 and 💋 and 😁", 0.875),
        ("Not bad at all", 0.431),
        (
            "The invoice page is the least helpful thing I have seen.",
            -0.3252,
        ),
        ("It is very least helpful", 0.4728),
        ("Never so good as this import", 0.5777),
        ("Without a doubt the best support", 0.8406),
        ("without doubt excellent", 0.7013),
        ("I have no problems and no good reason to leave", -0.0895),
        ("no", -0.296),
        ("No good or bad surprises here", 0.3278),
        ("Setup was a kiss of death for our trial", -0.6124),
        ("yeah right, it is great", 0.743),
        ("Support was sort of rude and kind of slow", -0.1513),
        ("Why does it crash??? Why", -0.5007),
        ("why?? really?? terrible????", -0.6545),
        (
            "I love love love it, but the price is bad, but the team is great",
            0.8271,
        ),
        ("Rarely useful", -0.3412),
        ("The export is NOT great", -0.5096),
        ("the export is NOT GREAT", -0.5909),
        ("EVERYTHING IS TERRIBLE", -0.4767),
        ("", 0.0),
        ("   ", 0.0),
        ("Die Rechnung ist falsch", -0.5994),
        ("Great😀great😡bad", 0.765),
        (
            "The dashboard is extremely slow and incredibly frustrating!!!!!!",
            -0.6554,
        ),
        ("It would be good to have dark mode.", 0.4404),
        ("We were never this happy before", 0.7366),
        ("hardly any bugs, amazing team", 0.5478),
        ("Love it ❤️", 0.6369),
        ("I can't find the import and it's annoying", -0.4019),
        ("this is the shit", 0.6124),
        ("It's a badass tool to die for", -0.3612),
    ];

    #[test]
    fn agrees_with_the_original() {
        for &(text, compound) in VADER {
            assert!(
                (sentiment(text) - compound).abs() < 1.5e-4,
                "{text}: {} is not {compound}",
                sentiment(text)
            );
        }
    }

    #[test]
    fn odd_input_is_neutral_rather_than_a_panic() {
        for text in [
            "\u{0}\u{7}",
            "مرحبا بالعالم",
            "🧑‍🚀🧑‍🚀",
            "but but but",
            "kind of",
            "no",
            "least",
        ] {
            assert!((-1.0..=1.0).contains(&sentiment(text)));
        }
        assert_eq!(sentiment(&"x".repeat(1 << 20)), 0.0);
    }
}
