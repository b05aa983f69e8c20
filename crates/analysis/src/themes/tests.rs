use proptest::prelude::*;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::*;
use crate::agreement::adjusted_rand_index;
use crate::text::Aside;
use crate::watch::Unwatched;

const SUBJECTS: [&[&str]; 6] = [
    &["invoice", "billing", "charged", "receipt", "payment"],
    &["import", "csv", "upload", "columns", "spreadsheet"],
    &["login", "password", "reset", "account", "locked"],
    &["dashboard", "chart", "report", "graph", "widgets"],
    &["mobile", "phone", "android", "app", "tablet"],
    &["support", "agent", "chat", "reply", "answered"],
];
const AROUND: &[&str] = &[
    "the", "is", "very", "slow", "never", "again", "today", "cannot", "my", "and", "please", "fix",
    "annoying", "it", "still", "broken", "for", "our", "team", "would", "love",
];

/// Texts about one planted subject each, in random order, with the subject of each.
fn planted(count: usize, seed: u64) -> (Vec<String>, Vec<usize>) {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut texts = Vec::new();
    let mut subjects = Vec::new();
    for i in 0..count {
        let subject = i % SUBJECTS.len();
        let mut text: Vec<&str> = SUBJECTS[subject]
            .choose_multiple(&mut rng, 3)
            .copied()
            .collect();
        for _ in 0..rng.gen_range(2..6) {
            text.insert(
                rng.gen_range(0..=text.len()),
                AROUND[rng.gen_range(0..AROUND.len())],
            );
        }
        texts.push(text.join(" "));
        subjects.push(subject);
    }
    (texts, subjects)
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn find(texts: &[&str], settings: &ThemeSettings) -> FoundThemes {
    find_themes(texts.into(), settings, &Unwatched).unwrap()
}

fn partition(found: &FoundThemes, n: usize) -> Vec<usize> {
    found
        .main_themes(n)
        .into_iter()
        .map(|theme| theme.unwrap_or(usize::MAX))
        .collect()
}

/// What holds for every result.
fn check(texts: &[&str], found: &FoundThemes) {
    assert_eq!(found.languages.len(), texts.len());
    let main = found.main_themes(texts.len());
    for (theme, described) in found.themes.iter().enumerate() {
        assert_eq!(
            described.passages,
            main.iter().filter(|&&main| main == Some(theme)).count()
        );
        assert!(described.passages > 0 && described.keywords.len() <= 10);
        assert!(!described.quotes.is_empty() && described.quotes.len() <= 6);
        assert!(
            described
                .quotes
                .iter()
                .all(|&quote| main[quote] == Some(theme))
        );
        assert!(!described.label.is_empty());
    }
    assert!(
        found.themes.is_sorted_by(|a, b| a.passages >= b.passages),
        "largest first"
    );
    let mut labels: Vec<String> = found
        .themes
        .iter()
        .map(|theme| theme.label.to_lowercase())
        .collect();
    labels.sort();
    labels.dedup();
    assert_eq!(labels.len(), found.themes.len(), "labels are distinct");
    for tag in &found.tags {
        assert!((0.0..=1.0).contains(&tag.similarity) && tag.theme < found.themes.len());
    }
    assert!(found.tags.is_sorted_by_key(|tag| (tag.passage, !tag.main)));
    for (passage, text) in texts.iter().enumerate() {
        let mains = found
            .tags
            .iter()
            .filter(|tag| tag.passage == passage && tag.main)
            .count();
        let has_word = !Words::read(&[text]).tokens(0).is_empty();
        let silent = matches!(
            found.aside[passage],
            Some(Aside::NoAnswer | Aside::Boilerplate)
        );
        assert_eq!(
            mains,
            usize::from(has_word && !silent),
            "one main theme for each text that says something: {text}"
        );
    }
}

#[test]
fn planted_themes_are_found_and_named_by_their_words() {
    let (texts, subjects) = planted(600, 1);
    let texts = borrowed(&texts);
    let found = find(&texts, &ThemeSettings::default());
    check(&texts, &found);
    let score = adjusted_rand_index(&subjects, &partition(&found, texts.len()));
    assert!(score > 0.9, "{score}");
    for theme in &found.themes {
        let label = theme.label.to_lowercase();
        let planted = SUBJECTS.concat();
        assert!(planted.iter().any(|word| label.contains(word)), "{label}");
    }
}

#[test]
fn the_number_of_themes_can_be_given() {
    let (texts, subjects) = planted(300, 2);
    let texts = borrowed(&texts);
    for themes in [1, 2, 6, 17] {
        let settings = ThemeSettings {
            themes: Some(themes),
            ..ThemeSettings::default()
        };
        let found = find(&texts, &settings);
        check(&texts, &found);
        assert_eq!(found.themes.len(), themes);
        if themes == 6 {
            let score = adjusted_rand_index(&subjects, &partition(&found, texts.len()));
            assert!(score > 0.9, "{score}");
        }
    }
}

#[test]
fn a_finer_granularity_gives_more_themes() {
    let (texts, _) = planted(600, 3);
    let texts = borrowed(&texts);
    let count = |granularity| {
        find(
            &texts,
            &ThemeSettings {
                granularity,
                ..ThemeSettings::default()
            },
        )
        .themes
        .len()
    };
    assert!(count(0.2) <= count(1.0) && count(1.0) < count(9.0));
    assert!(count(f64::NAN) > 0 && count(-1.0) > 0 && count(f64::INFINITY) > 0);
}

#[test]
fn the_result_does_not_depend_on_the_number_of_threads() {
    let (mut texts, _) = planted(3_000, 4);
    texts.extend(
        (0..500).map(|i| format!("die Rechnung {i} ist nicht gut und der Import auch nicht")),
    );
    let texts = borrowed(&texts);
    for themes in [None, Some(9)] {
        let settings = ThemeSettings {
            themes,
            ..ThemeSettings::default()
        };
        let mut results = [1, 2, 5].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| find(&texts, &settings))
        });
        let last = results[2].clone();
        for result in &mut results {
            assert_eq!(result.hash(), last.hash());
            assert_eq!(*result, last);
        }
    }
}

#[test]
fn large_sets_are_compared_by_cells_and_still_divided_well() {
    let (texts, subjects) = planted(16_000, 5);
    let texts = borrowed(&texts);
    let pools = [1, 3].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| find(&texts, &ThemeSettings::default()))
    });
    assert_eq!(pools[0].hash(), pools[1].hash());
    let themes = partition(&pools[0], texts.len());
    let mut pure = 0;
    for theme in 0..pools[0].themes.len() {
        let mut counts = [0; SUBJECTS.len()];
        let members = (0..texts.len()).filter(|&text| themes[text] == theme);
        members.for_each(|text| counts[subjects[text]] += 1);
        pure += counts.into_iter().max().unwrap();
    }
    assert!(
        pure * 100 > texts.len() * 97,
        "{pure} of {} with their like",
        texts.len()
    );
}

#[test]
fn the_hash_tells_results_apart() {
    let (texts, _) = planted(200, 6);
    let texts = borrowed(&texts);
    let found = find(&texts, &ThemeSettings::default());
    assert_eq!(found.hash().len(), 64);
    let mut renamed = found.clone();
    renamed.themes[0].label.push('!');
    assert_ne!(found.hash(), renamed.hash());
    let mut moved = found.clone();
    moved.tags[0].similarity += 1e-6;
    assert_eq!(found.hash(), moved.hash(), "rounding is no difference");
}

#[test]
fn what_many_write_in_the_same_words_does_not_push_other_themes_aside() {
    let (texts, subjects) = planted(300, 7);
    let mut more = borrowed(&texts);
    more.extend(["Import of the CSV upload is slow!"; 400]);
    let found = find(&more, &ThemeSettings::default());
    check(&more, &found);
    let themes = partition(&found, more.len());
    assert!(
        themes[300..].iter().all(|&theme| theme == themes[300]),
        "equal texts, equal themes"
    );
    let score = adjusted_rand_index(&subjects, &themes[..300]);
    assert!(score > 0.9, "{score}");
    for theme in &found.themes {
        let quotes = theme.quotes.iter().filter(|&&quote| quote >= 300).count();
        assert!(quotes <= 1, "a quote is not repeated");
    }
}

#[test]
fn a_text_of_unknown_words_joins_the_theme_of_the_most_similar_spelling() {
    let (texts, _) = planted(300, 8);
    let mut texts = borrowed(&texts);
    texts.extend(["passwrod", "it is what it is", "👍", "", "[email 3] 12345"]);
    let found = find(&texts, &ThemeSettings::default());
    check(&texts, &found);
    let main = found.main_themes(texts.len());
    assert_eq!(
        main[300],
        main[texts
            .iter()
            .position(|text| text.contains("password"))
            .unwrap()]
    );
    assert!(
        found
            .tags
            .iter()
            .filter(|tag| tag.passage >= 300)
            .all(|tag| tag.weak)
    );
    assert_eq!(main[302..], [None, None, None]);
}

#[test]
fn redacted_values_and_numbers_name_nothing() {
    let texts: Vec<String> = (0..120)
        .map(|i| match i % 3 {
            0 => format!("[name {i}] never answered my mail to [email {i}] about order 4711{i}"),
            1 => format!("please refund the broken blender [card {i}] model X100-{i}"),
            _ => format!("delivery of the parcel was late, call [phone {i}]"),
        })
        .collect();
    let texts = borrowed(&texts);
    let found = find(&texts, &ThemeSettings::default());
    check(&texts, &found);
    for theme in &found.themes {
        for name in theme.keywords.iter().chain([&theme.label]) {
            assert!(!name.contains('[') && !name.contains(']'), "{name}");
            assert!(!name.chars().all(|c| c.is_ascii_digit()), "{name}");
        }
    }
}

#[test]
fn few_texts_do_no_harm() {
    let sets: [&[&str]; 8] = [
        &[],
        &[""],
        &["slow import"],
        &["slow import", "slow import"],
        &["slow import", "nice team"],
        &["slow import", "nice team", "the"],
        &["the", "and", "of"],
        &["一二三", "مرحبا بالعالم", "ok"],
    ];
    for texts in sets {
        for themes in [None, Some(0), Some(1), Some(2), Some(50)] {
            let found = find(
                texts,
                &ThemeSettings {
                    themes,
                    ..ThemeSettings::default()
                },
            );
            check(texts, &found);
        }
    }
}

#[test]
fn long_words_and_odd_characters_do_no_harm() {
    let word = "x".repeat(1 << 20);
    let marks = "\u{301}".repeat(50_000);
    let brackets = "[".repeat(100_000);
    let texts = [
        word.as_str(),
        &marks,
        &brackets,
        "\u{0}\u{1}\u{7f}",
        "🧑‍🚀 👍🏽",
        "שלום עולם טוב מאוד",
        "a\u{202e}b c",
        "slow slow slow slow",
        "can't can’t CAN'T",
        "－－",
        "ﬁne ﬁle",
        "İstanbul'da güzel",
        "-'-'-",
        "#++",
    ];
    check(&texts, &find(&texts, &ThemeSettings::default()));
}

#[test]
fn it_stops_when_asked() {
    struct After(Step);
    impl Watch for After {
        fn at(&self, step: Step, _done: u64, _total: u64) -> Result<(), Cancelled> {
            if step >= self.0 {
                Err(Cancelled)
            } else {
                Ok(())
            }
        }
    }
    let (texts, _) = planted(100, 9);
    let texts = borrowed(&texts);
    for step in [
        Step::Terms,
        Step::Vectors,
        Step::Neighbours,
        Step::Themes,
        Step::Labels,
        Step::Tags,
    ] {
        assert_eq!(
            find_themes(
                texts.as_slice().into(),
                &ThemeSettings::default(),
                &After(step)
            ),
            Err(Cancelled)
        );
    }
}

#[test]
fn a_partition_by_hand_is_described() {
    let (texts, subjects) = planted(120, 10);
    let texts = borrowed(&texts);
    let partition: Vec<Option<usize>> = subjects
        .iter()
        .map(|&subject| Some(if subject == 5 { 0 } else { subject }))
        .collect();
    let themes = describe_themes(&texts, &partition, 7);
    assert_eq!(themes.len(), 7);
    assert_eq!(themes[0].passages, 40);
    assert!(
        themes[1]
            .keywords
            .iter()
            .any(|keyword| keyword.contains("csv")),
        "{:?}",
        themes[1]
    );
    assert_eq!((themes[6].label.as_str(), themes[6].passages), ("", 0));
    assert!(describe_themes(&texts, &[Some(9)], 0).is_empty());
}

#[test]
fn a_mixed_theme_is_named_and_quoted_in_its_main_language() {
    let english = [
        "the setup wizard asks for too many things before i can start",
        "i got lost in the setup wizard on the first day",
        "what does the setup wizard want from me with all of this",
        "the wizard is too long and i did not know what to do",
        "we gave up in the middle of the setup wizard",
        "there is no way to go back in the setup wizard",
    ];
    let spanish = [
        "el asistente de configuración pregunta demasiadas cosas antes de poder empezar",
        "me perdí en la configuración inicial y no entendí los primeros pasos",
        "la configuración es demasiado larga para una empresa como la nuestra",
    ];
    let others = [
        "my card was charged twice for the same month and nobody answers",
        "the invoice of this month has the wrong amount on it again",
        "i was charged for a plan that i cancelled in the spring",
        "the refund for the double charge on my card never came",
    ];
    let texts: Vec<&str> = spanish
        .iter()
        .chain(&english)
        .chain(&others)
        .copied()
        .collect();
    let partition: Vec<Option<usize>> = (0..texts.len())
        .map(|text| Some(usize::from(text >= 9)))
        .collect();
    let theme = &describe_themes(&texts, &partition, 2)[0];
    let said = format!("{} {}", theme.label, theme.keywords.join(" ")).to_lowercase();
    assert!(
        said.contains("wizard") && !said.contains("configuración"),
        "{theme:?}"
    );
    assert!(
        theme.quotes.iter().all(|&quote| quote >= spanish.len()),
        "{theme:?}"
    );
    assert_eq!(theme.passages, 9, "nobody is left out of the count");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_texts_are_tagged(
        texts in prop::collection::vec("([a-eA-E水é'’\\-\\[\\]0-9🙂]{1,6}[ .]?){0,12}", 0..30),
        themes in prop::option::of(0usize..6),
    ) {
        let texts = borrowed(&texts);
        check(&texts, &find(&texts, &ThemeSettings { themes, ..ThemeSettings::default() }));
    }
}
