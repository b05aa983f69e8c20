//! The key and the list: what was replaced can be had back with the one, and the other adds to it.

use serde_json::json;

use crate::util::Folder;

#[test]
fn what_was_replaced_can_be_had_back_with_the_key_alone() {
    let folder = Folder::new();
    folder.write("one.csv", "id,comment\n1,write to jo@example.org please\n");
    folder.write(
        "two.csv",
        "id,comment\n2,Jo@example.org or ann@example.org it is\n",
    );
    folder.ok(["import", "a.assay", "one.csv"]);
    folder.ok(["import", "a.assay", "two.csv", "--redaction-key", "a.key"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path("a.key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "for its owner alone");
    }
    let found = folder.json(["reveal", "a.assay", "--key", "a.key"]);
    assert_eq!(
        found,
        json!([
            {"token": "[email 1]", "original": "Jo@example.org"},
            {"token": "[email 2]", "original": "ann@example.org"},
        ])
    );
    let said = folder.ok(["reveal", "a.assay", "--key", "a.key", "email 2"]);
    assert_eq!(said, "[email 2]  ann@example.org\n");
    let project = std::fs::read(folder.path("a.assay")).unwrap();
    for name in ["jo@example", "Jo@example", "ann@example"] {
        assert!(
            !project
                .windows(name.len())
                .any(|bytes| bytes == name.as_bytes()),
            "the project itself does not hold {name}"
        );
    }
}

#[test]
fn a_key_that_is_missing_or_another_s_is_one_sentence() {
    let folder = Folder::new();
    folder.write("one.csv", "id,comment\n1,write to jo@example.org please\n");
    folder.write("two.csv", "id,comment\n1,write to ann@example.org please\n");
    folder.ok(["import", "a.assay", "one.csv", "--redaction-key", "a.key"]);
    folder.ok(["import", "b.assay", "two.csv", "--redaction-key", "b.key"]);
    folder.write("no.key", "{}");
    for (arguments, said) in [
        (
            ["reveal", "a.assay", "--key", "gone.key", "email 1"],
            "no such file",
        ),
        (
            ["reveal", "a.assay", "--key", "no.key", "email 1"],
            "is no redaction key",
        ),
        (
            ["reveal", "a.assay", "--key", "b.key", "email 1"],
            "not the redaction key of this project",
        ),
        (
            ["reveal", "a.assay", "--key", "a.key", "phone 1"],
            "does not say what [phone 1]",
        ),
        (
            ["import", "a.assay", "two.csv", "--redaction-key", "no.key"],
            "is no redaction key",
        ),
    ] {
        let refused = folder.run(arguments);
        assert_eq!(refused.code, 1, "{arguments:?}");
        assert!(refused.stderr.contains(said), "{}", refused.stderr);
        assert_eq!(refused.stderr.lines().count(), 1);
    }
    assert_eq!(
        std::fs::read_to_string(folder.path("no.key")).unwrap(),
        "{}"
    );
}

#[test]
fn listed_words_are_replaced_in_this_import_and_the_next() {
    let folder = Folder::new();
    folder.write(
        "list.txt",
        "# who must not be read\nAnn Lee\n/ACME-[0-9]+/\n",
    );
    folder.write("one.csv", "id,comment\n1,ann lee says ACME-12 is late\n");
    folder.write("two.csv", "id,comment\n2,Ask Ann  Lee about the delay\n");
    folder.ok(["import", "a.assay", "one.csv", "--redact-list", "list.txt"]);
    folder.ok(["import", "a.assay", "two.csv"]);
    let texts = |items: serde_json::Value| -> Vec<String> {
        let items = items.as_array().unwrap().iter();
        items
            .map(|item| item["text"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        texts(folder.json(["items", "a.assay"])),
        [
            "[private 1] says [private 2] is late",
            "Ask [private 1] about the delay"
        ]
    );
    std::fs::remove_file(folder.path("list.txt")).unwrap();
    folder.write("three.csv", "id,comment\n3,Ann Lee again was here\n");
    let refused = folder.run(["import", "a.assay", "three.csv"]);
    assert_eq!(
        refused.code, 1,
        "what must not be stored is not stored for want of the list"
    );
    assert!(
        refused.stderr.contains("--redact-list"),
        "{}",
        refused.stderr
    );
    folder.ok(["import", "a.assay", "three.csv", "--redact-list", ""]);
    assert_eq!(texts(folder.json(["items", "a.assay"])).len(), 3);
}
