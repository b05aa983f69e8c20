//! Tables of messages: agents' and customers' words told apart.

use assay_ingest::Kind;

use super::{feedback, reading, reasons};

fn words(name: &str, csv: &str) -> Vec<String> {
    let found = reading(name, csv);
    assert_eq!(found.kind, Kind::Ticket, "{name}: {}", found.kind_reason);
    let texts = feedback(&found).iter().map(|f| f.text.clone()).collect();
    assert!(
        reasons(&found).contains("were left out"),
        "{}",
        reasons(&found)
    );
    texts
}

#[test]
fn a_column_tells_whose_words_a_message_has() {
    let both = ["The export stops at half", "It still stops for me"];
    for csv in [
        "conversation_id,message_id,message_author_type,message_created_at,message_body\n\
         1,11,user,2025-03-01 10:00:00,The export stops at half\n\
         1,12,admin,2025-03-01 11:00:00,Sorry to hear that! Can you try again?\n\
         1,13,bot,2025-03-01 11:00:05,How did we do?\n\
         1,14,lead,2025-03-01 12:00:00,It still stops for me\n",
        "ticket_id,id,incoming,private,created_at,body_text\n\
         1,11,true,false,2025-03-01 10:00:00,The export stops at half\n\
         1,12,false,false,2025-03-01 11:00:00,Sorry to hear that! Can you try again?\n\
         1,13,true,true,2025-03-01 11:00:05,Customer is on the old plan\n\
         1,14,true,false,2025-03-01 12:00:00,It still stops for me\n",
        "ticket_id,comment_id,author_role,public,created_at,comment\n\
         1,11,end-user,TRUE,2025-03-01 10:00:00,The export stops at half\n\
         1,12,agent,TRUE,2025-03-01 11:00:00,Sorry to hear that! Can you try again?\n\
         1,13,agent,FALSE,2025-03-01 11:00:05,Ask the billing people about it\n\
         1,14,end-user,TRUE,2025-03-01 12:00:00,It still stops for me\n",
        "ticket_id,direction,date,message\n\
         1,inbound,2025-03-01 10:00:00,The export stops at half\n\
         1,outbound,2025-03-01 11:00:00,Sorry to hear that! Can you try again?\n\
         1,inbound,2025-03-01 12:00:00,It still stops for me\n",
    ] {
        assert_eq!(words("support_messages.csv", csv), both, "{csv}");
    }
}

#[test]
fn a_customers_own_role_is_no_agents() {
    let csv = "ticket_id,subject,description,role\n\
        1,Export,The export stops at half,admin\n\
        2,Prices,I was billed twice in May,user\n\
        3,Login,I cannot log in at all,admin\n";
    let found = reading("tickets.csv", csv);
    assert_eq!(feedback(&found).len(), 3, "{}", reasons(&found));
    let all_agents = csv.replace("role", "author_type").replace("user", "admin");
    let found = reading("tickets.csv", all_agents);
    assert_eq!(
        feedback(&found).len(),
        3,
        "what leaves nobody is about something else"
    );
}

#[test]
fn authors_named_by_number_are_told_apart_by_who_opened_the_ticket() {
    let csv = "ticket_id,id,author_id,public,created_at,comment\n\
        1,11,700,true,2025-03-01 10:00:00,The export stops at half\n\
        1,12,9,true,2025-03-01 11:00:00,Sorry to hear that! Can you try again?\n\
        2,14,9,true,2025-03-02 12:00:00,We are looking into your invoice\n\
        2,13,701,true,2025-03-02 09:00:00,I was billed twice in May\n\
        1,15,700,true,2025-03-03 10:00:00,It still stops for me\n";
    let customers = [
        "The export stops at half",
        "I was billed twice in May",
        "It still stops for me",
    ];
    assert_eq!(words("comments.csv", csv), customers);
    let with_requester = "ticket_id,requester_id,author_id,comment\n\
        1,700,700,The export stops at half\n\
        1,700,9,Sorry to hear that! Can you try again?\n\
        2,701,701,I was billed twice in May\n";
    assert_eq!(words("comments.csv", with_requester), customers[..2]);
    let alone = "ticket_id,id,author_id,comment\n\
        1,11,700,The export stops at half\n1,12,700,It still stops for me\n2,13,701,I was billed twice in May\n";
    assert_eq!(
        feedback(&reading("comments.csv", alone)).len(),
        3,
        "nobody answers"
    );
}

#[test]
fn a_document_that_lists_its_users_tells_agents_from_customers() {
    let json = r#"{"comments": [
        {"id": 1, "author_id": 700, "body": "The export stops at half", "public": true},
        {"id": 2, "author_id": 9, "body": "Sorry to hear that! Can you try again?", "public": true},
        {"id": 3, "author_id": 700, "body": "It still stops for me", "public": true}],
        "users": [{"id": 700, "role": "end-user", "name": "Jo", "email": "jo@example.org"},
            {"id": 9, "role": "agent", "name": "Ann"}], "count": 3, "next_page": null}"#;
    assert_eq!(
        words("zendesk_comments.json", json),
        ["The export stops at half", "It still stops for me"]
    );
    let found = reading("zendesk_comments.json", json);
    assert_eq!(feedback(&found)[0].email.as_deref(), Some("jo@example.org"));
}

#[test]
fn a_colleague_in_copy_is_no_agent() {
    let csv = "id,ticket_id,author_id,created_at,body\n\
        1,10,501,2024-03-01 10:00:00,The export of our invoices stops halfway\n\
        2,10,900,2024-03-01 11:00:00,Please try again with the new version\n\
        3,10,502,2024-03-01 12:00:00,I am Jo's colleague and see the same fault\n\
        4,11,503,2024-03-02 10:00:00,I cannot find where to invite people\n\
        5,11,900,2024-03-02 11:00:00,You find it under Settings and Team\n\
        6,12,504,2024-03-02 12:00:00,Why was I charged twice this month\n\
        7,12,901,2024-03-02 13:00:00,We have paid the second one back\n";
    let written = |found: &assay_ingest::Reading| -> Vec<String> {
        feedback(found)
            .iter()
            .map(|item| item.id.clone().unwrap())
            .collect()
    };
    assert_eq!(
        written(&reading("ticket_comments.csv", csv)),
        ["1", "3", "4", "6"]
    );
    let with_requester: String = csv
        .lines()
        .map(|line| {
            let requester = match line.split(',').nth(1) {
                Some("10") => "501",
                Some("11") => "503",
                Some("12") => "504",
                _ => "requester_id",
            };
            format!("{requester},{line}\n")
        })
        .collect();
    assert_eq!(
        written(&reading("ticket_comments.csv", with_requester)),
        ["1", "3", "4", "6"]
    );
}

#[test]
fn the_sort_of_a_message_tells_whose_it_is() {
    let csv = "Conversation ID,Subject,Customer Email,Created At,Thread Type,Thread Body\n\
        5,Login,kim@a.io,2024-03-01 09:05,customer,I cannot log in since the last update\n\
        5,Login,kim@a.io,2024-03-01 09:25,message,Please clear your cache and try again\n\
        5,Login,kim@a.io,2024-03-01 09:26,note,Known fault of the last release\n\
        5,Login,kim@a.io,2024-03-02 08:00,customer,That did not help and the page stays white\n";
    let expected = [
        "I cannot log in since the last update",
        "That did not help and the page stays white",
    ];
    assert_eq!(words("conversations.csv", csv), expected);
}

#[test]
fn a_chat_is_told_by_who_sent_what() {
    let csv = "session_id,timestamp,sender,text\n\
        s1,2024-03-01T10:00:00Z,visitor,Hello is anybody there? My order has not arrived\n\
        s1,2024-03-01T10:00:30Z,agent,Hi and let me look at it for you\n\
        s1,2024-03-01T10:02:00Z,visitor,It was ordered two weeks ago\n";
    let expected = [
        "Hello is anybody there? My order has not arrived",
        "It was ordered two weeks ago",
    ];
    assert_eq!(words("chat.csv", csv), expected);
}

#[test]
fn a_bots_messages_are_left_out_wherever_people_write() {
    let channel = reading(
        "channel.json",
        r#"{"channel": {"name": "feedback"}, "messages": [
            {"id": "1", "timestamp": "2024-03-01T10:00:00Z", "content": "Could we mute single boards?", "author": {"id": "5", "name": "ana", "isBot": false}},
            {"id": "2", "timestamp": "2024-03-01T10:05:00Z", "content": "Here is how to ask a question", "author": {"id": "9", "name": "helper", "isBot": true}},
            {"id": "3", "timestamp": "2024-03-01T10:06:00Z", "content": "Yes please, it is too much", "author": {"id": "6", "name": "bo", "isBot": false}}]}"#,
    );
    let said: Vec<_> = feedback(&channel)
        .iter()
        .map(|message| message.text.as_str())
        .collect();
    assert_eq!(
        said,
        ["Could we mute single boards?", "Yes please, it is too much"]
    );
    assert_eq!(
        channel.kind,
        Kind::Survey,
        "nobody answers there for the company"
    );
}

#[test]
fn an_agents_address_is_never_the_customers() {
    let tickets = reading(
        "desk.json",
        r#"[{"id": 1, "subject": "Import", "description": "It ends with error 17", "assignee": {"email": "kim@desk.example"}, "primaryCustomer": {"email": "ana@example.org"}},
            {"id": 2, "subject": "Seats", "description": "The page of seats is blank", "assignee": {"email": "kim@desk.example"}, "primaryCustomer": {"email": "bo@example.org"}}]"#,
    );
    let emails: Vec<_> = feedback(&tickets)
        .iter()
        .map(|ticket| ticket.email.as_deref())
        .collect();
    assert_eq!(emails, [Some("ana@example.org"), Some("bo@example.org")]);

    let mails = reading(
        "inbox.csv",
        "Date,From,To,Subject,Body\n\
         2024-03-01,Ana Ruiz <Ana@example.org>,help@desk.example,Slow,Your page takes a minute to open\n\
         2024-03-02,\"\"\"Li, Bo\"\" <bo@example.org>\",help@desk.example,Price,I cannot find what it costs\n",
    );
    let emails: Vec<_> = feedback(&mails)
        .iter()
        .map(|mail| mail.email.as_deref())
        .collect();
    assert_eq!(emails, [Some("ana@example.org"), Some("bo@example.org")]);
}

#[test]
fn what_an_agent_opened_is_not_the_customers() {
    let tickets = reading(
        "tickets.csv",
        "Ticket ID,Created by an agent,Subject,Customer email,Survey score,Survey comment\n\
         1,false,My mug broke,ana@example.org,5,Very kind\n\
         2,true,Your gift for the new year,bo@example.org,,\n\
         3,false,Where is my order?,cy@example.org,2,I had to ask three times\n",
    );
    let said: Vec<_> = feedback(&tickets)
        .iter()
        .map(|ticket| ticket.text.as_str())
        .collect();
    assert_eq!(
        said,
        [
            "My mug broke",
            "Very kind",
            "Where is my order?",
            "I had to ask three times"
        ],
        "the subject is a ticket's words where it has no others"
    );
}

#[test]
fn a_message_has_its_own_number_and_not_its_conversations() {
    let ids = |csv: &str| -> Vec<String> {
        let found = reading("messages.csv", csv);
        let messages = feedback(&found);
        messages.iter().map(|f| f.id.clone().unwrap()).collect()
    };
    let first = "Message ID,Conversation ID,Direction,Message date,Subject,Extract\n\
        m1,c1,Inbound,2024-03-01 10:00,Broken link,The link in your mail is broken\n\
        m2,c1,Outbound,2024-03-01 11:00,Re: Broken link,Here is the right one\n\
        m3,c2,Inbound,2024-03-02 10:00,Password,I never get the reset mail\n";
    let later =
        "m4,c1,Inbound,2024-03-03 10:00,Re: Broken link,It works but the picture is missing\n";
    assert_eq!(ids(first), ["m1", "m3"]);
    assert_eq!(ids(&format!("{first}{later}")), ["m1", "m3", "m4"]);
    let comments = "id,ticket_id,author_role,body\n\
        11,1,end-user,The export stops at half\n12,1,agent,Can you try again?\n13,1,end-user,It still stops for me\n";
    assert_eq!(ids(comments), ["11", "13"]);
}

#[test]
fn messages_of_a_service_say_who_they_are_from() {
    let crisp = r#"[
        {"session_id": "s1", "from": "user", "content": "My card was charged twice", "timestamp": 1709280000000, "user": {"nickname": "Ana"}},
        {"session_id": "s1", "from": "operator", "content": "Let me check for you", "timestamp": 1709280100000, "user": {"nickname": "Kim"}},
        {"session_id": "s1", "from": "user", "content": "It was so in May as well", "timestamp": 1709280200000, "user": {"nickname": "Ana"}}]"#;
    let front = r#"{"_pagination": {"next": null}, "_results": [
        {"id": "m1", "is_inbound": true, "text": "My card was charged twice", "subject": "Card", "created_at": 1709280000.5},
        {"id": "m2", "is_inbound": false, "text": "Let me check for you", "subject": "Re: Card", "created_at": 1709280100.5},
        {"id": "m3", "is_inbound": true, "text": "It was so in May as well", "subject": "Re: Card", "created_at": 1709280200.5}]}"#;
    for json in [crisp, front] {
        assert_eq!(
            words("messages.json", json),
            ["My card was charged twice", "It was so in May as well"]
        );
    }
}
