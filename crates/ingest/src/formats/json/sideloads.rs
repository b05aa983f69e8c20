//! People listed beside the records that name them by a number, as Zendesk's pages do.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// Under which keys a record names a person, the one who wrote first.
const NAMED_BY: &[&str] = &["author_id", "requester_id", "submitter_id"];

/// Adds to each record of a page who its author is: role and address from the page's list of users.
pub(super) fn join(page: &mut Map<String, Value>) {
    let Some(Value::Array(users)) = page.get("users") else {
        return;
    };
    let known: HashMap<String, Map<String, Value>> = users
        .iter()
        .filter_map(|user| {
            let mut about = Map::new();
            for (from, to) in [("role", "author_role"), ("email", "email")] {
                about.extend(user.get(from).map(|value| (to.to_owned(), value.clone())));
            }
            Some((user.get("id")?.to_string(), about))
        })
        .collect();
    for (_, list) in page.iter_mut().filter(|(key, _)| *key != "users") {
        let records = list.as_array_mut().into_iter().flatten();
        for record in records.filter_map(Value::as_object_mut) {
            let person = NAMED_BY
                .iter()
                .find_map(|key| known.get(&record.get(*key)?.to_string()));
            for (key, value) in person.into_iter().flatten() {
                record.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
    }
}
