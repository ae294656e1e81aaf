//! A document's tree in the words of the spec language, where Rust has others.

use super::debug::Value;
use heck::{ToKebabCase, ToLowerCamelCase};

/// Fields that a spec calls otherwise than in camel case.
const FIELDS: &[(&str, &str)] =
    &[("ty", "type"), ("place", "in"), ("unique", "uniqueItems"), ("endpoints", "endpoint")];
/// Variants that a spec does not write in camel case.
const VARIANTS: &[(&str, &str)] = &[("SigV4", "sigv4"), ("Yes", "true"), ("No", "false"), ("Null", "null")];
/// Variants that a spec writes in kebab case.
const KEBAB: &[&str] = &["DateTime", "HttpDate", "EpochSeconds"];
/// Variants that only say what kind of thing they hold, which shows.
const PLAIN: &[&str] = &["Name", "Written", "Boolean", "Integer", "Float", "String"];

/// A value of the document as its author would write it.
pub(super) fn of_spec(value: Value) -> Value {
    match value {
        Value::At(inner, at) => match *inner {
            // What is absent has no span.
            Value::Atom(atom) if atom == "None" => Value::At(Box::new(Value::Text("none".to_owned())), at),
            inner => Value::At(Box::new(of_spec(inner)), at),
        },
        Value::Atom(atom) => variant(atom),
        Value::List(items) => Value::List(items.into_iter().map(of_spec).collect()),
        Value::Tuple(name, items) => tuple(&name, items.into_iter().map(of_spec).collect()),
        Value::Struct(name, fields) => {
            // Of structures, only these are variants.
            let name =
                if ["List", "Map"].contains(&name.as_str()) { name.to_lowercase() } else { String::new() };
            let fields = fields.into_iter().map(|(name, value)| (field(&name), of_spec(value)));
            Value::Struct(name, fields.collect())
        }
        Value::Text(_) | Value::Span(_) => value,
    }
}

fn field(name: &str) -> String {
    let known = FIELDS.iter().find(|(field, _)| *field == name);
    known.map_or_else(|| name.to_lower_camel_case(), |(_, term)| (*term).to_owned())
}

fn variant(atom: String) -> Value {
    if atom == "None" || !atom.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Value::Atom(atom);
    }
    Value::Text(word(&atom))
}

fn word(variant: &str) -> String {
    match VARIANTS.iter().find(|(name, _)| *name == variant) {
        Some((_, term)) => (*term).to_owned(),
        None if KEBAB.contains(&variant) => variant.to_kebab_case(),
        None => variant.to_lower_camel_case(),
    }
}

fn tuple(name: &str, mut items: Vec<Value>) -> Value {
    match (name, items.as_mut_slice()) {
        // A text, since a flag that is false would be left out.
        (name, [Value::Atom(atom)]) if PLAIN.contains(&name) => Value::Text(std::mem::take(atom)),
        (name, [_]) if PLAIN.contains(&name) => items.remove(0),
        ("List" | "Map", [Value::List(values)]) if values.is_empty() => {
            Value::Atom(if name == "List" { "[]" } else { "{}" }.to_owned())
        }
        ("List", [Value::List(_)]) => items.remove(0),
        ("Map", [Value::List(entries)]) => {
            Value::Struct(String::new(), entries.drain(..).filter_map(entry).collect())
        }
        ("", _) => Value::Tuple(String::new(), items),
        _ => Value::Tuple(word(name), items),
    }
}

/// An entry of a map that is written in a default or an example.
fn entry(pair: Value) -> Option<(String, Value)> {
    let Value::Tuple(_, items) = pair else { return None };
    let [key, value] = <[Value; 2]>::try_from(items).ok()?;
    let mut key = key;
    while let Value::At(inner, _) = key {
        key = *inner;
    }
    match key {
        Value::Text(key) => Some((key, value)),
        _ => None,
    }
}
