//! The JSON that other programs rely on.

use serde_json::Value;

use crate::shop::{ANSWERS, CUSTOMERS, PARCEL, PASSWORD};
use crate::util::Folder;

fn assert_keys(value: &Value, keys: &[&str]) {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("an object: {value}"));
    for key in keys {
        assert!(object.contains_key(*key), "the key {key} in {value}");
    }
}

#[test]
fn import_reports_every_file() {
    let folder = Folder::new();
    folder.write_shop();
    let report = folder.json([
        "import",
        "shop.assay",
        "customers.csv",
        "events.csv",
        "survey.csv",
    ]);
    let sources = report["sources"].as_array().unwrap();
    assert_eq!(sources.len(), 3);
    for source in sources {
        assert_keys(
            source,
            &[
                "path",
                "kind",
                "rows",
                "items",
                "customers",
                "events",
                "duplicates",
                "rejected",
                "repaired",
                "redacted",
                "no_answer",
                "problems",
            ],
        );
    }
    assert_eq!(sources[0]["kind"], "customers");
    assert_eq!(sources[0]["customers"], CUSTOMERS);
    assert_eq!(sources[1]["kind"], "events");
    assert_eq!(sources[2]["kind"], "survey");
    assert_eq!(sources[2]["items"], ANSWERS);

    let again = folder.json(["import", "shop.assay", "survey.csv"]);
    assert_eq!(
        again["sources"][0]["items"], 0,
        "importing a file twice adds nothing"
    );
}

#[test]
fn problems_name_the_row_the_column_and_the_reason() {
    let folder = Folder::new();
    let good = "c1,ordered,2026-01-02\n".repeat(20);
    folder.write(
        "events.csv",
        format!("customer_id,event,timestamp\nc2,ordered,soon\n{good}"),
    );
    let report = folder.json(["import", "shop.assay", "events.csv", "--kind", "events"]);
    let problems = report["sources"][0]["problems"].as_array().unwrap();
    assert_keys(&problems[0], &["row", "column", "reason"]);
    assert_eq!(problems[0]["row"], 2, "the header is row 1");
}

#[test]
fn themes_items_and_ranking_have_the_keys_that_others_rely_on() {
    let folder = Folder::shop();

    let themes = folder.json(["themes", "shop.assay"]);
    assert_eq!(themes.as_array().unwrap().len(), 3);
    for theme in themes.as_array().unwrap() {
        assert_keys(
            theme,
            &[
                "id",
                "label",
                "keywords",
                "parent",
                "items",
                "customers",
                "passages",
                "negative_share",
                "locked",
            ],
        );
    }

    let items = folder.json(["items", "shop.assay"]);
    let items = items.as_array().unwrap();
    assert_eq!(items.len(), ANSWERS, "all items without --limit");
    for item in items {
        assert_keys(
            item,
            &["id", "source", "row", "customer", "time", "text", "themes"],
        );
        assert!(
            item["time"].as_str().unwrap().starts_with("2026-01-"),
            "{item}"
        );
        for theme in item["themes"].as_array().unwrap() {
            assert_keys(theme, &["id", "label", "similarity", "origin"]);
        }
    }

    let ranking = folder.json(["rank", "shop.assay", "--strata", "plan"]);
    assert_keys(
        &ranking,
        &[
            "window_days",
            "eligible",
            "respondents",
            "baseline_rate",
            "strata",
            "themes",
        ],
    );
    assert_eq!(ranking["window_days"], 14);
    assert_eq!(ranking["strata"][0], "plan");
    for theme in ranking["themes"].as_array().unwrap() {
        assert_keys(
            theme,
            &[
                "id",
                "label",
                "items",
                "customers",
                "share",
                "negative_share",
                "mentioned",
                "others",
                "difference",
                "low",
                "high",
                "method",
                "q_value",
                "points_at_stake",
                "activations_lost",
                "activations_lost_low",
                "activations_lost_high",
                "verdict",
                "priority",
            ],
        );
        assert_keys(&theme["mentioned"], &["n", "activated"]);
        let verdict = theme["verdict"].as_str().unwrap();
        assert!(
            ["lower", "higher", "unclear", "not_enough_data"].contains(&verdict),
            "{verdict}"
        );
    }
}

#[test]
fn items_are_limited_searched_and_filtered() {
    let folder = Folder::shop();
    let limited = folder.json(["items", "shop.assay", "--limit", "4"]);
    assert_eq!(limited.as_array().unwrap().len(), 4);
    let found = folder.json(["items", "shop.assay", "--search", "courier"]);
    let found = found.as_array().unwrap();
    assert!(!found.is_empty());
    assert!(
        found
            .iter()
            .all(|item| item["text"].as_str().unwrap().contains("courier"))
    );
    let none = folder.json(["items", "shop.assay", "--search", "zeppelin"]);
    assert_eq!(none, serde_json::json!([]));
    let theme = folder.json(["themes", "shop.assay"])[0]["id"].clone();
    let of_theme = folder.json(["items", "shop.assay", "--theme", &theme.to_string()]);
    for item in of_theme.as_array().unwrap() {
        let themes = item["themes"].as_array().unwrap();
        assert!(themes.iter().any(|one| one["id"] == theme), "{item}");
    }
}

#[test]
fn the_other_commands_answer_in_json_too() {
    let folder = Folder::shop();
    let metrics = folder.json(["metrics", "shop.assay", "--by", "plan"]);
    assert_keys(&metrics["activation_rate"], &["value", "low", "high", "n"]);
    assert_keys(&metrics["time_to_activate_days"], &["median", "p25", "p75"]);
    assert_eq!(metrics["by"]["segment"], "plan");
    assert_eq!(metrics["by"]["groups"].as_array().unwrap().len(), 2);
    assert!(
        metrics["as_of"].as_str().unwrap().ends_with('Z'),
        "{metrics}"
    );
    let state = folder.json(["activation", "shop.assay"]);
    assert_keys(
        &state,
        &[
            "rule",
            "sentence",
            "customers",
            "eligible",
            "activated",
            "as_of",
        ],
    );
    assert!(state["as_of"].as_str().unwrap().ends_with('Z'), "{state}");
    let verification = folder.json(["verify", "shop.assay"]);
    assert_eq!(verification["problems"], serde_json::json!([]));
    assert_eq!(verification["stored_hash"], verification["recomputed_hash"]);
    let history = folder.json(["history", "shop.assay"]);
    assert_eq!(
        history.as_array().unwrap().len(),
        3,
        "import, rule, analysis: {history}"
    );
    assert_keys(&history[0], &["id", "what", "at", "undone"]);
    assert_keys(&folder.json(["undo", "shop.assay"]), &["what"]);
    assert_keys(&folder.json(["redo", "shop.assay"]), &["what"]);
    assert_keys(
        &folder.json(["report", "shop.assay"]),
        &["markdown", "charts"],
    );
}

#[test]
fn eval_scores_against_labels() {
    let folder = Folder::new();
    let mut lines = String::new();
    for (label, texts) in [("parcel", PARCEL), ("password", PASSWORD)] {
        for (i, text) in (0..20).zip(texts.iter().cycle()) {
            let line = serde_json::json!({"say": format!("{text}, number {i}"), "is": label});
            lines.push_str(&format!("{line}\n"));
        }
    }
    folder.write("labelled.jsonl", lines);
    let scores = folder.json([
        "eval",
        "labelled.jsonl",
        "--text",
        "say",
        "--label",
        "is",
        "--themes",
        "2",
    ]);
    assert_keys(
        &scores,
        &[
            "n",
            "labels",
            "themes",
            "ami",
            "ari",
            "v_measure",
            "seconds",
        ],
    );
    assert_eq!(scores["n"], 40);
    assert_eq!(scores["labels"], 2);
    assert!(
        scores["ari"].as_f64().unwrap() > 0.9,
        "two plain topics are told apart: {scores}"
    );
}
