use super::*;
use crate::describe_themes;

/// Themes of some texts each, every text a few times with a word of its own.
fn described(themes: &[&[&str]]) -> Vec<crate::FoundTheme> {
    const OWN: &[&str] = &[
        "garden", "winter", "bridge", "candle", "pepper", "violin", "meadow", "harbour",
    ];
    let mut texts = Vec::new();
    let mut partition = Vec::new();
    for (theme, of_theme) in themes.iter().enumerate() {
        for text in *of_theme {
            for own in OWN {
                texts.push(format!("{text}. {own}"));
                partition.push(Some(theme));
            }
        }
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    describe_themes(&texts, &partition, themes.len())
}

fn labels(themes: &[&[&str]]) -> Vec<String> {
    let described = described(themes);
    described.into_iter().map(|theme| theme.label).collect()
}

const IMPORT: &[&str] = &[
    "the import from Excel stops halfway",
    "my import from Excel fails and nobody knows why",
    "columns are lost in the import from Excel",
];
const INVITATION: &[&str] = &[
    "the invitation never arrived",
    "my invitation never arrived in her inbox",
    "that second invitation never arrived either",
];
const SEAT: &[&str] = &[
    "your price per seat is steep",
    "we pay a price per seat for people who hardly log in",
    "a lower price per seat and I would stay",
];

#[test]
fn a_phrase_as_people_write_it_is_the_name() {
    assert_eq!(
        labels(&[IMPORT, INVITATION, SEAT]),
        [
            "Import from Excel",
            "Invitation never arrived",
            "Price per seat"
        ]
    );
}

#[test]
fn what_turns_the_sense_stays_in_the_name() {
    let broken: &[&str] = &[
        "the scanner is not working",
        "it was not working at all this morning",
        "still not working after the update",
    ];
    assert_eq!(labels(&[IMPORT, broken, SEAT])[1], "Not working");
}

#[test]
fn greetings_and_interjections_name_nothing() {
    let slow: &[&str] = &[
        "Good morning, yeah, the drawings load slowly",
        "Hi team, oh well, drawings load slowly again",
        "Good morning team, drawings load slowly on my laptop",
    ];
    let theme = &described(&[IMPORT, slow, SEAT])[1];
    assert_eq!(theme.label, "Drawings load slowly");
    for keyword in &theme.keywords {
        let keyword = keyword.to_lowercase();
        for idle in ["morning", "good", "yeah", "oh", "hi", "team"] {
            assert!(keyword.split(' ').all(|word| word != idle), "{keyword}");
        }
    }
}

#[test]
fn function_words_of_a_minority_language_name_nothing() {
    let english: Vec<String> = (0..300)
        .map(|i| {
            format!(
                "the {} of our team is on the list again",
                ["plan", "chart"][i % 2]
            )
        })
        .collect();
    let german: &[&str] = &[
        "die Rechnung, die der Kunde hat, ist nicht die richtige",
        "der Fehler in der Rechnung ist nicht von mir",
        "Die Rechnung ist falsch",
        "wo ist die Rechnung",
    ];
    let english: Vec<&str> = english.iter().map(String::as_str).collect();
    let (plans, charts): (Vec<&str>, Vec<&str>) =
        english.iter().partition(|text| text.contains("plan"));
    let theme = &described(&[&plans, &charts, german])[2];
    assert!(theme.label.contains("Rechnung"), "{}", theme.label);
    for name in theme.keywords.iter().chain([&theme.label]) {
        for word in name.to_lowercase().split(' ') {
            let idle = ["die", "der", "ist", "nicht", "von", "mir", "hat", "ein"];
            assert!(!idle.contains(&word) || name.contains(' '), "{name}");
        }
    }
}

#[test]
fn what_all_texts_name_does_not_name_a_theme() {
    let of_product = |texts: &[&str]| -> Vec<String> {
        texts
            .iter()
            .map(|text| format!("Acmely: {text} Acmely"))
            .collect()
    };
    let all = [IMPORT, INVITATION, SEAT].map(of_product);
    let all = all
        .each_ref()
        .map(|texts| texts.iter().map(String::as_str).collect::<Vec<&str>>());
    for theme in described(&all.each_ref().map(Vec::as_slice)) {
        for name in theme.keywords.iter().chain([&theme.label]) {
            assert!(!name.contains("Acmely"), "{name}");
        }
    }
}

#[test]
fn no_two_names_have_the_same_words() {
    let again: &[&str] = &[
        "prices per seat are steep",
        "the seat price",
        "price per seat went up for every seat",
    ];
    let labels = labels(&[SEAT, again, IMPORT, SEAT]);
    let words = |label: &str| {
        let label = label.to_lowercase();
        let mut words: Vec<String> = label.split(' ').map(str::to_owned).collect();
        words.sort();
        words
    };
    for (at, label) in labels.iter().enumerate() {
        assert!(!label.is_empty());
        assert!(
            labels[..at]
                .iter()
                .all(|other| words(other) != words(label)),
            "{labels:?}"
        );
    }
}

#[test]
fn signatures_name_nothing() {
    let signed: &[&str] = &[
        "The export stops\n\nKind regards\nGeorg Haslinger",
        "Where is the export\n\nThanks\nGeorg Haslinger",
    ];
    let texts: Vec<&str> = signed.iter().copied().cycle().take(8).collect();
    let other = ["the invoice is wrong", "an invoice without tax"];
    let all: Vec<&str> = texts.iter().copied().chain(other).collect();
    let partition: Vec<Option<usize>> = (0..all.len())
        .map(|text| Some(usize::from(text >= texts.len())))
        .collect();
    let theme = &describe_themes(&all, &partition, 2)[0];
    for name in theme.keywords.iter().chain([&theme.label]) {
        assert!(
            !name.contains("Georg") && !name.contains("Haslinger"),
            "{name}"
        );
    }
}

#[test]
fn capitals_are_kept_or_set() {
    for (label, expected) in [
        ("import from Excel", "Import from Excel"),
        ("iPhone app", "iPhone app"),
        ("über uns", "Über uns"),
        ("", ""),
    ] {
        assert_eq!(capitalised(label), expected);
    }
}

#[test]
fn forms_of_one_word_are_alike() {
    for (a, b, expected) in [
        ("cancel", "cancellation", true),
        ("Import", "imports", true),
        ("price", "prize", false),
        ("app", "apple", false),
        ("dark mode", "dark", false),
        ("Dark mode", "dark Mode", true),
    ] {
        assert_eq!(alike(a, b), expected, "{a}, {b}");
    }
}

#[test]
fn people_name_nothing() {
    let form: &[&str] = &[
        "the tax form was lost by Jennifer Anderson",
        "again my tax form, this time with Jennifer Anderson",
        "I gave the tax form to Jennifer Anderson",
    ];
    let theme = &described(&[IMPORT, form, SEAT])[1];
    assert!(
        theme.label.to_lowercase().contains("tax form"),
        "{}",
        theme.label
    );
    for name in theme.keywords.iter().chain([&theme.label]) {
        assert!(
            !name.contains("Jennifer") && !name.contains("Anderson"),
            "{name}"
        );
    }
}

#[test]
fn irregular_forms_are_one_word_in_names() {
    let lost: &[&str] = &[
        "I lost the key card",
        "we lose a key card",
        "lost the key card",
    ];
    let labels = labels(&[
        IMPORT,
        lost,
        &["they lose the spare key", "she lost a spare key"],
    ]);
    assert_ne!(labels[1], labels[2], "{labels:?}");
    for label in &labels {
        let words = label.to_lowercase();
        assert!(
            !(words.contains("lost") && words.contains("lose")),
            "{label}"
        );
    }
}

#[test]
fn quotes_begin_differently() {
    let texts = [
        "I would like to say that the scanner is too slow for our many boxes.",
        "I would like to say that the scanner stops in the middle of the day.",
        "I would like to say that the scanner never reads the small labels.",
        "Our scanner reads one label in five and the rest by hand.",
        "The scanner lost its settings over night once more.",
        "Nobody here knows how to charge the scanner.",
        "the invoice is wrong",
        "an invoice without tax",
    ];
    let partition: Vec<Option<usize>> = (0..8).map(|text| Some(usize::from(text > 5))).collect();
    let quotes = &describe_themes(&texts, &partition, 2)[0].quotes;
    let alike = quotes.iter().filter(|&&quote| quote < 3).count();
    assert!(alike == 1 && quotes.len() >= 3, "{quotes:?}");
}

#[test]
fn a_verb_or_a_feeling_is_named_with_what_people_say_beside_it() {
    let arrive: &[&str] = &[
        "when will my parcel arrive",
        "will the parcel arrive",
        "when does my parcel arrive",
    ];
    let disappointed: &[&str] = &[
        "I was very disappointed",
        "we are very disappointed",
        "so disappointed",
    ];
    let expire: &[&str] = &[
        "why do passwords expire",
        "passwords expire",
        "our passwords expire",
    ];
    assert_eq!(
        labels(&[IMPORT, arrive, disappointed, expire, SEAT])[1..4],
        ["Parcel arrives", "Very disappointed", "Passwords expire"]
    );
}

#[test]
fn family_names_name_nothing() {
    let bills: &[&str] = &[
        "download the bills from Mr. Pemble",
        "show the bills of Mr. Pemble",
        "find the bills from Susan Pemble",
    ];
    let theme = &described(&[IMPORT, bills, SEAT])[1];
    for name in theme.keywords.iter().chain([&theme.label]) {
        assert!(!name.contains("Pemble"), "{name}");
    }
    assert!(theme.label.contains("bills"), "{}", theme.label);
}

#[test]
fn accounts_name_nothing() {
    let late: &[&str] = &[
        "@skyhop my flight was late",
        "late flight again @skyhop",
        "@skyhop why is the flight so late",
    ];
    let theme = &described(&[IMPORT, late, SEAT])[1];
    for name in theme.keywords.iter().chain([&theme.label]) {
        assert!(!name.contains("skyhop"), "{name}");
    }
}

#[test]
fn what_is_about_many_things_is_called_other() {
    let many = [
        "lamp", "oven", "boat", "drum", "fence", "tent", "clock", "spoon", "rope", "brick",
        "wheel", "scarf", "ladder", "bucket", "pillow", "hammer", "mirror", "basket", "carpet",
        "anchor",
    ];
    let mut texts: Vec<String> = Vec::new();
    let mut partition = Vec::new();
    for (at, thing) in many.iter().enumerate() {
        texts.push(format!(
            "{thing} beside the {}",
            many[(at + 1) % many.len()]
        ));
        partition.push(Some(0));
    }
    for text in [IMPORT, SEAT].concat() {
        for own in ["garden", "winter", "bridge"] {
            texts.push(format!("{text}. {own}"));
            partition.push(Some(usize::from(SEAT.contains(&text)) + 1));
        }
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let themes = describe_themes(&texts, &partition, 3);
    assert!(
        themes[0].label.starts_with(LEFT_OVER),
        "{}",
        themes[0].label
    );
    assert!(
        themes[1..]
            .iter()
            .all(|theme| !theme.label.starts_with(LEFT_OVER))
    );
}
