//! The vocabulary of the spec language, and the JSON Schema and reference generated from it: they are checked
//! in, and the schema accepts valid forms and refuses invalid ones.

use jsonschema::Validator;
use serde_json::Value;
use speccast::diagnostic::Finding;
use speccast::diagnostic::{codes, complete};
use speccast::model::HttpMethod;
use speccast::vocabulary::{
    self, Mapping, alternative, auth, aws_endpoints, body, condition, constraint, endpoint, enum_value,
    error, example, failure, failure_place, int_enum_value, item, length, map_key, member, named_type,
    oauth2, operation, paginated, pattern, protocol, range, rate_limit, request, response, service, spec,
    stream_end, ty, variable,
};
use speccast::{Source, lint, schema};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Errors in the form of a spec, which its schema detects.
const STRUCTURAL: &[&str] = &[
    "empty-enum",
    "missing-key",
    "no-operation",
    "protocol",
    "status",
    "two-types",
    "unknown-key",
    "unknown-version",
    "unknown-word",
    "wrong-type",
];

/// Fixtures whose error depends on other parts of the spec, which only `lint` detects.
const LEFT_TO_A_LINT: &[&str] = &["pagination.yaml", "success_status.yaml"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn parsed() -> Value {
    serde_json::from_str(&schema::schema()).expect("JSON")
}

fn validator() -> Validator {
    jsonschema::draft7::new(&parsed()).expect("a schema")
}

/// The schema's errors of a spec; empty if it accepts it.
fn errors(validator: &Validator, spec: &str) -> Vec<String> {
    match serde_yaml::from_str::<Value>(spec) {
        Ok(value) => {
            validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
        }
        Err(error) => vec![error.to_string()],
    }
}

fn codes(name: &str, spec: &str) -> BTreeSet<&'static str> {
    lint(&[Source::new(name, spec)]).iter().map(|finding| finding.diagnostic.code.name).collect()
}

/// Names and texts of the specs in a folder.
fn specs(folder: &str) -> Vec<(String, String)> {
    let folder = root().join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found: Vec<(String, String)> = entries
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "yaml"))
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                fs::read_to_string(entry.path()).expect("a spec"),
            )
        })
        .collect();
    found.sort();
    found
}

#[test]
fn both_are_what_is_checked_in() {
    for (path, text, arguments) in [
        ("codegen/schema/speccast.schema.json", schema::schema(), "schema"),
        ("docs/reference.md", schema::reference(), "schema --reference"),
    ] {
        let file = fs::read_to_string(root().join(path)).unwrap_or_default();
        let help = format!("run `cargo run -- {arguments} > {path}` and commit the result");
        assert!(file == text, "{path} has changed: {help}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_speccast-cli"));
        let output = command.args(arguments.split(' ')).output().expect("the command runs");
        assert_eq!(String::from_utf8(output.stdout).expect("UTF-8"), file);
    }
}

#[test]
fn it_is_a_schema() {
    assert!(
        jsonschema::draft7::meta::is_valid(&parsed()),
        "{:?}",
        jsonschema::draft7::meta::validate(&parsed())
    );
}

#[test]
fn every_good_spec_fits() {
    let validator = validator();
    for folder in
        ["specs", "examples/specs", "tests/fixtures/good", "tests/consumer/specs", "codegen/cli/src/init"]
    {
        for (name, spec) in specs(folder) {
            assert_eq!(errors(&validator, &spec), Vec::<String>::new(), "{folder}/{name}");
        }
    }
    for entry in codes::ALL {
        for example in entry.right() {
            assert_eq!(errors(&validator, &complete(example)), Vec::<String>::new(), "{}", entry.name);
        }
    }
}

#[test]
fn every_spec_of_a_bad_form_does_not() {
    let validator = validator();
    let mut wrong = specs("tests/fixtures/bad");
    for entry in codes::ALL {
        wrong.extend(entry.wrong().into_iter().map(|example| (entry.name.to_owned(), complete(example))));
    }
    let mut structural = 0;
    for (name, spec) in wrong {
        let codes = codes(&name, &spec);
        if !LEFT_TO_A_LINT.contains(&name.as_str()) && codes.iter().any(|code| STRUCTURAL.contains(code)) {
            structural += 1;
            assert!(!errors(&validator, &spec).is_empty(), "{name} has {codes:?}, and the schema accepts it");
        }
    }
    assert!(structural >= 20, "{structural}");
}

/// Each key and each word has a description, which editors show on hover.
#[test]
fn every_key_has_hover_texts() {
    fn look(path: &str, value: &Value) {
        if let Some(properties) = value
            .get("properties")
            .and_then(Value::as_object)
            .filter(|_| value.get("additionalProperties").is_some())
        {
            for (key, schema) in properties {
                let text = |name: &str| schema[name].as_str().unwrap_or_default().to_owned();
                assert!(text("description").len() > 5, "{path}/{key} has no description");
                assert_eq!(text("markdownDescription").replace('`', ""), text("description"), "{path}/{key}");
            }
        }
        if let Some(words) = value.get("markdownEnumDescriptions").and_then(Value::as_array) {
            assert_eq!(Some(words.len()), value["enum"].as_array().map(Vec::len), "{path}");
        }
        match value {
            Value::Object(members) => {
                members.iter().for_each(|(key, value)| look(&format!("{path}/{key}"), value))
            }
            Value::Array(items) => items.iter().for_each(|value| look(path, value)),
            _ => {}
        }
    }
    look("", &parsed());
}

/// Each mapping in a spec, with a key in place of `HERE`.
const PLACES_OF_MAPPINGS: &[(&Mapping, &str)] = &[
    (spec::MAPPING, "operations: { Get: { http: GET / } }\nHERE: 1"),
    (
        service::MAPPING,
        "service: { name: A, protocol: restJson1, endpoint: 'https://a.example.com', auth: none, HERE: 1 }",
    ),
    (
        protocol::MAPPING,
        "service: { name: A, protocol: { HERE: 1 }, endpoint: 'https://a.example.com', auth: none }",
    ),
    (
        endpoint::MAPPING,
        "service: { name: A, protocol: restJson1, endpoint: [{ url: 'https://a.example.com', HERE: 1 }], auth: none }",
    ),
    (
        aws_endpoints::MAPPING,
        "service: { name: A, protocol: restJson1, endpoint: { aws: a, HERE: 1 }, auth: none }",
    ),
    (
        auth::MAPPING,
        "service: { name: A, protocol: restJson1, endpoint: 'https://a.example.com', auth: { sigv4: a, HERE: 1 } }",
    ),
    (
        oauth2::MAPPING,
        "service: { name: A, protocol: http, endpoint: 'https://a.example.com', auth: { oauth2: { tokenUrl: 'https://a.example.com', HERE: 1 } } }",
    ),
    (
        failure::MAPPING,
        "service: { name: A, protocol: http, endpoint: 'https://a.example.com', auth: none, failure: { HERE: 1 } }",
    ),
    (
        failure_place::MAPPING,
        "service: { name: A, protocol: http, endpoint: 'https://a.example.com', auth: none, failure: { code: { header: a, HERE: 1 } } }",
    ),
    (
        rate_limit::MAPPING,
        "service: { name: A, protocol: http, endpoint: 'https://a.example.com', auth: none, failure: { rateLimit: { status: 403, HERE: 1 } } }",
    ),
    (
        stream_end::MAPPING,
        "operations: { Get: { http: GET /, output: { a: { stream: string, format: sse, end: { HERE: 1 } } } } }",
    ),
    (
        condition::MAPPING,
        "service: { name: A, protocol: http, endpoint: 'https://a.example.com', auth: none, failure: { when: { pointer: /a, equals: 1, HERE: 1 } } }",
    ),
    (
        variable::MAPPING,
        "service: { name: A, protocol: http, endpoint: 'https://{a}.example.com', auth: none, variables: { a: { HERE: 1 } } }",
    ),
    (operation::MAPPING, "operations: { Get: { http: GET /, HERE: 1 } }"),
    (body::MAPPING, "operations: { Get: { http: POST /, body: { HERE: 1 } } }"),
    (paginated::MAPPING, "operations: { Get: { http: GET /, paginated: { HERE: 1 } } }"),
    (member::MAPPING, "operations: { Get: { http: GET /, output: { a: { map: string, HERE: 1 } } } }"),
    (
        item::MAPPING,
        "operations: { Get: { http: GET /, output: { a: { list: { map: string, HERE: 1 } } } } }",
    ),
    (
        map_key::MAPPING,
        "operations: { Get: { http: GET /, output: { a: { map: string, key: { type: string, HERE: 1 } } } } }",
    ),
    (
        alternative::MAPPING,
        "operations: { Get: { http: GET /, output: { a: { oneOf: [integer, { map: string, HERE: 1 }] } } } }",
    ),
    (named_type::MAPPING, "types: { A: { map: string, HERE: 1 } }"),
    (length::MAPPING, "types: { A: { type: string, length: { HERE: 1 } } }"),
    (range::MAPPING, "types: { A: { type: integer, range: { HERE: 1 } } }"),
    (pattern::MAPPING, "types: { A: { type: string, pattern: { HERE: 1 } } }"),
    (enum_value::MAPPING, "types: { A: { enum: [{ value: a, HERE: 1 }] } }"),
    (int_enum_value::MAPPING, "types: { A: { intEnum: { Low: { value: 1, HERE: 1 } } } }"),
    (error::MAPPING, "errors: { A: { status: 404, HERE: 1 } }"),
    (example::MAPPING, "examples: { Ping: [{ HERE: 1 }] }"),
    (request::MAPPING, "examples: { Ping: [{ request: { HERE: 1 } }] }"),
    (response::MAPPING, "examples: { Ping: [{ response: { status: 200, HERE: 1 } }] }"),
];

#[test]
fn the_parser_knows_the_keys_of_the_table_and_no_others() {
    let own: usize = PLACES_OF_MAPPINGS.iter().map(|(mapping, _)| mapping.own.len()).sum();
    let shared = ty::MAPPING.own.len() + constraint::MAPPING.own.len();
    let all: usize = vocabulary::MAPPINGS.iter().map(|mapping| mapping.own.len()).sum();
    assert_eq!(own + shared, all, "show where every mapping is written");
    for (mapping, example) in PLACES_OF_MAPPINGS {
        let unknown = |key: &str| {
            let found = lint(&[Source::new("a.yaml", complete(&example.replace("HERE", key)))]);
            let message = format!("unknown key `{key}`");
            found.iter().find(|it| it.diagnostic.message == message).map(|it| it.diagnostic.help.concat())
        };
        let help = unknown("zzzzzzzzzzzz").unwrap_or_else(|| panic!("{example}"));
        let known = help.strip_prefix("expected one of: ").unwrap_or_else(|| panic!("{example}: {help}"));
        let keys: Vec<String> = mapping.keys().map(|key| format!("`{}`", key.name)).collect();
        assert_eq!(known, keys.join(", "), "{example}");
        for key in mapping.keys() {
            assert_eq!(unknown(key.name), None, "{example}: the parser does not read `{}`", key.name);
        }
    }
}

#[test]
fn every_word_of_the_table_is_one() {
    let simple = vocabulary::SIMPLE_TYPES.words.iter().map(|(word, _)| format!("types: {{ A: {word} }}"));
    let methods =
        HttpMethod::USUAL.into_iter().map(|word| format!("operations: {{ Get: {{ http: {word} / }} }}"));
    let places = vocabulary::PLACES.words.iter().map(|(word, _)| {
        format!("operations: {{ Get: {{ http: GET /, input: {{ a: {{ type: string, in: {word} }} }} }} }}")
    });
    let formats = vocabulary::FORMATS.words.iter();
    let formats = formats.map(|(word, _)| format!("types: {{ A: {{ type: timestamp, format: {word} }} }}"));
    let retryable = vocabulary::RETRYABLE.words.iter();
    let retryable =
        retryable.map(|(word, _)| format!("errors: {{ A: {{ status: 404, retryable: {word} }} }}"));
    let service = |protocol: &str, auth: &str| {
        format!(
            "service: {{ name: A, protocol: {protocol}, endpoint: 'https://a.example.com', auth: {auth} }}"
        )
    };
    let protocols = vocabulary::REST_PROTOCOLS.iter().map(|(word, _)| service(word, "none"));
    let auth = vocabulary::AUTH.words.iter().map(|(word, _)| service("restJson1", word));
    let parts = vocabulary::AWS_PARTS.words.iter().map(|(word, _)| {
        format!("service: {{ name: A, protocol: restJson1, endpoint: {{ aws: a, without: [{word}] }}, auth: none }}")
    });
    let specs = parts.chain(simple).chain(methods).chain(places).chain(formats).chain(retryable);
    for spec in specs.chain(protocols).chain(auth) {
        let codes = codes("a.yaml", &complete(&spec));
        let unknown = ["unknown-word", "wrong-type", "undefined-type", "http", "protocol"];
        assert!(unknown.iter().all(|code| !codes.contains(code)), "{spec}: {codes:?}");
    }
}

#[test]
fn protocols_have_requirements() {
    let validator = validator();
    let spec = |protocol: &str, operation: &str| {
        format!(
            "speccast: 1\nservice: {{ name: A, protocol: {protocol}, endpoint: 'https://a.example.com', auth: none }}\noperations: {{ Get: {{ {operation} }} }}\n"
        )
    };
    assert!(errors(&validator, &spec("restJson1", "http: GET /")).is_empty());
    assert!(!errors(&validator, &spec("restJson1", "")).is_empty());
    assert!(errors(&validator, &spec("{ awsJson1_1: Target }", "")).is_empty());
    assert!(!errors(&validator, &spec("{ awsJson1_1: Target }", "http: GET /")).is_empty());
    assert!(!errors(&validator, &spec("{ awsJson1_0: A, awsJson1_1: B }", "")).is_empty());
    assert!(!errors(&validator, &spec("awsJson1_1", "")).is_empty());
}

/// Every value of a spec, deleted or replaced, with a description of the mutation.
fn mutations(spec: &Value) -> Vec<(String, Value)> {
    fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
        let children: Vec<(String, &Value)> = match value {
            Value::Object(members) => members.iter().map(|(key, value)| (escaped(key), value)).collect(),
            Value::Array(items) => {
                items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
            }
            _ => Vec::new(),
        };
        for (key, value) in children {
            let path = format!("{path}/{key}");
            found.push(path.clone());
            paths(value, &path, found);
        }
    }
    let mut found = Vec::new();
    paths(spec, "", &mut found);
    let others = [
        Value::Null,
        true.into(),
        (-1).into(),
        "word".into(),
        serde_json::json!([]),
        serde_json::json!({}),
        serde_json::json!({ "zzz": ["x"] }),
    ];
    let mut mutated = Vec::new();
    for (index, path) in found.iter().enumerate() {
        let (parent, key) = path.rsplit_once('/').expect("a path");
        let mut without = spec.clone();
        match without.pointer_mut(parent) {
            Some(Value::Object(members)) => drop(members.remove(&key.replace("~1", "/").replace("~0", "~"))),
            Some(Value::Array(items)) => drop(items.remove(key.parse().expect("an index"))),
            _ => panic!("{path}"),
        }
        mutated.push((format!("{path} removed"), without));
        // Half of them are enough, each time the other half.
        for other in others.iter().skip(index % 2).step_by(2) {
            let mut with = spec.clone();
            *with.pointer_mut(path).expect("a value") = other.clone();
            mutated.push((format!("{path} is {other}"), with));
        }
    }
    mutated
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The schema and the parser agree on every mutation of a spec that uses all keys.
#[test]
fn it_rejects_the_same_specs_as_the_parser() {
    let validator = validator();
    let mut odd = String::new();
    for name in ["widgets", "deprecated"] {
        let text =
            fs::read_to_string(root().join(format!("tests/fixtures/good/{name}.yaml"))).expect("a spec");
        let spec: Value = serde_yaml::from_str(&text).expect("YAML");
        for (what, mutated) in mutations(&spec) {
            let found = lint(&[Source::new("a.yaml", mutated.to_string())]);
            // Missing parts of an operation's pagination may be the service's.
            let of_form = |it: &&Finding| {
                STRUCTURAL.contains(&it.diagnostic.code.name)
                    && !it.diagnostic.message.starts_with("`paginated` needs ")
            };
            let structural = found.iter().find(of_form);
            let accepted = validator.is_valid(&mutated);
            if let (true, Some(finding)) = (accepted, structural) {
                odd.push_str(&format!("{name}: {what}: the schema accepts it, but {}\n", finding.line()));
            } else if !accepted && !found.has_errors() {
                odd.push_str(&format!(
                    "{name}: {what}: only the schema refuses it: {:?}\n",
                    errors(&validator, &mutated.to_string())
                ));
            }
        }
    }
    assert!(odd.is_empty(), "{odd}");
}
