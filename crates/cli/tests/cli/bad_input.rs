//! Bad input at every door: one sentence, exit code 1, and the project as it was.

use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;

use crate::util::Folder;

/// Imports a bad file into a project that exists and into one that does not.
fn assert_refused(folder: &Folder, file: &str) -> String {
    folder.write("good.csv", "comment\nthe parcel came late\n");
    folder.ok(["import", "old.assay", "good.csv", "--kind", "survey"]);
    let before = folder.snapshot();
    let outcome = folder.run(["import", "old.assay", file]);
    let sentence = outcome.one_line_error().to_owned();
    assert!(
        folder.snapshot() == before,
        "the project and all else is as it was: {sentence}"
    );

    let outcome = folder.run(["import", "new.assay", file]);
    outcome.one_line_error();
    assert!(folder.snapshot() == before, "no project is left behind");

    let outcome = folder.run(["import", "old.assay", "good.csv", file, "--json"]);
    outcome.one_line_error();
    assert!(
        folder.snapshot() == before,
        "a good file beside it is not half imported"
    );
    sentence
}

#[test]
fn a_missing_file() {
    let sentence = assert_refused(&Folder::new(), "nowhere.csv");
    assert!(sentence.contains("nowhere.csv"), "{sentence}");
}

#[test]
fn a_folder_without_a_usable_file() {
    let folder = Folder::new();
    folder.write(
        "pictures/cat.jpg",
        [0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F', 0],
    );
    let sentence = assert_refused(&folder, "pictures");
    assert!(sentence.contains("pictures"), "{sentence}");
}

#[test]
fn an_empty_folder() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("empty")).unwrap();
    let sentence = assert_refused(&folder, "empty");
    assert!(sentence.contains("empty"), "{sentence}");
}

#[test]
fn a_truncated_workbook() {
    let folder = Folder::new();
    let whole = workbook();
    folder.write("cut.xlsx", &whole[..whole.len() / 2]);
    let sentence = assert_refused(&folder, "cut.xlsx");
    assert!(sentence.contains("cut.xlsx"), "{sentence}");
}

#[test]
fn a_binary_called_csv() {
    let folder = Folder::new();
    folder.write(
        "picture.csv",
        include_bytes!("../../../../src-tauri/icons/icon.png"),
    );
    let sentence = assert_refused(&folder, "picture.csv");
    assert!(sentence.contains("picture.csv"), "{sentence}");
}

#[test]
fn an_empty_file() {
    let folder = Folder::new();
    folder.write("empty.csv", "");
    let sentence = assert_refused(&folder, "empty.csv");
    assert!(sentence.contains("empty.csv"), "{sentence}");
}

#[test]
fn headings_only() {
    let folder = Folder::new();
    folder.write("bare.csv", "customer_id,comment,date\n");
    let sentence = assert_refused(&folder, "bare.csv");
    assert!(sentence.contains("bare.csv"), "{sentence}");
}

#[test]
fn a_project_that_is_none() {
    let folder = Folder::new();
    folder.write("survey.csv", "comment\nthe parcel came late\n");
    folder.write("text.assay", "this is no project\n".repeat(100));
    folder.write("empty.assay", "");
    std::fs::create_dir(folder.path("folder.assay")).unwrap();
    rusqlite::Connection::open(folder.path("other.assay"))
        .unwrap()
        .execute_batch("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('keep me');")
        .unwrap();
    let before = folder.snapshot();
    for project in ["text.assay", "empty.assay", "folder.assay", "other.assay"] {
        for arguments in [
            vec!["import", project, "survey.csv"],
            vec!["themes", project],
            vec!["analyze", project],
            vec!["rank", project, "--json"],
            vec!["verify", project],
            vec!["undo", project],
            vec!["serve", project],
        ] {
            let outcome = folder.run(&arguments);
            let sentence = outcome.one_line_error();
            assert!(sentence.contains(project), "{arguments:?}: {sentence}");
            assert!(folder.snapshot() == before, "{arguments:?} touches nothing");
        }
    }
}

#[test]
fn a_project_that_is_not_there() {
    let folder = Folder::new();
    for command in [
        "analyze",
        "themes",
        "items",
        "activation",
        "metrics",
        "rank",
        "report",
        "undo",
        "redo",
        "history",
        "verify",
    ] {
        let outcome = folder.run([command, "nowhere.assay"]);
        assert!(
            outcome.one_line_error().contains("nowhere.assay"),
            "{command}"
        );
    }
    assert!(folder.snapshot().is_empty(), "asking makes no project");
}

#[test]
fn what_does_not_exist_in_the_project() {
    let folder = Folder::shop();
    let before = folder.snapshot();
    for arguments in [
        vec!["theme", "rename", "shop.assay", "4711", "x"],
        vec!["theme", "merge", "shop.assay", "4711", "4712"],
        vec!["theme", "split", "shop.assay", "4711"],
        vec!["theme", "lock", "shop.assay", "4711"],
        vec!["activation", "shop.assay", "--event", "levitated"],
        vec!["activation", "shop.assay", "--column", "aura"],
        vec!["rank", "shop.assay", "--strata", "aura"],
        vec!["metrics", "shop.assay", "--by", "aura"],
        vec!["report", "shop.assay", "--template", "nowhere.j2"],
        vec!["report", "shop.assay", "-o", "survey.csv/report.md"],
        vec!["import", "shop.assay", "survey.csv", "--map", "text=aura"],
    ] {
        let outcome = folder.run(&arguments);
        outcome.one_line_error();
        assert!(
            folder.snapshot() == before,
            "{arguments:?} leaves everything as it was"
        );
    }
}

#[test]
fn a_labelled_file_without_the_columns() {
    let folder = Folder::new();
    folder.write("labelled.csv", "say,is\nlate,parcel\n");
    let outcome = folder.run(["eval", "labelled.csv", "--text", "words", "--label", "is"]);
    assert!(outcome.one_line_error().contains("words"));
    let outcome = folder.run(["eval", "nowhere.csv", "--text", "say", "--label", "is"]);
    assert!(outcome.one_line_error().contains("nowhere.csv"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written() {
    let folder = Folder::new();
    folder.write("survey.csv", "comment\nthe parcel came late\n");
    // Even root is refused here.
    for project in ["/proc/new.assay", "/sys/new.assay"] {
        let outcome = folder.run(["import", project, "survey.csv"]);
        assert!(
            outcome.one_line_error().contains(project),
            "{}",
            outcome.stderr
        );
    }
    let folder = Folder::shop();
    let outcome = folder.run(["report", "shop.assay", "-o", "/proc/report.md"]);
    assert!(
        outcome.one_line_error().contains("/proc/report"),
        "{}",
        outcome.stderr
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let folder = Folder::new();
    let disk = folder.path("disk");
    std::fs::create_dir(&disk).unwrap();
    let Some(_mounted) = Mounted::new(&disk) else {
        eprintln!("skipped: only root can mount the small disk that this test fills");
        return;
    };
    folder.write("disk/survey.csv", "comment\nthe parcel came late\n");
    folder.ok([
        "import",
        "disk/old.assay",
        "disk/survey.csv",
        "--kind",
        "survey",
    ]);
    let mut events = "customer_id,event,timestamp\n".to_owned();
    for i in 0..60_000 {
        events.push_str(&format!("customer-{i},ordered,2026-01-02T10:00:00Z\n"));
    }
    folder.write("events.csv", events);
    let before = std::fs::read(disk.join("old.assay")).unwrap();
    let outcome = folder.run(["import", "disk/old.assay", "events.csv"]);
    let sentence = outcome.one_line_error();
    assert!(sentence.contains("full"), "{sentence}");
    assert!(
        std::fs::read(disk.join("old.assay")).unwrap() == before,
        "the project is as it was"
    );
    assert!(
        folder.ok(["items", "disk/old.assay"]).contains("parcel"),
        "and opens"
    );

    let outcome = folder.run(["import", "disk/new.assay", "events.csv"]);
    assert!(
        outcome.one_line_error().contains("full"),
        "{}",
        outcome.stderr
    );
    assert!(
        !disk.join("new.assay").exists(),
        "no project is left behind"
    );
}

/// A disk of 2 MiB, taken away with the test.
struct Mounted<'a>(&'a Path);

impl<'a> Mounted<'a> {
    fn new(at: &'a Path) -> Option<Self> {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(at)
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then_some(Mounted(at))
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

/// A workbook as small as they come.
fn workbook() -> Vec<u8> {
    const PARTS: [(&str, &str); 4] = [
        (
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Answers" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>comment</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>the parcel came late</t></is></c></row></sheetData></worksheet>"#,
        ),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in PARTS {
        archive
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
#[cfg(not(feature = "encoder"))]
fn an_encoder_that_was_not_built_in_is_explained() {
    let folder = Folder::shop();
    let outcome = folder.run(["analyze", "shop.assay", "--encoder", "model"]);
    let sentence = outcome.one_line_error();
    assert!(sentence.contains("--features encoder"), "{sentence}");
}
