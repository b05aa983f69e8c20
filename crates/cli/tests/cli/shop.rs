//! A small invented shop: customers, what they did, and what they say about three things.

use std::fmt::Write;

use crate::util::Folder;

/// What is said about parcels.
pub const PARCEL: [&str; 5] = [
    "the parcel arrived a week late and nobody told me",
    "delivery took far too long, the parcel was stuck",
    "still waiting for my parcel, the courier lost it",
    "late delivery again, the courier never rang",
    "my parcel came late and the box was open",
];
/// What is said about passwords.
pub const PASSWORD: [&str; 5] = [
    "cannot log in because the password mail never comes",
    "resetting my password fails, the login page loops",
    "login is broken after I changed the password",
    "the password reset link has expired every time",
    "I forgot the password and could not log in again",
];
const FRIENDLY: [&str; 5] = [
    "lovely staff, friendly answers on the phone",
    "the people on the phone were friendly and quick",
    "friendly and patient support staff, thank you",
    "staff on the phone helped me at once, very kind",
    "kind and friendly phone support as always",
];

/// How many customers the shop has.
pub const CUSTOMERS: usize = 300;

/// How many answers they gave.
pub const ANSWERS: usize = 360;

impl Folder {
    /// Writes `customers.csv`, `events.csv` and `survey.csv`.
    pub fn write_shop(&self) {
        let mut customers = "customer_id,signed_up_at,plan\n".to_owned();
        let mut events = "customer_id,event,timestamp\n".to_owned();
        let mut survey = "response_id,customer_id,date,comment\n".to_owned();
        for i in 0..CUSTOMERS {
            let plan = if i % 2 == 0 { "small" } else { "large" };
            let topic = i % 3;
            let day = 1 + i % 20;
            let _ = writeln!(customers, "c{i},2026-01-{day:02},{plan}");
            // Most order twice in time; of those with late parcels only a few.
            let activated = if topic == 0 { i % 4 == 0 } else { i % 5 != 0 };
            if activated {
                let _ = writeln!(events, "c{i},ordered,2026-01-{:02}T10:00:00Z", day + 2);
                let _ = writeln!(events, "c{i},ordered,2026-01-{:02}T12:00:00Z", day + 5);
            }
            let _ = writeln!(events, "c{i},visited,2026-03-01T08:00:00Z");
            let mut say = |id: String, topic: usize| {
                let text = [PARCEL, PASSWORD, FRIENDLY][topic][(i / 3) % 5];
                let _ = writeln!(
                    survey,
                    "{id},c{i},2026-01-{:02},\"{text}, number {i}\"",
                    day + 1
                );
            };
            say(format!("r{i}"), topic);
            // Some speak of a second thing: were it exactly one each, the themes would determine
            // one another and nothing could be said of any.
            if i % 5 == 0 {
                say(format!("s{i}"), (topic + 1) % 3);
            }
        }
        self.write("customers.csv", customers);
        self.write("events.csv", events);
        self.write("survey.csv", survey);
    }

    /// The shop imported, its rule set, its themes found, in `shop.assay`.
    pub fn shop() -> Self {
        let folder = Folder::new();
        folder.write_shop();
        folder.ok([
            "import",
            "shop.assay",
            "customers.csv",
            "events.csv",
            "survey.csv",
        ]);
        folder.ok([
            "activation",
            "shop.assay",
            "--event",
            "ordered",
            "--times",
            "2",
            "--within",
            "14",
        ]);
        folder.ok(["analyze", "shop.assay", "--themes", "3"]);
        folder
    }
}
