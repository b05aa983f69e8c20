//! What the commands do and say to people.

use std::io::Read;
use std::process::Stdio;

use crate::util::Folder;

#[test]
fn the_main_job_from_files_to_report() {
    let folder = Folder::new();
    folder.write_shop();
    let said = folder.ok([
        "import",
        "shop.assay",
        "customers.csv",
        "events.csv",
        "survey.csv",
    ]);
    assert!(said.contains("300 customers added"), "{said}");
    assert!(said.contains("360 pieces of feedback added"), "{said}");
    let said = folder.ok(["analyze", "shop.assay", "--themes", "3"]);
    assert!(said.starts_with("3 themes in 360 passages"), "{said}");
    let said = folder.ok(["rank", "shop.assay"]);
    assert!(
        !said.contains("points"),
        "no difference is claimed without activation data: {said}"
    );
    let said = folder.ok([
        "activation",
        "shop.assay",
        "--event",
        "ordered",
        "--times",
        "2",
        "--within",
        "14",
    ]);
    assert!(said.contains("300 customers, 300 eligible"), "{said}");
    let said = folder.ok(["rank", "shop.assay", "--strata", "plan"]);
    assert!(said.contains("difference in points"), "{said}");
    assert!(
        said.contains("linked to lower activation"),
        "the late parcels are found: {said}"
    );
    assert!(!said.contains("caus"), "linked to, never caused by: {said}");
    let said = folder.ok(["metrics", "shop.assay", "--by", "plan"]);
    assert!(
        said.contains("activation rate") && said.contains("small"),
        "{said}"
    );
    folder.ok(["report", "shop.assay", "-o", "report.md"]);
    let report = std::fs::read_to_string(folder.path("report.md")).unwrap();
    assert_eq!(
        report.lines().next().map(|line| line.starts_with("# ")),
        Some(true),
        "{report}"
    );
    assert!(
        folder.ok(["report", "shop.assay"]).starts_with("# "),
        "without -o it goes to stdout"
    );
}

#[test]
fn a_theme_is_renamed_undone_and_redone() {
    let folder = Folder::shop();
    let themes = folder.json(["themes", "shop.assay"]);
    let (id, label) = (
        themes[0]["id"].to_string(),
        themes[0]["label"].as_str().unwrap().to_owned(),
    );
    let said = folder.ok(["theme", "rename", "shop.assay", &id, "Late parcels"]);
    assert!(
        said.contains("Late parcels") && said.contains("renamed"),
        "{said}"
    );
    assert!(folder.ok(["undo", "shop.assay"]).starts_with("Undone: "));
    assert!(folder.ok(["themes", "shop.assay"]).contains(&label));
    assert!(folder.ok(["redo", "shop.assay"]).starts_with("Redone: "));
    assert!(folder.ok(["themes", "shop.assay"]).contains("Late parcels"));
    folder.ok(["analyze", "shop.assay", "--themes", "3"]);
    assert!(
        folder.ok(["themes", "shop.assay"]).contains("Late parcels"),
        "a new run keeps the name"
    );
    let history = folder.ok(["history", "shop.assay"]);
    assert!(history.contains("Late parcels"), "{history}");
}

#[test]
fn themes_are_merged_split_locked_and_hidden() {
    let folder = Folder::shop();
    let ids = |folder: &Folder| -> Vec<String> {
        let themes = folder.json(["themes", "shop.assay"]);
        themes
            .as_array()
            .unwrap()
            .iter()
            .map(|theme| theme["id"].to_string())
            .collect()
    };
    let before = ids(&folder);
    folder.ok(["theme", "merge", "shop.assay", &before[0], &before[1]]);
    assert_eq!(ids(&folder).len(), 2);
    folder.ok(["undo", "shop.assay"]);
    assert_eq!(ids(&folder), before);
    folder.ok(["theme", "split", "shop.assay", &before[0], "--parts", "2"]);
    assert!(ids(&folder).len() > 3, "a part more at least");
    folder.ok(["undo", "shop.assay"]);
    assert!(
        folder
            .ok(["theme", "lock", "shop.assay", &before[0]])
            .contains("locked")
    );
    assert!(
        !folder
            .ok(["theme", "lock", "shop.assay", &before[0], "--off"])
            .contains("locked")
    );
    folder.ok(["theme", "hide", "shop.assay", &before[0]]);
    assert_eq!(ids(&folder).len(), 2);
    folder.ok(["theme", "hide", "shop.assay", &before[0], "--off"]);
    assert_eq!(ids(&folder).len(), 3);
}

#[test]
fn a_column_is_named_by_hand() {
    let folder = Folder::new();
    folder.write(
        "odd.csv",
        "a,\"What, if anything, is missing?\",c\n1,more colours please,x\n2,a dark mode,y\n",
    );
    let report = folder.json([
        "import",
        "odd.assay",
        "odd.csv",
        "--kind",
        "survey",
        "--map",
        "text=What, if anything, is missing?,segment=c",
    ]);
    assert_eq!(report["sources"][0]["items"], 2, "{report}");
    let roles: Vec<_> = report["sources"][0]["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["role"].clone())
        .collect();
    assert_eq!(roles[1..], ["text", "segment"]);
}

#[test]
fn contact_details_are_replaced_unless_told_otherwise() {
    let folder = Folder::new();
    folder.write(
        "survey.csv",
        "comment\nwrite to ann.ok@example.org please\n",
    );
    folder.ok(["import", "safe.assay", "survey.csv", "--kind", "survey"]);
    let said = folder.ok(["items", "safe.assay"]);
    assert!(!said.contains("ann.ok@example.org"), "{said}");
    folder.ok([
        "import",
        "plain.assay",
        "survey.csv",
        "--kind",
        "survey",
        "--no-redact",
    ]);
    assert!(
        folder
            .ok(["items", "plain.assay"])
            .contains("ann.ok@example.org")
    );
}

#[test]
fn a_dry_run_stores_nothing() {
    let folder = Folder::new();
    folder.write_shop();
    let before = folder.snapshot();
    let said = folder.ok(["import", "shop.assay", "survey.csv", "--dry-run"]);
    assert!(said.contains("Nothing was stored"), "{said}");
    assert!(
        folder.snapshot() == before,
        "no project is made by a dry run"
    );
}

#[test]
fn a_customers_words_do_not_steer_the_terminal() {
    let folder = Folder::new();
    folder.write(
        "survey.csv",
        "comment\n\"red \u{1b}[31malert\u{7} and \u{202e}backwards\"\n",
    );
    folder.ok(["import", "odd.assay", "survey.csv", "--kind", "survey"]);
    let said = folder.ok(["items", "odd.assay"]);
    assert!(said.contains("alert"), "{said}");
    assert!(
        !said.contains('\u{1b}') && !said.contains('\u{7}') && !said.contains('\u{202e}'),
        "{said:?}"
    );
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = Folder::shop();
    for command in [
        vec!["items", "shop.assay"],
        vec!["items", "shop.assay", "--json"],
    ] {
        let mut child = folder
            .command(command)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut stderr = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut stderr)
            .unwrap();
        assert_eq!(stderr, "");
        assert!(child.wait().unwrap().success());
    }
}
