use proptest::prelude::*;

use super::super::corpus::Corpus;
use super::*;

/// Why each text is set aside, and the words left of it.
fn left(texts: &[&str], items: &[i64]) -> Vec<(Option<Aside>, String)> {
    let corpus = Corpus::read(texts, items);
    (0..texts.len())
        .map(|text| {
            let tokens = corpus.words.tokens(text).iter();
            let words: Vec<&str> = tokens.map(|token| corpus.words.word(token.word)).collect();
            (corpus.aside.why[text], words.join(" "))
        })
        .collect()
}

fn words_of(text: &str) -> String {
    left(&[text], &[]).remove(0).1
}

#[test]
fn courtesies_say_nothing() {
    for text in [
        "Thanks!",
        "thank you so much for your help",
        "Hi there, thanks a lot.",
        "n/a",
        "Don't know, thanks",
        "Kind regards,\nMary Smith\nHead of Sales",
        "Mit freundlichen Grüßen\nErika Mustermann",
        "Vielen Dank im Voraus!",
        "Merci d'avance",
        "Muchas gracias por su ayuda",
        "Grazie mille",
        "Muito obrigado!",
        "Bedankt",
        "Tack så mycket",
        "Tusen takk",
        "Mange tak",
        "Kiitos paljon",
        "Köszönöm szépen",
        "Mulțumesc",
        "Çok teşekkürler",
        "Спасибо большое!",
        "Ευχαριστώ πολύ",
        "شكرا جزيلا",
        "நன்றி",
        "谢谢",
        "ありがとうございます",
        "Sent from my iPhone",
    ] {
        assert_eq!(
            left(&[text], &[])[0],
            (Some(Aside::NoAnswer), String::new()),
            "{text}"
        );
    }
}

#[test]
fn what_says_something_stays() {
    for text in [
        "Thanks for nothing, the refund never came",
        "the staff was dear to us",
        "Dear price for what it is",
        "regards the new invoice as wrong",
        "Great support team",
        "LG",
        "ok",
        "no refund, thanks",
        "it is what it is",
        "Cheers bar is closed",
    ] {
        let (why, words) = left(&[text], &[]).remove(0);
        assert!(
            why.is_none() && !words.is_empty(),
            "{text}: {why:?} {words}"
        );
    }
}

#[test]
fn greetings_and_signatures_are_taken_from_a_message() {
    for (text, words) in [
        (
            "Hi John,\nthe export stops.\n\nKind regards\nGeorg Haslinger",
            "the export stops",
        ),
        (
            "Dear Mr. Smith: my card is lost. Thanks, Ann",
            "my card is lost",
        ),
        (
            "the card is lost. best regards engineer",
            "the card is lost",
        ),
        ("Guten Tag Frau Müller, die Karte fehlt", "die karte fehlt"),
        ("The app crashes.\nSent from my iPhone", "the app crashes"),
        ("hi refund please", "hi refund please"),
        ("> the agent wrote\nmy card is lost", "my card is lost"),
        ("> only quoted", "only quoted"),
    ] {
        assert_eq!(words_of(text), words, "{text}");
    }
}

const DISCLAIMER: &str = "This message and its attachments are confidential and meant for the \
    addressee alone; whoever received it in error must delete it at once.";

const TICKETS: [&str; 10] = [
    "the invoice has the wrong amount on it",
    "my password is not accepted any more",
    "the parcel came without the second blender",
    "drawings load slowly on the old laptop",
    "cannot invite a colleague to the workspace",
    "export to a spreadsheet stops halfway",
    "charged twice for one month of storage",
    "the phone rings but nobody answers my call",
    "a filter forgets its settings over night",
    "where do I change my delivery address",
];

#[test]
fn a_disclaimer_is_boilerplate_wherever_it_stands() {
    let inside: Vec<String> = TICKETS
        .iter()
        .map(|text| format!("{text}. {DISCLAIMER}"))
        .collect();
    let inside: Vec<&str> = inside.iter().map(String::as_str).collect();
    for ((why, words), text) in left(&inside, &[]).into_iter().zip(TICKETS) {
        assert_eq!(
            (why, words.as_str()),
            (Some(Aside::Trimmed), text.to_lowercase().as_str())
        );
    }
    // As a passage of its own.
    let mut texts = Vec::new();
    let mut items = Vec::new();
    for (item, text) in (0..).zip(TICKETS) {
        texts.extend([text, DISCLAIMER]);
        items.extend([item, item]);
    }
    for (at, (why, words)) in left(&texts, &items).into_iter().enumerate() {
        if at % 2 == 0 {
            assert_eq!(
                (why, words.as_str()),
                (None, texts[at].to_lowercase().as_str())
            );
        } else {
            assert_eq!((why, words.as_str()), (Some(Aside::Boilerplate), ""));
        }
    }
}

#[test]
fn the_labels_of_a_form_are_boilerplate() {
    let texts: Vec<String> = TICKETS
        .iter()
        .map(|text| format!("Priority: urgent\nCreated with the web form\nDescription: {text}"))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for (at, (why, words)) in left(&texts, &[]).into_iter().enumerate() {
        assert_eq!(why, Some(Aside::Trimmed));
        assert_eq!(words, TICKETS[at].to_lowercase(), "the form is gone");
    }
}

#[test]
fn what_many_people_say_is_no_boilerplate() {
    let long = "The staff was very friendly and helped us with all of our bags at once";
    let texts = [vec![long; 30], vec!["Price too high"; 30]].concat();
    let found = left(&texts, &[]);
    assert_eq!(found[0], (None, long.to_lowercase()));
    assert_eq!(found[30].0, None);
    for (at, (why, _)) in found.iter().enumerate().filter(|(at, _)| at % 30 != 0) {
        assert_eq!(*why, Some(Aside::Repeat), "{at}");
    }
    // A letter that many send with a word of their own is a message too.
    let letters: Vec<String> = TICKETS
        .iter()
        .map(|text| format!("{DISCLAIMER} {}", text.split(' ').next().unwrap()))
        .collect();
    let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
    assert!(
        left(&letters, &[])
            .iter()
            .all(|(_, words)| words.contains("confidential"))
    );
}

#[test]
fn the_same_text_with_other_numbers_and_names_is_a_repeat() {
    let texts = [
        "Order 4711 of 3 March was shipped by Parcel United to the pick-up point near the old town hall for Anna",
        "order 4712 of 5 March was shipped by Parcel United to the pick-up point near the old town hall, for Berta!",
        "Where is my order 4711?",
        "where is my order",
        "Where is my money?",
        "The parcel of last week came in time and it was all that we had hoped for by then",
    ];
    let corpus = Corpus::read(&texts, &[]);
    assert_eq!(corpus.aside.same_as, [0, 0, 2, 2, 4, 5]);
}

#[test]
fn which_texts_repeat_others_does_not_depend_on_the_threads() {
    let texts: Vec<String> = (0..3_000)
        .map(|i| {
            let word = ["red", "green", "blue", "grey"][i % 4];
            format!("the {word} parcel number {i} never came to the house of my neighbour {} in the street", i % 7)
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let found = [1, 3].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| Corpus::read(&texts, &[]).aside.same_as)
    });
    assert_eq!(found[0], found[1]);
    assert!(
        found[0].iter().all(|&first| first < 4),
        "four different texts"
    );
}

proptest! {
    #[test]
    fn any_texts_are_set_aside_in_order(
        texts in prop::collection::vec("((hi|dear|thanks|kind regards|Anna|> |slow|import|the|\n|:|,|水|[a-c]{1,3}) ?){0,20}", 0..12),
        items in prop::collection::vec(0i64..3, 0..12),
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let corpus = Corpus::read(&texts, &items);
        for (text, &first) in corpus.aside.same_as.iter().enumerate() {
            prop_assert!(first <= text && corpus.aside.same_as[first] == first);
            if matches!(corpus.aside.why[text], Some(Aside::NoAnswer | Aside::Boilerplate)) {
                prop_assert!(corpus.words.tokens(text).is_empty());
            }
        }
    }
}
