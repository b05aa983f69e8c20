//! Exports, and the watch over contact data in what leaves the project.

use serde_json::Value;

use crate::util::Folder;

const SURVEY: &str = "id,comment,plan\n\
    1,\"=cmd|' /C calc'!A0 is what the invite email said\",team\n\
    2,\"The import of my list failed twice, write to jo@example.org\",solo\n\
    3,\"-1 star: the import is slow\",team\n";

#[test]
fn items_go_out_as_a_table_without_a_formula_in_it() {
    let folder = Folder::new();
    folder.write("survey.csv", SURVEY);
    folder.ok(["import", "a.assay", "survey.csv"]);
    let said = folder.ok(["export", "a.assay", "-o", "items.csv"]);
    assert_eq!(said, "Wrote items.csv with 3 rows.\n");
    let csv = std::fs::read_to_string(folder.path("items.csv")).unwrap();
    assert!(csv.starts_with("assay_item,source,row,kind,"), "{csv}");
    assert!(csv.contains(",'=cmd|' /C calc'!A0 is"), "{csv}");
    assert!(csv.contains(",'-1 star: the import"), "{csv}");
    assert!(csv.contains("write to [email 1]"), "{csv}");

    folder.ok(["export", "a.assay", "-o", "items.json"]);
    let json = std::fs::read_to_string(folder.path("items.json")).unwrap();
    let items: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(items[2]["text"], "-1 star: the import is slow");
    assert_eq!(items[2]["segment: plan"], "team");
    assert_eq!(items[2]["source"], "survey.csv");
}

#[test]
fn what_looks_like_contact_data_leaves_only_when_told_so() {
    let folder = Folder::new();
    folder.write("survey.csv", SURVEY);
    folder.ok(["import", "a.assay", "survey.csv", "--no-redact"]);
    folder.ok(["analyze", "a.assay"]);
    folder.write("items.csv", "what was there before");
    for arguments in [
        &["export", "a.assay", "-o", "items.csv"][..],
        &["report", "a.assay", "-o", "report.md"],
        &["report", "a.assay"],
    ] {
        let refused = folder.run(arguments);
        assert_eq!(refused.code, 1, "{arguments:?}");
        assert_eq!(refused.stdout, "");
        assert!(
            refused.stderr.contains("contact data") && refused.stderr.contains("an e-mail address"),
            "{}",
            refused.stderr
        );
        assert!(
            !refused.stderr.contains("jo@"),
            "the sentence itself gives nothing away"
        );
    }
    let before = std::fs::read_to_string(folder.path("items.csv")).unwrap();
    assert_eq!(before, "what was there before");
    assert!(!folder.path("items.csv.part").exists());
    assert!(!folder.path("report.md").exists());

    folder.ok([
        "export",
        "a.assay",
        "-o",
        "items.csv",
        "--allow-contact-data",
    ]);
    let csv = std::fs::read_to_string(folder.path("items.csv")).unwrap();
    assert!(csv.contains("jo@example.org"), "{csv}");
    let report = folder.ok(["report", "a.assay", "--allow-contact-data"]);
    assert!(report.contains("jo&#64;example.org"), "{report}");
}

#[test]
fn a_dry_run_says_what_would_be_lost_and_writes_nothing() {
    let folder = Folder::new();
    let long = "The import of my list failed. ".repeat(2000);
    folder.write("survey.csv", format!("id,comment\n1,\"{long}\"\n"));
    folder.ok(["import", "a.assay", "survey.csv"]);
    let before = folder.snapshot().len();
    let report = folder.json(["export", "a.assay", "-o", "items.xlsx", "--dry-run"]);
    assert_eq!(report["written"], false);
    assert_eq!(report["rows"], 1);
    let note = report["notes"][0].as_str().unwrap();
    assert!(note.starts_with("1 text was cut"), "{note}");
    assert_eq!(folder.snapshot().len(), before);

    let wrong = folder.run(["export", "a.assay", "-o", "items.docx"]);
    assert_eq!(wrong.code, 1);
    assert!(
        wrong.stderr.contains(".csv, .xlsx, .json, .parquet"),
        "{}",
        wrong.stderr
    );
}

#[test]
fn an_exported_csv_gives_back_the_same_texts_when_it_is_imported() {
    let folder = Folder::new();
    folder.write(
        "survey.csv",
        "id,comment,plan\n\
         1,\"=cmd|' /C calc'!A0 is what the invite email said\",team\n\
         2,\"'=quoted already, and it says so\nin two lines\",-solo\n\
         3,\"'tis slow, '-' they said\",team\n\
         4,\"''@home it never loads\",+x\n",
    );
    folder.ok(["import", "a.assay", "survey.csv"]);
    folder.ok(["export", "a.assay", "-o", "items.csv"]);
    folder.ok(["import", "b.assay", "items.csv"]);
    let texts = |project: &str| -> Vec<String> {
        let items = folder.json(["items", project]);
        let items = items.as_array().unwrap().iter();
        items
            .map(|item| item["text"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(texts("a.assay").len(), 4);
    assert_eq!(texts("a.assay"), texts("b.assay"));
    folder.ok(["export", "b.assay", "-o", "again.json"]);
    let again = std::fs::read_to_string(folder.path("again.json")).unwrap();
    let again: Value = serde_json::from_str(&again).unwrap();
    assert_eq!(again[1]["segment: segment: plan"], "-solo");
    assert_eq!(again[3]["segment: segment: plan"], "+x");
}

#[test]
fn a_project_goes_to_another_program_and_comes_back_coded() {
    let folder = Folder::new();
    folder.write("survey.csv", SURVEY);
    folder.ok(["import", "a.assay", "survey.csv"]);
    folder.ok(["analyze", "a.assay"]);
    let dry = folder.json(["export", "a.assay", "-o", "a.qdpx", "--dry-run"]);
    assert_eq!((&dry["what"], &dry["rows"]), (&"project".into(), &3.into()));
    assert!(
        dry["notes"].to_string().contains("how sure it was"),
        "what cannot be held is listed before: {dry}"
    );
    assert!(!folder.path("a.qdpx").exists());
    folder.ok(["export", "a.assay", "-o", "a.qdpx"]);
    let report = folder.json(["import", "b.assay", "a.qdpx"]);
    assert_eq!(report["sources"][0]["items"], 3);
    assert_eq!(report["sources"][0]["kind"], "survey");
    let labels = |project: &str| -> Vec<String> {
        let themes = folder.json(["themes", project]);
        let mut labels: Vec<String> = themes
            .as_array()
            .unwrap()
            .iter()
            .map(|theme| theme["label"].to_string())
            .collect();
        labels.sort();
        labels
    };
    assert_eq!(labels("a.assay"), labels("b.assay"));
    folder.ok(["verify", "b.assay"]);

    folder.ok(["export", "a.assay", "-o", "a.qdc"]);
    folder.ok(["import", "c.assay", "a.qdc"]);
    assert_eq!(labels("a.assay"), labels("c.assay"));
    let wrong = folder.run(["export", "a.assay", "-o", "a.qdc", "--what", "items"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.stderr.contains(".qdpx"), "{}", wrong.stderr);
}
