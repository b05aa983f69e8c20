//! `assay demo`: the samples, from nothing to a report.

use crate::util::Folder;

#[test]
fn the_demo_makes_a_project_a_ranking_and_a_report() {
    let folder = Folder::new();
    let said = folder.ok(["demo"]);
    assert!(said.contains("linked to lower activation"), "{said}");
    assert!(said.contains("demo/report.md"), "{said}");
    assert!(folder.path("demo/samples/customers.csv").is_file());
    assert!(
        !folder.path("demo/samples/truth.json").exists(),
        "the answer is not given away"
    );
    assert!(!folder.path("demo/samples/generate.py").exists());
    let report = std::fs::read_to_string(folder.path("demo/report.md")).unwrap();
    assert!(report.starts_with("# "), "{report}");
    let ranking = folder.json(["rank", "demo/demo.assay"]);
    assert_eq!(ranking["window_days"], 14);
    assert_eq!(ranking["strata"][0], "plan");
    assert!(ranking["themes"].as_array().unwrap().len() > 5, "{ranking}");

    let again = folder.ok(["demo"]);
    assert_eq!(
        said, again,
        "an earlier demo is made anew, and comes out the same"
    );
}

#[test]
fn a_folder_with_something_else_is_left_alone() {
    let folder = Folder::new();
    folder.write("mine/thesis.txt", "years of work");
    let before = folder.snapshot();
    let outcome = folder.run(["demo", "mine"]);
    assert!(
        outcome.one_line_error().contains("thesis.txt"),
        "{}",
        outcome.stderr
    );
    folder.write("file", "");
    let outcome = folder.run(["demo", "file"]);
    assert!(
        outcome.one_line_error().contains("file"),
        "{}",
        outcome.stderr
    );
    std::fs::remove_file(folder.path("file")).unwrap();
    assert!(folder.snapshot() == before);
}
