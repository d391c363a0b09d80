//! One field's value as JSON: text and references as strings, whole numbers as
//! numbers, days as `"2026-11-21"`, truths as `true` and `false`, nothing as
//! `null`.

use crate::domain::Day;
use crate::domain::schema::{FieldKind, Value, integer_within_bounds};
use serde_json::Value as Json;

/// A value as JSON.
pub fn to_json(value: Option<&Value>) -> Json {
    match value {
        None => Json::Null,
        Some(Value::Text(text)) => Json::String(text.clone()),
        Some(Value::Integer(number)) => Json::from(*number),
        Some(Value::Date(day)) => Json::String(day.to_string()),
        Some(Value::Truth(truth)) => Json::Bool(*truth),
        Some(Value::Reference(id)) => Json::String(id.to_string()),
    }
}

/// A value from JSON; `None` if it is not of the field's kind.
pub fn from_json(kind: FieldKind, json: &Json) -> Option<Option<Value>> {
    let value = match (kind, json) {
        (_, Json::Null) => return Some(None),
        (FieldKind::Text | FieldKind::Label, Json::String(text)) => Value::Text(text.clone()),
        (FieldKind::Integer, Json::Number(number)) => {
            Value::Integer(integer_within_bounds(number.as_i64()?)?)
        }

        (FieldKind::Date, Json::String(text)) => Value::Date(Day::parse_iso(text)?),
        (FieldKind::Truth, Json::Bool(truth)) => Value::Truth(*truth),
        (FieldKind::Reference, Json::String(text)) => Value::Reference(text.parse().ok()?),
        _ => return None,
    };
    Some(Some(value))
}
