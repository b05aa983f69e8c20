//! Exports as tools write them, after their public documentation, in several languages.

use assay_ingest::{Kind, Role};

use super::{column_with, feedback, reading, roles};

#[test]
fn surveymonkey_in_other_languages_keeps_its_two_rows_of_headings() {
    let french = "\u{feff}ID du répondant;Date de début;Adresse e-mail;Quelle est la probabilité que vous nous recommandiez ?;Quelles fonctions utilisez-vous ?;;Que changeriez-vous ?;Autres commentaires ?
;;;Réponse;Listes;Autre (veuillez préciser);Réponse libre;Réponse libre
118000001;14/03/2024 10:00;a@example.org;9;Listes;;Les exports sont trop lents;Merci
118000002;15/03/2024 10:00;b@example.org;3;Listes;Un module à moi;Le prix;
118000003;16/03/2024 10:00;c@example.org;7;;;Rien de spécial;
";
    let survey = reading("export.csv", french);
    assert_eq!(
        (survey.kind, survey.header_rows, survey.rows),
        (Kind::Survey, 2, 3)
    );
    let found = roles(&survey);
    for expected in [
        "ID du répondant=id",
        "Quelle est la probabilité que vous nous recommandiez ?=rating",
        "Quelles fonctions utilisez-vous ? – Autre (veuillez préciser)=text",
        "Que changeriez-vous ?=text",
        "Autres commentaires ?=text",
    ] {
        assert!(
            found.contains(&expected.to_owned()),
            "{expected}: {found:?}"
        );
    }
    assert_eq!(
        feedback(&survey)[2].question.as_deref(),
        Some("Quelles fonctions utilisez-vous ?"),
        "what was typed under a choice belongs to its question"
    );
}

#[test]
fn a_column_under_a_question_of_its_own_is_no_choice_in_any_language() {
    let unknown = "Vastaajan tunnus,Alkanut,Mitä muuttaisit?,Mitä käytät?,,Muuta?
,,Avoin vastaus,Listat,Kaaviot,Avoin vastaus
1,2024-03-01,Vienti on aivan liian hidas meille,Listat,,Kiitos avusta viime viikolla
2,2024-03-02,En löytänyt laskuja mistään,,Kaaviot,
";
    let survey = reading("export.csv", unknown);
    assert_eq!(survey.header_rows, 2);
    let names: Vec<&str> = survey.columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(
        names[2..],
        [
            "Mitä muuttaisit?",
            "Mitä käytät? – Listat",
            "Mitä käytät? – Kaaviot",
            "Muuta?"
        ]
    );
}

#[test]
fn tools_that_ask_for_a_recommendation_are_surveys_with_a_score() {
    for (name, csv, score, when) in [
        (
            "delighted.csv",
            "Person ID,Name,Email,Score,Comment,Survey Sent At,Responded At,Permalink\n70,Jo,a@example.org,9,The import takes ages,2024-03-01 10:00:00 UTC,2024-03-02 12:00:00 UTC,https://x.example\n71,Al,b@example.org,4,Too expensive for us,2024-03-02 10:00:00 UTC,2024-03-03 12:00:00 UTC,https://x.example\n",
            "Score",
            "Responded At",
        ),
        (
            "export.csv",
            "id,name,email,sent,opened,responded,answer,comment,status\n1,Jo,a@example.org,1709280000,1709280060,1709280120,8,The import takes ages,responded\n2,Al,b@example.org,1709290000,1709290060,1709290120,10,I like the charts,responded\n",
            "answer",
            "responded",
        ),
        (
            "export.csv",
            "Email,Score,Text,Created At,Completed,End User ID\na@example.org,9,The import takes ages,2024-03-01 10:00:00 UTC,true,7\nb@example.org,2,Too expensive for us,2024-03-02 10:00:00 UTC,true,8\n",
            "Score",
            "Created At",
        ),
        (
            "export.csv",
            "Datum;Kunde;E-Mail;Punktzahl;Kommentar\n01.03.2024 10:00;7;a@example.org;9;Der Import dauert ewig\n02.03.2024 10:00;8;b@example.org;2;Zu teuer für uns\n",
            "Punktzahl",
            "Datum",
        ),
    ] {
        let found = reading(name, csv);
        assert_eq!(found.kind, Kind::Survey, "{csv}");
        assert_eq!(column_with(&found, Role::Rating), Some(score), "{csv}");
        assert_eq!(column_with(&found, Role::Time), Some(when), "{csv}");
        assert_eq!(feedback(&found).len(), 2, "{csv}");
        assert!(found.problems.is_empty(), "{:?}", found.problems);
    }
}

#[test]
fn a_nested_record_does_not_lend_its_own_date_or_name() {
    let issues = r#"[{"id": 1, "title": "Slow", "milestone": {"id": 9, "created_at": "2020-01-01T00:00:00Z"},
        "created_at": "2024-03-01T10:00:00Z", "description": "The list takes ages to load"},
        {"id": 2, "title": "Slower", "milestone": {"id": 9, "created_at": "2020-01-01T00:00:00Z"},
        "created_at": "2024-03-02T10:00:00Z", "description": "Exports stop in the middle"}]"#;
    let found = reading("issues.json", issues);
    assert_eq!(column_with(&found, Role::Time), Some("created_at"));
    assert_eq!(column_with(&found, Role::Id), Some("id"));
}

#[test]
fn long_answers_of_a_single_typeform_response_are_all_read() {
    let hook = r#"{"event_type": "form_response", "form_response": {"token": "t1", "submitted_at": "2024-03-01T10:00:00Z",
        "definition": {"fields": [{"id": "a", "type": "short_text", "title": "Your company"},
            {"id": "b", "type": "long_text", "title": "Domain"}, {"id": "c", "type": "long_text", "title": "Limits"}]},
        "answers": [{"type": "text", "text": "Acme", "field": {"id": "a", "type": "short_text"}},
            {"type": "text", "text": "Logistics", "field": {"id": "b", "type": "long_text"}},
            {"type": "text", "text": "None", "field": {"id": "c", "type": "long_text"}}]}}"#;
    let found = reading("hook.json", hook);
    let answers: Vec<(&str, &str)> = feedback(&found)
        .iter()
        .map(|item| (item.question.as_deref().unwrap(), item.text.as_str()))
        .collect();
    assert_eq!(answers, [("Domain", "Logistics"), ("Limits", "None")]);
}

#[test]
fn repeated_groups_of_a_submission_are_items_of_their_own() {
    let forms = reading(
        "submissions.json",
        r#"{"count": 2, "results": [
            {"_id": 11, "_uuid": "a", "_submission_time": "2024-02-01T09:12:11", "area/district": "north", "area/comment": "The clinic is closed on Fridays",
             "members": [{"members/wish": "A school nearer to the village"}, {"members/wish": "Light at night on the road"}]},
            {"_id": 12, "_uuid": "b", "_submission_time": "2024-02-02T09:12:11", "area/district": "south", "area/comment": "Nobody explains the forms to us",
             "members": [{"members/wish": "Cheaper transport to the market"}]}]}"#,
    );
    let said: Vec<_> = feedback(&forms)
        .iter()
        .map(|answer| (answer.id.as_deref().unwrap(), answer.text.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("11", "The clinic is closed on Fridays"),
            ("11/members/1", "A school nearer to the village"),
            ("11/members/2", "Light at night on the road"),
            ("12", "Nobody explains the forms to us"),
            ("12/members/1", "Cheaper transport to the market"),
        ]
    );
    let wish = feedback(&forms)[1];
    assert_eq!(wish.question.as_deref(), Some("members/wish"));
    assert!(
        wish.segments
            .contains(&("area/district".to_owned(), "north".to_owned())),
        "what is known of the submission is known of each wish"
    );
}

#[test]
fn chats_have_the_visitors_words() {
    let chats = reading(
        "chats.json",
        r#"{"chats": [{"id": "c1", "type": "chat", "timestamp": "2024-03-01T10:00:00Z", "visitor": {"id": "v1", "email": "ana@example.org"},
            "rating": "good", "comment": "Quick answer", "history": [
            {"type": "chat.memberjoin", "nick": "visitor"},
            {"type": "chat.msg", "nick": "visitor", "msg": "My card was charged twice"},
            {"type": "chat.msg", "nick": "agent:7", "msg": "Let me check"},
            {"type": "chat.msg", "nick": "visitor", "msg": "It happened in February too"}]}], "count": 1}"#,
    );
    let said: Vec<_> = feedback(&chats)
        .iter()
        .map(|chat| chat.text.as_str())
        .collect();
    assert_eq!(chats.kind, Kind::Ticket);
    assert!(
        said.contains(&"My card was charged twice\n\nIt happened in February too"),
        "{said:?}"
    );
    assert!(said.contains(&"Quick answer"), "{said:?}");
}

#[test]
fn lists_are_found_where_interfaces_put_them() {
    for json in [
        r#"{"data": {"issues": {"nodes": [{"id": "i1", "title": "Timeline", "description": "It flickers while I scroll"}, {"id": "i2", "title": "Import", "description": "Three of us asked for it"}]}}}"#,
        r#"{"suggestions": [{"id": 1, "title": "Timeline", "body": "It flickers while I scroll", "votes_count": 3}, {"id": 2, "title": "Import", "body": "Three of us asked for it", "votes_count": 9}], "users": [{"id": 7, "name": "Ana"}], "pagination": {"page": 1}}"#,
    ] {
        let found = reading("export.json", json);
        let said: Vec<_> = feedback(&found).iter().map(|f| f.text.as_str()).collect();
        assert_eq!(
            said,
            ["It flickers while I scroll", "Three of us asked for it"],
            "{json}"
        );
    }
}
