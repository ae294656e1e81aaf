//! Values on both sides of the edge of checks, at every depth.

use super::enums::unnamed;
use crate::edges::{self, Edges};
use crate::emit::value::{base64, find};
use speccast_core::ir::{Bounds, Check, Constraint, Integer, Member, Service, Type, TypeDef, Value};
use speccast_pattern::Pattern;

/// How deep a valid value may nest; a structure counts twice, since its members multiply what is made.
const DEPTH: usize = 5;
/// The longest list, map or blob that is made.
const LONGEST: u64 = 64;

/// Values of type `ty` that satisfy all of `checks`, and values that don't satisfy one.
pub(super) fn of(service: &Service, ty: &Type, checks: &[Check]) -> Edges<Value> {
    nested(service, ty, checks, 0)
}

fn nested(service: &Service, ty: &Type, checks: &[Check], depth: usize) -> Edges<Value> {
    if depth >= DEPTH {
        return Edges::default();
    }
    let constraints: Vec<&Constraint> =
        checks.iter().filter_map(|check| constraint(service, check)).collect();
    match ty.plain() {
        Type::String => strings(service, &constraints),
        Type::Integer(width) => integers(*width, &constraints),
        Type::Float => floats(&constraints, true),
        Type::Double => floats(&constraints, false),
        Type::Blob => blobs(&constraints),
        Type::Enum(name) if checks.contains(&Check::Known) => known(service, name),
        Type::IntEnum(name) if checks.contains(&Check::Known) => known(service, name),
        Type::List { item, .. } => lists(service, item, checks, &constraints, depth + 1),
        Type::Map { key, value, .. } => maps(service, (key, value), checks, &constraints, depth + 1),
        _ => Edges::default(),
    }
}

/// A value that satisfies all checks, if one is found.
pub(super) fn valid(service: &Service, ty: &Type, checks: &[Check], depth: usize) -> Option<Value> {
    if depth >= DEPTH {
        return None;
    }
    let first = nested(service, ty, checks, depth);
    if let Some(value) = first.accepted.into_iter().next() {
        return Some(value);
    }
    // A value was looked for and not found, or would have been too long.
    if !first.refused.is_empty() || checks.iter().any(|check| constraint(service, check).is_some()) {
        return None;
    }
    let entries = |name: &String, value: Value| Value::Map(vec![(name.clone(), value)]);
    Some(match ty.plain() {
        Type::String => Value::String("a".to_owned()),
        Type::Boolean => Value::Boolean(false),
        Type::Integer(_) => Value::Integer(0),
        Type::Float | Type::Double => Value::Float(0.0),
        Type::Timestamp(_) => Value::String("1970-01-01T00:00:00Z".to_owned()),
        Type::Blob => Value::String(String::new()),
        Type::Document | Type::Map { .. } => Value::Map(Vec::new()),
        Type::List { .. } => Value::List(Vec::new()),
        Type::Enum(name) => match find(service, name)? {
            TypeDef::Enum(data) => Value::String(data.values.first()?.value.clone()),
            _ => return None,
        },
        Type::IntEnum(name) => match find(service, name)? {
            TypeDef::IntEnum(data) => Value::Integer(data.values.first()?.value.into()),
            _ => return None,
        },
        Type::Structure(name) => match find(service, name)? {
            TypeDef::Structure(data) => required(service, &data.members, depth + 2)?,
            _ => return None,
        },
        Type::Union(name) => match find(service, name)? {
            TypeDef::Union(data) => data.variants.iter().find_map(|variant| {
                let value = valid(service, &variant.ty, &variant.checks, depth + 2)?;
                Some(entries(&variant.name, value))
            })?,
            _ => return None,
        },
        Type::Sensitive(_) | Type::Boxed(_) => return None,
    })
}

/// Valid values of all required members.
pub(super) fn required(service: &Service, members: &[Member], depth: usize) -> Option<Value> {
    let required = members.iter().filter(|member| member.required);
    let entries = required.map(|member| {
        let value = valid(service, &member.ty, &member.checks, depth)?;
        Some((member.name.clone(), value))
    });
    entries.collect::<Option<_>>().map(Value::Map)
}

fn constraint<'s>(service: &'s Service, check: &'s Check) -> Option<&'s Constraint> {
    match check {
        Check::Inline(constraint) => Some(constraint),
        Check::Named(constant, _) => {
            service.rules.iter().find(|rule| rule.constant == *constant).map(|rule| &rule.constraint)
        }
        _ => None,
    }
}

/// The pattern that a matcher is for.
fn pattern<'s>(service: &'s Service, constraint: &Constraint) -> Option<&'s Pattern> {
    let Constraint::String { pattern: Some(used), .. } = constraint else { return None };
    let matcher = used.matcher.as_ref()?;
    service.matchers.iter().find(|known| known.function == *matcher).map(|known| &known.pattern)
}

pub(super) fn strings(service: &Service, constraints: &[&Constraint]) -> Edges<Value> {
    let Some(constraint @ Constraint::String { length, .. }) = constraints.first() else {
        return Edges::default();
    };
    let pattern = pattern(service, constraint);
    if pattern.is_none() && length.is_none() {
        return Edges::default();
    }
    let length = length.map(|length| (length.ends().0.unwrap_or(0), length.ends().1));
    map(edges::of_string(pattern, length), Value::String)
}

pub(super) fn integers(width: Integer, constraints: &[&Constraint]) -> Edges<Value> {
    let Some(Constraint::Integer(range)) = constraints.first() else { return Edges::default() };
    let (min, max) = range.ends();
    let width = match width {
        Integer::Byte => 8,
        Integer::Short => 16,
        Integer::Integer => 32,
        Integer::Long => 64,
    };
    map(edges::of_integer(min, max, width), Value::Integer)
}

pub(super) fn floats(constraints: &[&Constraint], is_single: bool) -> Edges<Value> {
    let Some(Constraint::Float(range)) = constraints.first() else { return Edges::default() };
    let (min, max) = range.ends();
    map(edges::of_float(min, max, is_single), Value::Float)
}

fn blobs(constraints: &[&Constraint]) -> Edges<Value> {
    map(lengths(constraints), |length| Value::String(base64(&b"a".repeat(length))))
}

fn known(service: &Service, name: &str) -> Edges<Value> {
    let (named, unnamed) = match find(service, name) {
        Some(TypeDef::Enum(data)) => (
            data.values.iter().map(|value| Value::String(value.value.clone())).collect(),
            Value::String("no value of the spec".to_owned()),
        ),
        Some(TypeDef::IntEnum(data)) => (
            data.values.iter().map(|value| Value::Integer(value.value.into())).collect(),
            Value::Integer(unnamed(data).into()),
        ),
        _ => return Edges::default(),
    };
    let named: Vec<Value> = named;
    Edges { accepted: named.into_iter().take(1).collect(), refused: vec![unnamed] }
}

fn lists(
    service: &Service,
    item: &Type,
    checks: &[Check],
    constraints: &[&Constraint],
    depth: usize,
) -> Edges<Value> {
    let item_checks = checks.iter().find_map(|check| match check {
        Check::Each(items) => Some(items.as_slice()),
        _ => None,
    });
    let item_checks = item_checks.unwrap_or_default();
    let unique = constraints.contains(&&Constraint::Unique);
    let Some(plain) = valid(service, item, item_checks, depth) else { return Edges::default() };
    let min = least(constraints);
    // Equal items fill a list up, so that a list of unique ones has one at most.
    if unique && min > 1 || min > LONGEST {
        return Edges::default();
    }
    let repeated = |length: usize| Value::List(vec![plain.clone(); length]);
    let mut edges = map(lengths(constraints), repeated);
    if unique {
        edges = Edges { accepted: vec![repeated(1)], refused: vec![repeated(2)] };
    }
    let filled = |value: Value| {
        let rest = usize::try_from(min).unwrap_or(0).saturating_sub(1);
        Value::List(std::iter::once(value).chain(std::iter::repeat_n(plain.clone(), rest)).collect())
    };
    if greatest(constraints) != Some(0) {
        extend(&mut edges, map(nested(service, item, item_checks, depth), filled));
    }
    edges
}

fn maps(
    service: &Service,
    (key, value): (&Type, &Type),
    checks: &[Check],
    constraints: &[&Constraint],
    depth: usize,
) -> Edges<Value> {
    let entry_checks = checks.iter().find_map(|check| match check {
        Check::Entries { keys, values } => Some((keys.as_slice(), values.as_slice())),
        _ => None,
    });
    let (key_checks, value_checks) = entry_checks.unwrap_or_default();
    let plain_key = valid(service, key, key_checks, depth);
    let plain_value = valid(service, value, value_checks, depth);
    let (Some(Value::String(plain_key)), Some(plain_value)) = (plain_key, plain_value) else {
        return Edges::default();
    };
    let mut edges = Edges::default();
    if *key.plain() == Type::String && key_checks.is_empty() {
        edges = map(lengths(constraints), |length| {
            Value::Map((1..=length).map(|number| (number.to_string(), plain_value.clone())).collect())
        });
    }
    if least(constraints) <= 1 && greatest(constraints) != Some(0) {
        let keys = map(nested(service, key, key_checks, depth), |key| match key {
            Value::String(key) => Value::Map(vec![(key, plain_value.clone())]),
            other => other,
        });
        extend(&mut edges, keys);
        let entry = |value| Value::Map(vec![(plain_key.clone(), value)]);
        extend(&mut edges, map(nested(service, value, value_checks, depth), entry));
    }
    edges
}

fn length(constraints: &[&Constraint]) -> Option<Bounds<u64>> {
    constraints.iter().find_map(|constraint| match constraint {
        Constraint::Length(length) => Some(*length),
        _ => None,
    })
}

fn least(constraints: &[&Constraint]) -> u64 {
    length(constraints).and_then(|length| length.ends().0).unwrap_or(0)
}

fn greatest(constraints: &[&Constraint]) -> Option<u64> {
    length(constraints).and_then(|length| length.ends().1)
}

/// Lengths on both sides of the bounds, of what is not too long to be made.
fn lengths(constraints: &[&Constraint]) -> Edges<usize> {
    let Some(length) = length(constraints) else { return Edges::default() };
    let (min, max) = length.ends();
    let edges = edges::of_length(min.unwrap_or(0), max);
    let make = |lengths: Vec<u64>| -> Vec<usize> {
        let lengths = lengths.into_iter().filter(|length| *length <= LONGEST);
        lengths.filter_map(|length| usize::try_from(length).ok()).collect()
    };
    Edges { accepted: make(edges.accepted), refused: make(edges.refused) }
}

fn map<T>(edges: Edges<T>, value: impl Fn(T) -> Value) -> Edges<Value> {
    let [accepted, refused] =
        [edges.accepted, edges.refused].map(|side| side.into_iter().map(&value).collect::<Vec<_>>());
    Edges { accepted, refused }
}

/// Adds values that are not there yet.
fn extend(edges: &mut Edges<Value>, more: Edges<Value>) {
    for (side, more) in [(&mut edges.accepted, more.accepted), (&mut edges.refused, more.refused)] {
        for value in more {
            if !side.contains(&value) {
                side.push(value);
            }
        }
    }
}
