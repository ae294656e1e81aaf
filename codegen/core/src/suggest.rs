//! What to write in place of a word that is not known.

/// More words than anyone would read a list of.
const MANY_WORDS: usize = 100;
/// The longest word, in bytes, that is looked at as a slip of the pen.
const LONG_WORD: usize = 64;

/// "did you mean", or the words there are.
pub fn suggest(word: &str, known: &[&str]) -> String {
    match closest(word, known) {
        Some(close) => format!("did you mean `{close}`?"),
        None => list(known),
    }
}

/// The words there are.
fn list(known: &[&str]) -> String {
    if known.len() > MANY_WORDS {
        return "check how it is written where it is defined".to_owned();
    }
    let words = known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    if known.is_empty() { "none is defined".to_owned() } else { format!("known here: {words}") }
}

/// The word that was probably meant: one slip in three characters at most, or only the beginning is there.
pub fn closest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    if known.len() > MANY_WORDS { None } else { nearest(word, known) }
}

/// The same, among words of any number: for a word that is looked up once.
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    if word.len() > LONG_WORD {
        return None;
    }
    let lower = word.to_lowercase();
    let length = lower.chars().count();
    let distances = known.iter().filter_map(|candidate| {
        let theirs = candidate.to_lowercase();
        let distance = strsim::osa_distance(&lower, &theirs);
        let begins = length > 2 && theirs.starts_with(&lower);
        (begins || distance <= length.min(theirs.chars().count()) / 3).then_some((distance, *candidate))
    });
    distances.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// What other languages have a key for: the known key to use, and how.
pub(super) fn key_elsewhere<'k>(word: &str, known: &[&'k str]) -> Option<(&'k str, String)> {
    let find = |name: &str| known.iter().copied().find(|known| *known == name);
    if let Some((key, value)) = word.split_once(':')
        && let Some(key) = find(key)
        && word.len() <= LONG_WORD
    {
        return Some((key, format!("write a space after the colon: `{key}: {}`", value.escape_debug())));
    }
    let (_, here, help) = KEYS.iter().find(|(there, ..)| is_among(word, there))?;
    let help = if help.is_empty() { format!("that is `{here}` here") } else { (*help).to_owned() };
    Some((find(here)?, help))
}

/// Whether a word is one of those between spaces, in whatever case.
fn is_among(word: &str, words: &str) -> bool {
    words.split(' ').any(|there| there.eq_ignore_ascii_case(word))
}

/// What to write for a place of other languages.
pub(super) fn place_elsewhere(word: &str) -> Option<String> {
    Some(match word {
        "cookie" => "write `in: header`, and `name: Cookie`".to_owned(),
        "form" | "formData" => "a body is JSON: write `in: body`".to_owned(),
        "querystring" => "that is `query` here".to_owned(),
        "uri" | "url" | "label" => "that is `path` here".to_owned(),
        "json" | "data" => "that is `body` here".to_owned(),
        "status" => "that is `statusCode` here".to_owned(),
        _ => return None,
    })
}

/// What to write for a type of other languages.
pub fn type_elsewhere(word: &str) -> Option<String> {
    if let Some(help) = generic_elsewhere(word) {
        return Some(help);
    }
    let (_, here) = TYPES.iter().find(|(there, _)| is_among(word, there))?;
    // A text that quotes something is whole already.
    Some(if here.contains('`') { (*here).to_owned() } else { format!("that is `{here}` here") })
}

/// What to write for a type that holds another: `list<string>`, `map<string, integer>`, `string[]`.
fn generic_elsewhere(word: &str) -> Option<String> {
    if word.len() > LONG_WORD {
        return None;
    }
    let or_null = || word.strip_suffix("null")?.trim_end().strip_suffix('|').map(str::trim_end);
    if let Some(held) = word.strip_suffix('?').or_else(or_null) {
        return Some(format!("write `{held}`: {ABSENT}"));
    }
    if let Some(held) = word.strip_suffix("[]") {
        return Some(format!("write `{{ list: {held} }}`"));
    }
    let (outer, held) = word.strip_suffix('>')?.split_once('<')?;
    match outer.trim().to_lowercase().as_str() {
        "array" | "list" | "vec" | "seq" | "sequence" => Some(format!("write `{{ list: {} }}`", held.trim())),
        "set" | "hashset" => Some(format!("write `{{ list: {}, uniqueItems: true }}`", held.trim())),
        "dict" | "hashmap" | "map" | "record" => {
            let value = held.split_once(',').map_or(held, |(_, value)| value);
            Some(format!("write `{{ map: {} }}`", value.trim()))
        }
        "option" | "optional" => Some(format!("write `{}`: {ABSENT}", held.trim())),
        _ => None,
    }
}

const ABSENT: &str = "a member may be absent unless it says `required: true`";

/// Keys of other languages, the key to use, and how where that needs saying.
const KEYS: &[(&str, &str, &str)] = &[
    ("$ref", "type", "a type of the spec is referred to by its name: `type: NAME`"),
    ("additionalProperties", "map", "write `map: TYPE`"),
    ("allOf", "structure", "write the members of all of them into one `structure`"),
    ("anyOf", "union", "if just one of them is there, write `union: { NAME: TYPE }`"),
    ("apiVersion", "version", ""),
    ("authentication security", "auth", ""),
    ("baseUrl host servers url", "endpoint", ""),
    ("body requestBody", "input", "the body is made of the members of `input` that say no other place"),
    ("components definitions schemas shapes", "types", ""),
    ("description documentation summary title", "doc", ""),
    ("example", "doc", "an example is one of an operation, under the spec's `examples`"),
    ("examples", "doc", "examples are written under the spec's own `examples`, by operation"),
    ("exceptions throws", "errors", ""),
    ("exclusiveMaximum", "range", "write `range: { max: … }`, which is inclusive"),
    ("exclusiveMinimum", "range", "write `range: { min: … }`, which is inclusive"),
    ("headers", "input", "a header is a member of `input` with `in: header`"),
    ("http", "status", "an error has `status`"),
    ("httpStatus httpStatusCode statusCode", "status", ""),
    ("info", "service", ""),
    ("items", "list", "write `list: TYPE`"),
    ("location", "in", ""),
    ("locationName", "name", ""),
    ("max", "range", "write `range: { max: … }` of a number, `length: { max: … }` of anything else"),
    ("maxItems maxLength maxProperties", "length", "write `length: { max: … }`"),
    ("maximum", "range", "write `range: { max: … }`"),
    ("members object", "structure", ""),
    ("method path uri", "http", "write method and path together, as in `http: GET /v1/things/{id}`"),
    ("min", "range", "write `range: { min: … }` of a number, `length: { min: … }` of anything else"),
    ("minItems minLength minProperties", "length", "write `length: { min: … }`"),
    ("minimum", "range", "write `range: { min: … }`"),
    ("nullable optional", "required", ABSENT),
    ("oneOf", "union", "write `union: { NAME: TYPE }`"),
    ("openapi", "speccast", "a spec begins with `speccast: 1`"),
    (
        "parameters",
        "input",
        "members of `input` say where they travel: `in: path`, `in: query`, `in: header`",
    ),
    ("paths", "operations", ""),
    ("properties", "structure", "write `structure: { NAME: TYPE }`"),
    ("query", "input", "what is in the query is a member of `input` with `in: query`"),
    ("regex", "pattern", ""),
    ("request", "input", ""),
    ("response responses returns", "output", ""),
    ("unique", "uniqueItems", ""),
    ("values", "enum", ""),
];

/// Types of other languages, and the type to use, or how it is written.
const TYPES: &[(&str, &str)] = &[
    ("any json", "document"),
    ("array list vec", "write `list: TYPE` in place of a type's name"),
    ("base64 binary bytes", "blob"),
    ("bool", "boolean"),
    ("char email str text uri url", "string"),
    ("date", "use `timestamp`, or `string` for a day without a time"),
    ("date-time datetime instant time", "timestamp"),
    ("decimal", "use `double`, or `string` if it is sent as one"),
    ("dict map", "write `map: TYPE` in place of a type's name"),
    ("enum", "write `enum: [VALUE, …]` in place of a type's name"),
    ("f32 float32", "float"),
    ("f64 float64", "double"),
    ("guid uuid", "that is `string` here; a `pattern` may say what it looks like"),
    ("i16 int16", "short"),
    ("i32 int int32", "integer"),
    ("i64 int64", "long"),
    ("i8 int8", "byte"),
    ("intEnum", "write `intEnum: { NAME: NUMBER, … }` in place of a type's name"),
    ("null", ABSENT),
    ("number", "use `double`, or `integer` or `long` for a whole number"),
    ("object record struct structure", "write `structure: { NAME: TYPE }` in place of a type's name"),
    ("set", "write `list: TYPE` in place of a type's name, and `uniqueItems: true` beside it"),
    ("u16", "use `integer`, with `range: { min: 0 }`"),
    ("u32 u64", "use `long`, with `range: { min: 0 }`"),
    ("u8", "use `short`, with `range: { min: 0 }`"),
    ("union", "write `union: { NAME: TYPE }` in place of a type's name"),
];

#[cfg(test)]
mod tests {
    use super::{KEYS, TYPES, closest, suggest, type_elsewhere};
    use crate::vocabulary::{MAPPINGS, SIMPLE_TYPES};

    #[test]
    fn what_is_suggested_exists() {
        for (there, here, _) in KEYS {
            assert!(MAPPINGS.iter().any(|mapping| mapping.has(here)), "{there}: {here}");
        }
        for (there, here) in TYPES.iter().filter(|(_, here)| !here.contains('`')) {
            assert!(SIMPLE_TYPES.find(here).is_some(), "{there}: {here}");
        }
    }

    #[test]
    fn a_slip_is_told_from_another_word() {
        let types = ["string", "boolean", "integer", "Widget"];
        assert_eq!(closest("strng", &types), Some("string"));
        assert_eq!(closest("Widgt", &types), Some("Widget"));
        assert_eq!(closest("String", &types), Some("string"));
        assert_eq!(closest("Thing", &types), None);
        assert_eq!(closest("int", &types), Some("integer"));
        assert_eq!(closest("qurey", &["path", "query"]), Some("query"));
        assert_eq!(closest("nam", &["doc", "name"]), Some("name"));
        assert_eq!(closest("id", &["in", "doc"]), None);
        assert_eq!(closest("FETCH", &["PATCH", "GET"]), None);
    }

    #[test]
    fn types_of_other_languages_hold_others() {
        let said = |word| type_elsewhere(word).unwrap_or_default();
        assert_eq!(said("list<string>"), "write `{ list: string }`");
        assert_eq!(said("Thing[]"), "write `{ list: Thing }`");
        assert_eq!(said("Map<string, list<Thing>>"), "write `{ map: list<Thing> }`");
        assert_eq!(type_elsewhere("Foo<string>"), None);
        assert_eq!(type_elsewhere("<>"), None);
    }

    #[test]
    fn there_may_be_nothing_to_suggest() {
        assert_eq!(suggest("a", &[]), "none is defined");
        assert_eq!(suggest("zzz", &["in", "doc"]), "known here: `in`, `doc`");
        let long = "x".repeat(1 << 20);
        assert_eq!(closest(&long, &["in"]), None);
    }
}
