//! Files that come again: the same, longer, in another order, or with rows that changed.

use serde_json::Value;

use crate::util::Folder;

const SURVEY: &str = "response_id,created_at,rating,plan,comment\n\
    r1,2025-03-01 10:00:01,2,Team,The export never finishes on large lists. I gave up twice.\n\
    r2,2025-03-01 11:00:02,5,Free,Easy to begin with\n\
    r3,2025-03-02 09:30:03,1,Team,It logs me out again and again\n";

fn import(folder: &Folder, name: &str, content: &str) -> Value {
    folder.write(name, content);
    folder.json(["import", "p.assay", name])["sources"][0].clone()
}

/// Items added, records updated, records known.
fn numbers(source: &Value) -> [u64; 3] {
    ["items", "updated", "duplicates"].map(|key| source[key].as_u64().unwrap())
}

fn texts(folder: &Folder) -> Vec<String> {
    let items = folder.json(["items", "p.assay", "--limit", "100"]);
    let mut texts: Vec<String> = items
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["text"].as_str().unwrap().to_owned())
        .collect();
    texts.sort();
    texts
}

#[test]
fn a_later_export_adds_what_is_new_in_any_order() {
    let folder = Folder::new();
    assert_eq!(numbers(&import(&folder, "a.csv", SURVEY)), [3, 0, 0]);
    assert_eq!(numbers(&import(&folder, "a.csv", SURVEY)), [0, 0, 3]);
    let mut rows: Vec<&str> = SURVEY.lines().collect();
    rows.push("r4,2025-04-01 08:00:00,3,Pro,The calendar is missing");
    rows[1..].reverse();
    let later = rows.join("\n");
    assert_eq!(numbers(&import(&folder, "b.csv", &later)), [1, 0, 3]);
}

#[test]
fn a_changed_row_takes_the_place_of_what_it_was_until_undone() {
    let folder = Folder::new();
    import(&folder, "a.csv", SURVEY);
    let before = texts(&folder);
    let changed = SURVEY
        .replace("02,5,Free", "02,4,Free")
        .replace("I gave up twice.", "Now it does.");
    let source = import(&folder, "b.csv", &changed);
    assert_eq!(numbers(&source), [0, 2, 1], "{source}");
    let after = texts(&folder);
    assert_eq!(after.len(), 3);
    assert!(after.iter().any(|text| text.ends_with("Now it does.")));
    let ledger = folder.ok(["verify", "p.assay"]);
    assert!(!ledger.contains("damaged"), "{ledger}");
    assert_eq!(numbers(&import(&folder, "b.csv", &changed)), [0, 0, 3]);
    folder.ok(["undo", "p.assay"]);
    assert_eq!(texts(&folder), before);
    folder.ok(["redo", "p.assay"]);
    assert_eq!(texts(&folder), after);
    folder.ok(["verify", "p.assay"]);
}

#[test]
fn the_same_numbers_in_another_months_export_are_other_records() {
    let folder = Folder::new();
    import(
        &folder,
        "march.csv",
        "id,comment\n1,The export is slow\n2,I cannot log in at all\n",
    );
    let april = import(
        &folder,
        "april.csv",
        "id,comment\n1,The price went up again\n2,Where is the calendar now\n",
    );
    assert_eq!(numbers(&april), [2, 0, 0]);
}

#[test]
fn anonymous_answers_are_known_again_in_a_longer_export_alone() {
    let folder = Folder::new();
    let march = "comment,plan\nThe export is slow today,Team\ngood,Free\ngood,Free\nI cannot log in at all,Pro\n";
    assert_eq!(numbers(&import(&folder, "march.csv", march)), [4, 0, 0]);
    let longer = format!("{march}good,Team\nWhere is the calendar now,Pro\n");
    assert_eq!(numbers(&import(&folder, "longer.csv", &longer)), [2, 0, 4]);
    let april = "comment,plan\nThe price went up again,Team\ngood,Free\nIt is hard to read,Pro\n";
    assert_eq!(
        numbers(&import(&folder, "april.csv", april)),
        [3, 0, 0],
        "another month's “good” is another person's"
    );
}

#[test]
fn several_comments_of_one_ticket_are_not_states_of_one_record() {
    let folder = Folder::new();
    let head = "ticket_id,created_at,comment\n";
    let one = format!(
        "{head}7,2025-03-01 10:00:00,It fails to open\n8,2025-03-01 11:00:00,I was billed twice\n"
    );
    import(&folder, "tickets.csv", &one);
    let two = format!("{one}7,2025-03-02 10:00:00,It still fails to open\n");
    assert_eq!(numbers(&import(&folder, "later.csv", &two)), [1, 0, 2]);
}

#[test]
fn customers_that_changed_are_told_from_new_ones() {
    let folder = Folder::new();
    let first = "customer_id,signed_up_at,plan\nc1,2025-01-01,Free\nc2,2025-01-02,Team\n";
    assert_eq!(import(&folder, "c.csv", first)["customers"], 2);
    let second = "customer_id,signed_up_at,plan\nc1,2025-01-01,Pro\nc2,2025-01-02,Team\nc3,2025-02-01,Free\n";
    let source = import(&folder, "d.csv", second);
    assert_eq!(
        [
            &source["customers"],
            &source["updated"],
            &source["duplicates"]
        ],
        [1, 1, 1]
    );
}

#[test]
fn next_years_wording_of_a_question_is_joined_unless_told_otherwise() {
    let this_year = "Timestamp,What could we improve?,Your team\n\
        01/03/2024 10:00:01,The export is slow,Red\n01/03/2024 10:05:01,More charts please,Blue\n13/03/2024 10:06:01,I want a calendar,Blue\n";
    let next_year = this_year
        .replace("2024", "2025")
        .replace(
            "What could we improve?",
            "1. What could we improve in 2025 ?",
        )
        .replace("is slow", "never ends");
    let questions = |options: &[&str]| {
        let folder = Folder::new();
        import(&folder, "2024.csv", this_year);
        folder.write("2025.csv", &next_year);
        let arguments = ["import", "p.assay", "2025.csv"].iter().chain(options);
        let source = folder.json(arguments)["sources"][0].clone();
        let items = folder.json(["items", "p.assay", "--limit", "100"]);
        let items = items.as_array().unwrap().iter();
        let mut questions: Vec<String> = items
            .filter_map(|item| Some(item["question"].as_str()?.to_owned()))
            .collect();
        questions.dedup();
        (questions.len(), source["problems"].to_string())
    };
    let (joined, said) = questions(&[]);
    assert!(said.contains("is taken for the question"), "{said}");
    let (apart, silent) = questions(&["--keep-questions"]);
    assert!(!silent.contains("is taken for the question"));
    assert!(joined < apart || joined == 0, "{joined} of {apart}");
}
