//! Whatever the bytes, the answer is records and problems or one sentence.

use assay_ingest::{Kind, Options, Record, preview, read};
use proptest::prelude::*;

const NAMES: &[&str] = &[
    "a.csv",
    "a.tsv",
    "a.xlsx",
    "a.ods",
    "a.xls",
    "a.xlsb",
    "a.html",
    "a.json",
    "a.jsonl",
    "a.md",
    "a.txt",
    "a.docx",
    "a.odt",
    "a.vtt",
    "a.srt",
    "a.sbv",
    "a.parquet",
    "a",
];

fn try_all(name: &str, bytes: &[u8], kind: Option<Kind>) {
    let options = Options {
        kind,
        ..Options::default()
    };
    if let Err(error) = preview(name, &bytes, &options) {
        assert!(error.to_string().ends_with('.'), "a sentence: {error}");
    }
    match read(name, bytes, &options) {
        Err(error) => assert!(error.to_string().ends_with('.'), "a sentence: {error}"),
        Ok(reading) => {
            for record in &reading.records {
                let Record::Feedback(feedback) = record else {
                    continue;
                };
                assert!(!feedback.text.is_empty(), "no feedback without words");
                for turn in &feedback.turns {
                    assert!(
                        feedback.text.get(turn.start..turn.end).is_some(),
                        "turns lie in the text"
                    );
                }
            }
        }
    }
}

fn kinds() -> impl Strategy<Value = Option<Kind>> {
    proptest::option::of(proptest::sample::select(Kind::ALL.to_vec()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn on_any_bytes(name in proptest::sample::select(NAMES), bytes in proptest::collection::vec(any::<u8>(), 0..300), kind in kinds()) {
        try_all(name, &bytes, kind);
    }

    #[test]
    fn on_text_with_signs_that_matter(
        name in proptest::sample::select(NAMES),
        text in "(WEBVTT\n\n|---\n|id,text,date\n|\\[|\\{)?([a-c?:,;\"'\n\r\t|<>&#*\\[\\]{}0-9./@é日 -]|-->|ImportId|Interviewer:|Response|00:01|</p>|<v |\u{feff}){0,60}",
        kind in kinds(),
    ) {
        try_all(name, text.as_bytes(), kind);
    }

    #[test]
    fn on_json_of_any_shape(text in "(\\{\"(tickets|data|a|form_response)\":|\\[|\\{\"b\":){0,6}(1|\"x y z\"|null|\\[\\]|\\{\\})?(\\]|\\}){0,6}") {
        try_all("a.json", text.as_bytes(), None);
        try_all("a.jsonl", text.as_bytes(), None);
    }

    #[test]
    fn on_tables_of_odd_cells(
        rows in proptest::collection::vec(proptest::collection::vec("(|a|id|Response|ImportId|1|2020-01-01|13/02/20|yes|é@x.org|<p>x</p>|\"|long words that go on|\n){1,2}", 0..6), 0..8),
        kind in kinds(),
    ) {
        let csv: String = rows.iter().map(|row| row.join(",") + "\n").collect();
        try_all("a.csv", csv.as_bytes(), kind);
    }

    #[test]
    fn on_parquet_files_with_spoilt_bytes(
        spoilt in proptest::collection::vec((0..2_000_usize, any::<u8>()), 1..8),
        cut in proptest::option::of(0..2_000_usize),
    ) {
        let mut bytes = super::parquet::events();
        for (at, byte) in spoilt {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.max(4));
        }
        try_all("a.parquet", &bytes, Some(Kind::Events));
    }
}
