//! Which column is the rating, and which only looks like one.

use assay_ingest::{Kind, Role};

use super::{column_with, feedback, reading, reasons, roles};

#[test]
fn votes_on_an_idea_are_no_rating_of_it() {
    let board = reading(
        "board.csv",
        "Post ID,Title,Details,Author Email,Status,Votes,Score,Created At\n\
         p1,Dark mode,My eyes hurt in the evening,a@example.org,open,34,60,2024-03-01\n\
         p2,Export to PDF,We have to send reports to clients,b@example.org,planned,7,12,2024-03-02\n\
         p3,Undo,I deleted a list by mistake,c@example.org,open,5,9,2024-03-03\n",
    );
    assert_eq!(board.kind, Kind::Ticket);
    assert_eq!(
        column_with(&board, Role::Rating),
        None,
        "{:?}",
        roles(&board)
    );
    assert!(feedback(&board).iter().all(|idea| idea.rating.is_none()));
    let segments = &feedback(&board)[0].segments;
    assert!(
        segments.contains(&("Votes".to_owned(), "34".to_owned())),
        "they are kept"
    );

    let reviews = reading(
        "items.jsonl",
        "{\"rating\": 5, \"title\": \"Lovely\", \"text\": \"It smells really good\", \"helpful_vote\": 3}\n\
         {\"rating\": 2, \"title\": \"Leaks\", \"text\": \"The bottle arrived half empty\", \"helpful_vote\": 0}\n",
    );
    assert_eq!(
        reviews.kind,
        Kind::Review,
        "helpful votes are for the review"
    );
    assert_eq!(feedback(&reviews)[0].rating, Some(5.0));
}

#[test]
fn ratings_in_words_are_kept_to_compare_by() {
    let tickets = reading(
        "tickets.csv",
        "Ticket ID,Subject,Description,Satisfaction Score\n\
         1,Invoices,I cannot export my invoices,Bad\n\
         2,Login,The page loads for ever,Good\n\
         3,Refund,I was charged twice this month,Good\n",
    );
    let segments: Vec<_> = feedback(&tickets)
        .iter()
        .flat_map(|ticket| &ticket.segments)
        .filter(|(name, _)| name == "Satisfaction Score")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(segments, ["Bad", "Good", "Good"]);
}

#[test]
fn a_rating_that_is_no_score_is_reported() {
    let answers = reading(
        "nps.csv",
        "score,comment\n9,It just works for us\n3,It crashes when I paste\ndeclined,I would rather not say\nN/A,It was never asked of me\n",
    );
    let ratings: Vec<_> = feedback(&answers)
        .iter()
        .map(|answer| answer.rating)
        .collect();
    assert_eq!(ratings, [Some(9.0), Some(3.0), None, None]);
    assert!(reasons(&answers).contains("“declined” is no score"));
    assert!(
        !reasons(&answers).contains("“N/A”"),
        "that is as good as empty"
    );
}

#[test]
fn questions_for_a_score_are_known_in_several_languages() {
    for (asked, open) in [
        ("Wie bewerten Sie die Schulung?", "Was sollten wir ändern?"),
        ("Note globale de la session", "Que faut-il améliorer ?"),
        ("Nota geral", "O que podemos melhorar?"),
        ("Jak oceniasz aplikację?", "Co powinniśmy poprawić?"),
        (
            "How easy was it to cancel? (Answer)",
            "Why did you leave us?",
        ),
        ("総合的な満足度", "ご意見をお聞かせください"),
        ("Оцените наш сервис", "Что нам улучшить?"),
        ("Bizi tavsiye eder misiniz?", "Neyi geliştirelim?"),
        ("Emotion (1-5)", "What is missing here?"),
    ] {
        let survey = reading(
            "answers.csv",
            format!(
                "{asked},{open}\n4,Please add more breaks next time\n2,The room was too small and too warm\n\
                 5,Everything went as it should have\n"
            ),
        );
        assert_eq!(
            column_with(&survey, Role::Rating),
            Some(asked),
            "{:?}",
            roles(&survey)
        );
        assert_eq!(feedback(&survey)[0].question.as_deref(), Some(open));
    }
}

#[test]
fn the_ends_of_a_scale_may_say_what_they_mean() {
    let survey = reading(
        "survey.csv",
        "Respondent ID,Date Created,How likely is it that you would recommend us?,Why did you choose that score?\n\
         ,,Response,Open-Ended Response\n\
         1,2023-11-21,10 - Extremely likely,It was easy to set up\n\
         2,2023-11-22,0 - Not at all likely,I was charged twice\n\
         3,2023-11-23,7,It does the job\n",
    );
    let ratings: Vec<_> = feedback(&survey)
        .iter()
        .map(|answer| answer.rating)
        .collect();
    assert_eq!(ratings, [Some(10.0), Some(0.0), Some(7.0)]);
}

#[test]
fn parts_of_a_matrix_are_no_rating_of_the_whole() {
    let survey = reading(
        "form.csv",
        "Timestamp,How satisfied are you? [Speed],How satisfied are you? [Price],What should we change?\n\
         2024-03-13 10:00,4,2,Let me undo more than one step\n2024-03-14 10:00,5,1,The price of the family plan\n",
    );
    assert_eq!(
        column_with(&survey, Role::Rating),
        None,
        "{:?}",
        roles(&survey)
    );
}

#[test]
fn groups_of_scores_are_not_the_score() {
    let survey = reading(
        "survey.json",
        r#"{"responses": [
            {"responseId": "R_1", "values": {"QID2_TEXT": "The setup skipped a step", "QID3_NPS_GROUP": 1, "QID3": 6}},
            {"responseId": "R_2", "values": {"QID2_TEXT": "We need single sign-on", "QID3_NPS_GROUP": 3, "QID3": 9}}]}"#,
    );
    assert_eq!(
        column_with(&survey, Role::Rating),
        Some("QID3"),
        "{:?}",
        roles(&survey)
    );
}

#[test]
fn what_a_program_reckons_is_no_rating() {
    let segments = reading(
        "segments.csv",
        "Document name,Code,Weight score,Sentiment score,Segment\n\
         Ana,Price,0,1,Twelve euros a seat is a lot\nBo,Search,50,-1,It finds nothing that is older\n",
    );
    assert_eq!(
        column_with(&segments, Role::Rating),
        None,
        "{:?}",
        roles(&segments)
    );
}
