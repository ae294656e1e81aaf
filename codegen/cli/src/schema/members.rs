//! Members, types and constraints.

use super::{any_of, boolean, deprecated, doc, hover, mapping, object, reference, rust, string, word};
use speccast_core::json::Json;

/// The simple types and their meanings.
const SIMPLE: &[(&str, &str)] = &[
    ("string", "Text."),
    ("boolean", "`true` or `false`."),
    ("byte", "A whole number of 8 bits, with a sign."),
    ("short", "A whole number of 16 bits, with a sign."),
    ("integer", "A whole number of 32 bits, with a sign."),
    ("long", "A whole number of 64 bits, with a sign."),
    ("float", "A floating-point number of 32 bits."),
    ("double", "A floating-point number of 64 bits."),
    ("timestamp", "A point in time, written as `format` says."),
    ("blob", "Bytes; base64 in JSON."),
    ("document", "Any JSON value."),
];

pub(super) fn definitions() -> Vec<(&'static str, Json)> {
    vec![
        ("member", member()),
        ("namedType", named_type()),
        ("item", item()),
        ("typeName", type_name()),
        ("length", length()),
        ("range", range()),
        ("pattern", pattern()),
        ("enumValue", enum_value()),
        ("intEnumValue", int_enum_value()),
    ]
}

/// Where members may travel that do not say.
const DEFAULT_PLACES: &[(&str, &str)] = &[
    ("path", "In the label of its name in the path; such a member is required."),
    ("query", "In the query string. A list repeats the parameter."),
    ("header", "In a header."),
    ("body", "As a member of the JSON body."),
];

/// Where a member may travel only if it says so.
const OWN_PLACES: &[(&str, &str)] = &[
    ("queryParams", "A map whose entries are parameters of the query string."),
    ("prefixHeaders", "A map whose entries are headers; `name` is what their names begin with."),
    ("payload", "As the whole body."),
    ("statusCode", "As the status of a response: an `integer`."),
];

/// Where members travel that do not say.
pub(super) fn default_place(text: &str) -> Json {
    word(text, DEFAULT_PLACES)
}

/// Where a member travels.
fn place(text: &str) -> Json {
    word(text, &[DEFAULT_PLACES, OWN_PLACES].concat())
}

fn member() -> Json {
    let mut keys = type_keys();
    keys.extend([
        ("required", boolean("Whether a value must be given.")),
        (
            "in",
            place("Where it travels. Input members that do not say travel where the operation's `in` says."),
        ),
        ("name", string("Its name on the wire, where that is not the member's own.")),
        doc("it means"),
    ]);
    keys.extend(constraints());
    keys.extend([
        ("default", hover("What stands for an absent value.", [])),
        (
            "idempotencyToken",
            boolean("Whether the client fills in a random UUID where no value is given, the same for every attempt of a call."),
        ),
        deprecated(),
        rust("the field"),
    ]);
    let travels = |places: Json| {
        let place = Json::from([("in", Json::from([("enum", places)]))]);
        Json::from([("required", Json::array(["in"])), ("properties", place)])
    };
    let needs_name = Json::from([("required", Json::array(["name"]))]);
    let has_no_name = Json::from([("properties", Json::from([("name", false.into())]))]);
    let rules = [
        (Json::array(["prefixHeaders"]), needs_name),
        (Json::array(["queryParams", "payload", "statusCode"]), has_no_name),
    ];
    let rules = rules.map(|(places, then)| Json::from([("if", travels(places)), ("then", then)]));
    typed(keys, vec![("allOf", Json::array(rules))])
}

fn named_type() -> Json {
    let mut keys = type_keys();
    keys.push(doc("it is"));
    keys.extend(constraints());
    keys.extend([deprecated(), rust("the type")]);
    typed(keys, Vec::new())
}

fn item() -> Json {
    let mut keys = type_keys();
    keys.extend(constraints());
    typed(keys, Vec::new())
}

/// A type's name, or a mapping of which just one key says what the type is.
fn typed(keys: Vec<(&'static str, Json)>, more: Vec<(&'static str, Json)>) -> Json {
    let kinds = ["type", "list", "map", "structure", "union", "enum", "intEnum"];
    let has = |key: &'static str| Json::from([("required", Json::array([key]))]);
    let of_list_or_map = Json::from([("anyOf", Json::array([has("list"), has("map")]))]);
    let rules = [
        ("oneOf", Json::array(kinds.map(has))),
        ("dependencies", Json::from([("key", has("map")), ("sparse", of_list_or_map)])),
    ];
    let written_out = hover("", mapping(&[], keys).into_iter().chain(rules).chain(more));
    any_of("", [reference("", "typeName"), written_out])
}

fn type_keys() -> Vec<(&'static str, Json)> {
    let members = |text: &str, least: i128| {
        let types = if least == 0 { Json::array(["object", "null"]) } else { "object".into() };
        hover(
            text,
            [
                ("type", types),
                ("minProperties", Json::Number(least)),
                ("additionalProperties", reference("", "member")),
            ],
        )
    };
    vec![
        ("type", reference("A simple type, or one of the spec's `types`.", "typeName")),
        ("list", reference("A list of these.", "item")),
        ("map", reference("A map to these, from strings or what `key` says.", "item")),
        (
            "key",
            reference(
                "What the keys of the `map` are: strings, an enum, or a string with constraints.",
                "item",
            ),
        ),
        ("sparse", boolean("Whether items of the `list`, or values of the `map`, may be null.")),
        ("structure", members("A structure of these members.", 0)),
        ("union", members("Just one of these members.", 1)),
        (
            "enum",
            hover(
                "One of these strings. A value that a service adds later is kept, not refused.",
                [
                    ("type", "array".into()),
                    ("minItems", Json::Number(1)),
                    ("uniqueItems", true.into()),
                    ("items", reference("", "enumValue")),
                ],
            ),
        ),
        (
            "intEnum",
            hover(
                "One of these numbers, by their names: `{ Low: 1, High: 2 }`.",
                [
                    ("type", "object".into()),
                    ("minProperties", Json::Number(1)),
                    ("additionalProperties", reference("", "intEnumValue")),
                ],
            ),
        ),
    ]
}

fn type_name() -> Json {
    any_of("", [word("", SIMPLE), string("One of the spec's `types`.")])
}

fn constraints() -> Vec<(&'static str, Json)> {
    vec![
        (
            "length",
            reference(
                "Length of a string in characters, of a blob in bytes, of a list or map in entries: a number, or `min` and `max`, inclusive.",
                "length",
            ),
        ),
        ("range", reference("Value of a number: `min` and `max`, inclusive.", "range")),
        (
            "pattern",
            reference(
                "ECMA-262 regular expression that the whole value matches. Put it in single quotes.",
                "pattern",
            ),
        ),
        ("uniqueItems", boolean("Whether the items of a list are all different.")),
        (
            "format",
            word(
                "How a `timestamp` is written, where it is not as usual in its place.",
                &[
                    ("date-time", "`2026-01-31T12:00:00Z`: RFC 3339. Usual in paths and queries."),
                    ("http-date", "`Sat, 31 Jan 2026 12:00:00 GMT`: RFC 9110. Usual in headers."),
                    ("epoch-seconds", "Seconds since 1970. Usual in JSON bodies."),
                ],
            ),
        ),
        ("sensitive", boolean("Whether it is a secret: shown nowhere, and wiped from memory.")),
    ]
}

fn length() -> Json {
    let count = |text: &str| hover(text, [("type", "integer".into()), ("minimum", Json::Number(0))]);
    any_of("", [count("Just this long."), bounds(count("At least this."), count("At most this."))])
}

fn range() -> Json {
    let number = |text: &str| hover(text, [("type", "number".into())]);
    bounds(number("At least this."), number("At most this."))
}

fn bounds(min: Json, max: Json) -> Json {
    hover(
        "",
        [
            ("type", "object".into()),
            ("minProperties", Json::Number(1)),
            ("additionalProperties", false.into()),
            ("properties", Json::from([("min", min), ("max", max)])),
        ],
    )
}

fn pattern() -> Json {
    let unchecked = string("A pattern that no automaton can match: it is documented, and not checked.");
    any_of("", [string(""), object("", &["unchecked"], vec![("unchecked", unchecked)])])
}

fn enum_value() -> Json {
    let value = |text: &str| hover(text, [("type", "string".into()), ("minLength", Json::Number(1))]);
    let keys =
        vec![("value", value("As it is on the wire.")), doc("it means"), rust("the variant"), deprecated()];
    any_of("", [value(""), object("", &["value"], keys)])
}

fn int_enum_value() -> Json {
    let value = |text: &str| {
        let (min, max) = (Json::Number(i32::MIN.into()), Json::Number(i32::MAX.into()));
        hover(text, [("type", "integer".into()), ("minimum", min), ("maximum", max)])
    };
    let keys =
        vec![("value", value("As it is on the wire.")), doc("it means"), rust("the variant"), deprecated()];
    any_of("", [value("As it is on the wire."), object("", &["value"], keys)])
}
