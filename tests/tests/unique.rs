//! Lists without repetitions, and ranges of numbers with fractions.

use speccast_runtime::validate::{
    Check, Constraint, ConstraintKind, FloatRule, Found, LengthRule, Violations,
};
use speccast_runtime::{Blob, Sensitive, Timestamp};

fn told(checked: Result<(), Violations>) -> Vec<String> {
    checked.err().into_iter().flatten().map(|violation| violation.to_string()).collect()
}

#[test]
fn repeated_values_are_reported_by_their_indices() {
    let check = |list: &[i32]| told(Check::new().unique("parts", list).finish());
    assert!(check(&[]).is_empty() && check(&[1]).is_empty() && check(&[1, 2, 3]).is_empty());
    assert_eq!(
        check(&[1, 2, 1, 3, 3]),
        ["Value with repeated values at indices [0, 2, 3, 4] at '/parts' failed to satisfy constraint: \
             Member must have unique values"]
    );
}

#[test]
fn elements_of_any_type() {
    let time = Timestamp::UNIX_EPOCH;
    let violations = Check::new()
        .unique("a", &vec!["x".to_owned(), "x".to_owned()])
        .unique("b", &Some(vec![Some(1.5), None, None]))
        .unique("c", &Sensitive::new(vec![Blob::from("s"), Blob::from("s")]))
        .unique("d", &Some(Sensitive::new(vec![time, time])))
        .unique("e", &None::<Vec<i32>>)
        .unique("f", &vec![f64::NAN, f64::NAN])
        .each("g", &vec![vec![1, 1], vec![1, 2]], |check, at, list| check.unique(at, list))
        .finish()
        .unwrap_err();
    let found: Vec<_> =
        violations.iter().map(|violation| (violation.path(), violation.found().clone())).collect();
    let at = |indices: &[usize]| Found::RepeatedAt(indices.to_vec());
    let expected = [
        ("/a", at(&[0, 1])),
        ("/b", at(&[1, 2])),
        ("/c", at(&[0, 1])),
        ("/d", at(&[0, 1])),
        ("/g/0", at(&[0, 1])),
    ];
    assert_eq!(found, expected);
    assert_eq!(violations.as_slice()[0].constraint().kind(), ConstraintKind::UniqueItems);
}

#[test]
fn ranges_with_fractions() {
    const RATIO: FloatRule = FloatRule::between(0.1, 0.9);
    let check = |value: f64| RATIO.check(value).is_ok();
    assert!(check(0.1) && check(0.9) && check(0.5));
    assert!(!check(0.09) && !check(0.91) && !check(f64::NAN) && !check(f64::INFINITY));
    assert!(FloatRule::at_least(0.0).check(f64::INFINITY).is_ok());
    assert!(FloatRule::at_most(0.0).check(f64::NAN).is_err());
    assert!(FloatRule::at_most(0.0).check(-0.0).is_ok());
    // In the precision of the member: the nearest single to 0.1 is more than the nearest double, that to 0.9 less.
    let single = |value: f32| Check::new().number("ratio", &value, RATIO).finish().is_ok();
    assert!(single(0.1) && single(0.9) && !single(0.099_999_99) && !single(0.900_000_1));
}

#[test]
fn members_with_fractions() {
    let values = (Some(1.5_f32), Some(Sensitive::new(-0.5)), None::<f64>, f64::NAN);
    let violations = Check::new()
        .number("a", &values.0, ..=1.0)
        .number("b", &values.1, 0.0..)
        .number("c", &values.2, 0.0..=1.0)
        .number("d", &values.3, 0.25..=1e3)
        .each("e", &vec![2.0_f32], |list, at, value| list.number(at, value, ..=1.5))
        .finish();
    let violations = violations.unwrap_err();
    let prefix = "failed to satisfy constraint: Member must be";
    assert_eq!(
        told(Err(violations.clone())),
        [
            format!("Value at '/a' {prefix} less than or equal to 1"),
            format!("Value at '/b' {prefix} greater than or equal to 0"),
            format!("Value at '/d' {prefix} between 0.25 and 1000, inclusive"),
            format!("Value at '/e/0' {prefix} less than or equal to 1.5"),
        ]
    );
    assert_eq!(violations.as_slice()[0].constraint(), &Constraint::FloatRange { min: None, max: Some(1.0) });
    assert_eq!(violations.as_slice()[1].found(), &Found::Float(-0.5));
    assert_eq!(violations.as_slice()[0].constraint().kind(), ConstraintKind::Range);
}

#[test]
fn a_length_alone() {
    const PARTS: LengthRule = LengthRule::between(1, 2);
    assert!(PARTS.check(1).is_ok());
    assert_eq!(
        PARTS.check(3).unwrap_err().to_string(),
        "1 validation error detected. Value with length 3 failed to satisfy constraint: \
         Member must have length between 1 and 2, inclusive"
    );
}
