//! Every good fixture has examples of all that it holds, whose tests, which this package's library runs, hold values of
//! each member against what is on the wire.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The keys of a mapping, or the texts of a list; of anything else none.
fn names(value: &Value) -> BTreeSet<&str> {
    match value {
        Value::Object(entries) => entries.keys().map(String::as_str).collect(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        _ => BTreeSet::new(),
    }
}

/// What the examples of an operation leave out.
fn missing<'v>(spec: &'v Value, name: &str, operation: &'v Value) -> Vec<String> {
    let none = Vec::new();
    let examples = spec["examples"][name].as_array().unwrap_or(&none);
    let mut missing = Vec::new();
    let complete = |example: &&Value| {
        let request = &example["request"];
        ["method", "uri", "body"].iter().all(|part| !request[part].is_null())
            && !example["response"].is_null()
    };
    if !examples.iter().any(|example| complete(&example)) {
        missing.push("`request: { method, uri, body }` and a `response` in one example".to_owned());
    }
    let shown = |part: &str| examples.iter().flat_map(|example| names(&example[part])).collect();
    let mut left_out = |part: &str, wanted: BTreeSet<&str>| {
        let shown: BTreeSet<&str> = shown(part);
        missing.extend(wanted.difference(&shown).map(|name| format!("`{name}` in an `{part}`")));
    };
    let asked_for = |members: &'v Value| {
        let is_constant = |name: &&str| !members[*name]["const"].is_null();
        names(members).into_iter().filter(|name| !is_constant(name)).collect()
    };
    left_out("input", asked_for(&operation["input"]));
    left_out("output", asked_for(&operation["output"]));
    left_out("error", &names(&operation["errors"]) | &names(&spec["service"]["errors"]));
    missing
}

#[test]
fn every_operation_of_a_good_fixture_has_examples_of_all_its_members() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/good");
    let mut wanted = Vec::new();
    for entry in fs::read_dir(folder).expect("the fixtures").flatten() {
        let text = fs::read_to_string(entry.path()).expect("a fixture");
        let spec: Value = serde_yaml::from_str(&text).expect("YAML");
        for (name, operation) in spec["operations"].as_object().expect("operations") {
            let file = entry.file_name();
            let add = |what| format!("{}: add to `examples`, under `{name}`: {what}", file.display());
            wanted.extend(missing(&spec, name, operation).into_iter().map(add));
        }
    }
    wanted.sort_unstable();
    assert!(wanted.is_empty(), "what is on the wire is not shown by an example:\n{}", wanted.join("\n"));
}
