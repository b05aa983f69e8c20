//! Writes the first inputs of each target into `corpus/`: pieces of the project's own samples.

use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use assay_exchange::tables::{self, Cell, Column, Kind, TableError, TableFormat};
use assay_fuzz::{container, first_byte};

fn main() -> std::io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples = here.join("../../samples");
    for (target, form, files) in [
        (
            "delimited",
            0,
            &[
                "survey_onboarding.csv",
                "tickets.csv",
                "reviews.csv",
                "customers.csv",
                "events.csv",
            ][..],
        ),
        ("delimited", 2, &["reviews.csv"]),
        ("json", 0, &["tickets.json"]),
        ("transcripts", 0, &["interviews"]),
        ("transcripts", 1, &["interviews"]),
        ("captions", 0, &["focus_groups"]),
        ("captions", 1, &["focus_groups"]),
        ("word_processor", 0, &["interviews"]),
        ("workbook", 0, &["survey_quarterly.xlsx"]),
    ] {
        for file in files.iter().flat_map(|name| listed(&samples.join(name))) {
            let bytes = std::fs::read(&file)?;
            let name = file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let office = bytes.starts_with(b"PK");
            if office != ["word_processor", "workbook"].contains(&target) {
                continue;
            }
            let input = if office {
                notation(&bytes)
            } else {
                head(&bytes).to_vec()
            };
            let name = format!("{form} {name}");
            write(
                here,
                target,
                &name,
                &[&[first_byte(None, form)], input.as_slice()].concat(),
            )?;
        }
    }
    for (target, form, name, input) in SMALL {
        write(
            here,
            target,
            name,
            &[&[first_byte(None, *form)], *input].concat(),
        )?;
    }
    for (target, name, input) in WHOLE {
        write(here, target, name, input)?;
    }
    write(
        here,
        "workbook",
        "small xls",
        &[&[first_byte(None, 2), 1], excel_97().as_slice()].concat(),
    )?;
    write(
        here,
        "archive",
        "packed",
        &container::pack(b"\0b/a.csv\nid,comment\n1,too slow\n\0c.json\n[]"),
    )?;
    write(
        here,
        "parquet",
        "small",
        &parquet().map_err(io::Error::other)?,
    )
}

/// The records of a workbook of Excel 97: two words that cells share, a sheet, and its cells.
fn excel_97() -> Vec<u8> {
    let record = |kind: u8, more: u8, data: &[u8]| {
        let length = u8::try_from(data.len()).unwrap_or_default();
        [&[kind, more, length, 0], data].concat()
    };
    let begin = record(0x09, 0x08, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let end = record(0x0A, 0, &[]);
    let words = b"\x02\0\0\0\x02\0\0\0\x07\0\0comment\x08\0\0too slow";
    let globals = |place: u8| {
        let sheet = [&[place, 0, 0, 0, 0, 0, 1, 0], b"A".as_slice()].concat();
        let parts = [
            begin.clone(),
            record(0x85, 0, &sheet),
            record(0xFC, 0, words),
            end.clone(),
        ];
        parts.concat()
    };
    let place = u8::try_from(globals(0).len()).unwrap_or_default();
    let cells = [
        record(0xFD, 0, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        record(0xFD, 0, &[1, 0, 0, 0, 0, 0, 1, 0, 0, 0]),
        record(0x7E, 2, &[1, 0, 1, 0, 0, 0, 6, 0, 0, 0]),
    ];
    [globals(place), begin.clone(), cells.concat(), end.clone()].concat()
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
    let mut bytes = vec![first_byte(None, 0)];
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A target, which of its forms, the name of the input, and the input without its first byte.
const SMALL: &[(&str, u8, &str, &[u8])] = &[
    ("workbook", 1, "small ods", b"\0mimetype\napplication/vnd.oasis.opendocument.spreadsheet\0content.xml\n<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"string\"><text:p>id</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"3\" office:value-type=\"date\" office:date-value=\"2024-01-02\"><text:p>x<text:s text:c=\"2\"/></text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"),
    ("workbook", 2, "page", b"<html><head><meta charset=\"utf-8\"></head><body><table><tr><th>id</th><th colspan=2>comment</th></tr><tr><td rowspan=\"2\">1</td><td>too <b>slow</b><br>&amp; dear</td></tr></table></body></html>"),
    ("workbook", 2, "xml", b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"A\"><Table><Row><Cell><Data ss:Type=\"String\">comment</Data></Cell><Cell ss:Index=\"3\"><Data ss:Type=\"String\">date</Data></Cell></Row><Row ss:Index=\"3\"><Cell><Data ss:Type=\"String\">too slow</Data></Cell><Cell ss:Index=\"3\"><Data ss:Type=\"DateTime\">2024-01-02T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>"),
    ("word_processor", 1, "small odt", b"\0mimetype\napplication/vnd.oasis.opendocument.text\0content.xml\n<office:document-content xmlns:office=\"o\" xmlns:text=\"x\"><office:body><office:text><text:p>Interviewer: Why?</text:p><text:list><text:list-item><text:p>P1: Slow<text:line-break/>and dear</text:p></text:list-item></text:list></office:text></office:body></office:document-content>"),
    ("refi", 0, "small project", b"\0project.qde\n<Project name=\"P\" xmlns=\"urn:QDA-XML:project:1.0\"><Users><User guid=\"00000000-0000-0000-0000-000000000001\" name=\"A\"/></Users><CodeBook><Codes><Code guid=\"00000000-0000-0000-0000-000000000002\" name=\"Slow\" isCodable=\"true\" color=\"#ff0000\"><Description>d</Description><Code guid=\"00000000-0000-0000-0000-000000000003\" name=\"Login\" isCodable=\"true\"/></Code></Codes></CodeBook><Variables><Variable guid=\"00000000-0000-0000-0000-000000000004\" name=\"plan\" typeOfVariable=\"Text\"/></Variables><Cases><Case guid=\"00000000-0000-0000-0000-000000000005\" name=\"c1\"><VariableValue><VariableRef targetGUID=\"00000000-0000-0000-0000-000000000004\"/><TextValue>pro</TextValue></VariableValue><SourceRef targetGUID=\"00000000-0000-0000-0000-000000000006\"/></Case></Cases><Sources><TextSource guid=\"00000000-0000-0000-0000-000000000006\" name=\"t\" plainTextPath=\"internal://00000000-0000-0000-0000-000000000006.txt\"><PlainTextSelection guid=\"00000000-0000-0000-0000-000000000007\" startPosition=\"0\" endPosition=\"4\"><Coding guid=\"00000000-0000-0000-0000-000000000008\" creatingUser=\"00000000-0000-0000-0000-000000000001\"><CodeRef targetGUID=\"00000000-0000-0000-0000-000000000003\"/></Coding><NoteRef targetGUID=\"00000000-0000-0000-0000-000000000009\"/></PlainTextSelection></TextSource></Sources><Notes><Note guid=\"00000000-0000-0000-0000-000000000009\" name=\"n\"><PlainTextContent>memo</PlainTextContent></Note></Notes></Project>\0Sources/00000000-0000-0000-0000-000000000006.txt\nSlow and dear"),
    ("refi", 1, "small codebook", b"<CodeBook origin=\"x\" xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes><Code guid=\"00000000-0000-0000-0000-000000000002\" name=\"Slow\" isCodable=\"true\" color=\"#ff0000\"><Description>d</Description><Code guid=\"{00000000-0000-0000-0000-00000000000A}\" name=\"Login\" isCodable=\"false\"/></Code></Codes><Sets><Set guid=\"00000000-0000-0000-0000-000000000001\" name=\"s\"/></Sets></CodeBook>"),
    ("delimited", 3, "long survey", b"id,date,comment,rating,plan\nr1,2024-01-02,too slow,3,pro\n,02.01.2024,\"too \"\"dear\"\"\nto me\",9,free\n"),
    ("json", 2, "long events", b"{\"customer_id\":\"c0\",\"event\":\"login\",\"time\":\"2024-01-02T03:04:05Z\"}\n{\"customer_id\":\"c1\",\"event\":\"login\",\"time\":1704164645}\n"),
    ("columns", 0, "survey", b"Response ID,Recorded Date,Q1 What could be better?,NPS,plan,email"),
    ("columns", 0, "ticket", b"Ticket ID;Subject;Description;Requester email;Created at;Satisfaction"),
    ("columns", 1, "dates", b"2024-01-02T03:04:05Z\n1/2/24 3:04 PM\n02.01.2024\n1704164645\n1704164645000\n2 janv. 2024\n45292.5\nyes\n"),
    ("delimited", 1, "tabs", b"id\tdate\tcomment\tNPS\n1\t03/04/2024\t\"too \"\"slow\"\"\nfor me\"\t3\n2\t13/04/2024\tgood\t9\n"),
    ("delimited", 0, "two headers", b"Respondent ID,What could be better?,,Rate us,\n,Open-Ended Response,Other (please specify),Speed,Price\n1,too slow,the app,3,4\n2,too dear,,1,5\n"),
    ("json", 1, "lines", b"{\"id\":1,\"comment\":\"slow\",\"author\":{\"email\":\"a@example.org\"},\"tags\":[\"a\",\"b\"]}\n{\"id\":2,\"comment\":\"\\u0064ear\",\"rating\":1e2}\n"),
    ("json", 0, "speech", b"{\"segments\":[{\"speaker\":\"A\",\"start\":0.5,\"end\":2,\"text\":\"Why?\"},{\"speaker\":\"B\",\"start\":2,\"text\":\"Slow.\"}]}"),
    ("json", 3, "page", b"{\"users\": [{\"id\": 7, \"role\": \"end-user\", \"email\": \"a@example.org\"}], \"tickets\": [{\"id\": 1, \"requester_id\": 7, \"description\": \"Late\"}], \"next\": null}"),
    ("json", 3, "wrapped", b"{\"data\": {\"reviews\": [{\"text\": \"slow\", \"stars\": 2}]}, \"ok\": true}"),
    ("json", 3, "by key", b"{\"r1\": {\"text\": \"slow\"}, \"r2\": {\"text\": \"fine\"}, \"r3\": {\"text\": \"dear\"}}"),
    ("json", 0, "form", b"{\"form_response\":{\"token\":\"t\",\"submitted_at\":\"2024-01-02T03:04:05Z\",\"definition\":{\"fields\":[{\"id\":\"f\",\"title\":\"What could be better?\",\"type\":\"long_text\"}]},\"answers\":[{\"type\":\"text\",\"text\":\"slow\",\"field\":{\"id\":\"f\",\"type\":\"long_text\"}}]}}"),
    ("json", 0, "issues", b"{\"issues\":[{\"key\":\"A-1\",\"fields\":{\"summary\":\"Slow\",\"description\":{\"type\":\"doc\",\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"dear\"}]}]},\"comment\":{\"comments\":[{\"body\":\"x\",\"author\":{\"displayName\":\"B\"}}]}}}]}"),
    ("transcripts", 1, "chat", b"[02.01.24, 03:04:05] Anna: Slow\nand dear\n[02.01.24, 03:05:05] Ben: Why?\n1/2/24, 3:04 PM - Anna: <Media omitted>\n"),
    ("captions", 0, "voices", b"WEBVTT\n\nNOTE x\n\n1\n00:00:01.000 --> 00:00:02.000 align:start\n<v Anna>Too <i>slow</i></v>\n\n00:03.000 --> 00:04.000\n- Ben: Why?\n"),
    ("captions", 2, "youtube", b"0:00:01.000,0:00:02.000\nANNA: Too slow\n\n0:00:02.000,0:00:03.500\nand dear\n"),
    ("captions", 3, "lyrics", b"[ti:Talk]\n[00:01.00]Anna: Too slow\n[00:02.50]Ben: Why?\n"),
    ("transcripts", 0, "questions that stand out", b"**Why?**\nSlow.\n\n**What else?**\n\nDear, *very*.\n"),
    ("word_processor", 0, "questions that stand out", b"\0[Content_Types].xml\n<Types/>\0word/document.xml\n<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Why?</w:t></w:r></w:p><w:p><w:r><w:rPr><w:i w:val=\"0\"/></w:rPr><w:t>Slow.</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>What else?</w:t></w:r></w:p><w:p><w:r><w:t>Dear.</w:t></w:r></w:p></w:body></w:document>"),
    ("word_processor", 1, "questions in styles", b"\0mimetype\napplication/vnd.oasis.opendocument.text\0content.xml\n<office:document-content xmlns:office=\"o\" xmlns:style=\"s\" xmlns:text=\"x\" xmlns:fo=\"f\"><style:style style:name=\"T\" style:parent-style-name=\"Heading\"><style:text-properties fo:font-weight=\"bold\"/></style:style><text:p text:style-name=\"T\">Why?</text:p><text:p>Slow.</text:p><text:p><text:span text:style-name=\"T\">What else?</text:span></text:p><text:h>And?</text:h><text:p>Dear.</text:p></office:document-content>"),
    ("word_processor", 0, "table", b"\0[Content_Types].xml\n<Types/>\0word/document.xml\n<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Anna</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ben:</w:t><w:tab/><w:t>Slow</w:t><w:br/></w:r></w:p></w:tc></w:tr></w:tbl><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:body></w:document>"),
];

/// The same for targets that have one form and take every byte.
const WHOLE: &[(&str, &str, &[u8])] = &[
    ("archive", "several", b"\0b/a.csv\nid,comment\n1,too slow\n\0b/c.json\n[{\"comment\":\"too dear\"}]\0__MACOSX/b/a.csv\nx\0d.docx\n"),
    // Stored and not compressed, so that what is in it can be changed (RFC 1951, 3.2.4).
    ("archive", "gzip", b"\x1F\x8B\x08\0\0\0\0\0\0\xFF\x01\x0D\0\xF2\xFFcomment\nslow\n\x3E\xAE\x59\x3F\x0D\x00\x00\x00"),
    ("archive", "one", b"\0a.csv\nid,comment\n1,too slow\n"),
    ("messages", "html", b"<html><head><style>p{}</style></head><body><p>Too <b>slow</b>&nbsp;&#8211; and<br/>dear</p><ul><li>a</li></ul><!-- x --><script>1<2</script><blockquote>On Mon, 2 Jan 2024 at 03:04, Help <help@example.org> wrote:<br>&gt; Why?</blockquote></body></html>"),
    ("messages", "reply", b"Too slow.\n\nBest regards\nAnna\n-- \nAnna | Example\n\nOn Tue, Jan 2, 2024 at 3:04 PM Help <help@example.org> wrote:\n> Why?\n>> Slow\n\n-----Original Message-----\nFrom: Help\nSent: Monday\nTo: Anna\nSubject: Re: x\n"),
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
