//! What will be done about themes, as a person writes it down, changes it and takes it back.

use crate::shop::{PARCEL, PASSWORD};
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

/// Five sign-ups a day from 1 January to 19 July; on 11 April the parcels' tracking went out, after
/// which 7 in 10 instead of 4 in 10 activate, and 1 in 5 instead of 3 in 5 write of late parcels.
fn tracked_shop() -> Folder {
    let folder = Folder::new();
    let day = |day: i64| {
        chrono::DateTime::from_timestamp(1_767_225_600 + day * 86_400, 0)
            .unwrap()
            .format("%Y-%m-%d")
            .to_string()
    };
    let mut customers = "customer_id,signed_up_at,activated_at,plan\n".to_owned();
    let mut survey = "response_id,customer_id,date,comment\n".to_owned();
    for i in 0..1000_i64 {
        let (signed_up, after) = (i / 5, i / 5 > 100);
        let activated = i * 7 % 10 < if after { 7 } else { 4 };
        let date = if activated {
            day(signed_up + 3)
        } else {
            String::new()
        };
        let plan = ["small", "large"][(i % 2) as usize];
        customers += &format!("c{i},{},{date},{plan}\n", day(signed_up));
        let late = i % 5 < if after { 1 } else { 3 };
        let text = if late { PARCEL } else { PASSWORD }[(i / 5 % 5) as usize];
        survey += &format!("r{i},c{i},{},\"{text}, number {i}\"\n", day(signed_up));
    }
    folder.write("customers.csv", customers);
    folder.write("survey.csv", survey);
    folder.ok(["import", "shop.assay", "customers.csv", "survey.csv"]);
    folder.ok([
        "activation",
        "shop.assay",
        "--column",
        "activated_at",
        "--within",
        "14",
    ]);
    folder.ok(["analyze", "shop.assay", "--themes", "2"]);
    folder
}

#[test]
fn what_changed_after_an_action_shipped_is_told_with_its_interval() {
    let folder = tracked_shop();
    let themes = folder.json(["themes", "shop.assay"]);
    let parcels = themes
        .as_array()
        .unwrap()
        .iter()
        .find(|theme| theme["keywords"].to_string().contains("parcel"))
        .unwrap()["id"]
        .to_string();
    assert!(
        folder
            .ok(["monitor", "shop.assay"])
            .starts_with("No action has shipped")
    );
    folder.ok([
        "action",
        "add",
        "shop.assay",
        &parcels,
        "Tell where the parcel is",
    ]);
    folder.ok(["action", "ship", "shop.assay", "1", "--on", "2026-04-11"]);
    let watched = &folder.json(["monitor", "shop.assay"])[0];
    assert_eq!(watched["verdict"], "improved", "{watched}");
    let activation = &watched["activation"];
    // The file ends on 19 July, 85 days after 25 April: 100 days less the window of 14.
    assert_eq!(activation["after"]["from"], "2026-04-12");
    assert_eq!(
        activation["before"]["to"], "2026-03-27",
        "their windows closed before it"
    );
    assert_eq!(
        activation["before"]["people"],
        activation["after"]["people"]
    );
    assert!(
        (activation["difference"].as_f64().unwrap() - 0.3).abs() < 0.02,
        "{activation}"
    );
    assert!(
        activation["method"].as_str().unwrap().contains("plan"),
        "{activation}"
    );
    let mentions = &watched["mentions"];
    assert!(
        (mentions["difference"].as_f64().unwrap() + 0.4).abs() < 0.03,
        "{mentions}"
    );
    let said = folder.ok(["monitor", "shop.assay"]);
    assert!(
        said.contains("improved") && said.contains("After it shipped"),
        "{said}"
    );
    assert!(!said.contains("because"), "{said}");

    folder.ok(["action", "ship", "shop.assay", "1", "--on", "2026-07-01"]);
    let watched = &folder.json(["monitor", "shop.assay", "--action", "1"])[0];
    assert_eq!(watched["activation"]["verdict"], "too_early");
    assert_eq!(
        watched["activation"]["until"], "2026-07-29",
        "14 days of sign-ups and their window"
    );
    assert!(
        watched["activation"]["difference"].is_null(),
        "no number is shown: {watched}"
    );
    folder.ok(["action", "ship", "shop.assay", "1", "--on", "2026-01-05"]);
    let watched = &folder.json(["monitor", "shop.assay"])[0];
    assert_eq!(watched["verdict"], "not_comparable", "{watched}");
}
