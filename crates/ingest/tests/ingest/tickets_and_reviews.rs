//! Tickets and reviews.

use assay_ingest::{Kind, Role};

use super::{column_with, feedback, reading, reasons, roles};

#[test]
fn a_ticket_is_its_description_and_keeps_its_title() {
    let csv = "Ticket ID,Subject,Description,Requester,Status,Priority,Created at,Tags\n71,Import,\"<p>Hello,</p><p>the import <b>fails</b> &amp; hangs.</p>\",u1,open,high,2024-03-01 10:00,\"bug, import\"\n72,Cannot log in,,u2,closed,low,2024-03-02 10:00,login\n73,Re: Bill,\"I was charged twice.\n\nOn Mon, 4 Mar 2024 at 10:00, Support <help@example.org> wrote:\n> Please check\",u3,open,low,2024-03-04 11:00,\n";
    let tickets = reading("helpdesk.csv", csv);
    assert_eq!(tickets.kind, Kind::Ticket, "{}", tickets.kind_reason);
    let items = feedback(&tickets);
    let words: Vec<_> = items
        .iter()
        .map(|item| (item.title.as_deref(), item.text.as_str()))
        .collect();
    assert_eq!(
        words,
        [
            (Some("Import"), "Hello,\n\nthe import fails & hangs."),
            (None, "Cannot log in"),
            (Some("Re: Bill"), "I was charged twice."),
        ],
        "HTML and quoted replies go; without a description the title is the text"
    );
    assert_eq!(
        (items[0].id.as_deref(), items[0].customer.as_deref()),
        (Some("71"), Some("u1"))
    );
    let segments: Vec<&str> = items[0]
        .segments
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(segments, ["Status", "Priority", "Tags"]);
    assert_eq!(items[0].question, None, "a description is no question");
}

#[test]
fn tickets_in_json_with_nested_people() {
    let json = r#"{"tickets": [
        {"id": 35436, "subject": "Export is empty", "description": "The export has no rows since Monday.", "status": "open",
         "created_at": "2024-06-01T08:00:00Z", "requester": {"id": 77, "email": "Ada@example.org"}, "tags": ["export", "bug"],
         "url": "https://x.example/1.json"},
        {"id": 35437, "subject": "Invite", "description": "My colleague never got the invite.", "status": "solved",
         "created_at": "2024-06-02T08:00:00Z", "requester": {"id": 78, "email": "bo@example.org"}, "tags": [],
         "url": "https://x.example/2.json"}
    ], "count": 2, "next_page": null}"#;
    let tickets = reading("export.json", json);
    assert_eq!(tickets.kind, Kind::Ticket, "{}", tickets.kind_reason);
    let items = feedback(&tickets);
    assert_eq!((items[0].row, items[1].row), (1, 2));
    assert_eq!(items[1].text, "My colleague never got the invite.");
    assert_eq!(
        (items[0].customer.as_deref(), items[0].email.as_deref()),
        (Some("77"), Some("ada@example.org"))
    );
    assert_eq!(
        (items[0].id.as_deref(), items[0].time),
        (Some("35436"), Some(1_717_228_800))
    );
    assert!(
        items[0]
            .segments
            .contains(&("tags".to_owned(), "export, bug".to_owned())),
        "{:?}",
        items[0].segments
    );
}

#[test]
fn an_issue_from_a_web_hook() {
    let json = r#"{"action": "opened", "issue": {"number": 7, "title": "Crash on start", "body": "It crashes right after the splash screen.", "user": {"login": "ada"}, "created_at": "2024-06-01T08:00:00Z", "state": "open"}, "repository": {"id": 1, "ssh_url": "git@example.org:a/b.git"}}"#;
    let issue = reading("hook.json", json);
    let items = feedback(&issue);
    assert_eq!(
        (items[0].text.as_str(), items[0].title.as_deref()),
        (
            "It crashes right after the splash screen.",
            Some("Crash on start")
        )
    );
    assert_eq!(items[0].email, None);
}

#[test]
fn reviews_have_a_rating_and_words() {
    let csv = "date,title,review,stars,author,verified,app_version\n2024-01-01,Great,Does what it says and is quick,5 stars,Ada L.,yes,3.1\n2024-01-02,Meh,Crashes when I open large files,2 stars,Bo,no,3.1\n2024-01-03,,Love the new templates a lot,★★★★☆,Cy,yes,3.0\n";
    let reviews = reading("app.csv", csv);
    assert_eq!(reviews.kind, Kind::Review, "{}", reviews.kind_reason);
    let items = feedback(&reviews);
    let ratings: Vec<_> = items.iter().map(|item| item.rating).collect();
    assert_eq!(
        ratings,
        [Some(5.0), Some(2.0), Some(4.0)],
        "{:?}",
        roles(&reviews)
    );
    assert_eq!(
        (items[0].title.as_deref(), items[0].author.as_deref()),
        (Some("Great"), Some("Ada L."))
    );
    assert_eq!(column_with(&reviews, Role::Text), Some("review"));
}

#[test]
fn json_lines_with_a_bad_line() {
    let lines = "{\"id\": 1, \"comment\": \"It is far too slow for me\"}\n{broken\n{\"id\": 2, \"comment\": \"The price went up again\"}\n";
    let found = reading("x.jsonl", lines);
    let rows: Vec<_> = feedback(&found).iter().map(|item| item.row).collect();
    assert_eq!(rows, [1, 3], "rows are lines");
    assert_eq!((found.problems[0].row, found.problems.len()), (Some(2), 1));
}

#[test]
fn a_companys_reply_is_no_review() {
    let csv = "Review Submit Date and Time,Star Rating,Review Title,Review Text,Developer Reply Text\n\
        2025-03-01T10:00:00Z,2,,It crashes whenever I open the camera,Sorry about that! Please update it\n\
        2025-03-02T10:00:00Z,5,Great,Does what it should and quickly,Thank you for the kind words\n\
        2025-03-03T10:00:00Z,1,,Since the update nothing works,We are looking into this one\n";
    let found = reading("reviews.csv", csv);
    assert_eq!(feedback(&found).len(), 3, "{:?}", roles(&found));
    let scraped = csv
        .replace("Developer Reply Text", "replyContent")
        .replace("Review Text", "content");
    assert_eq!(feedback(&reading("reviews.csv", scraped)).len(), 3);
}

#[test]
fn an_issue_tracker_repeats_headings_and_leaves_ghost_rows() {
    let csv = "Summary,Issue key,Status,Priority,Labels,Labels,Description,Comment,Comment\n\
        Export fails,SUP-1,Open,High,export,csv,It stops at half of my list,we look into it,still so\n\
        ,,,,mobile,,,,\n\
        Blank page,SUP-2,Done,Low,,,I see a white page since the update,,\n\
        Dark mode please,SUP-3,Open,Low,,,,,\n";
    let found = reading("jira.csv", csv);
    let texts: Vec<&str> = feedback(&found).iter().map(|f| f.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "It stops at half of my list",
            "I see a white page since the update",
            "Dark mode please"
        ]
    );
    assert_eq!(found.problems.len(), 1, "{}", reasons(&found));
    assert_eq!(found.problems[0].row, Some(3));
}

#[test]
fn what_the_reporter_of_an_issue_adds_is_a_part_of_it() {
    let csv = "Summary,Issue key,Status,Reporter,Reporter Id,Created,Description,Comment,Comment,Comment\n\
        Export fails,SUP-1,Open,Jo Miller,557058:a1,01/Dec/21 9:30 AM,It stops at half of my list,\
        01/Dec/21 10:00 AM;5b10:t;We look into it,\"01/Dec/21 11:00 AM;557058:a1;Small files fail; even ten rows\",\n\
        Dark mode,SUP-2,Done,Ann Lee,557058:b2,02/Dec/21 9:30 AM,,02/Dec/21 10:00 AM;557058:b2;For the evening,,\n";
    let found = reading("jira.csv", csv);
    let texts: Vec<&str> = feedback(&found).iter().map(|f| f.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "It stops at half of my list\n\nSmall files fail; even ten rows",
            "For the evening"
        ]
    );
    let reasons = reasons(&found);
    assert!(reasons.contains("reported an issue: 1"), "{reasons}");
}

#[test]
fn mail_that_nobody_wrote_is_in_the_ledger() {
    let csv = "Ticket ID,Subject,Requester email,Created at,Description\n\
        1,Export fails,jo@acme.com,2024-03-01,The last page is missing in every export\n\
        2,Out of Office: Re: Export fails,al@acme.com,2024-03-01,I am back on 11 March\n\
        3,Undeliverable: Your ticket,mailer-daemon@mx.com,2024-03-01,Delivery has failed\n\
        4,Invoice,jo@acme.com,2024-03-01,This request was closed and merged into request #1.\n";
    let found = reading("tickets.csv", csv);
    assert_eq!(feedback(&found).len(), 1);
    let reasons = reasons(&found);
    assert_eq!(
        reasons
            .matches("a program wrote it, not a customer")
            .count(),
        3,
        "{reasons}"
    );
}

#[test]
fn what_is_said_beside_a_rating_is_kept_beside_the_ticket() {
    let json = r#"[{"id": 1, "subject": "Help", "description": "I cannot pay with my card", "requester_id": 5,
        "created_at": "2024-03-01T10:00:00Z", "via": {"channel": "email"}, "status": "open",
        "satisfaction_rating": {"score": "bad", "comment": "Nobody answered me for days"}}]"#;
    let found = reading("tickets.json", json);
    let texts: Vec<_> = feedback(&found)
        .iter()
        .map(|item| item.text.as_str())
        .collect();
    assert_eq!(
        texts,
        ["I cannot pay with my card", "Nobody answered me for days"]
    );
}

#[test]
fn a_review_and_its_translation_are_one() {
    let reviews = reading(
        "reviews.csv",
        "Date,Review ID,Rating,Review,Translated review,Developer Reply\n\
         2024-03-01,r1,2,Seit dem Update sehr langsam,Very slow since the update,Danke!\n\
         2024-03-02,r2,5,Très pratique au travail,Very handy at work,\n",
    );
    let said: Vec<_> = feedback(&reviews)
        .iter()
        .map(|review| review.text.as_str())
        .collect();
    assert_eq!(
        said,
        ["Seit dem Update sehr langsam", "Très pratique au travail"]
    );
}

#[test]
fn tickets_are_known_by_what_only_help_desks_have() {
    for (csv, title) in [
        (
            "Ticket ID,Ticket name,Ticket description,Ticket status,Create date\n\
             771,Invites,The invite mail bounces for everyone,Closed,2024-03-01 10:00\n\
             772,Recurring,Please let tasks recur every second Tuesday,New,2024-03-03 10:00\n",
            Some("Invites"),
        ),
        (
            "Conversation ID,Conversation state,Conversation rating,User email,First message\n\
             1,closed,5,ana@example.org,How do I download all invoices of last year?\n\
             2,open,2,bo@example.org,The mobile app signs me out every morning\n",
            None,
        ),
        (
            "Number,Opened,Short description,Description,Caller,Assignment group\n\
             INC1,2024-03-01,VPN drops,It drops every ten minutes since Monday,Ana Ruiz,Network\n\
             INC2,2024-03-02,Printer,It prints only half of each page,Bo Li,Desk\n",
            Some("VPN drops"),
        ),
    ] {
        let tickets = reading("export.csv", csv);
        assert_eq!(tickets.kind, Kind::Ticket, "{csv}");
        assert_eq!(feedback(&tickets)[0].title.as_deref(), title);
    }
}

#[test]
fn what_the_company_answered_is_no_review() {
    let maps = reading(
        "reviews.json",
        r#"{"reviews": [
            {"name": "accounts/101/locations/202/reviews/r1", "reviewer": {"displayName": "Ana Ruiz"}, "starRating": "TWO", "comment": "I waited for an hour", "createTime": "2024-03-01T09:00:00Z", "reviewReply": {"comment": "We are sorry to hear that"}},
            {"name": "accounts/101/locations/202/reviews/r2", "reviewer": {"displayName": "Bo Li"}, "starRating": "FIVE", "comment": "Lovely place for a break", "createTime": "2024-03-02T09:00:00Z"}]}"#,
    );
    let app = reading(
        "reviews.json",
        r#"{"reviews": [
            {"reviewId": "r1", "comments": [{"userComment": {"text": "I waited for an hour", "starRating": 2, "lastModified": {"seconds": "1709283600"}}}, {"developerComment": {"text": "We are sorry to hear that"}}]},
            {"reviewId": "r2", "comments": [{"userComment": {"text": "Lovely place for a break", "starRating": 5, "lastModified": {"seconds": "1709370000"}}}]}]}"#,
    );
    for reviews in [maps, app] {
        let found: Vec<_> = feedback(&reviews)
            .iter()
            .map(|review| (review.text.as_str(), review.rating, review.time))
            .collect();
        assert_eq!(
            found,
            [
                ("I waited for an hour", Some(2.0), Some(1_709_283_600)),
                ("Lovely place for a break", Some(5.0), Some(1_709_370_000)),
            ]
        );
    }
}

#[test]
fn an_issue_in_german_keeps_its_summary_as_its_title() {
    let issues = reading(
        "Jira.csv",
        "Zusammenfassung,Vorgangsschlüssel,Vorgangs-ID,Autor,Erstellt,Beschreibung\n\
         Anmeldung scheitert,SUP-1,10001,ana,01/März/24 10:00 AM,Die Seite zeigt Fehler 500\n\
         Dunkles Design,SUP-2,10002,bo,02/Mai/24 10:00 PM,Abends blendet mich das Weiß\n",
    );
    let first = feedback(&issues)[0];
    assert_eq!(feedback(&issues).len(), 2);
    assert_eq!(
        (first.id.as_deref(), first.title.as_deref()),
        (Some("SUP-1"), Some("Anmeldung scheitert"))
    );
}

#[test]
fn what_stands_twice_in_a_record_is_said_once() {
    let comment = |id: usize, words: &str| {
        format!(
            r#"{{"id": "c{id}", "snippet": {{"textDisplay": "{words}<br>Thanks &amp; bye", "textOriginal": "{words}\nThanks & bye",
                "publishedAt": "2024-03-0{id}T10:00:00Z"}}}}"#
        )
    };
    let said = [
        "The new search is slow",
        "I cannot find the export",
        "Great video, more of it",
    ];
    let comments: Vec<String> = (1..).zip(said).map(|(id, w)| comment(id, w)).collect();
    let page = format!(
        r#"{{"kind": "list", "pageInfo": {{"totalResults": 3}}, "items": [{}]}}"#,
        comments.join(",")
    );
    let found = reading("comments.json", &page);
    let texts: Vec<&str> = feedback(&found).iter().map(|f| f.text.as_str()).collect();
    assert_eq!(texts, said.map(|words| format!("{words}\nThanks & bye")));
    let pairs = "id,Pros,Cons\n1,Easy to use for all of us,Far too slow for all of us\n\
        2,Easy to use for all of us,None at all I think\n3,Nothing comes to my mind,Nothing comes to my mind\n";
    assert_eq!(
        feedback(&reading("reviews.csv", pairs)).len(),
        6,
        "what one says of both stays"
    );
}

#[test]
fn a_headline_called_name_is_nobodys_name() {
    let tasks = "Task ID,Created At,Name,Notes\n\
        1,2024-03-01,Export stops in the train,It stops when I am on the train and I have to start again\n\
        2,2024-03-02,Billing address cannot be changed,I cannot find where to change the address on the bill\n\
        3,2024-03-03,Search is slow for large lists,It takes ten seconds with our list of customers\n";
    let found = reading("tasks.csv", tasks);
    assert_eq!(column_with(&found, Role::Title), Some("Name"));
    assert_eq!(column_with(&found, Role::Author), None);
    let people = "Date,Name,Comment\n2024-03-01,María José García López,It stops when I am on the train\n\
        2024-03-02,Jan van der Meer,I cannot find the address on the bill\n2024-03-03,ana ruiz,It takes ten seconds with our list\n";
    let found = reading("answers.csv", people);
    assert_eq!(column_with(&found, Role::Author), Some("Name"));
}
