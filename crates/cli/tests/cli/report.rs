//! The report as others read it: its parts, and that nothing in it can be anything but text.

use crate::util::Folder;

/// The headings of a report, with themes' own left out.
fn headings(markdown: &str) -> Vec<&str> {
    markdown
        .lines()
        .filter(|line| line.starts_with("## "))
        .collect()
}

fn with_actions() -> (Folder, String) {
    let folder = Folder::shop();
    let themes = folder.json(["themes", "shop.assay"]);
    let password = themes
        .as_array()
        .unwrap()
        .iter()
        .find(|theme| theme["keywords"].to_string().contains("password"))
        .unwrap()["id"]
        .to_string();
    (folder, password)
}

#[test]
fn the_report_reads_from_the_summary_to_the_appendix() {
    let (folder, theme) = with_actions();
    folder.ok([
        "action",
        "add",
        "shop.assay",
        &theme,
        "Send the link again",
        "--owner",
        "Ada",
        "--effort",
        "2.5",
        "--status",
        "doing",
    ]);
    folder.ok(["action", "add", "shop.assay", &theme, "A longer session"]);
    folder.ok(["action", "ship", "shop.assay", "2", "--on", "2026-01-10"]);
    let report = folder.ok([
        "report",
        "shop.assay",
        "--segment",
        "plan",
        "--compare",
        "small,large",
    ]);
    assert_eq!(
        headings(&report),
        [
            "## Summary",
            "## How to read the numbers",
            "## Ranking",
            "## Themes",
            "## Actions, and what changed after them",
            "## plan: small and large side by side",
            "## Activation",
            "## What was left out, and how this was made",
        ]
    );
    assert!(
        report.contains("1 more action is planned or under way."),
        "{report}"
    );
    assert!(
        report.contains("| Send the link again |") && report.contains("| Ada | 2.5 | doing |"),
        "{report}"
    );
    assert!(
        report.contains("### A longer session: nothing to compare with"),
        "{report}"
    );
    assert!(
        report.contains("**What may help**") && report.contains("Follow the way in"),
        "{report}"
    );
    assert!(report.contains("**What is done about it:** Send the link again (Ada, doing); A longer session (shipped 2026-01-10)."), "{report}");
    assert!(!report.contains("\n\n\n\n"), "no gaps: {report}");
}

#[test]
fn sections_are_left_out_when_not_asked_for() {
    let (folder, theme) = with_actions();
    folder.ok(["action", "add", "shop.assay", &theme, "Send the link again"]);
    let report = folder.ok(["report", "shop.assay", "--sections", "summary,actions"]);
    assert_eq!(
        headings(&report),
        ["## Summary", "## Actions, and what changed after them"]
    );
    let report = folder.ok(["report", "shop.assay", "--sections", "themes"]);
    assert_eq!(headings(&report), ["## Themes"]);
    assert!(
        !report.contains("What may help"),
        "suggestions are a section of their own"
    );
    let report = folder.ok(["report", "shop.assay", "--sections", "themes,suggestions"]);
    assert!(report.contains("What may help"));
    assert_eq!(
        folder
            .run(["report", "shop.assay", "--sections", "poem"])
            .code,
        2
    );
}

#[test]
fn what_people_type_into_actions_and_themes_stays_text() {
    let (folder, theme) = with_actions();
    let wild = "<img src=x onerror=alert(1)> | [x](javascript:alert(1)) `a` **b** =1+1";
    folder.ok(["theme", "rename", "shop.assay", &theme, wild]);
    folder.ok([
        "action",
        "add",
        "shop.assay",
        &theme,
        wild,
        "--owner",
        "=cmd|' /C calc'!A0",
        "--note",
        wild,
    ]);
    folder.ok(["action", "add", "shop.assay", &theme, "# heading"]);
    folder.ok(["action", "ship", "shop.assay", "1", "--on", "2026-01-10"]);
    let report = folder.ok(["report", "shop.assay"]);
    assert!(
        !report.contains("<img") && !report.contains("[x](") && !report.contains("`a`"),
        "{report}"
    );
    assert!(
        !report.contains("**b**") && !report.contains("\n# heading"),
        "{report}"
    );
    let row = report
        .lines()
        .find(|line| line.starts_with("| ") && line.contains("/C calc"))
        .unwrap();
    assert_eq!(
        row.replace("\\|", "").matches('|').count(),
        6,
        "five cells: {row}"
    );
    assert!(row.contains("| \\=cmd"), "no formula: {row}");
}
