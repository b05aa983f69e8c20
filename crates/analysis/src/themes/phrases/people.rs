//! Names of people, which name no theme.

use crate::text::{Corpus, Token};
use crate::vectors::Likeness;

/// Common first and family names; other names have vectors like theirs.
const NAMES: &[&str] = &[
    "john", "mary", "michael", "david", "sarah", "james", "jennifer", "robert", "maria", "anna",
    "peter", "thomas", "lisa", "susan", "kevin", "smith", "johnson", "williams", "miller", "jones",
    "brown", "garcia", "martinez", "wilson", "anderson", "taylor", "patel", "nguyen",
];
/// Cosine to the mean of these vectors from which a word is like a name.
const LIKE: f32 = 0.3;
/// A word in a larger share of the texts is rather what they are about: Jenkins, the program.
const RARE: f32 = 0.05;

/// Words before the name of a person, in several languages.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "mister", "herr", "herrn", "frau", "señor", "señora", "sr", "sra",
    "monsieur", "madame", "mme", "mlle", "signor", "signora", "senhor", "senhora", "meneer",
    "mevrouw", "dhr", "mevr",
];

/// Which words, by number, are names of people here: those written with a capital where others are
/// not, and like common names, and either rare or mostly beside another such word; and those that
/// mostly follow one of these, a title, or an at sign.
pub(super) fn people(corpus: &Corpus<'_>, read: &[Vec<usize>]) -> Vec<bool> {
    let mut people = like_names(corpus, read);
    let called = called(corpus, read, &people);
    for (person, called) in people.iter_mut().zip(called) {
        *person |= called;
    }
    people
}

/// Which words are like names of people, and written so.
fn like_names(corpus: &Corpus<'_>, read: &[Vec<usize>]) -> Vec<bool> {
    let mut people = vec![false; corpus.words.distinct().len()];
    let Some(likeness) = Likeness::to(NAMES) else {
        return people;
    };
    let mut uses: Vec<Uses> = vec![Uses::default(); people.len()];
    let total: usize = read.iter().map(Vec::len).sum();
    for &text in read.iter().flatten() {
        if corpus.languages[text] == Some("eng") {
            count(corpus.texts[text], corpus.words.tokens(text), &mut uses);
        }
    }
    let like: Vec<bool> = (corpus.words.distinct().iter().zip(&uses))
        .map(|(word, uses)| {
            let capital = uses.capital > 0 && 4 * uses.capital >= 3 * uses.inside;
            capital && likeness.of(word).is_some_and(|cosine| cosine > LIKE)
        })
        .collect();
    let mut beside = vec![0_u32; people.len()];
    for &text in read.iter().flatten() {
        let tokens = corpus.words.tokens(text);
        for pair in tokens.windows(2) {
            let [first, second] = [pair[0].word as usize, pair[1].word as usize];
            if pair[1].follows && like[first] && like[second] && first != second {
                beside[first] += 1;
                beside[second] += 1;
            }
        }
    }
    for (word, person) in people.iter_mut().enumerate() {
        let rare = (uses[word].all as f32) < RARE * total as f32;
        *person |= like[word] && (rare || 2 * beside[word] > uses[word].all);
    }
    people
}

/// Which words are mostly written with a capital after a title or one of `people`, or after an at sign.
fn called(corpus: &Corpus<'_>, read: &[Vec<usize>], people: &[bool]) -> Vec<bool> {
    let distinct = corpus.words.distinct().iter();
    let before_names: Vec<bool> = (distinct.zip(people))
        .map(|(word, person)| *person || TITLES.contains(&word.as_str()))
        .collect();
    let mut uses = vec![(0_u32, 0_u32); people.len()];
    for &text in read.iter().flatten() {
        let tokens = corpus.words.tokens(text);
        let text = corpus.texts[text];
        for (at, token) in tokens.iter().enumerate() {
            let start = token.place().start;
            let follows = at.checked_sub(1).is_some_and(|before| {
                let before = &tokens[before];
                let between = text.get(before.place().end..start);
                before_names[before.word as usize] && matches!(between, Some(" " | ". "))
            });
            let capital = text[start..].starts_with(char::is_uppercase);
            let called = (follows && capital) || text[..start].ends_with('@');
            let (of_person, all) = &mut uses[token.word as usize];
            *of_person += u32::from(called);
            *all += 1;
        }
    }
    (uses.into_iter())
        .map(|(of_person, all)| of_person > 0 && 2 * of_person >= all)
        .collect()
}

/// How a word is written.
#[derive(Clone, Copy, Default)]
struct Uses {
    all: u32,
    /// Within a sentence of a text that does not write every word with a capital.
    inside: u32,
    /// Of these, with a capital.
    capital: u32,
}

fn count(text: &str, tokens: &[Token], uses: &mut [Uses]) {
    let capital = |token: &Token| text[token.place()].starts_with(char::is_uppercase);
    let capitals = tokens.iter().filter(|token| capital(token)).count();
    let plainly_written = 2 * capitals <= tokens.len().max(2);
    for (at, token) in tokens.iter().enumerate() {
        let uses = &mut uses[token.word as usize];
        uses.all += 1;
        if plainly_written && at > 0 && token.follows {
            uses.inside += 1;
            uses.capital += u32::from(capital(token));
        }
    }
}
