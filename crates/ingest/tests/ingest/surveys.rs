//! Surveys.

use assay_ingest::{DateOrder, Kind, Options, Role, preview, read};

use super::{column_with, feedback, reading, reasons, roles};

const PLAIN: &str = "\
Response ID,User ID,Submitted at,Plan,How likely are you to recommend us?,What could we do better?,Anything else?
1,u1,03/01/2024 10:00,Team,9,The import of large files takes far too long for us,Thanks for the quick help last week
2,u2,14/01/2024 11:30,Free,3,I could not find where to invite my colleagues,
3,u3,15/01/2024 12:00,Team,10,,n/a
4,u4,16/01/2024 12:00,Free,7,Cheaper seats for small teams would be welcome,The new templates are lovely
5,,17/01/2024 12:00,Free,2,It logs me out several times a day,nothing
";

#[test]
fn several_open_questions_are_several_items_of_one_row() {
    let survey = reading("export.csv", PLAIN);
    assert_eq!(
        (survey.kind, survey.rows, survey.header_rows),
        (Kind::Survey, 5, 1),
        "{}",
        survey.kind_reason
    );
    assert_eq!(
        roles(&survey),
        [
            "Response ID=id",
            "User ID=customer",
            "Submitted at=time",
            "Plan=segment",
            "How likely are you to recommend us?=rating",
            "What could we do better?=text",
            "Anything else?=text",
        ]
    );
    let items = feedback(&survey);
    let rows: Vec<(u64, &str)> = items
        .iter()
        .map(|item| (item.row, item.question.as_deref().unwrap()))
        .collect();
    assert_eq!(
        rows,
        [
            (2, "What could we do better?"),
            (2, "Anything else?"),
            (3, "What could we do better?"),
            (4, "Anything else?"),
            (5, "What could we do better?"),
            (5, "Anything else?"),
            (6, "What could we do better?"),
            (6, "Anything else?"),
        ],
        "an empty answer is no item; “n/a” is one"
    );
    let first = items[0];
    assert_eq!(
        (first.id.as_deref(), first.customer.as_deref(), first.rating),
        (Some("1"), Some("u1"), Some(9.0))
    );
    assert_eq!(
        first.time,
        Some(1_704_276_000),
        "day first, because a 14 occurs"
    );
    assert_eq!(first.segments, [("Plan".to_owned(), "Team".to_owned())]);
    assert_eq!(survey.date_order, Some(DateOrder::DayFirst));
    assert!(survey.problems.is_empty(), "{}", reasons(&survey));
}

const QUALTRICS: &str = "\
StartDate,EndDate,IPAddress,Duration (in seconds),ResponseId,RecipientEmail,LocationLatitude,Q1,Q2,Q3_4_TEXT
Start Date,End Date,IP Address,Duration (in seconds),Response ID,Recipient Email,Location Latitude,Which plan do you have?,What stopped you from finishing?,Other reason
\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",\"{\"\"ImportId\"\":\"\"ipAddress\"\"}\",\"{\"\"ImportId\"\":\"\"duration\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"recipientEmail\"\"}\",\"{\"\"ImportId\"\":\"\"locationLatitude\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_TEXT\"\"}\",\"{\"\"ImportId\"\":\"\"QID3_4_TEXT\"\"}\"
2024-05-01 10:00:00,2024-05-01 10:05:00,192.0.2.7,300,R_1,Ada@Example.org,47.1,1,Import failed,
2024-05-02 10:00:00,2024-05-02 10:05:00,192.0.2.8,310,R_2,bo@example.org,47.2,2,,No time
";

#[test]
fn qualtrics_headings_never_become_answers() {
    for csv in [
        QUALTRICS.to_owned(),
        QUALTRICS
            .replace("\"{\"\"", "{'")
            .replace("\"\"}\"", "'}")
            .replace("\"\":\"\"", "': '"),
    ] {
        let survey = reading("Customer_survey.csv", &csv);
        assert_eq!(
            (survey.kind, survey.header_rows, survey.rows),
            (Kind::Survey, 3, 2)
        );
        let items = feedback(&survey);
        let texts: Vec<_> = items
            .iter()
            .map(|item| (item.text.as_str(), item.question.as_deref()))
            .collect();
        assert_eq!(
            texts,
            [
                ("Import failed", Some("What stopped you from finishing?")),
                ("No time", Some("Other reason"))
            ]
        );
        assert_eq!(items[0].id.as_deref(), Some("R_1"));
        assert_eq!(items[0].email.as_deref(), Some("ada@example.org"));
        assert_eq!(items[0].time, Some(1_714_557_900), "the end, not the start");
        assert_eq!(column_with(&survey, Role::Time), Some("EndDate"));
    }
}

#[test]
fn legacy_qualtrics_has_its_names_in_the_second_row() {
    let csv = "\u{feff}V1,V2,V3,V8,V9,Q1,Q2,\nResponseID,ResponseSet,Name,StartDate,EndDate,Which plan?,What went wrong?,\nR_1,Default,Anonymous,2024-05-01 10:00:00,2024-05-01 10:05:00,2,The page stayed empty for minutes,\nR_2,Default,Anonymous,2024-05-01 10:00:00,2024-05-01 10:05:00,1,I never got the mail you promised,\n";
    let survey = reading("legacy.csv", csv);
    assert_eq!((survey.header_rows, survey.rows), (2, 2));
    let items = feedback(&survey);
    assert_eq!(items.len(), 2);
    assert_eq!(
        (items[0].id.as_deref(), items[0].question.as_deref()),
        (Some("R_1"), Some("What went wrong?"))
    );
    assert!(survey.encoding.contains("byte order mark"));
}

#[test]
fn surveymonkey_has_its_choices_in_the_second_row() {
    let csv = "Respondent ID,Collector ID,Start Date,End Date,Email Address,Which do you use?,,What should we improve?\n,,,,,Web,Phone,Open-Ended Response\n11,7,02/13/2024 10:00:00 AM,02/13/2024 10:05:00 AM,ada@example.org,Web,,Make the search faster please\n12,7,02/14/2024 10:00:00 PM,02/14/2024 10:05:00 PM,bo@example.org,,Phone,The phone app loses my drafts\n";
    let survey = reading("monkey.csv", csv);
    assert_eq!(
        (survey.kind, survey.header_rows, survey.rows),
        (Kind::Survey, 2, 2)
    );
    let items = feedback(&survey);
    assert_eq!(items.len(), 2, "{:?}", roles(&survey));
    assert_eq!(
        items[1].question.as_deref(),
        Some("What should we improve?")
    );
    assert_eq!(items[1].time, Some(1_707_948_300), "month first, afternoon");
}

#[test]
fn encodings_and_dialects_are_found_and_said() {
    let german = "Zeitstempel;Kundennummer;Bewertung;Was können wir verbessern?\r\n01.02.2024 10:00;K1;4,5;Die Übersicht lädt viel zu langsam\r\n13.02.2024 11:00;K2;2;Größere Dateien lassen sich nicht öffnen\r\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(german);
    let survey = reading("umfrage.csv", &bytes);
    assert_eq!(
        (survey.format.as_str(), survey.encoding.as_str()),
        ("CSV; semicolon", "windows-1252 (guessed)")
    );
    let items = feedback(&survey);
    assert_eq!(items[0].text, "Die Übersicht lädt viel zu langsam");
    assert_eq!(
        (items[0].customer.as_deref(), items[0].rating),
        (Some("K1"), Some(4.5))
    );
    let utf_16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(german.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(
        feedback(&reading("umfrage.csv", utf_16))[1].text,
        "Größere Dateien lassen sich nicht öffnen"
    );
    let twice =
        "id,comment\n1,Die Ãœbersicht lÃ¤dt viel zu langsam\n2,Alles gut soweit und sehr schnell\n";
    let mended = reading("twice.csv", twice);
    assert_eq!(
        feedback(&mended)[0].text,
        "Die Übersicht lädt viel zu langsam"
    );
    assert!(reasons(&mended).contains("encoded twice"), "and it is said");
}

#[test]
fn nothing_is_dropped_in_silence() {
    let csv = "Export of the customer survey\n\nid,plan,comment\n1,Team,Slow, and dear as well\n2,Free\n\nid,plan,comment\n3,Team,\"never closed\n4,Free,Fine so far but could be better\n";
    let survey = reading("ragged.csv", csv);
    let told = reasons(&survey);
    for expected in [
        "stands before the headings",
        "has 4 cells for 3 columns",
        "has 2 of 3 cells",
        "repeats the headings",
        "not closed",
    ] {
        assert!(
            told.contains(expected),
            "{expected:?} is reported in\n{told}"
        );
    }
    let items = feedback(&survey);
    let texts: Vec<_> = items
        .iter()
        .map(|item| (item.row, item.text.as_str()))
        .collect();
    assert_eq!(
        texts,
        [
            (4, "Slow, and dear as well"),
            (8, "\"never closed"),
            (9, "Fine so far but could be better")
        ],
        "an unquoted comma in the last column does not cut the text"
    );
}

#[test]
fn dates_that_cannot_be_read_are_told_and_the_answer_stays() {
    let csv = "id,date,comment\n1,2024-01-05,Too slow for my taste\n2,2024-01-06,Too dear for my purse\n3,soon,Too loud for my ears\n";
    let survey = reading("dates.csv", csv);
    assert_eq!(feedback(&survey).len(), 3);
    assert!(
        reasons(&survey).contains("“soon” is no date"),
        "{}",
        reasons(&survey)
    );
}

#[test]
fn of_two_date_columns_the_clearer_one_is_used() {
    let csv = "Ticket #,Complaint,Date,Date_long,Time\n1,Internet is slow every evening,04-08-2015,04-Aug-15,10:22:56 AM\n2,Billed twice for one month,05-07-2015,05-Jul-15,11:59:35 PM\n3,Line drops whenever it rains,05-06-2015,06-May-15,01:00:00 PM\n";
    let tickets = reading("complaints.csv", csv);
    assert_eq!(column_with(&tickets, Role::Time), Some("Date_long"));
    let items = feedback(&tickets);
    assert_eq!(items[0].time, Some(1_438_683_776), "with the time of day");
    assert!(
        reasons(&tickets).contains("disagree in 1 of 3 rows (row 4"),
        "{}",
        reasons(&tickets)
    );
}

#[test]
fn a_survey_of_choices_alone_says_so() {
    let survey = reading(
        "choices.csv",
        "Timestamp,Plan,Age\n14/12/2018 12:41:33,Team,43\n15/12/2018 12:41:33,Free,33\n",
    );
    assert!(survey.records.is_empty());
    assert!(reasons(&survey).contains("no column holds open text"));
}

#[test]
fn a_preview_shows_the_first_rows() {
    let shown = preview("export.csv", &PLAIN.as_bytes(), &Default::default()).unwrap();
    assert_eq!(
        (shown.kind, shown.first_rows.len(), shown.columns.len()),
        (Kind::Survey, 5, 7)
    );
    assert_eq!(shown.first_rows[1][1], "u2");
    let large = format!(
        "{PLAIN}{}",
        "9,u9,18/01/2024 12:00,Free,5,More of the same as ever before,\n".repeat(60_000)
    );
    let shown = preview("export.csv", &large.as_bytes(), &Default::default()).unwrap();
    assert_eq!(shown.first_rows.len(), 5);
}

#[test]
fn answers_of_those_who_tried_the_survey_out_are_in_the_ledger() {
    let csv = "StartDate,Status,ResponseId,RecordedDate,DistributionChannel,Q1\n\
        Start Date,Response Type,Response ID,Recorded Date,Distribution Channel,What should we do better?\n\
        \"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"recordedDate\"\"}\",\"{\"\"ImportId\"\":\"\"distributionChannel\"\"}\",\"{\"\"ImportId\"\":\"\"QID1_TEXT\"\"}\"\n\
        2024-01-01,Survey Preview,R_1,2024-01-01,preview,Asdf asdf asdf asdf\n\
        2024-01-02,IP Address,R_2,2024-01-02,anonymous,The export is too slow\n\
        2024-01-03,Survey Test,R_3,2024-01-03,test,Eum non lorem ipsum dolor\n\
        2024-01-04,Imported,R_4,2024-01-04,email,The invoices are hard to find\n";
    let found = reading("survey.csv", csv);
    let ids: Vec<_> = feedback(&found)
        .iter()
        .map(|item| item.id.clone().unwrap())
        .collect();
    assert_eq!(ids, ["R_2", "R_4"]);
    let reasons = reasons(&found);
    assert!(
        reasons.contains("it is a preview, test or spam answer (“Survey Preview”)"),
        "{reasons}"
    );
    let keep = Options {
        map: vec![
            (Role::Ignore, "Status".to_owned()),
            (Role::Ignore, "DistributionChannel".to_owned()),
        ],
        ..Options::default()
    };
    let kept = read("survey.csv", csv.as_bytes(), &keep).unwrap();
    assert_eq!(feedback(&kept).len(), 4, "a person may keep them");
    let numbered = csv
        .replace("IP Address", "0")
        .replace("Imported", "2")
        .replace("Survey Preview", "9");
    assert_eq!(feedback(&reading("survey.csv", numbered)).len(), 1);
    let all = csv
        .replace("IP Address", "Survey Test")
        .replace("Imported", "Survey Test");
    assert_eq!(
        feedback(&reading("survey.csv", all)).len(),
        4,
        "nothing but tries is kept"
    );
}

#[test]
fn a_date_that_stands_for_none_is_none() {
    let csv = "id,submitdate,lastpage,startlanguage,What is missing?\n\
        1,1980-01-01 00:00:00,2,en,A calendar would be nice\n\
        2,2024-03-01 10:00:00,2,en,Shared lists are missing\n";
    let found = reading("limesurvey.csv", csv);
    let times: Vec<_> = feedback(&found).iter().map(|item| item.time).collect();
    assert_eq!(times, [None, Some(1_709_287_200)]);
    assert!(reasons(&found).contains("is what programs write for no date"));
}

#[test]
fn groups_of_columns_and_notes_above_the_headings_are_no_headings() {
    let banded = "Respondent,,Feedback,,\n\
        ID,Country,What works well?,What should we change?,Rating\n\
        1,DE,The lists are quick,Make the export faster please,4\n\
        2,FR,I like the colours,Please add a calendar view,5\n\
        3,FR,Sharing works fine,The app drains my battery,2\n";
    let noted = format!(
        "Customer feedback,,,,\nGenerated:,2024-03-05,,,\n{}",
        banded.split_once('\n').unwrap().1
    );
    for csv in [banded, noted.as_str()] {
        let found = reading("report.csv", csv);
        assert_eq!(feedback(&found).len(), 6, "{:?}", roles(&found));
        assert_eq!(column_with(&found, Role::Rating), Some("Rating"));
        assert!(reasons(&found).contains("it stands before the headings"));
    }
}

#[test]
fn places_on_a_scale_are_no_answers_in_words() {
    let csv = "ID;Wie zufrieden sind Sie?;How easy was it?;Was könnten wir besser machen?\n\
        1;Eher zufrieden;Very easy;Der Export dauert viel zu lange\n\
        2;Sehr unzufrieden;Neither easy nor difficult;Die Preise sind zu hoch für uns\n\
        3;Weder noch, neutral;Somewhat difficult;Mehr Vorlagen für Rechnungen\n";
    let found = reading("umfrage.csv", csv);
    let questions: Vec<_> = feedback(&found)
        .iter()
        .map(|item| item.question.clone())
        .collect();
    assert_eq!(
        questions,
        vec![Some("Was könnten wir besser machen?".to_owned()); 3]
    );
    assert_eq!(feedback(&found)[1].segments[0].1, "Sehr unzufrieden");
}

#[test]
fn a_score_with_its_meaning_beside_it_is_a_rating() {
    let csv = "Customer,NPS,Why did you give this score?\n\
        Acme,10 - Extremely likely,Your team answers within minutes\n\
        Beta,0 - Not at all likely,Three outages in one month is too much\n";
    let ratings: Vec<_> = feedback(&reading("nps.csv", csv))
        .iter()
        .map(|item| item.rating)
        .collect();
    assert_eq!(ratings, [Some(10.0), Some(0.0)]);
    let csv = "id,How likely are you to recommend us?,Why?\n\
        1,Promoter - 10,Because it simply works for all of us\n\
        2,Detractor - 2,Too many bugs in the last few weeks\n";
    let ratings: Vec<_> = feedback(&reading("nps.csv", csv))
        .iter()
        .map(|item| item.rating)
        .collect();
    assert_eq!(ratings, [Some(10.0), Some(2.0)]);
}

#[test]
fn the_teams_notes_on_an_answer_are_not_the_answer() {
    for csv in [
        "Response ID,Score,Comment,Notes\n1,9,It just works for us,\n2,3,It crashes when I paste,called her back and fixed it\n",
        "Sent,Received,Score,What is the reason?,CSM follow-up notes\n\
         01.03.2024,14.03.2024,9,It just works for us,called and she was happy\n\
         02.03.2024,15.03.2024,3,It crashes when I paste,called her back and fixed it\n",
    ] {
        let survey = reading("nps.csv", csv);
        let said: Vec<_> = feedback(&survey)
            .iter()
            .map(|answer| answer.text.as_str())
            .collect();
        assert_eq!(said, ["It just works for us", "It crashes when I paste"]);
        assert_ne!(column_with(&survey, Role::Time), Some("Sent"));
    }
}

#[test]
fn the_date_of_the_answer_counts_and_not_that_of_the_contact() {
    let survey = reading(
        "campaign.csv",
        "Email,Date created,Score,Feedback,Feedback date\n\
         a@example.org,01/02/2020,9,The weekly summary is gold,03/15/2024 10:12\n\
         b@example.org,01/02/2020,1,Your docs are wrong in many places,03/04/2024 10:12\n",
    );
    let times: Vec<_> = feedback(&survey).iter().map(|answer| answer.time).collect();
    assert_eq!(times, [Some(1_710_497_520), Some(1_709_547_120)]);
}

#[test]
fn other_dates_of_a_file_tell_the_order_of_its_dates() {
    let survey = reading(
        "answers.csv",
        "Submitted,Born,Comment\n\
         03/04/2024,25/12/1980,The queue was far too long\n\
         03/04/2024,13/01/1990,Nobody told me where to go\n",
    );
    assert_eq!(feedback(&survey)[0].time, Some(1_712_102_400), "3 April");
    assert!(!reasons(&survey).contains("could be read both ways"));
}

#[test]
fn times_of_east_asian_forms_have_halves_of_the_day() {
    for (heading, cell) in [
        ("タイムスタンプ", "2024/04/05 4:22:10 午後"),
        ("타임스탬프", "2024. 4. 5. 오후 4:22:10"),
        ("时间戳", "2024年4月5日 下午 4:22:10"),
    ] {
        let survey = reading(
            "form.csv",
            format!("\"{heading}\",comment\n\"{cell}\",It loads slowly and then stops\n"),
        );
        assert_eq!(feedback(&survey)[0].time, Some(1_712_334_130), "{cell}");
    }
}

#[test]
fn files_that_were_put_together_have_their_headings_once_more() {
    let survey = reading(
        "both.csv",
        "\u{feff}id,comment\n1,The first file ends here\n\u{feff}id,comment\n2,The second one begins\n",
    );
    assert_eq!(feedback(&survey).len(), 2);
    assert!(reasons(&survey).contains("it repeats the headings"));
}
