//! What is called `.xls`: workbooks of Excel 97 and before, and web pages and XML under that name.

use std::io::{Cursor, Write};

use super::{feedback, reading, reasons, refusal};

/// A record: kind, length, data.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// A string of two bytes a character, with its length in `bytes` bytes.
fn wide(text: &str, bytes: usize) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut data = (units.len() as u16).to_le_bytes()[..bytes].to_vec();
    data.push(1);
    data.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    data
}

fn at(row: u16, column: u16, rest: &[u8]) -> Vec<u8> {
    let format = u16::from(column == 1);
    let place = [row, column, format].map(u16::to_le_bytes).concat();
    [&place, rest].concat()
}

fn container(stream: &str, records: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream)
        .unwrap()
        .write_all(records)
        .unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A workbook of Excel 97 with such records in its first sheet; the second column shows dates.
fn excel_97(shared: &[&str], cells: &[Vec<u8>]) -> Vec<u8> {
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let end = record(0x000A, &[]);
    let counts = (shared.len() as u32).to_le_bytes();
    let words: Vec<u8> = shared.iter().flat_map(|word| wide(word, 2)).collect();
    let sheet = [&[0, 0, 0, 0, 0, 0][..], &wide("Fälle", 1)].concat();
    let mut globals = [
        begin.clone(),
        record(
            0x041E,
            &[&[0xA4, 0][..], &wide("dd\\.mm\\.yyyy", 2)].concat(),
        ),
        record(0x00E0, &[0; 20]),
        record(0x00E0, &[&[0, 0, 0xA4, 0][..], &[0; 16]].concat()),
        record(0x0085, &sheet),
        record(0x00FC, &[&counts, &counts, words.as_slice()].concat()),
        end.clone(),
    ]
    .concat();
    let place = globals.len() as u32;
    let listed = globals
        .windows(2)
        .position(|kind| kind == [0x85, 0])
        .unwrap()
        + 4;
    globals[listed..listed + 4].copy_from_slice(&place.to_le_bytes());
    let chart = [
        begin.clone(),
        record(0x0203, &at(9, 9, &[1; 8])),
        end.clone(),
    ]
    .concat();
    let stream = [globals, begin, chart, cells.concat(), end].concat();
    container("/Workbook", &stream)
}

#[test]
fn a_workbook_of_excel_97_is_read() {
    let shared = [
        "Nr",
        "Datum",
        "Kommentar",
        "Größer als nötig, und sehr langsam",
        "Läuft gut 👍 bei uns",
    ];
    let word = |row, column, index: u32| record(0x00FD, &at(row, column, &index.to_le_bytes()));
    let formula = |row: u16, column: u16| {
        [
            record(
                0x0006,
                &at(
                    row,
                    column,
                    &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0],
                ),
            ),
            record(0x0207, &wide("Aus einer Formel entstanden", 2)),
        ]
        .concat()
    };
    // A row may come before the one above it.
    let cells = [
        word(0, 0, 0),
        word(0, 1, 1),
        word(0, 2, 2),
        record(0x027E, &at(2, 0, &(2_u32 << 2 | 2).to_le_bytes())),
        record(0x0203, &at(2, 1, &45_352.5_f64.to_le_bytes())),
        word(2, 2, 4),
        record(0x027E, &at(1, 0, &(1_u32 << 2 | 2).to_le_bytes())),
        record(0x0203, &at(1, 1, &45_351_f64.to_le_bytes())),
        word(1, 2, 3),
        record(0x027E, &at(3, 0, &(3_u32 << 2 | 2).to_le_bytes())),
        record(0x0203, &at(3, 1, &45_353_f64.to_le_bytes())),
        formula(3, 2),
    ];
    let found = reading("faelle.xls", excel_97(&shared, &cells));
    let items = feedback(&found);
    let texts: Vec<&str> = items.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(texts, [shared[3], shared[4], "Aus einer Formel entstanden"]);
    assert_eq!(items[1].time, Some(1_709_294_400), "noon of 1 March 2024");
    assert_eq!(items[0].id.as_deref(), Some("1"));
    assert!(found.format.contains("“Fälle”"), "{}", found.format);
    assert_eq!(reasons(&found), "");
    let under_new_name = reading("faelle.xlsx", excel_97(&shared, &cells));
    assert_eq!(
        feedback(&under_new_name).len(),
        3,
        "its name is of no account"
    );
}

#[test]
fn a_workbook_that_claims_the_last_cell_takes_no_room_for_the_others() {
    let words = ["comment", "We cannot export anything any more"];
    let word = |row, column, index: u32| record(0x00FD, &at(row, column, &index.to_le_bytes()));
    let cells = [
        word(0, 0, 0),
        word(1, 0, 1),
        word(65_535, 0, 1),
        word(65_535, 255, 99),
    ];
    let found = reading("far.xls", excel_97(&words, &cells));
    assert_eq!(feedback(&found)[1].row, 65_536);
}

#[test]
fn what_the_old_container_holds_besides_is_told_apart() {
    let protected = record(0x002F, &[1, 0]);
    let begin = record(0x0809, &[0, 6, 5, 0]);
    let error = refusal(
        "x.xls",
        container("/Workbook", &[begin, protected].concat()),
    );
    assert!(error.contains("protected by a password"), "{error}");
    let error = refusal("x.xlsx", container("/EncryptedPackage", b"secret"));
    assert!(error.contains("protected by a password"), "{error}");
    let error = refusal("x.doc", container("/WordDocument", b"text"));
    assert!(error.contains("save it as .docx"), "{error}");
    let error = refusal("x.xls", &container("/Workbook", b"text")[..600]);
    assert!(
        error.contains("cannot be read as an Excel workbook"),
        "{error}"
    );
}

#[test]
fn a_web_page_called_a_workbook_is_read_as_its_table() {
    let page = "<html><head><style>td { color: red }</style></head><body>
        <table><tr><td>Export of</td><td>1 May</td></tr></table>
        <table border=\"1\">
        <tr><th>Key</th><th>Summary</th><th>Description</th><th>Status</th></tr>
        <tr><td><a href=\"/x\">AB-1</a></td><td>Slow &amp; dear</td>
          <td><p>It takes far too long to open.</p><p>Every day!</p></td><td rowspan=2>Open</td></tr>
        <tr><td>AB-2</td><td>Login</td><td>I &lt;3 it, but I cannot log in<br>since Monday</td></tr>
        </table></body></html>";
    let found = reading("issues.xls", page);
    let texts: Vec<&str> = feedback(&found)
        .iter()
        .map(|item| item.text.as_str())
        .collect();
    let expected = [
        "It takes far too long to open.\n\nEvery day!",
        "I <3 it, but I cannot log in\nsince Monday",
    ];
    assert!(texts == expected, "{texts:?}");
    assert!(found.format.starts_with("HTML"), "{}", found.format);
}

#[test]
fn a_workbook_in_the_xml_of_2003_is_read() {
    let xml = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">
        <Worksheet ss:Name=\"Answers\"><Table>
        <Row><Cell><Data ss:Type=\"String\">Nr</Data></Cell><Cell><Data ss:Type=\"String\">Date</Data></Cell><Cell ss:Index=\"4\"><Data ss:Type=\"String\">Comment</Data></Cell></Row>
        <Row ss:Index=\"3\"><Cell><Data ss:Type=\"Number\">1</Data></Cell><Cell><Data ss:Type=\"DateTime\">2024-03-01T00:00:00.000</Data></Cell><Cell ss:Index=\"4\"><Data ss:Type=\"String\">Too slow &amp; too dear for us</Data></Cell></Row>
        </Table></Worksheet></Workbook>";
    let found = reading("answers.xls", xml);
    let item = feedback(&found)[0].clone();
    assert_eq!(item.text, "Too slow & too dear for us");
    assert_eq!((item.row, item.time), (3, Some(1_709_251_200)));
}
