//! Phrases as people write them.

use std::collections::{BTreeMap, HashMap};

use super::{Phrase, Phrases, body, for_each_phrase, sample};
use crate::text::{Part, Stems, Token, Words};

impl Phrases {
    /// The way each of some phrases is most often written in some texts, with the particle
    /// that mostly follows it and the negation before it: "top up", "not working".
    pub(in crate::themes) fn surfaces(
        &self,
        texts: &[&str],
        words: &Words,
        stems: &Stems,
        members: &[usize],
        wanted: &[Phrase],
    ) -> HashMap<Phrase, Surface> {
        let mut counts: HashMap<Phrase, Ways> = wanted
            .iter()
            .map(|&phrase| (phrase, Ways::default()))
            .collect();
        for &text in &sample(members) {
            let tokens = body(texts[text], words.tokens(text), |word| {
                stems.stem(text, word).is_some()
            });
            for_each_phrase(tokens, stems, &self.parts, text, |phrase, from, to| {
                if let Some(counts) = counts.get_mut(&phrase) {
                    let surface = self.surface(texts[text], tokens, words, from, to);
                    let (written, weight, plain) = surface;
                    let goes_on = tokens.get(to).is_some_and(|next| {
                        next.follows
                            && stems.stem(text, next.word).is_some()
                            && matches!(self.parts[next.word as usize], Part::Content | Part::Vague)
                    });
                    counts.uses += 1;
                    counts.going_on += u32::from(goes_on);
                    let way = counts.ways.entry(written.to_lowercase()).or_default();
                    way.weight += if plain { 2 } else { 1 };
                    *way.cases.entry(written).or_default() += weight;
                }
            });
        }
        counts
            .into_iter()
            .filter_map(|(phrase, ways)| Some((phrase, ways.most_common()?)))
            .collect()
    }

    /// A phrase as written, the weight of its upper and lower case, and whether it has no article.
    fn surface(
        &self,
        text: &str,
        tokens: &[Token],
        words: &Words,
        from: usize,
        to: usize,
    ) -> (String, u32, bool) {
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
        let before = text[..start].trim_end();
        let begins = before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n', '-', '"']);
        let shouted = written.chars().filter(|c| c.is_uppercase()).count() > 4
            && !written.chars().any(char::is_lowercase);
        // A capital at the beginning of a sentence, and shouting, are not how others write it.
        let weight = if begins || shouted { 1 } else { 4 };
        let plain = (from..to).all(|at| part(at) != Part::Article) && !written.contains('/');
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        (written, weight, plain)
    }
}

/// A phrase as people write it.
pub(in crate::themes) struct Surface {
    pub(in crate::themes) written: String,
    /// In how many of its uses the next word belongs to it too: "lodge a consumer" complaint,
    /// claim, reclamation.
    pub(in crate::themes) goes_on: f32,
}

/// The ways of writing a phrase, in lower case.
#[derive(Default)]
struct Ways {
    ways: BTreeMap<String, Way>,
    uses: u32,
    going_on: u32,
}

#[derive(Default)]
struct Way {
    weight: u32,
    /// The weights of its ways of upper and lower case.
    cases: BTreeMap<String, u32>,
}

impl Ways {
    fn most_common(self) -> Option<Surface> {
        // Of equal ones the first.
        let way = self.ways.into_values().rev().max_by_key(|way| way.weight)?;
        let cases = way.cases.into_iter().rev();
        Some(Surface {
            written: cases.max_by_key(|&(_, weight)| weight)?.0,
            goes_on: self.going_on as f32 / self.uses as f32,
        })
    }
}
