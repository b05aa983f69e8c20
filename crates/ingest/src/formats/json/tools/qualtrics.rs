//! Qualtrics: a response whose values stand under codes, and again as labels that people read.

use serde_json::{Map, Value};

use super::Reshaped;

/// A response of the JSON export: the label of a choice instead of its number, and nothing of what
/// the survey showed.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    let (values, labels) = (record.get("values")?, record.get("labels"));
    let (Value::Object(values), Some(id)) = (values, record.get("responseId")) else {
        return None;
    };
    let mut plain = Map::new();
    plain.insert("responseId".to_owned(), id.clone());
    for (key, value) in values {
        let label = labels.and_then(|labels| labels.get(key));
        // A number on a scale stays a number where its label is a phrase such as “9 - likely”.
        let value = match label {
            Some(Value::String(text)) if text.trim().parse::<f64>().is_err() => label,
            Some(Value::Array(_)) => label,
            _ => None,
        }
        .unwrap_or(value);
        if key != "_recordId" {
            plain.insert(key.clone(), value.clone());
        }
    }
    let typed = plain.keys().filter(|key| key.ends_with("_TEXT")).cloned();
    Some(Reshaped {
        typed: typed.collect(),
        ..Reshaped::new("Qualtrics", plain)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_response_is_its_values_in_words() {
        let response = json!({"responseId": "R_1",
            "values": {"endDate": "2024-03-01T09:05:00Z", "_recordId": "R_1", "QID1": 7, "QID2": 3,
                "QID3_TEXT": "The import is slow"},
            "labels": {"QID1": "7", "QID2": "Every day"},
            "displayedFields": ["QID1"], "displayedValues": {"QID1": [1, 2]}});
        let plain = reshape(response.as_object().unwrap()).unwrap().record;
        assert_eq!(
            Value::Object(plain),
            json!({"responseId": "R_1", "endDate": "2024-03-01T09:05:00Z", "QID1": 7,
                "QID2": "Every day", "QID3_TEXT": "The import is slow"})
        );
    }
}
