//! What is asked for and what is found.

use serde::{Deserialize, Serialize};

use super::Level;
use crate::map::PassageMap;
use crate::text::Aside;
use crate::vectors::TextVectors;

/// The passages in which themes are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Passages<'a> {
    /// What each one says.
    pub texts: &'a [&'a str],
    /// The number of the item that each one stands in, those of one item side by side.
    /// Empty where each is an item of its own.
    pub items: &'a [i64],
    /// What each one means, where that is known better than by its words.
    pub vectors: Option<&'a TextVectors>,
}

impl<'a> From<&'a [&'a str]> for Passages<'a> {
    fn from(texts: &'a [&'a str]) -> Self {
        Self {
            texts,
            items: &[],
            vectors: None,
        }
    }
}

/// How themes are looked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThemeSettings {
    /// Resolution of the themes: 1.0 is the default, more is finer, less is broader.
    /// Anything above 0; the nearest [`Level`](super::Level) there is, is taken.
    pub granularity: f64,
    /// Exactly this many themes at the level of granularity 1, by k-means; fewer only where
    /// there are not as many different texts.
    pub themes: Option<usize>,
    /// Seed of everything random.
    pub seed: u64,
}

impl Default for ThemeSettings {
    fn default() -> Self {
        Self {
            granularity: 1.0,
            themes: None,
            seed: 42,
        }
    }
}

/// A theme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FoundTheme {
    /// Its name, as people wrote it; no other theme of the result has the same.
    pub label: String,
    /// Words and phrases as people wrote them, best first, at most ten.
    pub keywords: Vec<String>,
    /// Indices of at most six passages: central, readable, each different.
    pub quotes: Vec<usize>,
    /// How many passages have it as their main theme.
    pub passages: usize,
}

/// A theme of a passage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FoundTag {
    /// Index of the passage.
    pub passage: usize,
    /// The finest group it stands for.
    pub group: usize,
    /// Index of the theme, of which that group is a part. A passage may have a theme twice, by
    /// two of its groups.
    pub theme: usize,
    /// Cosine to the group's centre, 0..1; of a passage of unknown words, likeness of spelling.
    pub similarity: f32,
    /// Whether it is the passage's main theme; each passage that says something has one.
    pub main: bool,
    /// Whether the passage is much less like the group than others of it.
    pub weak: bool,
}

/// The themes of a set of passages.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FoundThemes {
    /// Those of the level that was asked for, largest first.
    pub themes: Vec<FoundTheme>,
    /// By passage; of each passage the main theme first, then further ones by similarity.
    pub tags: Vec<FoundTag>,
    /// The levels of granularity, broadest first; the groups of each level largest first, so that
    /// those of the level asked for are the themes.
    pub levels: Vec<Level>,
    /// Index of the level that was asked for.
    pub level: usize,
    /// The language of each passage, ISO 639-3; none where the whole set gives no hint.
    pub languages: Vec<Option<&'static str>>,
    /// Why a passage has no part in finding themes, or not all of it; none for most.
    pub aside: Vec<Option<Aside>>,
    /// For each passage the first one that says the same; most often itself.
    pub same_as: Vec<usize>,
    /// Where each passage lies on the map. A picture of the rest, so that it has no part in the
    /// hash: a better picture of the same themes is not another result.
    pub map: PassageMap,
}

impl FoundThemes {
    /// The main theme of each of `n` passages; none for passages that say nothing.
    #[must_use]
    pub fn main_themes(&self, n: usize) -> Vec<Option<usize>> {
        let mut main = vec![None; n];
        for tag in self.tags.iter().filter(|tag| tag.main) {
            if let Some(place) = main.get_mut(tag.passage) {
                *place = Some(tag.theme);
            }
        }
        main
    }

    /// BLAKE3, in hexadecimal, of labels, keywords, quotes, levels, tags, and what was set aside,
    /// with similarities rounded to 1e-4.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        // Lengths before contents, so that no two results are written alike.
        let mut write = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        write(&(self.themes.len() as u64).to_le_bytes());
        for theme in &self.themes {
            write(theme.label.as_bytes());
            write(&(theme.keywords.len() as u64).to_le_bytes());
            theme
                .keywords
                .iter()
                .for_each(|keyword| write(keyword.as_bytes()));
            write(&(theme.quotes.len() as u64).to_le_bytes());
            theme
                .quotes
                .iter()
                .for_each(|&quote| write(&(quote as u64).to_le_bytes()));
        }
        for level in &self.levels {
            write(&(level.group_of.len() as u64).to_le_bytes());
            level
                .group_of
                .iter()
                .for_each(|&group| write(&(group as u64).to_le_bytes()));
        }
        for tag in &self.tags {
            write(&(tag.passage as u64).to_le_bytes());
            write(&(tag.group as u64).to_le_bytes());
            write(&(tag.theme as u64).to_le_bytes());
            write(&((f64::from(tag.similarity) * 1e4).round() as u64).to_le_bytes());
            write(&[u8::from(tag.main), u8::from(tag.weak)]);
        }
        for (passage, aside) in self.aside.iter().enumerate() {
            if let Some(aside) = aside {
                write(&(passage as u64).to_le_bytes());
                write(aside.name().as_bytes());
                write(&(self.same_as[passage] as u64).to_le_bytes());
            }
        }
        hasher.finalize().to_hex().to_string()
    }
}
