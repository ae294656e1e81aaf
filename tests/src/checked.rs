//! Checks of inputs that are given as JSON. Packages of generated code include this file, so that it depends on the
//! runtime only.

use speccast_runtime::serde::{Serialize, de::DeserializeOwned};
use speccast_runtime::serde_json::{Value, from_value, to_value};
use speccast_runtime::validate::Violations;

/// Returns the wrong results of an operation's check, for these inputs.
pub type Check = fn(&[(Value, bool)]) -> Vec<String>;

/// Returns the wrong results of all operations' checks.
pub fn all_wrong(cases: &[(String, Vec<(Value, bool)>)], checks: &[Check]) -> Vec<String> {
    assert_eq!(cases.len(), checks.len(), "a check for each operation");
    let wrong = cases.iter().zip(checks).flat_map(|((operation, cases), check)| {
        let wrong = check(cases).into_iter();
        wrong.map(move |wrong| format!("{operation}: {wrong}"))
    });
    wrong.collect()
}

/// Returns a line for each input that is not read and written back, or not accepted or refused as expected.
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

/// Whether `whole` has all of `part`; it may also have members with defaults.
fn holds(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(name, part)| whole.get(name).is_some_and(|whole| holds(whole, part)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len() && whole.iter().zip(part).all(|(whole, part)| holds(whole, part))
        }
        (Value::Number(whole), Value::Number(part)) => {
            // A single-precision number is written with as few digits as distinguish it from its neighbors.
            let (whole, part) = (whole.as_f64(), part.as_f64());
            whole == part || whole.map(|it| it as f32) == part.map(|it| it as f32)
        }
        _ => whole == part,
    }
}
