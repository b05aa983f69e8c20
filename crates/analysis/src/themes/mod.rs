//! From texts to themes.

mod describe;
mod found;
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

pub use describe::describe_themes;
pub use found::{FoundTag, FoundTheme, FoundThemes, Passages, ThemeSettings};
pub use matching::match_themes;

use ndarray::Array2;

use crate::text::{Corpus, Words};
use crate::vectors::{Documents, Features, centre, features};
use crate::watch::{Cancelled, Step, Watch};
use describe::describe;
use grouping::group;
use tags::{Tag, tags};

/// Finds the themes of texts, names them, and tags every text.
///
/// Texts are cut into words, weighted (TF-IDF), placed by latent semantic analysis and, in
/// English, by the meanings of their words,
/// joined with their nearest neighbours, and the neighbour graph divided by the Leiden
/// algorithm, or by k-means where a number of themes is given. Each text with at least
/// one word that says something gets exactly one main theme, and perhaps further ones; texts
/// that say the same get the same. What was set aside is told. The same passages, settings
/// and seed give the same result on any number of threads.
///
/// # Errors
/// [`Cancelled`] when the watch asks to stop.
pub fn find_themes(
    passages: Passages<'_>,
    settings: &ThemeSettings,
    watch: &dyn Watch,
) -> Result<FoundThemes, Cancelled> {
    let texts = passages.texts;
    watch.at(Step::Terms, 0, texts.len() as u64)?;
    let corpus = Corpus::read(texts, passages.items);
    let Corpus {
        words,
        stems,
        languages,
        ..
    } = &corpus;
    let documents = Documents::new(words, stems, &corpus.aside.same_as);
    watch.at(Step::Vectors, 0, documents.len() as u64)?;
    let Features { vectors, meant } = features(&documents, words, stems, languages, settings.seed);
    let groups = group(&vectors, &meant, settings, watch)?;
    let count = groups.iter().flatten().max().map_or(0, |&last| last + 1);
    watch.at(Step::Tags, 0, documents.len() as u64)?;
    let of_document = tags(&vectors, &groups, count, watch)?;
    drop(vectors);
    let of_text = tags_of_texts(words, &documents, &groups, &of_document, count);
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
    let themes = describe(&corpus, &partition, count, &similarity);
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
        languages: corpus.languages,
        aside: corpus.aside.why,
        same_as: corpus.aside.same_as,
    })
}

/// The group of each row of vectors from elsewhere, such as a sentence encoder's.
///
/// `vectors`: texts × dimensions, of any length. What all have in common is taken away and
/// the rest grouped as [`find_themes`] groups texts. Largest group first; none for rows
/// without a direction.
///
/// # Errors
/// [`Cancelled`] when the watch asks to stop.
pub fn group_vectors(
    mut vectors: Array2<f32>,
    settings: &ThemeSettings,
    watch: &dyn Watch,
) -> Result<Vec<Option<usize>>, Cancelled> {
    centre(vectors.view_mut());
    let meant = vec![true; vectors.nrows()];
    group(&vectors, &meant, settings, watch)
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
