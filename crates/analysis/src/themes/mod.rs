//! From texts to themes.

mod describe;
mod found;
mod graph;
mod grouping;
mod k_means;
mod labels;
#[cfg(test)]
mod language_tests;
mod leiden;
mod levels;
mod matching;
mod phrases;
mod quotes;
mod similar;
mod strays;
mod tags;
#[cfg(test)]
mod tests;

pub use describe::{describe_parents, describe_themes};
pub use found::{FoundTag, FoundTheme, FoundThemes, Passages, ThemeSettings};
pub use labels::{LEFT_OVER, capitalised};
pub use levels::Level;
pub use matching::match_themes;
pub use similar::{Likeness, likeness};

use ndarray::Array2;

use crate::map::{Drawn, passage_map};
use crate::text::{Corpus, Words};
use crate::vectors::{Documents, Features, centred, features};
use crate::watch::{Cancelled, Step, Watch};
use describe::describe;
use grouping::{Groups, group};
use tags::{Tag, own_similarities, tags};

/// Finds the themes of texts, names them, and tags every text.
///
/// Texts are cut into words, weighted (TF-IDF), placed by latent semantic analysis and, in
/// English, by the meanings of their words – or by the vectors that come with them –
/// joined with their nearest neighbours, and the neighbour graph divided by the Leiden
/// algorithm, or by k-means where a number of themes is given. From there levels lead to
/// finer and to broader groups, each made of whole groups of the next finer. Texts are tagged
/// with the finest groups; the themes are those of the level that was asked for. Each text with
/// at least one word that says something gets exactly one main group, and perhaps further ones;
/// texts that say the same get the same. What was set aside is told. The same passages, settings
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
    let (documents, bags) = Documents::new(words, stems, &corpus.aside.same_as);
    watch.at(Step::Vectors, 0, documents.len() as u64)?;
    let Features { vectors, meant } = features(
        &documents,
        bags,
        words,
        stems,
        languages,
        passages.vectors,
        settings.seed,
    );
    let Groups {
        of_row: groups,
        hierarchy,
    } = group(&vectors, &meant, settings, watch)?;
    watch.at(Step::Tags, 0, documents.len() as u64)?;
    let default = &hierarchy.levels[hierarchy.default].group_of;
    let of_document = tags(&vectors, &groups, default, watch)?;
    let theme_of = &hierarchy.levels[hierarchy.asked].group_of;
    let themes: Vec<Option<usize>> = groups
        .iter()
        .map(|group| Some(theme_of[(*group)?]))
        .collect();
    let count = theme_of.iter().max().map_or(0, |&last| last + 1);
    let central = own_similarities(&vectors, &themes, count);
    let of_text = tags_of_texts(words, &documents, &groups, &of_document, default.len());
    let levels = levels_of_texts(hierarchy.levels, &of_text);
    let part_of_text: Vec<Option<usize>> = (of_text.iter())
        .map(|tags| Some(tags.first()?.group))
        .collect();
    let theme_of = &levels[hierarchy.asked].group_of;
    let count = levels[hierarchy.asked].groups();
    watch.at(Step::Labels, 0, count as u64)?;

    let partition: Vec<Option<usize>> = of_text
        .iter()
        .map(|tags| Some(theme_of[tags.first()?.group]))
        .collect();
    let similarity: Vec<f32> = (of_text.iter().zip(&documents.of_text))
        .map(|(tags, document)| match document {
            Some(document) if groups[*document].is_some() => central[*document],
            _ => tags.first().map_or(0.0, |tag| tag.similarity),
        })
        .collect();
    let drawn = Drawn {
        vectors: &vectors,
        group_of_document: &groups,
        document: &documents.of_text,
        group: &part_of_text,
        levels: &(levels.iter())
            .map(|level| level.group_of.as_slice())
            .collect::<Vec<_>>(),
    };
    let (map, themes) = rayon::join(
        || passage_map(&drawn),
        || describe(&corpus, &partition, count, &similarity),
    );
    let found = of_text.iter().enumerate().flat_map(|(passage, tags)| {
        tags.iter().enumerate().map(move |(rank, tag)| FoundTag {
            passage,
            group: tag.group,
            theme: theme_of[tag.group],
            similarity: tag.similarity,
            main: rank == 0,
            weak: tag.weak,
        })
    });
    let tags = found.collect();
    watch.at(Step::Labels, count as u64, count as u64)?;
    Ok(FoundThemes {
        themes,
        tags,
        level: hierarchy.asked,
        levels,
        languages: corpus.languages,
        aside: corpus.aside.why,
        same_as: corpus.aside.same_as,
        map,
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
    vectors: Array2<f32>,
    settings: &ThemeSettings,
    watch: &dyn Watch,
) -> Result<Vec<Option<usize>>, Cancelled> {
    let vectors = centred(vectors.view());
    let meant = vec![true; vectors.len()];
    let Groups { of_row, hierarchy } = group(&vectors, &meant, settings, watch)?;
    let group_of = &hierarchy.levels[hierarchy.asked].group_of;
    let of = |part: Option<usize>| Some(group_of[part?]);
    Ok(of_row.into_iter().map(of).collect())
}

/// The levels with the groups of each in order of their texts, largest first: duplicates may
/// change which is largest.
fn levels_of_texts(mut levels: Vec<Level>, of_text: &[Vec<Tag>]) -> Vec<Level> {
    let finest = levels.last().map_or(0, |level| level.group_of.len());
    let mut texts = vec![0; finest.max(1)];
    for tag in of_text.iter().filter_map(|tags| tags.first()) {
        texts[tag.group] += 1;
    }
    if finest == 0 && texts[0] > 0 {
        // Nothing ties any text to another: what there is, is one theme.
        for level in &mut levels {
            level.group_of = vec![0];
        }
    }
    for level in &mut levels {
        let mut sizes = vec![0; level.groups()];
        for (&group, texts) in level.group_of.iter().zip(&texts) {
            sizes[group] += texts;
        }
        let places = places_by_size(&sizes);
        for group in &mut level.group_of {
            *group = places[*group];
        }
    }
    levels
}

/// The groups of each text: its document's, or for strays that of the most similar spelling.
fn tags_of_texts(
    words: &Words,
    documents: &Documents,
    groups: &[Option<usize>],
    of_document: &[Vec<Tag>],
    count: usize,
) -> Vec<Vec<Tag>> {
    let mut members = vec![Vec::new(); count];
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
    if count == 0 {
        for text in strays {
            of_text[text] = vec![Tag {
                group: 0,
                similarity: 0.0,
                weak: true,
            }];
        }
        return of_text;
    }
    for (&text, (group, similarity)) in strays.iter().zip(strays::place(words, &strays, &members)) {
        of_text[text] = vec![Tag {
            group,
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
