//! Every message of a check, and its other data.

use std::collections::{BTreeMap, HashMap};

use speccast_runtime::Sensitive;
use speccast_runtime::codegen::{string_enum, structure};
use speccast_runtime::validate::{
    Check, Constraint, ConstraintKind, Found, IntegerRule, LengthRule, StringRule, Validation,
    ValidationPolicy, Violation, Violations,
};

string_enum! {
    /// Color of a widget.
    pub enum Color {
        Red = "red",
        Blue = "blue",
    }
}

const NAME: StringRule = StringRule::length(2, 50).pattern("[a-z]+", lower);
const SERIAL: StringRule = StringRule::exactly(4);

fn lower(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|b| b.is_ascii_lowercase())
}

#[derive(Clone, PartialEq)]
struct Widget {
    name: String,
    serial: Option<String>,
    parts: Option<Vec<Widget>>,
    shape: Option<Box<Widget>>,
}

structure! {
    WidgetBuilder {
        name: String = "name",
    } => Widget {
        serial: String = "serial",
        parts: Vec<Widget> = "parts",
        shape: Box<Widget> = "shape",
    }
}

fn widget<'a>(check: Check<'a>, widget: &Widget) -> Check<'a> {
    check
        .string("name", &widget.name, NAME)
        .string("serial", &widget.serial, SERIAL)
        .unique("parts", &widget.parts)
        .each("parts", &widget.parts, |parts, at, part| parts.nested(at, part, self::widget))
        .nested("shape", &widget.shape, self::widget)
}

fn message(check: Check<'_>) -> String {
    let violations = check.finish().unwrap_err();
    let message = violations.to_string();
    message.strip_prefix("1 validation error detected. ").unwrap().to_owned()
}

fn paths(result: Result<(), Violations>) -> Vec<String> {
    result.unwrap_err().iter().map(|violation| violation.path().to_owned()).collect()
}

#[test]
fn lengths() {
    let length = |rule, value: &str| message(Check::new().string("domain", value, rule));
    assert_eq!(
        length(StringRule::length(2, 50), "a"),
        "Value with length 1 at '/domain' failed to satisfy constraint: \
         Member must have length between 2 and 50, inclusive",
    );
    assert_eq!(
        length(StringRule::at_least(1), ""),
        "Value with length 0 at '/domain' failed to satisfy constraint: \
         Member must have length greater than or equal to 1",
    );
    assert_eq!(
        length(StringRule::at_most(2), "abc"),
        "Value with length 3 at '/domain' failed to satisfy constraint: \
         Member must have length less than or equal to 2",
    );
    assert_eq!(
        length(StringRule::exactly(12), "1"),
        "Value with length 1 at '/domain' failed to satisfy constraint: \
         Member must have length between 12 and 12, inclusive",
    );
}

#[test]
fn lengths_of_lists_maps_and_bytes() {
    let list = vec![1, 2, 3];
    assert_eq!(
        message(Check::new().length("l", &list, ..=2)),
        "Value with length 3 at '/l' failed to satisfy constraint: Member must have length less than or equal to 2",
    );
    let map = Some(HashMap::from([("k", 1)]));
    assert_eq!(paths(Check::new().length("m", &map, 2..).finish()), ["/m"]);
    assert!(Check::new().length("m", &map, 1..=1).length("n", &None::<Vec<u8>>, 1..).finish().is_ok());
    assert!(Check::new().length("m", &map, LengthRule::any()).finish().is_ok());
}

#[test]
fn a_length_counts_scalar_values() {
    for value in ["aé", "😀😀", "e\u{301}"] {
        assert!(StringRule::exactly(2).check(value).is_ok(), "{value}");
    }
    assert!(StringRule::exactly(1).check("👨‍👩‍👧").is_err());
    assert!(StringRule::at_most(2).check(&"😀".repeat(3)).is_err());
    assert!(StringRule::any().check("").is_ok());
}

#[test]
fn patterns() {
    let rule = StringRule::any().pattern("[a-z]+", lower);
    assert_eq!(
        message(Check::new().string("p", "Secret", rule)),
        "Value at '/p' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
    );
    // A length and a pattern are distinguished.
    assert_eq!(
        NAME.check("A").unwrap_err().to_string(),
        "2 validation errors detected. Value with length 1 failed to satisfy constraint: \
         Member must have length between 2 and 50, inclusive; \
         Value failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
    );
}

#[test]
fn ranges() {
    assert_eq!(
        message(Check::new().integer("maxResults", &Some(1001), 1..=1000)),
        "Value at '/maxResults' failed to satisfy constraint: Member must be between 1 and 1000, inclusive",
    );
    assert_eq!(
        message(Check::new().integer("n", &-6_i64, IntegerRule::at_least(-5))),
        "Value at '/n' failed to satisfy constraint: Member must be greater than or equal to -5",
    );
    assert_eq!(
        message(Check::new().integer("n", &6_i8, ..=5)),
        "Value at '/n' failed to satisfy constraint: Member must be less than or equal to 5",
    );
    let inside = [1, 1000].map(|n| Check::new().integer("n", &n, 1..=1000).finish());
    assert!(inside.iter().all(Result::is_ok));
    assert!(Check::new().integer("n", &None::<i32>, 1..).finish().is_ok());
    assert!(IntegerRule::between(i64::MIN, i64::MAX).check(i64::MIN).is_ok());
    assert!(IntegerRule::at_most(5).check(6).is_err());
}

#[test]
fn multiples() {
    const PAGES: IntegerRule = IntegerRule::between(1, 1000).multiple_of(2);
    let of = |value: i64| Check::new().integer("n", &value, PAGES);
    assert_eq!(message(of(3)), "Value at '/n' failed to satisfy constraint: Member must be a multiple of 2");
    assert!(of(4).finish().is_ok() && PAGES.check(4).is_ok() && PAGES.check(3).is_err());
    let both = of(1001).finish().unwrap_err();
    let kinds: Vec<_> = both.iter().map(|violation| violation.constraint().kind()).collect();
    assert_eq!(kinds, [ConstraintKind::Range, ConstraintKind::MultipleOf]);
    assert!(IntegerRule::any().multiple_of(0).check(0).is_err());
    assert!(Check::new().integer("n", &None::<i32>, PAGES).finish().is_ok());
}

#[test]
fn enums() {
    let unknown = Some(Color::from("mauve"));
    assert_eq!(
        message(Check::new().known("color", &unknown)),
        "Value at '/color' failed to satisfy constraint: Member must satisfy enum value set: [red, blue]",
    );
    let check = Check::new().known("a", &Color::Red).known("b", &None::<Color>);
    assert!(check.known("c", &Some(Color::from("blue"))).finish().is_ok());
}

#[test]
fn unique_items() {
    let list = vec!["a", "b", "a", "c", "b"];
    assert_eq!(
        message(Check::new().unique("p", &vec!["a", "b", "a"])),
        "Value with repeated values at indices [0, 2] at '/p' failed to satisfy constraint: \
         Member must have unique values",
    );
    let violations = Check::new().unique("p", &Some(list)).finish().unwrap_err();
    assert_eq!(violations.as_slice()[0].found(), &Found::RepeatedAt(vec![0, 1, 2, 4]));
    assert!(Check::new().unique("p", &None::<Vec<i32>>).unique("q", &vec![1, 2]).finish().is_ok());
}

#[test]
fn everything_is_reported_in_order_and_on_one_line() {
    let violations = Check::new()
        .string("domain", "A", NAME)
        .integer("size", &0, 1..)
        .string("ok", "fine", NAME)
        .known("color", &Color::from(""))
        .finish()
        .unwrap_err();
    assert_eq!(
        violations.to_string(),
        "4 validation errors detected. \
         Value with length 1 at '/domain' failed to satisfy constraint: Member must have length between 2 and 50, inclusive; \
         Value at '/domain' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+; \
         Value at '/size' failed to satisfy constraint: Member must be greater than or equal to 1; \
         Value at '/color' failed to satisfy constraint: Member must satisfy enum value set: [red, blue]",
    );
}

#[test]
fn a_violation_says_what_was_found() {
    let violations = Check::new()
        .string("s", &"x".repeat(51), NAME)
        .integer("n", &Some(7), 1..=5)
        .string("p", "ABC", NAME)
        .finish()
        .unwrap_err();
    let [length, range, pattern]: &[Violation; 3] = violations.as_slice().try_into().unwrap();
    assert_eq!((length.path(), length.member()), ("/s", "s"));
    assert_eq!(length.constraint(), &Constraint::Length { min: Some(2), max: Some(50) });
    assert_eq!(length.found(), &Found::Length(51));
    assert_eq!(range.constraint(), &Constraint::Range { min: Some(1), max: Some(5) });
    assert_eq!(range.found(), &Found::Number(7));
    assert_eq!(pattern.constraint(), &Constraint::Pattern("[a-z]+"));
    assert_eq!(pattern.found(), &Found::Hidden);
    assert_eq!(pattern.constraint().kind(), ConstraintKind::Pattern);
}

#[test]
fn no_value_is_shown() {
    let secret = "S3CRET-VALUE";
    let secrets = BTreeMap::from([(Sensitive::<String>::from(secret), secret)]);
    let violations = Check::new()
        .string("s", secret, NAME)
        .known("c", &Color::from(secret))
        .unique("u", &vec![secret, secret])
        .entries("m", &secrets, |map, at, key, value| map.string(at, key, NAME).string(at, value, NAME))
        .finish()
        .unwrap_err();
    let shown = format!("{violations} {violations:?}");
    assert!(!shown.contains(secret), "{shown}");
    assert!(shown.contains("'/m/***'"), "{shown}");
}

#[test]
fn paths_lead_to_nested_values() {
    let bad = Widget::builder().name("ok").serial("12345");
    let root = Widget::builder()
        .name("root")
        .parts(vec![Widget::builder().name("fine"), bad.clone()])
        .shape(Box::new(Widget::builder().name("X").parts(vec![bad])));
    let violations = widget(Check::new(), &root).finish();
    assert_eq!(paths(violations), ["/parts/1/serial", "/shape/name", "/shape/name", "/shape/parts/0/serial"]);
    assert!(widget(Check::new(), &Widget::builder().name("root")).finish().is_ok());
}

#[test]
fn keys_in_paths_are_escaped() {
    let map = BTreeMap::from([("a/b".to_owned(), "X".to_owned()), ("~".to_owned(), "Y".to_owned())]);
    let check = |map: &BTreeMap<String, String>| {
        let shown = Check::new().entries("m", map, |map, at, key, value| {
            map.string(at, key, StringRule::at_least(3)).string(at, value, StringRule::at_least(2))
        });
        shown.finish()
    };
    let violations = check(&map).unwrap_err();
    let paths: Vec<_> = violations.iter().map(|v| (v.path(), v.member())).collect();
    assert_eq!(paths, [("/m/a~1b", "m"), ("/m/~0", "m"), ("/m/~0", "m")]);
}

#[test]
fn a_message_is_one_line_whatever_the_key() {
    let map = BTreeMap::from([("a\nERROR: all is lost".to_owned(), String::new())]);
    let rule = StringRule::at_least(1);
    let check = Check::new().entries("m", &map, |map, at, _, value| map.string(at, value, rule));
    let violations = check.finish().unwrap_err();
    assert_eq!(violations.as_slice()[0].path(), "/m/a\nERROR: all is lost");
    assert!(violations.to_string().contains(r"'/m/a\nERROR: all is lost'"), "{violations}");
}

#[test]
fn lists_of_lists() {
    let lists = Some(vec![vec!["ok", "X"], vec![]]);
    let check = Check::new().each("ls", &lists, |lists, at, list| {
        let rule = StringRule::at_least(2);
        lists.length(at, list, 1..).each(at, list, |list, at, value| list.string(at, value, rule))
    });
    assert_eq!(paths(check.finish()), ["/ls/0/1", "/ls/1"]);
}

fn some() -> Violations {
    Check::new().string("s", "A", NAME).known("c", &Color::from("x")).finish().unwrap_err()
}

fn kinds(violations: Option<Violations>) -> Vec<ConstraintKind> {
    let kind = |violation: Violation| violation.constraint().kind();
    violations.map(|all| all.into_iter().map(kind).collect()).unwrap_or_default()
}

#[test]
fn a_policy_sorts_violations() {
    use ConstraintKind::{Enum, Length, Pattern};

    let judged = |policy: ValidationPolicy| {
        let (rejected, warned) = policy.judge(some());
        (kinds(rejected), kinds(warned))
    };
    let all = || vec![Length, Pattern, Enum];
    assert_eq!(judged(ValidationPolicy::default()), (all(), vec![]));
    assert_eq!(judged(Validation::Warn.into()), (vec![], all()));
    assert_eq!(judged(Validation::Off.into()), (vec![], vec![]));
    let mixed = Validation::Off.except(Length, Validation::Warn).except(Enum, Validation::Reject);
    assert_eq!(judged(mixed), (vec![Enum], vec![Length]));

    assert!(ValidationPolicy::from(Validation::Off).is_off());
    assert!(!mixed.is_off() && !ValidationPolicy::default().is_off());
}
