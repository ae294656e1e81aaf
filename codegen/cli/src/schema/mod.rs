//! The spec language as a JSON Schema for editors, and as a reference in Markdown.
//!
//! Draft 7, which every YAML language server supports. It describes the form of a spec; the resolver checks
//! how the parts fit together.

mod reference;

pub(crate) use reference::list;
pub use reference::reference;
use speccast_core::text::Json;
use speccast_core::vocabulary::{
    DEFINITIONS, Form, KINDS, LANGUAGE, Mapping, REST_PROTOCOLS, TOKEN, length, member, protocol, range,
    spec, ty,
};

/// Members of a JSON object.
type Members = Vec<(&'static str, Json)>;

/// Returns the schema, which is checked in at `codegen/schema/speccast.schema.json`.
pub fn schema() -> String {
    let mut root: Members = vec![
        ("$schema", "http://json-schema.org/draft-07/schema#".into()),
        ("title", "speccast spec".into()),
        ("description", "A spec of an HTTP API, from which speccast generates a Rust client.".into()),
    ];
    root.extend(mapping(spec::MAPPING));
    root.push(("allOf", Json::array(of_protocol())));
    let definitions = DEFINITIONS.iter().map(|(name, form)| (*name, Json::Object(of(form)))).collect();
    root.push(("definitions", Json::Object(definitions)));
    format!("{}\n", Json::Object(root))
}

/// Returns the schema of a form.
fn of(form: &Form) -> Members {
    let number = |value: usize| Json::Number(value as i128);
    let schema = |form| Json::Object(of(form));
    let ty = |name: &str| ("type", Json::from(name));
    let or_null =
        |name: &str, least| ("type", if least > 0 { name.into() } else { Json::array([name, "null"]) });
    let at_least = |name, least| (least > 0).then(|| (name, number(least)));
    match *form {
        Form::Any => Vec::new(),
        Form::Boolean => vec![ty("boolean")],
        Form::Text => vec![ty("string")],
        Form::NonEmpty => vec![ty("string"), ("minLength", number(1))],
        Form::Matching(pattern) => vec![ty("string"), ("pattern", pattern.into())],
        Form::Route => vec![ty("string"), ("pattern", "^[A-Z][A-Z0-9_-]* +/".into())],
        Form::BooleanOrText => vec![("type", Json::array(["boolean", "string"]))],
        Form::Number => vec![ty("number")],
        Form::Integer(min, max) => {
            let max = max.map(|max| ("maximum", Json::Number(max.into())));
            [ty("integer"), ("minimum", Json::Number(min.into()))].into_iter().chain(max).collect()
        }
        Form::Version => vec![("const", Json::Number(LANGUAGE.into()))],
        Form::Words(words) => {
            let names = words.iter().map(|(word, _)| match *word {
                "true" => true.into(),
                "false" => false.into(),
                word => Json::from(word),
            });
            let meanings = words.iter().map(|(_, meaning)| *meaning);
            vec![("enum", Json::array(names)), ("markdownEnumDescriptions", Json::array(meanings))]
        }
        Form::Definition(name) => vec![("$ref", format!("#/definitions/{name}").into())],
        Form::Mapping(of) => mapping(of),
        Form::Entries(of, least) => {
            let entries = ("additionalProperties", schema(of));
            let head = [or_null("object", least)].into_iter().chain(at_least("minProperties", least));
            head.chain([entries]).collect()
        }
        Form::Entry => vec![ty("object"), ("minProperties", number(1)), ("maxProperties", number(1))],
        Form::List(of, least) => {
            let head = [or_null("array", least)].into_iter().chain(at_least("minItems", least));
            head.chain([("items", schema(of))]).collect()
        }
        Form::Set(of) => {
            vec![ty("array"), ("minItems", number(1)), ("uniqueItems", true.into()), ("items", schema(of))]
        }
        Form::OneOf(forms) => vec![("anyOf", Json::array(forms.iter().map(schema)))],
        Form::Meaning(text, form) => described(text, form),
    }
}

/// Returns the schema of a form with a description in Markdown, which editors show on hover.
fn described(text: &str, form: &Form) -> Members {
    let texts = [("description", text.replace('`', "").into()), ("markdownDescription", text.into())];
    texts.into_iter().chain(of(form)).collect()
}

/// Returns the schema of a mapping of these keys and no others.
fn mapping(of: &Mapping) -> Members {
    let is = |other: &Mapping| of.what == other.what;
    let has = |key: &str| Json::from([("required", Json::array([key]))]);
    let mut schema: Members = vec![("type", "object".into())];
    if !of.needed.is_empty() {
        schema.push(("required", Json::array(of.needed.iter().map(|key| key.name))));
    }
    let limits = [("minProperties", Json::Number(1)), ("maxProperties", Json::Number(1))];
    let one = is(protocol::MAPPING);
    let some = one || is(length::MAPPING) || is(range::MAPPING);
    schema.extend(limits.into_iter().take(usize::from(some) + usize::from(one)));
    let properties = of.keys().map(|key| (key.name, Json::Object(described(key.help, &key.form)))).collect();
    schema.extend([("additionalProperties", false.into()), ("properties", Json::Object(properties))]);
    if of.has(ty::TYPE.name) {
        let of_list_or_map = Json::from([("anyOf", Json::array([has("list"), has("map")]))]);
        let events = Json::from([("stream", Json::from([("type", Json::array(["string", "object"]))]))]);
        let events = Json::from([("required", Json::array([member::STREAM.name])), ("properties", events)]);
        let events = is(member::MAPPING).then_some(events);
        // The type of a constant follows from its value, if no other type is written.
        let none = Json::from([("anyOf", Json::array(KINDS.iter().map(|key| has(key.name))))]);
        let constant = Json::from([("required", Json::array([member::CONST.name])), ("not", none)]);
        let others = events.into_iter().chain(is(member::MAPPING).then_some(constant));
        schema.push(("oneOf", Json::array(KINDS.iter().map(|key| has(key.name)).chain(others))));
        let dependencies = [(ty::KEY.name, has("map")), (ty::SPARSE.name, of_list_or_map)];
        schema.push(("dependencies", Json::from(dependencies)));
    }
    if is(member::MAPPING) {
        let travels = |places: &[&str]| {
            let place = Json::from([("in", Json::from([("enum", Json::array(places.iter().copied()))]))]);
            Json::from([("required", Json::array(["in"])), ("properties", place)])
        };
        let has_no_name = Json::from([("properties", Json::from([("name", false.into())]))]);
        let rules = [
            (travels(&["prefixHeaders"]), has("name")),
            (travels(&["queryParams", "payload", "statusCode", "additional"]), has_no_name),
        ];
        schema.push((
            "allOf",
            Json::array(rules.map(|(when, then)| Json::from([("if", when), ("then", then)]))),
        ));
    }
    schema
}

/// An operation's keys depend on the protocol: a method and a path, or neither.
fn of_protocol() -> [Json; 2] {
    let nested = |name, schema| Json::from([("properties", Json::Object(vec![(name, schema)]))]);
    let when = |protocol: Json, then: Json| {
        let protocol = ("properties", Json::from([("protocol", protocol)]));
        let service = Json::from([("required", Json::array(["protocol"])), protocol]);
        let service = ("properties", Json::from([("service", service)]));
        let when = Json::from([("required", Json::array(["service"])), service]);
        Json::from([("if", when), ("then", nested("operations", then))])
    };
    let needs_http = Json::from([("required", Json::array(["http"]))]);
    let names = Json::from([("pattern", TOKEN.into())]);
    let has_no_http = nested("http", false.into());
    [
        when(
            Json::from([("enum", Json::array(REST_PROTOCOLS.iter().map(|(name, _)| *name)))]),
            Json::from([("additionalProperties", needs_http)]),
        ),
        when(
            Json::from([("type", "object".into())]),
            Json::from([("propertyNames", names), ("additionalProperties", has_no_http)]),
        ),
    ]
}
