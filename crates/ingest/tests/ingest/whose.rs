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
