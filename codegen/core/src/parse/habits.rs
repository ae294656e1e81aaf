//! Forms that other languages have for types: what they mean is clear, so that one remark is enough.

use super::walk::Walk;
use crate::diagnostic::{Diagnostic, codes};
use crate::suggest::{closest, key_elsewhere};
use crate::yaml::{Key, Kind, Node};

/// The keys of a type.
const TYPE: [&str; 18] = [
    "type",
    "list",
    "map",
    "structure",
    "union",
    "enum",
    "intEnum",
    "sparse",
    "key",
    "rust",
    "doc",
    "deprecated",
    "length",
    "range",
    "pattern",
    "uniqueItems",
    "format",
    "sensitive",
];
/// The keys that a member has beside those.
const MEMBER: [&str; 6] = ["required", "default", "in", "name", "idempotencyToken", "streaming"];

/// How many keys are looked at: whoever wrote so many others did not mean one of a type's.
const LOOKED_AT: usize = 20;

/// Whether a mapping that should be a type has members in it, and none of a type's keys; that is reported.
pub(super) fn lacks_structure(walk: &mut Walk<'_>, node: &Node, is_member: bool) -> bool {
    let Kind::Mapping(entries) = &node.kind else { return false };
    let is_known = |key: &str| TYPE.contains(&key) || (is_member && MEMBER.contains(&key));
    let Some((first, _)) = entries.first().filter(|(first, _)| !is_known(&first.text)) else {
        return false;
    };
    let known: Vec<&str> = TYPE.iter().chain(MEMBER.iter().filter(|_| is_member)).copied().collect();
    let is_other = |(key, value): &(Key, Node)| {
        let elsewhere = key_elsewhere(&key.text).is_some_and(|(here, _)| is_known(here));
        let close = closest(&key.text, &known).is_some();
        !(elsewhere || close || value.is_null())
    };
    if !entries.iter().take(LOOKED_AT).all(is_other) {
        return false;
    }
    let diagnostic = Diagnostic::new(&codes::MISSING_KEY, "the type is missing");
    let diagnostic = diagnostic.label(&(node.span.start..first.span.end), "");
    walk.report(
        diagnostic.help("if these are members, write `structure:` above them, or around them in braces"),
    );
    true
}

/// What a list holds, if it is written as `list: { member: TYPE }`; that is reported.
pub(super) fn list_item<'n>(walk: &mut Walk<'_>, node: &'n Node) -> Option<&'n Node> {
    let Kind::Mapping(entries) = &node.kind else { return None };
    let [(key, held)] = entries.as_slice() else { return None };
    if !["member", "items", "item"].contains(&key.text.as_str()) {
        return None;
    }
    let diagnostic = Diagnostic::new(&codes::UNKNOWN_KEY, "`list` itself names what the list holds");
    let diagnostic = diagnostic.label(&key.span, "");
    walk.report(diagnostic.help(format!("write `list: {}`", shown(held))));
    Some(held)
}

/// The keys and values of a map, if it is written as `map: { key: TYPE, value: TYPE }`; that is reported.
pub(super) fn map_entries<'n>(walk: &mut Walk<'_>, node: &'n Node) -> Option<(&'n Node, &'n Node)> {
    let Kind::Mapping(entries) = &node.kind else { return None };
    let find = |name| entries.iter().find(|(key, _)| key.text == name);
    let ((key, key_type), (_, value)) = (find("key")?, find("value").or_else(|| find("values"))?);
    let diagnostic = Diagnostic::new(&codes::UNKNOWN_KEY, "`map` itself names the type of the values");
    let diagnostic = diagnostic.label(&key.span, "");
    let is_string = matches!(&key_type.kind, Kind::Scalar { text, .. } if text == "string");
    let keys = if is_string { String::new() } else { format!(", key: {}", shown(key_type)) };
    walk.report(diagnostic.help(format!("write `map: {}{keys}`", shown(value))));
    Some((key_type, value))
}

/// How to write a member whose type is written `[TYPE]`.
pub(super) fn in_brackets(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Sequence(items) => match items.as_slice() {
            [held] => Some(format!("a list is `{{ list: {} }}`", shown(held))),
            _ => None,
        },
        _ => None,
    }
}

/// A type's name, or a sign for what is longer.
fn shown(node: &Node) -> String {
    match &node.kind {
        Kind::Scalar { text, .. } if text.len() < 40 => text.escape_debug().to_string(),
        _ => "{ … }".to_owned(),
    }
}

/// Whether a value of an enum is a whole number; that is reported.
pub(super) fn is_number(walk: &mut Walk<'_>, node: &Node) -> bool {
    let Kind::Scalar { text, plain: true } = &node.kind else { return false };
    let is_number = text.parse::<i64>().is_ok();
    if is_number {
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a string belongs here");
        let diagnostic = diagnostic.label(&node.span, "YAML takes this for a number");
        let help =
            format!("quote it, \"{text}\", or write `intEnum: {{ NAME: {text} }}` for an enum of numbers");
        walk.report(diagnostic.help(help));
    }
    is_number
}

/// The method and path of an operation, if they are keys of a mapping; that is reported.
pub(super) fn is_http_mapping(walk: &mut Walk<'_>, node: &Node) -> bool {
    let Kind::Mapping(entries) = &node.kind else { return false };
    let find = |names: &[&str]| {
        let (_, node) = entries.iter().find(|(key, _)| names.contains(&key.text.as_str()))?;
        match &node.kind {
            Kind::Scalar { text, .. } if text.len() < 80 => Some(text.escape_debug().to_string()),
            _ => None,
        }
    };
    let (Some(method), Some(path)) = (find(&["method", "verb"]), find(&["uri", "path", "url", "requestUri"]))
    else {
        return false;
    };
    walk.wrong_type(node, "a string", Some(format!("write `http: {} {path}`", method.to_uppercase())));
    true
}
