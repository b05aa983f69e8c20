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
    assert!(refusal("x.csv", &whole).contains("looks like a ZIP, Excel or Word file"));
    assert!(refusal("x.xlsx", "id,comment\n1,x\n").contains("cannot be read as an Excel workbook"));
}
