//! Customers and events.

use assay_ingest::{Kind, Role};

use super::{column_with, customers, events, reading, reasons, refusal, roles, with_kind};

#[test]
fn customers_keep_every_column_that_may_serve() {
    let csv = "customer_id,email,signed_up_at,plan,channel,mrr,activated_at,churned,first_project,phone\nc1,Ada@Example.org,2024-01-05,Team,ads,\"1.234,50 €\",2024-01-09,no,2024-01-06,+49 170 1234567\nc2,bo@example.org,2024-01-06,Free,search,0,,yes,,\n,,2024-01-07,Free,ads,0,,no,,\nc4,,2024-01-08,Free,search,12,2024-02-01,no,,\n";
    let file = reading("people.csv", csv);
    assert_eq!(file.kind, Kind::Customers, "{}", file.kind_reason);
    let people = customers(&file);
    assert_eq!(people.len(), 3);
    let ada = people[0];
    assert_eq!(
        (ada.key.as_deref(), ada.email.as_deref()),
        (Some("c1"), Some("ada@example.org"))
    );
    assert_eq!(
        (ada.signed_up, ada.revenue),
        (Some(1_704_412_800), Some(1234.5))
    );
    assert_eq!(
        (ada.activated.as_deref(), ada.churned.as_deref()),
        (Some("2024-01-09"), Some("no"))
    );
    assert_eq!(people[1].activated, None);
    let names: Vec<&str> = ada.segments.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["plan", "channel", "first_project"],
        "a phone number is not kept"
    );
    assert_eq!(file.problems.len(), 1, "{}", reasons(&file));
    assert_eq!(
        file.problems[0].row,
        Some(4),
        "the row without key and address is rejected"
    );
}

#[test]
fn a_key_and_a_creation_time_without_text_are_customers() {
    let csv = "object_id,creation_time,creation_source,last_session_creation_time,org_id\n1,22-04-2014 03:53,INVITE,1398138810,11\n2,15-11-2013 03:45,SIGNUP,1396237504,1\n3,05-03-2013 23:14,SIGNUP,,94\n4,01-03-2013 23:14,SIGNUP,,94\n";
    let file = reading("users.csv", csv);
    assert_eq!(file.kind, Kind::Customers);
    assert_eq!(customers(&file)[0].signed_up, Some(1_398_138_780));
    assert_eq!(
        customers(&file)[2].signed_up,
        Some(1_362_525_240),
        "day first, as the column shows"
    );
    assert_eq!(column_with(&file, Role::Customer), Some("object_id"));
}

#[test]
fn events_have_a_name_a_time_and_somebody() {
    let csv = "user_id,event,timestamp,value\nu1,project_created,2024-01-05T10:00:00Z,1\nu1,file_imported,1704450000,3.5\n,login,2024-01-05,\nu2,login,whenever,\nu2,login,2024-01-06 08:00,\n";
    let file = reading("log.csv", csv);
    assert_eq!(file.kind, Kind::Events, "{}", file.kind_reason);
    let done = events(&file);
    assert_eq!(done.len(), 3);
    assert_eq!(
        (done[1].name.as_str(), done[1].time, done[1].value),
        ("file_imported", 1_704_450_000, Some(3.5))
    );
    let told = reasons(&file);
    assert!(
        told.contains("Some(4) Some(\"user_id\") it does not say which customer"),
        "{told}"
    );
    assert!(
        told.contains("Some(5) Some(\"timestamp\") “whenever” is no date"),
        "{told}"
    );
}

#[test]
fn a_column_of_ones_names_the_event() {
    let csv = "time_stamp,user_id,visited\n2014-04-22,1,1\n2013-11-15,2,1\n2013-11-29,2,1\n2013-12-09,2,1\n";
    let file = reading("engagement.csv", csv);
    assert_eq!(file.kind, Kind::Events, "{}", file.kind_reason);
    assert!(events(&file).iter().all(|event| event.name == "visited"));
    let mixed = reading("engagement.csv", csv.replace("11-29,2,1", "11-29,2,0"));
    assert_eq!(events(&mixed).len(), 3);
    assert!(reasons(&mixed).contains("1 rows say that it was not done"));
    let bare = reading(
        "logins.csv",
        "user_id,time\n1,2014-04-22\n2,2014-04-22\n2,2014-04-23\n",
    );
    assert_eq!(events(&bare)[0].name, "logins", "{:?}", roles(&bare));
}

#[test]
fn what_is_missing_is_said() {
    let error = assay_ingest::read(
        "x.csv",
        b"plan,country\nTeam,DE\nFree,FR\n",
        &with_kind(Kind::Customers),
    )
    .unwrap_err();
    assert!(
        error.to_string().contains("no column says which customer"),
        "{error}"
    );
    let error = assay_ingest::read(
        "x.csv",
        b"user_id,plan\nu1,Team\nu2,Free\n",
        &with_kind(Kind::Events),
    )
    .unwrap_err();
    assert!(error.to_string().contains("no column says when"), "{error}");
    assert!(refusal("x.csv", "id,comment\n").contains("headings but no rows"));
}

#[test]
fn customers_under_german_headings() {
    let csv = "Kundennr.;Registriert am;Tarif;Umsatz/Monat;Gekündigt\n\
        K1;01.02.24;Team;1.234,50;nein\n\
        K2;15.02.24;Solo;12,00;ja\n\
        K3;28.02.24;Solo;12,00;nein\n";
    let found = reading("export.csv", csv);
    assert_eq!(found.kind, Kind::Customers, "{}", found.kind_reason);
    let first = customers(&found)[0].clone();
    assert_eq!(
        (first.key.as_deref(), first.revenue),
        (Some("K1"), Some(1_234.5))
    );
    assert_eq!(first.signed_up, Some(1_706_745_600));
}

#[test]
fn events_of_a_web_analysis_in_microseconds() {
    let csv = "user_pseudo_id,event_name,event_timestamp\n\
        1.2,session_start,1709287200000000\n\
        1.2,purchase,1709287300000000\n\
        1.3,session_start,1709373600000000\n";
    let found = reading("ga.csv", csv);
    assert_eq!(found.kind, Kind::Events, "{}", found.kind_reason);
    assert_eq!(events(&found)[1].time, 1_709_287_300);
}

#[test]
fn customers_of_payment_services_are_customers_though_some_have_a_description() {
    let found = reading(
        "export.csv",
        "id,Description,Email,Created (UTC),Currency,Total Spend,Plan\n\
         cus_1,,ana@example.org,2023-01-05 10:00,eur,1204.50,pro\n\
         cus_2,,bo@example.org,2023-05-15 10:00,eur,30,free\n\
         cus_3,VIP since the fair,cy@example.org,2023-07-25 10:00,eur,99,pro\n",
    );
    assert_eq!(found.kind, Kind::Customers, "{}", found.kind_reason);
    let first = customers(&found)[0];
    assert_eq!(
        (first.key.as_deref(), first.signed_up, first.revenue),
        (Some("cus_1"), Some(1_672_912_800), Some(1204.5))
    );
}

#[test]
fn a_heading_may_name_the_zone_of_its_times() {
    let found = reading(
        "users.csv",
        "User ID,Email,Signed up (UTC),Canceled At (UTC)\n\
         u1,ana@example.org,2023-01-05 10:00,\n\
         u2,bo@example.org,2023-05-05 10:00,2024-02-01 09:00\n",
    );
    assert_eq!(column_with(&found, Role::SignedUp), Some("Signed up (UTC)"));
    assert_eq!(
        column_with(&found, Role::Churned),
        Some("Canceled At (UTC)")
    );
}
