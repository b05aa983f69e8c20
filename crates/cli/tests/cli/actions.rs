//! What will be done about themes, as a person writes it down, changes it and takes it back.

use crate::util::Folder;

fn first_theme(folder: &Folder) -> String {
    folder.json(["themes", "shop.assay"])[0]["id"].to_string()
}

#[test]
fn an_action_is_added_changed_shipped_and_removed_and_each_step_can_be_undone() {
    let folder = Folder::shop();
    let theme = first_theme(&folder);
    let added = folder.json([
        "action",
        "add",
        "shop.assay",
        &theme,
        "Tell people where\ntheir parcel is",
        "--owner",
        "Ada",
        "--effort",
        "2.5",
    ]);
    assert_eq!(added[0]["what"], "Tell people where their parcel is");
    assert_eq!(added[0]["status"], "idea");
    assert_eq!(added[0]["effort"], 2.5);
    let edited = folder.json([
        "action",
        "edit",
        "shop.assay",
        "1",
        "--status",
        "doing",
        "--owner",
        "",
        "--effort",
        "0",
    ]);
    assert_eq!(edited[0]["status"], "doing");
    assert!(
        edited[0]["owner"].is_null() && edited[0]["effort"].is_null(),
        "{edited}"
    );
    let shipped = folder.json(["action", "ship", "shop.assay", "1", "--on", "2026-01-20"]);
    assert_eq!(shipped[0]["shipped_on"], "2026-01-20");
    let said = folder.ok(["action", "list", "shop.assay"]);
    assert!(said.contains("shipped 2026-01-20"), "{said}");
    assert_eq!(
        folder.json(["action", "list", "shop.assay", "--status", "idea"]),
        serde_json::json!([])
    );
    assert_eq!(
        folder.json(["action", "remove", "shop.assay", "1"]),
        serde_json::json!([])
    );
    for (status, owner) in [("shipped", None), ("doing", None), ("idea", Some("Ada"))] {
        folder.ok(["undo", "shop.assay"]);
        let action = &folder.json(["action", "list", "shop.assay"])[0];
        assert_eq!(action["status"], status);
        assert_eq!(action["owner"].as_str(), owner);
    }
    folder.ok(["undo", "shop.assay"]);
    assert!(
        folder
            .ok(["action", "list", "shop.assay"])
            .starts_with("There are no actions")
    );
    folder.ok(["redo", "shop.assay"]);
    assert_eq!(
        folder.json(["action", "list", "shop.assay"])[0]["owner"],
        "Ada"
    );
}

#[test]
fn actions_outlive_a_merge_and_a_new_analysis() {
    let folder = Folder::shop();
    let themes = folder.json(["themes", "shop.assay"]);
    let [into, gone] = [0, 1].map(|place: usize| themes[place]["id"].to_string());
    folder.ok(["action", "add", "shop.assay", &gone, "Mend it"]);
    folder.ok(["theme", "merge", "shop.assay", &into, &gone]);
    let action = &folder.json(["action", "list", "shop.assay"])[0];
    assert_eq!(action["theme"].to_string(), into, "it goes along");
    folder.ok(["undo", "shop.assay"]);
    let action = &folder.json(["action", "list", "shop.assay"])[0];
    assert_eq!(action["theme"].to_string(), gone, "and comes back");
    folder.ok(["analyze", "shop.assay", "--themes", "1"]);
    let action = &folder.json(["action", "list", "shop.assay"])[0];
    assert_eq!(
        action["theme_label"], themes[1]["label"],
        "the name it had is still known"
    );
}

#[test]
fn what_makes_no_sense_is_refused_in_a_sentence() {
    let folder = Folder::shop();
    let theme = first_theme(&folder);
    folder.ok(["action", "add", "shop.assay", &theme, "Mend it"]);
    let before = folder.json(["action", "list", "shop.assay"]);
    let refused: [(&[&str], &str); 6] = [
        (&["add", "shop.assay", "999", "x"], "there is no theme 999"),
        (&["add", "shop.assay", &theme, "  "], "what will be done"),
        (
            &["add", "shop.assay", &theme, "x", "--effort=-1"],
            "makes no sense",
        ),
        (&["ship", "shop.assay", "9"], "there is no action 9"),
        (
            &["ship", "shop.assay", "1", "--on", "1.2.2026"],
            "is not a date",
        ),
        (
            &["ship", "shop.assay", "1", "--on", "2999-01-01"],
            "still to come",
        ),
    ];
    for (arguments, sentence) in refused {
        let outcome = folder.run([&["action"], arguments].concat());
        assert!(
            outcome.one_line_error().contains(sentence),
            "{}",
            outcome.stderr
        );
    }
    assert_eq!(folder.json(["action", "list", "shop.assay"]), before);
}
