//! Editing themes, previews, levels and runs, as typed.

use serde_json::Value;

use crate::util::Folder;

fn analysed() -> Folder {
    let folder = Folder::shop();
    folder.ok(["analyze", "shop.assay"]);
    folder
}

fn own(folder: &Folder) -> Vec<Value> {
    let themes = folder.json(["themes", "shop.assay"]);
    let themes = themes.as_array().expect("themes are a list");
    let own = themes.iter().filter(|theme| theme["group"] == false);
    own.cloned().collect()
}

#[test]
fn a_preview_changes_nothing_and_is_what_is_done() {
    let folder = analysed();
    let before = folder.snapshot();
    let id = own(&folder)[0]["id"].to_string();
    let preview = folder.json([
        "theme",
        "split",
        "shop.assay",
        &id,
        "--parts",
        "2",
        "--preview",
    ]);
    let parts = preview["parts"].as_array().expect("parts are a list");
    assert_eq!(parts.len(), 2);
    let said = folder.ok([
        "theme",
        "create",
        "shop.assay",
        "--search",
        "parcel",
        "--preview",
    ]);
    assert!(said.contains("passages by"), "{said}");
    assert_eq!(folder.snapshot(), before, "previews write nothing");
    folder.ok(["theme", "split", "shop.assay", &id, "--parts", "2"]);
    let made: Vec<Value> = own(&folder)
        .into_iter()
        .filter(|theme| theme["made"] == true)
        .collect();
    assert_eq!(made.len(), 1);
    assert_eq!(made[0]["label"], parts[1]["label"]);
    assert_eq!(made[0]["passages"], parts[1]["passages"]);
}

#[test]
fn themes_are_made_arranged_and_brought_back() {
    let folder = analysed();
    let ids: Vec<String> = own(&folder)
        .iter()
        .map(|theme| theme["id"].to_string())
        .collect();
    let made = folder.json([
        "theme",
        "create",
        "shop.assay",
        "--search",
        "parcel",
        "--name",
        "Parcels",
    ]);
    let parcels = made.as_array().expect("themes are a list").iter();
    assert!(parcels.filter(|theme| theme["label"] == "Parcels").count() == 1);
    let said = folder.ok([
        "theme",
        "arrange",
        "shop.assay",
        &ids[0],
        &ids[1],
        "--under-new",
        "Both",
    ]);
    assert!(said.contains("Both"), "{said}");
    folder.ok(["theme", "hide", "shop.assay", &ids[2]]);
    assert!(
        folder
            .ok(["themes", "shop.assay", "--hidden"])
            .contains(&ids[2])
    );
    folder.ok(["theme", "show", "shop.assay", &ids[2]]);
    assert!(
        folder
            .ok(["themes", "shop.assay", "--hidden"])
            .contains("No theme is hidden")
    );
    let items = folder.json(["items", "shop.assay", "--theme", &ids[0], "--limit", "1"]);
    let item = items[0]["id"].to_string();
    folder.ok([
        "theme",
        "move",
        "shop.assay",
        &ids[1],
        "--items",
        &item,
        "--from",
        &ids[0],
    ]);
    let moved = folder.json(["items", "shop.assay", "--theme", &ids[1]]);
    let moved = moved.as_array().expect("items are a list").iter();
    let moved: Vec<String> = moved.map(|found| found["id"].to_string()).collect();
    assert!(moved.contains(&item));
}

#[test]
fn granularity_runs_and_weak_tags() {
    let folder = analysed();
    let said = folder.ok(["runs", "shop.assay", "--granularity", "4"]);
    assert!(said.contains("is shown, granularity"), "{said}");
    let runs = folder.json(["runs", "shop.assay"]);
    let first = runs
        .as_array()
        .expect("runs are a list")
        .last()
        .expect("there is one")["id"]
        .to_string();
    let diff = folder.json(["runs", "shop.assay", "--diff", &first, &first]);
    assert_eq!(diff["moved_passages"], 0);
    folder.ok(["runs", "shop.assay", "--switch", &first]);
    let strong = folder.json(["themes", "shop.assay", "--without-weak"]);
    for (all, strong) in own(&folder)
        .iter()
        .zip(strong.as_array().expect("themes are a list"))
    {
        assert_eq!(strong["customers"], all["strong"]["customers"]);
        assert_eq!(strong["negative_share"], all["strong"]["negative_share"]);
    }
    assert!(
        folder
            .run(["runs", "shop.assay", "--switch", "99"])
            .one_line_error()
            .contains("no run 99")
    );
}
