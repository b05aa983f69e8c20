//! From texts to themes.

mod describe;
mod graph;
mod grouping;
mod k_means;
mod labels;
mod leiden;
mod matching;
mod phrases;
mod quotes;
mod strays;
mod tags;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use describe::describe_themes;
pub use matching::match_themes;

use crate::text::{Stems, Words, languages_of};
use crate::vectors::{Documents, features};
use crate::watch::{Cancelled, Step, Watch};
use describe::describe;
use grouping::group;
use tags::{Tag, tags};

/// Finds the themes of texts, names them, and tags every text.
///
/// Texts are cut into words, weighted (TF-IDF), placed by latent semantic analysis,
/// joined with their nearest neighbours, and the neighbour graph divided by the Leiden
/// algorithm, or by k-means where a number of themes is given. Each text with at least
/// one word gets exactly one main theme, and perhaps further ones; equal texts get the
/// same. The same texts, settings and seed give the same result on any number of threads.
///
/// # Errors
/// [`Cancelled`] when the watch asks to stop.
pub fn find_themes(
    texts: &[&str],
    settings: &ThemeSettings,
    watch: &dyn Watch,
) -> Result<FoundThemes, Cancelled> {
    watch.at(Step::Terms, 0, texts.len() as u64)?;
    let words = Words::read(texts);
    let languages = languages_of(texts, &words);
    let stems = Stems::new(&words, &languages);
    let documents = Documents::new(&words, &stems);
    watch.at(Step::Vectors, 0, documents.len() as u64)?;
    let vectors = features(&documents, settings.seed);
    let groups = group(&vectors, settings, watch)?;
    let count = groups.iter().flatten().max().map_or(0, |&last| last + 1);
    watch.at(Step::Tags, 0, documents.len() as u64)?;
    let of_document = tags(&vectors, &groups, count, watch)?;
    drop(vectors);
    let of_text = tags_of_texts(&words, &documents, &groups, &of_document, count);
    watch.at(Step::Labels, 0, count as u64)?;

    // Duplicates may change which theme is largest.
    let main: Vec<Option<usize>> = of_text
        .iter()
        .map(|tags| Some(tags.first()?.theme))
        .collect();
    let count = main.iter().flatten().max().map_or(0, |&last| last + 1);
    let place = places_by_size(&sizes(&main, count));
    let partition: Vec<Option<usize>> = main
        .iter()
        .map(|theme| theme.map(|theme| place[theme]))
        .collect();
    let similarity: Vec<f32> = of_text
        .iter()
        .map(|tags| tags.first().map_or(0.0, |tag| tag.similarity))
        .collect();
    let themes = describe(texts, &words, &stems, &partition, count, &similarity);
    let found = of_text.iter().enumerate().flat_map(|(passage, tags)| {
        tags.iter().enumerate().map({
            let place = &place;
            move |(rank, tag)| FoundTag {
                passage,
                theme: place[tag.theme],
                similarity: tag.similarity,
                main: rank == 0,
                weak: tag.weak,
            }
        })
    });
    let tags = found.collect();
    watch.at(Step::Labels, count as u64, count as u64)?;
    Ok(FoundThemes {
        themes,
        tags,
        languages,
    })
}

/// The tags of each text: its document's, or for strays those of the most similar spelling.
fn tags_of_texts(
    words: &Words,
    documents: &Documents,
    groups: &[Option<usize>],
    of_document: &[Vec<Tag>],
    themes: usize,
) -> Vec<Vec<Tag>> {
    let mut members = vec![Vec::new(); themes];
    for (document, group) in groups.iter().enumerate() {
        if let &Some(group) = group {
            members[group].push(documents.first_text[document]);
        }
    }
    let tagged = |text: usize| {
        documents.of_text[text]
            .map(|document| &of_document[document])
            .filter(|tags| !tags.is_empty())
    };
    let strays: Vec<usize> = (0..words.texts())
        .filter(|&text| tagged(text).is_none() && !words.tokens(text).is_empty())
        .collect();
    let mut of_text: Vec<Vec<Tag>> = (0..words.texts())
        .map(|text| tagged(text).cloned().unwrap_or_default())
        .collect();
    if themes == 0 {
        // Nothing ties any text to another: what there is, is one theme.
        for text in strays {
            of_text[text] = vec![Tag {
                theme: 0,
                similarity: 0.0,
                weak: true,
            }];
        }
        return of_text;
    }
    for (&text, (theme, similarity)) in strays.iter().zip(strays::place(words, &strays, &members)) {
        of_text[text] = vec![Tag {
            theme,
            similarity,
            weak: true,
        }];
    }
    of_text
}

/// How many texts have each of `count` themes as their main theme.
fn sizes(partition: &[Option<usize>], count: usize) -> Vec<usize> {
    let mut sizes = vec![0; count];
    for &theme in partition.iter().flatten() {
        sizes[theme] += 1;
    }
    sizes
}

/// The number of each group when the largest comes first, and of equal ones the earlier.
fn places_by_size(sizes: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&group| (std::cmp::Reverse(sizes[group]), group));
    let mut places = vec![0; sizes.len()];
    for (place, group) in order.into_iter().enumerate() {
        places[group] = place;
    }
    places
}

/// Groups renumbered without gaps, largest first.
fn by_size(groups: &[usize]) -> Vec<usize> {
    let count = groups.iter().max().map_or(0, |&last| last + 1);
    let mut sizes = vec![0; count];
    for &group in groups {
        sizes[group] += 1;
    }
    let places = places_by_size(&sizes);
    groups.iter().map(|&group| places[group]).collect()
}

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
        for tag in &self.tags {
            write(&(tag.passage as u64).to_le_bytes());
            write(&(tag.theme as u64).to_le_bytes());
            write(&((f64::from(tag.similarity) * 1e4).round() as u64).to_le_bytes());
            write(&[u8::from(tag.main), u8::from(tag.weak)]);
        }
        hasher.finalize().to_hex().to_string()
    }
}
