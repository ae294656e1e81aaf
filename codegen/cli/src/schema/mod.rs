//! The spec language as a JSON Schema, which editors complete, check and explain specs by.
//!
//! Draft 7, which every language server for YAML knows. It says what can be said of a spec's form; what its parts mean to each
//! other is for a lint. A test holds it to the keys that the parser knows and to the fixtures.

mod members;
mod service;

use speccast_core::json::Json;

/// The schema, as it is checked in at `codegen/schema/speccast.schema.json`.
pub fn schema() -> String {
    format!("{}\n", root())
}

fn root() -> Json {
    let properties = vec![
        ("speccast", hover("Version of the spec language: `1`.", [("const", Json::Number(1))])),
        ("service", reference("The service that the operations belong to.", "service")),
        (
            "operations",
            hover(
                "Operations, by their names in the API. Write down those that you need.",
                [
                    ("type", "object".into()),
                    ("minProperties", Json::Number(1)),
                    ("additionalProperties", reference("", "operation")),
                ],
            ),
        ),
        ("types", named("Types, by their names in the API, for members to refer to.", "namedType")),
        (
            "errors",
            named("Errors, by their names in the API. Each has a `message` without saying so.", "error"),
        ),
        (
            "examples",
            hover(
                "Examples, by their operation's name. Each is checked, and becomes a test of the generated client.",
                [
                    ("type", Json::array(["object", "null"])),
                    ("additionalProperties", list_of(reference("", "example"))),
                ],
            ),
        ),
    ];
    let text = "A spec of an HTTP API, which speccast casts into a Rust client.";
    let head = [
        ("$schema", "http://json-schema.org/draft-07/schema#".into()),
        ("title", "speccast spec".into()),
        ("description", text.into()),
    ];
    let definitions = service::definitions().into_iter().chain(members::definitions());
    let tail = [
        ("allOf", Json::array(service::of_protocol())),
        ("definitions", Json::Object(definitions.collect())),
    ];
    let spec = mapping(&["speccast", "service", "operations"], properties);
    Json::Object(head.into_iter().chain(spec).chain(tail).collect())
}

/// A schema with a text for whoever hovers over what it describes. The text is Markdown.
fn hover(text: &str, schema: impl IntoIterator<Item = (&'static str, Json)>) -> Json {
    let described = [("description", text.replace('`', "").into()), ("markdownDescription", text.into())];
    let described = described.into_iter().filter(|_| !text.is_empty());
    Json::Object(described.chain(schema).collect())
}

/// One of the definitions.
fn reference(text: &str, name: &str) -> Json {
    hover(text, [("$ref", format!("#/definitions/{name}").into())])
}

/// A mapping of these keys and no others.
fn object(text: &str, required: &[&'static str], properties: Vec<(&'static str, Json)>) -> Json {
    hover(text, mapping(required, properties))
}

/// What is said of a mapping of these keys and no others.
fn mapping(required: &[&'static str], properties: Vec<(&'static str, Json)>) -> Vec<(&'static str, Json)> {
    let mut members = vec![("type", "object".into())];
    if !required.is_empty() {
        members.push(("required", Json::array(required.iter().copied())));
    }
    members.extend([("additionalProperties", false.into()), ("properties", Json::Object(properties))]);
    members
}

/// A mapping whose keys the author chooses; it may be empty.
fn named(text: &str, of: &str) -> Json {
    hover(text, [("type", Json::array(["object", "null"])), ("additionalProperties", reference("", of))])
}

/// A list, which may be empty.
fn list_of(items: Json) -> Json {
    hover("", [("type", Json::array(["array", "null"])), ("items", items)])
}

fn string(text: &str) -> Json {
    hover(text, [("type", "string".into())])
}

fn boolean(text: &str) -> Json {
    hover(text, [("type", "boolean".into())])
}

/// One of a few words, each with its meaning.
fn word(text: &str, words: &[(&'static str, &str)]) -> Json {
    hover(
        text,
        [
            ("enum", Json::array(words.iter().map(|(word, _)| *word))),
            ("markdownEnumDescriptions", Json::array(words.iter().map(|(_, meaning)| *meaning))),
        ],
    )
}

/// What fits any of these schemas.
fn any_of(text: &str, schemas: impl IntoIterator<Item = Json>) -> Json {
    hover(text, [("anyOf", Json::array(schemas))])
}

fn doc(what: &str) -> (&'static str, Json) {
    let text = format!("What {what}, in your own words: prose with `code` and links to `https://` pages.");
    ("doc", string(&text))
}

fn rust(what: &str) -> (&'static str, Json) {
    let text = format!("Name of {what} in Rust, where its own would give another.");
    ("rust", string(&text))
}

fn deprecated() -> (&'static str, Json) {
    let text = "Whether it should no longer be used: `true`, or a text that says what to use instead.";
    ("deprecated", hover(text, [("type", Json::array(["boolean", "string"]))]))
}
