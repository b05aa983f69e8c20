//! Writes the first inputs of each target into `corpus/`: pieces of the project's own samples.

use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use assay_exchange::tables::{self, Cell, Column, Kind, TableError, TableFormat};

fn main() -> std::io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples = here.join("../../samples");
    for (target, files) in [
        (
            "csv",
            &[
                "survey_onboarding.csv",
                "tickets.csv",
                "reviews.csv",
                "customers.csv",
                "events.csv",
            ][..],
        ),
        ("tsv", &["reviews.csv"]),
        ("json", &["tickets.json"]),
        ("jsonl", &["tickets.json"]),
        ("no_extension", &["reviews.csv", "tickets.json"]),
        ("markdown", &["interviews"]),
        ("plain_text", &["interviews"]),
        ("web_vtt", &["focus_groups"]),
        ("sub_rip", &["focus_groups"]),
        ("docx", &["interviews"]),
        ("xlsx", &["survey_quarterly.xlsx"]),
    ] {
        for file in files.iter().flat_map(|name| listed(&samples.join(name))) {
            let bytes = std::fs::read(&file)?;
            let name = file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let office = bytes.starts_with(b"PK");
            if office != ["docx", "xlsx"].contains(&target) {
                continue;
            }
            let input = if office {
                notation(&bytes)
            } else {
                head(&bytes).to_vec()
            };
            // The first byte chooses the kind of file; 7 leaves it to be guessed.
            write(here, target, &name, &[&[7], input.as_slice()].concat())?;
        }
    }
    for (target, name, input) in SMALL {
        write(here, target, name, input)?;
    }
    write(
        here,
        "parquet",
        "small",
        &parquet().map_err(io::Error::other)?,
    )
}

/// A table with a column of every kind.
fn parquet() -> Result<Vec<u8>, TableError> {
    let kinds = [
        ("id", Kind::Text),
        ("comment", Kind::Text),
        ("rating", Kind::Integer),
        ("score", Kind::Number),
        ("paid", Kind::YesNo),
        ("time", Kind::Time),
        ("tags", Kind::List),
    ];
    let columns = kinds.map(|(name, kind)| Column::new(name, kind));
    let mut file = tempfile::NamedTempFile::new()?;
    let out = file.reopen()?;
    let folder = std::env::temp_dir();
    let mut table = tables::begin(TableFormat::Parquet, "a", &columns, out, &folder)?;
    for row in 0..3 {
        table.row(&[
            Cell::Text(format!("r{row}")),
            Cell::Text("too slow and too dear".to_owned()),
            Cell::Integer(row),
            Cell::Number(0.5),
            Cell::YesNo(true),
            Cell::Time(1_704_164_645),
            Cell::List(vec!["a".to_owned(), "b".to_owned()]),
        ])?;
    }
    table.finish()?;
    // The first byte chooses the kind of file; 7 leaves it to be guessed.
    let mut bytes = vec![7];
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

const SMALL: &[(&str, &str, &[u8])] = &[
    ("ods", "small", b"\x07\0mimetype\napplication/vnd.oasis.opendocument.spreadsheet\0content.xml\n<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"string\"><text:p>id</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"3\" office:value-type=\"date\" office:date-value=\"2024-01-02\"><text:p>x<text:s text:c=\"2\"/></text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"),
    ("odt", "small", b"\x07\0mimetype\napplication/vnd.oasis.opendocument.text\0content.xml\n<office:document-content xmlns:office=\"o\" xmlns:text=\"x\"><office:body><office:text><text:p>Interviewer: Why?</text:p><text:list><text:list-item><text:p>P1: Slow<text:line-break/>and dear</text:p></text:list-item></text:list></office:text></office:body></office:document-content>"),
    ("refi_project", "small", b"\0project.qde\n<Project name=\"P\" xmlns=\"urn:QDA-XML:project:1.0\"><Users><User guid=\"00000000-0000-0000-0000-000000000001\" name=\"A\"/></Users><CodeBook><Codes><Code guid=\"00000000-0000-0000-0000-000000000002\" name=\"Slow\" isCodable=\"true\" color=\"#ff0000\"><Description>d</Description><Code guid=\"00000000-0000-0000-0000-000000000003\" name=\"Login\" isCodable=\"true\"/></Code></Codes></CodeBook><Variables><Variable guid=\"00000000-0000-0000-0000-000000000004\" name=\"plan\" typeOfVariable=\"Text\"/></Variables><Cases><Case guid=\"00000000-0000-0000-0000-000000000005\" name=\"c1\"><VariableValue><VariableRef targetGUID=\"00000000-0000-0000-0000-000000000004\"/><TextValue>pro</TextValue></VariableValue><SourceRef targetGUID=\"00000000-0000-0000-0000-000000000006\"/></Case></Cases><Sources><TextSource guid=\"00000000-0000-0000-0000-000000000006\" name=\"t\" plainTextPath=\"internal://00000000-0000-0000-0000-000000000006.txt\"><PlainTextSelection guid=\"00000000-0000-0000-0000-000000000007\" startPosition=\"0\" endPosition=\"4\"><Coding guid=\"00000000-0000-0000-0000-000000000008\" creatingUser=\"00000000-0000-0000-0000-000000000001\"><CodeRef targetGUID=\"00000000-0000-0000-0000-000000000003\"/></Coding><NoteRef targetGUID=\"00000000-0000-0000-0000-000000000009\"/></PlainTextSelection></TextSource></Sources><Notes><Note guid=\"00000000-0000-0000-0000-000000000009\" name=\"n\"><PlainTextContent>memo</PlainTextContent></Note></Notes></Project>\0Sources/00000000-0000-0000-0000-000000000006.txt\nSlow and dear"),
    ("refi_codebook", "small", b"<CodeBook origin=\"x\" xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes><Code guid=\"00000000-0000-0000-0000-000000000002\" name=\"Slow\" isCodable=\"true\" color=\"#ff0000\"><Description>d</Description><Code guid=\"{00000000-0000-0000-0000-00000000000A}\" name=\"Login\" isCodable=\"false\"/></Code></Codes><Sets><Set guid=\"00000000-0000-0000-0000-000000000001\" name=\"s\"/></Sets></CodeBook>"),
    ("batches", "survey", b"id,date,comment,rating,plan\nr1,2024-01-02,too slow,3,pro\n,02.01.2024,\"too \"\"dear\"\"\nto me\",9,free\n"),
    ("batches", "events", b"{\"customer_id\":\"c0\",\"event\":\"login\",\"time\":\"2024-01-02T03:04:05Z\"}\n{\"customer_id\":\"c1\",\"event\":\"login\",\"time\":1704164645}\n"),
    ("columns", "survey", b"Response ID,Recorded Date,Q1 What could be better?,NPS,plan,email"),
    ("columns", "ticket", b"Ticket ID;Subject;Description;Requester email;Created at;Satisfaction"),
    ("dates", "forms", b"2024-01-02T03:04:05Z\n1/2/24 3:04 PM\n02.01.2024\n1704164645\n1704164645000\n2 janv. 2024\n45292.5\nyes\n"),
    ("contact_data", "words", b"anna@example.org +44 20 7946 0958 4111 1111 1111 1111 DE89 3704 0044 0532 0130 00 192.0.2.1 2001:db8::1 order 4711"),
    ("project", "changed", &[1, 100, 0, 0, 0, 9, 0, 16, 0, 0, 13, 7, 32, 0, 0, 200]),
    ("project", "not one", b"\0SQLite format 3\0"),
];

fn write(here: &Path, target: &str, name: &str, input: &[u8]) -> std::io::Result<()> {
    let folder = here.join("corpus").join(target);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join(name), input)
}

/// The file, or the files of the folder.
fn listed(path: &Path) -> Vec<PathBuf> {
    match std::fs::read_dir(path) {
        Ok(folder) => folder.flatten().map(|entry| entry.path()).collect(),
        Err(_) => vec![path.to_path_buf()],
    }
}

/// The first rows: a fuzzer does more with little.
fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(1500)]
}

/// A container in the notation of `container.rs`, long parts cut short.
fn notation(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return out;
    };
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else {
            continue;
        };
        let mut content = Vec::new();
        let Ok(name) = part.name().map(|name| name.into_owned()) else {
            continue;
        };
        out.extend_from_slice(b"\0");
        out.extend_from_slice(name.as_bytes());
        out.push(b'\n');
        if part.take(2500).read_to_end(&mut content).is_ok() {
            out.extend(content.iter().filter(|byte| **byte != 0));
        }
    }
    out
}
