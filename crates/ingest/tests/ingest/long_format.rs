//! Surveys with a row for each answer.

use assay_ingest::{Kind, Options, Role, read};

use super::{column_with, feedback, reading, reasons, roles, with_kind};

/// Four answers of each of `responses`, the second and fourth in words.
fn answers(responses: usize) -> Vec<[String; 5]> {
    const WORDS: [&str; 3] = [
        "The setup stopped twice before it worked",
        "I could not find where to invite colleagues",
        "Reports load slowly, at least on Mondays",
    ];
    let mut rows = Vec::new();
    for response in 0..responses {
        let words = WORDS[response % 3];
        let plan = ["Free", "Team"][response % 2];
        for (number, question, answer) in [
            (1, "Likelihood to recommend", (response % 11).to_string()),
            (2, "Main reason", format!("{words} ({response})")),
            (3, "Plan", plan.to_owned()),
            (4, "What should we improve?", format!("{response}: {words}")),
        ] {
            rows.push([
                format!("r{response}"),
                format!("2026-05-{:02}T10:0{number}:00Z", 1 + response % 28),
                format!("q{number}"),
                question.to_owned(),
                answer,
            ]);
        }
    }
    rows
}

fn csv(rows: &[[String; 5]]) -> String {
    let mut csv = "submission_id,collected_at,field_id,field_label,response\n".to_owned();
    for row in rows {
        csv.push_str(&format!("\"{}\"\n", row.join("\",\"")));
    }
    csv
}

#[test]
fn answers_in_rows_are_put_together_to_responses() {
    let survey = reading("answers.csv", csv(&answers(12)));
    assert_eq!((survey.kind, survey.rows), (Kind::Survey, 12));
    assert_eq!(
        roles(&survey),
        [
            "submission_id=id",
            "collected_at=time",
            "Likelihood to recommend=rating",
            "Main reason=text",
            "Plan=segment",
            "What should we improve?=text",
        ]
    );
    let items = feedback(&survey);
    assert_eq!(items.len(), 24, "the two answers in words of each");
    let second = items[2];
    assert_eq!(second.row, 6, "where the response begins");
    assert_eq!(second.question.as_deref(), Some("Main reason"));
    assert_eq!(second.rating, Some(1.0));
    assert!(reasons(&survey).contains("48 rows became 12 responses"));
    assert!(reasons(&survey).contains("with the question: “field_id”"));
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let texts = |rows: &[[String; 5]]| {
        let survey = reading("answers.csv", csv(rows));
        let mut texts: Vec<(Option<String>, String)> = feedback(&survey)
            .iter()
            .map(|item| (item.id.clone(), item.text.clone()))
            .collect();
        texts.sort();
        texts
    };
    let rows = answers(12);
    let mut by_question = rows.clone();
    by_question.sort_by(|a, b| a[2].cmp(&b[2]));
    assert_eq!(texts(&rows), texts(&by_question));
}

#[test]
fn a_large_one_is_read_as_a_small_one() {
    // More responses than are kept in memory.
    let rows = answers(6_000);
    let mut by_question = rows.clone();
    by_question.sort_by(|a, b| a[2].cmp(&b[2]));
    for rows in [rows, by_question] {
        let ragged = "r5999,2026-05-10T11:00:00Z\n";
        let survey = reading("answers.csv", csv(&rows) + ragged);
        assert_eq!(survey.rows, 6_000);
        let items = feedback(&survey);
        assert_eq!(items.len(), 12_000);
        assert_eq!(
            items[11_999].text,
            "5999: Reports load slowly, at least on Mondays"
        );
        assert_eq!(items[11_999].rating, Some(4.0));
        let told = reasons(&survey);
        assert_eq!(told.matches("it has 2 of 5 cells").count(), 1, "{told}");
        assert!(told.contains("24001 rows became 6000 responses"), "{told}");
        assert!(told.contains("each of the 4 questions"), "{told}");
    }
}

#[test]
fn answers_by_type_choices_and_parts_of_questions_stay_whole() {
    let mut csv = "response_id,question,sub_question_text,answer_text,answer_number\n".to_owned();
    for response in 0..8 {
        csv.push_str(&format!(
            "{response},How satisfied are you with,Speed,,{}\n\
             {response},How satisfied are you with,Price,,{}\n\
             {response},What do you use?,,Lists,\n\
             {response},What do you use?,,{},\n\
             {response},Why?,,\"It is quick enough, number {response}\",\n",
            1 + response % 5,
            5 - response % 5,
            ["Charts", "Lists"][response % 2],
        ));
    }
    let survey = reading("export.csv", csv);
    assert_eq!(survey.rows, 8);
    let found = roles(&survey);
    for expected in [
        "How satisfied are you with – Speed=segment",
        "What do you use?=segment",
        "Why?=text",
    ] {
        assert!(
            found.contains(&expected.to_owned()),
            "{expected}: {found:?}"
        );
    }
    let choices = ("What do you use?".to_owned(), "Lists; Charts".to_owned());
    assert!(feedback(&survey)[0].segments.contains(&choices));
}

#[test]
fn nothing_is_lost_of_answers_without_response_or_with_too_many_cells() {
    let mut csv = csv(&answers(12)).replace("\"\n", "\"\r\n");
    csv.push_str("r3,2026-05-04T11:00:00Z,q5,Anything else?,Cheap, quick, and kind\n");
    csv.push_str(",2026-05-04T11:00:00Z,q2,Main reason,Nobody knows who wrote this one\n");
    csv.push_str("r4,2026-05-05T11:00:00Z,,,Nobody knows what this one answers\n");
    let survey = reading("answers.csv", csv);
    let texts: Vec<&str> = feedback(&survey)
        .iter()
        .map(|item| item.text.as_str())
        .collect();
    assert_eq!(survey.rows, 13);
    assert!(texts.contains(&"Nobody knows who wrote this one"));
    assert!(texts.contains(&"Nobody knows what this one answers"));
    assert!(texts.contains(&"Cheap, quick, and kind"), "{texts:?}");
}

#[test]
fn other_tables_with_questions_stay_as_they_are() {
    let mut chat = "session_id,question,answer,created_at\n".to_owned();
    let mut remarked = "response_id,question,answer,remark\n".to_owned();
    let mut history = "user_id,ticket_id,field_name,value,updated\n".to_owned();
    for row in 0..60 {
        chat.push_str(&format!(
            "s{},How do I export list {row}?,Open the menu and choose export {row},2026-05-01\n",
            row / 3
        ));
        remarked.push_str(&format!(
            "{},Question {},{},What I meant by it was rather number {row}\n",
            row / 3,
            row % 3,
            row % 5
        ));
        history.push_str(&format!(
            "u{},{},{},value {row},2026-05-01\n",
            row / 3,
            row / 6,
            ["status", "group", "priority"][row % 3],
        ));
    }
    for (name, csv) in [
        ("chat.csv", chat),
        ("remarked.csv", remarked),
        ("history.csv", history),
    ] {
        let table = reading(name, csv);
        assert_eq!(table.rows, 60, "{name}");
        assert!(!table.format.contains("long format"), "{name}");
    }
}

#[test]
fn a_person_may_have_the_rows_as_they_stand() {
    let csv = csv(&answers(12));
    let table = read("answers.csv", csv.as_bytes(), &with_kind(Kind::Review)).unwrap();
    assert_eq!(table.rows, 48);
    assert_eq!(column_with(&table, Role::Text), Some("response"));
    let survey = read("answers.csv", csv.as_bytes(), &Options::default()).unwrap();
    assert_eq!(survey.rows, 12);
}
