//! LimeSurvey: a response under its own number, as older versions write it.

use serde_json::{Map, Value};

use super::Reshaped;

/// A response that is wrapped in its number: `{"12": {"id": "12", …}}`.
pub(super) fn reshape(record: &Map<String, Value>) -> Option<Reshaped> {
    let mut members = record.iter();
    let (number, response) = members.next()?;
    let response = response.as_object()?;
    let id = response.get("id").and_then(|id| match id {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    });
    (members.next().is_none() && id.as_ref() == Some(number))
        .then(|| Reshaped::new("LimeSurvey", response.clone()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_response_is_taken_out_of_its_number() {
        let wrapped = json!({"12": {"id": "12", "Q3": "Make the invoices easier to find"}});
        let plain = reshape(wrapped.as_object().unwrap()).unwrap().record;
        assert_eq!(plain["Q3"], "Make the invoices easier to find");
        let other = json!({"12": {"id": "13"}});
        assert!(reshape(other.as_object().unwrap()).is_none());
    }
}
