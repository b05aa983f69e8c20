//! Groups of people side by side.

use crate::shop::{PARCEL, PASSWORD};
use crate::util::Folder;

/// Small firms write of parcels three times in four, large ones once; large ones activate more often.
fn two_kinds_of_firms() -> Folder {
    let folder = Folder::new();
    let mut customers = "customer_id,signed_up_at,activated,plan\n".to_owned();
    let mut survey = "response_id,customer_id,comment,role\n".to_owned();
    for i in 0..200 {
        let (plan, parcels, active) = if i % 2 == 0 {
            ("Small, local", 6, 3)
        } else {
            ("Large", 2, 7)
        };
        let activated = if i / 2 % 10 < active { "yes" } else { "no" };
        customers += &format!("c{i},2026-01-05,{activated},\"{plan}\"\n");
        let text = if i / 2 % 8 < parcels {
            PARCEL
        } else {
            PASSWORD
        }[i / 2 % 5];
        let role = ["owner", "staff", "staff"][i % 3];
        survey += &format!("r{i},c{i},\"{text}, number {i}\",{role}\n");
    }
    folder.write("customers.csv", customers);
    folder.write("survey.csv", survey);
    folder.ok(["import", "shop.assay", "customers.csv", "survey.csv"]);
    folder.ok(["activation", "shop.assay", "--column", "activated"]);
    folder.ok(["analyze", "shop.assay", "--themes", "2"]);
    folder
}

#[test]
fn two_groups_are_compared_in_what_they_raise_and_how_they_activate() {
    let folder = two_kinds_of_firms();
    let found = folder.json([
        "segments",
        "shop.assay",
        "--segment",
        "plan",
        "--compare",
        "small, local",
        "--compare",
        "large",
    ]);
    assert_eq!(found["a"]["value"], "Small, local");
    assert_eq!(
        (&found["a"]["people"], &found["b"]["people"]),
        (&100.into(), &100.into())
    );
    assert_eq!(found["a"]["activated"], 30);
    assert!(
        (found["activation"]["difference"].as_f64().unwrap() + 0.4).abs() < 1e-9,
        "{found}"
    );
    let themes = found["themes"].as_array().unwrap();
    assert_eq!(themes.len(), 2);
    let verdicts: Vec<&str> = themes
        .iter()
        .map(|t| t["verdict"].as_str().unwrap())
        .collect();
    assert!(
        verdicts.contains(&"more_in_a") && verdicts.contains(&"more_in_b"),
        "{found}"
    );
    let share = themes
        .iter()
        .map(|t| t["share_a"].as_f64().unwrap())
        .fold(0.0, f64::max);
    assert!((share - 0.76).abs() < 0.02, "{found}");
    let said = folder.ok([
        "segments",
        "shop.assay",
        "--segment",
        "plan",
        "--compare",
        "Small, local",
        "--compare",
        "Large",
    ]);
    assert!(
        said.contains("more among Large") && said.contains("activation rate"),
        "{said}"
    );
}

#[test]
fn segments_of_customers_and_of_feedback_are_listed_and_mistakes_named() {
    let folder = two_kinds_of_firms();
    let listed = folder.json(["segments", "shop.assay"]);
    let names: Vec<&str> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["name"].as_str().unwrap())
        .collect();
    assert!(
        names.contains(&"plan") && names.contains(&"role"),
        "{names:?}"
    );
    let staff = folder.json([
        "segments",
        "shop.assay",
        "--segment",
        "role",
        "--compare",
        "owner,staff",
    ]);
    assert_eq!(staff["b"]["people"], 133);
    assert_eq!(
        staff["b"]["eligible"], 133,
        "those who gave feedback with it"
    );
    for (arguments, sentence) in [
        (
            ["--segment", "plan", "--compare", "Large,Huge"],
            "nobody who gave feedback has “Huge”",
        ),
        (
            ["--segment", "shoe", "--compare", "a,b"],
            "there is no segment “shoe”",
        ),
        (
            ["--segment", "role", "--compare", "owner,owner"],
            "cannot be compared with itself",
        ),
        (
            ["--segment", "role", "--compare", "owner"],
            "two groups are compared",
        ),
    ] {
        let outcome = folder.run([&["segments", "shop.assay"], &arguments[..]].concat());
        assert!(
            outcome.one_line_error().contains(sentence),
            "{}",
            outcome.stderr
        );
    }
}
