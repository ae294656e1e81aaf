//! Inputs on both sides of each constraint of a spec, derived from its YAML alone.

use serde_json::{Map, Value, json};
use speccast::edges::{self, Edges};
use speccast::pattern::{Language, Pattern};

/// Maximum depth of values in an input.
const DEPTH: usize = 6;
/// Length of the longest list, map or blob.
const LONGEST: u64 = 200;
/// A name that no enum and no union of a spec has.
const UNNAMED: &str = "no value of the spec";

/// An input as JSON, in the names of its serde form, and whether it satisfies every constraint.
pub type Case = (Value, bool);

/// Returns inputs of each operation, in the order of the spec: one with the required members, and for each value at a
/// bound of a member's constraints or just outside it, one that also has this value.
///
/// # Panics
///
/// If the text is not a spec.
#[expect(clippy::expect_used, reason = "a test may panic")]
pub fn cases(spec: &str) -> Vec<(String, Vec<Case>)> {
    let in_order: serde_yaml::Value = serde_yaml::from_str(spec).expect("YAML");
    // A key may be a number, which is a name as well.
    let name = |key: &serde_yaml::Value| {
        key.as_str()
            .map_or_else(|| serde_yaml::to_string(key).expect("YAML").trim().to_owned(), str::to_owned)
    };
    let names = in_order["operations"].as_mapping().expect("operations").keys().map(name);
    let spec = Spec::new(serde_yaml::from_str(spec).expect("YAML"));
    names.map(|name| (name.clone(), spec.inputs(&spec.0["operations"][name.as_str()]))).collect()
}

/// The keys of a type, including those of the types that it names.
type Type = Map<String, Value>;

/// A spec, and the unions that responses contain.
struct Spec(Value, Vec<Value>);

impl Spec {
    fn new(spec: Value) -> Self {
        let mut unions = Vec::new();
        let operations = spec["operations"].as_object().into_iter().flat_map(Map::values);
        let roots = operations.map(|operation| &operation["output"]).chain([&spec["errors"]]);
        let mut open: Vec<&Value> = roots.chain([&spec["service"]["errorMembers"]]).collect();
        let mut seen = Vec::new();
        while let Some(value) = open.pop() {
            match value {
                Value::Object(keys) => {
                    unions.extend(keys.get("union").cloned());
                    open.extend(keys.values());
                }
                Value::Array(items) => open.extend(items),
                Value::String(name) if !seen.contains(&name) => {
                    seen.push(name);
                    open.extend(spec["types"].get(name.as_str()));
                }
                _ => {}
            }
        }
        Self(spec, unions)
    }

    fn inputs(&self, operation: &Value) -> Vec<Case> {
        let is_in_body = |member: &Value| {
            let place = member.get("in").or(operation.get("in"));
            place.is_none_or(|place| place == "body")
        };
        let Edges { accepted, refused } = self.structure(&operation["input"], is_in_body, 0);
        let accepted = accepted.into_iter().map(|input| (input, true));
        accepted.chain(refused.into_iter().map(|input| (input, false))).collect()
    }

    /// Returns structures of these members: first one of the required members.
    fn structure(&self, members: &Value, is_in_body: impl Fn(&Value) -> bool, depth: usize) -> Edges<Value> {
        let none = Map::new();
        let members = members.as_object().unwrap_or(&none);
        let name = |name: &String, member: &Value| {
            let on_wire = member["name"].as_str().filter(|_| is_in_body(member));
            on_wire.unwrap_or(name).to_owned()
        };
        let mut least = Map::new();
        // A constant has one value, which need not be given.
        let asked_for = || members.iter().filter(|(_, member)| member["const"].is_null());
        for (key, member) in asked_for().filter(|(_, member)| member["required"] == true) {
            let Some(value) = self.valid(member, depth) else { return Edges::default() };
            least.insert(name(key, member), value);
        }
        let mut found = Edges { accepted: vec![Value::Object(least.clone())], refused: Vec::new() };
        for (key, member) in asked_for() {
            extend(&mut found, self.of(member, depth), |value| {
                let mut with = least.clone();
                match value {
                    Value::Object(entries) if member["in"] == "additional" => with.extend(entries),
                    value => drop(with.insert(name(key, member), value)),
                }
                Some(Value::Object(with))
            });
        }
        found
    }

    /// Returns the type that is written here.
    fn resolve(&self, written: &Value) -> Type {
        let keys = |value: &Value| match value {
            Value::Object(keys) => keys.clone(),
            name => Map::from_iter([("type".to_owned(), name.clone())]),
        };
        let mut found = keys(written);
        while let Some(named) = found.get("type").and_then(|name| self.0["types"].get(name.as_str()?)) {
            let own = found.into_iter().filter(|(key, _)| key != "type");
            found = keys(named).into_iter().chain(own).collect();
        }
        found
    }

    /// Returns a value that satisfies all constraints, if one is found.
    fn valid(&self, written: &Value, depth: usize) -> Option<Value> {
        let found = self.of(written, depth);
        if !found.accepted.is_empty() || !found.refused.is_empty() || depth > DEPTH {
            return found.accepted.into_iter().next();
        }
        let ty = self.resolve(written);
        let is_constrained = ["length", "range", "pattern"].iter().any(|key| ty.contains_key(*key));
        match kind(&ty) {
            "boolean" => Some(json!(false)),
            "timestamp" => Some(match ty.get("format").and_then(Value::as_str) {
                Some("date-time") => json!("1970-01-01T00:00:00Z"),
                Some("http-date") => json!("Thu, 01 Jan 1970 00:00:00 GMT"),
                _ => json!(0),
            }),
            "date" => Some(json!("1970-01-01")),
            "document" => Some(json!({ "any": [null, 1] })),
            // No value was found.
            _ if is_constrained => None,
            "string" => Some(json!("a")),
            "blob" => Some(json!("")),
            "list" => Some(json!([])),
            "map" => Some(json!({})),
            "structure" | "union" | "oneOf" | "enum" | "intEnum" => None,
            _ => Some(json!(0)),
        }
    }

    /// Returns values on both sides of each constraint of a type and of its parts.
    fn of(&self, written: &Value, depth: usize) -> Edges<Value> {
        if depth > DEPTH {
            return Edges::default();
        }
        let ty = self.resolve(written);
        match kind(&ty) {
            "string" => {
                let (pattern, length) = (pattern(&ty), length(&ty));
                match pattern.is_some() || length.is_some() {
                    true => map(edges::of_string(pattern.as_ref(), length), Value::String),
                    false => Edges::default(),
                }
            }
            "byte" => integers(&ty, 8),
            "short" => integers(&ty, 16),
            "integer" => integers(&ty, 32),
            "long" => integers(&ty, 64),
            "float" => floats(&ty, true),
            "double" => floats(&ty, false),
            "blob" => map(lengths(&ty), |length| json!(base64(length))),
            "enum" => {
                let values = ty["enum"].as_array().into_iter().flatten();
                let values = values.map(|value| value.get("value").unwrap_or(value).clone());
                Edges { accepted: values.collect(), refused: vec![json!(UNNAMED)] }
            }
            "intEnum" => {
                let values = ty["intEnum"].as_object().into_iter().flat_map(Map::values);
                let values = values.map(|value| value.get("value").unwrap_or(value).clone());
                let accepted: Vec<Value> = values.collect();
                let unnamed = (0..).map(|number| json!(number)).find(|number| !accepted.contains(number));
                Edges { accepted, refused: unnamed.into_iter().collect() }
            }
            "list" => self.list(&ty, depth + 1),
            "map" => self.map(&ty, depth + 1),
            "structure" => self.structure(&ty["structure"], |_| true, depth + 1),
            "union" => {
                let unnamed = tagged(&ty, &Value::Null, UNNAMED, json!({}));
                let mut found = Edges::default();
                for (name, variant) in ty["union"].as_object().into_iter().flatten() {
                    let name = variant["name"].as_str().unwrap_or(name);
                    let first = Edges {
                        accepted: self.valid(variant, depth + 1).into_iter().collect(),
                        refused: Vec::new(),
                    };
                    for edges in [first, self.of(variant, depth + 1)] {
                        extend(&mut found, edges, |value| tagged(&ty, variant, name, value));
                    }
                }
                // What a service may have added can be sent back.
                let is_open = self.1.contains(&ty["union"]);
                if is_open { &mut found.accepted } else { &mut found.refused }.extend(unnamed);
                found
            }
            "oneOf" => {
                // A value that one alternative refuses may be valid for another.
                let accepted = ty["oneOf"].as_array().into_iter().flatten().flat_map(|alternative| {
                    let first = self.valid(alternative, depth + 1);
                    first.into_iter().chain(self.of(alternative, depth + 1).accepted)
                });
                Edges { accepted: accepted.collect(), refused: Vec::new() }
            }
            _ => Edges::default(),
        }
    }

    fn list(&self, ty: &Type, depth: usize) -> Edges<Value> {
        let item = &ty["list"];
        let is_unique = ty.get("uniqueItems") == Some(&Value::Bool(true));
        let Some(plain) = self.valid(item, depth) else { return Edges::default() };
        let of_length = |length: usize| match is_unique {
            true => self.distinct(item, depth, length).map(Value::Array),
            false => Some(json!(vec![&plain; length])),
        };
        let mut found = Edges::default();
        extend(&mut found, lengths(ty), of_length);
        let (least, most) = length(ty).unwrap_or((0, None));
        if is_unique {
            found.accepted.extend(of_length(least.max(1) as usize).filter(|_| most != Some(0)));
            found.refused.push(json!([plain, plain]));
        }
        if least <= if is_unique { 1 } else { LONGEST } && most != Some(0) {
            extend(&mut found, self.of(item, depth), |value| {
                let rest = (1..least).map(|_| plain.clone());
                Some(Value::Array(std::iter::once(value).chain(rest).collect()))
            });
        }
        found
    }

    fn map(&self, ty: &Type, depth: usize) -> Edges<Value> {
        let string = json!("string");
        let (key, value) = (ty.get("key").unwrap_or(&string), &ty["map"]);
        let (Some(plain_key), Some(plain)) = (self.valid(key, depth), self.valid(value, depth)) else {
            return Edges::default();
        };
        let entry = |key: &Value, value: &Value| json!({ key.as_str()?: value }).into();
        let mut found = Edges::default();
        extend(&mut found, lengths(ty), |length| {
            let keys = self.distinct(key, depth, length)?.into_iter();
            keys.map(|key| Some((key.as_str()?.to_owned(), plain.clone()))).collect()
        });
        let (least, most) = length(ty).unwrap_or((0, None));
        if least <= 1 && most != Some(0) {
            extend(&mut found, self.of(key, depth), |key| entry(&key, &plain));
            extend(&mut found, self.of(value, depth), |value| entry(&plain_key, &value));
        }
        found
    }

    /// Returns so many different values that satisfy all constraints, if they are found.
    fn distinct(&self, written: &Value, depth: usize, count: usize) -> Option<Vec<Value>> {
        let ty = self.resolve(written);
        let mut found = self.of(written, depth).accepted;
        if kind(&ty) == "string" {
            let (pattern, length) = (pattern(&ty), length(&ty).unwrap_or((0, None)));
            let language = Language::new(pattern.as_ref(), length);
            let width = usize::try_from(length.0).unwrap_or(0);
            let numbers = (0..count).map(|number| format!("{number:0width$}"));
            let numbers = numbers.filter(|number| language.contains(number)).map(Value::String);
            found.extend(numbers.filter(|number| !found.contains(number)).collect::<Vec<_>>());
        }
        if found.is_empty() {
            found.extend(self.valid(written, depth));
        }
        found.truncate(count);
        (found.len() == count).then_some(found)
    }
}

fn pattern(ty: &Type) -> Option<Pattern> {
    Pattern::parse(ty.get("pattern")?.as_str()?).ok()
}

/// Returns a value of a union as it is on the wire: under its member's name, or with this name as a tag.
fn tagged(union: &Type, variant: &Value, name: &str, value: Value) -> Option<Value> {
    let Some(tag) = union.get("tag").and_then(Value::as_str) else { return Some(json!({ name: value })) };
    let name = variant.get("name").cloned().unwrap_or_else(|| json!(name));
    let Some(content) = union.get("content").and_then(Value::as_str) else {
        let mut object = value.as_object()?.clone();
        object.insert(tag.to_owned(), name);
        return Some(Value::Object(object));
    };
    Some(json!({ tag: name, content: value }))
}

/// Returns the name of a simple type, or the key that defines another one.
fn kind(ty: &Type) -> &str {
    let written = ["list", "map", "structure", "union", "oneOf", "enum", "intEnum"];
    let written = written.into_iter().find(|key| ty.contains_key(*key));
    written.or_else(|| ty.get("type")?.as_str()).unwrap_or_default()
}

fn bounds<'t>(ty: &'t Type, key: &str) -> [Option<&'t Value>; 2] {
    let bounds = ty.get(key);
    ["min", "max"].map(|side| bounds.and_then(|bounds| bounds.get(side)))
}

fn length(ty: &Type) -> Option<(u64, Option<u64>)> {
    let written = ty.get("length")?;
    if let Some(both) = written.as_u64() {
        return Some((both, Some(both)));
    }
    let [min, max] = bounds(ty, "length").map(|bound| bound.and_then(Value::as_u64));
    Some((min.unwrap_or(0), max))
}

/// Returns lengths on both sides of the bounds, up to `LONGEST`.
fn lengths(ty: &Type) -> Edges<usize> {
    let Some((min, max)) = length(ty) else { return Edges::default() };
    let Edges { accepted, refused } = edges::of_length(min, max);
    let short = |lengths: Vec<u64>| -> Vec<usize> {
        lengths.into_iter().filter(|length| *length <= LONGEST).map(|length| length as usize).collect()
    };
    Edges { accepted: short(accepted), refused: short(refused) }
}

fn integers(ty: &Type, width: u32) -> Edges<Value> {
    let [min, max] = bounds(ty, "range").map(|bound| bound.and_then(Value::as_i64));
    let mut found = edges::of_integer(min, max, width);
    if let Some(divisor) = ty.get("multipleOf").and_then(Value::as_i64) {
        // Without a range, of the numbers around nought.
        let around = if found.accepted.is_empty() { vec![0] } else { std::mem::take(&mut found.accepted) };
        let most = i64::MAX >> (64 - width);
        let in_range = min.unwrap_or(-most - 1)..=max.unwrap_or(most);
        let below = around.iter().map(|number| number.checked_sub(number.rem_euclid(divisor)));
        let near = below
            .flatten()
            .flat_map(|multiple| [Some(multiple), multiple.checked_add(1), multiple.checked_add(divisor)]);
        let near = around.iter().copied().chain(near.flatten()).filter(|number| in_range.contains(number));
        let (multiples, others): (Vec<i64>, _) = near.partition(|number| number % divisor == 0);
        found.accepted.extend(multiples);
        found.refused.extend(others);
    }
    map(found, |number| json!(number))
}

fn floats(ty: &Type, is_single: bool) -> Edges<Value> {
    let [min, max] = bounds(ty, "range").map(|bound| bound.and_then(Value::as_f64));
    map(edges::of_float(min, max, is_single), |number| json!(number))
}

/// Returns zero bytes in base64.
fn base64(length: usize) -> String {
    let rest = ["", "AA==", "AAA="][length % 3];
    "AAAA".repeat(length / 3) + rest
}

fn map<T>(edges: Edges<T>, value: impl Fn(T) -> Value) -> Edges<Value> {
    let mut found = Edges::default();
    extend(&mut found, edges, |edge| Some(value(edge)));
    found
}

/// Adds values that are made from others, unless they are there already.
fn extend<T>(found: &mut Edges<Value>, more: Edges<T>, value: impl Fn(T) -> Option<Value>) {
    for (side, more) in [(&mut found.accepted, more.accepted), (&mut found.refused, more.refused)] {
        for value in more.into_iter().filter_map(&value) {
            if !side.contains(&value) {
                side.push(value);
            }
        }
    }
}
