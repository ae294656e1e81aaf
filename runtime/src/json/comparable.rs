//! JSON for comparison in tests.

use serde_json::{Number, Value};

/// Parses JSON so that texts with the same meaning are equal: the order of members does not matter, nor
/// whether a number is `1` or `1.0`.
///
/// ```
/// use speccast_runtime::codegen::comparable;
///
/// assert_eq!(comparable(r#"{"a":1,"b":[2.5]}"#)?, comparable(br#"{ "b": [2.5], "a": 1.0 }"#)?);
/// # Ok::<_, speccast_runtime::serde_json::Error>(())
/// ```
///
/// # Errors
/// If the text is not exactly one JSON value.
pub fn comparable(text: impl AsRef<[u8]>) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(text.as_ref()).map(with_doubles)
}

/// Converts numbers to doubles where that is exact.
fn with_doubles(value: Value) -> Value {
    match value {
        Value::Number(number) => {
            // Beyond 2^53 several integers have the same double, and must stay different.
            let is_exact = number.as_i64().is_none_or(|integer| integer.unsigned_abs() <= 1 << 53);
            let double = number.as_f64().filter(|_| is_exact).and_then(Number::from_f64);
            Value::Number(double.unwrap_or(number))
        }
        Value::Array(values) => values.into_iter().map(with_doubles).collect(),
        Value::Object(members) => {
            members.into_iter().map(|(name, value)| (name, with_doubles(value))).collect()
        }
        other => other,
    }
}
