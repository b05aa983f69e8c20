//! Suggested next steps, with the quotes that led there; dismissed and accepted ones are remembered.

use std::collections::HashSet;

use crate::util::Folder;

fn theme_about(folder: &Folder, word: &str) -> (String, String) {
    let themes = folder.json(["themes", "shop.assay"]);
    let theme = themes
        .as_array()
        .unwrap()
        .iter()
        .find(|theme| theme["keywords"].to_string().contains(word))
        .unwrap()
        .clone();
    (
        theme["id"].to_string(),
        theme["label"].as_str().unwrap().to_owned(),
    )
}

#[test]
fn a_step_is_suggested_with_the_quotes_that_led_there() {
    let folder = Folder::shop();
    let (password, _) = theme_about(&folder, "password");
    let found = folder.json(["suggest", "shop.assay", "--theme", &password]);
    let suggestion = &found[0]["suggestions"][0];
    assert_eq!(suggestion["cause"], "access", "{found}");
    assert!(
        suggestion["share"].as_f64().unwrap() > suggestion["share_elsewhere"].as_f64().unwrap()
    );
    let quotes = suggestion["quotes"].as_array().unwrap();
    assert_eq!(quotes.len(), 3);
    assert!(
        quotes
            .iter()
            .all(|quote| quote["text"].to_string().contains("log")
                || quote["text"].to_string().contains("password"))
    );
    let texts: HashSet<&str> = quotes
        .iter()
        .filter_map(|quote| quote["text"].as_str())
        .collect();
    assert_eq!(texts.len(), 3, "none is shown twice: {texts:?}");
    let (friendly, label) = theme_about(&folder, "friendly");
    let none = folder.json(["suggest", "shop.assay", "--theme", &friendly]);
    assert_eq!(
        none[0]["suggestions"],
        serde_json::json!([]),
        "praise asks for no remedy"
    );
    assert!(none[0]["note"].as_str().unwrap().contains("no remedy"));
    let said = folder.ok(["suggest", "shop.assay"]);
    assert!(
        said.contains("[access]") && !said.contains(&label),
        "{said}"
    );
}

#[test]
fn a_dismissed_suggestion_stays_away_and_an_accepted_one_is_marked() {
    let folder = Folder::shop();
    let (theme, _) = theme_about(&folder, "password");
    folder.ok([
        "suggest",
        "shop.assay",
        "--theme",
        &theme,
        "--dismiss",
        "access",
    ]);
    folder.ok(["analyze", "shop.assay", "--themes", "3"]);
    assert!(
        !folder.ok(["suggest", "shop.assay"]).contains("[access]"),
        "a new run keeps it away"
    );
    folder.ok([
        "suggest",
        "shop.assay",
        "--theme",
        &theme,
        "--restore",
        "access",
    ]);
    assert!(folder.ok(["suggest", "shop.assay"]).contains("[access]"));
    folder.ok(["undo", "shop.assay"]);
    assert!(
        !folder.ok(["suggest", "shop.assay"]).contains("[access]"),
        "each step can be undone"
    );
    folder.ok(["redo", "shop.assay"]);
    folder.ok([
        "action",
        "add",
        "shop.assay",
        &theme,
        "Mend it",
        "--suggestion",
        "access",
    ]);
    assert!(
        folder
            .ok(["suggest", "shop.assay"])
            .contains("[access, made an action]")
    );
    let wrong = folder.run([
        "suggest",
        "shop.assay",
        "--theme",
        &theme,
        "--dismiss",
        "magic",
    ]);
    assert!(
        wrong
            .one_line_error()
            .contains("there is no suggestion “magic”")
    );
}
