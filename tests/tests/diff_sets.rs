//! Verdicts on nested collections, compared with all of their values: no verdict without a value, no value without a
//! verdict.

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use speccast::diff::{Stale, Value, Wire, compare};
use speccast::pattern::Pattern;
use speccast_tests::diff::{Side, spec};

/// A type whose values can be listed.
#[derive(Clone, Debug)]
enum Type {
    Boolean,
    Pattern(&'static str),
    Enum(Vec<&'static str>),
    Range {
        min: i64,
        max: i64,
        multiple_of: i64,
    },
    IntEnum(Vec<i64>),
    List {
        item: Box<Type>,
        sparse: bool,
        unique: bool,
        length: Length,
    },
    Map {
        key: Box<Type>,
        value: Box<Type>,
        length: Length,
    },
    /// The first member is required.
    Structure(Box<Type>, Box<Type>),
}

/// The least length, and how much greater the greatest one is.
type Length = (Option<u64>, Option<u64>);

impl Type {
    fn spec(&self) -> String {
        match self {
            Self::Boolean => "boolean".to_owned(),
            Self::Pattern(pattern) => format!("{{ type: string, pattern: '{pattern}' }}"),
            Self::Enum(values) => format!("{{ enum: [{}] }}", values.join(", ")),
            Self::Range { min, max, multiple_of } => {
                format!("{{ type: integer, range: {{ min: {min}, max: {max} }}, multipleOf: {multiple_of} }}")
            }
            Self::IntEnum(values) => {
                let values: Vec<String> = values.iter().map(|it| format!("V{it}: {it}")).collect();
                format!("{{ intEnum: {{ {} }} }}", values.join(", "))
            }
            Self::List { item, sparse, unique, length } => {
                let sparse = if *sparse { ", sparse: true" } else { "" };
                let unique = if *unique { ", uniqueItems: true" } else { "" };
                format!("{{ list: {}{sparse}{unique}{} }}", item.spec(), bounds(*length))
            }
            Self::Map { key, value, length } => {
                format!("{{ map: {}, key: {}{} }}", value.spec(), key.spec(), bounds(*length))
            }
            Self::Structure(a, b) => {
                let required = match a.spec() {
                    flow if flow.starts_with('{') => flow.replacen('{', "{ required: true,", 1),
                    name => format!("{{ type: {name}, required: true }}"),
                };
                format!("{{ structure: {{ a: {required}, b: {} }} }}", b.spec())
            }
        }
    }

    fn accepts(&self, value: &Json) -> bool {
        let has_length = |length: Length, found: usize| {
            let (min, max) = ends(length);
            (min..=max).contains(&(found as u64))
        };
        match (self, value) {
            (Self::Boolean, Json::Bool(_)) => true,
            (Self::Pattern(pattern), Json::String(text)) => {
                Pattern::parse(pattern).expect("a pattern").is_match(text)
            }
            (Self::Enum(values), Json::String(text)) => values.contains(&text.as_str()),
            (Self::Range { min, max, multiple_of }, Json::Number(number)) => {
                number.as_i64().is_some_and(|it| (min..=max).contains(&&it) && it % multiple_of == 0)
            }
            (Self::IntEnum(values), Json::Number(number)) => {
                number.as_i64().is_some_and(|it| values.contains(&it))
            }
            (Self::List { item, sparse, unique, length }, Json::Array(items)) => {
                let twice = |index: usize| items[..index].contains(&items[index]);
                has_length(*length, items.len())
                    && items.iter().all(|it| if it.is_null() { *sparse } else { item.accepts(it) })
                    && !(*unique && (0..items.len()).any(twice))
            }
            (Self::Map { key, value, length }, Json::Object(entries)) => {
                has_length(*length, entries.len())
                    && entries.iter().all(|(name, it)| key.accepts(&json!(name)) && value.accepts(it))
            }
            (Self::Structure(a, b), Json::Object(members)) => {
                members.get("a").is_some_and(|it| a.accepts(it))
                    && members.get("b").is_none_or(|it| b.accepts(it))
            }
            _ => false,
        }
    }
}

fn ends((min, more): Length) -> (u64, u64) {
    (min.unwrap_or(0), more.map_or(u64::MAX, |more| min.unwrap_or(0) + more))
}

fn bounds(length: Length) -> String {
    let (min, max) = ends(length);
    match length {
        (None, None) => String::new(),
        (Some(_), None) => format!(", length: {{ min: {min} }}"),
        (None, Some(_)) => format!(", length: {{ max: {max} }}"),
        _ => format!(", length: {{ min: {min}, max: {max} }}"),
    }
}

/// The most values that are looked at.
const MOST: usize = 500;
/// Longer than any bound.
const LONGEST: usize = 4;

/// Returns values of both types, and whether they are enough to distinguish the types.
fn values(old: &Type, new: &Type) -> (Vec<Json>, bool) {
    let mut complete = true;
    let mut parts = |old: &Type, new: &Type| {
        let (values, all) = values(old, new);
        complete &= all;
        values
    };
    let mut all: Vec<Json> = match (old, new) {
        (Type::List { item: old, sparse, .. }, Type::List { item: new, .. }) => {
            let mut items = parts(old, new);
            items.extend(sparse.then_some(Json::Null));
            let mut lists = vec![Vec::new()];
            let mut layer = lists.clone();
            for _ in 0..LONGEST {
                let longer = |list: &Vec<Json>| -> Vec<Vec<Json>> {
                    items.iter().map(|item| list.iter().chain([item]).cloned().collect()).collect()
                };
                layer = layer.iter().flat_map(longer).take(MOST).collect();
                complete &= layer.len() < MOST;
                lists.extend(layer.iter().cloned());
            }
            lists.into_iter().map(Json::Array).collect()
        }
        (Type::Map { key: old_key, value: old, .. }, Type::Map { key: new_key, value: new, .. }) => {
            let (keys, values) = (parts(old_key, new_key), parts(old, new));
            let mut maps = vec![serde_json::Map::new()];
            for key in keys.iter().filter_map(Json::as_str) {
                let with = |map: &serde_json::Map<String, Json>| -> Vec<_> {
                    let with = |value: &Json| {
                        let mut map = map.clone();
                        map.insert(key.to_owned(), value.clone());
                        map
                    };
                    values.iter().map(with).collect()
                };
                let more: Vec<_> = maps.iter().flat_map(with).take(MOST).collect();
                complete &= more.len() < MOST;
                maps.extend(more);
            }
            maps.into_iter().map(Json::Object).collect()
        }
        (Type::Structure(old_a, old_b), Type::Structure(new_a, new_b)) => {
            let (firsts, seconds) = (parts(old_a, new_a), parts(old_b, new_b));
            let both = |a: &Json| -> Vec<Json> {
                let with = seconds.iter().map(|b| json!({ "a": a, "b": b }));
                with.chain([json!({ "a": a })]).collect()
            };
            firsts.iter().flat_map(both).take(MOST).collect()
        }
        (Type::Boolean, _) => vec![json!(false), json!(true)],
        (Type::Range { .. } | Type::IntEnum(_), _) => (-3..8).map(|it| json!(it)).collect(),
        _ => ["a", "b", "c", "aa", "ab", "ba", "bb", "d"].map(|it| json!(it)).to_vec(),
    };
    complete &= all.len() < MOST;
    all.retain(|value| old.accepts(value) || new.accepts(value));
    (all, complete)
}

/// Two types of one form.
fn pair() -> impl Strategy<Value = (Type, Type)> {
    let pattern =
        prop::sample::select(vec!["a", "a|b", "[abc]", "[ab]{1,2}", "a|bb"]).prop_map(Type::Pattern);
    let values = prop::sample::subsequence(vec!["a", "b", "c"], 1..=3).prop_map(Type::Enum);
    let text = prop_oneof![pattern, values].boxed();
    let range = (-1..2_i64, 0..4_i64, 1..3_i64).prop_map(|(min, more, multiple_of)| Type::Range {
        min,
        max: min + more,
        multiple_of,
    });
    let numbers = prop::sample::subsequence(vec![0, 1, 5], 1..=3).prop_map(Type::IntEnum);
    let number = prop_oneof![2 => range, 1 => numbers].boxed();
    let leaf = prop_oneof![
        1 => Just((Type::Boolean, Type::Boolean)),
        2 => (text.clone(), text.clone()),
        1 => (number.clone(), number),
    ];
    let length = || (prop::option::of(0..3_u64), prop::option::of(0..2_u64));
    leaf.boxed().prop_recursive(2, 4, 2, move |inner| {
        let list = (inner.clone(), any::<bool>(), any::<[bool; 2]>(), length(), length());
        let list = list.prop_map(|((old, new), sparse, unique, was, is)| {
            let list = |item, unique, length| Type::List { item: Box::new(item), sparse, unique, length };
            (list(old, unique[0], was), list(new, unique[1], is))
        });
        let map = ((text.clone(), text.clone()), inner.clone(), length(), length());
        let map = map.prop_map(|((old_key, new_key), (old, new), was, is)| {
            let map = |key, value, length| Type::Map { key: Box::new(key), value: Box::new(value), length };
            (map(old_key, old, was), map(new_key, new, is))
        });
        let structure = (inner.clone(), inner).prop_map(|((old_a, new_a), (old_b, new_b))| {
            let structure = |a, b| Type::Structure(Box::new(a), Box::new(b));
            (structure(old_a, old_b), structure(new_a, new_b))
        });
        prop_oneof![3 => list, 2 => map, 1 => structure]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn verdicts_agree_with_all_values((old, new) in pair(), is_request in any::<bool>()) {
        let side = if is_request { Side::Request } else { Side::Response };
        let source = |name, of: &Type| spec(name, &format!("value: {}", of.spec()), side);
        // Ranges without a multiple are not valid.
        let Ok(report) = compare(&[source("old.yaml", &old)], &[source("new.yaml", &new)]) else {
            return Err(TestCaseError::reject("not a spec"));
        };
        let (values, complete) = values(&old, &new);
        let lost = values.iter().find(|it| old.accepts(it) && !new.accepts(it));
        let gained = values.iter().find(|it| new.accepts(it) && !old.accepts(it));
        let shown = |refused_now: bool| {
            report.changes.iter().flat_map(|it| &it.witnesses).any(|it| it.refused_now == refused_now)
        };
        let text = || format!("{} → {}: lost {lost:?}, gained {gained:?}: {:#?}", old.spec(), new.spec(), report.changes);
        // A new enum value is compatible in a response, since enums are open.
        prop_assert!(lost.is_none() || shown(true), "{}", text());
        prop_assert!(gained.is_none() || shown(false), "{}", text());
        if is_request {
            prop_assert!(report.verdict.wire != Wire::Dangerous, "{}", text());
            prop_assert_eq!(report.verdict.wire == Wire::Breaking, shown(true), "{}", text());
            prop_assert_eq!(report.verdict.stale != Stale::Unaffected, shown(false), "{}", text());
        }
        if complete {
            prop_assert!(lost.is_some() || !shown(true), "{}", text());
            prop_assert!(gained.is_some() || !shown(false), "{}", text());
        }
        // Each is true of a part of a value that one spec alone accepts.
        for change in &report.changes {
            for witness in &change.witnesses {
                let is_part = |value: &Json| match &witness.value {
                    Value::Text(text) => any_part(value, &|it| it.as_str() == Some(text), text),
                    Value::Integer(number) => any_part(value, &|it| it.as_i64() == Some(*number), ""),
                    Value::Size(_, size) => any_part(value, &|it| entries(it) == Some(*size as usize), ""),
                    _ => any_part(value, &|it| it.as_array().is_some_and(|it| it.len() > 1), ""),
                };
                let (accepting, refusing) = if witness.refused_now { (&old, &new) } else { (&new, &old) };
                let found = values.iter().any(|it| accepting.accepts(it) && !refusing.accepts(it) && is_part(it));
                prop_assert!(found || !complete, "{witness}: {}", text());
            }
        }
    }
}

fn entries(value: &Json) -> Option<usize> {
    value.as_array().map(Vec::len).or(value.as_object().map(serde_json::Map::len))
}

/// Whether a value has such a part, or a key.
fn any_part(value: &Json, is: &dyn Fn(&Json) -> bool, key: &str) -> bool {
    is(value)
        || match value {
            Json::Array(items) => items.iter().any(|it| any_part(it, is, key)),
            Json::Object(entries) => entries.iter().any(|(name, it)| name == key || any_part(it, is, key)),
            _ => false,
        }
}
