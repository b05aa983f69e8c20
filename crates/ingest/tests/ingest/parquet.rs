//! Parquet, as notebooks and data warehouses write it.

use std::sync::Arc;

use assay_ingest::Kind;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::{events as events_of, feedback, reading, refusal};

/// Texts and numbers in columns.
enum Cells<'c> {
    Texts(&'c [&'c str]),
    Numbers(&'c [i64]),
}

fn file(schema: &str, columns: &[Cells<'_>], compression: Compression) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .build();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for cells in columns {
        let mut column = group.next_column().unwrap().unwrap();
        match cells {
            Cells::Texts(texts) => {
                let texts: Vec<ByteArray> = texts.iter().map(|text| (*text).into()).collect();
                column
                    .typed::<ByteArrayType>()
                    .write_batch(&texts, None, None)
                    .unwrap();
            }
            Cells::Numbers(numbers) => {
                column
                    .typed::<Int64Type>()
                    .write_batch(numbers, None, None)
                    .unwrap();
            }
        }
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    bytes
}

/// Three events with times in nanoseconds, as pandas writes them.
pub fn events() -> Vec<u8> {
    let schema = "message schema {
        required binary customer_id (STRING);
        required binary event (STRING);
        required int64 timestamp (TIMESTAMP(NANOS,true));
    }";
    let times = [
        1_740_823_200_000_000_000,
        1_740_823_260_500_000_000,
        1_740_909_600_000_000_000,
    ];
    file(
        schema,
        &[
            Cells::Texts(&["c1", "c2", "c1"]),
            Cells::Texts(&["login", "login", "export"]),
            Cells::Numbers(&times),
        ],
        Compression::SNAPPY,
    )
}

#[test]
fn events_come_with_times_of_any_unit() {
    let found = reading("events.parquet", events());
    assert_eq!(found.kind, Kind::Events, "{}", found.kind_reason);
    let found: Vec<(String, String, i64)> = events_of(&found)
        .iter()
        .map(|event| (event.customer.clone(), event.name.clone(), event.time))
        .collect();
    let expected = [
        ("c1", "login", 1_740_823_200),
        ("c2", "login", 1_740_823_260),
        ("c1", "export", 1_740_909_600),
    ];
    assert_eq!(
        found,
        expected.map(|(who, what, when)| (who.into(), what.into(), when))
    );
    let schema = "message schema {
        required binary customer_id (STRING);
        required binary event (STRING);
        required int64 timestamp (TIMESTAMP(MILLIS,true));
    }";
    let cells = [
        Cells::Texts(&["c1", "c1", "c2"]),
        Cells::Texts(&["login", "export", "login"]),
        Cells::Numbers(&[1_740_823_200_000, 1_740_823_300_000, 1_740_909_600_000]),
    ];
    let zstd = Compression::ZSTD(ZstdLevel::default());
    let found = reading("export", file(schema, &cells, zstd));
    assert_eq!(
        (found.kind, events_of(&found)[2].time),
        (Kind::Events, 1_740_909_600)
    );
}

#[test]
fn feedback_and_refusals() {
    let schema = "message schema {
        required int64 response_id;
        required binary comment (STRING);
    }";
    let texts = ["It is far too slow for us", "I like the new lists a lot"];
    let cells = [Cells::Numbers(&[1, 2]), Cells::Texts(&texts)];
    let bytes = file(schema, &cells, Compression::UNCOMPRESSED);
    let found = reading("survey.parquet", &bytes);
    assert_eq!(feedback(&found)[1].text, texts[1]);
    assert!(found.format.contains("Parquet"));
    let half = &bytes[..bytes.len() / 2];
    assert!(refusal("survey.parquet", half).contains("cannot be read as Parquet"));
    assert!(refusal("survey.csv", &bytes).contains("right extension (.parquet)"));
}
