//! Wrong usage exits with 2; help has an example.

use crate::util::Folder;

const COMMANDS: [&[&str]; 38] = [
    &["import"],
    &["analyze"],
    &["themes"],
    &["theme"],
    &["theme", "rename"],
    &["theme", "merge"],
    &["theme", "split"],
    &["theme", "lock"],
    &["theme", "hide"],
    &["theme", "unlock"],
    &["theme", "show"],
    &["theme", "move"],
    &["theme", "create"],
    &["theme", "arrange"],
    &["theme", "strike"],
    &["runs"],
    &["items"],
    &["memos"],
    &["activation"],
    &["metrics"],
    &["rank"],
    &["monitor"],
    &["segments"],
    &["suggest"],
    &["action"],
    &["action", "add"],
    &["action", "list"],
    &["action", "edit"],
    &["action", "ship"],
    &["action", "remove"],
    &["report"],
    &["undo"],
    &["redo"],
    &["history"],
    &["verify"],
    &["eval"],
    &["serve"],
    &["demo"],
];

#[test]
fn every_command_has_help_with_an_example() {
    let folder = Folder::new();
    for command in COMMANDS {
        let help = folder.ok([command, &["--help"]].concat());
        assert!(help.contains("Example"), "{command:?}: {help}");
        assert!(help.contains("assay"), "{command:?}: {help}");
    }
    assert!(folder.ok(["--help"]).contains("Example"));
    assert!(folder.ok(["--version"]).starts_with("assay "));
}

#[test]
fn wrong_usage_exits_with_2() {
    let folder = Folder::new();
    let wrong: [&[&str]; 17] = [
        &[],
        &["ponder"],
        &["import", "a.assay"],
        &["import", "a.assay", "b.csv", "--kind", "novel"],
        &["import", "a.assay", "b.csv", "--map", "comment"],
        &["import", "a.assay", "b.csv", "--map", "words=comment"],
        &["analyze", "a.assay", "--granularity", "0"],
        &["analyze", "a.assay", "--granularity", "2", "--themes", "5"],
        &["theme", "merge", "a.assay", "1"],
        &["theme", "split", "a.assay", "1", "--parts", "1"],
        &["activation", "a.assay", "--within", "14"],
        &["activation", "a.assay", "--column", "c", "--event", "e"],
        &["activation", "a.assay", "--column", "c", "--times", "2"],
        &[
            "activation",
            "a.assay",
            "--event",
            "e",
            "--as-of",
            "30.6.2026",
        ],
        &["rank", "a.assay", "--by", "colour"],
        &["rank", "a.assay", "--strata", "plan,,channel"],
        &["eval", "a.csv"],
    ];
    for arguments in wrong {
        let outcome = folder.run(arguments);
        assert_eq!(outcome.code, 2, "{arguments:?}: {}", outcome.stderr);
        assert_eq!(outcome.stdout, "", "{arguments:?}");
        assert!(!outcome.stderr.is_empty(), "{arguments:?} is explained");
    }
    assert!(folder.snapshot().is_empty(), "wrong usage makes no file");
}
