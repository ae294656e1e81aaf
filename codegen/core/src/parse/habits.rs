//! Forms of types in other languages: their meaning is clear, so one diagnostic is enough.

use super::fields::Fields;
use super::walk::{SHOWN, Walk, is_simple_type};
use crate::diagnostic::{Diagnostic, codes};
use crate::suggest::{closest, key_elsewhere, or_null_as, stream_format_elsewhere, type_elsewhere};
use crate::vocabulary::{KINDS, Mapping, STREAMING, constraint, member};
use crate::yaml::{Key, Kind, Node};

/// Maximum number of keys examined; a mapping with more is not meant as a type.
const LOOKED_AT: usize = 20;

/// Reports a mapping with members where a type is expected, without `structure`.
pub(super) fn lacks_structure(walk: &mut Walk<'_>, node: &Node, mapping: &'static Mapping) -> bool {
    let Kind::Mapping(entries) = &node.kind else { return false };
    let looked_at = &entries[..entries.len().min(LOOKED_AT)];
    let has_type = |(key, _): &(Key, Node)| {
        KINDS.iter().chain(&[member::CONST, member::STREAM]).any(|kind| kind.name == key.text)
    };
    let Some((first, _)) = looked_at.first().filter(|_| !looked_at.iter().any(has_type)) else {
        return false;
    };
    let is_known = |key: &Key| mapping.has(&key.text) || key.text == STREAMING;
    let known: Vec<&str> = mapping.keys().map(|key| key.name).collect();
    let is_other = |(key, value): &(Key, Node)| {
        let near = closest(&key.text, &known);
        let elsewhere = || key_elsewhere(&key.text, &known).is_some();
        match is_simple_type(value) {
            true => near.is_none_or(|near| near == key.text),
            false => !(elsewhere() || near.is_some() || value.is_null()),
        }
    };
    let others = looked_at.iter().filter(|entry| is_other(entry)).count();
    // Names of members may be keys as well, such as `content` and `key`.
    let simple = looked_at.iter().filter(|(_, value)| is_simple_type(value)).count();
    let has_other = looked_at.iter().any(|entry| is_other(entry) && !is_known(&entry.0));
    let are_members = looked_at.iter().all(|(_, value)| is_like_type(value)) && (has_other || simple > 1);
    if !are_members && (is_known(first) || others * 2 <= looked_at.len()) {
        return false;
    }
    let help = "write `structure: { … }` around the members";
    walk.error(&codes::MISSING_KEY, "missing type", &(node.span.start..first.span.end), help);
    true
}

/// Reports members without types where a type is expected, as in `{ id, name }`.
pub(super) fn has_only_names(walk: &mut Walk<'_>, node: &Node, mapping: &'static Mapping) -> bool {
    let Kind::Mapping(entries) = &node.kind else { return false };
    let Some((first, _)) = entries.iter().find(|(key, _)| !mapping.has(&key.text)) else { return false };
    // A name with a colon has lost the space after it.
    if !entries.iter().all(|(key, value)| value.is_null() && !key.text.contains(':')) {
        return false;
    }
    let name = first.text.chars().take(SHOWN).collect::<String>().escape_debug().to_string();
    let help = format!("write `structure: {{ {name}: TYPE, … }}`");
    walk.error(&codes::MISSING_KEY, "members without types", &node.span, help);
    true
}

/// Whether this may be a type: the name of one, or a mapping that defines one.
fn is_like_type(node: &Node) -> bool {
    match &node.kind {
        Kind::Mapping(_) => KINDS.iter().any(|kind| node.entry(kind.name).is_some()),
        _ => {
            let is_name = |text: &str| {
                text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().all(char::is_alphanumeric)
            };
            is_simple_type(node)
                || node.text().is_some_and(|text| is_name(text) || type_elsewhere(text).is_some())
        }
    }
}

/// Reports a list written as `list: { member: TYPE }`, and returns its type.
pub(super) fn list_item<'n>(walk: &mut Walk<'_>, node: &'n Node) -> Option<&'n Node> {
    let Kind::Mapping(entries) = &node.kind else { return None };
    let [(key, held)] = entries.as_slice() else { return None };
    if !["member", "items", "item"].contains(&key.text.as_str()) {
        return None;
    }
    let help = format!("write `list: {}`", shown(held));
    walk.error(&codes::UNKNOWN_KEY, "unexpected `items` next to `list`", &key.span, help);
    Some(held)
}

/// Reports a map written as `map: { key: TYPE, value: TYPE }`, and returns both types.
pub(super) fn map_entries<'n>(walk: &mut Walk<'_>, node: &'n Node) -> Option<(&'n Node, &'n Node)> {
    let ((key, key_type), (_, value)) =
        (node.entry("key")?, node.entry("value").or_else(|| node.entry("values"))?);
    let keys =
        if key_type.text() == Some("string") { String::new() } else { format!(", key: {}", shown(key_type)) };
    let help = format!("write `map: {}{keys}`", shown(value));
    walk.error(&codes::UNKNOWN_KEY, "unexpected `values` next to `map`", &key.span, help);
    Some((key_type, value))
}

/// Suggests the spelling of a member whose type is written `[TYPE]`.
pub(super) fn in_brackets(node: &Node) -> Option<String> {
    let Kind::Sequence(items) = &node.kind else { return None };
    match items.as_slice() {
        [] => None,
        [held] => Some(format!("write `{{ list: {} }}`", shown(held))),
        several => {
            let first = several.iter().take(3).map(shown).collect::<Vec<_>>().join(", ");
            let rest = if several.len() > 3 { ", …" } else { "" };
            let is_type = |node: &Node| {
                let is_name = |text: &str| text.starts_with(|c: char| c.is_ascii_uppercase());
                is_simple_type(node) || node.text().is_none_or(is_name)
            };
            Some(match several.iter().any(is_type) {
                true => format!("write `{{ oneOf: [{first}{rest}] }}` for one of these types"),
                false => format!("write `{{ enum: [{first}{rest}] }}` for one of these strings"),
            })
        }
    }
}

/// Suggests the spelling of bounds such as `1..5` and `[1, 5]`.
pub(super) fn bounds(node: &Node) -> Option<String> {
    let bounds: Vec<&str> = match &node.kind {
        Kind::Sequence(items) => items.iter().filter_map(Node::text).collect(),
        Kind::Scalar { text, .. } if text.parse::<f64>().is_err() => {
            text.split(['.', '-', ' ']).filter(|part| !part.is_empty()).collect()
        }
        Kind::Scalar { .. } | Kind::Mapping(_) | Kind::Refused => return None,
    };
    let [min, max] = bounds.as_slice() else { return None };
    let are_numbers = [min, max].iter().all(|bound| bound.parse::<i64>().is_ok());
    are_numbers.then(|| format!("write `{{ min: {min}, max: {max} }}`"))
}

/// Reports alternatives of a union that are written as a list.
pub(super) fn is_list_of_types(walk: &mut Walk<'_>, node: &Node) -> bool {
    let is_list = matches!(node.kind, Kind::Sequence(_));
    if is_list {
        let help = "write `union: { NAME: TYPE }`, or `oneOf: [TYPE, …]` if the JSON itself identifies the alternative";
        walk.expected("a mapping of members", node, Some(help.to_owned()));
    }
    is_list
}

/// Reports a member that has a format of events, but not `stream: TYPE`.
pub(super) fn is_of_events(walk: &mut Walk<'_>, fields: &mut Fields<'_>) -> bool {
    let format =
        fields.get(constraint::FORMAT).and_then(|node| Some((node, stream_format_elsewhere(node.text()?)?)));
    let Some((node, format)) = format else { return false };
    fields.take(constraint::FORMAT);
    let [ty, list, ..] = KINDS.map(|key| fields.get(key));
    let ty = ty.or(list).map_or_else(|| "TYPE".to_owned(), shown);
    let help = format!("write `stream: {ty}` in place of the type, with `format: {format}`");
    walk.error(&codes::STREAMING, "this format is for a stream of events", &node.span, help);
    true
}

/// Suggests what to write for a type's name next to another kind of type, which may be an enum.
pub(super) fn beside_type(ty: &Node, values: Option<&Node>) -> &'static str {
    match values {
        Some(_) if ty.text().is_some_and(|text| ["byte", "short", "integer", "long"].contains(&text)) => {
            "write `intEnum: { NAME: NUMBER, … }` in place of both"
        }
        Some(_) => "remove `type`; the values of an `enum` are strings",
        None => "remove `type` or the other key",
    }
}

/// Reports a type written `[TYPE, "null"]`.
pub(super) fn is_nullable(walk: &mut Walk<'_>, node: &Node) -> bool {
    let Kind::Sequence(items) = &node.kind else { return false };
    let is_null = |node: &&Node| node.is_null() || node.text() == Some("null");
    let (nulls, others): (Vec<&Node>, Vec<&Node>) = items.iter().partition(is_null);
    let help = match others.as_slice() {
        [one] if nulls.is_empty() => {
            format!("write `{{ list: {} }}` for a list, or the type's name", shown(one))
        }
        [one] => or_null_as(&shown(one)),
        _ => "write `oneOf: [TYPE, …]`, or `type: document` for any JSON".to_owned(),
    };
    walk.expected("a string", node, Some(help));
    true
}

/// A type's name, or `TYPE` for a longer type.
fn shown(node: &Node) -> String {
    let text = node.text().filter(|text| text.len() < 40);
    text.map_or_else(|| "{ … }".to_owned(), |text| text.escape_debug().to_string())
}

/// Reports an enum value that is an integer.
pub(super) fn is_number(walk: &mut Walk<'_>, node: &Node) -> bool {
    let Kind::Scalar { text, plain: true } = &node.kind else { return false };
    let is_number = text.parse::<i64>().is_ok();
    if is_number {
        let help =
            format!("quote it, \"{text}\", or write `intEnum: {{ NAME: {text} }}` for an enum of numbers");
        let diagnostic = Diagnostic::expected(&codes::WRONG_TYPE, "a string", "a number", &node.span);
        walk.report(diagnostic.help(help));
    }
    is_number
}

/// Reports an enum whose values have names.
pub(super) fn is_named_enum(walk: &mut Walk<'_>, node: &Node) -> bool {
    let Kind::Mapping(entries) = &node.kind else { return false };
    let is_integer = |node: &Node| match &node.kind {
        Kind::Scalar { text, plain: true } => text.parse::<i64>().is_ok(),
        _ => false,
    };
    let help = match entries.as_slice() {
        [] => "list the values".to_owned(),
        entries if entries.iter().all(|(_, node)| is_integer(node)) => {
            "write `intEnum` in place of `enum`".to_owned()
        }
        [(first, _), ..] => {
            format!("write a list of the values, as in `[{}, …]`", first.text.escape_debug())
        }
    };
    walk.expected("a list of strings", node, Some(help));
    true
}

/// Reports the method and path of an operation written as keys of a mapping.
pub(super) fn is_http_mapping(walk: &mut Walk<'_>, node: &Node) -> bool {
    let Kind::Mapping(entries) = &node.kind else { return false };
    let find = |names: &[&str]| {
        let (_, node) = entries.iter().find(|(key, _)| names.contains(&key.text.as_str()))?;
        node.text().filter(|text| text.len() < 80).map(|text| text.escape_debug().to_string())
    };
    let (Some(method), Some(path)) = (find(&["method", "verb"]), find(&["uri", "path", "url", "requestUri"]))
    else {
        return false;
    };
    walk.expected("a string", node, Some(format!("write `http: {} {path}`", method.to_uppercase())));
    true
}
