//! Inputs given as JSON, and what a generated check says of them. A test of generated code has this file in its own
//! package, so that it needs no more than the runtime.

use speccast_runtime::serde::{Serialize, de::DeserializeOwned};
use speccast_runtime::serde_json::{Value, from_value, to_value};
use speccast_runtime::validate::Violations;

/// Inputs of an operation, and what is wrong with what becomes of them.
pub type Check = fn(&[(Value, bool)]) -> Vec<String>;

/// What is wrong with inputs, by the operation that they are of; there is a check for each.
pub fn all_wrong(cases: &[(String, Vec<(Value, bool)>)], checks: &[Check]) -> Vec<String> {
    assert_eq!(cases.len(), checks.len(), "a check for each operation");
    let wrong = cases.iter().zip(checks).flat_map(|((operation, cases), check)| {
        let wrong = check(cases).into_iter();
        wrong.map(move |wrong| format!("{operation}: {wrong}"))
    });
    wrong.collect()
}

/// The inputs that are not as they should be: each is read, says what was read, and is accepted or refused as it says.
pub fn wrong<T>(cases: &[(Value, bool)], check: fn(&T) -> Result<(), Violations>) -> Vec<String>
where
    T: Serialize + DeserializeOwned,
{
    let wrong = cases.iter().filter_map(|(json, is_valid)| {
        let input: T = match from_value(json.clone()) {
            Ok(input) => input,
            Err(error) => return Some(format!("{json} is not read: {error}")),
        };
        let again = to_value(&input).unwrap_or_default();
        let outcome = check(&input);
        if !holds(&again, json) {
            Some(format!("{json} is read as {again}"))
        } else if outcome.is_ok() != *is_valid {
            Some(format!("{json} should be valid: {is_valid}, but is: {outcome:?}"))
        } else {
            None
        }
    });
    wrong.collect()
}

/// Whether all of `part` is in `whole`, which may have members by default.
fn holds(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(name, part)| whole.get(name).is_some_and(|whole| holds(whole, part)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len() && whole.iter().zip(part).all(|(whole, part)| holds(whole, part))
        }
        (Value::Number(whole), Value::Number(part)) => whole.as_f64() == part.as_f64(),
        _ => whole == part,
    }
}
