//! Values of the language's forms at random, from the vocabulary table: a key is mutated as soon as it is in the table.

use super::mutation::Mutator;
use speccast::vocabulary::{DEFINITIONS, Form, KINDS, Key, MAPPINGS, Mapping};

/// Keys that make sense with another one.
const PAIRS: &[(&str, &str)] = &[
    ("union", "tag"),
    ("tag", "content"),
    ("map", "key"),
    ("stream", "format"),
    ("format", "end"),
    ("header", "prefix"),
    ("inputToken", "outputToken"),
    ("outputToken", "items"),
    ("after", "from"),
    ("from", "items"),
    ("page", "items"),
    ("offset", "items"),
    ("page", "total"),
    ("in", "name"),
    ("in", "const"),
    ("in", "style"),
    ("failure", "errors"),
    ("rateLimit", "retryAfter"),
    ("header", "as"),
];
const ROUTES: &[&str] = &[
    "GET /a/{name}",
    "POST /b",
    "PUT /c?d=e",
    "DELETE /f",
    "HEAD /g",
    "PATCH /h/{i+}",
    "PROPFIND /l/{name}",
    "GET /j/{name}/{k+}/l/{m+}",
];
const URLS: &[&str] =
    &["\"https://a.example.com/v1\"", "\"https://{b}.example.com\"", "\"https://{host}/{v}\""];
const POINTERS: &[&str] = &["/error/code", "/error", "/ok", "/a~1b/0", "/"];
const WORDS: &[&str] = &[
    "name",
    "items",
    "text/csv",
    "\"[DONE]\"",
    "X-Api-Key",
    "\"4XX\"",
    "\"Bearer \"",
    "Content-Type",
    "data.",
    "\"{name}.\"",
    "next",
];
/// Texts of examples: bodies, requests, inputs.
const ANY: &[&str] = &[
    "{}",
    "null",
    "a=b&c=d",
    "{ name: a }",
    "[{ name: a }]",
    "\"data: {}\\n\\n\"",
    "\"{}\\n{}\\n\"",
    "\"--BOUNDARY\\n\\n--BOUNDARY--\\n\"",
    "7",
    "false",
];

/// Every key of the language, in the order of the table.
pub fn keys() -> impl Iterator<Item = &'static Key> {
    MAPPINGS.iter().flat_map(|mapping| mapping.own).copied()
}

/// Returns another key of a mapping that has the key `name`, with a value.
pub fn sibling(mutator: &mut Mutator, name: &str, names: &[&str]) -> Option<(&'static str, String)> {
    let mappings: Vec<_> = MAPPINGS.iter().filter(|mapping| mapping.has(name)).collect();
    let mapping = mappings.get(mutator.below(mappings.len().max(1)))?;
    let keys: Vec<_> = mapping.keys().collect();
    let key = keys[mutator.below(keys.len())];
    Some((key.name, value(mutator, &key.form, names, 3)))
}

/// Returns a value for a key that the language has.
pub fn value_of(mutator: &mut Mutator, name: &str, names: &[&str]) -> Option<String> {
    let keys: Vec<_> = keys().filter(|key| key.name == name).collect();
    let key = keys.get(mutator.below(keys.len().max(1)))?;
    Some(value(mutator, &key.form, names, 3))
}

/// Returns a value of the form with this name.
pub fn definition(mutator: &mut Mutator, name: &str, names: &[&str]) -> String {
    defined(mutator, name, names, 4)
}

/// A value in flow style, in which mappings are at most `depth` deep, with strings that are often one of `names`.
fn value(mutator: &mut Mutator, form: &Form, names: &[&str], depth: usize) -> String {
    match *form {
        Form::Any => mutator.pick(ANY).to_owned(),
        Form::Boolean => mutator.pick(&["true", "false"]).to_owned(),
        Form::BooleanOrText => mutator.pick(&["true", "\"use `x`\""]).to_owned(),
        Form::Text | Form::NonEmpty => text(mutator, names),
        Form::Matching("^/") => mutator.pick(POINTERS).to_owned(),
        Form::Matching("^https://") => mutator.pick(URLS).to_owned(),
        Form::Matching(_) => mutator.pick(WORDS).to_owned(),
        Form::Number => mutator.pick(&["0", "1.5", "-1", "100"]).to_owned(),
        Form::Integer(min, max) => {
            let span = max.map_or(100, |max| i64::from(max) - i64::from(min) + 1);
            let above = mutator.below(usize::try_from(span.min(1_000)).unwrap_or(1));
            (i64::from(min) + i64::try_from(above).unwrap_or(0)).to_string()
        }
        Form::Version => "1".to_owned(),
        Form::Route => mutator.pick(ROUTES).to_owned(),
        Form::Words(words) => words[mutator.below(words.len())].0.to_owned(),
        Form::Definition(name) => defined(mutator, name, names, depth),
        Form::Mapping(mapping) => {
            let entries = entries(mutator, mapping, depth);
            let entries = entries.iter().map(|key| {
                format!("{}: {}", key.name, value(mutator, &key.form, names, depth.saturating_sub(1)))
            });
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Form::Entries(of, least) => {
            let number = least + mutator.below(if depth == 0 { 1 } else { 3 });
            let entries = (0..number).map(|_| {
                let name = text(mutator, names);
                format!("{name}: {}", value(mutator, of, names, depth.saturating_sub(1)))
            });
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Form::Entry => format!("{{ {}: {} }}", text(mutator, names), mutator.pick(ANY)),
        Form::List(of, least) => list(mutator, of, names, depth, least),
        Form::Set(of) => list(mutator, of, names, depth, 1),
        Form::OneOf(forms) => {
            let form = &forms[mutator.below(forms.len())];
            value(mutator, form, names, depth)
        }
        Form::Meaning(_, form) => value(mutator, form, names, depth),
    }
}

fn defined(mutator: &mut Mutator, name: &str, names: &[&str], depth: usize) -> String {
    let form = DEFINITIONS.iter().find(|(known, _)| *known == name);
    form.map_or_else(String::new, |(_, form)| value(mutator, form, names, depth))
}

/// The keys of a mapping that are needed, one that says what a type is, up to two others, and what goes with them.
fn entries(mutator: &mut Mutator, mapping: &Mapping, depth: usize) -> Vec<&'static Key> {
    let mut entries = mapping.needed.to_vec();
    let is_kind = |key: &Key| KINDS.iter().any(|kind| kind.name == key.name);
    if mapping.has(KINDS[0].name) {
        // Deep down only the first, a type's name.
        entries.push(KINDS[if depth == 0 { 0 } else { mutator.below(KINDS.len()) }]);
    }
    let others: Vec<_> = mapping.keys().filter(|key| !is_kind(key)).collect();
    for _ in 0..mutator.below(if depth == 0 { 1 } else { 3 }) {
        entries.extend(others.get(mutator.below(others.len().max(1))));
    }
    for (first, second) in PAIRS {
        if entries.iter().any(|key| key.name == *first) && mutator.below(3) > 0 {
            entries.extend(others.iter().find(|key| key.name == *second));
        }
    }
    let mut seen = Vec::new();
    entries.retain(|key| {
        !seen.contains(&key.name) && {
            seen.push(key.name);
            true
        }
    });
    entries
}

fn list(mutator: &mut Mutator, of: &Form, names: &[&str], depth: usize, least: usize) -> String {
    let number = least + mutator.below(if depth == 0 { 1 } else { 3 });
    let items: Vec<_> = (0..number).map(|_| value(mutator, of, names, depth.saturating_sub(1))).collect();
    format!("[{}]", items.join(", "))
}

fn text(mutator: &mut Mutator, names: &[&str]) -> String {
    match mutator.below(8) {
        0 => mutator.pick(WORDS).to_owned(),
        1 => mutator.hostile().to_owned(),
        _ if names.is_empty() => "a".to_owned(),
        _ => mutator.pick(names).to_owned(),
    }
}
