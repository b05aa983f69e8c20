//! Parquet, as notebooks and data warehouses write it.

use std::sync::Arc;

use assay_ingest::Kind;
use parquet::basic::{BrotliLevel, Compression, Encoding, GzipLevel, ZstdLevel};
use parquet::data_type::{
    ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int64Type,
};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::{events as events_of, feedback, reading, refusal};

/// Texts and numbers in columns.
enum Cells<'c> {
    Texts(&'c [&'c str]),
    Numbers(&'c [i64]),
    Uuids(&'c [[u8; 16]]),
}

fn file(schema: &str, columns: &[Cells<'_>], compression: Compression) -> Vec<u8> {
    let properties = WriterProperties::builder().set_compression(compression);
    written(schema, columns, properties.build())
}

fn written(schema: &str, columns: &[Cells<'_>], properties: WriterProperties) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).unwrap());
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
            Cells::Uuids(uuids) => {
                let uuids: Vec<FixedLenByteArray> = uuids
                    .iter()
                    .map(|uuid| ByteArray::from(uuid.to_vec()).into())
                    .collect();
                column
                    .typed::<FixedLenByteArrayType>()
                    .write_batch(&uuids, None, None)
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

#[test]
fn every_encoding_and_compression_is_read() {
    let schema = "message schema {
        required binary customer_id (STRING);
        required binary event (STRING);
        required int64 when (TIMESTAMP(MICROS,false));
    }";
    let cells = [
        Cells::Texts(&["c1", "c12", "c123"]),
        Cells::Texts(&["login", "login", "export"]),
        Cells::Numbers(&[
            1_740_823_200_000_000,
            1_740_823_260_500_000,
            1_740_909_600_000_000,
        ]),
    ];
    let compressions = [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(GzipLevel::default()),
        Compression::BROTLI(BrotliLevel::default()),
        Compression::ZSTD(ZstdLevel::default()),
        Compression::LZ4_RAW,
    ];
    let encodings = [
        [Encoding::PLAIN; 3],
        [
            Encoding::DELTA_BYTE_ARRAY,
            Encoding::DELTA_LENGTH_BYTE_ARRAY,
            Encoding::DELTA_BINARY_PACKED,
        ],
        [
            Encoding::PLAIN,
            Encoding::PLAIN,
            Encoding::BYTE_STREAM_SPLIT,
        ],
    ];
    for compression in compressions {
        for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
            for encodings in encodings {
                let mut properties = WriterProperties::builder()
                    .set_compression(compression)
                    .set_writer_version(version)
                    .set_dictionary_enabled(false);
                for (column, encoding) in ["customer_id", "event", "when"].iter().zip(encodings) {
                    properties = properties.set_column_encoding((*column).into(), encoding);
                }
                let found = reading("log.parquet", written(schema, &cells, properties.build()));
                let events = events_of(&found);
                assert_eq!(
                    (events[1].customer.as_str(), events[2].time, events.len()),
                    ("c12", 1_740_909_600, 3),
                    "{compression:?} {version:?} {encodings:?}"
                );
            }
        }
    }
}

#[test]
fn customers_named_by_uuids_keep_them() {
    let schema = "message schema {
        required fixed_len_byte_array(16) user_id (UUID);
        required binary event_name (STRING);
        required int64 occurred_on (TIMESTAMP(NANOS,true));
    }";
    let cells = [
        Cells::Uuids(&[[0xAB; 16], [1; 16]]),
        Cells::Texts(&["login", "export"]),
        Cells::Numbers(&[1_740_823_200_000_000_000, 1_740_909_600_000_000_000]),
    ];
    let found = reading("log.parquet", file(schema, &cells, Compression::SNAPPY));
    assert_eq!(
        events_of(&found)[0].customer,
        "abababab-abab-abab-abab-abababababab"
    );
}

#[test]
fn what_a_file_claims_is_held_against_its_size() {
    let schema = "message schema { required int64 customer_id; required int64 time; }";
    let many = vec![7; 1_000_000];
    let cells = [Cells::Numbers(&many), Cells::Numbers(&many)];
    let properties = WriterProperties::builder().set_data_page_row_count_limit(many.len());
    let bytes = written(schema, &cells, properties.build());
    assert!(bytes.len() < 5_000, "a run of equal values takes no room");
    assert!(refusal("a.parquet", &bytes).contains("it claims too many values"));

    // The dictionary of the first column: two words, in a header of fixed places.
    let mut bytes = events();
    assert_eq!(bytes[4..6], [0x15, 0x04], "the header of a dictionary");
    let count = bytes
        .windows(3)
        .position(|w| w == [0x4C, 0x15, 0x04])
        .unwrap()
        + 2;
    bytes[count] = 0x7E;
    let error = refusal("a.parquet", &bytes);
    assert!(
        error.contains("it claims more words than it holds"),
        "{error}"
    );
}
