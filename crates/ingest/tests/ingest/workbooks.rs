//! Excel workbooks.

use std::io::{Cursor, Write};

use assay_ingest::{FileError, Options, read};

use super::{feedback, reading, reasons, refusal};

/// The number of each row and its cells.
type Rows<'a> = &'a [(u32, &'a [&'a str])];

/// A workbook with the given sheets; a cell is written as it stands, numbers as numbers, and
/// `d45000` as the date with that serial number.
fn workbook(sheets: &[(&str, Rows<'_>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |path: &str, xml: &str| {
        zip.start_file(path, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let names: String = (1..)
        .zip(sheets)
        .map(|(id, (name, _))| {
            format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>")
        })
        .collect();
    part(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    part(
        "xl/workbook.xml",
        &format!(
            "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets>{names}</sheets></workbook>"
        ),
    );
    let targets: String = (1..=sheets.len())
        .map(|id| format!("<Relationship Id=\"rId{id}\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"))
        .collect();
    part(
        "xl/_rels/workbook.xml.rels",
        &format!("<Relationships xmlns=\"{package}\">{targets}</Relationships>"),
    );
    part(
        "xl/styles.xml",
        &format!(
            "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"
        ),
    );
    part(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
    );
    for (id, (_, rows)) in (1..).zip(sheets) {
        let rows: String = rows
            .iter()
            .map(|(number, cells)| {
                let cells: String = ('A'..)
                    .zip(*cells)
                    .filter(|(_, cell)| !cell.is_empty())
                    .map(|(letter, cell)| match cell.strip_prefix('d').filter(|rest| rest.parse::<f64>().is_ok()) {
                        Some(date) => format!("<c r=\"{letter}{number}\" s=\"1\"><v>{date}</v></c>"),
                        None if cell.parse::<f64>().is_ok() => format!("<c r=\"{letter}{number}\"><v>{cell}</v></c>"),
                        None => format!("<c r=\"{letter}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
                    })
                    .collect();
                format!("<row r=\"{number}\">{cells}</row>")
            })
            .collect();
        part(
            &format!("xl/worksheets/sheet{id}.xml"),
            &format!(
                "<worksheet xmlns=\"{main}\"><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>"
            ),
        );
    }
    zip.finish().unwrap().into_inner()
}

fn answers() -> Vec<u8> {
    workbook(&[
        ("Empty", &[]),
        (
            "Answers",
            &[
                (
                    1,
                    &["Response ID", "Date", "Plan", "What could we do better?"],
                ),
                (
                    2,
                    &[
                        "1",
                        "d45292.5",
                        "Team",
                        "Let me import larger files &amp; folders",
                    ],
                ),
                (
                    4,
                    &["2", "d45293", "Free", "Tell me why a payment was refused"],
                ),
                (5, &["3", "d45294", "Team"]),
            ],
        ),
        ("Notes", &[(1, &["ignore me"])]),
    ])
}

#[test]
fn the_first_sheet_with_cells_is_read_and_the_others_named() {
    let survey = reading("answers.xlsx", answers());
    let items = feedback(&survey);
    assert_eq!(items.len(), 2);
    assert_eq!(
        (items[0].row, items[1].row),
        (2, 4),
        "rows have the numbers that Excel shows"
    );
    assert_eq!(
        (items[0].text.as_str(), items[0].time),
        ("Let me import larger files & folders", Some(1_704_110_400))
    );
    assert_eq!(items[0].id.as_deref(), Some("1"));
    assert_eq!(survey.format, "XLSX; sheet “Answers”");
    assert!(
        reasons(&survey).contains("also has “Empty”, “Notes”"),
        "{}",
        reasons(&survey)
    );
}

#[test]
fn truncated_and_mislabelled_workbooks_are_one_sentence() {
    let whole = answers();
    for length in [10, 100, whole.len() / 2, whole.len() - 10] {
        let error = read("x.xlsx", &whole[..length], &Options::default()).unwrap_err();
        assert!(matches!(error, FileError::Damaged { .. }), "{error}");
    }
    assert!(
        refusal("x.csv", &whole[..100])
            .contains("looks like a ZIP, Excel, Word or LibreOffice file")
    );
    assert!(refusal("x.xlsx", "just some words\n").contains("cannot be read as an Excel workbook"));
}

/// An OpenDocument file with this text as its contents.
fn open_document(kind: &str, body: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |path: &str, content: &str| {
        zip.start_file(path, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    };
    part(
        "mimetype",
        &format!("application/vnd.oasis.opendocument.{kind}"),
    );
    part(
        "content.xml",
        &format!(
            "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:automatic-styles><style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body>{body}</office:body></office:document-content>"
        ),
    );
    zip.finish().unwrap().into_inner()
}

#[test]
fn an_open_document_spreadsheet_is_read_as_libreoffice_shows_it() {
    let words = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\">{text}</table:table-cell>")
    };
    let heading = ["Response ID", "Date", "Score", "What could we do better?"]
        .map(|heading| words(&format!("<text:p>{heading}</text:p>")))
        .concat();
    let row = |id: &str, date: &str, text: &str| {
        format!(
            "<table:table-row>{}<table:table-cell office:value-type=\"date\" office:date-value=\"{date}\"><text:p>05.01.24</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"7\"><text:p>7,0</text:p></table:table-cell>{}</table:table-row>",
            words(&format!("<text:p>{id}</text:p>")),
            words(text)
        )
    };
    let body = format!(
        "<office:spreadsheet><table:table table:name=\"Old\" table:style-name=\"ta2\"><table:table-row>{hidden}</table:table-row></table:table><table:table table:name=\"Answers\"><table:table-row>{heading}<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row><table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>{first}{second}<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row></table:table></office:spreadsheet>",
        hidden = words("<text:p>not this</text:p>"),
        first = row(
            "r1",
            "2024-01-05T10:00:00",
            "<text:p>Let me import<text:s text:c=\"1\"/>larger files</text:p><text:p>&amp; folders</text:p><office:annotation><text:p>a colleague's remark</text:p></office:annotation>"
        ),
        second = row(
            "r2",
            "2024-01-06",
            "<text:p>Tell me why a payment was refused</text:p>"
        ),
    );
    let survey = reading("answers.ods", open_document("spreadsheet", &body));
    let items = feedback(&survey);
    let read: Vec<_> = items
        .iter()
        .map(|item| (item.row, item.time, item.rating, item.text.as_str()))
        .collect();
    assert_eq!(
        read,
        [
            (
                5,
                Some(1_704_448_800),
                Some(7.0),
                "Let me import larger files\n& folders"
            ),
            (
                6,
                Some(1_704_499_200),
                Some(7.0),
                "Tell me why a payment was refused"
            )
        ],
        "the hidden sheet, the remark and the empty rows are left out"
    );
    assert_eq!(survey.format, "ODS; sheet “Answers”");
}

#[test]
fn an_open_document_text_is_a_conversation() {
    let body = "<office:text><text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:h>Interview</text:h><text:p>Interviewer: What is hard?</text:p><text:p>P1: The <text:span>import</text:span> of<text:line-break/>old files.<text:note><text:note-body><text:p>a footnote</text:p></text:note-body></text:note></text:p></office:text>";
    let talk = reading("talk.odt", open_document("text", body));
    let items = feedback(&talk);
    assert_eq!(items.len(), 1);
    assert!(
        items[0].text.contains("The import of\nold files."),
        "{}",
        items[0].text
    );
    for left_out in ["deleted", "footnote"] {
        assert!(!items[0].text.contains(left_out), "{}", items[0].text);
    }
    assert_eq!(
        items[0]
            .turns
            .iter()
            .filter(|turn| turn.interviewer)
            .count(),
        1
    );
}

#[test]
fn a_protected_open_document_says_so() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in [
        ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
        ("content.xml", "\u{1}\u{2}"),
    ] {
        zip.start_file(path, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let error = read("x.ods", &bytes, &Options::default()).unwrap_err();
    assert!(matches!(error, FileError::Protected { .. }), "{error}");
}

#[test]
fn a_cover_is_turned_over_and_a_date_that_lost_its_format_is_one() {
    let bytes = workbook(&[
        ("Cover", &[(1, &["Report"]), (2, &["Prepared by research"])]),
        (
            "Responses",
            &[
                (1, &["id", "created_at", "comment"]),
                (2, &["1", "45352.5", "The export is far too slow for us"]),
                (3, &["2", "45353", "I could not find the invoices at all"]),
            ],
        ),
    ]);
    let found = reading("survey.xlsx", &bytes);
    let items = feedback(&found);
    assert_eq!(items.len(), 2);
    assert_eq!(
        [items[0].time, items[1].time],
        [Some(1_709_294_400), Some(1_709_337_600)],
        "2024-03-01 12:00 and 2024-03-02"
    );
    assert!(reasons(&found).contains("“Cover”"), "{}", reasons(&found));
}

#[test]
fn what_a_file_holds_counts_more_than_its_name() {
    let rows: Rows<'_> = &[
        (1, &["id", "comment"]),
        (2, &["1", "The export is far too slow for us"]),
        (3, &["2", "I could not find the invoices at all"]),
    ];
    let bytes = workbook(&[("Responses", rows)]);
    for name in ["a.csv", "a.xls", "a.docx", "a.ods"] {
        assert_eq!(feedback(&reading(name, &bytes)).len(), 2, "{name}");
    }
    let text = "id\tcomment\n1\tThe export is far too slow for us\n2\tI could not find the invoices at all\n";
    for name in ["a.xls", "a.xlsx"] {
        assert_eq!(feedback(&reading(name, text)).len(), 2, "{name}");
    }
    let json = r#"[{"id": 1, "comment": "The export is far too slow"}]"#;
    assert_eq!(feedback(&reading("a.csv", json)).len(), 1);
}

/// A workbook of one sheet with these rows, as XML, and this list of shared words.
fn with_shared_words(rows: &str, words: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let whole = workbook(&[("S", &[])]);
    let mut archive = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).unwrap();
        if !part.name().unwrap().ends_with("sheet1.xml") {
            zip.raw_copy_file(part).unwrap();
        }
    }
    for (path, xml) in [
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
        (
            "xl/sharedStrings.xml",
            format!("<sst xmlns=\"{main}\" {words}</sst>"),
        ),
    ] {
        zip.start_file(path, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn shared_words_are_believed_as_far_as_they_are_there() {
    let row = |number: usize| {
        format!("<row r=\"{number}\"><c r=\"A{number}\" t=\"s\"><v>0</v></c></row>")
    };
    let claims = with_shared_words(&row(1), "uniqueCount=\"4294967295\"><si><t>x</t></si>");
    assert!(refusal("a.xlsx", &claims).contains("more words than it holds"));
    let rows: String = (1..=4_000).map(row).collect();
    let long = format!(
        "uniqueCount=\"1\"><si><t>{}</t></si>",
        "word ".repeat(6_000)
    );
    let bytes = with_shared_words(&rows, &long);
    assert!(bytes.len() < 200_000, "it is small before");
    assert!(refusal("a.xlsx", &bytes).contains("expand without end"));
}

#[test]
fn a_cell_with_a_place_beyond_all_sheets_is_damage() {
    let rows = "<row r=\"1\"><c r=\"ZZZZZZ99999999999\"><v>1</v></c></row>";
    let bytes = with_shared_words(rows, "><si><t>x</t></si>");
    assert!(refusal("a.xlsx", &bytes).starts_with("a.xlsx "));
}

#[test]
fn a_row_repeated_without_end_is_refused() {
    let cell = |words: &str, repeated: u32| {
        format!(
            "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"{repeated}\"><text:p>{words}</text:p></table:table-cell>"
        )
    };
    let rows = format!(
        "<table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"4000000000\">{}</table:table-row></table:table>",
        cell(&"x".repeat(20_000), 16_000)
    );
    let bytes = open_document(
        "spreadsheet",
        &format!("<office:spreadsheet>{rows}</office:spreadsheet>"),
    );
    assert!(refusal("a.ods", &bytes).contains("expand without end"));
    let sheets = open_document(
        "spreadsheet",
        &"<table:table table:name=\"S\">".repeat(50_000),
    );
    assert!(refusal("a.ods", &sheets).contains("cannot be read"));
}

#[test]
fn repeated_groups_on_further_sheets_are_answers_of_their_submissions() {
    let submissions: Rows<'_> = &[
        (
            1,
            &[
                "district",
                "what_is_missing",
                "_id",
                "_uuid",
                "_submission_time",
                "_index",
            ],
        ),
        (
            2,
            &[
                "North",
                "The clinic has no medicine",
                "101",
                "u-1",
                "2024-03-01T07:10:12",
                "1",
            ],
        ),
        (
            3,
            &[
                "South",
                "The road is closed in spring",
                "102",
                "u-2",
                "2024-03-02T08:00:00",
                "2",
            ],
        ),
    ];
    let visits: Rows<'_> = &[
        (
            1,
            &[
                "member_age",
                "member_comment",
                "_index",
                "_parent_table_name",
                "_parent_index",
                "_submission__id",
            ],
        ),
        (
            2,
            &[
                "31",
                "We waited four hours for a nurse",
                "1",
                "Clinics",
                "1",
                "101",
            ],
        ),
        (
            3,
            &[
                "8",
                "Nobody told us where to go",
                "2",
                "Clinics",
                "1",
                "101",
            ],
        ),
        (
            4,
            &[
                "55",
                "They were friendly, but had no time",
                "3",
                "Clinics",
                "2",
                "102",
            ],
        ),
        (5, &["60", "Whose is this?", "4", "Clinics", "9", "999"]),
    ];
    let found = reading(
        "clinics.xlsx",
        workbook(&[("Clinics", submissions), ("members", visits)]),
    );
    let said: Vec<(u64, &str, &str, &str)> = feedback(&found)
        .iter()
        .map(|item| {
            let district = item.segments.iter().find(|(name, _)| name == "district");
            let id = item.id.as_deref().unwrap_or_default();
            (
                item.row,
                id,
                item.text.as_str(),
                district.map_or("", |(_, value)| value),
            )
        })
        .collect();
    let expected = [
        (2, "101", "The clinic has no medicine", "North"),
        (
            2,
            "101/members/1",
            "We waited four hours for a nurse",
            "North",
        ),
        (2, "101/members/2", "Nobody told us where to go", "North"),
        (3, "102", "The road is closed in spring", "South"),
        (
            3,
            "102/members/1",
            "They were friendly, but had no time",
            "South",
        ),
    ];
    assert_eq!(said, expected);
    let reasons = reasons(&found);
    assert!(
        reasons.contains("“members” were read as further answers"),
        "{reasons}"
    );
    assert!(
        reasons.contains("1 of their rows belong to no submission"),
        "{reasons}"
    );
    assert!(!reasons.contains("only the sheet"), "{reasons}");
}

#[test]
fn what_stands_beside_the_data_is_read_only_if_there_is_nothing_else() {
    let about: Rows<'_> = &[
        (1, &["Column", "Meaning"]),
        (2, &["id", "The number of the answer"]),
        (3, &["comment", "What the customer wrote to us"]),
    ];
    let data: Rows<'_> = &[
        (1, &["id", "comment"]),
        (2, &["1", "The export is far too slow for us"]),
    ];
    let found = reading(
        "a.xlsx",
        workbook(&[("Instructions", about), ("Data", data)]),
    );
    assert_eq!(
        feedback(&found)[0].text,
        "The export is far too slow for us"
    );
    let found = reading("a.xlsx", workbook(&[("Summary", data)]));
    assert_eq!(feedback(&found).len(), 1);
}
