//! What looks like contact data in what is about to be written.

use assay_ingest::{Sensitive, find_sensitive};
use serde_json::Value;

use crate::{Code, Error, Result};

/// Fields that name a person or a thing by a key of the user's own. A key may look like a telephone
/// number; as at import, only an e-mail address in it counts.
const KEYS: [&str; 8] = [
    "customer",
    "person",
    "author",
    "id",
    "external_id",
    "row",
    "source",
    "name",
];
/// Fields that say where files are and how a run was made.
const NOT_SAID: [&str; 3] = ["path", "hash", "digest"];

/// Contact data met so far: how much of it, and where the first stands.
#[derive(Debug, Default)]
pub(crate) struct Contacts {
    count: u64,
    first: Option<(Sensitive, String)>,
}

impl Contacts {
    /// Look through a text that is written at `place` (“item 12”).
    pub(crate) fn look(&mut self, text: &str, place: impl FnOnce() -> String) {
        let found = find_sensitive(text);
        self.add(
            &found.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
            place,
        );
    }

    /// Look for e-mail addresses in a key that tells people apart.
    pub(crate) fn look_at_key(&mut self, key: &str, place: impl FnOnce() -> String) {
        if !key.contains('@') {
            return;
        }
        let found = find_sensitive(key).into_iter().map(|(kind, _)| kind);
        let found: Vec<_> = found.filter(|kind| *kind == Sensitive::Email).collect();
        self.add(&found, place);
    }

    /// Look through every text in `value`; `place` says what it is part of.
    pub(crate) fn look_through(&mut self, value: &Value, place: &str) {
        match value {
            Value::String(text) => self.look(text, || place.to_owned()),
            Value::Array(values) => values
                .iter()
                .for_each(|value| self.look_through(value, place)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(key) if KEYS.contains(&name.as_str()) => {
                            self.look_at_key(key, || place.to_owned());
                        }
                        _ if NOT_SAID.contains(&name.as_str()) => {}
                        _ => self.look_through(value, place),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn add(&mut self, found: &[Sensitive], place: impl FnOnce() -> String) {
        self.count += found.len() as u64;
        if self.first.is_none()
            && let Some(kind) = found.first()
        {
            self.first = Some((*kind, place()));
        }
    }

    /// Refuse to write what was looked through, when there is contact data in it.
    pub(crate) fn refuse(&self, what: &str) -> Result<()> {
        let Some((kind, place)) = &self.first else {
            return Ok(());
        };
        let kind = match kind {
            Sensitive::Email => "an e-mail address",
            Sensitive::Phone => "a telephone number",
            Sensitive::Card => "a payment card's number",
            Sensitive::Iban => "a bank account's number",
            Sensitive::Ip => "an IP address",
            Sensitive::Id => "an identity number",
            Sensitive::Private => "listed words",
        };
        let more = match self.count {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        Err(Error::new(
            Code::ContactData,
            format!(
                "{what} would hold what looks like contact data ({kind} in {place}{more}), so nothing was \
                 written; import the file again with redaction, or allow contact data (on the command line --allow-contact-data)"
            ),
        ))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(value: Value) -> Option<String> {
        let mut contacts = Contacts::default();
        contacts.look_through(&value, "a quote");
        contacts
            .refuse("the report")
            .err()
            .map(|error| error.message)
    }

    #[test]
    fn contact_data_is_found_in_texts_and_addresses_in_keys() {
        let sentence = refused(json!({"quotes": [{"text": "call +49 170 1234567 or a@x.org"}]}));
        assert_eq!(
            sentence.unwrap(),
            "the report would hold what looks like contact data (a telephone number in a quote and 1 more), so \
             nothing was written; import the file again with redaction, or allow contact data (on the command line --allow-contact-data)"
        );
        assert!(refused(json!({"customer": "jo@x.org"})).is_some());
    }

    #[test]
    fn keys_paths_and_tokens_are_no_contact_data() {
        assert_eq!(
            refused(json!({
                "customer": "0170 1234567", "path": "/home/jo@x.org/a.csv", "text": "[email 1] and [phone 12]",
                "n": 4155550132_u64,
            })),
            None
        );
    }
}
