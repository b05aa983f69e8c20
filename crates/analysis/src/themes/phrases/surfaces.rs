//! Phrases as people write them.

use std::collections::{BTreeMap, HashMap};

use super::{Phrase, Phrases, for_each_phrase, sample};
use crate::text::{Corpus, Part, Token, Words, is_adjective, is_basic_verb, third_person};

impl Phrases {
    /// The way each of some phrases is most often written in some texts, with the particle
    /// that mostly follows it and the negation before it: "top up", "not working".
    pub(in crate::themes) fn surfaces(
        &self,
        corpus: &Corpus<'_>,
        members: &[usize],
        wanted: &[Phrase],
    ) -> HashMap<Phrase, Surface> {
        let Corpus {
            texts,
            words,
            stems,
            languages,
            ..
        } = corpus;
        let english = members
            .first()
            .is_some_and(|&text| languages[text] == Some("eng"));
        let mut counts: HashMap<Phrase, Ways> = wanted
            .iter()
            .map(|&phrase| (phrase, Ways::default()))
            .collect();
        for &text in &sample(members) {
            let tokens = words.tokens(text);
            let plainly_written = !is_title_case(texts[text], tokens);
            for_each_phrase(tokens, stems, &self.parts, text, |phrase, from, to| {
                if let Some(counts) = counts.get_mut(&phrase) {
                    let (written, as_others, plain) =
                        self.surface(texts[text], tokens, words, from, to);
                    let goes_on = tokens.get(to).is_some_and(|next| {
                        next.follows
                            && stems.lemma(text, next.word).is_some()
                            && matches!(self.parts[next.word as usize], Part::Content | Part::Vague)
                    });
                    let verbal = from > 0
                        && tokens[from].follows
                        && BEFORE_VERBS.contains(&words.word(tokens[from - 1].word));
                    let start = tokens[from].place().start;
                    let before = texts[text][..start].trim_end_matches([' ', '-', '\u{a0}']);
                    counts.numbered += u32::from(before.ends_with(|c: char| c.is_ascii_digit()));
                    let first = texts[text][start..].chars().next();
                    counts.proper += u32::from(
                        plainly_written
                            && first.is_some_and(char::is_uppercase)
                            && !begins_sentence(before),
                    );
                    counts.told += u32::from(plainly_written && !begins_sentence(before));
                    counts.uses += 1;
                    counts.verbal += u32::from(verbal);
                    let before = (from > 0 && tokens[from].follows)
                        .then(|| words.word(tokens[from - 1].word));
                    counts.determined +=
                        u32::from(before.is_some_and(|before| BEFORE_NOUNS.contains(&before)));
                    if let Some(degree) = DEGREES.iter().position(|&one| Some(one) == before) {
                        counts.degrees[degree] += 1;
                    }
                    counts.going_on += u32::from(goes_on);
                    let way = counts.ways.entry(written.to_lowercase()).or_default();
                    way.plain = plain && !(english && is_broken_off(&written));
                    way.uses += 1;
                    // A title and shouting give capitals to words that have none in a sentence.
                    *way.cases.entry(written).or_default() += match (plainly_written, as_others) {
                        (true, true) => IN_A_SENTENCE,
                        (true, false) => 4,
                        (false, _) => 1,
                    };
                }
            });
        }
        let words = words_as_written(&counts);
        counts
            .into_iter()
            .filter_map(|(phrase, ways)| Some((phrase, ways.most_common(english, &words)?)))
            .collect()
    }

    /// A phrase as written, whether its capitals are its own, and whether it has no article.
    fn surface(
        &self,
        text: &str,
        tokens: &[Token],
        words: &Words,
        from: usize,
        to: usize,
    ) -> (String, bool, bool) {
        const PARTICLES: &[&str] = &["up", "off", "out", "down", "away"];
        let part = |at: usize| self.parts[tokens[at].word as usize];
        let negated = from > 0 && tokens[from].follows && part(from - 1) == Part::Negation;
        let from = if negated { from - 1 } else { from };
        let particle = tokens.get(to).is_some_and(|next| {
            next.follows && to - from < 4 && PARTICLES.contains(&words.word(next.word))
        });
        let to = if particle { to + 1 } else { to };
        let start = tokens[from].place().start;
        let written = &text[start..tokens[to - 1].place().end];
        let begins = begins_sentence(text[..start].trim_end());
        let shouted = written.chars().filter(|c| c.is_uppercase()).count() > 4
            && !written.chars().any(char::is_lowercase);
        let plain = (from..to).all(|at| part(at) != Part::Article) && !written.contains('/');
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        (written, !begins && !shouted, plain)
    }
}

/// A phrase as people write it.
pub(in crate::themes) struct Surface {
    pub(in crate::themes) written: String,
    /// In how many of its uses the next word belongs to it too: "lodge a consumer" complaint,
    /// claim, reclamation.
    pub(in crate::themes) goes_on: f32,
    /// In how many of its uses a pronoun or the like before it makes it what somebody does.
    pub(in crate::themes) verbal: f32,
    /// In how many of its uses a number is before it: "hour flight" is left of "12 hour flight".
    pub(in crate::themes) numbered: f32,
    /// It has a capital where other words have none: "Excel".
    pub(in crate::themes) proper: bool,
    /// It breaks off after a verb that something else did: "parcel arrive" of "will my parcel arrive".
    pub(in crate::themes) broken_off: bool,
    /// It is one word that names no thing: "delayed", "verify".
    pub(in crate::themes) no_thing: bool,
    /// How much so, where people say it: "very".
    pub(in crate::themes) degree: Option<&'static str>,
}

impl Surface {
    /// Whether it has several words.
    pub(in crate::themes) fn is_phrase(&self) -> bool {
        self.written.contains(' ')
    }
}

/// Whether an English phrase begins or ends in the middle of something.
fn is_broken_off(written: &str) -> bool {
    const TELL: &[&str] = &["show", "shows", "showing", "says", "keeps", "makes", "lets"];
    /// What is said before a thing, and never by itself.
    const BEFORE_THINGS: &[&str] = &[
        "additional",
        "certain",
        "custom",
        "different",
        "entire",
        "multiple",
        "new",
        "other",
        "several",
        "single",
        "specific",
        "various",
        "whole",
    ];
    let lower = written.to_lowercase();
    let words: Vec<&str> = lower.split(' ').collect();
    // "Google Pay" is a name.
    let mut cases = written
        .rsplit(' ')
        .map(|word| word.starts_with(char::is_uppercase));
    if cases.next() == Some(true) && cases.next() == Some(true) {
        return false;
    }
    if words.len() > 1
        && words
            .last()
            .is_some_and(|last| BEFORE_THINGS.contains(last))
    {
        return !has_copula(&lower);
    }
    let [first, .., before, last] = *words.as_slice() else {
        return match *words.as_slice() {
            [before, last] => ends_with_verb(before, last) || TELL.contains(&last),
            _ => false,
        };
    };
    let negated = words.iter().any(|word| is_negation(word));
    match before {
        // "Easy to follow", but "card to arrive".
        "to" => is_basic_verb(last) && !is_adjective(first),
        // "Leather with nice" goes on.
        "with" | "of" | "for" | "in" | "on" | "from" if is_adjective(last) => true,
        _ => {
            // "Clients a good impression" is what something gave.
            let given = matches!(words[1], "a" | "an") && first.ends_with('s');
            given || ends_with_verb(before, last) || (TELL.contains(&last) && !negated)
        }
    }
}

/// "Parcel arrive" is left of "when will my parcel arrive"; "doesn't arrive" says what is wrong, and
/// "highly recommend" and "passwords expire" are whole.
fn ends_with_verb(before: &str, last: &str) -> bool {
    let many = before.ends_with('s') && !before.ends_with("ss");
    is_basic_verb(last) && !is_negation(before) && !before.ends_with("ly") && !many
}

/// What "when will my parcel arrive" says: "parcel arrives".
fn said_of_it(written: &str) -> Option<String> {
    let (of, verb) = written.split_once(' ')?;
    let one = !of.ends_with('s') && !verb.contains(' ');
    (one && is_basic_verb(verb)).then(|| format!("{of} {}", third_person(verb)))
}

/// Each word of some phrases, in lower case, as it is written most.
fn words_as_written(phrases: &HashMap<Phrase, Ways>) -> HashMap<String, String> {
    let mut cases: HashMap<String, BTreeMap<&str, u32>> = HashMap::new();
    let ways = phrases.values().flat_map(|phrase| phrase.ways.values());
    for (written, weight) in ways.flat_map(|way| &way.cases) {
        for word in written.split(' ') {
            *cases
                .entry(word.to_lowercase())
                .or_default()
                .entry(word)
                .or_default() += weight;
        }
    }
    cases
        .into_iter()
        .filter_map(|(word, cases)| {
            // Of equal ones the first.
            let (written, _) = cases.into_iter().rev().max_by_key(|&(_, weight)| weight)?;
            Some((word, written.to_owned()))
        })
        .collect()
}

/// The word of degree that people use, if at least two do.
fn most_common_degree(degrees: &[u32; DEGREES.len()]) -> Option<&'static str> {
    // Of equal ones the first.
    let counted = degrees.iter().zip(DEGREES).rev();
    let (uses, degree) = counted.max_by_key(|(uses, _)| **uses)?;
    (*uses >= 2).then_some(degree)
}

fn is_negation(word: &str) -> bool {
    word.ends_with("n't") || word.ends_with("not") || ["no", "never"].contains(&word)
}

/// Whether a phrase says "is" or the like.
fn has_copula(written: &str) -> bool {
    let mut words = written.split(' ');
    words.any(|word| ["is", "are", "was", "were"].contains(&word))
}

/// Whether what stands before a word makes any word begin with a capital.
fn begins_sentence(before: &str) -> bool {
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n', '-', '"'])
}

/// Whether many longer words of a text have a capital: "Speed And Service", shouting, German.
fn is_title_case(text: &str, tokens: &[Token]) -> bool {
    let long = |token: &&Token| token.place().len() > 3;
    let (mut words, mut capitals) = (0, 0);
    for token in tokens.iter().filter(long) {
        words += 1;
        capitals += u32::from(text[token.place()].starts_with(char::is_uppercase));
    }
    3 * capitals > words
}

/// What a phrase's upper and lower case weigh within a sentence, where no title gives it capitals.
const IN_A_SENTENCE: u32 = 16;

/// Words after which a verb mostly follows.
const BEFORE_VERBS: &[&str] = &[
    "to", "i", "we", "you", "they", "he", "she", "it", "not", "never", "can", "can't", "cannot",
    "could", "couldn't", "will", "won't", "would", "wouldn't", "should", "may", "must", "did",
    "didn't", "don't", "doesn't", "ich", "wir", "sie", "er", "es", "nicht", "je", "j'ai", "nous",
    "vous", "ils", "il", "elle", "on", "me", "se", "nos", "yo", "ik", "wij", "ze", "hij", "niet",
    "mi", "ci", "io", "noi", "eu", "nós",
];

/// Words after which a noun with all that belongs to it begins.
const BEFORE_NOUNS: &[&str] = &["the", "a", "an", "my", "our", "your", "this", "that"];

/// Words that say how much something is what it is like.
const DEGREES: [&str; 7] = [
    "very",
    "extremely",
    "really",
    "highly",
    "totally",
    "completely",
    "absolutely",
];

/// The ways of writing a phrase, in lower case.
#[derive(Default)]
struct Ways {
    ways: BTreeMap<String, Way>,
    uses: u32,
    numbered: u32,
    /// Uses that tell whether it has a capital of its own, and those with one.
    told: u32,
    proper: u32,
    verbal: u32,
    going_on: u32,
    /// Uses after an article or the like.
    determined: u32,
    /// Uses after each word of degree.
    degrees: [u32; DEGREES.len()],
}

#[derive(Default)]
struct Way {
    uses: u32,
    /// It has no article and is not broken off.
    plain: bool,
    /// The weights of its ways of upper and lower case.
    cases: BTreeMap<String, u32>,
}

impl Ways {
    /// The way it is written most, each word as it is written elsewhere, too: "comcast" is what few
    /// write of "Comcast". "Google Pay" keeps the capital that "pay" has there alone.
    fn most_common(self, english: bool, words: &HashMap<String, String>) -> Option<Surface> {
        let weight = |(written, way): &(String, Way)| {
            let plain = if way.plain { 2 } else { 1 };
            let noun = if has_copula(written) { 1 } else { 2 };
            way.uses * plain * noun
        };
        // Of equal ones the first.
        let ways = self.ways.into_iter().rev();
        let (lower, way) = ways.max_by_key(weight)?;
        // In German all nouns have one.
        let capitals = if english { 0.4 } else { 0.75 };
        let cases = way.cases.into_iter().rev();
        let (mut written, certain) = cases.max_by_key(|&(_, weight)| weight)?;
        let surely = certain >= 3 * IN_A_SENTENCE;
        let elsewhere = lower.split(' ').map(|word| words.get(word));
        let cased = written.split(' ').zip(elsewhere).map(|(own, elsewhere)| {
            let kept = surely && own.starts_with(char::is_uppercase);
            elsewhere.filter(|_| !kept).map_or(own, String::as_str)
        });
        written = cased.collect::<Vec<_>>().join(" ");
        let mut broken_off = english && is_broken_off(&written);
        let no_thing = english && (is_adjective(&lower) || is_basic_verb(&lower));
        if broken_off
            && 2 * self.determined > self.uses
            && let Some(said) = said_of_it(&written)
        {
            (written, broken_off) = (said, false);
        }
        Some(Surface {
            written,
            goes_on: self.going_on as f32 / self.uses as f32,
            verbal: self.verbal as f32 / self.uses as f32,
            numbered: self.numbered as f32 / self.uses as f32,
            proper: self.told >= 3 && self.proper as f32 >= capitals * self.told as f32,
            broken_off,
            no_thing,
            degree: most_common_degree(&self.degrees).filter(|_| no_thing),
        })
    }
}
