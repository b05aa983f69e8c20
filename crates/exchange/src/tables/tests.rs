use std::io::Cursor;
use std::sync::{Arc, Mutex};

use calamine::{Data, Reader, Xlsx};
use parquet::file::reader::{FileReader, SerializedFileReader};
use proptest::prelude::*;

use super::*;

/// A file in memory that can be looked at after the writer is gone.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Cursor<Vec<u8>>>>);

impl Shared {
    fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().get_ref().clone()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.0.lock().unwrap().seek(to)
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("id", Kind::Integer),
        Column::new("text", Kind::Text),
        Column::new("time", Kind::Time),
        Column::new("score", Kind::Number),
        Column::new("weak", Kind::YesNo),
        Column::new("themes", Kind::List),
    ]
}

fn rows() -> Vec<Vec<Cell>> {
    vec![
        vec![
            Cell::Integer(-7),
            Cell::Text("=HYPERLINK(\"http://evil.example\")".into()),
            Cell::Time(1_767_225_600),
            Cell::Number(-0.25),
            Cell::YesNo(true),
            Cell::List(vec!["-1 stars".into(), "Slow, \"very\"".into()]),
        ],
        vec![
            Cell::Empty,
            Cell::Text("two\nlines, 'quoted'".into()),
            Cell::Empty,
            Cell::Number(f64::NAN),
            Cell::Empty,
            Cell::Empty,
        ],
    ]
}

fn written(format: TableFormat, rows: &[Vec<Cell>]) -> (Vec<u8>, Written) {
    let file = Shared::default();
    let folder = std::env::temp_dir();
    let mut table = begin(format, "Items", &columns(), file.clone(), &folder).unwrap();
    for row in rows {
        table.row(row).unwrap();
    }
    let done = table.finish().unwrap();
    (file.bytes(), done)
}

#[test]
fn csv_is_quoted_and_holds_no_formula() {
    let (bytes, done) = written(TableFormat::Csv, &rows());
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "id,text,time,score,weak,themes\r\n\
         -7,\"'=HYPERLINK(\"\"http://evil.example\"\")\",2026-01-01T00:00:00Z,-0.25,yes,\"'-1 stars; Slow, \"\"very\"\"\"\r\n\
         ,\"two\nlines, 'quoted'\",,,,\r\n"
    );
    assert_eq!(done, Written { rows: 2, cut: 0 });
}

#[test]
fn json_keeps_types() {
    let (bytes, _) = written(TableFormat::Json, &rows());
    let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(
        value,
        serde_json::json!([
            {"id": -7, "text": "=HYPERLINK(\"http://evil.example\")", "time": "2026-01-01T00:00:00Z",
             "score": -0.25, "weak": true, "themes": ["-1 stars", "Slow, \"very\""]},
            {"id": null, "text": "two\nlines, 'quoted'", "time": null, "score": null, "weak": null, "themes": null},
        ])
    );
    let (none, _) = written(TableFormat::Json, &[]);
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&none).unwrap(),
        serde_json::json!([])
    );
}

#[test]
fn a_workbook_types_texts_as_texts() {
    let (bytes, _) = written(TableFormat::Xlsx, &rows());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert!(
        book.worksheet_formula("Items").unwrap().is_empty(),
        "no cell is a formula"
    );
    let sheet = book.worksheet_range("Items").unwrap();
    let cell = |row: u32, column: u32| sheet.get_value((row, column)).unwrap().clone();
    assert_eq!(cell(0, 1), Data::String("text".into()));
    assert_eq!(
        cell(1, 1),
        Data::String("=HYPERLINK(\"http://evil.example\")".into())
    );
    assert_eq!(cell(1, 0), Data::Float(-7.0));
    assert_eq!(cell(1, 4), Data::Bool(true));
    assert!(matches!(cell(1, 2), Data::DateTime(time) if time.as_f64() == 46023.0));
    assert_eq!(
        cell(2, 1),
        Data::String("two\nlines, 'quoted'".into()),
        "line ends stay"
    );
}

#[test]
fn a_text_that_a_cell_of_a_workbook_cannot_hold_is_cut_and_counted() {
    let long = vec![
        Cell::Empty,
        Cell::Text("é".repeat(40_000)),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
    ];
    let (bytes, done) = written(TableFormat::Xlsx, &[long]);
    assert_eq!(done, Written { rows: 1, cut: 1 });
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Items").unwrap();
    let text = sheet.get_value((1, 1)).unwrap().to_string();
    assert_eq!(text.chars().count(), 32_767);
}

#[test]
fn parquet_keeps_types_and_what_is_missing() {
    let many: Vec<Vec<Cell>> = rows().into_iter().cycle().take(25_001).collect();
    let (bytes, done) = written(TableFormat::Parquet, &many);
    assert_eq!(done.rows, 25_001);
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&bytes).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    assert_eq!(reader.metadata().num_row_groups(), 3);
    let read: Vec<String> = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.unwrap().to_string())
        .collect();
    assert_eq!(read.len(), 25_001);
    let full = "{id: -7, text: \"=HYPERLINK(\"http://evil.example\")\", time: 2026-01-01 00:00:00.000 +00:00, \
                score: -2.5E-1, weak: true, themes: \"-1 stars; Slow, \"very\"\"}";
    assert_eq!(read[0], full);
    assert_eq!(read[25_000], full);
    assert_eq!(
        read[1],
        "{id: null, text: \"two\nlines, 'quoted'\", time: null, score: null, weak: null, themes: null}"
    );
}

proptest! {
    #[test]
    fn a_defused_text_is_no_formula_and_can_be_had_back(text in "[=+@'\t\r\nab＝-]{0,6}") {
        let safe = defused(&text);
        prop_assert!(!safe.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']));
        let back = match safe.strip_prefix('\'') {
            Some(rest) if defused(rest) == safe => rest,
            _ => &safe,
        };
        prop_assert_eq!(back, text.as_str());
    }
}
