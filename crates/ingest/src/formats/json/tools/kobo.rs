//! KoboToolbox and other servers of ODK forms: a submission whose questions stand under the path of
//! their groups, and whose repeated groups are lists of the same.

use serde_json::{Map, Value};

use super::Reshaped;

/// A submission, and a record for each time that a group of it was filled in: these repeat what is
/// known of the submission, but not what was said in it, as the rows of a workbook's further sheets do
/// (`formats/repeats.rs`).
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    let is_submission = record.contains_key("_submission_time")
        && (record.contains_key("_uuid") || record.contains_key("_xform_id_string"));
    if !is_submission {
        return None;
    }
    let mut further = Vec::new();
    let plain = filled_in(record, &Map::new(), &mut further);
    Some(Reshaped {
        further,
        ..Reshaped::new("KoboToolbox", plain)
    })
}

/// Columns by which a submission is known; those of a group get its name and number.
const KEYS: &[&str] = &["_id", "_uuid", "meta/instanceID", "meta/rootUuid"];

/// Settings of the server, of no use to anybody.
const NOT_USED: &[&str] = &[
    "_validation_status",
    "_attachments",
    "_geolocation",
    "formhub/uuid",
];

/// The answers of a submission or group, with what it takes over from the one around it. Its own
/// repeated groups become further records.
fn filled_in(
    answers: &Map<String, Value>,
    around: &Map<String, Value>,
    further: &mut Vec<Map<String, Value>>,
) -> Map<String, Value> {
    let mut plain = around.clone();
    let mut groups = Vec::new();
    for (path, value) in answers {
        match value {
            _ if NOT_USED.contains(&path.as_str()) => {}
            Value::Array(list) if !list.is_empty() && list.iter().all(Value::is_object) => {
                groups.push((path, list));
            }
            value => {
                plain.insert(path.clone(), value.clone());
            }
        }
    }
    let times: usize = groups.iter().map(|(_, list)| list.len()).sum();
    let known = known_of(&plain, times);
    for (path, list) in groups {
        let name = path.rsplit('/').next().unwrap_or(path);
        for (number, group) in (1..).zip(list.iter().filter_map(Value::as_object)) {
            let mut around = known.clone();
            for (key, value) in &mut around {
                if KEYS.contains(&key.as_str()) {
                    let of = value
                        .as_str()
                        .map_or_else(|| value.to_string(), str::to_owned);
                    *value = Value::String(format!("{of}/{name}/{number}"));
                }
            }
            // The path of the group is said once: `visit/why` of the list `visit` is `visit/why`.
            let inside = group.iter().map(|(inner, value)| {
                let whole = inner
                    .strip_prefix(path.as_str())
                    .is_some_and(|rest| rest.starts_with('/'));
                let key = if whole {
                    inner.clone()
                } else {
                    format!("{path}/{inner}")
                };
                (key, value.clone())
            });
            let mut within = Vec::new();
            further.push(filled_in(&inside.collect(), &around, &mut within));
            further.append(&mut within);
        }
    }
    plain
}

/// What each of `times` groups repeats of its submission: no more than a file can be made to hold by
/// repeating it, and failing that its keys alone.
fn known_of(plain: &Map<String, Value>, times: usize) -> Map<String, Value> {
    const LONGEST: usize = 200;
    const CELLS: usize = 1 << 18;
    let brief = |value: &Value| value.as_str().is_none_or(|text| text.len() <= LONGEST);
    let one = |value: &Value| !value.is_array() && !value.is_object();
    let known = |keys_alone: bool| -> Map<String, Value> {
        plain
            .iter()
            .filter(|(path, value)| one(value) && brief(value) && tells_of_submission(path, value))
            .filter(|(path, _)| !keys_alone || KEYS.contains(&path.as_str()))
            .map(|(path, value)| (path.clone(), value.clone()))
            .collect()
    };
    let all = known(false);
    if all.len().saturating_mul(times) <= CELLS {
        all
    } else {
        known(true)
    }
}

/// Whether an answer says what is known of a submission: the server's own columns, numbers and the names
/// of choices, which have no capitals and no spaces.
fn tells_of_submission(path: &str, value: &Value) -> bool {
    const OWN: &[&str] = &["start", "end", "today", "username", "deviceid"];
    let is_choice = |text: &str| {
        text.bytes().all(|b| {
            b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'.' | b'-')
        })
    };
    path.starts_with('_')
        || OWN.contains(&path)
        || KEYS.contains(&path)
        || value.is_number()
        || value.is_boolean()
        || value.as_str().is_some_and(is_choice)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_time_a_group_was_filled_in_is_a_record() {
        let submission = json!({"_id": 1, "_uuid": "u", "_submission_time": "2024-03-01T07:10:12", "_validation_status": {"uid": "ok"},
            "group_a/why": "Too far", "district": "north", "visit": [
                {"visit/why": "Long wait", "visit/bed": [{"visit/bed/state": "Very old"}]}, {"visit/why": "No staff"}]});
        let found = reshape(submission.as_object().unwrap()).unwrap();
        assert_eq!(
            Value::Object(found.record),
            json!({"_id": 1, "_uuid": "u", "_submission_time": "2024-03-01T07:10:12", "group_a/why": "Too far", "district": "north"})
        );
        let further: Vec<Value> = found.further.into_iter().map(Value::Object).collect();
        let known = |id: &str, uuid: &str| json!({"_id": id, "_uuid": uuid, "_submission_time": "2024-03-01T07:10:12", "district": "north"});
        let with = |mut record: Value, key: &str, words: &str| {
            record[key] = json!(words);
            record
        };
        assert_eq!(
            further,
            [
                with(known("1/visit/1", "u/visit/1"), "visit/why", "Long wait"),
                with(
                    known("1/visit/1/bed/1", "u/visit/1/bed/1"),
                    "visit/bed/state",
                    "Very old"
                ),
                with(known("1/visit/2", "u/visit/2"), "visit/why", "No staff"),
            ]
        );
        assert!(reshape(json!({"_id": 1}).as_object().unwrap()).is_none());
    }

    #[test]
    fn repeating_what_is_known_cannot_fill_the_memory() {
        let mut submission = json!({"_id": 1, "_uuid": "u", "_submission_time": "2024-03-01T07:10:12", "_notes": "x".repeat(1 << 20)});
        for number in 0..2_000 {
            submission[format!("q{number}")] = json!(number);
        }
        submission["visit"] = json!(vec![json!({"visit/why": "Long wait"}); 2_000]);
        let found = reshape(submission.as_object().unwrap()).unwrap();
        assert_eq!(found.further.len(), 2_000);
        let last = Value::Object(found.further[1_999].clone());
        assert_eq!(
            last,
            json!({"_id": "1/visit/2000", "_uuid": "u/visit/2000", "visit/why": "Long wait"})
        );
    }
}
