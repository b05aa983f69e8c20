//! KoboToolbox and other servers of ODK forms: a submission whose questions stand under the path of
//! their groups, and whose repeated groups are lists of the same.

use serde_json::{Map, Value};

use super::Reshaped;

/// A submission with the path of a group said once: `visit/why` of the list `visit` is `visit/why`,
/// not `visit.visit/why`.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    let is_submission = record.contains_key("_submission_time")
        && (record.contains_key("_uuid") || record.contains_key("_xform_id_string"));
    if !is_submission {
        return None;
    }
    let mut plain = Map::new();
    for (key, value) in record {
        add(&mut plain, key, value);
    }
    Some(Reshaped::new("KoboToolbox", plain))
}

/// The answers of a repeated group are joined with a blank line between them, for each is a person's
/// answer of its own.
fn add(plain: &mut Map<String, Value>, key: &str, value: &Value) {
    match value {
        Value::Array(list) if !list.is_empty() && list.iter().all(Value::is_object) => {
            for (inner, value) in list.iter().filter_map(Value::as_object).flatten() {
                let path = match inner.strip_prefix(key) {
                    Some(rest) if rest.starts_with('/') => inner.clone(),
                    _ => format!("{key}/{inner}"),
                };
                add(plain, &path, value);
            }
        }
        Value::String(words) => match plain.get_mut(key) {
            Some(Value::String(before)) if !words.is_empty() => {
                before.push_str("\n\n");
                before.push_str(words);
            }
            _ => {
                plain.insert(key.to_owned(), value.clone());
            }
        },
        _ => {
            plain.entry(key).or_insert_with(|| value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn repeated_groups_keep_their_answers_apart() {
        let submission = json!({"_id": 1, "_uuid": "u", "_submission_time": "2024-03-01T07:10:12",
            "group_a/why": "Too far", "visit": [{"visit/why": "Long wait"}, {"visit/why": "No staff"}]});
        let plain = reshape(submission.as_object().unwrap()).unwrap().record;
        assert_eq!(plain["visit/why"], "Long wait\n\nNo staff");
        assert_eq!(plain["group_a/why"], "Too far");
        assert!(reshape(json!({"_id": 1}).as_object().unwrap()).is_none());
    }
}
