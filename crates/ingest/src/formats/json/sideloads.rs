//! People listed beside the records that name them by a number, as Zendesk's pages do.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// Under which keys a record names a person, the one who wrote first.
const NAMED_BY: &[&str] = &["author_id", "requester_id", "submitter_id"];

/// The people whom records may name, by what is said of each: role and address.
#[derive(Default)]
pub(super) struct People(HashMap<String, Map<String, Value>>);

impl People {
    /// Those that a page lists as its users.
    pub fn of(page: &Map<String, Value>) -> People {
        let users = page.get("users").and_then(Value::as_array);
        let known = users.into_iter().flatten().filter_map(|user| {
            let mut about = Map::new();
            for (from, to) in [("role", "author_role"), ("email", "email")] {
                about.extend(user.get(from).map(|value| (to.to_owned(), value.clone())));
            }
            Some((user.get("id")?.to_string(), about))
        });
        People(known.collect())
    }

    /// Adds to a record who its author is.
    pub fn join(&self, record: &mut Value) {
        let Some(record) = record.as_object_mut().filter(|_| !self.0.is_empty()) else {
            return;
        };
        let mut keys = NAMED_BY.iter();
        let person = keys.find_map(|key| self.0.get(&record.get(*key)?.to_string()));
        for (key, value) in person.into_iter().flatten() {
            record.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
}

/// Adds to each record of a page who its author is, from the page's list of users.
pub(super) fn join(page: &mut Map<String, Value>) {
    let people = People::of(page);
    let lists = page.iter_mut().filter(|(key, _)| *key != "users");
    let records = lists.filter_map(|(_, list)| list.as_array_mut()).flatten();
    records.for_each(|record| people.join(record));
}
